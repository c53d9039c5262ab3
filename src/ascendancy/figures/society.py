"""The measures of society, one small figure each: bands by month, with the prior to compare."""

from __future__ import annotations

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures.lines import add_bands, add_prior
from ascendancy.figures.select import Tables, prior_account, rows, shown
from ascendancy.figures.style import GREEN, SOFT, finish

LABELS: dict[str, tuple[str, str]] = {
    "purity": ("Purity", "share expressing the line"),
    "falsification": ("Falsification", "share expressing what they do not hold"),
    "mobilised": ("Mobilised", "share of citizens"),
    "struggled": ("Under struggle", "share of citizens"),
    "sent_down": ("Sent down", "share of citizens"),
    "tempering_intellectuals": ("Tempering of intellectuals", "intensity"),
    "tempering_officials": ("Tempering of officials", "intensity"),
    "tempering_youth": ("Tempering of the young", "intensity"),
    "allround": ("All-round citizens", "share able in all four duties"),
    "distinction_town_country": ("Town and country", "1 wholly separate, 0 abolished"),
    "distinction_mental_manual": ("Mental and manual work", "1 wholly separate, 0 abolished"),
    "output_worker": ("Output of workers’ duty", "relative to the start"),
    "output_peasant": ("Output of peasants’ duty", "relative to the start"),
    "output_soldier": ("Output of soldiers’ duty", "relative to the start"),
    "output_intellectual": ("Output of intellectuals’ duty", "relative to the start"),
    "output_total": ("Output of all duties", "relative to the start"),
    "food": ("Food", "ratio to need"),
    "excess_deaths": ("Excess deaths", "millions, that month"),
}
"""Every measure with its name and unit, in the order in which they are shown."""


def measures(tables: Tables) -> list[str]:
    """Measures that the tables have, known ones first and in order."""
    there = list(dict.fromkeys(tables["society"]["measure"]))
    return [name for name in LABELS if name in there] + [name for name in there if name not in LABELS]


def label(measure: str) -> tuple[str, str]:
    """A measure's name and unit."""
    return LABELS.get(measure, (measure.replace("_", " ").capitalize(), ""))


def society(tables: Tables, measure: str, account: str | None = None) -> go.Figure:
    """One measure of society by month."""
    source, account = shown(tables, account)
    name, unit = label(measure)
    figure = make_subplots(rows=1, cols=1)
    compared = prior_account(tables, account) if source == "posterior" else None
    if compared is not None:
        prior = rows(tables["society"], source="prior", account=compared, measure=measure)
        if len(prior):
            add_prior(figure, prior, legend=False)
    table = rows(tables["society"], source=source, account=account, measure=measure)
    add_bands(figure, table, GREEN, name.lower(), legend=False)
    figure.update_yaxes(rangemode="tozero", nticks=4)
    figure.update_xaxes(nticks=5)
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
    return finish(figure, 190, margin={"t": 42, "l": 44, "r": 8, "b": 26})
