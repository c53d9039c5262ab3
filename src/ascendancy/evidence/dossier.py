"""The dossier: a case's evidence compiled, month by month, into the arrays that the filter reads.

Four shapes of likelihood are enough for every kind: on one person's state (105); on a choice of the month (the
leader's action, a campaign's phase, the heir), which can guide its draw; on a body's side of one half; and on a
number of the regime or the society. Items of one origin that say the same of the same people count once.
An item dated over several months stands in its weighted median month.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.evidence import campaign, directive, lineup, mentions, office, presence, resolution, statement
from ascendancy.evidence import testimony as testimonies
from ascendancy.evidence.states import Floats, grade_index, over_states
from ascendancy.query import parse
from ascendancy.regime.state import ACTIONS, R

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.case.schema import Evidence
    from ascendancy.regime.setting import RegimeSetting

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


class _Entries:
    """Entries gathered in any order, sorted by month at the end."""

    def __init__(self) -> None:
        self.person: list[tuple[Any, ...]] = []
        self.choice: list[tuple[Any, ...]] = []
        self.vote: list[tuple[Any, ...]] = []
        self.number: list[tuple[Any, ...]] = []


class _Context(NamedTuple):
    """What compiling one item may look at."""

    case: Case
    setting: RegimeSetting
    people: dict[str, int]
    measures: tuple[str, ...]
    before: dict[str, tuple[str, ...]]  # the last line-up of each rule
    expected: dict[tuple[int, str], float]  # expected mentions by (row, person)


def dossier(
    case: Case, setting: RegimeSetting, measures: tuple[str, ...], *, tenures: bool = True, skip: frozenset[str] = frozenset()
) -> Dossier:
    """Compile a case's evidence.

    Parameters
    ----------
    case : Case
        Masked to the date of analysis.
    setting : RegimeSetting
        Compiled from the same case.
    measures : tuple of str
        The society's measures, in order.
    tenures : bool
        Whether tenures that go on, or end in dismissal, count as evidence of status.
    skip : frozenset of str
        Origins (and ids of items) to leave out.

    Returns
    -------
    Dossier
    """
    rows = [row for row in case.evidence if row.id not in skip and (row.origin or row.id) not in skip]
    rows = _once(case, rows)
    rows.sort(key=lambda row: (row.date.month, row.row))
    people = {name: i for i, name in enumerate(setting.people)}
    context = _Context(case, setting, people, measures, {}, _expected_mentions(case, setting, rows, people))
    entries = _Entries()
    items = []
    for row in rows:
        t = row.date.month - setting.start
        if row.kind == "lineup":
            before = context.before.get(row.rule or "party")
            context.before[row.rule or "party"] = row.subjects
        else:
            before = None
        if 0 <= t < setting.months:
            COMPILERS[row.kind](row, t, len(items), grade_index(case.reliability(row)), context, entries, before)
            items.append(row.id)
    return _packed(tuple(items), entries, setting, tenures)


def _once(case: Case, rows: list[Evidence]) -> list[Evidence]:
    """One item of each origin that says the same of the same people: the most reliable."""
    best: dict[object, Evidence] = {}
    for row in rows:
        key: object = (row.origin, row.kind, row.subjects, str(row.datum)) if row.origin else row.id
        if key not in best or case.reliability(row) < case.reliability(best[key]):
            best[key] = row
    return list(best.values())


Compiler = Callable[["Evidence", int, int, int, _Context, _Entries, "tuple[str, ...] | None"], None]


def _on_person(entries: _Entries, t: int, who: int, like: Floats, grade: int, item: int) -> None:
    entries.person.append((t, who, like, float(like.mean()), grade, item))


def _each(like: Callable[[Any], Floats]) -> Compiler:
    """The same likelihood on every subject."""

    def compile_(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
        for name in row.subjects:
            _on_person(entries, t, context.people[name], like(row.datum), grade, item)

    return compile_


def _absence(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    coverage = next((c for c in context.case.coverage if c.id == row.coverage), None)
    if coverage is not None and coverage.complete:
        for name in row.subjects:
            _on_person(entries, t, context.people[name], presence.absence(), grade, item)


def _lineup(
    row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: tuple[str, ...] | None
) -> None:
    moved = lineup.displacements(row.subjects, before) if before else {}
    for name in row.subjects:
        _on_person(entries, t, context.people[name], lineup.listed(moved.get(name)), grade, item)
    for name in _expected_at(row, t, context):
        if name not in row.subjects:
            _on_person(entries, t, context.people[name], presence.absence(), grade, item)


def _expected_at(row: Evidence, t: int, context: _Context) -> list[str]:
    coverage = next((c for c in context.case.coverage if c.id == row.coverage), None)
    if coverage is None or not coverage.complete:
        return []
    names: dict[str, None] = {}
    for entry in coverage.expected:
        if entry.startswith("body:"):
            body = context.setting.bodies.index(entry.removeprefix("body:"))
            members = context.setting.arrays.members[t, body]
            names.update((context.setting.people[i], None) for i in np.flatnonzero(members))
        else:
            names[entry] = None
    return [name for name in names if name in context.people]


def _mentions(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    for name in row.subjects:
        like = mentions.mentions(row.datum.count, context.expected[row.row, name])  # type: ignore[union-attr]
        _on_person(entries, t, context.people[name], like, grade, item)


def _expected_mentions(
    case: Case, setting: RegimeSetting, rows: list[Evidence], people: dict[str, int]
) -> dict[tuple[int, str], float]:
    """What each count would be by power alone, the shares of a month and source made to account for its counts."""
    groups: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        if row.kind == "mentions" and 0 <= row.date.month - setting.start < setting.months:
            groups.setdefault((row.date.month, row.datum.organ or ""), []).append(row)  # type: ignore[union-attr]
    out = {}
    for (month, _), group in groups.items():
        power = setting.arrays.power[month - setting.start]
        held = [power[people[row.subjects[0]]] + 0.3 for row in group]
        total = sum(row.datum.count for row in group)
        for row, weight in zip(group, held, strict=True):
            for name in row.subjects:
                out[row.row, name] = total * weight / sum(held)
    return out


def _campaign(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    slot = context.setting.slots.get(row.datum.campaign)  # type: ignore[union-attr]
    if slot is not None:
        child = context.setting.titles[slot] != row.datum.campaign  # type: ignore[union-attr]
        like = campaign.campaign_notice(row.datum.phase, child)  # type: ignore[union-attr]
        entries.choice.append((t, PHASE, slot, like, grade, item))


def _resolution(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    body = context.setting.bodies.index(row.datum.body)  # type: ignore[union-attr]
    entries.vote.append((t, body, resolution.resolution(row.datum.outcome), grade, item))  # type: ignore[union-attr]


def _directive(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    outcome = directive.OUTCOMES.index(row.datum.outcome)  # type: ignore[union-attr]
    entries.number.append((t, DIRECTIVE, outcome, 0, 0.0, 0.0, grade, item))


def _series(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    datum: Any = row.datum
    if datum.measure == "excess_deaths":
        last = row.date.last if row.date.last is not None else row.date.month
        t, measure = min(last - context.setting.start, context.setting.months - 1), YEAR_DEATHS
    else:
        name = "output_total" if datum.measure == "output" else datum.measure
        measure = context.measures.index(name)
    entries.number.append((t, SERIES, measure, 0, datum.value, datum.sd, grade, item))


def _testimony(row: Evidence, t: int, item: int, grade: int, context: _Context, entries: _Entries, before: object) -> None:
    said = testimonies.read(parse(row.datum.query).tree)  # type: ignore[union-attr]
    if said is None:
        raise ValueError(f"evidence.csv:{row.row}:datum: found {row.datum}, wanted one comparison of one atom")
    if said.about in ("stance", "status", "line"):
        _on_person(entries, t, context.people[said.argument], testimonies.personal(said), grade, item)
    elif said.about in ("engagement", "action"):
        entries.choice.append((t, ACTION, 0, testimonies.chosen(said, ACTIONS), grade, item))
    elif said.about == "heir":
        outcomes = (*context.setting.people, "none")
        entries.choice.append((t, HEIR, 0, testimonies.chosen(said, outcomes), grade, item))
    elif said.about == "majority":
        body = context.setting.bodies.index(said.argument)
        entries.number.append((t, MAJORITY_TEST, body, SIGN_CODES[said.sign], said.value, 0.0, grade, item))
    else:
        column = {"ascendancy": R.LOGIT_A, "programme": R.PROGRAMME, "prestige": R.PRESTIGE}[said.about]
        bar = said.value
        if said.about == "ascendancy":
            bar = float(np.log(max(bar, 1e-6) / max(1.0 - bar, 1e-6)))
        entries.number.append((t, RECORD_TEST, int(column), SIGN_CODES[said.sign], bar, 0.0, grade, item))


COMPILERS: dict[str, Compiler] = {
    "directive": _directive,
    "lineup": _lineup,
    "appearance": _each(lambda datum: presence.appearance()),
    "absence": _absence,
    "appointment": _each(lambda datum: office.appointment()),
    "dismissal": _each(lambda datum: office.dismissal(datum.status)),
    "campaign": _campaign,
    "statement": _each(lambda datum: statement.statement(datum.stance, datum.line, datum.after_fall)),
    "resolution": _resolution,
    "mentions": _mentions,
    "series": _series,
    "testimony": _testimony,
}


def _packed(items: tuple[str, ...], entries: _Entries, setting: RegimeSetting, tenures: bool) -> Dossier:
    """Sort by month (stable) and pack."""
    months = setting.months
    width = max(4, len(setting.people) + 1)

    def offsets(rows: list[tuple[Any, ...]]) -> Ints:
        counts = np.bincount([row[0] for row in rows], minlength=months) if rows else np.zeros(months, dtype=np.int64)
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
        tenure=office.TENURE if tenures else np.ones((3, 5)),
    )
    return Dossier(
        items, arrays, column(people, 5), column(choices, 5), column(votes, 4), column(numbers, 7)
    )
