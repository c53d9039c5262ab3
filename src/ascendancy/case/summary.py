"""What a case holds, in numbers: for a reader at a terminal, and for a program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ascendancy.case.case import Case
from ascendancy.case.dates import month_text
from ascendancy.case.reliability import MEANINGS
from ascendancy.case.schema import TABLES

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class Summary:
    """The numbers.

    Attributes
    ----------
    case : Case
    tables : dict
        Rows by table, tables that the case has.
    evidence : dict
        Items by kind, and within it by reliability.
    sources : dict
        Items of evidence by source; an item with several sources counts for each.
    dates : tuple of str
        First and last month of the evidence; empty without any.
    """

    case: Case
    tables: dict[str, int]
    evidence: dict[str, dict[str, int]]
    sources: dict[str, int]
    dates: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """The summary as one JSON document."""
        parameters = self.case.parameters.as_toml()["case"]
        roster = [
            {"id": person.id, "name": person.name, "institution": person.institution, "posts": posts}
            for person, posts in _roster(self.case)
        ]
        return {
            **parameters,
            "hash": self.case.hash,
            "tables": self.tables,
            "roster": roster,
            "evidence": self.evidence,
            "sources": self.sources,
            "evidence_dates": list(self.dates),
        }

    def renderables(self) -> Iterator[RenderableType]:
        """The summary as rich tables."""
        from rich.table import Table
        from rich.text import Text

        parameters = self.case.parameters
        start, end = month_text(parameters.start), month_text(parameters.end)
        until = month_text(parameters.evidence_until)
        yield Text(parameters.title, style="bold")
        yield Text(parameters.description)
        yield Text(f"{start} to {end}; evidence until {until}; horizon {parameters.horizon} months")
        yield Text(f"hash {self.case.hash}", style="dim")
        tables = Table("table", title="Tables")
        tables.add_column("rows", justify="right")
        for name, number in self.tables.items():
            tables.add_row(name, str(number))
        yield tables
        roster = Table("id", "name", "institution", "posts", title="Roster")
        for person, posts in _roster(self.case):
            name = f"{person.name} {person.native_name or ''}".strip()
            roster.add_row(person.id, name, person.institution, "; ".join(posts))
        yield roster
        title = "Evidence by kind and reliability" + (f", {' to '.join(self.dates)}" if self.dates else "")
        evidence = Table("kind", title=title)
        for letter in (*MEANINGS, "all"):
            evidence.add_column(letter, justify="right")
        for kind, letters in self.evidence.items():
            cells = [str(letters.get(letter, "")) for letter in MEANINGS]
            evidence.add_row(kind, *cells, str(sum(letters.values())))
        yield evidence
        sources = Table("source", title="Evidence by source")
        sources.add_column("items", justify="right")
        sources.add_column("share", justify="right")
        whole = max(1, len(self.case.evidence))
        for source, number in self.sources.items():
            sources.add_row(source, str(number), f"{number / whole:.0%}")
        yield sources


def summarise(case: Case) -> Summary:
    """Count what a case holds."""
    evidence: dict[str, dict[str, int]] = {}
    for item in case.evidence:
        letters = evidence.setdefault(item.kind, {})
        letter = case.reliability(item)
        letters[letter] = letters.get(letter, 0) + 1
    sources = Counter(source for item in case.evidence for source in item.source)
    months = sorted(item.date.month for item in case.evidence)
    return Summary(
        case=case,
        tables={name: len(case.table(name)) for name in TABLES if case.table(name)},
        evidence={kind: dict(sorted(evidence[kind].items())) for kind in sorted(evidence)},
        sources=dict(sources.most_common()),
        dates=(month_text(months[0]), month_text(months[-1])) if months else (),
    )


def _roster(case: Case) -> Iterator[tuple[Any, list[str]]]:
    titles = {post.id: post.title for post in case.posts}
    for person in case.people:
        held = [tenure for tenure in case.tenures if tenure.person == person.id]
        held.sort(key=lambda tenure: tenure.start.month)
        yield (
            person,
            [f"{titles[tenure.post]} ({tenure.start}–{tenure.end or ''})" for tenure in held],
        )
