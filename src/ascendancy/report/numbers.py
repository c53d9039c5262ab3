"""Numbers and months as the report prints them."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd


def share(value: Any) -> str:
    """A probability or share with two decimals; a dash where there is none."""
    return fixed(value, 2)


def fixed(value: Any, places: int) -> str:
    """A number with so many decimals; a dash where there is none."""
    if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    text = f"{value:.{places}f}"
    if float(text) == 0.0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def span(low: Any, high: Any) -> str:
    """A range of shares."""
    return f"{share(low)} to {share(high)}"


def percent(value: Any) -> str:
    """A share in per cent, whole where it is large."""
    if not isinstance(value, int | float) or math.isnan(value):
        return "–"
    return f"{100 * value:.0f}%" if value >= 0.1 or value == 0 else f"{100 * value:.1f}%"


def probability(value: Any) -> str:
    """A probability that a finite ensemble estimated: never printed as certain."""
    if not isinstance(value, int | float) or isinstance(value, bool) or math.isnan(value):
        return "–"
    if value < 0.005:
        return "< 0.01"
    return "> 0.99" if value > 0.995 else f"{value:.2f}"


def bayes_factor(value: Any, interval: Any = None) -> str:
    """A Bayes factor with the 90% interval of its Monte Carlo error; ``infinity`` becomes its sign."""
    if isinstance(value, str):
        return {"infinity": "∞", "-infinity": "−∞"}.get(value, value)
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        return "–"
    text = _two_digits(value)
    if interval is None:
        return text
    low, high = (bayes_factor(one) for one in interval)
    return f"{text} ({low} to {high})"


def _two_digits(value: float) -> str:
    """Two significant digits, without an exponent where it can be read so."""
    if value >= 100 or value == 0:
        return f"{value:,.0f}".replace(",", " ")
    if value < 0.001:
        return "< 0.001"
    return f"{value:.{max(0, 1 - math.floor(math.log10(value)))}f}"


def month(day: pd.Timestamp) -> str:
    """A month in words: ``Sep 1965``."""
    return str(day.strftime("%b %Y"))
