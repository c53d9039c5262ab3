"""Labour and struggle: who of a stretch of citizens is set apart from his own work this month, 64 at a time.

*Struggle.* Whoever is free is struck with this month's chance; whoever is struck is released with his.
*Tempering.* Whoever is at his own work is sent with this month's chance, for a term drawn geometric with the stated
mean; whoever is at labour serves a month of his term and comes back when it is over. The struck do no work.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import U32, U64, first_draws, happens, mixed, next_draws, rounded
from ascendancy.citizens.layout import SENT, STRUCK, Rule
from ascendancy.citizens.vectors import (
    LANES,
    as_bytes,
    bits,
    choose,
    count,
    first_place,
    less_or_zero,
    load,
    mask_of,
    places8,
    spread8,
    store,
)

LONGEST = 255
TERMS = 4096
"""Equally likely terms of labour, from which one is drawn."""
NOT_APART = 0xFF ^ SENT ^ STRUCK


@njit_inner
def fill_terms(mean, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (TERMS) with terms from 1 on whose shares are geometric with this mean."""
    left, stay, month, filled = 1.0, 1.0 - 1.0 / max(mean, 1.0), 1, 0
    while filled < TERMS:
        left *= stay
        until = TERMS - np.int64(TERMS * left + 0.5) if month < LONGEST else TERMS
        while filled < until:
            out[filled] = month
            filled += 1
        month = min(month + 1, LONGEST)


@njit_inner
def set_apart(u, units, rule):  # type: ignore[no-untyped-def]
    """Whether anybody of the unit is at labour or under struggle, or may be this month."""
    return rule[Rule.SEND] > 0.0 or rule[Rule.STRIKE] > 0.0 or units.apart[u] != 0


@njit_inner
def apart_integers(rule, state, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (3) with a unit's chances of being sent, struck and kept under struggle, × 65536."""
    out[0] = min(rounded(rule[Rule.SEND] * 65536.0, state), 65535)
    out[1] = min(rounded(rule[Rule.STRIKE] * 65536.0, state), 65535)
    out[2] = min(rounded(rule[Rule.RELEASE] * 65536.0, state), 65535)


@njit_inner
def send_and_strike(first, held, j, citizens, keys, whole, terms, kinds, counts):  # type: ignore[no-untyped-def]
    """Move labour and struggle of ``held`` citizens from number ``first``, slot ``j``, by a month.

    ``keys`` are the unit's, ``whole`` from :func:`apart_integers`. ``kinds`` (a stretch) is filled with each citizen's
    kind of time – 0 at own work, 1 at labour, 2 under struggle – and ``counts`` (3) with how many are sent, struck, and
    at labour.
    """
    nothing, one, both = spread8(0), spread8(1), spread8(2)
    send, send_low = spread8(whole[0] >> 8), spread8(whole[0])
    strike, strike_low = spread8(whole[1] >> 8), spread8(whole[1])
    release, release_low = spread8(whole[2] >> 8), spread8(whole[2])
    all_sent, all_struck, all_away = np.int64(0), np.int64(0), np.int64(0)
    for i in range(0, held, LANES):
        rest = first_draws(first + i, keys[4], keys[5])
        by_struggle = next_draws(rest)
        by_labour, rest, by_struggle = (
            as_bytes(next_draws(by_struggle)),
            as_bytes(rest),
            as_bytes(by_struggle),
        )
        here = places8() < spread8(min(LANES, held - i))
        flags, labour = load(citizens.flags, j + i), load(citizens.labour, j + i)
        struck = (flags & spread8(STRUCK)) >= one
        struck = here & (
            struck
            ^ happens(
                by_struggle, rest, choose(struck, release, strike), choose(struck, release_low, strike_low)
            )
        )
        going = bits(here & (labour < one) & happens(by_labour, rest, send, send_low))
        labour = less_or_zero(labour, one)
        store(citizens.labour, j + i, labour)
        sent = (here & (labour >= one)) | mask_of(going)
        flags = flags & spread8(NOT_APART)
        flags = flags | choose(sent, spread8(SENT), nothing) | choose(struck, spread8(STRUCK), nothing)
        store(citizens.flags, j + i, flags)
        while going != U64(0):
            n = first_place(going)
            going = U64(going & U64(going - U64(1)))
            drawn = mixed(U32(U32(first + i + n) ^ keys[6]))
            citizens.labour[j + i + n] = terms[drawn >> U32(20)]
        away = sent ^ (sent & struck)
        store(kinds, i, choose(struck, both, choose(sent, one, nothing)))
        all_sent += count(bits(sent))
        all_struck += count(bits(struck))
        all_away += count(bits(away))
    counts[0], counts[1], counts[2] = all_sent, all_struck, all_away
