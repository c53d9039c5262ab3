"""The dossier: a case's evidence compiled, month by month, against the setting it is read in.

Items of one origin that say the same of the same people count once. An item dated over several months stands in its
weighted median month.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ascendancy.evidence.compilers import COMPILERS, Context, Item, expected_mentions
from ascendancy.evidence.entries import Dossier, Entries, packed
from ascendancy.evidence.states import grade_index

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.case.schema import Evidence
    from ascendancy.regime.setting import RegimeSetting

NOBODY: frozenset[str] = frozenset()


def dossier(
    case: Case,
    setting: RegimeSetting,
    measures: tuple[str, ...],
    *,
    tenures: bool = True,
    skip: frozenset[str] = NOBODY,
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
    rows = sorted(_once(case, rows), key=lambda row: (row.date.month, row.row))
    people = {name: i for i, name in enumerate(setting.people)}
    context = Context(case, setting, people, measures, expected_mentions(rows, setting, people))
    entries = Entries()
    items: list[str] = []
    last_list: dict[str, tuple[str, ...]] = {}
    for row in rows:
        before = None
        if row.kind == "lineup":
            rule = row.rule or "party"
            before, last_list[rule] = last_list.get(rule), row.subjects
        t = row.date.month - setting.start
        if 0 <= t < setting.months:
            item = Item(row, t, len(items), grade_index(case.reliability(row)), before)
            COMPILERS[row.kind](item, context, entries)
            items.append(row.id)
    return packed(tuple(items), entries, setting.months, len(setting.people), tenures)


def _once(case: Case, rows: list[Evidence]) -> list[Evidence]:
    """One item of each origin that says the same of the same people: the most reliable."""
    best: dict[object, Evidence] = {}
    for row in rows:
        key: object = (row.origin, row.kind, row.subjects, str(row.datum)) if row.origin else row.id
        if key not in best or case.reliability(row) < case.reliability(best[key]):
            best[key] = row
    return list(best.values())
