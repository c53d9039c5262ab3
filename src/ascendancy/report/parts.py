"""The parts that a report's sections are made of: figures with their words, tables, verdicts."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A table of text: a caption, headers, rows whose first cell heads the row."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: bool = True


@dataclass(frozen=True)
class Figure:
    """A figure: its id in the page, its data as JSON, what it shows in a sentence, and the same as a table.

    Attributes
    ----------
    height : pixels, kept before the drawing is there, so that the page does not jump
    """

    id: str
    title: str
    json: str
    height: int
    words: str
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Verdict:
    """A claim weighed, ready to print."""

    id: str
    statement: str
    speaker: str
    hedge: str
    query: str
    word: str
    lines: tuple[tuple[str, str, str, str, str], ...]
    moved: tuple[str, ...] = ()
    would_move: tuple[str, ...] = ()
    note: str = ""
    disagree: bool = False


@dataclass(frozen=True)
class SourceLine:
    """A source as the list prints it."""

    id: str
    text: str
    kind: str
    reliability: str
    note: str = ""


@dataclass(frozen=True)
class FrontierPart:
    """Everything the template prints of a frontier."""

    summary: tuple[str, ...]
    base: tuple[Figure, ...]
    transfer: tuple[Figure, ...]
    stops: Table
    drivers: Table
    draws: int
    months: int
    transfer_months: int
    seed: str
    digest: str
    created: str
    command: str
    versions: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """Everything the template prints."""

    title: str
    case_id: str
    description: str
    span: str
    leader: str
    inferred: bool
    evidence_until: str
    summary: tuple[str, ...]
    dossier: tuple[Table, ...]
    digest: str
    seed: str
    command: str
    created: str
    method: tuple[Table, ...]
    sources: tuple[SourceLine, ...]
    verdicts: tuple[Verdict, ...] | None = None
    discriminated: str = ""
    figures: dict[str, Figure] = field(default_factory=dict)
    society: tuple[Figure, ...] = ()
    society_table: Table | None = None
    frontier: FrontierPart | None = None
    deaths: Table | None = None
    citizens: tuple[Figure, ...] = ()
    citizens_places: Figure | None = None
    citizens_table: Table | None = None
