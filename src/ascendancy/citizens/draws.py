"""Draws for citizens, a byte at a time: cheap, keyed by what they decide, the same on any thread.

A unit's month has 32-bit keys of Philox (rng.py); a citizen's draws are hashes of his place in the unit under those
keys. Of every 64 citizens, 16 words are hashed – a byte a citizen – and every further byte is one more round of the
hash. Its constants are those of the lowest-bias two-round hash that Wellons' search found (Hash Prospector, 2018); that
of the further rounds is one of a hundred drawn at random, the one whose bytes were least dependent in pairs. A
chance p becomes the integer ⌊65536 p + u⌋ with u uniform and drawn once a unit and month, so that no chance is rounded
in the mean. The event is that two bytes are below it: the decision's own, and where that one is on the edge – one time
in 256 – a second, which several decisions of a citizen share.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit, njit_inner
from ascendancy.citizens.vectors import as_bytes, places32, spread32, store

U32, U64 = np.uint32, np.uint64
FIRST, SECOND, THIRD = U32(0x7FEB352D), U32(0x846CA68B), U32(0x9E3779B1)
FURTHER = U32(0x3C2DBBF1)


@njit(inline="always")
def mixed(x):  # type: ignore[no-untyped-def]
    """A bijection of 32 bits in which every bit of the argument moves every bit of the result."""
    x = U32(x ^ U32(x >> U32(16)))
    x = U32(x * FIRST)
    x = U32(x ^ U32(x >> U32(15)))
    x = U32(x * SECOND)
    return U32(x ^ U32(x >> U32(16)))


@njit(inline="always")
def first_draws(first, key, second_key):  # type: ignore[no-untyped-def]
    """A byte each for the 64 citizens from number ``first`` of a unit, as 16 words."""
    x = ((places32() + spread32(first >> 2)) * spread32(THIRD)) ^ spread32(key)
    x = x ^ (x >> spread32(16))
    x = x * spread32(FIRST)
    x = (x ^ (x >> spread32(15))) + spread32(second_key)
    x = x * spread32(SECOND)
    return x ^ (x >> spread32(16))


@njit(inline="always")
def next_draws(x):  # type: ignore[no-untyped-def]
    """The next byte each: one more round."""
    x = x * spread32(FURTHER)
    return x ^ (x >> spread32(17))


@njit_inner
def five_draws(first, key, second_key):  # type: ignore[no-untyped-def]
    """Five bytes each."""
    a = first_draws(first, key, second_key)
    b = next_draws(a)
    c = next_draws(b)
    d = next_draws(c)
    return a, b, c, d, next_draws(d)


@njit(inline="always")
def happens(draw, rest, high, low):  # type: ignore[no-untyped-def]
    """Where the two bytes of ``draw`` and ``rest`` are below those of a chance."""
    return (draw < high) | ((draw == high) & (rest < low))


@njit_inner
def fill_draws(first, key, second_key, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (n, 64) with n bytes each for the 64 citizens from number ``first`` of a unit."""
    x = first_draws(first, key, second_key)
    for n in range(len(out)):
        store(out[n], 0, as_bytes(x))
        x = next_draws(x)


@njit(inline="always")
def long_draw(bytes, k, n):  # type: ignore[no-untyped-def]
    """Draw ``k`` of 16 bits of the ``n``-th of 64 citizens, from what :func:`fill_draws` filled."""
    return np.int64(bytes[2 * k, n]) * 256 + np.int64(bytes[2 * k + 1, n])


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
