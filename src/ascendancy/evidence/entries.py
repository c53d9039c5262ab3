"""Compiled evidence: entries of four shapes, sorted by month, in arrays that compiled code reads.

The shapes: a likelihood on one person's state (105 numbers); on a choice of the month (the leader's action, a campaign's
phase, the heir), which can guide its draw; on a body's side of one half; on a number of the regime or the society.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.evidence.office import TENURE
from ascendancy.evidence.states import Floats, over_states

Ints = NDArray[np.int64]

ACTION, PHASE, HEIR = 0, 1, 2
DIRECTIVE, SERIES, RECORD_TEST, MAJORITY_TEST = 0, 1, 2, 3
SIGN_CODES = {"<": 0, "<=": 1, ">": 2, ">=": 3, "==": 4, "!=": 5}
YEAR_DEATHS = -1


class DossierArrays(NamedTuple):
    """Items by month (``*_offset`` has T + 1 places), for compiled code."""

    p_offset: Ints
    p_who: Ints
    p_like: Floats  # (P, 105)
    p_mean: Floats  # (P,) the same, of a report that is wrong
    p_grade: Ints
    c_offset: Ints
    c_what: Ints
    c_slot: Ints
    c_like: Floats  # (C, W) 1 or a chance, by outcome
    c_mean: Floats
    c_grade: Ints
    v_offset: Ints
    v_body: Ints
    v_like: Floats  # (V, 2)
    v_grade: Ints
    r_offset: Ints
    r_kind: Ints
    r_a: Ints
    r_b: Ints
    r_x: Floats
    r_y: Floats
    r_grade: Ints
    tenure: Floats  # (3, 5) likelihood of status: nothing known, a tenure goes on, ends in dismissal


class Dossier(NamedTuple):
    """Arrays, and for each entry the item (row of ``items``) it comes from."""

    items: tuple[str, ...]
    arrays: DossierArrays
    p_item: Ints
    c_item: Ints
    v_item: Ints
    r_item: Ints

    def until(self, last: int) -> Dossier:
        """The same without the entries of months after column ``last``; items that are gone score nothing."""
        cut = {
            name: offset[: last + 2]
            for name, offset in self.arrays._asdict().items()
            if name.endswith("offset")
        }
        return self._replace(arrays=self.arrays._replace(**cut))

    def shares(self) -> Floats:
        """Each month's share of the entries, shape (T,), summing to one; without any, the last month has all."""
        arrays = self.arrays
        counts = sum(
            np.diff(offset) for offset in (arrays.p_offset, arrays.c_offset, arrays.v_offset, arrays.r_offset)
        )
        shares = np.asarray(counts, dtype=np.float64)
        if not shares.any():
            shares[-1] = 1.0
        return np.asarray(shares / shares.sum())


class Entries:
    """Entries gathered in any order, sorted by month at the end."""

    def __init__(self) -> None:
        self.person: list[tuple[Any, ...]] = []
        self.choice: list[tuple[Any, ...]] = []
        self.vote: list[tuple[Any, ...]] = []
        self.number: list[tuple[Any, ...]] = []

    def on_person(self, t: int, who: int, like: Floats, grade: int, item: int) -> None:
        """An entry on one person; a report that is wrong has the mean likelihood."""
        self.person.append((t, who, like, float(like.mean()), grade, item))


def packed(
    items: tuple[str, ...], entries: Entries, months: int, people_count: int, tenures: bool
) -> Dossier:
    """Sort by month (stable) and pack."""
    width = max(4, people_count + 1)

    def offsets(rows: list[tuple[Any, ...]]) -> Ints:
        counts = (
            np.bincount([row[0] for row in rows], minlength=months)
            if rows
            else np.zeros(months, dtype=np.int64)
        )
        return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)

    def column(rows: list[tuple[Any, ...]], place: int, kind: type = np.int64) -> NDArray[Any]:
        return np.array([row[place] for row in rows], dtype=kind)

    people = sorted(entries.person, key=lambda row: row[0])
    choices = sorted(entries.choice, key=lambda row: row[0])
    votes = sorted(entries.vote, key=lambda row: row[0])
    numbers = sorted(entries.number, key=lambda row: row[0])
    choice_like = np.zeros((len(choices), width))
    choice_mean = np.zeros(len(choices))
    for k, row in enumerate(choices):
        choice_like[k, : row[3].size] = row[3]
        choice_mean[k] = row[3].mean()
    arrays = DossierArrays(
        p_offset=offsets(people),
        p_who=column(people, 1),
        p_like=np.stack([row[2] for row in people]) if people else np.zeros((0, over_states().size)),
        p_mean=column(people, 3, np.float64),
        p_grade=column(people, 4),
        c_offset=offsets(choices),
        c_what=column(choices, 1),
        c_slot=column(choices, 2),
        c_like=choice_like,
        c_mean=choice_mean,
        c_grade=column(choices, 4),
        v_offset=offsets(votes),
        v_body=column(votes, 1),
        v_like=np.stack([row[2] for row in votes]) if votes else np.zeros((0, 2)),
        v_grade=column(votes, 3),
        r_offset=offsets(numbers),
        r_kind=column(numbers, 1),
        r_a=column(numbers, 2),
        r_b=column(numbers, 3),
        r_x=column(numbers, 4, np.float64),
        r_y=column(numbers, 5, np.float64),
        r_grade=column(numbers, 6),
        tenure=TENURE if tenures else np.ones((3, 5)),
    )
    return Dossier(items, arrays, column(people, 5), column(choices, 5), column(votes, 4), column(numbers, 7))
