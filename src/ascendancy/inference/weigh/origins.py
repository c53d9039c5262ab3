"""Which evidence a claim may not be weighed by: whatever goes back to the one who makes it."""

from __future__ import annotations

from ascendancy.case.case import Case
from ascendancy.case.schema import Claim, Evidence


def origins(row: Claim | Evidence, case: Case) -> frozenset[str]:
    """Where a row goes back to: its own origin, else those of its sources, else its sources."""
    if row.origin:
        return frozenset({row.origin})
    of_source = {source.id: source.origin or source.id for source in case.sources}
    return frozenset(of_source.get(source, source) for source in row.source)


def excluded(claim: Claim, case: Case) -> tuple[str, ...]:
    """The ids of the evidence that goes back to the claimant alone, in the order of the table.

    An item that rests on another source as well is kept.
    """
    own = origins(claim, case)
    return tuple(item.id for item in case.evidence if origins(item, case) <= own)
