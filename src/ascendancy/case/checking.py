"""Checking a case folder: every fault in one pass."""

from __future__ import annotations

from pathlib import Path

from ascendancy.case.case import Case
from ascendancy.case.checks import (
    availability,
    dossier,
    existence,
    keys,
    lives,
    order,
    references,
    shares,
    tenures,
)
from ascendancy.case.checks.dossier import QueryChecker
from ascendancy.case.faults import Fault
from ascendancy.case.loading import assemble
from ascendancy.case.parameters import FILE, key_lines, read_parameters
from ascendancy.case.tables import read_tables

CHECKS = (keys, references, order, tenures, lives, existence, shares, availability, dossier)


def check(folder: str | Path, query_checker: QueryChecker | None = None) -> list[Fault]:
    """Every fault of a case folder, in order of file and row; never raises on account of what it finds.

    Parameters
    ----------
    folder : str or Path
        The case folder.
    query_checker : callable, optional
        Takes the text of a query and the case; returns pairs of what was found and what was wanted.
        Without it queries are not read.

    Returns
    -------
    list of Fault
        Empty when the case is clean.
    """
    return inspect(Path(folder), query_checker)[1]


def inspect(folder: Path, query_checker: QueryChecker | None = None) -> tuple[Case | None, list[Fault]]:
    """A case and its faults; with faults, the case holds None in the cells that could not be read."""
    if not folder.is_dir():
        found = "a file" if folder.exists() else "no such folder"
        return None, [Fault(str(folder), 0, "-", found, "a case folder")]
    tables, faults = read_tables(folder)
    parameters, more = read_parameters(folder)
    faults += more
    case = assemble(folder, tables, parameters)
    faults += faults_of(case)
    faults += references.check_parameters(case, _lines(folder))
    if query_checker is not None:
        faults += dossier.check_queries(case, query_checker)
    return case, sorted(set(faults))


def faults_of(case: Case) -> list[Fault]:
    """The faults of a case in memory, queries apart."""
    return [fault for each in CHECKS for fault in each.check(case)]


def _lines(folder: Path) -> dict[str, int]:
    try:
        return key_lines((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
