"""Who stood where: every person by month, sorted by power; stance and status as heat maps, and the heir."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from ascendancy.figures.lines import days
from ascendancy.figures.select import Tables, person_label, rows, safe, shown
from ascendancy.figures.style import DEAD, FALL_SCALE, PALETTE, PRIOR, SOFT, STANCE_SCALE, finish
from ascendancy.results.calendar import month_number
from ascendancy.results.power import power

if TYPE_CHECKING:
    from ascendancy.case import Case

Show = Literal["stance", "status"]


def by_power(case: Case, table: pd.DataFrame, until: int | None = None) -> list[str]:
    """People of a table by the power they held on average over its months, the strongest first.

    Tenures count as they were known in the month ``until``; by default the case's last month with evidence.
    """
    months = pd.DatetimeIndex(table["month"].unique())
    names = tuple(table["person"].unique())
    institutions = tuple(case.parameters.institutions)
    given = case.parameters.evidence_until if until is None else until
    held = power(case, names, institutions, month_number(months[0]), len(months), given)
    strength = held.sum(axis=1).mean(axis=0)
    return [names[i] for i in np.argsort(-strength, kind="stable")]


def people(
    tables: Tables,
    case: Case,
    show: Show = "stance",
    account: str | None = None,
    limit: int | None = 60,
    until: int | None = None,
) -> go.Figure:
    """A row a person, a column a month.

    Parameters
    ----------
    show : ``stance`` (support less opposition, of the living) or ``status`` (probability of being sidelined
        or purged)
    account : the account to show; the mixture when not given
    limit : how many persons, the most powerful first; None for all
    until : last month whose tenures count in the order
    """
    source, account = shown(tables, account)
    table = rows(tables["people"], source=source, account=account)
    names = by_power(case, table, until)[:limit]
    labels = [safe(person_label(case, name)) for name in names]
    months = list(dict.fromkeys(table["month"]))
    wide = {
        column: table.pivot(index="person", columns="month", values=column).reindex(names)[months]
        for column in ("p_oppose", "p_support", "p_sidelined", "p_purged", "p_dead")
    }
    alive = 1.0 - wide["p_dead"]
    if show == "stance":
        value = (wide["p_support"] - wide["p_oppose"]) / alive.where(alive > 0)
        low, scale, ticks = -1, STANCE_SCALE, {-1.0: "opposes", 0.0: "waits, unclear", 1.0: "supports"}
        hover = "support less opposition %{z:.2f}"
    else:
        value = (wide["p_sidelined"] + wide["p_purged"]) / alive.where(alive > 0)
        low, scale, ticks = 0, FALL_SCALE, {0.0: "in place", 1.0: "fallen"}
        hover = "sidelined or purged with probability %{z:.2f}"
    figure = go.Figure(
        go.Heatmap(
            x=days(pd.Series(months)),
            y=labels,
            z=value.where(alive >= 0.5).to_numpy(),
            zmin=low,
            zmax=1,
            colorscale=scale,
            ygap=1,
            hoverongaps=False,
            hovertemplate="%{y}, %{x|%b %Y}: " + hover + "<extra></extra>",
            colorbar={
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1,
                "yanchor": "bottom",
                "len": 1,
                "thickness": 10,
                "tickvals": list(ticks),
                "ticktext": list(ticks.values()),
                "tickfont": {"size": 11, "color": SOFT},
                "outlinewidth": 0,
                "ticklabeloverflow": "allow",
                "tickangle": 0,
            },
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": 11})
    figure.update_xaxes(showgrid=False)
    finish(figure, 110 + 15 * len(names), margin={"t": 56, "l": 40, "r": 12, "b": 36})
    return figure.update_layout(plot_bgcolor=DEAD)


def heir(tables: Tables, case: Case, account: str | None = None, most: int = 5) -> go.Figure:
    """Probability, by month, that each person is the designated heir.

    Parameters
    ----------
    most : how many persons to tell apart; the others are left to the table
    """
    source, account = shown(tables, account)
    table = rows(tables["choices"], source=source, account=account, variable="heir")
    weight = table.groupby("value")["probability"].sum().sort_values(ascending=False, kind="stable")
    named = [name for name in weight.index if name != "none"][:most]
    figure = go.Figure()
    for name, colour in zip([*named, "none"], [*PALETTE[: len(named)], PRIOR], strict=True):
        line = rows(table, value=name)
        if line.empty:
            continue
        label = "no heir" if name == "none" else safe(person_label(case, name))
        figure.add_trace(
            go.Scatter(
                x=days(line["month"]),
                y=line["probability"],
                mode="lines",
                line={
                    "color": colour,
                    "width": 2 if name != "none" else 1.2,
                    "dash": "solid" if name != "none" else "dot",
                },
                name=label,
                hovertemplate="%{x|%b %Y}: %{y:.2f}<extra>" + label + "</extra>",
            )
        )
    figure.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1])
    return finish(figure, 270, margin={"t": 52, "l": 40, "r": 12, "b": 36})
