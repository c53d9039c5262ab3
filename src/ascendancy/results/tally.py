"""Counting persons' states over an ensemble in one pass, history by history: the sum has one order."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.regime.state import LINES, STANCES, STATUSES

STANCE_AT = 1
STATUS_AT = STANCE_AT + len(STANCES)
WIDTH = STATUS_AT + len(STATUSES)
DEAD = STATUSES.index("dead")
SCALE = np.asarray(LINES)


@njit
def tally(
    line: NDArray[np.int8],
    stance: NDArray[np.int8],
    status: NDArray[np.int8],
    weights: NDArray[np.float64],
    scale: NDArray[np.float64],
) -> Any:
    """Weighted sums over histories.

    Parameters
    ----------
    line, stance, status : (J, T, N) int8
    weights : (J,) sum 1
    scale : value of each of the lines' levels

    Returns
    -------
    (T, N, 9): Σ w·x of the living; weight of each stance among the living; weight of each status
    """
    histories, months, persons = line.shape
    out = np.zeros((months, persons, WIDTH))
    for j in range(histories):
        w = weights[j]
        for t in range(months):
            for n in range(persons):
                where = status[j, t, n]
                out[t, n, STATUS_AT + where] += w
                if where != DEAD:
                    out[t, n, 0] += w * scale[line[j, t, n]]
                    out[t, n, STANCE_AT + stance[j, t, n]] += w
    return out
