"""Checking a case folder: every fault in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from ascendancy.case.faults import Fault
from ascendancy.case.loading import assemble
from ascendancy.case.parameters import FILE, key_lines, read_parameters
from ascendancy.case.tables import read_tables

Further = Callable[[Case], Iterable[Fault]]
CHECKS = (keys, references, order, tenures, lives, existence, shares, availability, dossier)


def check(folder: str | Path, further: Further | None = None) -> list[Fault]:
    """Every fault of a case folder, in order of file and row; never raises on account of what it finds.

    Parameters
    ----------
    folder : str or Path
        The case folder.
    further : callable, optional
        Takes the case and returns more faults: those that floors above can tell. Without it queries are not read.

    Returns
    -------
    list of Fault
        Empty when the case is clean.
    """
    return inspect(Path(folder), further)[1]


def inspect(folder: Path, further: Further | None = None) -> tuple[Case | None, list[Fault]]:
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
    if further is not None and _spans(case):
        faults += further(case)
    return case, sorted(set(faults))


def _spans(case: Case) -> bool:
    """Whether the case's months and institutions could be read: without them a query cannot be."""
    known = case.parameters
    return None not in (known.start, known.end, known.evidence_until, known.horizon, known.institutions)


def faults_of(case: Case) -> list[Fault]:
    """The faults of a case in memory, queries apart."""
    return [fault for each in CHECKS for fault in each.check(case)]


def _lines(folder: Path) -> dict[str, int]:
    try:
        return key_lines((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return {}
