"""From a month's integers to the measures of ``society/layout.py``, and to the same by place and setting.

Shares are of citizens; outputs are ratios to what the same people yielded at the start of the case; the distinction
index is the coarse society's own function on rows summed from the counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy.citizens.layout import TIME_UNIT, YIELD_UNIT, Sum
from ascendancy.citizens.rules import households, share
from ascendancy.society.layout import (
    AGGREGATES,
    COUNTRY,
    INTELLECTUALS,
    LEVELS,
    OFFICIALS,
    YOUTH,
    Aggregate,
    Fixed,
)
from ascendancy.society.measures import N_DUTIES, ROW, distinction

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SHARES = {
    Aggregate.PURITY: Sum.EXPRESSED,
    Aggregate.FALSIFICATION: Sum.FALSIFIED,
    Aggregate.MOBILISED: Sum.MOBILISED,
    Aggregate.SENT_DOWN: Sum.SENT,
    Aggregate.STRUGGLED: Sum.STRUCK,
    Aggregate.ALLROUND: Sum.ALLROUND,
}
TEMPERED = {
    Aggregate.TEMPERING_INTELLECTUALS: INTELLECTUALS,
    Aggregate.TEMPERING_OFFICIALS: OFFICIALS,
    Aggregate.TEMPERING_YOUTH: YOUTH,
}


def ratio(part: float, whole: float, otherwise: float = 0.0) -> float:
    """part / whole, ``otherwise`` where the whole is 0."""
    return float(part / whole) if whole > 0.0 else otherwise


def row_of(sums: Floats) -> Floats:
    """A group's row for the distinction index: time, then shares of each level of skill, by citizens."""
    out = np.empty(ROW)
    out[:N_DUTIES] = sums[Sum.TIME : Sum.TIME + N_DUTIES]
    tails = sums[Sum.TAILS :].reshape(N_DUTIES, LEVELS).copy()
    tails[:, 0] = sums[Sum.CITIZENS]
    out[N_DUTIES:] = (tails - np.concatenate([tails[:, 1:], np.zeros((N_DUTIES, 1))], axis=1)).reshape(-1)
    return out


def output_a_head(sums: NDArray[Any]) -> Floats:
    """Output of each duty a citizen and cell, in months of full skill: shape (C, 4)."""
    made = sums[:, Sum.OUTPUT : Sum.OUTPUT + N_DUTIES] / (TIME_UNIT * YIELD_UNIT)
    heads = np.maximum(sums[:, Sum.CITIZENS], 1)
    return np.asarray(made / heads[:, None])


def distinctions(sums: Floats, fixed: Floats) -> tuple[float, float]:
    """Distinction of town and country, of mental and manual work, over these cells."""
    country, mental = fixed[:, Fixed.SETTING] == COUNTRY, fixed[:, Fixed.MENTAL] == 1.0
    rows = [row_of(sums[side].sum(axis=0)) for side in (country, ~country, ~mental, mental)]
    return float(distinction(rows[0], rows[1])), float(distinction(rows[2], rows[3]))


def with_dependants(sums: Ints, fixed: Floats) -> Floats:
    """Sums of cells that count their children and old with those of working age; float64[C, SUMS].

    Parameters
    ----------
    sums : int64[C, SUMS]
    fixed : float64[C, FIXED_SIZE]
        Of all cells: dependants name theirs by its place.
    """
    own = sums[:, Sum.CITIZENS]
    return np.asarray(sums * share(households(fixed, own), own)[:, None])


def measure(sums: Floats, fixed: Floats, base: Floats, out: Floats) -> None:
    """Fill the measures of some cells, food and deaths apart.

    Parameters
    ----------
    sums : float64[C, SUMS]
        From :func:`with_dependants`.
    fixed : float64[C, FIXED_SIZE]
    base : float64[C, 4]
        Output a head of each duty at the start.
    out : float64[len(AGGREGATES)]
    """
    total = sums.sum(axis=0)
    heads = float(total[Sum.CITIZENS])
    for column, counted in SHARES.items():
        out[column] = ratio(total[counted], heads)
    out[Aggregate.DISTINCTION_TOWN_COUNTRY], out[Aggregate.DISTINCTION_MENTAL_MANUAL] = distinctions(
        sums, fixed
    )
    made = (sums[:, Sum.CITIZENS, None] * output_a_head(sums)).sum(axis=0)
    usual = (sums[:, Sum.CITIZENS, None] * base).sum(axis=0)
    for d in range(N_DUTIES):
        out[Aggregate.OUTPUT + d] = ratio(made[d], usual[d], 1.0)
    out[Aggregate.OUTPUT_TOTAL] = ratio(made.sum(), usual.sum(), 1.0)
    for column, group in TEMPERED.items():
        chosen = fixed[:, Fixed.GROUP] == group
        out[column] = ratio(sums[chosen, Sum.SENT].sum(), sums[chosen, Sum.CITIZENS].sum())


assert len(AGGREGATES) == Aggregate.OUTPUT_TOTAL + 1
