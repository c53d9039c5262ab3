"""Bands and chances by month, as data frames: what a posterior shows of its particles and histories."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.case.dates import month_text
from ascendancy.histories import Histories
from ascendancy.regime.state import LINE_VALUES, STANCES, STATUSES

Floats = NDArray[np.float64]
BANDS = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = ("q05", "q25", "q50", "q75", "q95")


def timestamps(start: int, count: int) -> pd.DatetimeIndex:
    """First days of ``count`` months from month number ``start``."""
    return pd.date_range(f"{month_text(start)}-01", periods=count, freq="MS", unit="s")


def bands(values: Floats, weights: Floats) -> Floats:
    """Mean and the five quantiles of weighted values.

    Parameters
    ----------
    values, weights : arrays, shape (n,)

    Returns
    -------
    array, shape (6,)
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    places = np.minimum(np.searchsorted(reached, np.array(BANDS) * reached[-1]), values.size - 1)
    return np.concatenate([[values @ weights / weights.sum()], values[order][places]])


def bands_frame(start: int, rows: list[Floats]) -> pd.DataFrame:
    """``month, mean, q05, q25, q50, q75, q95`` from :func:`bands` of each month from month number ``start`` on."""
    frame = pd.DataFrame(np.array(rows), columns=["mean", *COLUMNS])
    frame.insert(0, "month", timestamps(start, len(rows)))
    return frame


def people_frame(histories: Histories) -> pd.DataFrame:
    """Mean line and chances of stance and status, a row a month and person.

    Returns
    -------
    DataFrame
        ``month, person, line, p_oppose, p_wait, p_support, p_active … p_dead``.
    """
    months, count = histories.line.shape[1:]
    w = histories.weights
    data: dict[str, Any] = {
        "month": np.repeat(timestamps(histories.start, months), count),
        "person": np.tile(histories.people, months),
        "line": np.tensordot(w, LINE_VALUES[histories.line], 1).ravel(),
    }
    for k, name in enumerate(STANCES):
        data[f"p_{name}"] = np.tensordot(w, histories.stance == k, 1).ravel()
    for k, name in enumerate(STATUSES):
        data[f"p_{name}"] = np.tensordot(w, histories.status == k, 1).ravel()
    return pd.DataFrame(data)


def heir_frame(histories: Histories) -> pd.DataFrame:
    """Chance of being the heir, a row a month and person who ever may be; ``none`` for nobody.

    Returns
    -------
    DataFrame
        ``month, person, probability``.
    """
    names = [*histories.people, "none"]
    months = timestamps(histories.start, histories.heir.shape[1])
    chances = np.stack(
        [histories.weights @ (histories.heir == (k if k < len(names) - 1 else -1)) for k in range(len(names))]
    )
    rows = [
        (month, name, chance)
        for name, by_month in zip(names, chances, strict=True)
        if by_month.max() > 0.0
        for month, chance in zip(months, by_month, strict=True)
    ]
    return pd.DataFrame(rows, columns=["month", "person", "probability"])
