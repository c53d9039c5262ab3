"""The frontier's figures (a): survival, gains and versatility of a core over siege, isolation and size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ascendancy.figures.select import Tables, rows
from ascendancy.figures.style import BLUE, GREEN, INK, ORANGE, SOFT, VERMILION, finish, tint

ROTATION = {
    "0": ("specialists", INK, "solid", "circle"),
    "0.5": ("half rotating", BLUE, "dash", "diamond"),
    "1": ("all four duties each", VERMILION, "dot", "square"),
}
"""How each rotation is named and drawn: colour, dash and mark, so that none is told by colour alone."""
ABLATION = {
    "none": "nothing switched off", "returns": "skill does not pay (ρ = 0)", "decay": "skill is not lost",
    "attrition": "nobody is lost", "offensives": "no offensives", "isolation": "open trade and entry",
    "shifting": "nobody is moved", "hunger": "hunger does not kill",
}  # fmt: skip
GROUP = {
    "survivors": ("cores that survived", BLUE, "solid", "circle"),
    "founded": ("cores founded", ORANGE, "dash", "diamond"),
    "around": ("the population around", INK, "dot", "square"),
}
ABILITY = {
    "practised": "Practise all four duties",
    "allround": "All four skills at the all-round level",
    "duties": "Duties a head at that level",
}
PANEL, GAP = 150, 34


def band(
    figure: go.Figure,
    table: pd.DataFrame,
    x: str,
    name: str,
    style: tuple[str, str, str],
    show: bool,
    at: dict[str, int],
) -> None:
    """A line with marks and its interval (``low`` to ``high``)."""
    colour, dash, mark = style
    edges = [*table["high"], *reversed(list(table["low"]))]
    over = [*table[x], *reversed(list(table[x]))]
    figure.add_trace(
        go.Scatter(x=over, y=edges, fill="toself", fillcolor=tint(colour, 0.15), line={"width": 0}, mode="lines",
                   hoverinfo="skip", showlegend=False), **at,
    )  # fmt: skip
    figure.add_trace(
        go.Scatter(
            x=list(table[x]), y=list(table["mean"]), name=name, legendgroup=name, showlegend=show, mode="lines+markers",
            line={"color": colour, "width": 1.5, "dash": dash}, marker={"color": colour, "size": 6, "symbol": mark},
            customdata=table[["low", "high"]].to_numpy(),
            hovertemplate="%{x}: %{y:.2f} (%{customdata[0]:.2f} to %{customdata[1]:.2f})<extra>" + name + "</extra>",
        ), **at,
    )  # fmt: skip


def _grid(row_titles: Sequence[str], column_titles: Sequence[str], shared: bool = True) -> go.Figure:
    height = PANEL * len(row_titles) + GAP * (len(row_titles) - 1)
    figure = make_subplots(
        rows=len(row_titles), cols=len(column_titles), shared_xaxes=True, shared_yaxes=shared,
        column_titles=list(column_titles), row_titles=list(row_titles),
        vertical_spacing=GAP / height if len(row_titles) > 1 else 0.0, horizontal_spacing=0.03 if shared else 0.07,
    )  # fmt: skip
    for note in figure.layout.annotations:
        note.font = {"size": 12, "color": SOFT}
    return figure


def _finished(figure: go.Figure, rows_: int, **layout: Any) -> go.Figure:
    height = PANEL * rows_ + GAP * (rows_ - 1) + 116
    legend = {"x": 0, "y": 1.0, "yanchor": "bottom", "yref": "container"} | {"y": 0.995, "yanchor": "top"}
    return finish(figure, height, margin={"t": 66, "l": 52, "r": 26, "b": 50}, legend=legend, **layout)


def _sizes(figure: go.Figure, table: pd.DataFrame, last_row: int) -> None:
    sizes = [n for n in sorted(set(table["size"])) if str(n).strip("0") == "1"]
    figure.update_xaxes(type="log", tickvals=sizes, ticktext=[f"{n:,}" for n in sizes], tickangle=0)
    figure.update_xaxes(title_text="people in the core", row=last_row, col=1)


def survival(tables: Tables) -> go.Figure:
    """Survival by size of the core: a row an isolation, a column a siege, a line a rotation."""
    table = rows(tables["survival"], ablation="none", measure="survived")
    sieges = [s for s in sorted(set(table["siege"])) if s > 0.0]
    isolations = sorted(set(table["isolation"]))
    figure = _grid([f"isolation {i:g}" for i in isolations], [f"siege {s:g}" for s in sieges])
    for r, isolation in enumerate(isolations, start=1):
        for c, siege in enumerate(sieges, start=1):
            here = rows(table, siege=siege, isolation=isolation)
            for rotation, (name, *style) in ROTATION.items():
                line = rows(here, rotation=rotation).sort_values("size")
                band(
                    figure,
                    line,
                    "size",
                    name,
                    (style[0], style[1], style[2]),
                    r == c == 1,
                    {"row": r, "col": c},
                )
    figure.update_yaxes(range=[-0.03, 1.03], nticks=4)
    _sizes(figure, table, len(isolations))
    return _finished(figure, len(isolations))


def gains(tables: Tables) -> go.Figure:
    """What versatility gains over specialists, by size, at the fullest isolation: in survival and in output."""
    table = tables["survival"]
    table = table[(table["ablation"] == "none") & (table["isolation"] == table["isolation"].max())]
    sieges = [s for s in sorted(set(table["siege"])) if s > 0.0]
    kinds = {"gain_survival": "survival", "gain_output": "output"}
    figure = _grid([f"gain in {name}" for name in kinds.values()], [f"siege {s:g}" for s in sieges])
    for r, measure in enumerate(kinds, start=1):
        for c, siege in enumerate(sieges, start=1):
            for rotation, (name, *style) in list(ROTATION.items())[1:]:
                line = rows(table, siege=siege, measure=measure, rotation=rotation).sort_values("size")
                band(
                    figure,
                    line,
                    "size",
                    name,
                    (style[0], style[1], style[2]),
                    r == c == 1,
                    {"row": r, "col": c},
                )
            figure.add_hline(y=0.0, line={"color": INK, "width": 1}, row=r, col=c)
    _sizes(figure, table, len(kinds))
    return _finished(figure, len(kinds))


def versatility(tables: Tables) -> go.Figure:
    """How versatile surviving cores are, against all that were founded and the population around, by siege."""
    table = tables["survival"]
    table = table[(table["ablation"] == "none") & (table["isolation"] == table["isolation"].max())]
    sizes = [n for n in sorted(set(table["size"])) if n <= 1_000][::2] or [int(table["size"].min())]
    figure = _grid([f"core of {n:,}" for n in sizes], list(ABILITY.values()), shared=False)
    for r, size in enumerate(sizes, start=1):
        here = rows(table, size=size)
        for c, ability in enumerate(ABILITY, start=1):
            for group, (name, *style) in GROUP.items():
                wanted = rows(here, measure=ability, rotation="around") if group == "around" else rows(
                    here, measure=f"{ability}_{group}", rotation="all")  # fmt: skip
                wanted = wanted[wanted["draws"] > 0].sort_values("siege")
                if len(wanted):
                    at = {"row": r, "col": c}
                    band(figure, wanted, "siege", name, (style[0], style[1], style[2]), r == 1 and c == 2, at)
            figure.update_yaxes(
                range=[-0.1, 4.1] if ability == "duties" else [-0.03, 1.03], nticks=4, row=r, col=c
            )
    figure.update_xaxes(title_text="siege", row=len(sizes), col=1)
    return _finished(figure, len(sizes))


def ablations(tables: Tables) -> go.Figure:
    """Gain in survival of the smallest core by each mechanism switched off, at the fullest isolation."""
    table = rows(tables["survival"], measure="gain_survival")
    table = table[(table["isolation"] == table["isolation"].max()) & (table["size"] == table["size"].min())]
    switched = [a for a in ABLATION if a in set(table["ablation"])]
    sieges = sorted(set(table.loc[table["ablation"] != "none", "siege"]))
    figure = make_subplots(
        rows=1,
        cols=len(sieges),
        shared_yaxes=True,
        column_titles=[f"siege {s:g}" for s in sieges],
        horizontal_spacing=0.04,
    )
    for c, siege in enumerate(sieges, start=1):
        for k, (rotation, colour, mark) in enumerate((("0.5", BLUE, "diamond"), ("1", VERMILION, "square"))):
            line = rows(table, siege=siege, rotation=rotation).set_index("ablation").loc[switched]
            error = {"type": "data", "symmetric": False, "array": list(line["high"] - line["mean"]),
                     "arrayminus": list(line["mean"] - line["low"]), "thickness": 1.5, "width": 0}  # fmt: skip
            figure.add_trace(
                go.Scatter(
                    x=list(line["mean"]), y=[n - 0.16 * (1 - 2 * k) for n in range(len(switched))], mode="markers",
                    error_x=error, marker={"color": colour, "size": 8, "symbol": mark}, name=ROTATION[rotation][0],
                    showlegend=c == 1, legendgroup=rotation, customdata=[ABLATION[a] for a in switched],
                    hovertemplate="%{customdata}: %{x:.2f}<extra></extra>",
                ), row=1, col=c,
            )  # fmt: skip
        figure.add_vline(x=0.0, line={"color": GREEN, "width": 1}, row=1, col=c)
    figure.update_yaxes(
        tickvals=list(range(len(switched))), ticktext=[ABLATION[a] for a in switched], autorange="reversed"
    )
    figure.update_xaxes(title_text="survival gained over specialists", row=1, col=1)
    for note in figure.layout.annotations:
        note.font = {"size": 12, "color": SOFT}
    height = 130 + 34 * len(switched)
    return finish(figure, height, margin={"t": 66, "l": 170, "r": 14, "b": 50},
                  legend={"x": 0, "y": 0.995, "yanchor": "top", "yref": "container"})  # fmt: skip
