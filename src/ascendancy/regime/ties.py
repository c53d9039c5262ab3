"""Ties between people: shared service computed from tenures, and the case's explicit ties.

For two people who served together (the same post with several places, or the same body), each year adds

    years together / size

where size is how many served there that year (or the post's own ``size``, if greater),

to their raw tie, and all ties decay with a half-life of ten years. Patronage and kinship add their weight while
they last, without decay. A person's ties to others than the leader are then made to sum to less than one,
w_ij = raw_ij / (1 + Σ_j raw_ij), so that Σ_j w_ij s_j stays within [−1, 1]; his bond to the leader is
raw/(1 + raw). The eight strongest ties are kept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ascendancy.case import Case

HALF_LIFE_YEARS = 10.0
KEPT = 8
SHARED_SIZE_FLOOR = 2.0


class Ties(NamedTuple):
    """Ties by year: who (Y, N, 8), −1 where there is none; weight (Y, N, 8); bond to the leader (Y, N)."""

    person: NDArray[np.int64]
    weight: NDArray[np.float64]
    bond: NDArray[np.float64]


def ties_by_year(
    case: Case, leaders: NDArray[np.int64], first_year: int, years: int, given: int, end: int
) -> Ties:
    """Ties at the start of each year, from what was shared before it.

    Parameters
    ----------
    case : Case
    leaders : array of int, shape (years,)
        Who led at each year's start; −1 for a collective.
    first_year, years : int
        The calendar years covered.
    given : int
        Last month whose tenures are given: later ones do not count, and who then held a post goes on holding it.
    end : int
        Last month of the run.

    Returns
    -------
    Ties
    """
    index = {person.id: i for i, person in enumerate(case.people)}
    count = len(index)
    shared = _shared_service(case, index, given, end)
    raw = np.zeros((count, count))
    decay = 0.5 ** (1.0 / HALF_LIFE_YEARS)
    earliest = min([year for year in shared] + [first_year])
    person = np.full((years, count, KEPT), -1, dtype=np.int64)
    weight = np.zeros((years, count, KEPT))
    bond = np.zeros((years, count))
    for year in range(earliest, first_year + years):
        row = year - first_year
        if row >= 0:
            whole = raw + _explicit(case, index, year)
            leader = int(leaders[row])
            if leader >= 0:
                bond[row] = whole[:, leader] / (1.0 + whole[:, leader])
                bond[row, leader] = 1.0
                whole[:, leader] = 0.0
            whole /= 1.0 + whole.sum(axis=1, keepdims=True)
            for i in range(count):
                order = np.argsort(-whole[i], kind="stable")[:KEPT]
                order = order[whole[i, order] > 0.0]
                person[row, i, : order.size] = order
                weight[row, i, : order.size] = whole[i, order]
        raw *= decay
        for (i, j), value in shared.get(year, {}).items():
            raw[i, j] += value
            raw[j, i] += value
    return Ties(person, weight, bond)


def _shared_service(
    case: Case, index: dict[str, int], given: int, end: int
) -> dict[int, dict[tuple[int, int], float]]:
    """Years together ÷ size, by calendar year and pair; nothing that happened after ``given`` counts."""
    posts = {post.id: post for post in case.posts}
    groups: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    sizes: dict[str, float] = {}
    for tenure in case.tenures:
        post = posts[tenure.post]
        first = tenure.start.month
        if first > given or (not post.body and (post.size or 1) <= 1):
            continue
        key = f"body {post.body}" if post.body else f"post {post.id}"
        over = tenure.end is not None and tenure.end.month <= given
        groups[key].append((index[tenure.person], first, tenure.end.month if over and tenure.end else end))
        sizes[key] = max(sizes.get(key, SHARED_SIZE_FLOOR), float(post.size or 0))
    shared: dict[int, dict[tuple[int, int], float]] = defaultdict(lambda: defaultdict(float))
    for key, spells in groups.items():
        for year in range(
            min(first for _, first, _ in spells) // 12, max(last for _, _, last in spells) // 12 + 1
        ):
            there = [
                (i, max(first, 12 * year), min(last, 12 * year + 12))
                for i, first, last in spells
                if first < 12 * year + 12 and last > 12 * year
            ]
            size = max(sizes[key], float(len({i for i, _, _ in there})))
            for a, (i, first_i, last_i) in enumerate(there):
                for j, first_j, last_j in there[a + 1 :]:
                    months = min(last_i, last_j) - max(first_i, first_j)
                    if i != j and months > 0:
                        shared[year][min(i, j), max(i, j)] += months / 12.0 / size
    return shared


def _explicit(case: Case, index: dict[str, int], year: int) -> NDArray[np.float64]:
    """The case's own ties in force at the start of a year."""
    out = np.zeros((len(index), len(index)))
    for tie in case.ties:
        first = tie.start.month if tie.start is not None else -(10**9)
        last = tie.end.month if tie.end is not None else 10**9
        if first <= 12 * year + 11 and last >= 12 * year:
            i, j = index[tie.a], index[tie.b]
            out[i, j] += tie.weight if tie.weight is not None else 1.0
            out[j, i] += tie.weight if tie.weight is not None else 1.0
    return out
