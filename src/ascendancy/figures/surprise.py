"""Surprise: the items of evidence that the model, given all the others, least expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ascendancy.figures.evidence import source_line
from ascendancy.figures.select import Tables, rows, safe, shown
from ascendancy.figures.style import BLUE, VERMILION, finish
from ascendancy.results.items import RELIABLE_K

if TYPE_CHECKING:
    from ascendancy.case import Case


def surprise(tables: Tables, case: Case, account: str | None = None, limit: int = 30) -> go.Figure:
    """The most surprising items, in bits; a ring where k-hat says that the figure cannot be relied on."""
    _, account = shown(tables, account)
    table = rows(tables["items"], account=account)
    table = table.sort_values("surprise_bits", ascending=False, kind="stable").head(limit).iloc[::-1]
    evidence = {item.id: item for item in case.evidence}
    reliable = ~(table["k_hat"] > RELIABLE_K)
    labels = [safe(f"{date} {kind}") for date, kind in zip(table["date"], table["kind"], strict=True)]
    hover = [
        f"<b>{safe(name)}</b><br>{bits:.2f} bits, k-hat {k:.2f}"
        + (f"<br>{safe(source_line(case, evidence[name]))}" if name in evidence else "")
        for name, bits, k in zip(table["id"], table["surprise_bits"], table["k_hat"], strict=True)
    ]
    place = list(range(len(table)))
    figure = go.Figure()
    stems = [(0.0, bits, None) for bits in table["surprise_bits"]]
    figure.add_trace(
        go.Scatter(
            x=[x for stem in stems for x in stem],
            y=[y for p in place for y in (p, p, None)],
            mode="lines",
            line={"color": "#c9c9c9", "width": 1},
            hoverinfo="skip",
            showlegend=False,
        )
    )
    for flag, name, colour, symbol in (
        (True, "surprise", BLUE, "circle"),
        (False, f"k-hat above {RELIABLE_K}: do not rely on the figure", VERMILION, "circle-open"),
    ):
        chosen = [i for i, good in enumerate(reliable) if bool(good) == flag]
        if chosen:
            figure.add_trace(
                go.Scatter(
                    x=table["surprise_bits"].iloc[chosen],
                    y=chosen,
                    mode="markers",
                    marker={
                        "color": colour,
                        "symbol": symbol,
                        "size": 9,
                        "line": {"width": 2, "color": colour},
                    },
                    text=[hover[i] for i in chosen],
                    hoverinfo="text",
                    name=name,
                )
            )
    figure.update_yaxes(tickvals=place, ticktext=labels, tickfont={"size": 11}, showgrid=False)
    figure.update_xaxes(title={"text": "bits"}, rangemode="tozero")
    return finish(figure, 110 + 17 * max(len(table), 1), margin={"t": 40, "l": 40, "r": 12, "b": 44})
