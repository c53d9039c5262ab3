"""How many citizens are at each level of a skill or above: bits are counted, 512 citizens at once.

A skill is a number of four bits. Eight vectors of 64 skills are turned into four of one bit a citizen (*planes*), of
which the fifteen levels are two operations each: k ≥ 4h + l where the upper two bits are above h, or at least h and
the lower two at least l. Four levels' counts are kept in one word, 16 bits each.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import U64
from ascendancy.citizens.vectors import LANES, as_longs, counts, load, spread8, spread64, store, total

GROUP = 8 * LANES
"""Citizens whose bits fill a vector."""
PAIRS, SINGLES = 0x3333333333333333, 0x5555555555555555


@njit_inner
def two(skill, j):  # type: ignore[no-untyped-def]
    """The skills of 64 citizens from ``j`` on in the lower four bits of each byte, of the next 64 in the upper."""
    return as_longs(load(skill, j)) | (as_longs(load(skill, j + LANES)) << spread64(4))


@njit_inner
def planes(skill, j):  # type: ignore[no-untyped-def]
    """Four vectors with the lowest to the highest bit of the skills of 512 citizens from ``j`` on."""
    pairs, one, both = spread64(PAIRS), spread64(1), spread64(2)
    singles = spread64(SINGLES)
    a, b, c, d = (
        two(skill, j),
        two(skill, j + 2 * LANES),
        two(skill, j + 4 * LANES),
        two(skill, j + 6 * LANES),
    )
    low, high = (a & pairs) | ((c & pairs) << both), ((a >> both) & pairs) | (c ^ (c & pairs))
    low2, high2 = (b & pairs) | ((d & pairs) << both), ((b >> both) & pairs) | (d ^ (d & pairs))
    return (
        (low & singles) | ((low2 & singles) << one),
        ((low >> one) & singles) | (low2 ^ (low2 & singles)),
        (high & singles) | ((high2 & singles) << one),
        ((high >> one) & singles) | (high2 ^ (high2 & singles)),
    )


@njit_inner
def three(first, second, third):  # type: ignore[no-untyped-def]
    """Three counts in one word."""
    return counts(first) + (counts(second) << spread64(16)) + (counts(third) << spread64(32))


@njit_inner
def four(first, second, third, fourth):  # type: ignore[no-untyped-def]
    """Four counts in one word."""
    return three(first, second, third) + (counts(fourth) << spread64(48))


@njit_inner
def tails(bits):  # type: ignore[no-untyped-def]
    """Counts of levels 1 to 4, 5 to 8, 9 to 12 and 13 to 15 from four planes."""
    l1, l2, l3 = bits[0] | bits[1], bits[1], bits[0] & bits[1]
    h1, h2, h3 = bits[2] | bits[3], bits[3], bits[2] & bits[3]
    return (
        four(h1 | l1, h1 | l2, h1 | l3, h1),
        four(h2 | (h1 & l1), h2 | (h1 & l2), h2 | (h1 & l3), h2),
        four(h3 | (h2 & l1), h3 | (h2 & l2), h3 | (h2 & l3), h3),
        three(h3 & l1, h3 & l2, h3 & l3),
    )


@njit_inner
def plus(some, more):  # type: ignore[no-untyped-def]
    """Sums of two fours."""
    return some[0] + more[0], some[1] + more[1], some[2] + more[2], some[3] + more[3]


@njit_inner
def only(bits, those):  # type: ignore[no-untyped-def]
    """Planes of some citizens alone."""
    return bits[0] & those, bits[1] & those, bits[2] & those, bits[3] & those


@njit_inner
def words(found, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (4) with four sums."""
    out[0], out[1], out[2], out[3] = total(found[0]), total(found[1]), total(found[2]), total(found[3])


@njit_inner
def last_planes(skill, j, held, spare):  # type: ignore[no-untyped-def]
    """Planes of the last ``held`` citizens, fewer than 512, by way of ``spare`` (512)."""
    for k in range(0, GROUP, LANES):
        store(spare, k, load(skill, j + k) if k < held else spread8(0))
    return planes(spare, 0)


@njit_inner
def count_levels(skill, j, held, kinds, spare, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (3, 4) with counts of ``held`` citizens, their skill from ``j`` on; nobody's skill beyond is 0.

    Rows are everyone and, unless ``kinds`` (a byte each) is None, those at their own work (0) and at labour (1).
    """
    nobody = spread64(0)
    everyone = own = away = (nobody, nobody, nobody, nobody)
    for i in range(0, held, GROUP):
        whole = held - i > GROUP - LANES
        shown = planes(skill, j + i) if whole else last_planes(skill, j + i, held - i, spare)
        everyone = plus(everyone, tails(shown))
        if kinds is not None:
            kind = planes(kinds, i)
            own = plus(own, tails(only(shown, spread64(-1) ^ (kind[0] | kind[1]))))
            away = plus(away, tails(only(shown, kind[0])))
    words(everyone, out[0])
    if kinds is not None:
        words(own, out[1])
        words(away, out[2])


@njit_inner
def level(words, k):  # type: ignore[no-untyped-def]
    """How many are at level ``k`` (1 to 15) or above."""
    return np.int64(U64(words[(k - 1) >> 2] >> U64(16 * ((k - 1) & 3))) & U64(0xFFFF))
