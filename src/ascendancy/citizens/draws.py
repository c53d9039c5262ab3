"""Sixteen-bit draws for citizens: cheap, keyed by what they decide, the same on any thread.

A unit's month has two 32-bit keys of Philox (rng.py); a citizen's draws are hashes of his place in the unit under
those keys, three multiplications for two 32-bit words, four draws of 16 bits. The mixer's constants are those of the
lowest-bias two-round hash that Wellons' search found (Hash Prospector, 2018). A chance p becomes the event
draw < ⌊65536 p + u⌋ with u uniform and drawn once a unit and month, so that no chance is rounded in the mean.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.layout import BLOCK

U16, U32, U64 = np.uint16, np.uint32, np.uint64
FIRST, SECOND, THIRD = U32(0x7FEB352D), U32(0x846CA68B), U32(0x9E3779B1)


@njit(inline="always")
def mixed(x):  # type: ignore[no-untyped-def]
    """A bijection of 32 bits in which every bit of the argument moves every bit of the result."""
    x = U32(x ^ U32(x >> U32(16)))
    x = U32(x * FIRST)
    x = U32(x ^ U32(x >> U32(15)))
    x = U32(x * SECOND)
    return U32(x ^ U32(x >> U32(16)))


@njit
def fill_draws(first, key, second_key, words):  # type: ignore[no-untyped-def]
    """Fill ``words`` (2 × BLOCK) for the citizens from number ``first`` of a unit; seen as 16 bits: four draws each."""
    for i in range(BLOCK):
        x = mixed(U32(U32(U32(first) + U32(i)) ^ key))
        y = U32(U32(x + second_key) * THIRD)
        words[i] = x
        words[BLOCK + i] = U32(y ^ U32(y >> U32(15)))


@njit(inline="always")
def next_uniform(state):  # type: ignore[no-untyped-def]
    """One step of SplitMix64 (Steele, Lea and Flood 2014) in ``state[0]``: a uniform in [0, 1)."""
    state[0] = U64(state[0] + U64(0x9E3779B97F4A7C15))
    z = state[0]
    z = U64((z ^ U64(z >> U64(30))) * U64(0xBF58476D1CE4E5B9))
    z = U64((z ^ U64(z >> U64(27))) * U64(0x94D049BB133111EB))
    z = U64(z ^ U64(z >> U64(31)))
    return np.float64(z >> U64(11)) * (1.0 / 9007199254740992.0)


@njit(inline="always")
def rounded(x, state):  # type: ignore[no-untyped-def]
    """``x`` ≥ 0 rounded down or up at random so that its mean is kept."""
    return np.int64(x + next_uniform(state))
