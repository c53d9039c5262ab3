"""No fact is public before it happens. Testimony may look ahead; nothing else can."""

from __future__ import annotations

from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at, cell
from ascendancy.case.faults import Fault
from ascendancy.case.schema import TABLES

EVENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "people": (("available", "died"),),
    "tenures": (("available", "start"), ("end_available", "end")),
    "ties": (("available", "start"),),
    "meetings": (("available", "start"),),
    "campaigns": (("available", "start"),),
    "documents": (("available", "date"),),
    "organs": (("available", "start"), ("end_available", "end")),
    "population": (("available", "date"),),
    "series": (("available", "date"),),
    "coverage": (("available", "start"),),
    "evidence": (("available", "date"),),
}
ENDS = ("died", "end")


def check(case: Case) -> Iterator[Fault]:
    """``available`` earlier than the event, or given for an event that is not."""
    for table in TABLES:
        for row in case.table(table):
            for public, event in EVENTS.get(table, ()):
                known, happened = getattr(row, public), getattr(row, event)
                if known is None or getattr(row, "kind", None) == "testimony":
                    continue
                if happened is None and event in ENDS:
                    yield at(row, public, f"nothing, since {event} is empty")
                elif happened is not None and known.before(happened):
                    yield at(row, public, f"a date not before {event}, {cell(row, event)}")
