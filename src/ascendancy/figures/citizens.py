"""The citizens by setting and by place: what a run of citizens counted, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.lines import days
from ascendancy.figures.select import Tables, rows, safe
from ascendancy.figures.society import LABELS
from ascendancy.figures.style import PALETTE, SOFT, STRIP_SCALE, finish

if TYPE_CHECKING:
    from ascendancy.case import Case

ALL = "all"
BY_SETTING = ("purity", "falsification", "mobilised", "sent_down", "struggled", "allround")
"""Measures shown by setting."""


def by_setting(tables: Tables, measure: str) -> go.Figure:
    """One measure of the citizens by month, a line a setting, over all places."""
    table = rows(tables["citizens"], place=ALL)
    settings = [name for name in dict.fromkeys(table["setting"]) if name != ALL]
    name, unit = LABELS[measure]
    figure = go.Figure()
    for setting, colour in zip(settings, PALETTE, strict=False):
        line = rows(table, setting=setting)
        figure.add_trace(
            go.Scatter(
                x=days(line["month"]),
                y=line[measure],
                mode="lines",
                line={"color": colour, "width": 1.5},
                name=setting,
                hovertemplate="%{x|%b %Y}: %{y:.3f}<extra>" + setting + "</extra>",
            )
        )
    figure.update_yaxes(rangemode="tozero", nticks=4)
    figure.add_annotation(
        text=f"<b>{name}</b><br><span style='color:{SOFT}'>{unit}</span>",
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=4,
        showarrow=False,
        align="left",
        font={"size": 12},
    )
    below = {"orientation": "h", "x": 0, "y": -0.18, "yanchor": "top", "font": {"size": 11}}
    return finish(figure, 270, margin={"t": 42, "l": 44, "r": 8, "b": 84}, legend=below)


def by_place(tables: Tables, case: Case, measure: str) -> go.Figure:
    """One measure of the citizens by month as a map of shades, a row a place, the largest places first."""
    table = rows(tables["citizens"], setting=ALL)
    table = table[table["place"] != ALL]
    wide = table.pivot(index="place", columns="month", values=measure)
    order = table.groupby("place")["citizens"].mean().sort_values(ascending=False, kind="stable").index
    named = {place.id: place.name for place in case.places}
    figure = go.Figure(
        go.Heatmap(
            x=days(pd.Series(wide.columns)),
            y=[safe(named.get(place, place)) for place in order],
            z=wide.loc[order].to_numpy(),
            zmin=0,
            colorscale=STRIP_SCALE,
            ygap=1,
            hovertemplate="%{y}, %{x|%b %Y}: %{z:.3f}<extra></extra>",
            colorbar={"thickness": 10, "outlinewidth": 0, "tickfont": {"size": 11, "color": SOFT}},
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 11})
    figure.update_xaxes(showgrid=False)
    return finish(figure, 80 + 15 * len(order), margin={"t": 12, "l": 40, "r": 12, "b": 36})
