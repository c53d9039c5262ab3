"""What is known and how: sources, what they covered, the evidence, and the claims to be weighed."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator

from ascendancy.case.schema.cells import (
    Cell,
    Code,
    CoverageId,
    Date,
    ExpectedIds,
    Flag,
    Grade,
    Id,
    PersonIds,
    Reliability,
    SourceIds,
    Text,
)
from ascendancy.case.schema.datum import Datum, Kind, parse
from ascendancy.case.schema.row import Row, may, must

SourceKind = Literal[
    "book", "article", "database", "newspaper", "document", "archive", "yearbook", "lecture", "memoir"
]
DATUM = Cell("key=value pairs separated by semicolons")


class Source(Row):
    """A source, graded by the Admiralty letters: A completely reliable … E unreliable, F cannot be judged."""

    table: ClassVar[str] = "sources"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this source")
    author: Text = must("author or issuing body")
    title: Text = must("title")
    year: Date = must("year of publication")
    kind: SourceKind = must("what it is")
    reliability: Reliability = must("its reliability, A to F")
    origin: Code | None = may("common origin of sources that copy one another")
    note: Text | None = may("remark")


class Coverage(Row):
    """A stretch of time in which a kind of list named everyone expected: only there is silence evidence."""

    table: ClassVar[str] = "coverage"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how evidence names this coverage")
    rule: Code | None = may("ranking rule of its lists")
    start: Date | None = may("when it began")
    end: Date | None = may("when it ended")
    expected: ExpectedIds = must("people expected, or body:ID for the members of a body at the date")
    complete: Flag = must("whether the lists named everyone present")
    available: Date | None = may("date from which it was public; its beginning when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Evidence(Row):
    """One thing that outsiders could see or read."""

    table: ClassVar[str] = "evidence"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how reports name this item")
    kind: Kind = must("the kind, which decides its likelihood")
    date: Date = must("date of the event")
    subjects: PersonIds = may("people concerned; in a line-up, in the printed order", ())
    datum: Annotated[Datum, DATUM] = Field(
        default="", description="what was seen, as key=value pairs by kind", validate_default=True
    )
    rule: Literal["party", "state", "army"] | None = may("ranking rule of a line-up")
    coverage: CoverageId | None = may("the coverage under which an absence counts")
    available: Date = must("date from which the fact was public")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    credibility: Grade | None = may("Admiralty credibility, 1 to 6; kept for reading, not used")
    source: SourceIds = must("where this comes from")
    locator: Text | None = may("page, issue or item in the source")
    origin: Code | None = may("common origin of items that copy one another; they count once")
    note: Text | None = may("remark")

    @field_validator("datum", mode="before")
    @classmethod
    def _read_datum(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str) and "kind" in info.data:
            return parse(info.data["kind"], value)
        return value


class Claim(Row):
    """A statement somebody made, put as a query on the model."""

    table: ClassVar[str] = "claims"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how reports name this claim")
    statement: Text = must("the claim in words")
    speaker: Text = must("who made it")
    date: Date = must("when it was made")
    hedge: Text | None = may("how the speaker hedged it")
    query: Text | None = may("the claim in the query language; empty where this case cannot put it")
    origin: Code | None = may("origin; evidence of the same origin is left out when it is weighed")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")
