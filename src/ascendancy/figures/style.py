"""One quiet style for every figure: palette, template, lettering.

Colours are those of Okabe and Ito ("Color universal design", 2008), some darkened for small marks: told apart
by readers with any colour vision and in grey print. Nothing here fetches anything: system fonts, no maps.
"""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

INK = "#222222"
SOFT = "#595959"
GRID = "#e6e6e6"
PAPER = "#ffffff"
PRIOR = "#8a8a8a"
DEAD = "#d9d9d9"

BLUE, VERMILION, GREEN, ORANGE = "#0072B2", "#D55E00", "#00795C", "#B87800"
PURPLE, SKY = "#A65A88", "#56B4E9"
PALETTE = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY)

ACCOUNT_COLOURS = {"mixed": INK, "majority": BLUE, "dominance": VERMILION, "levers": GREEN}
STANCE_SCALE = [[0.0, VERMILION], [0.5, "#f4f1ec"], [1.0, BLUE]]
FALL_SCALE = [[0.0, "#f4f1ec"], [0.5, "#c58bb0"], [1.0, "#4b1d3f"]]
STRIP_SCALE = [[0.0, "#f4f1ec"], [1.0, "#4d4d4d"]]

FONT = (
    "'Source Sans 3', 'Helvetica Neue', Helvetica, Arial, 'Noto Sans CJK SC', 'PingFang SC', "
    "'Microsoft YaHei', 'WenQuanYi Micro Hei', sans-serif"
)


def template() -> go.layout.Template:
    """Light grid, thin lines, small left-aligned lettering, no boxes."""
    axis: dict[str, Any] = {
        "gridcolor": GRID,
        "gridwidth": 1,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "automargin": True,
        "title": {"font": {"size": 12, "color": SOFT}, "standoff": 6},
        "tickfont": {"size": 12, "color": SOFT},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "colorway": list(PALETTE),
            "margin": {"l": 48, "r": 12, "t": 28, "b": 36},
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {"font": {"family": FONT, "size": 12}, "bgcolor": PAPER, "align": "left"},
            "legend": {"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": 12}},
            "bargap": 0.35,
            "hovermode": "closest",
            "dragmode": "zoom",
        }
    )


def finish(figure: go.Figure, height: int, **layout: Any) -> go.Figure:
    """Give a figure the style, its height in pixels and any last touches of layout."""
    return figure.update_layout(template=template(), height=height, **layout)


def tint(colour: str, opacity: float) -> str:
    """A hexadecimal colour as rgba with an opacity."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def account_colour(account: str) -> str:
    """The colour that stands for an account everywhere."""
    return ACCOUNT_COLOURS.get(account, PURPLE)


def heading(figure: go.Figure, text: str, row: int, note: str = "") -> None:
    """A panel's heading, above its left edge: what it shows, in words."""
    axis = "yaxis" if row == 1 else f"yaxis{row}"
    top = figure.layout[axis].domain[1]
    label = f"<b>{text}</b>" + (f"  <span style='color:{SOFT}'>{note}</span>" if note else "")
    figure.add_annotation(
        text=label,
        xref="paper",
        yref="paper",
        x=0,
        y=top,
        xanchor="left",
        yanchor="bottom",
        yshift=2,
        showarrow=False,
        align="left",
        font={"size": 12.5, "color": INK},
    )
