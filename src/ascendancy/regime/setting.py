"""What is given: a case compiled into the arrays that a month reads.

Tenures, deaths, the leader, the organs, the campaigns' titles and the exogenous series are given up to the month of
analysis (``given``), by the date of the event; from then on whoever held a post holds it, deaths come by hazard, the
leader can fall and series stand still. What was *public* by a date is another question: pass a masked case
(``case.known``) where nothing that became known later must be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.regime.rectification import yearly_mortality
from ascendancy.regime.ties import ties_by_year

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.case.dates import When

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

UNKNOWN_AGE = 52.0
COLLECTIVE = -1
MODELLED = -2
GROUPS = ("peasants", "workers", "soldiers", "officials", "intellectuals", "youth")
UNTITLED = ""


class RegimeArrays(NamedTuple):
    """The arrays themselves, for compiled code. T months, N people, B bodies, K institutions, C titles."""

    power: Floats  # (T, N) sum of the weights of posts held
    members: NDArray[np.bool_]  # (T, B, N)
    top: int  # which body is the top one
    institution: Ints  # (N,)
    army: int  # which institution is the army, −1 if none
    year: Ints  # (T,) row of the ties
    tie_person: Ints  # (Y, N, 8)
    tie_weight: Floats  # (Y, N, 8)
    bond: Floats  # (Y, N)
    mortality: Floats  # (T, N) yearly hazard; 0 while known to live; −1 in the month of a known death
    leader: Ints  # (T,) person, −1 collective, −2 left to the model
    heir: int  # at the start; −1 none
    organ: Ints  # (T, O) who controls each organ, −1 nobody known
    foreign: Floats  # (T,) level of the foreign drift
    shock: Floats  # (T,) impulse on prestige
    may_open: NDArray[np.bool_]  # (T, C)
    target: Floats  # (C, K)
    office: Ints  # (T, N) 0 nothing known, 1 a tenure goes on, 2 one ends in dismissal


class RegimeSetting(NamedTuple):
    """Names, first month and arrays."""

    start: int
    given: int
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    institutions: tuple[str, ...]
    titles: tuple[str, ...]
    slots: dict[str, int]  # any campaign's id -> slot of its parent title
    arrays: RegimeArrays

    @property
    def months(self) -> int:
        """How many months."""
        return int(self.arrays.power.shape[0])


def regime_setting(case: Case, *, until: int, given: int | None = None) -> RegimeSetting:
    """Compile a case.

    Parameters
    ----------
    case : Case
        Masked to the date of analysis if anything later must not be seen.
    until : int
        Last month, inclusive.
    given : int, optional
        Last month whose tenures, deaths, leader and organs are taken as given; ``until`` by default.

    Returns
    -------
    RegimeSetting
    """
    start = case.parameters.start
    months = until - start + 1
    known = min(months, (until if given is None else given) - start + 1)
    index = {person.id: i for i, person in enumerate(case.people)}
    bodies = tuple(body.id for body in case.bodies) or ("elite",)
    institutions = _institutions(case)
    titles, slots = _titles(case, start + known)
    power, members, leader, office = _offices(case, index, bodies, start, months, known)
    first_year = start // 12
    years = (until // 12) - first_year + 1
    at_year = [max(0, 12 * (first_year + row) - start) for row in range(years)]
    # Beyond what is given the leader is modelled; bonds go on to whoever led last.
    led = np.where(np.arange(months) < known, leader, leader[known - 1])
    leaders = np.array([max(led[t], -1) for t in at_year])
    ties = ties_by_year(case, leaders, first_year, years, start + known - 1, until)
    arrays = RegimeArrays(
        power=power,
        members=members,
        top=next((b for b, body in enumerate(case.bodies) if body.top), 0),
        institution=np.array(
            [institutions.index(person.institution) for person in case.people], dtype=np.int64
        ),
        army=institutions.index("army") if "army" in institutions else -1,
        year=np.array([(start + t) // 12 - first_year for t in range(months)], dtype=np.int64),
        tie_person=ties.person,
        tie_weight=ties.weight,
        bond=ties.bond,
        mortality=_mortality(case, start, months, known),
        leader=leader,
        heir=index.get(case.parameters.heir or "", -1),
        organ=_organs(case, index, start, months, known),
        foreign=_series(case, "foreign_drift", start, months, known, level=True),
        shock=_series(case, "prestige_shock", start, months, known, level=False),
        may_open=_may_open(case, titles, slots, start, months, known),
        target=_targets(case, titles, slots, institutions),
        office=office,
    )
    people = tuple(person.id for person in case.people)
    return RegimeSetting(start, start + known - 1, people, bodies, institutions, titles, slots, arrays)


def _institutions(case: Case) -> tuple[str, ...]:
    named = tuple(case.parameters.institutions)
    rest = dict.fromkeys(person.institution for person in case.people if person.institution not in named)
    return named + tuple(rest)


def _titles(case: Case, after: int) -> tuple[tuple[str, ...], dict[str, int]]:
    """Parent titles that run in the case's time up to what is given, the untitled one first; every campaign's slot."""
    parents = {campaign.id: campaign.parent for campaign in case.campaigns if campaign.start.month < after}
    end = {campaign.id: campaign.end for campaign in case.campaigns}

    def root(name: str) -> str:
        while parents.get(name):
            name = parents[name] or name
        return name

    running = [name for name in parents if root(name) == name and not _over(end[name], case.parameters.start)]
    titles = (UNTITLED, *running)
    slots = {name: titles.index(root(name)) for name in parents if root(name) in running}
    return titles, slots


def _over(end: When | None, start: int) -> bool:
    return end is not None and end.last is not None and end.last < start


def _last(end: When | None, start: int, months: int, known: int) -> int:
    """The month of an end that is given; past the last month where there is none, or none yet."""
    return end.month if end is not None and end.month - start < known else start + months


def _span(first: int, last: int, start: int, months: int) -> slice:
    return slice(max(0, first - start), max(0, min(months, last - start)))


def _offices(
    case: Case, index: dict[str, int], bodies: tuple[str, ...], start: int, months: int, known: int
) -> tuple[Floats, NDArray[np.bool_], Ints, Ints]:
    """Power, membership, who leads, and what tenures say of people, month by month."""
    posts = {post.id: post for post in case.posts}
    count = len(index)
    power = np.zeros((months, count))
    members = np.zeros((months, len(bodies), count), dtype=np.bool_)
    leader = np.full(months, MODELLED, dtype=np.int64)
    leader[:known] = COLLECTIVE
    office = np.zeros((months, count), dtype=np.int64)
    for tenure in case.tenures:
        post = posts[tenure.post]
        person = index[tenure.person]
        first = tenure.start.month
        if first - start >= known:
            continue
        ends = _last(tenure.end, start, months, known)
        span = _span(first, max(ends, first + 1), start, months)
        power[span, person] += post.weight
        if post.body:
            members[span, bodies.index(post.body), person] = True
        if post.leader:
            leader[span.start : min(span.stop, known)] = person
        if post.weight > 0.0:
            going = slice(span.start, min(span.stop, known))
            office[going, person] = np.maximum(office[going, person], 1)
            if tenure.end_kind == "dismissed" and 0 <= ends - start < known:
                office[ends - start, person] = 2
    if not case.bodies:
        members[:, 0, :] = power > 0.0
    return power, members, leader, office


def _mortality(case: Case, start: int, months: int, known: int) -> Floats:
    out = np.zeros((months, len(case.people)))
    for i, person in enumerate(case.people):
        born = person.born.month if person.born is not None else None
        for t in range(known, months):
            age = (start + t - born) / 12.0 if born is not None else UNKNOWN_AGE + (t - known) / 12.0
            out[t, i] = yearly_mortality(age)
        if person.died is not None:
            died = max(person.died.month - start, 0)
            if died < known:
                out[:, i] = 0.0
                out[died, i] = -1.0
    return out


def _organs(case: Case, index: dict[str, int], start: int, months: int, known: int) -> Ints:
    names = list(dict.fromkeys(row.organ for row in case.organs))
    out = np.full((months, len(names)), -1, dtype=np.int64)
    for row in case.organs:
        if row.start.month - start < known:
            last = _last(row.end, start, months, known)
            span = _span(row.start.month, max(last, row.start.month + 1), start, months)
            out[span, names.index(row.organ)] = index[row.person]
    return out


def _series(case: Case, name: str, start: int, months: int, known: int, *, level: bool) -> Floats:
    """A level holds from its date on; an impulse falls in its months, by the date's weights."""
    out = np.zeros(months)
    given = [row for row in case.series if row.series == name and row.date.month - start < known]
    rows = sorted(given, key=lambda row: (row.date.month, row.row))
    for row in rows:
        if level:
            out[max(0, row.date.month - start) :] = row.value
        else:
            for month, weight in row.date.weights():
                if 0 <= month - start < months:
                    out[month - start] += weight * row.value
    return out


def _may_open(
    case: Case, titles: tuple[str, ...], slots: dict[str, int], start: int, months: int, known: int
) -> NDArray[np.bool_]:
    """A title may open between the earliest and the latest date the case has for it and its children."""
    out = np.zeros((months, len(titles)), dtype=np.bool_)
    out[:, 0] = True
    for campaign in case.campaigns:
        if campaign.id in slots:
            first = campaign.start.first if campaign.start.first is not None else start
            last = _last(campaign.end, start, months, known)
            out[_span(first, last + 1, start, months), slots[campaign.id]] = True
    return out


def _targets(
    case: Case, titles: tuple[str, ...], slots: dict[str, int], institutions: tuple[str, ...]
) -> Floats:
    """Coding of aims: a parent's own, else the strongest among its children."""
    out = np.zeros((len(titles), len(institutions)))
    for campaign in case.campaigns:
        if campaign.id in slots:
            for name, share in campaign.targets:
                if name in institutions:
                    k = institutions.index(name)
                    out[slots[campaign.id], k] = max(out[slots[campaign.id], k], share)
    return out
