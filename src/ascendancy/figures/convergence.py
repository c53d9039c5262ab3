"""From how many citizens on a run tells what infinitely many would: error against number, on logarithmic scales."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.society import LABELS
from ascendancy.figures.style import INK, PALETTE, finish


def convergence(errors: pd.DataFrame) -> go.Figure:
    """Root mean square error of some measures against the number of citizens.

    Parameters
    ----------
    errors : DataFrame
        Columns ``citizens``, ``measure``, ``error``: over seeds, against the coarse society.

    Returns
    -------
    plotly.graph_objects.Figure
        A line a measure, and in grey one that falls as n^(−1/2).
    """
    figure = go.Figure()
    names = list(dict.fromkeys(errors["measure"]))
    for name, colour in zip(names, PALETTE, strict=False):
        line = errors[errors["measure"] == name].sort_values("citizens")
        figure.add_trace(
            go.Scatter(
                x=line["citizens"],
                y=line["error"],
                mode="lines+markers",
                line={"color": colour, "width": 1.5},
                marker={"size": 6},
                name=LABELS[name][0].lower(),
                hovertemplate="%{x:,} citizens: %{y:.2g}<extra>" + LABELS[name][0].lower() + "</extra>",
            )
        )
    sizes = sorted(set(errors["citizens"]))
    top = float(errors[errors["citizens"] == sizes[0]]["error"].max())
    figure.add_trace(
        go.Scatter(
            x=sizes,
            y=[top * (sizes[0] / n) ** 0.5 for n in sizes],
            mode="lines",
            line={"color": INK, "width": 1, "dash": "dot"},
            name="1/√n",
            hoverinfo="skip",
        )
    )
    figure.update_xaxes(type="log", title_text="citizens", exponentformat="power", dtick=1)
    figure.update_yaxes(
        type="log", title_text="error, one standard deviation", exponentformat="power", dtick=1
    )
    return finish(figure, 420, margin={"t": 60, "l": 64, "r": 16, "b": 48})
