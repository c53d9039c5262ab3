"""The accounts compared: the evidence for each, and the ascendancy that each infers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures.lines import add_bands
from ascendancy.figures.select import Tables, accounts, rows, shown
from ascendancy.figures.style import account_colour, finish, heading
from ascendancy.results.ensembles import MIXED

if TYPE_CHECKING:
    from ascendancy.case import Case

GAP, LOWER = 52, 260


def compared(tables: Tables, case: Case) -> go.Figure:
    """Log evidence of each account less the best one's, with its probability; then each one's ascendancy."""
    source, _ = shown(tables)
    names = [name for name in accounts(tables, source) if name != MIXED]
    scores = tables["accounts"]
    scores = scores[scores["account"].isin(names)]
    if scores.empty:
        figure = make_subplots(rows=1, cols=1)
        _paths(figure, tables, source, names, 1)
        return finish(figure, LOWER + 60)
    upper = 38 * len(scores) + 16
    inner = upper + GAP + LOWER
    figure = make_subplots(rows=2, cols=1, row_heights=[upper, LOWER], vertical_spacing=GAP / inner)
    best = float(scores["log_evidence"].max())
    spreads = 1.96 * scores["log_evidence_sd"].fillna(0.0)
    low = min(float((scores["log_evidence"] - spreads).min()) - best, -1.0)
    high = float((scores["log_evidence"] + spreads).max()) - best
    room = 0.06 * (high - low)
    for _, one in scores.iloc[::-1].iterrows():
        spread = one["log_evidence_sd"]
        figure.add_trace(
            go.Scatter(
                x=[one["log_evidence"] - best],
                y=[one["account"]],
                error_x={"array": [1.96 * spread], "thickness": 1.5} if spread == spread else None,
                mode="markers+text",
                marker={"color": account_colour(one["account"]), "size": 11},
                text=[f"{one['probability']:.0%}"],
                textposition="top center",
                textfont={"size": 12},
                showlegend=False,
                hovertemplate=f"log evidence {one['log_evidence']:.2f}<br>"
                f"probability {one['probability']:.2f}<extra>{one['account']}</extra>",
            ),
            row=1,
            col=1,
        )
    figure.update_xaxes(range=[low - room, high + room], row=1, col=1)
    figure.update_yaxes(range=[-0.5, len(scores) - 0.2], row=1, col=1)
    _paths(figure, tables, source, names, 2)
    heading(figure, "Evidence", 1, "log, less the best account’s; beside it the probability")
    heading(figure, "Ascendancy under each account", 2, "mean and 50% band")
    return finish(figure, inner + 100, legend={"x": 0, "y": -0.06, "yanchor": "top"})


def _paths(figure: go.Figure, tables: Tables, source: str, names: list[str], row: int) -> None:
    for name in names:
        table = rows(tables["regime"], source=source, account=name, variable="ascendancy")
        add_bands(figure, table, account_colour(name), name, row, strong=0.18, faint=0.0)
    figure.update_yaxes(range=[0, 1], tickvals=[0, 0.5, 1], row=row, col=1)
