"""Putting a fault at the cell where it stands."""

from __future__ import annotations

from ascendancy.case.faults import Fault, quoted
from ascendancy.case.schema import Row, columns
from ascendancy.case.schema.cells import text_of


def at(row: Row, column: str, wanted: str, found: str | None = None) -> Fault:
    """A fault in a cell; what was found is the cell's text unless said otherwise."""
    return Fault(f"{row.table}.csv", row.row, column, cell(row, column) if found is None else found, wanted)


def cell(row: Row, column: str) -> str:
    """The text of a cell, in quotes."""
    separator = next(each.cell.separator for each in columns(type(row)) if each.name == column)
    return quoted(text_of(getattr(row, column), separator))
