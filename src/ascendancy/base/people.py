"""Who is in a core, what they can do, who is lost and who comes.

Each has a duty of his own and a skill of 0 to 15 in each of the four. With *rotation* r he gives the share 1 − r of
his time to his own duty and r to all four, as the unit needs them. Skill starts where that practice rests and moves
by the society's own chances (``society/skills.py``). Losses strike at random, each person with the same chance.
Newcomers come out of the population around, with the skills of some occupation there, and take up the duty that has
fewest people for its need.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.base.parameters import B
from ascendancy.citizens.draws import U32, U64, next_uniform
from ascendancy.rng import Stream, philox
from ascendancy.society.skills import TOP, rest_chance, step_chances

DUTIES = 4
MEMORY = 12.0
"""Months over which practice is averaged."""


@njit
def open_month(seed, draw, unit, t, state):  # type: ignore[no-untyped-def]
    """Key the draws of a unit's month."""
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    a, b, _, _ = philox(U32(unit), U32(draw), U32(t), U32(Stream.BASE), low, high)
    state[0] = U64(U64(a) << U64(32)) ^ U64(b)


@njit
def skill_at(chance, state):  # type: ignore[no-untyped-def]
    """A skill drawn Binomial(15, chance)."""
    k = 0
    for _ in range(TOP):
        if next_uniform(state) < chance:
            k += 1
    return k


@njit
def own_time(duty, rotation, β, time):  # type: ignore[no-untyped-def]
    """Fill one person's time over the four duties."""
    for d in range(DUTIES):
        time[d] = rotation * β[B.NEED_WORKER + d] + (1.0 - rotation if d == duty else 0.0)


@njit
def fill_core(size, rotation, β, θ, duty, time, skill, practice, state):  # type: ignore[no-untyped-def]
    """Fill a full core: duties in proportion to needs (at the middles of n equal parts), skills at rest."""
    d, filled = 0, β[B.NEED_WORKER]
    for i in range(size):
        while d < DUTIES - 1 and i + 0.5 > filled * size:
            d += 1
            filled += β[B.NEED_WORKER + d]
        duty[i] = d
        own_time(d, rotation, β, time[i])
        for k in range(DUTIES):
            practice[i, k] = time[i, k]
            skill[i, k] = skill_at(rest_chance(time[i, k], θ), state)


@njit
def lose(n, chance, duty, skill, practice, state):  # type: ignore[no-untyped-def]
    """Take out the lost, the last filling each gap; how many are left."""
    i = 0
    while i < n:
        if next_uniform(state) < chance:
            n -= 1
            duty[i] = duty[n]
            skill[i] = skill[n]
            practice[i] = practice[n]
        else:
            i += 1
    return n


@njit
def let_in(n, size, chance, β, around, duty, skill, practice, state):  # type: ignore[no-untyped-def]
    """Fill each vacancy with this chance; how many there are then.

    ``around`` (occupations, 1 + 4): cumulative share of the population around, and where each skill rests.
    """
    held = np.zeros(DUTIES)
    for j in range(n):
        held[duty[j]] += 1.0
    for _ in range(size - n):
        if next_uniform(state) >= chance:
            continue
        wanted, least = 0, 1e300
        for d in range(DUTIES):
            share = held[d] / β[B.NEED_WORKER + d] if β[B.NEED_WORKER + d] > 0.0 else 1e300
            if share < least:
                wanted, least = d, share
        held[wanted] += 1.0
        u, o = next_uniform(state), 0
        while o < around.shape[0] - 1 and u >= around[o, 0]:
            o += 1
        duty[n] = wanted
        for d in range(DUTIES):
            skill[n, d] = skill_at(around[o, 1 + d], state)
            practice[n, d] = 0.0
        n += 1
    return n


@njit
def practise_core(n, θ, time, skill, practice, state):  # type: ignore[no-untyped-def]
    """A month of practice: skill by the society's chances, and the trailing year's time in each duty."""
    for i in range(n):
        for d in range(DUTIES):
            up, down = step_chances(time[i, d], θ)
            k = skill[i, d]
            u = next_uniform(state)
            if u < up * (TOP - k):
                skill[i, d] = k + 1
            elif u >= 1.0 - down * k:
                skill[i, d] = k - 1
            practice[i, d] += (time[i, d] - practice[i, d]) / MEMORY
