"""A case checked whole: its tables by the case's own room, its queries and patterns by the rooms that read them.

This is what the command line and the package's face load a case with, so that a query at fault is named with its file
and row before anything runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ascendancy.case.case import Case
from ascendancy.case.checking import inspect
from ascendancy.case.faults import CaseError, Fault, quoted
from ascendancy.case.loading import find
from ascendancy.case.parameters import FILE, key_lines
from ascendancy.case.schema.datum import TestimonyDatum

ONE_COMPARISON = 'one comparison without a month, such as stance("person") == "oppose"'


def check(folder: str | Path) -> list[Fault]:
    """Every fault of a case folder, its queries and patterns among them.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    list of Fault
        In order of file and row; empty when the case is clean.
    """
    return inspect(Path(folder), further_faults)[1]


def load(name_or_path: str | Path) -> Case:
    """Read a case and check it.

    Parameters
    ----------
    name_or_path : str or Path
        A built-in case (``"china"``) or the path of a case folder.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With every fault of the folder.

    Examples
    --------
    >>> from ascendancy import load
    >>> load("demo").parameters.id
    'demo'
    """
    case, faults = inspect(find(name_or_path), further_faults)
    if faults or case is None:
        raise CaseError(faults)
    return case


def further_faults(case: Case) -> Iterator[Fault]:
    """Faults in the queries of claims and testimony, in the patterns, and in the names of priors."""
    from ascendancy.inference.weigh.faults import claim_faults
    from ascendancy.pattern import pattern_faults

    yield from claim_faults(case)
    yield from testimony_faults(case)
    yield from pattern_faults(case)
    yield from prior_faults(case)


def prior_faults(case: Case) -> Iterator[Fault]:
    """Priors of coefficients that the model does not have."""
    from ascendancy.query.faults import one_of
    from ascendancy.regime.parameters import NAMES as REGIME_NAMES
    from ascendancy.society.parameters import NAMES as SOCIETY_NAMES

    known = (*REGIME_NAMES, *SOCIETY_NAMES)
    unknown = [name for name in case.parameters.priors or {} if name not in known]
    if unknown:
        lines = key_lines((case.folder / FILE).read_text(encoding="utf-8"))
        for name in unknown:
            wanted = one_of(known, name, "a coefficient of the model: one")
            yield Fault(FILE, lines.get(f"priors.{name}", 1), f"priors.{name}", quoted(name), wanted)


def testimony_faults(case: Case) -> Iterator[Fault]:
    """Faults in what testimony is about: one comparison, without a month, of something that the case has."""
    from ascendancy.evidence.testimony import read
    from ascendancy.query import QueryError, parse
    from ascendancy.query import check as problems_of

    for item in case.evidence:
        if not isinstance(item.datum, TestimonyDatum):
            continue
        text = item.datum.query
        try:
            query = parse(text)
            problems = problems_of(query, case)
        except QueryError as unreadable:
            problems = [unreadable]
        else:
            if not problems and read(query.tree) is None:
                problems = [QueryError(text, 0, quoted(text), ONE_COMPARISON)]
        for problem in problems:
            place = f"query: {problem.found} at character {problem.position + 1}"
            yield Fault("evidence.csv", item.row, "datum", place, problem.wanted)
