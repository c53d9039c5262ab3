"""Campaigns as lanes, one a parent title: its span a bar, those under it darker, its intensity filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.lines import days
from ascendancy.figures.select import Tables, rows, safe
from ascendancy.figures.style import INK, ORANGE, SOFT, tint
from ascendancy.results.calendar import first_days, month_number

if TYPE_CHECKING:
    from ascendancy.case import Case


class Span(NamedTuple):
    """A campaign's dated span, in month numbers, both inclusive."""

    id: str
    title: str
    native: str
    first: int
    last: int


class Lane(NamedTuple):
    """A parent title and the campaigns under it."""

    parent: Span
    children: tuple[Span, ...]


def lanes(case: Case, months: pd.Series) -> list[Lane]:
    """The lanes that fall in the window, by beginning."""
    if months.empty:
        return []
    begin, end = month_number(months.iloc[0]), month_number(months.iloc[-1])
    spans: dict[str, Span] = {}
    parents: dict[str, str | None] = {}
    for row in case.campaigns:
        first = getattr(row.start, "month", None)
        last = getattr(row.end, "month", None)
        first = begin if first is None else first
        last = end if last is None else last
        parents[row.id] = row.parent or None
        if last >= begin and first <= end:
            spans[row.id] = Span(row.id, row.title, row.native_title or "", max(first, begin), min(last, end))
    out = []
    for name, span in spans.items():
        parent = parents[name]
        if parent in spans:
            continue
        below = tuple(s for child, s in spans.items() if _root(child, parents) == name and child != name)
        out.append(Lane(span, below))
    return sorted(out, key=lambda lane: (lane.parent.first, lane.parent.id))


def _root(name: str, parents: dict[str, str | None]) -> str:
    """The title at the top of a campaign's line of parents."""
    seen = {name}
    while (above := parents.get(name)) is not None and above in parents and above not in seen:
        name = above
        seen.add(name)
    return name


def add_lanes(
    figure: go.Figure,
    tables: Tables,
    case: Case,
    drawn: list[Lane],
    months: pd.Series,
    source: str,
    account: str,
    row: int,
) -> None:
    """Draw the lanes into a row of a figure, the first on top."""
    axes = days(months)
    middle = month_number(months.iloc[len(months) // 2])
    for number, lane in enumerate(drawn):
        y = float(len(drawn) - 1 - number)
        _bar(figure, lane.parent, y, 0.16, tint(ORANGE, 0.45), row)
        for child in lane.children:
            _bar(figure, child, y, 0.16, ORANGE, row)
        table = rows(tables["campaigns"], source=source, account=account, title=lane.parent.id)
        if len(table):
            level = [y + 0.05 + 0.62 * min(max(v, 0.0), 1.0) for v in table["mean"]]
            figure.add_trace(
                go.Scatter(
                    x=axes + axes[::-1],
                    y=[*level, *([y + 0.05] * len(axes))],
                    fill="toself",
                    fillcolor=tint(ORANGE, 0.32),
                    line={"width": 0},
                    hoverinfo="skip",
                    showlegend=False,
                ),
                row=row,
                col=1,
            )
        early = lane.parent.first <= middle
        edge = lane.parent.last + 1 if early else lane.parent.first
        room = edge < month_number(months.iloc[-1]) - 0.3 * len(months)
        anchor, at = ("left", edge) if early and room else ("right", lane.parent.first)
        if anchor == "right" and lane.parent.first < month_number(months.iloc[0]) + 0.3 * len(months):
            anchor, at = "left", lane.parent.first
        figure.add_annotation(
            text=safe(lane.parent.title),
            x=_day(at),
            y=y + 0.36,
            xanchor=anchor,
            yanchor="middle",
            xshift=3 if anchor == "left" else -3,
            showarrow=False,
            font={"size": 11, "color": INK},
            row=row,
            col=1,
        )
    figure.update_yaxes(range=[-0.25, len(drawn) - 0.1], showticklabels=False, showgrid=False, row=row, col=1)


def _day(month: int) -> str:
    return str(first_days(month, 1)[0].strftime("%Y-%m-%d"))


def _bar(figure: go.Figure, span: Span, y: float, height: float, colour: str, row: int) -> None:
    left, right = _day(span.first), _day(span.last + 1)
    native = f" {safe(span.native)}" if span.native else ""
    figure.add_trace(
        go.Scatter(
            x=[left, right, right, left, left],
            y=[y - height / 2, y - height / 2, y + height / 2, y + height / 2, y - height / 2],
            fill="toself",
            mode="lines",
            fillcolor=colour,
            line={"color": SOFT, "width": 0.4},
            hoveron="fills",
            text=f"{safe(span.title)}{native}<br>{left[:7]} to {_day(span.last)[:7]}",
            hoverinfo="text",
            showlegend=False,
        ),
        row=row,
        col=1,
    )
