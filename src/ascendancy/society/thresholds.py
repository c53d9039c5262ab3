"""Thresholds of visible support: when one joins because others have.

Granovetter, "Threshold models of collective behavior", American Journal of Sociology 83 (1978): each person
joins once the share that has joined reaches his threshold. With thresholds distributed as F the share that
has joined follows r' = F(r), from r = 0, and rests at the first r = F(r).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from ascendancy._numba import njit

_ROOT_HALF = math.sqrt(0.5)


@njit(inline="always")
def normal_share(z):  # type: ignore[no-untyped-def]
    """Share of a standard normal below ``z``."""
    return 0.5 * math.erfc(-z * _ROOT_HALF)


def joiners(thresholds: Sequence[int]) -> int:
    """How many of a finite crowd end up joining.

    Parameters
    ----------
    thresholds : sequence of int
        For each person, how many others must have joined before he does.

    Returns
    -------
    int

    Examples
    --------
    >>> from ascendancy.society.thresholds import joiners
    >>> joiners(range(100))
    100
    >>> joiners([0, 2, *range(2, 100)])
    1
    """
    ordered = np.sort(np.asarray(thresholds))
    stuck = np.flatnonzero(ordered > np.arange(ordered.size))
    return int(stuck[0]) if stuck.size else int(ordered.size)


@njit
def resting_share(mean, sd, months):  # type: ignore[no-untyped-def]
    """Share that has joined after ``months`` of r' = F(r) from nobody, thresholds Normal(mean, sd)."""
    share = 0.0
    for _ in range(months):
        share = normal_share((share - mean) / sd)
    return share
