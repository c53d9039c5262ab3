"""Effective sample size by month: where the evidence was hard on the particles."""

from __future__ import annotations

import plotly.graph_objects as go

from ascendancy.figures.lines import days
from ascendancy.figures.select import Tables, rows
from ascendancy.figures.style import account_colour, finish


def ess(tables: Tables) -> go.Figure:
    """One line an account, on a logarithmic scale."""
    table = tables["ess"]
    figure = go.Figure()
    for name in dict.fromkeys(table["account"]):
        line = rows(table, account=name)
        figure.add_trace(
            go.Scatter(
                x=days(line["month"]),
                y=line["ess"],
                mode="lines",
                line={"color": account_colour(name), "width": 1.2},
                name=name,
                hovertemplate="%{x|%b %Y}: %{y:.0f}<extra>" + name + "</extra>",
            )
        )
    figure.update_yaxes(type="log", dtick=1, title={"text": "particles"})
    return finish(figure, 260, margin={"t": 40, "l": 48, "r": 12, "b": 36})
