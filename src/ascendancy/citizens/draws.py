"""Sixteen-bit draws for citizens: cheap, keyed by what they decide, the same on any thread.

A unit's month has 32-bit keys of Philox (rng.py); a citizen's draws are hashes of his place in the unit under those
keys. Of every 64 citizens, 32 places are hashed twice over, which makes 128 draws of 16 bits: two a citizen; the mixer's
constants are those of the lowest-bias two-round hash that Wellons' search found (Hash Prospector, 2018). A chance p
becomes the event draw < ⌊65536 p + u⌋ with u uniform and drawn once a unit and month, so that no chance is rounded in
the mean.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit, njit_inner
from ascendancy.citizens.vectors import halves, places32, spread32, store

U32, U64 = np.uint32, np.uint64
FIRST, SECOND, THIRD = U32(0x7FEB352D), U32(0x846CA68B), U32(0x9E3779B1)


@njit(inline="always")
def mixed(x):  # type: ignore[no-untyped-def]
    """A bijection of 32 bits in which every bit of the argument moves every bit of the result."""
    x = U32(x ^ U32(x >> U32(16)))
    x = U32(x * FIRST)
    x = U32(x ^ U32(x >> U32(15)))
    x = U32(x * SECOND)
    return U32(x ^ U32(x >> U32(16)))


@njit(inline="always")
def two_draws(first, half, key, second_key):  # type: ignore[no-untyped-def]
    """Two draws each for the 64 citizens from number ``first`` of a unit; ``half`` (0 or 1) gives two more."""
    x = (places32() + spread32(first + 32 * half)) ^ spread32(key)
    x = x ^ (x >> spread32(16))
    x = x * spread32(FIRST)
    x = x ^ (x >> spread32(15))
    x = x * spread32(SECOND)
    x = x ^ (x >> spread32(16))
    y = (x + spread32(second_key)) * spread32(THIRD)
    return halves(x), halves(y ^ (y >> spread32(15)))


@njit_inner
def fill_draws(first, key, second_key, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (4, 64) with four draws each for the 64 citizens from number ``first`` of a unit."""
    a, b = two_draws(first, 0, key, second_key)
    c, d = two_draws(first, 1, key, second_key)
    store(out[0], 0, a)
    store(out[1], 0, b)
    store(out[2], 0, c)
    store(out[3], 0, d)


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
    """``x`` rounded down or up at random so that its mean is kept."""
    return np.int64(np.floor(x + next_uniform(state)))
