"""Who dies and who comes: the last month's famine and growth, taken out and put in when a unit is next opened.

A unit of n citizens loses n · famine and gains n · growth; fractions are carried over from month to month in 2^-32,
so that nothing is lost to rounding. Who dies is drawn among all; his slot is taken by the unit's last citizen. A
newcomer takes after a citizen of his unit drawn at random: he holds his line and threshold, shows what he shows and
can what he can, so that growth by itself changes no share.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.layout import Rule, Sum
from ascendancy.rng import Stream, uniform

ONE = 4294967296.0


@njit
def _copy(citizens, source, target):  # type: ignore[no-untyped-def]
    citizens.line[target] = citizens.line[source]
    citizens.threshold[target] = citizens.threshold[source]
    citizens.flags[target] = citizens.flags[source]
    citizens.labour[target] = citizens.labour[source]
    for d in range(citizens.skill.shape[0]):
        citizens.skill[d, target] = citizens.skill[d, source]


@njit
def come_and_go(u, t, citizens, units, rule, seed, sums):  # type: ignore[no-untyped-def]
    """Take out last month's dead of unit ``u`` and let newcomers in."""
    size = np.int64(units.size[u])
    dying = np.int64(units.died[u]) + np.int64(size * rule[Rule.FAMINE] * ONE)
    coming = np.int64(units.born[u]) + np.int64(size * rule[Rule.GROWTH] * ONE)
    dead, new = min(size, dying >> 32), coming >> 32
    units.died[u] = np.uint32(dying & 0xFFFFFFFF)
    units.born[u] = np.uint32(coming & 0xFFFFFFFF)
    start = units.start[u]
    for n in range(dead):
        chosen = start + np.int64(uniform(seed, Stream.CITIZEN_LABOUR, t, u, 1 + 2 * n) * size)
        size -= 1
        _copy(citizens, start + size, chosen)
    sums[Sum.DIED] += dead
    if new < 0:  # a cell that shrinks
        leaving = min(size, -new)
        for n in range(leaving):
            chosen = start + np.int64(uniform(seed, Stream.CITIZEN_LABOUR, t, u, 2 + 2 * n) * size)
            size -= 1
            _copy(citizens, start + size, chosen)
        sums[Sum.BORN] -= leaving
    for n in range(new):
        if size == units.room[u] or size == 0:
            sums[Sum.TURNED_AWAY] += 1
            continue
        chosen = start + np.int64(uniform(seed, Stream.CITIZEN_LABOUR, t, u, 2 + 2 * n) * size)
        _copy(citizens, chosen, start + size)
        size += 1
        sums[Sum.BORN] += 1
    units.size[u] = np.int32(size)
