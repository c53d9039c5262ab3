"""The case and its sources, as the report lists them: what was used, how reliable, how much of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ascendancy.case.dates import month_text
from ascendancy.case.reliability import MEANINGS
from ascendancy.figures.evidence import used
from ascendancy.report.numbers import percent
from ascendancy.report.parts import SourceLine, Table

if TYPE_CHECKING:
    from ascendancy.case import Case


def tables(case: Case, until: int | None) -> tuple[Table, ...]:
    """What the case holds; its evidence by kind and by reliability.

    Parameters
    ----------
    until : last month whose evidence was used; None where none was
    """
    found = [_contents(case)]
    if case.evidence:
        taken = set() if until is None else {item.id for item in used(case, until)}
        found += [_kinds(case, taken), _reliability(case, taken)]
    return tuple(found)


def _contents(case: Case) -> Table:
    counts = {
        "persons": len(case.people),
        "posts": len(case.posts),
        "tenures": len(case.tenures),
        "meetings": len(case.meetings),
        "campaigns": len(case.campaigns),
        "documents": len(case.documents),
        "items of evidence": len(case.evidence),
        "claims": len(case.claims),
        "sources": len(case.sources),
    }
    return Table("What the case holds", ("table", "rows"), tuple((k, str(v)) for k, v in counts.items()))


def _kinds(case: Case, taken: set[str]) -> Table:
    total = len(case.evidence)
    counts = Counter(item.kind for item in case.evidence)
    lines = []
    for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        items = [item for item in case.evidence if item.kind == kind]
        months = sorted(item.date.month for item in items if item.date.month is not None)
        named = {source for item in items for source in item.source}
        inside = sum(item.id in taken for item in items)
        when = f"{month_text(months[0])} to {month_text(months[-1])}" if months else "–"
        lines.append((kind, str(count), percent(count / total), str(inside), when, str(len(named))))
    headers = ("kind", "items", "share", "used here", "dates", "sources")
    return Table("Evidence by kind", headers, tuple(lines))


def _reliability(case: Case, taken: set[str]) -> Table:
    total = len(case.evidence)
    items = Counter(case.reliability(item) for item in case.evidence)
    lines = []
    for letter, meaning in MEANINGS.items():
        sources = [source for source in case.sources if source.reliability == letter]
        if sources or items[letter]:
            share = percent(items[letter] / total)
            inside = sum(item.id in taken and case.reliability(item) == letter for item in case.evidence)
            lines.append((letter, meaning, str(len(sources)), str(items[letter]), share, str(inside)))
    headers = ("grade", "meaning", "sources", "items", "share", "used here")
    return Table("Evidence by reliability", headers, tuple(lines))


def sources(case: Case) -> tuple[SourceLine, ...]:
    """Every source of the case, by author and year."""
    ordered = sorted(case.sources, key=lambda one: (one.author.casefold(), one.year.text, one.title))
    return tuple(
        SourceLine(
            id=one.id,
            text=f"{one.author}, {one.title}, {one.year.text}",
            kind=one.kind,
            reliability=f"{one.reliability}: {MEANINGS[one.reliability]}",
            note=one.note or "",
        )
        for one in ordered
    )
