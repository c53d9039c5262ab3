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
from ascendancy.citizens.levels import GROUP, count_levels, level
from ascendancy.citizens.opinion import opinion_integers, opinions
from ascendancy.citizens.population import come_and_go
from ascendancy.citizens.skills import STRETCH, TABLES, fill_tables, practise, yield_steps
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
    tables: NDArray[np.uint8]  # (4 × TABLES,) of skills.py
    kinds: NDArray[np.uint8]  # (STRETCH,) kind of time of each citizen
    spare: NDArray[np.uint8]  # (GROUP,)
    words: NDArray[np.uint64]  # (3, 4) of levels.py
    made: NDArray[np.int64]  # (2, 4) output of a month of nothing but the duty, by kind and duty


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
def work(u, start, size, citizens, units, rule, mobilised, room, sums):  # type: ignore[no-untyped-def]
    """Labour, struggle, practice and output of a unit of ``size`` from slot ``start``; adds to ``sums``."""
    apart, skill, slots = set_apart(u, units, rule), citizens.skill, citizens.line.size
    counts, kinds = room.counts, room.kinds
    if apart:
        apart_integers(rule, room.state, room.whole)
    fill_time(rule, mobilised, KINDS if apart else 1, room.state, room.time, room.steps)
    fill_tables(room.steps, KINDS if apart else 1, room.tables)
    room.made[:, :] = 0
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
            allround += practise(first, held, j, skill, slots, room.keys, kinds, room.tables)
        else:
            allround += practise(first, held, j, skill, slots, room.keys, None, room.tables)
        for d in range(N_DUTIES):
            if several:
                count_levels(skill, d * slots + j, held, kinds, room.spare, room.words)
            else:
                count_levels(skill, d * slots + j, held, None, room.spare, room.words)
            add_levels(d, several, room.words, room.yields, room.made, sums)
    units.apart[u] = 1 if all_sent + all_struck > 0 else 0
    sums[Sum.ALLROUND] += allround
    sums[Sum.SENT] += all_sent
    sums[Sum.STRUCK] += all_struck
    add_output(size - away - all_struck, away, room.time, room.yields, room.made, sums)


@njit_inner
def add_levels(d, several, words, yields, made, sums):  # type: ignore[no-untyped-def]
    """Add a stretch's citizens by level of skill in duty ``d`` to ``sums``, and what they yield to ``made``."""
    first, own, away = Sum.TAILS + d * LEVELS, np.int64(0), np.int64(0)
    for k in range(1, LEVELS):
        found = level(words[0], k)
        sums[first + k] += found
        if several:
            own += level(words[1], k) * yields[k]
            away += level(words[2], k) * yields[k]
        else:
            own += found * yields[k]
    made[OWN, d] += own
    made[AWAY, d] += away


@njit_inner
def add_output(own, away, time, yields, made, sums):  # type: ignore[no-untyped-def]
    """Add time worked and output of a unit, of whom ``own`` are at own work and ``away`` at labour."""
    for d in range(N_DUTIES):
        sums[Sum.TIME + d] += own * time[OWN, d] + away * time[AWAY, d]
        sums[Sum.OUTPUT + d] += (own * yields[0] + made[OWN, d]) * time[OWN, d]
        sums[Sum.OUTPUT + d] += (away * yields[0] + made[AWAY, d]) * time[AWAY, d]


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
        np.zeros(N_DUTIES * TABLES, dtype=np.uint8),
        np.zeros(STRETCH, dtype=np.uint8),
        np.zeros(GROUP, dtype=np.uint8),
        np.zeros((3, 4), dtype=np.uint64),
        np.zeros((2, N_DUTIES), dtype=np.int64),
    )
    yield_steps(θ[S.SPECIALISATION], YIELD_UNIT, room.yields)
    fill_terms(θ[S.LABOUR_TERM], room.terms)
    return room


@njit_inner(nogil=True, forceinline=False)
def month_of_units(first, last, t, citizens, units, rules, beyond, seed, room, sums):  # type: ignore[no-untyped-def]
    """Move units ``first`` to ``last`` − 1 through month ``t``, adding to ``sums`` (cells, SUMS)."""
    for u in range(first, last):
        c = units.cell[u]
        month_of_unit(u, t, citizens, units, rules[c], beyond[c], seed, room, sums[c])


assert SUMS == Sum.TAILS + N_DUTIES * LEVELS
