"""Bands over months: 50% strong, 90% faint, the mean a line; the prior a faint dashed comparison."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.style import PRIOR, tint


def days(column: pd.Series) -> list[str]:
    """Months as the text of their first day."""
    return [day.strftime("%Y-%m-%d") for day in column]


def add_bands(
    figure: go.Figure,
    table: pd.DataFrame,
    colour: str,
    name: str,
    row: int = 1,
    *,
    legend: bool = True,
    strong: float = 0.34,
    faint: float = 0.14,
) -> None:
    """Draw a table's two bands and its mean, by month."""
    x = days(table["month"])
    for low, high, opacity, text in (
        ("q05", "q95", faint, f"{name}, 90%"),
        ("q25", "q75", strong, f"{name}, 50%"),
    ):
        figure.add_trace(
            go.Scatter(
                x=x + x[::-1],
                y=[*table[high], *table[low][::-1]],
                fill="toself",
                fillcolor=tint(colour, opacity),
                line={"width": 0},
                hoverinfo="skip",
                name=text,
                showlegend=False,
                legendgroup=name,
            ),
            row=row,
            col=1,
        )
    figure.add_trace(
        go.Scatter(
            x=x,
            y=table["mean"],
            mode="lines",
            line={"color": colour, "width": 2},
            name=name,
            legendgroup=name,
            showlegend=legend,
            customdata=table[["q05", "q25", "q75", "q95"]].to_numpy(),
            hovertemplate="%{x|%b %Y}: mean %{y:.2f}<br>50%: %{customdata[1]:.2f} to %{customdata[2]:.2f}"
            "<br>90%: %{customdata[0]:.2f} to %{customdata[3]:.2f}<extra>" + name + "</extra>",
        ),
        row=row,
        col=1,
    )


def add_prior(figure: go.Figure, table: pd.DataFrame, row: int = 1, *, legend: bool = True) -> None:
    """Draw what the model expects without evidence: mean and edges of the 90% band, dashed and faint."""
    x = days(table["month"])
    for column, width in (("q05", 1.0), ("q95", 1.0), ("mean", 1.4)):
        figure.add_trace(
            go.Scatter(
                x=x,
                y=table[column],
                mode="lines",
                line={"color": PRIOR, "width": width, "dash": "dot" if column != "mean" else "dash"},
                opacity=0.8,
                name="without evidence (mean, 90%)",
                legendgroup="prior",
                showlegend=legend and column == "mean",
                hovertemplate="%{x|%b %Y}: %{y:.2f}<extra>without evidence, " + column + "</extra>",
            ),
            row=row,
            col=1,
        )
