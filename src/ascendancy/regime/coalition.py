"""Which set of people can rule without being removed by a part of itself.

The *ultimate ruling coalition* of Acemoglu, Egorov and Sonin, "Coalition formation in non-democracies",
Review of Economic Studies 75 (2008): a set Y *wins* in X when its power exceeds the share α of X's. A
coalition is *self-enforcing* when no proper part of it both wins in it and is itself self-enforcing. The
ruling coalition φ(X) is the least powerful among X itself and the self-enforcing coalitions that win in X.

The definition is recursive over all 2ⁿ subsets, but whether X is self-enforcing depends on one number alone,
the greatest power of a self-enforcing proper subset::

    best(X) = max over i in X of  ( power(X∖i) if X∖i is self-enforcing, else best(X∖i) )
    X is self-enforcing  ⇔  best(X) ≤ α · power(X)

so all subsets, taken by increasing size as bitmasks, need n·2ⁿ steps instead of 3ⁿ.

The theory assumes generic powers (no two coalitions equally powerful). Here powers that differ by less than
one part in 10¹² count as equal; exactly the share α does not win; among equally powerful coalitions the one
whose members, as increasing indices, come first in lexicographic order is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

EQUAL = 1e-12
MOST = 24


class Coalition(NamedTuple):
    """Members as increasing indices into the powers, and their power together."""

    members: tuple[int, ...]
    power: float


def ruling_coalition(powers: Sequence[float], alpha: float = 0.5) -> Coalition:
    """The ultimate ruling coalition of everybody.

    Parameters
    ----------
    powers : sequence of float
        Each person's power, above 0, any unit; 1 to 24 people.
    alpha : float
        The share of power that a winning part must exceed; 0.5 up to but not including 1.

    Returns
    -------
    Coalition

    Raises
    ------
    ValueError
        If there is nobody, or are more than 24 people, a power is not a positive number, or ``alpha`` is out
        of its range.

    Notes
    -----
    Twenty people take about half a second; time and memory double with each further one.

    Examples
    --------
    >>> from ascendancy.regime.coalition import ruling_coalition
    >>> ruling_coalition([3, 4, 5, 10])
    Coalition(members=(0, 1, 2), power=12.0)
    >>> ruling_coalition([3, 4, 8]).members
    (2,)
    """
    power = checked_powers(powers, alpha)
    total, enforcing = self_enforcing(power, alpha)
    everybody = total[-1]
    wins = enforcing & (total > alpha * everybody * (1 + EQUAL))
    wins[-1] = True
    least = total[wins].min()
    tied = np.flatnonzero(wins & (total <= least * (1 + EQUAL)))
    members = min(_members(int(mask)) for mask in tied)
    return Coalition(members, float(power[list(members)].sum()))


def checked_powers(powers: Sequence[float], alpha: float) -> NDArray[np.float64]:
    """Powers as an array, or ValueError saying what is wrong."""
    power = np.asarray(powers, dtype=np.float64)
    if power.ndim != 1 or not 1 <= power.size <= MOST:
        raise ValueError(f"found powers of shape {power.shape}, wanted a number each for 1 to {MOST} people")
    for index, value in enumerate(power):
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"found power {value} at position {index}, wanted a finite number above 0")
    if not 0.5 <= alpha < 1:
        raise ValueError(f"found alpha {alpha}, wanted at least 0.5 and below 1")
    return power


def self_enforcing(power: NDArray[np.float64], alpha: float) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Power of every subset, and whether it is self-enforcing; indexed by bitmask.

    Parameters
    ----------
    power : array of float, shape (n,)
    alpha : float

    Returns
    -------
    total : array of float, shape (2**n,)
    enforcing : array of bool, shape (2**n,)
        The empty set counts as not self-enforcing.
    """
    n = power.size
    total = np.zeros(1 << n)
    size = np.zeros(1 << n, dtype=np.uint8)
    for i in range(n):
        total[1 << i : 2 << i] = total[: 1 << i] + power[i]
        size[1 << i : 2 << i] = size[: 1 << i] + 1
    by_size = np.argsort(size, kind="stable")
    ends = np.cumsum(np.bincount(size, minlength=n + 1))
    enforcing = np.zeros(1 << n, dtype=np.bool_)
    below = np.zeros(1 << n)  # greatest power of a self-enforcing subset, the set itself included
    for k in range(1, n + 1):
        sets = by_size[ends[k - 1] : ends[k]]
        best = np.zeros(sets.size)
        for i in range(n):
            holds = (sets >> i) & 1 == 1
            best[holds] = np.maximum(best[holds], below[sets[holds] ^ (1 << i)])
        stands = best <= alpha * total[sets] * (1 + EQUAL)
        enforcing[sets] = stands
        below[sets] = np.where(stands, total[sets], best)
    return total, enforcing


def _members(mask: int) -> tuple[int, ...]:
    return tuple(i for i in range(mask.bit_length()) if mask >> i & 1)
