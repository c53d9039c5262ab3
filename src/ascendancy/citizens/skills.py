"""A month of practice of a stretch of citizens: ``society/skills.py``, 64 at a time.

Skill k rises where its draw is below gain t (1 − k/15) and falls where it is above 1 − decay (1 − t) k/15; a unit's
sixteen chances of each are a table in a register. Output needs Σ productivity(skill): with N_k the citizens at level k
or above (``levels.py``) it is

    n · productivity(0) + Σ_k N_k (productivity(k) − productivity(k − 1))

so counts of levels serve for output and for the distinctions alike.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import five_draws, happens
from ascendancy.citizens.lookup import load_table, look_up_16, look_up_64
from ascendancy.citizens.vectors import (
    LANES,
    as_bytes,
    as_longs,
    bits,
    choose,
    count,
    high_bytes,
    load,
    low_bytes,
    ones,
    places8,
    places_steps,
    spread8,
    spread64,
    spread_steps,
    store,
)
from ascendancy.society.layout import ALLROUND, LEVELS

STRETCH = 2048
"""Citizens worked on at once: their skills stay in the nearest cache until they are counted."""
RISE, RISE_LOW, FALL, FALL_LOW, TABLE, TABLES = 0, 64, 128, 192, 16, 256
"""Where a duty's tables begin: chances by level, 16 a kind of time, upper and lower bytes; and how long they are."""


@njit_inner
def fill_tables(steps, kinds, tables):  # type: ignore[no-untyped-def]
    """Fill ``tables`` (4 × TABLES) from ``steps`` (3, 2, 4) for the first ``kinds`` kinds."""
    level = places_steps()
    beneath = spread_steps(LEVELS - 1) - level
    for d in range(4):
        for kind in range(kinds):
            j = d * TABLES + kind * TABLE
            rise, fall = spread_steps(steps[kind, 0, d]) * beneath, spread_steps(steps[kind, 1, d]) * level
            store(tables, j + RISE, high_bytes(rise))
            store(tables, j + RISE_LOW, low_bytes(rise))
            store(tables, j + FALL, high_bytes(fall))
            store(tables, j + FALL_LOW, low_bytes(fall))


@njit_inner
def chance(tables, j, skill, kind):  # type: ignore[no-untyped-def]
    """Bytes of chances from the table at ``j``; ``kind`` is None, or 16 times each citizen's."""
    if kind is None:
        return look_up_16(load_table(tables, j), skill)
    return look_up_64(load(tables, j), skill | kind)


@njit_inner
def practised(skill, draw, rest, duty, tables, kind):  # type: ignore[no-untyped-def]
    """Skills of one duty after a month."""
    j, draw, rest = duty * TABLES, as_bytes(draw), as_bytes(rest)
    rise, rise_low = chance(tables, j + RISE, skill, kind), chance(tables, j + RISE_LOW, skill, kind)
    fall, fall_low = chance(tables, j + FALL, skill, kind), chance(tables, j + FALL_LOW, skill, kind)
    other, other_rest = spread8(255) ^ draw, spread8(255) ^ rest
    falls = happens(other, other_rest, fall, fall_low)
    return skill + ones(happens(draw, rest, rise, rise_low)) - ones(falls)


@njit_inner
def practise(first, held, j, skill, slots, keys, kinds, tables):  # type: ignore[no-untyped-def]
    """A month of all four duties for ``held`` citizens from number ``first``, slot ``j``; returns who is all-round.

    A duty's ``slots`` of ``skill`` lie after the other's. ``kinds`` is a byte a citizen, his kind of time; None where
    all are at their own work.
    """
    allround = np.int64(0)
    following = five_draws(first, keys[2], keys[3])
    for i in range(0, held, LANES):
        here = choose(places8() < spread8(min(LANES, held - i)), spread8(255), spread8(0))
        kind = None if kinds is None else as_bytes(as_longs(load(kinds, i)) << spread64(4))
        at = j + i
        rest, a, b, c, d = following
        following = five_draws(
            first + i + LANES, keys[2], keys[3]
        )  # early: nothing has to wait for them then
        p = practised(load(skill, at), a, rest, 0, tables, kind) & here
        store(skill, at, p)
        at = at + slots
        q = practised(load(skill, at), b, rest, 1, tables, kind) & here
        store(skill, at, q)
        at = at + slots
        r = practised(load(skill, at), c, rest, 2, tables, kind) & here
        store(skill, at, r)
        at = at + slots
        s = practised(load(skill, at), d, rest, 3, tables, kind) & here
        store(skill, at, s)
        allround += count(bits((p & q & r & s) >= spread8(ALLROUND)))
    return allround


@njit_inner
def yield_steps(θ_specialisation, one, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (16) with productivity(0) and its steps from level to level, in units of 1/``one``."""
    before = np.int64(0)
    for k in range(LEVELS):
        level = np.int64(round(one * ((1.0 + k) / LEVELS) ** θ_specialisation))
        out[k] = level - before
        before = level
