"""Nothing ends before it begins, and a value lies between its low and its high."""

from __future__ import annotations

from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at, cell
from ascendancy.case.faults import Fault
from ascendancy.case.schema import TABLES, Row, columns

VALUES = {"population": "persons", "series": "value"}


def check(case: Case) -> Iterator[Fault]:
    """End before start; low above the value; high below it; a death before birth."""
    for name, model in TABLES.items():
        names = {column.name for column in columns(model)}
        for row in case.table(name):
            if {"start", "end"} <= names:
                yield from _in_order(row, "start", "end")
            if name in VALUES:
                yield from _between(row, VALUES[name])
    for person in case.people:
        yield from _in_order(person, "born", "died")
        yield from _in_order(person, "born", "joined")
        if person.joined and person.died and person.died.before(person.joined):
            yield at(person, "joined", f"a date not after death, {cell(person, 'died')}")


def _in_order(row: Row, first: str, second: str) -> Iterator[Fault]:
    start, end = getattr(row, first), getattr(row, second)
    if start is not None and end is not None and end.before(start):
        yield at(row, second, f"a date not before {first}, {cell(row, first)}")


def _between(row: Row, column: str) -> Iterator[Fault]:
    low, value, high = getattr(row, "low", None), getattr(row, column), getattr(row, "high", None)
    if low is not None and value is not None and low > value:
        yield at(row, "low", f"a number not above {column}, {cell(row, column)}")
    if high is not None and value is not None and high < value:
        yield at(row, "high", f"a number not below {column}, {cell(row, column)}")
