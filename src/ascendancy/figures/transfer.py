"""The frontier's figures (b): what levelling costs against what it removes, at every scale."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures.select import Tables, rows
from ascendancy.figures.style import INK, PALETTE, SOFT, finish, tint

REMOVED = {
    "removed_town_country": "town and country",
    "removed_mental_manual": "mental and manual work",
}
COST = {"output_lost": "output lost", "food_lost": "food lost"}
MARKS = ("circle", "diamond", "square", "triangle-up", "cross", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")


def scale_name(scale: int) -> str:
    """How a scale is named: a power of ten, or the limit.

    Examples
    --------
    >>> from ascendancy.figures.transfer import scale_name
    >>> scale_name(100), scale_name(0)
    ('10<sup>2</sup>', 'infinitely many')
    """
    if scale == 0:
        return "infinitely many"
    power = len(str(scale)) - 1
    return f"10<sup>{power}</sup>" if scale == 10**power else f"{scale:,}"


def transfer(tables: Tables) -> go.Figure:
    """Output and food lost against distinction removed: a line a scale, a mark a policy."""
    table = rows(tables["transfer"], ablation="none")
    scales = sorted(set(table["scale"]), key=lambda n: (n == 0, n))
    figure = make_subplots(rows=len(COST), cols=2, shared_xaxes=True, shared_yaxes="rows",
                           horizontal_spacing=0.05, vertical_spacing=0.07)  # fmt: skip
    for r, (cost, cost_name) in enumerate(COST.items(), start=1):
        for c, (removed, removed_name) in enumerate(REMOVED.items(), start=1):
            for k, scale in enumerate(scales):
                here = rows(table, scale=scale)
                x = rows(here, measure=removed).set_index("levelling")
                y = rows(here, measure=cost).set_index("levelling")
                _line(figure, x, y, scale, k, (r, c))
            figure.update_xaxes(title_text=f"distinction removed: {removed_name}" if r == len(COST) else "",
                                tickformat=".0%", row=r, col=c)  # fmt: skip
        figure.update_yaxes(title_text=cost_name, tickformat=".0%", row=r, col=1)
    return finish(figure, 560, margin={"t": 66, "l": 60, "r": 12, "b": 50},
                  legend={"x": 0, "y": 0.995, "yanchor": "top", "yref": "container"})  # fmt: skip


def _line(
    figure: go.Figure, x: pd.DataFrame, y: pd.DataFrame, scale: int, k: int, at: tuple[int, int]
) -> None:
    colour = INK if scale == 0 else PALETTE[k % len(PALETTE)]
    wide = {"type": "data", "symmetric": False, "array": list(y["q95"] - y["mean"]),
            "arrayminus": list(y["mean"] - y["q05"]), "thickness": 1, "width": 3, "color": tint(INK, 0.5)}  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=list(x["mean"]), y=list(y["mean"]), mode="lines+markers", name=scale_name(scale), legendgroup=str(scale),
            showlegend=at == (1, 1), line={"color": colour, "width": 1.5, "dash": DASHES[k % len(DASHES)]},
            marker={"color": colour, "size": 7, "symbol": MARKS[k % len(MARKS)]}, error_y=wide if scale == 0 else None,
            customdata=[[level, n] for level, n in zip(x.index, y["lived"], strict=True)],
            hovertemplate="levelling %{customdata[0]}: %{x:.1%} removed, %{y:.1%} lost, %{customdata[1]:.0f} draws lived"
            f"<extra>{scale_name(scale)}</extra>",
        ), row=at[0], col=at[1],
    )  # fmt: skip


def from_limit(tables: Tables) -> go.Figure:
    """How far citizens are from infinitely many of them, by scale, at full levelling; and the line of 1/√n."""
    table = rows(tables["transfer"], ablation="none")
    table = table[(table["levelling"] == table["levelling"].max()) & (table["scale"] > 0)]
    figure = go.Figure()
    names = {**COST, **{key: f"removed: {name}" for key, name in REMOVED.items()}}
    for k, (measure, name) in enumerate(names.items()):
        line = rows(table, measure=measure).sort_values("scale")
        figure.add_trace(
            go.Scatter(
                x=list(line["scale"]), y=list(line["from_limit"]), mode="lines+markers", name=name,
                line={"color": PALETTE[k], "width": 1.5, "dash": DASHES[k]}, marker={"symbol": MARKS[k], "size": 7},
            )
        )  # fmt: skip
    scales = sorted(set(table["scale"]))
    most = float(table.loc[table["measure"].isin(names), "from_limit"].max())
    figure.add_trace(
        go.Scatter(x=scales, y=[most * (scales[0] / n) ** 0.5 for n in scales], mode="lines", name="1/√n",
                   line={"color": SOFT, "width": 1, "dash": "dot"})
    )  # fmt: skip
    figure.update_xaxes(
        type="log", title_text="citizens", tickvals=scales, ticktext=[scale_name(n) for n in scales]
    )
    figure.update_yaxes(type="log", title_text="distance from the limit", exponentformat="power", dtick=1)
    return finish(figure, 320, margin={"t": 66, "l": 64, "r": 12, "b": 50},
                  legend={"x": 0, "y": 0.995, "yanchor": "top", "yref": "container"})  # fmt: skip
