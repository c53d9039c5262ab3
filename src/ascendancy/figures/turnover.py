"""Turnover: the share of each institution's power removed, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures.select import Tables, prior_account, rows, safe, shown
from ascendancy.figures.style import PRIOR, PURPLE, finish, heading, tint

if TYPE_CHECKING:
    from ascendancy.case import Case

HEIGHT, GAP = 120, 34


def turnover(tables: Tables, case: Case, account: str | None = None) -> go.Figure:
    """A panel an institution: the mean as a dot, 50% thick and 90% thin; without evidence as a grey tick."""
    source, account = shown(tables, account)
    table = rows(tables["turnover"], source=source, account=account)
    institutions = [k for k in case.parameters.institutions if k in set(table["institution"])]
    count = max(len(institutions), 1)
    inner = HEIGHT * count + GAP * (count - 1)
    figure = make_subplots(rows=count, cols=1, shared_xaxes=True, vertical_spacing=GAP / inner)
    compared = prior_account(tables, account) if source == "posterior" else None
    highest = 0.05
    for row, institution in enumerate(institutions, start=1):
        years = rows(table, institution=institution)
        highest = max(highest, float(years["q95"].max()))
        for low, high, width, opacity in (("q05", "q95", 2, 0.5), ("q25", "q75", 7, 0.55)):
            x: list[int | None] = []
            y: list[float | None] = []
            for year, bottom, top in zip(years["year"], years[low], years[high], strict=True):
                x += [int(year), int(year), None]
                y += [bottom, top, None]
            line = {"color": tint(PURPLE, opacity), "width": width}
            bar = go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)
            figure.add_trace(bar, row=row, col=1)
        figure.add_trace(
            go.Scatter(
                x=years["year"],
                y=years["mean"],
                mode="markers",
                marker={"color": PURPLE, "size": 7},
                customdata=years[["q05", "q95"]].to_numpy(),
                hovertemplate="%{x}: %{y:.1%} removed<br>90%: %{customdata[0]:.1%} to %{customdata[1]:.1%}"
                "<extra></extra>",
                showlegend=False,
            ),
            row=row,
            col=1,
        )
        if compared is not None:
            before = rows(tables["turnover"], source="prior", account=compared, institution=institution)
            highest = max(highest, float(before["mean"].max()))
            figure.add_trace(
                go.Scatter(
                    x=before["year"],
                    y=before["mean"],
                    mode="markers",
                    marker={"symbol": "line-ew", "size": 12, "line": {"width": 2, "color": PRIOR}},
                    name="without evidence (mean)",
                    showlegend=row == 1,
                    hovertemplate="%{x}: %{y:.1%} without evidence<extra></extra>",
                ),
                row=row,
                col=1,
            )
        heading(figure, safe(institution.replace("-", " ").capitalize()), row)
    figure.update_yaxes(range=[-0.02 * highest, min(1.0, highest) * 1.05], tickformat=".0%", nticks=4)
    covered = [int(year) for year in table["year"]]
    if covered:
        figure.update_xaxes(range=[min(covered) - 0.6, max(covered) + 0.6])
    figure.update_xaxes(tickformat="d", nticks=12)
    return finish(
        figure, inner + 80, margin={"t": 40, "l": 48, "r": 12, "b": 36}, legend={"x": 1, "xanchor": "right"}
    )
