"""Every id that a cell names is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at
from ascendancy.case.faults import Fault, quoted
from ascendancy.case.parameters import FILE
from ascendancy.case.schema import TABLES, Campaign, Place, columns
from ascendancy.case.schema.cells import Cell
from ascendancy.case.schema.row import Record
from ascendancy.case.tables import NEVER_EMPTY

FILLED = (*NEVER_EMPTY, "institutions")
Ids = Mapping[str, set[str]]


def ids_of(case: Case) -> dict[str, set[str]]:
    """The ids of each table, and the institutions."""
    ids = {
        name: {getattr(row, model.key[0]) for row in case.table(name)} - {None}
        for name, model in TABLES.items()
    }
    ids["institutions"] = set(case.parameters.institutions or ())
    return ids


def check(case: Case) -> Iterator[Fault]:
    """Foreign keys, in cells and inside data; parents that go round in a circle; a tie to oneself."""
    ids = ids_of(case)
    for name in TABLES:
        for row in case.table(name):
            for column, missing, cell in missing_in(row, ids):
                yield at(row, column, cell.wanted, quoted(missing))
    for item in case.evidence:
        if item.datum is not None:
            for key, missing, cell in missing_in(item.datum, ids):
                yield at(item, "datum", cell.wanted, f'{key} "{missing}"')
    for coverage in case.coverage:
        for expected in coverage.expected or ():
            table = "bodies" if expected.startswith("body:") else "people"
            if expected.removeprefix("body:") not in ids[table]:
                yield at(coverage, "expected", f"an id of {table}.csv", quoted(expected))
    for tie in case.ties:
        if tie.a is not None and tie.a == tie.b:
            yield at(tie, "b", "somebody else than a")
    yield from _circles(case.campaigns)
    yield from _circles(case.places)


def missing_in(record: Record, ids: Ids) -> Iterator[tuple[str, str, Cell]]:
    """Columns of a record that name something that is not there: column, id, what is wanted.

    Where a table that every case fills is missing or cannot be read, that is the fault, not each reference.
    """
    for column in columns(type(record)):
        if column.cell.refers:
            value = getattr(record, column.name)
            if any(not ids[table] for table in column.cell.refers if table in FILLED):
                continue
            there = set(column.cell.also).union(*(ids[table] for table in column.cell.refers))
            for part in (value,) if isinstance(value, str) else value or ():
                if part not in there:
                    yield column.name, part, column.cell


def _circles(rows: tuple[Campaign, ...] | tuple[Place, ...]) -> Iterator[Fault]:
    parents = {row.id: row.parent for row in rows}
    for row in rows:
        above, steps = row.parent, 0
        while above is not None and above != row.id and steps < len(parents):
            above, steps = parents.get(above), steps + 1
        if row.parent is not None and above == row.id:
            yield at(row, "parent", "a parent that is not below it")


def check_parameters(case: Case, lines: Mapping[str, int]) -> Iterator[Fault]:
    """References of parameters.toml, and the order of its months."""
    parameters = case.parameters
    ids = ids_of(case)
    for key in ("leader", "heir"):
        person = getattr(parameters, key)
        if person is not None and ids["people"] and person not in ids["people"]:
            yield Fault(FILE, lines.get(f"case.{key}", 1), key, quoted(person), "an id of people.csv")
    for name, prior in (parameters.priors or {}).items():
        for source in prior.source or ():
            if source not in ids["sources"]:
                key = f"priors.{name}.source"
                yield Fault(FILE, lines.get(key, 1), key, quoted(source), "an id of sources.csv")
    start, until, end = parameters.start, parameters.evidence_until, parameters.end
    if None not in (start, end) and end < start:
        yield Fault(FILE, lines.get("case.end", 1), "end", "a month before start", "a later one")
    elif None not in (start, until, end) and not start <= until <= end:
        line = lines.get("case.evidence_until", 1)
        yield Fault(FILE, line, "evidence_until", "a month outside start to end", "a month inside")
