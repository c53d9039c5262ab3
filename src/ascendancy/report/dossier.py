"""The case and its sources, as the report lists them: what was used, how reliable, how much of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ascendancy.case.dates import month_text
from ascendancy.case.reliability import MEANINGS
from ascendancy.report.numbers import percent
from ascendancy.report.parts import SourceLine, Table

if TYPE_CHECKING:
    from ascendancy.case import Case


def tables(case: Case) -> tuple[Table, ...]:
    """What the case holds; its evidence by kind; its sources by reliability."""
    found = [_contents(case)]
    if case.evidence:
        found += [_kinds(case), _reliability(case)]
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


def _kinds(case: Case) -> Table:
    total = len(case.evidence)
    counts = Counter(item.kind for item in case.evidence)
    lines = []
    for kind, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        items = [item for item in case.evidence if item.kind == kind]
        months = sorted(item.date.month for item in items if item.date.month is not None)
        used = {source for item in items for source in item.source}
        when = f"{month_text(months[0])} to {month_text(months[-1])}" if months else "–"
        lines.append((kind, str(count), percent(count / total), when, str(len(used))))
    headers = ("kind", "items", "share", "dates", "sources")
    return Table("Evidence by kind", headers, tuple(lines))


def _reliability(case: Case) -> Table:
    total = len(case.evidence)
    items = Counter(case.reliability(item) for item in case.evidence)
    lines = []
    for letter, meaning in MEANINGS.items():
        sources = [source for source in case.sources if source.reliability == letter]
        if sources or items[letter]:
            share = percent(items[letter] / total)
            lines.append((letter, meaning, str(len(sources)), str(items[letter]), share))
    headers = ("grade", "meaning", "sources", "items of evidence", "share of the evidence")
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
