"""One month of one unit: the citizens' pass, block by block.

A unit's citizens come into the nearest cache once: deaths and newcomers of the month before, opinions, and then –
when it is known how many are mobilised, since meetings and works take the unit's time in turn – practice, output and
counts. A last block that the unit does not fill is worked on in a copy padded with citizens who count for nothing.
Units in which anyone is at labour or under struggle, or may be sent or struck this month, take the longer way
(``apart.py``), in which those citizens' time is their own.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.apart import apart_month, set_apart
from ascendancy.citizens.draws import U32, U64, fill_draws, rounded
from ascendancy.citizens.layout import BLOCK, SUMS, TIME_UNIT, YIELD_UNIT, Rule, Sum
from ascendancy.citizens.opinion import count_opinions, move_opinions, opinion_integers
from ascendancy.citizens.population import come_and_go
from ascendancy.citizens.skills import count_allround, count_levels, practise, yield_steps
from ascendancy.rng import Stream, philox
from ascendancy.society.layout import LEVELS, WORKER
from ascendancy.society.parameters import S

N_DUTIES = 4
LARGEST_STEP = 65535 // 15


@njit
def copy(source, target):  # type: ignore[no-untyped-def]
    """Bytes of ``source`` to the front of ``target``: a plain loop, which costs a twentieth of a slice assignment."""
    for i in range(source.size):
        target[i] = source[i]


@njit
def clear(values, first):  # type: ignore[no-untyped-def]
    """Nothing from ``first`` on."""
    for i in range(first, values.size):
        values[i] = 0


@njit
def worked(rule, first, duty, mobilised):  # type: ignore[no-untyped-def]
    """Share of a month worked in a duty by those whose own time stands from column ``first``."""
    diverted = mobilised * rule[Rule.WORKS]
    time = rule[first + duty] * (1.0 - mobilised * rule[Rule.MEETINGS] - diverted)
    return time + diverted if duty == WORKER else time


@njit
def steps_of(rule, time, state):  # type: ignore[no-untyped-def]
    """Chances of a step of skill, × 65536 ÷ 15, for a share ``time`` of the month in a duty."""
    up = min(rounded(rule[Rule.GAIN] * time * 65536.0 / 15.0, state), LARGEST_STEP)
    down = min(rounded(rule[Rule.DECAY] * (1.0 - time) * 65536.0 / 15.0, state), LARGEST_STEP)
    return up, down


@njit
def opinions(start, size, citizens, keys, whole, words, draws, pad, counts):  # type: ignore[no-untyped-def]
    """Move the opinions of a unit of ``size`` from slot ``start``; ``counts`` (3) is filled."""
    counts[:] = 0
    for first in range(0, size, BLOCK):
        fill_draws(first, keys[0], keys[1], words)
        a, held = start + first, min(BLOCK, size - first)
        b = a + held
        if held == BLOCK:
            line, flags = citizens.line[a:b], citizens.flags[a:b]
            move_opinions(line, citizens.threshold[a:b], flags, draws, whole, pad[3])
            count_opinions(line, flags, counts)
            continue
        line, threshold, flags = pad[0], pad[1], pad[2]
        copy(citizens.line[a:b], line)
        copy(citizens.threshold[a:b], threshold)
        copy(citizens.flags[a:b], flags)
        move_opinions(line, threshold, flags, draws, whole, pad[3])
        clear(flags, held)
        count_opinions(line, flags, counts)
        copy(line[:held], citizens.line[a:b])
        copy(flags[:held], citizens.flags[a:b])


@njit
def practise_block(first, second, third, fourth, draws, steps, held, tails):  # type: ignore[no-untyped-def]
    """A month of all four duties for a block; adds to ``tails`` (4, 16) and returns who is all-round.

    Of a block that is not full, slots from ``held`` on are set to nothing before they are counted.
    """
    practise(first, draws[0], steps[0, 0], steps[0, 1])
    practise(second, draws[1], steps[1, 0], steps[1, 1])
    practise(third, draws[2], steps[2, 0], steps[2, 1])
    practise(fourth, draws[3], steps[3, 0], steps[3, 1])
    if held < BLOCK:
        clear(first, held)
        clear(second, held)
        clear(third, held)
        clear(fourth, held)
    count_levels(first, tails[0])
    count_levels(second, tails[1])
    count_levels(third, tails[2])
    count_levels(fourth, tails[3])
    return count_allround(first, second, third, fourth)


@njit
def practice(start, size, skill, keys, steps, words, draws, pad, tails):  # type: ignore[no-untyped-def]
    """A month of practice for a unit; adds to ``tails`` (4, 16) and returns who is all-round."""
    one, two, three, four = skill[0], skill[1], skill[2], skill[3]
    allround = 0
    for first in range(0, size, BLOCK):
        fill_draws(first, keys[2], keys[3], words)
        a, held = start + first, min(BLOCK, size - first)
        b = a + held
        if held == BLOCK:
            allround += practise_block(one[a:b], two[a:b], three[a:b], four[a:b], draws, steps, held, tails)
            continue
        for d in range(N_DUTIES):
            copy(skill[d, a:b], pad[d])
        allround += practise_block(pad[0], pad[1], pad[2], pad[3], draws, steps, held, tails)
        for d in range(N_DUTIES):
            copy(pad[d, :held], skill[d, a:b])
    return allround


@njit
def month_of_unit(u, t, citizens, units, rule, beyond, yields, seed, room, sums):  # type: ignore[no-untyped-def]
    """Move unit ``u`` through month ``t`` and add its integers to its cell's ``sums`` (SUMS)."""
    words, draws, pad, whole, counts, steps, tails, keys, state = room
    if t > 0:
        come_and_go(u, t, citizens, units, rule, seed, sums)
    size, start = np.int64(units.size[u]), units.start[u]
    if size == 0:
        units.expressed[u] = 0
        return
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    keys[0], keys[1], keys[2], keys[3] = philox(U32(u), U32(0), U32(t), U32(Stream.CITIZEN_MONTH), low, high)
    state[0] = U64(U64(keys[0]) << U64(32)) ^ U64(keys[3]) ^ U64(0x5851F42D4C957F2D)
    own = units.expressed[u] / size
    opinion_integers(rule, rule[Rule.OWN] * own + beyond, state, whole)
    opinions(start, size, citizens, keys, whole, words, draws, pad, counts)
    units.expressed[u] = counts[0]
    sums[Sum.CITIZENS] += size
    sums[Sum.EXPRESSED] += counts[0]
    sums[Sum.FALSIFIED] += counts[1]
    sums[Sum.MOBILISED] += counts[2]
    mobilised = counts[2] / size
    if set_apart(u, units, rule):
        apart_month(
            u, t, start, size, citizens, units, rule, mobilised, keys, state, yields, words, draws, seed, sums
        )
        return
    tails[:] = 0
    for d in range(N_DUTIES):
        time = worked(rule, Rule.HOME, d, mobilised)
        steps[d, 0], steps[d, 1] = steps_of(rule, time, state)
        sums[Sum.TIME + d] += size * np.int64(time * TIME_UNIT + 0.5)
    sums[Sum.ALLROUND] += practice(start, size, citizens.skill, keys, steps, words, draws, pad, tails)
    for d in range(N_DUTIES):
        made = size * yields[0]
        for k in range(1, LEVELS):
            made += tails[d, k] * yields[k]
            sums[Sum.TAILS + d * LEVELS + k] += tails[d, k]
        sums[Sum.OUTPUT + d] += made * np.int64(worked(rule, Rule.HOME, d, mobilised) * TIME_UNIT + 0.5)


@njit(nogil=True)
def month_of_units(first, last, t, citizens, units, rules, beyond, θ, seed, sums):  # type: ignore[no-untyped-def]
    """Move units ``first`` to ``last`` − 1 through month ``t``, adding to ``sums`` (cells, SUMS)."""
    yields = np.empty(LEVELS, dtype=np.int64)
    yield_steps(θ[S.SPECIALISATION], YIELD_UNIT, yields)
    words = np.empty(2 * BLOCK, dtype=np.uint32)
    room = (
        words,
        words.view(np.uint16).reshape(N_DUTIES, BLOCK),
        np.zeros((N_DUTIES, BLOCK), dtype=np.uint8),
        np.empty(9, dtype=np.int64),
        np.empty(3, dtype=np.int64),
        np.empty((N_DUTIES, 2), dtype=np.int64),
        np.empty((N_DUTIES, LEVELS), dtype=np.int64),
        np.empty(4, dtype=np.uint32),
        np.empty(1, dtype=np.uint64),
    )
    for u in range(first, last):
        c = units.cell[u]
        month_of_unit(u, t, citizens, units, rules[c], beyond[c], yields, seed, room, sums[c])


assert SUMS == Sum.TAILS + N_DUTIES * LEVELS
