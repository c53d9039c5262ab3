"""Dated figures: what stood in a month between them, and how fast they grew."""

from __future__ import annotations

import math

import numpy as np

Figures = list[tuple[int, float]]


def at(figures: Figures, month: int) -> float:
    """The figure at a month: constant growth between dates, still outside them."""
    months, values = [m for m, _ in figures], [n for _, n in figures]
    if min(values) <= 0.0:
        return float(np.interp(month, months, values))
    return float(math.exp(np.interp(month, months, np.log(values))))


def growth(figures: Figures) -> float:
    """Mean growth a month over the whole span."""
    (first, before), (last, after) = figures[0], figures[-1]
    if last == first or before <= 0.0 or after <= 0.0:
        return 0.0
    return math.log(after / before) / (last - first)
