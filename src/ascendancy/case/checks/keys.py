"""Every row has a key of its own, and there is one top body at most."""

from __future__ import annotations

from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at, cell
from ascendancy.case.faults import Fault
from ascendancy.case.schema import TABLES


def check(case: Case) -> Iterator[Fault]:
    """Duplicate keys; a second top body."""
    for name, model in TABLES.items():
        seen: dict[tuple[object, ...], int] = {}
        for row in case.table(name):
            key = tuple(getattr(row, column) for column in model.key)
            if key[0] is None:
                continue
            if key in seen:
                same = " with the same " + ", ".join(model.key[1:]) if model.key[1:] else ""
                found = f"{cell(row, model.key[0])} again{same} (first in row {seen[key]})"
                yield at(row, model.key[0], "each " + ", ".join(model.key) + " once", found)
            seen.setdefault(key, row.row)
    tops = [body for body in case.bodies if body.top]
    for body in tops[1:]:
        yield at(body, "top", f"one top body ({tops[0].id} in row {tops[0].row} is one)")
