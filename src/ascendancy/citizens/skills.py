"""A month of practice of a stretch of citizens, and counts of their skills: ``society/skills.py``, 64 at a time.

Skill k rises where its draw is below gain t (1 − k/15) and falls where it is above 1 − decay (1 − t) k/15. Output
needs Σ productivity(skill): with N_k the citizens at level k or above it is

    n · productivity(0) + Σ_k N_k (productivity(k) − productivity(k − 1))

so counts of levels serve for output and for the distinctions alike. They are taken between the lowest and the highest
level that a stretch shows.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import two_draws
from ascendancy.citizens.vectors import (
    LANES,
    bits,
    choose,
    count,
    higher,
    largest,
    load,
    lower,
    mask_of,
    ones,
    places8,
    smallest,
    spread8,
    spread16,
    store,
    wide,
)
from ascendancy.society.layout import ALLROUND, LEVELS

STRETCH = 1024
"""Citizens worked on at once: their skills stay in the nearest cache until they are counted."""


@njit_inner
def chances(kinds, i, duty, steps):  # type: ignore[no-untyped-def]
    """Chances of a step up and down, × 65536 ÷ 15, of the citizens of word ``i``; all alike where kinds are None."""
    if kinds is None:
        return spread16(steps[0, 0, duty]), spread16(steps[0, 1, duty])
    own, away = mask_of(kinds[0, i]), mask_of(kinds[1, i])
    up = choose(away, spread16(steps[1, 0, duty]), spread16(0))
    down = choose(away, spread16(steps[1, 1, duty]), spread16(steps[2, 1, duty]))
    return choose(own, spread16(steps[0, 0, duty]), up), choose(own, spread16(steps[0, 1, duty]), down)


@njit_inner
def practised(skill, draw, chance):  # type: ignore[no-untyped-def]
    """Skills of one duty after a month."""
    k = wide(skill)
    rise = ones(draw < chance[0] * (spread16(LEVELS - 1) - k))
    return skill + rise - ones((spread16(65535) - draw) < chance[1] * k)


@njit_inner
def practise(first, held, j, skill, slots, keys, kinds, steps, lowest, highest):  # type: ignore[no-untyped-def]
    """A month of all four duties for ``held`` citizens from number ``first``, slot ``j``; returns who is all-round.

    A duty's ``slots`` of ``skill`` lie after the other's. ``kinds`` (2, stretch ÷ 64) says who is at his own work and
    who at labour; None, that all are at their own work. ``steps`` (3, 2, 4) are chances of a step by kind of time.
    ``lowest`` and ``highest`` (4) are filled with the levels shown.
    """
    one, two, three, four = j, slots + j, 2 * slots + j, 3 * slots + j
    low0 = low1 = low2 = low3 = spread8(LEVELS - 1)
    high0 = high1 = high2 = high3 = spread8(0)
    allround = np.int64(0)
    for i in range(0, held, LANES):
        a, b = two_draws(first + i, 0, keys[2], keys[3])
        c, d = two_draws(first + i, 1, keys[2], keys[3])
        here = places8() < spread8(min(LANES, held - i))
        there, nobody = choose(here, spread8(255), spread8(0)), choose(here, spread8(0), spread8(255))
        p = practised(load(skill, one + i), a, chances(kinds, i // LANES, 0, steps)) & there
        q = practised(load(skill, two + i), b, chances(kinds, i // LANES, 1, steps)) & there
        r = practised(load(skill, three + i), c, chances(kinds, i // LANES, 2, steps)) & there
        s = practised(load(skill, four + i), d, chances(kinds, i // LANES, 3, steps)) & there
        store(skill, one + i, p)
        store(skill, two + i, q)
        store(skill, three + i, r)
        store(skill, four + i, s)
        low0, high0 = lower(low0, p | nobody), higher(high0, p)
        low1, high1 = lower(low1, q | nobody), higher(high1, q)
        low2, high2 = lower(low2, r | nobody), higher(high2, r)
        low3, high3 = lower(low3, s | nobody), higher(high3, s)
        allround += count(bits(lower(lower(p, q), lower(r, s)) >= spread8(ALLROUND)))
    lowest[0], lowest[1], lowest[2], lowest[3] = (
        smallest(low0),
        smallest(low1),
        smallest(low2),
        smallest(low3),
    )
    highest[0], highest[1], highest[2], highest[3] = (
        largest(high0),
        largest(high1),
        largest(high2),
        largest(high3),
    )
    return allround


@njit_inner
def count_levels(skill, j, held, duty, lowest, highest, tails):  # type: ignore[no-untyped-def]
    """Add to ``tails`` (4, 3, 16) how many of ``held`` citizens are at each level or above, their skill from ``j`` on.

    All count as at their own work.
    """
    for k in range(1, lowest + 1):
        tails[duty, 0, k] += held
    for k in range(lowest + 1, highest + 1):
        bar, found = spread8(k), np.int64(0)
        for i in range(0, held, LANES):
            found += count(bits(load(skill, j + i) >= bar))
        tails[duty, 0, k] += found


@njit_inner
def count_levels_apart(skill, j, held, duty, lowest, highest, kinds, counts, tails):  # type: ignore[no-untyped-def]
    """The same for those at their own work, at labour and under struggle apart.

    ``counts`` (3) says how many are at labour or under struggle as well, under struggle, and at labour.
    """
    for k in range(1, lowest + 1):
        tails[duty, 0, k] += held - counts[1] - counts[2]
        tails[duty, 1, k] += counts[2]
        tails[duty, 2, k] += counts[1]
    for k in range(lowest + 1, highest + 1):
        bar, own, away, everyone = spread8(k), np.int64(0), np.int64(0), np.int64(0)
        for i in range(0, held, LANES):
            found = bits(load(skill, j + i) >= bar)
            own += count(found & kinds[0, i // LANES])
            away += count(found & kinds[1, i // LANES])
            everyone += count(found)
        tails[duty, 0, k] += own
        tails[duty, 1, k] += away
        tails[duty, 2, k] += everyone - own - away


@njit_inner
def yield_steps(θ_specialisation, one, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (16) with productivity(0) and its steps from level to level, in units of 1/``one``."""
    before = np.int64(0)
    for k in range(LEVELS):
        level = np.int64(round(one * ((1.0 + k) / LEVELS) ** θ_specialisation))
        out[k] = level - before
        before = level
