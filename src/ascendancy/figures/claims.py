"""Claims weighed: from prior to posterior, each under each account, on the scale of log odds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from ascendancy.figures.select import safe
from ascendancy.figures.style import account_colour, finish
from ascendancy.results.ensembles import MIXED

EDGE = 0.005
FEW = 24
TICKS = (0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99)


def log_odds(probability: float) -> float:
    """ln(p / (1 − p)), held within the figure's edges."""
    p = min(max(probability, EDGE), 1.0 - EDGE)
    return math.log(p / (1.0 - p))


def weighed(claims: Sequence[Mapping[str, Any]]) -> go.Figure:
    """A row a claim and account: a ring at the prior, a dot at the posterior, a line between.

    Parameters
    ----------
    claims : weighed claims, each with ``id``, ``statement``, ``prior``, ``posterior``, ``accounts``
    """
    figure = go.Figure()
    labelled: set[str] = set()
    places, names = [], []
    for number, claim in enumerate(claims):
        places.append(-float(number))
        names.append(safe(claim["id"]))
        verdicts = [*dict(claim.get("accounts") or {}).items()]
        if not any(name == MIXED for name, _ in verdicts):
            verdicts.append((MIXED, claim))
        drawn = [(a, v) for a, v in verdicts if _number(v.get("prior")) and _number(v.get("posterior"))]
        for place, (account, verdict) in enumerate(drawn):
            y = -number + 0.30 - 0.60 * (place / max(len(drawn) - 1, 1))
            _one(figure, claim, account, verdict, y, account not in labelled)
            labelled.add(account)
    figure.update_yaxes(
        tickvals=places, ticktext=names, range=[0.4 - max(len(claims), 1), 0.6], tickfont={"size": 12}
    )
    edge = log_odds(EDGE)
    figure.update_xaxes(
        range=[1.03 * edge, -1.03 * edge],
        tickvals=[log_odds(p) for p in TICKS],
        ticktext=[f"{p:.0%}" for p in TICKS],
        title={"text": "probability, on a log-odds scale: ring prior, dot posterior"},
    )
    figure.add_vline(x=0, line={"color": "#222222", "width": 1})
    each = 52 if len(claims) <= FEW else 30
    return finish(figure, 110 + each * max(len(claims), 1), margin={"t": 44, "l": 48, "r": 12, "b": 48})


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _one(
    figure: go.Figure,
    claim: Mapping[str, Any],
    account: str,
    verdict: Mapping[str, Any],
    y: float,
    legend: bool,
) -> None:
    prior, posterior = float(verdict["prior"]), float(verdict["posterior"])
    figure.add_trace(
        go.Scatter(
            x=[log_odds(prior), log_odds(posterior)],
            y=[y, y],
            mode="lines+markers",
            line={"color": account_colour(account), "width": 1.6},
            marker={
                "size": [6, 8],
                "symbol": ["circle-open", "circle"],
                "opacity": 1,
                "color": account_colour(account),
                "line": {"width": 1.5, "color": account_colour(account)},
            },
            name=account,
            legendgroup=account,
            showlegend=legend,
            text=f"<b>{safe(claim['id'])}</b> {safe(account)}: {safe(verdict.get('word') or '')}"
            f"<br>prior {prior:.3f}, posterior {posterior:.3f}",
            hoverinfo="text",
        )
    )
