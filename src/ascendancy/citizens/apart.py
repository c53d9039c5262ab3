"""The longer way through a unit's month: those at labour or under struggle, whose time is their own.

*Struggle.* Whoever is free is struck with this month's chance; whoever is struck is released with his.
*Tempering.* Whoever is at his own work is sent with this month's chance, for a term drawn geometric with the stated
mean; whoever is at labour serves a month of his term and comes back when it is over. The struck do no work.
"""

from __future__ import annotations

import math

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.draws import U32, fill_draws, mixed, rounded
from ascendancy.citizens.layout import BLOCK, SENT, STRUCK, TIME_UNIT, Rule, Sum
from ascendancy.rng import Stream, philox
from ascendancy.society.layout import ALLROUND, LEVELS, WORKER

N_DUTIES = 4
U8, U64 = np.uint8, np.uint64
LONGEST = 255
ONE = 4294967296.0
KEPT = U8(0xFF ^ SENT ^ STRUCK)


@njit
def set_apart(u, units, rule):  # type: ignore[no-untyped-def]
    """Whether anybody of the unit is at labour or under struggle, or may be this month."""
    return rule[Rule.SEND] > 0.0 or rule[Rule.STRIKE] > 0.0 or units.apart[u] != 0


@njit
def term(u, mean):  # type: ignore[no-untyped-def]
    """Months of labour: geometric from 1 with this mean, by a uniform ``u`` in (0, 1)."""
    if mean <= 1.0:
        return 1
    return min(LONGEST, 1 + int(math.log(u) / math.log(1.0 - 1.0 / mean)))


@njit
def send_and_strike(u, t, start, size, citizens, rule, seed):  # type: ignore[no-untyped-def]
    """Move labour and struggle of a unit by a month."""
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    a, b, c, _ = philox(U32(u), U32(0), U32(t), U32(Stream.CITIZEN_LABOUR), low, high)
    send, strike, release = rule[Rule.SEND] * ONE, rule[Rule.STRIKE] * ONE, rule[Rule.RELEASE] * ONE
    for i in range(size):
        j = start + i
        flag = citizens.flags[j]
        here = U32(U32(i) * U32(0x9E3779B9))
        struck = (flag & U8(STRUCK)) != 0
        first = mixed(U32(here ^ a))
        struck = first >= release if struck else first < strike
        left = citizens.labour[j]
        if left > 0:
            left = U8(left - 1)
        elif mixed(U32(here ^ b)) < send:
            left = U8(term((mixed(U32(here ^ c)) + 0.5) / ONE, rule[Rule.TERM]))
        citizens.labour[j] = left
        flag = U8(flag & KEPT)
        if left > 0:
            flag = U8(flag | U8(SENT))
        if struck:
            flag = U8(flag | U8(STRUCK))
        citizens.flags[j] = flag


@njit
def class_steps(rule, mobilised, state, time, steps):  # type: ignore[no-untyped-def]
    """Fill time worked (3, 4) and chances of a step (3, 4, 2): at own work, at labour, under struggle."""
    diverted = mobilised * rule[Rule.WORKS]
    for k in range(3):
        for d in range(N_DUTIES):
            share = 0.0
            if k < 2:
                share = rule[(Rule.HOME if k == 0 else Rule.AWAY) + d]
                share *= 1.0 - mobilised * rule[Rule.MEETINGS] - diverted
                if d == WORKER:
                    share += diverted
            time[k, d] = np.int64(share * TIME_UNIT + 0.5)
            steps[k, d, 0] = min(rounded(rule[Rule.GAIN] * share * 65536.0 / 15.0, state), 65535 // 15)
            steps[k, d, 1] = min(
                rounded(rule[Rule.DECAY] * (1.0 - share) * 65536.0 / 15.0, state), 65535 // 15
            )


@njit
def apart_month(  # type: ignore[no-untyped-def]
    u, t, start, size, citizens, units, rule, mobilised, keys, state, yields, words, draws, seed, sums
):
    """Labour, struggle, practice and output of a unit, citizen by citizen; adds to ``sums``."""
    time = np.empty((3, N_DUTIES), dtype=np.int64)
    steps = np.empty((3, N_DUTIES, 2), dtype=np.int64)
    levels = np.zeros((N_DUTIES, LEVELS), dtype=np.int64)
    productivity = np.cumsum(yields)
    class_steps(rule, mobilised, state, time, steps)
    send_and_strike(u, t, start, size, citizens, rule, seed)
    away = np.int64(0)
    for i in range(size):
        if i % BLOCK == 0:
            fill_draws(i, keys[2], keys[3], words)
        j = start + i
        flag = citizens.flags[j]
        struck, sent = (flag & U8(STRUCK)) != 0, (flag & U8(SENT)) != 0
        k = 2 if struck else (1 if sent else 0)
        least = np.int64(LEVELS)
        for d in range(N_DUTIES):
            level = np.int64(citizens.skill[d, j])
            draw = np.int64(draws[d, i % BLOCK])
            rise = draw < steps[k, d, 0] * (LEVELS - 1 - level)
            fall = 65535 - draw < steps[k, d, 1] * level
            level += np.int64(rise) - np.int64(fall)
            citizens.skill[d, j] = U8(level)
            levels[d, level] += 1
            if level < least:
                least = level
            sums[Sum.TIME + d] += time[k, d]
            sums[Sum.OUTPUT + d] += time[k, d] * productivity[level]
        away += np.int64(struck or sent)
        sums[Sum.ALLROUND] += np.int64(least >= ALLROUND)
        sums[Sum.SENT] += np.int64(sent)
        sums[Sum.STRUCK] += np.int64(struck)
    for d in range(N_DUTIES):
        for level in np.arange(LEVELS - 2, -1, -1):
            levels[d, level] += levels[d, level + 1]  # from those at a level to those at it or above
            sums[Sum.TAILS + d * LEVELS + level + 1] += levels[d, level + 1]
    units.apart[u] = 1 if away > 0 else 0
