"""A case: the tables of one folder, validated and immutable."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ascendancy.case.parameters import CaseParameters
from ascendancy.case.reliability import Graded, letter
from ascendancy.case.schema import (
    TABLES,
    Body,
    Campaign,
    Claim,
    Coverage,
    Document,
    Evidence,
    Meeting,
    Occupation,
    Organ,
    Person,
    Place,
    Population,
    Post,
    Row,
    Series,
    Source,
    Tenure,
    Tie,
    columns,
)
from ascendancy.case.schema.cells import Reliability

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Case:
    """A case folder in memory.

    Each table is an attribute of its name, with the rows in the order of the file; a table that the folder
    does not have is empty.

    Attributes
    ----------
    parameters : CaseParameters
        What parameters.toml says.
    folder : Path
        Where the case was read. Cases from different folders are equal when their contents are.
    """

    parameters: CaseParameters
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    ties: tuple[Tie, ...] = ()
    bodies: tuple[Body, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    campaigns: tuple[Campaign, ...] = ()
    documents: tuple[Document, ...] = ()
    organs: tuple[Organ, ...] = ()
    places: tuple[Place, ...] = ()
    occupations: tuple[Occupation, ...] = ()
    population: tuple[Population, ...] = ()
    series: tuple[Series, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    folder: Path = field(default=Path(), compare=False)

    def __hash__(self) -> int:
        return hash(self.hash)

    def table(self, name: str) -> tuple[Row, ...]:
        """The rows of a table by its name."""
        rows: tuple[Row, ...] = getattr(self, name)
        return rows

    def frame(self, name: str) -> pd.DataFrame:
        """A table as text, a column a column of the file; empty cells are empty texts.

        Parameters
        ----------
        name : str
            Name of the table: ``people``, ``posts`` …

        Raises
        ------
        KeyError
            When there is no table of that name.

        Examples
        --------
        >>> from ascendancy.case import load
        >>> list(load("demo").frame("people").columns[:2])
        ['id', 'name']
        """
        import pandas as pd

        names = [column.name for column in columns(TABLES[name])]
        return pd.DataFrame([row.cells() for row in self.table(name)], columns=names, dtype=str)

    @cached_property
    def hash(self) -> str:
        """SHA-256, in hexadecimal, of every cell in normal form, rows in order, and of the parameters.

        Quoting, order of columns, absent optional columns, empty tables and the layout of parameters.toml
        make no difference.
        """
        contents = {name: [list(row.cells().values()) for row in self.table(name)] for name in TABLES}
        normal = json.dumps([contents, self.parameters.as_toml()], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(normal.encode()).hexdigest()

    @cached_property
    def source_reliability(self) -> dict[str, Reliability]:
        """Letter of each source, by id."""
        return {source.id: source.reliability for source in self.sources}

    def reliability(self, row: Graded) -> Reliability:
        """The reliability of a row: its own letter, or else the best among its sources."""
        return letter(row, self.source_reliability)

    def known(self, until: int) -> Case:
        """The case with only those facts that were public by the end of a month.

        See `ascendancy.case.masking`.

        Parameters
        ----------
        until : int
            Month number.
        """
        from ascendancy.case.masking import known

        return known(self, until)
