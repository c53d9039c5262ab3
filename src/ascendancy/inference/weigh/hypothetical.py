"""What item, if found, would move a claim most: items made up from the names and months of its own query.

Each is an item of the case's kinds of evidence, graded B, with every outcome it could have: a statement by
a person the query names or by a member of a body it names; a directive of that month; a resolution of that
body; a notice of that campaign; somebody's testimony that the claim was so. With P(outcome | history) from
the evidence room,

    P(outcome) = Σ_j w_j P(outcome | j),
    P(claim | outcome) = Σ_j w_j [claim in j] P(outcome | j) / P(outcome),

and what the item is worth is the shift of the log odds, each outcome's weighed by its probability. A report
is wrong with the chance of its grade, and then says each thing as often as it is said on average.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.case import Case
from ascendancy.case.dates import month_text
from ascendancy.evidence import campaign, directive, resolution, statement
from ascendancy.evidence.imprint import ERROR_RATES
from ascendancy.histories import Histories
from ascendancy.inference.weigh.influence import bits
from ascendancy.query import Query
from ascendancy.regime.state import INTENSITY_OF_PHASE, PHASES, STANCES, Status

Floats = NDArray[np.float64]
GRADE = "B"
MEMBERS = 12
"""Of a body, the members who are asked: those whose posts weigh most."""

Likelihood = Callable[[Histories], Floats]


class Hypothetical(NamedTuple):
    """An item that might be found: its text, its outcomes, and their probabilities in each history."""

    text: str
    outcomes: tuple[str, ...]
    likelihood: Likelihood


def hypotheticals(
    query: Query, case: Case, histories: Histories, error: float = ERROR_RATES[GRADE]
) -> list[Hypothetical]:
    """Items that might be found on a query.

    Parameters
    ----------
    query : Query
        In the names of the histories.
    case : Case
    histories : Histories
        Whose names it may speak of.
    error : float
        Chance that an item is wrong.

    Returns
    -------
    list of Hypothetical
    """
    found = [Hypothetical(f"testimony that {query}", ("so", "not so"), _testimony(query, error))]
    months, names = asked_months(query), query.names()
    for month in months:
        when = month_text(month)
        found.append(Hypothetical(f"a directive, {when}", directive.OUTCOMES, _directive(month, error)))
        people = dict.fromkeys(names["people"])
        for body in names["bodies"]:
            outcomes = resolution.OUTCOMES
            found.append(
                Hypothetical(f"a resolution of {body}, {when}", outcomes, _resolution(body, month, error))
            )
            people |= dict.fromkeys(members(case, body, month))
        for title in names["campaigns"]:
            text = f"a notice of {title or 'a campaign without a title'}, {when}"
            found.append(Hypothetical(text, PHASES, _notice(title, month, error)))
        for person in (name for name in people if name in histories.people):
            found.append(
                Hypothetical(f"a statement by {person}, {when}", STANCES, _statement(person, month, error))
            )
    return found


def asked_months(query: Query) -> tuple[int, ...]:
    """The first, middle and last month that a query asks for, each once."""
    span = query.months()
    if span is None:
        return ()
    return tuple(sorted({span[0], (span[0] + span[1]) // 2, span[1]}))


def members(case: Case, body: str, month: int, most: int = MEMBERS) -> list[str]:
    """Who sat in a body in a month, the weightiest posts first."""
    weights = {post.id: post.weight for post in case.posts if post.body == body}
    held: dict[str, float] = {}
    for tenure in case.tenures:
        start, end = tenure.start.first, tenure.end.last if tenure.end is not None else None
        if tenure.post in weights and (start is None or start <= month) and (end is None or month <= end):
            held[tenure.person] = held.get(tenure.person, 0.0) + weights[tenure.post]
    return sorted(held, key=lambda person: (-held[person], person))[:most]


def worth(truth: Floats, weights: Floats, outcomes: Floats, size: float) -> tuple[float, Floats, Floats]:
    """What an item would be worth.

    Parameters
    ----------
    truth, weights : array, shape (J,)
    outcomes : array, shape (J, K)
        Probability of each outcome in each history.
    size : float
        How many histories the claim's probability rests on.

    Returns
    -------
    float
        Expected absolute shift of the log odds, in bits.
    array, shape (K,)
        Probability of each outcome.
    array, shape (K,)
        Probability of the claim after each outcome.
    """
    chance = weights @ outcomes
    with np.errstate(invalid="ignore", divide="ignore"):
        after = np.where(chance > 0.0, (weights * truth) @ outcomes / chance, 0.0)
    after = np.clip(after, 0.0, 1.0)
    now = bits(min(max(float(weights @ truth), 0.0), 1.0), size)
    shifts = np.array([abs(bits(float(p), size) - now) for p in after])
    return float(chance @ shifts), chance, after


def searched(
    items: Iterable[tuple[Hypothetical, Floats]], truth: Floats, weights: Floats, size: float
) -> list[dict[str, Any]]:
    """What each item would be worth, the most first: ``item``, ``bits`` and ``outcomes``."""
    found = []
    for item, likelihood in items:
        expected, chance, after = worth(truth, weights, likelihood, size)
        outcomes = [
            {"outcome": name, "probability": float(q), "posterior": float(p)}
            for name, q, p in zip(item.outcomes, chance, after, strict=True)
        ]
        found.append({"item": item.text, "bits": expected, "outcomes": outcomes})
    return sorted(found, key=lambda each: (-each["bits"], each["item"]))


def _reported(table: Floats, states: NDArray[Any], error: float) -> Floats:
    """Rows of P(outcome | state) for the states of J histories, as a report says them."""
    return np.asarray((1.0 - error) * table[states] + error * table.mean(axis=0))


def _testimony(query: Query, error: float) -> Likelihood:
    def likelihood(histories: Histories) -> Floats:
        so = query.evaluate(histories)
        yes = (1.0 - error) * so + error * (1.0 - so)
        return np.stack([yes, 1.0 - yes], axis=1)

    return likelihood


def _statement(person: str, month: int, error: float) -> Likelihood:
    def likelihood(histories: Histories) -> Floats:
        place, column = histories.people.index(person), month - histories.start
        said = _reported(statement.SAYS, histories.stance[:, column, place], error)
        dead = histories.status[:, column, place] == Status.DEAD
        return np.where(dead[:, np.newaxis], statement.SAYS.mean(axis=0), said)

    return likelihood


def _directive(month: int, error: float) -> Likelihood:
    table = np.array([[0.0, 0.5, 0.25, 0.25], [1.0, 0.0, 0.0, 0.0]])

    def likelihood(histories: Histories) -> Floats:
        a = histories.ascendancy[:, month - histories.start, np.newaxis].astype(np.float64)
        return np.asarray((1.0 - error) * (a * table[1] + (1.0 - a) * table[0]) + error * table.mean(axis=0))

    return likelihood


def _resolution(body: str, month: int, error: float) -> Likelihood:
    def likelihood(histories: Histories) -> Floats:
        held = histories.majority[:, month - histories.start, histories.bodies.index(body)] > 0.5
        return _reported(resolution.PUBLISHED, held.astype(np.intp), error)

    return likelihood


def _notice(title: str, month: int, error: float) -> Likelihood:
    def likelihood(histories: Histories) -> Floats:
        intensity = histories.intensity[:, month - histories.start, histories.titles.index(title)]
        phase = np.argmin(np.abs(intensity[:, np.newaxis] - INTENSITY_OF_PHASE), axis=1)
        return _reported(campaign.NOTICED, phase, error)

    return likelihood
