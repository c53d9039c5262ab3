"""Reliability of sources by the Admiralty letters, and which letter holds for a row.

What a letter means for error rates is set by priors, on a floor above.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ascendancy.case.schema.cells import Reliability

MEANINGS: dict[Reliability, str] = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


class Graded(Protocol):
    """A row that may carry a letter of its own."""

    @property
    def reliability(self) -> Reliability | None: ...

    @property
    def source(self) -> tuple[str, ...]: ...


def letter(row: Graded, of_source: Mapping[str, Reliability]) -> Reliability:
    """The reliability of a row: its own letter, or else the best among its sources.

    Parameters
    ----------
    row : row of a table with the columns ``reliability`` and ``source``
    of_source : mapping
        Letter of each source, by id.
    """
    if row.reliability is not None:
        return row.reliability
    return min((of_source[source] for source in row.source), default="F")
