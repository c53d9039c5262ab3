"""The main figure: ascendancy, engagement, the top body's majority, campaigns and evidence on one clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures import campaigns, evidence
from ascendancy.figures.lines import add_bands, add_prior, days
from ascendancy.figures.select import Tables, prior_account, rows, safe, shown, top_body
from ascendancy.figures.style import BLUE, GREEN, SOFT, STRIP_SCALE, finish, heading
from ascendancy.results.calendar import first_days, month_number

if TYPE_CHECKING:
    from ascendancy.case import Case

MARGINS = 70
GAP = 30
PANELS = {"ascendancy": 270, "engagement": 22, "majority": 170}


def ascendancy(tables: Tables, case: Case, account: str | None = None, until: int | None = None) -> go.Figure:
    """Ascendancy with its bands; engagement as a strip; majority; campaigns under their titles; evidence.

    Parameters
    ----------
    tables : the tables of a run
    case : the case that was run
    account : the account to show; the mixture when not given
    until : last month whose evidence was used; the case's own when not given
    """
    source, account = shown(tables, account)
    window = rows(tables["regime"], source=source, account=account, variable="ascendancy")
    lanes = campaigns.lanes(case, window["month"])
    until = case.parameters.evidence_until if until is None else until
    kinds = evidence.kinds(case, window["month"], until) if source == "posterior" else []
    panels = dict(PANELS)
    if lanes:
        panels["campaigns"] = 24 * len(lanes) + 6
    if kinds:
        panels["evidence"] = 17 * len(kinds) + 6
    inner = sum(panels.values()) + GAP * (len(panels) - 1)
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        shared_xaxes=True,
        row_heights=list(panels.values()),
        vertical_spacing=GAP / inner,
    )
    order = {name: row for row, name in enumerate(panels, start=1)}
    _measure(figure, tables, source, account, order["ascendancy"])
    heading(figure, "Ascendancy", order["ascendancy"], "share of the leader’s directives that take effect")
    _engagement(figure, tables, source, account, order["engagement"])
    heading(figure, "In the rear", order["engagement"], "darker: more probably above day-to-day affairs")
    body = top_body(tables, case)
    if body is not None:
        _majority(figure, tables, source, account, body, order["majority"])
        name = next((b.name for b in case.bodies if b.id == body), body)
        heading(figure, "Majority", order["majority"], f"support for the programme in the {safe(name)}")
    if lanes:
        campaigns.add_lanes(figure, tables, case, lanes, window["month"], source, account, order["campaigns"])
        heading(figure, "Campaigns", order["campaigns"], "dated spans; the filled line is inferred intensity")
    if kinds:
        evidence.add_marks(figure, case, kinds, window["month"], until, order["evidence"])
        heading(figure, "Evidence", order["evidence"], "each mark one dated item: hover for its source")
    if source == "posterior":
        _end_of_evidence(figure, window["month"], until)
    axes = days(window["month"])
    figure.update_xaxes(range=[axes[0], axes[-1]], showgrid=True, hoverformat="%b %Y")
    return finish(
        figure,
        inner + MARGINS,
        margin={"l": 48, "r": 12, "t": 34, "b": 36},
        legend={"y": 1.0, "yanchor": "bottom", "x": 1, "xanchor": "right"},
    )


def _end_of_evidence(figure: go.Figure, months: pd.Series, until: int) -> None:
    """A line through all panels after the last month with evidence: what lies beyond is forecast."""
    if not month_number(months.iloc[0]) <= until < month_number(months.iloc[-1]):
        return
    day = first_days(until + 1, 1)[0].strftime("%Y-%m-%d")
    figure.add_shape(
        type="line", xref="x", yref="paper", x0=day, x1=day, y0=0, y1=1, line={"color": SOFT, "width": 1}
    )
    late = (until - month_number(months.iloc[0])) > 0.7 * len(months)
    figure.add_annotation(
        text="evidence ends",
        x=day,
        y=0.01,
        xref="x",
        yref="y",
        xanchor="right" if late else "left",
        yanchor="bottom",
        xshift=-3 if late else 3,
        showarrow=False,
        font={"size": 11, "color": SOFT},
    )


def _measure(figure: go.Figure, tables: Tables, source: str, account: str, row: int) -> None:
    table = rows(tables["regime"], source=source, account=account, variable="ascendancy")
    compared = prior_account(tables, account) if source == "posterior" else None
    if compared is not None:
        add_prior(
            figure, rows(tables["regime"], source="prior", account=compared, variable="ascendancy"), row
        )
    add_bands(figure, table, BLUE, "ascendancy", row, legend=False)
    figure.update_yaxes(range=[0, 1], tickvals=[0, 0.25, 0.5, 0.75, 1], row=row, col=1)


def _engagement(figure: go.Figure, tables: Tables, source: str, account: str, row: int) -> None:
    table = rows(tables["choices"], source=source, account=account, variable="engagement", value="rear")
    window = rows(tables["regime"], source=source, account=account, variable="ascendancy")
    rear = table.set_index("month")["probability"].reindex(window["month"]).fillna(0.0)
    figure.add_trace(
        go.Heatmap(
            x=days(window["month"]),
            y=["in the rear"],
            z=[rear.to_list()],
            zmin=0,
            zmax=1,
            colorscale=STRIP_SCALE,
            showscale=False,
            hovertemplate="%{x|%b %Y}: in the rear with probability %{z:.2f}<extra></extra>",
        ),
        row=row,
        col=1,
    )
    figure.update_yaxes(showticklabels=False, showgrid=False, row=row, col=1)


def _majority(figure: go.Figure, tables: Tables, source: str, account: str, body: str, row: int) -> None:
    chosen = {"body": body, "variable": "majority"}
    compared = prior_account(tables, account) if source == "posterior" else None
    if compared is not None:
        prior = rows(tables["bodies"], source="prior", account=compared, **chosen)
        add_prior(figure, prior, row, legend=False)
    add_bands(
        figure,
        rows(tables["bodies"], source=source, account=account, **chosen),
        GREEN,
        "majority",
        row,
        legend=False,
    )
    figure.add_hline(y=0.5, line={"color": "#222222", "width": 1}, row=row, col=1)
    figure.update_yaxes(range=[0, 1], tickvals=[0, 0.5, 1], row=row, col=1)
