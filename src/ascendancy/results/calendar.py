"""Months as the tables show them: the first day of each, as a date."""

from __future__ import annotations

import numpy as np
import pandas as pd


def first_days(start: int, months: int) -> pd.DatetimeIndex:
    """First day of ``months`` consecutive months from month number ``start`` (year × 12 + month − 1)."""
    epoch = 1970 * 12
    numbers = np.arange(start - epoch, start - epoch + months, dtype=np.int64)
    return pd.DatetimeIndex(numbers.astype("datetime64[M]").astype("datetime64[s]"))


def month_number(day: pd.Timestamp) -> int:
    """The month number (year × 12 + month − 1) of a day."""
    return day.year * 12 + day.month - 1
