"""Who dies and who comes: the last month's deaths and newcomers, taken out and put in when a unit is next opened.

A unit of n citizens loses n · famine beyond the usual and n · deaths as usual, and gains n · (growth + deaths);
fractions are carried over from month to month in 2^-32, so that nothing is lost to rounding. Who dies is drawn among
all; his slot is taken by the unit's last citizen. A newcomer takes after a citizen of his unit drawn at random: he
holds his line and threshold, shows what he shows and can what he can, so that growth by itself changes no share.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import U32, mixed
from ascendancy.citizens.layout import Rule, Sum

ONE = 4294967296.0


@njit_inner
def copy_citizen(citizens, source, target):  # type: ignore[no-untyped-def]
    """Make who is in slot ``target`` like who is in ``source``."""
    citizens.line[target] = citizens.line[source]
    citizens.threshold[target] = citizens.threshold[source]
    citizens.flags[target] = citizens.flags[source]
    citizens.labour[target] = citizens.labour[source]
    for d in range(4):
        citizens.skill[d, target] = citizens.skill[d, source]


@njit_inner
def somebody(n, key, size):  # type: ignore[no-untyped-def]
    """The number of one of ``size`` citizens, drawn for the ``n``-th decision under ``key``."""
    return (np.int64(mixed(U32(U32(n) ^ key))) * size) >> 32


@njit_inner
def come_and_go(u, citizens, units, rule, key, sums):  # type: ignore[no-untyped-def]
    """Take out last month's dead of unit ``u`` and let newcomers in."""
    size, start = np.int64(units.size[u]), units.start[u]
    dying = np.int64(units.died[u]) + np.int64(size * rule[Rule.FAMINE] * ONE)
    passing = np.int64(units.passed[u]) + np.int64(size * rule[Rule.DEATHS] * ONE)
    coming = np.int64(units.born[u]) + np.int64(size * (rule[Rule.GROWTH] + rule[Rule.DEATHS]) * ONE)
    units.died[u] = np.uint32(dying & 0xFFFFFFFF)
    units.passed[u] = np.uint32(passing & 0xFFFFFFFF)
    units.born[u] = np.uint32(coming & 0xFFFFFFFF)
    hungry, usual, new = dying >> 32, passing >> 32, coming >> 32
    if hungry > size:
        hungry = size
    if usual > size - hungry:
        usual = size - hungry
    gone = hungry + usual
    if new < 0:  # a cell that shrinks faster than its people die
        gone += min(-new, size - gone)
        sums[Sum.BORN] -= gone - hungry - usual
    sums[Sum.DIED] += hungry
    sums[Sum.PASSED] += usual
    for n in range(gone):
        chosen = somebody(n, key, size)
        size -= 1
        copy_citizen(citizens, start + size, start + chosen)
    for n in range(new):
        if size == units.room[u] or size == 0:
            sums[Sum.TURNED_AWAY] += 1
            continue
        copy_citizen(citizens, start + somebody(gone + n, key, size), start + size)
        size += 1
        sums[Sum.BORN] += 1
    units.size[u] = np.int32(size)
