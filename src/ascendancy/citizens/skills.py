"""A month of practice of a block of citizens, and counts of their skills: ``society/skills.py``, citizen by citizen.

Skill k rises where its draw is below gain t (1 − k/15) and falls where it is above 1 − decay (1 − t) k/15. Output
needs Σ productivity(skill): with N_k the citizens at level k or above it is

    n · productivity(0) + Σ_k N_k (productivity(k) − productivity(k − 1))

so counts of levels, which are byte-wide and fast, serve for output and for the distinctions alike.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.layout import BLOCK
from ascendancy.society.layout import ALLROUND, LEVELS

U8, U16 = np.uint8, np.uint16
TOP = U16(LEVELS - 1)
FULL = U16(65535)
ENOUGH = U8(ALLROUND)


@njit
def practise(skill, draws, up, down):  # type: ignore[no-untyped-def]
    """One month of one duty: ``up`` and ``down`` are the chances of a step, × 65536 ÷ 15."""
    rising, falling = U16(up), U16(down)
    for i in range(BLOCK):
        k = U16(skill[i])
        rise = U16(draws[i] < U16(rising * U16(TOP - k)))
        fall = U16(U16(FULL - draws[i]) < U16(falling * k))
        skill[i] = U8(U16(U16(k + rise) - fall))


@njit
def count_levels(skill, tails):  # type: ignore[no-untyped-def]
    """Add to ``tails`` (16) how many of a block are at each level or above; level 0 is left alone.

    Beyond the block's lowest level a count is at most 255, so a byte holds it; beyond its highest nothing is counted.
    """
    lowest = U8(LEVELS - 1)
    for i in range(BLOCK):
        lowest = U8(min(lowest, skill[i]))
    for k in range(1, np.int64(lowest) + 1):
        tails[k] += BLOCK
    for k in range(np.int64(lowest) + 1, LEVELS):
        bar, count = U8(k), U8(0)
        for i in range(BLOCK):
            count = U8(count + U8(skill[i] >= bar))
        tails[k] += np.int64(count)
        if count == U8(0):
            break


@njit
def count_allround(first, second, third, fourth):  # type: ignore[no-untyped-def]
    """How many of a block have all four skills at the all-round level or above."""
    count = U16(0)
    for i in range(BLOCK):
        least = U8(min(U8(min(first[i], second[i])), U8(min(third[i], fourth[i]))))
        count = U16(count + U16(least >= ENOUGH))
    return np.int64(count)


@njit
def yield_steps(θ_specialisation, one, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (16) with productivity(0) and its steps from level to level, in units of 1/``one``."""
    before = np.int64(0)
    for k in range(LEVELS):
        level = np.int64(round(one * ((1.0 + k) / LEVELS) ** θ_specialisation))
        out[k] = level - before
        before = level
