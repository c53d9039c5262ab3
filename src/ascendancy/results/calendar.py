"""Months as the tables show them: the first day of each, as a date."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ascendancy.case.dates import month_index

if TYPE_CHECKING:
    from ascendancy.case import Case


def first_days(start: int, months: int) -> pd.DatetimeIndex:
    """First day of ``months`` consecutive months from month number ``start`` (year × 12 + month − 1)."""
    epoch = 1970 * 12
    numbers = np.arange(start - epoch, start - epoch + months, dtype=np.int64)
    return pd.DatetimeIndex(numbers.astype("datetime64[M]").astype("datetime64[s]"))


def month_number(day: pd.Timestamp) -> int:
    """The month number (year × 12 + month − 1) of a day."""
    return day.year * 12 + day.month - 1


def end_of_evidence(case: Case, settings: Mapping[str, Any]) -> int:
    """Last month whose facts and evidence a run used.

    It is the setting ``evidence_until`` where there is one; else ``until``, but no later than the
    evidence of the case.
    """
    stated, until = _month(settings.get("evidence_until")), _month(settings.get("until"))
    last = case.parameters.evidence_until
    if stated is not None:
        return stated
    return last if until is None else min(until, last)


def _month(value: Any) -> int | None:
    """A month written as text or number."""
    if isinstance(value, str) and value:
        return month_index(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
