"""Faults in the claims of a case: queries that cannot be read, or reach beyond the case."""

from __future__ import annotations

from ascendancy.case.case import Case
from ascendancy.case.faults import Fault
from ascendancy.query import QueryError, check, parse
from ascendancy.query.kinds import undated

FILE = "claims.csv"


def claim_faults(case: Case) -> list[Fault]:
    """Every fault in a claim's query, in the order of the table.

    Parameters
    ----------
    case : Case

    Returns
    -------
    list of Fault
        ``claims.csv``, the row, the column ``query``; the character is named in what was found.
    """
    found = []
    for claim in case.claims:
        text = (claim.query or "").strip()
        if not text:
            continue
        try:
            query = parse(text)
            problems = check(query, case)
            bare = undated(query.tree)
            if bare is not None:
                problems.append(QueryError(text, bare.position, f"{bare.name} without a month", "@ YYYY-MM"))
        except QueryError as unreadable:
            problems = [unreadable]
        for problem in problems:
            place = f"{problem.found} at character {problem.position + 1}"
            found.append(Fault(FILE, claim.row, "query", place, problem.wanted))
    return found
