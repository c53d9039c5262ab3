"""From a row of the evidence to its entries: one small compiler a kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from ascendancy.evidence import campaign, directive, lineup, mentions, office, presence, resolution, statement
from ascendancy.evidence import testimony as testimonies
from ascendancy.evidence.entries import (
    ACTION,
    DIRECTIVE,
    HEIR,
    MAJORITY_TEST,
    PHASE,
    RECORD_TEST,
    SERIES,
    SIGN_CODES,
    YEAR_DEATHS,
    Entries,
)
from ascendancy.evidence.states import Floats
from ascendancy.query import parse
from ascendancy.regime.state import ACTIONS, R

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.case.schema import Evidence
    from ascendancy.regime.setting import RegimeSetting


class Context(NamedTuple):
    """What compiling a row may look at."""

    case: Case
    setting: RegimeSetting
    people: dict[str, int]
    measures: tuple[str, ...]
    expected: dict[tuple[int, str], float]  # expected mentions by (row, person)


class Item(NamedTuple):
    """A row of evidence on its way: its column of months, its number, its grade, the last list of its rule."""

    row: Evidence
    t: int
    number: int
    grade: int
    before: tuple[str, ...] | None

    @property
    def datum(self) -> Any:
        """What was seen; its fields are those of the row's kind."""
        return self.row.datum


Compiler = Callable[[Item, Context, Entries], None]


def _on(item: Item, name: str, like: Floats, context: Context, entries: Entries) -> None:
    entries.on_person(item.t, context.people[name], like, item.grade, item.number)


def _each(like: Callable[[Any], Floats]) -> Compiler:
    """The same likelihood on every subject."""

    def compiler(item: Item, context: Context, entries: Entries) -> None:
        for name in item.row.subjects:
            _on(item, name, like(item.datum), context, entries)

    return compiler


def _absence(item: Item, context: Context, entries: Entries) -> None:
    if _complete(item, context) is not None:
        for name in item.row.subjects:
            _on(item, name, presence.absence(), context, entries)


def _lineup(item: Item, context: Context, entries: Entries) -> None:
    moved = lineup.displacements(item.row.subjects, item.before) if item.before else {}
    for name in item.row.subjects:
        _on(item, name, lineup.listed(moved.get(name)), context, entries)
    for name in _expected(item, context):
        if name not in item.row.subjects:
            _on(item, name, presence.absence(), context, entries)


def _complete(item: Item, context: Context) -> Any:
    """The row's coverage where it says that the list was complete."""
    found = next((row for row in context.case.coverage if row.id == item.row.coverage), None)
    return found if found is not None and found.complete else None


def _expected(item: Item, context: Context) -> list[str]:
    """Whom a complete list would have named, had he been there."""
    coverage = _complete(item, context)
    names: dict[str, None] = {}
    for entry in coverage.expected if coverage is not None else ():
        if entry.startswith("body:"):
            body = context.setting.bodies.index(entry.removeprefix("body:"))
            members = context.setting.arrays.members[item.t, body]
            names.update((context.setting.people[i], None) for i in np.flatnonzero(members))
        else:
            names[entry] = None
    return [name for name in names if name in context.people]


def _mentions(item: Item, context: Context, entries: Entries) -> None:
    for name in item.row.subjects:
        like = mentions.mentions(item.datum.count, context.expected[item.row.row, name])
        _on(item, name, like, context, entries)


def expected_mentions(
    rows: list[Evidence], setting: RegimeSetting, people: dict[str, int]
) -> dict[tuple[int, str], float]:
    """What each count would be by power alone, the shares of a month and source made to account for its counts.

    Parameters
    ----------
    rows : list of Evidence
    setting : RegimeSetting
    people : dict of id to index

    Returns
    -------
    dict of (row number, person) to expected count
    """
    groups: dict[tuple[int, str], list[Any]] = {}
    for row in rows:
        datum: Any = row.datum
        if row.kind == "mentions" and 0 <= row.date.month - setting.start < setting.months:
            groups.setdefault((row.date.month, datum.organ or ""), []).append(row)
    out = {}
    for (month, _), group in groups.items():
        power = setting.arrays.power[month - setting.start]
        held = [power[people[row.subjects[0]]] + mentions.FLOOR for row in group]
        total = sum(row.datum.count for row in group)
        for row, weight in zip(group, held, strict=True):
            for name in row.subjects:
                out[row.row, name] = total * weight / sum(held)
    return out


def _campaign(item: Item, context: Context, entries: Entries) -> None:
    slot = context.setting.slots.get(item.datum.campaign)
    if slot is not None:
        child = context.setting.titles[slot] != item.datum.campaign
        like = campaign.campaign_notice(item.datum.phase, child)
        entries.choice.append((item.t, PHASE, slot, like, item.grade, item.number))


def _resolution(item: Item, context: Context, entries: Entries) -> None:
    body = context.setting.bodies.index(item.datum.body)
    entries.vote.append((item.t, body, resolution.resolution(item.datum.outcome), item.grade, item.number))


def _directive(item: Item, context: Context, entries: Entries) -> None:
    outcome = directive.OUTCOMES.index(item.datum.outcome)
    entries.number.append((item.t, DIRECTIVE, outcome, 0, 0.0, 0.0, item.grade, item.number))


def _series(item: Item, context: Context, entries: Entries) -> None:
    t, datum = item.t, item.datum
    if datum.measure == "excess_deaths":
        last = item.row.date.last if item.row.date.last is not None else item.row.date.month
        t, measure = min(last - context.setting.start, context.setting.months - 1), YEAR_DEATHS
    else:
        measure = context.measures.index("output_total" if datum.measure == "output" else datum.measure)
    entries.number.append((t, SERIES, measure, 0, datum.value, datum.sd, item.grade, item.number))


def _testimony(item: Item, context: Context, entries: Entries) -> None:
    said = testimonies.read(parse(item.datum.query).tree)
    t, grade, number = item.t, item.grade, item.number
    if said is None:
        row = item.row.row
        raise ValueError(f"evidence.csv:{row}:datum: found {item.datum}, wanted one comparison of one atom")
    if said.about in ("stance", "status", "line"):
        _on(item, said.argument, testimonies.personal(said), context, entries)
    elif said.about in ("engagement", "action"):
        entries.choice.append((t, ACTION, 0, testimonies.chosen(said, ACTIONS), grade, number))
    elif said.about == "heir":
        outcomes = (*context.setting.people, "none")
        entries.choice.append((t, HEIR, 0, testimonies.chosen(said, outcomes), grade, number))
    elif said.about == "majority":
        body = context.setting.bodies.index(said.argument)
        entries.number.append((t, MAJORITY_TEST, body, SIGN_CODES[said.sign], said.value, 0.0, grade, number))
    else:
        column = {"ascendancy": R.LOGIT_A, "programme": R.PROGRAMME, "prestige": R.PRESTIGE}[said.about]
        bar = said.value
        if said.about == "ascendancy":
            bar = float(np.log(max(bar, 1e-6) / max(1.0 - bar, 1e-6)))
        entries.number.append((t, RECORD_TEST, int(column), SIGN_CODES[said.sign], bar, 0.0, grade, number))


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
