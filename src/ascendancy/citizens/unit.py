"""One month of one unit: the citizens' pass, 64 citizens at a time.

A unit's citizens come into the nearest cache once: deaths and newcomers of the month before, opinions, and then –
when it is known how many are mobilised, since meetings and works take the unit's time in turn – labour, struggle,
practice, output and counts. Beyond a unit's last citizen its slots are worked on and count for nothing.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit_inner
from ascendancy.citizens.apart import TERMS, apart_integers, fill_terms, send_and_strike, set_apart
from ascendancy.citizens.draws import U32, U64, rounded
from ascendancy.citizens.layout import SUMS, TIME_UNIT, YIELD_UNIT, Rule, Sum
from ascendancy.citizens.opinion import opinion_integers, opinions
from ascendancy.citizens.population import come_and_go
from ascendancy.citizens.skills import STRETCH, count_levels, count_levels_apart, practise, yield_steps
from ascendancy.citizens.vectors import LANES
from ascendancy.rng import Stream, philox
from ascendancy.society.layout import DUTIES, LEVELS, WORKER
from ascendancy.society.parameters import S

Floats = NDArray[np.float64]
N_DUTIES = len(DUTIES)
OWN, AWAY, STRUGGLE, KINDS = 0, 1, 2, 3
"""Kinds of time: at own work, at labour, under struggle."""
LARGEST_STEP = 65535 // (LEVELS - 1)


class Room(NamedTuple):
    """What a thread works in, and tables that hold for the month."""

    yields: NDArray[np.int64]  # (16,)
    terms: NDArray[np.uint8]  # (TERMS,)
    keys: NDArray[np.uint32]  # (8,)
    state: NDArray[np.uint64]  # (1,)
    whole: NDArray[np.int64]  # (9,)
    counts: NDArray[np.int64]  # (3,)
    time: NDArray[np.int64]  # (3, 4) by kind and duty
    steps: NDArray[np.int64]  # (3, 2, 4) by kind, gain or loss, duty
    kinds: NDArray[np.uint64]  # (2, STRETCH / 64)
    lowest: NDArray[np.int64]  # (4,)
    highest: NDArray[np.int64]  # (4,)
    tails: NDArray[np.int64]  # (4, 3, 16) by duty, kind and level


@njit_inner
def worked(rule, kind, duty, mobilised):  # type: ignore[no-untyped-def]
    """Share of a month worked in a duty by those of one kind of time."""
    if kind == STRUGGLE:
        return 0.0
    diverted = mobilised * rule[Rule.WORKS]
    time = rule[(Rule.HOME if kind == OWN else Rule.AWAY) + duty]
    time *= 1.0 - mobilised * rule[Rule.MEETINGS] - diverted
    return time + diverted if duty == WORKER else time


@njit_inner
def fill_time(rule, mobilised, kinds, state, time, steps):  # type: ignore[no-untyped-def]
    """Fill ``time`` and the chances of a step of skill, × 65536 ÷ 15, of the first ``kinds`` kinds."""
    for kind in range(kinds):
        for d in range(N_DUTIES):
            share = worked(rule, kind, d, mobilised)
            time[kind, d] = np.int64(share * TIME_UNIT + 0.5)
            up, down = rule[Rule.GAIN] * share, rule[Rule.DECAY] * (1.0 - share)
            steps[kind, 0, d] = min(rounded(up * 65536.0 / 15.0, state), LARGEST_STEP)
            steps[kind, 1, d] = min(rounded(down * 65536.0 / 15.0, state), LARGEST_STEP)


@njit_inner
def fill_keys(u, t, seed, keys):  # type: ignore[no-untyped-def]
    """The keys of a unit's month: four for opinions and practice, three for labour and struggle, one for who
    dies and who comes."""
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    keys[0], keys[1], keys[2], keys[3] = philox(U32(u), U32(0), U32(t), U32(Stream.CITIZEN_MONTH), low, high)
    keys[4], keys[5], keys[6], keys[7] = philox(U32(u), U32(0), U32(t), U32(Stream.CITIZEN_LABOUR), low, high)


@njit_inner
def clear(tails):  # type: ignore[no-untyped-def]
    """Nobody is counted yet."""
    for d in range(N_DUTIES):
        for kind in range(KINDS):
            for level in range(LEVELS):
                tails[d, kind, level] = 0


@njit_inner
def work(u, start, size, citizens, units, rule, mobilised, room, sums):  # type: ignore[no-untyped-def]
    """Labour, struggle, practice and output of a unit of ``size`` from slot ``start``; adds to ``sums``."""
    apart, skill, slots = set_apart(u, units, rule), citizens.skill, citizens.line.size
    counts, kinds, lowest, highest, tails = room.counts, room.kinds, room.lowest, room.highest, room.tails
    if apart:
        apart_integers(rule, room.state, room.whole)
    fill_time(rule, mobilised, KINDS if apart else 1, room.state, room.time, room.steps)
    clear(tails)
    all_sent, all_struck, allround, away = 0, 0, 0, 0
    for first in range(0, size, STRETCH):
        held, j = min(STRETCH, size - first), start + first
        several = False
        if apart:
            send_and_strike(first, held, j, citizens, room.keys, room.whole, room.terms, kinds, counts)
            all_sent += counts[0]
            all_struck += counts[1]
            away += counts[2]
            several = counts[0] + counts[1] > 0
        if several:
            allround += practise(first, held, j, skill, slots, room.keys, kinds, room.steps, lowest, highest)
        else:
            allround += practise(first, held, j, skill, slots, room.keys, None, room.steps, lowest, highest)
        for d in range(N_DUTIES):
            if several:
                count_levels_apart(skill, d * slots + j, held, d, lowest[d], highest[d], kinds, counts, tails)
            else:
                count_levels(skill, d * slots + j, held, d, lowest[d], highest[d], tails)
    units.apart[u] = 1 if all_sent + all_struck > 0 else 0
    sums[Sum.ALLROUND] += allround
    sums[Sum.SENT] += all_sent
    sums[Sum.STRUCK] += all_struck
    add_output(size - away - all_struck, away, room.time, room.yields, tails, sums)


@njit_inner
def add_output(own, away, time, yields, tails, sums):  # type: ignore[no-untyped-def]
    """Add time worked, output and levels of skill of a unit, of whom ``own`` are at own work and ``away`` at labour."""
    for d in range(N_DUTIES):
        at_own, at_labour = own * yields[0], away * yields[0]
        for k in range(1, LEVELS):
            at_own += tails[d, OWN, k] * yields[k]
            at_labour += tails[d, AWAY, k] * yields[k]
        sums[Sum.TIME + d] += own * time[OWN, d] + away * time[AWAY, d]
        sums[Sum.OUTPUT + d] += at_own * time[OWN, d] + at_labour * time[AWAY, d]
        first = Sum.TAILS + d * LEVELS
        for k in range(LEVELS):
            sums[first + k] += tails[d, OWN, k] + tails[d, AWAY, k] + tails[d, STRUGGLE, k]


@njit_inner
def month_of_unit(u, t, citizens, units, rule, beyond, seed, room, sums):  # type: ignore[no-untyped-def]
    """Move unit ``u`` through month ``t`` and add its integers to its cell's ``sums`` (SUMS)."""
    own = units.expressed[u] / max(units.size[u], 1)  # of those who were there when it was counted
    fill_keys(u, t, seed, room.keys)
    if t > 0:
        come_and_go(u, citizens, units, rule, room.keys[7], sums)
    size, start = np.int64(units.size[u]), units.start[u]
    sums[Sum.CITIZENS] += size
    if size == 0 or rule[Rule.REACHED] == 0.0:
        units.expressed[u] = 0
        return
    keys, state, whole, counts = room.keys, room.state, room.whole, room.counts
    state[0] = U64(U64(keys[0]) << U64(32)) ^ U64(keys[3]) ^ U64(0x5851F42D4C957F2D)
    opinion_integers(rule, rule[Rule.OWN] * own + beyond, state, whole)
    opinions(start, size, citizens, keys, whole, counts)
    units.expressed[u] = counts[0]
    sums[Sum.EXPRESSED] += counts[0]
    sums[Sum.FALSIFIED] += counts[1]
    sums[Sum.MOBILISED] += counts[2]
    work(u, start, size, citizens, units, rule, counts[2] / size, room, sums)


def make_room(θ: Floats) -> Room:
    """Room for a thread's month under these coefficients."""
    room = Room(
        np.empty(LEVELS, dtype=np.int64),
        np.empty(TERMS, dtype=np.uint8),
        np.empty(8, dtype=np.uint32),
        np.empty(1, dtype=np.uint64),
        np.empty(9, dtype=np.int64),
        np.empty(3, dtype=np.int64),
        np.zeros((KINDS, N_DUTIES), dtype=np.int64),
        np.zeros((KINDS, 2, N_DUTIES), dtype=np.int64),
        np.empty((2, STRETCH // LANES), dtype=np.uint64),
        np.empty(N_DUTIES, dtype=np.int64),
        np.empty(N_DUTIES, dtype=np.int64),
        np.empty((N_DUTIES, KINDS, LEVELS), dtype=np.int64),
    )
    yield_steps(θ[S.SPECIALISATION], YIELD_UNIT, room.yields)
    fill_terms(θ[S.LABOUR_TERM], room.terms)
    return room


@njit_inner(nogil=True)
def month_of_units(first, last, t, citizens, units, rules, beyond, seed, room, sums):  # type: ignore[no-untyped-def]
    """Move units ``first`` to ``last`` − 1 through month ``t``, adding to ``sums`` (cells, SUMS)."""
    for u in range(first, last):
        c = units.cell[u]
        month_of_unit(u, t, citizens, units, rules[c], beyond[c], seed, room, sums[c])


assert SUMS == Sum.TAILS + N_DUTIES * LEVELS
