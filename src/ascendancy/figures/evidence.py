"""Evidence as marks: one a dated item, a row a kind; hovering names the item, its source and date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.select import safe
from ascendancy.figures.style import INK
from ascendancy.results.calendar import first_days, month_number

if TYPE_CHECKING:
    from ascendancy.case import Case


def used(case: Case, until: int) -> list[Any]:
    """Items of evidence on what had happened by the end of the month ``until``, whenever they became public.

    A run that was to see only what was public stands on a masked case (``case.known``), which has no others.
    """
    return [item for item in case.evidence if item.date.month <= until]


def _items(case: Case, months: pd.Series, until: int) -> Iterator[Any]:
    """Items used that are dated within the window."""
    if months.empty:
        return
    begin, end = month_number(months.iloc[0]), month_number(months.iloc[-1])
    yield from (item for item in used(case, until) if begin <= item.date.month <= end)


def kinds(case: Case, months: pd.Series, until: int) -> list[str]:
    """Kinds of evidence that fall in the window, the commonest last."""
    counts = pd.Series([item.kind for item in _items(case, months, until)], dtype="object").value_counts()
    return [str(kind) for kind in sorted(counts.index, key=lambda kind: (counts[kind], kind))]


def source_line(case: Case, item: Any) -> str:
    """Who says so: author, title, year and place of the sources of a row."""
    sources = {source.id: source for source in case.sources}
    named = []
    for name in item.source:
        one = sources.get(name)
        named.append(
            name if one is None else ", ".join(str(v) for v in (one.author, one.title, one.year.text) if v)
        )
    text = "; ".join(named)
    locator = getattr(item, "locator", None)
    return f"{text}, {locator}" if locator else text


def add_marks(
    figure: go.Figure, case: Case, shown: list[str], months: pd.Series, until: int, row: int
) -> None:
    """Draw the marks into a row of a figure, a line a kind."""
    x, y, text = [], [], []
    for item in _items(case, months, until):
        x.append(first_days(item.date.month, 1)[0].strftime("%Y-%m-15"))
        y.append(item.kind)
        who = ", ".join(item.subjects[:6]) + (" …" if len(item.subjects) > 6 else "")
        text.append(
            f"<b>{safe(item.kind)}</b> {safe(item.date.text)} · {safe(item.id)}"
            + (f"<br>{safe(who)}" if who else "")
            + f"<br>{_folded(safe(source_line(case, item)))}"
        )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=y,
            mode="markers",
            marker={"symbol": "line-ns", "size": 9, "line": {"width": 1.3, "color": INK}, "opacity": 0.75},
            text=text,
            hoverinfo="text",
            showlegend=False,
        ),
        row=row,
        col=1,
    )
    figure.update_yaxes(
        categoryorder="array",
        categoryarray=shown,
        range=[-0.6, len(shown) - 0.4],
        tickfont={"size": 10},
        showgrid=False,
        row=row,
        col=1,
    )


def _folded(text: str, width: int = 64) -> str:
    """Long lines broken for the hover label."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])
