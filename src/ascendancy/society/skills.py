"""Skill in each of the four duties, gained by practice and lost without it (MODEL.md step 9).

A citizen has a skill of 0 to 15 in each duty (four bits). With the share t of his time in a duty, in a
month::

    k → k + 1  with chance  gain · t · (1 − k/15)
    k → k − 1  with chance  decay · (1 − t) · k/15

An urn of Ehrenfest's kind: a cell rests at Binomial(15, gain t / (gain t + decay (1 − t))), and the mean
moves linearly. Because the chances are linear in t, the distribution over a cell is exact where skills are
independent of who is mobilised or struck; those at labour are followed apart from those at their own work.

Output of a duty is Σ time × productivity(skill), productivity = ((1 + k)/16)^ρ. Returns to specialisation ρ
> 0 (Becker and Murphy 1992): the practised produce more. With ρ = 0 an hour is an hour, whoever works it.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.society.layout import ALLROUND, DUTIES, LEVELS
from ascendancy.society.parameters import S

TOP = LEVELS - 1
N_DUTIES = len(DUTIES)


@njit
def exchange(cell, home, away, sent, returned):  # type: ignore[no-untyped-def]
    """Move shares with their skills: ``sent`` of those at home go, ``returned`` of those away come."""
    for j in range(N_DUTIES * LEVELS):
        goes, comes = sent * cell[home + j], returned * cell[away + j]
        cell[home + j] += comes - goes
        cell[away + j] += goes - comes


@njit
def step_chances(time, θ):  # type: ignore[no-untyped-def]
    """Chances a month of a step up for each level still above, and of a step down for each level held."""
    return min(1.0, θ[S.SKILL_GAIN]) * time / TOP, min(1.0, θ[S.SKILL_DECAY]) * (1.0 - time) / TOP


@njit
def rest_chance(time, θ):  # type: ignore[no-untyped-def]
    """Where practice for ``time`` rests: skill is Binomial(15, this); 0 where nothing is ever gained."""
    up, down = step_chances(time, θ)
    return up / (up + down) if up > 0.0 else 0.0


@njit
def practise(cell, start, time, θ):  # type: ignore[no-untyped-def]
    """One month of practice of one duty, in place: 16 shares from column ``start``."""
    up, down = step_chances(time, θ)
    inflow = 0.0
    for k in range(TOP):
        flow = cell[start + k] * up * (TOP - k) - cell[start + k + 1] * down * (k + 1)
        cell[start + k] += inflow - flow
        inflow = flow
    cell[start + TOP] += inflow


@njit
def rest_skills(cell, start, time, θ):  # type: ignore[no-untyped-def]
    """Fill 16 columns from ``start`` with the distribution that practice for ``time`` rests at."""
    chance = rest_chance(time, θ)
    choose = 1.0
    for k in range(LEVELS):
        cell[start + k] = choose * chance**k * (1.0 - chance) ** (TOP - k)
        choose = choose * (TOP - k) / (k + 1)


@njit
def fill_productivity(θ, out):  # type: ignore[no-untyped-def]
    """Productivity at each skill, 1 at the highest."""
    for k in range(LEVELS):
        out[k] = ((1.0 + k) / LEVELS) ** θ[S.SPECIALISATION]


@njit
def productivity_sum(cell, start, productivity):  # type: ignore[no-untyped-def]
    """Σ share × productivity over the 16 columns from ``start``."""
    total = 0.0
    for k in range(LEVELS):
        total += cell[start + k] * productivity[k]
    return total


@njit
def allround_share(cell, start, share):  # type: ignore[no-untyped-def]
    """Share of a cell whose four skills are all at the all-round level, of the ``share`` from ``start``.

    Skills in different duties count as independent among those at own work, and among those at labour.
    """
    if share <= 0.0:
        return 0.0
    together = share
    for duty in range(N_DUTIES):
        tail = 0.0
        for k in range(ALLROUND, LEVELS):
            tail += cell[start + duty * LEVELS + k]
        together *= tail / share
    return together
