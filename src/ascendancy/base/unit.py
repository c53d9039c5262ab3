"""A core under siege, month by month: who is lost, who does what, whether every duty is covered, whether it falls.

A month::

    losses, newcomers   people.py
    needs, shifting, trade   cover.py
    falling   a duty uncovered for more than `patience` months together, or nobody left
    practice   people.py

Rotation costs output wherever skill pays (ρ > 0), since nobody reaches the top of anything. It buys cover where losses
make single specialists scarce and moving unskilled people does not mend it. Which is more is not put in.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.base.around import around as around_of
from ascendancy.base.cover import DUTIES, SOLDIER, fill_needs, fill_supply, offensive, shift, uncovered
from ascendancy.base.parameters import LEAST_PRACTICE, B
from ascendancy.base.people import fill_core, let_in, lose, open_month, own_time, practise_core
from ascendancy.society.layout import ALLROUND, LEVELS
from ascendancy.society.skills import fill_productivity
from ascendancy.threads import spread

Floats = NDArray[np.float64]


class Fate(IntEnum):
    """Columns of what comes of a unit."""

    SURVIVED = 0
    """1 if it stood to the end."""
    MONTHS = 1
    """Months lived."""
    OUTPUT = 2
    """Output of all duties a month and head of the full unit, in full skill; nothing once it has fallen."""
    QUIET_OUTPUT = 3
    """Output a head of those present, over the months lived."""
    PEOPLE = 4
    """Share of the full unit present in its last month."""
    ALLROUND = 5
    """Of them, all four skills at the society's all-round level or above."""
    DUTIES = 6
    """Duties a head with skill at that level: 0 to 4."""
    PRACTISED = 7
    """Of them, a day a month or more in each duty over the trailing year."""
    SPARE_SOLDIERS = 8
    """Soldiers' output beyond need a month and head of the full unit: what can be sent to fight."""


class Course(IntEnum):
    """Columns of the units' course, month by month, means over the units of a draw; nothing once a unit has fallen."""

    STANDING = 0
    """Share of the units that stand."""
    PEOPLE = 1
    """People a head of the full unit."""
    OUTPUT = 2
    """Output of all duties a head of the full unit."""
    SPARE_SOLDIERS = 3
    """Soldiers' output beyond need a head of the full unit."""


class Conditions(NamedTuple):
    """What a unit is put to; the last four are numbers from 0 to 1."""

    size: int
    """People in the core when it is full."""
    months: int
    siege: float
    closed_trade: float
    """Share of trade cut off."""
    closed_entry: float
    """Share of newcomers kept out."""
    rotation: float


@njit
def count_abilities(n, skill, practice, out):  # type: ignore[no-untyped-def]
    """Fill the three measures of versatility of those present."""
    for i in range(n):
        able, least = 0, 1.0
        for d in range(DUTIES):
            able += 1 if skill[i, d] >= ALLROUND else 0
            least = min(least, practice[i, d])
        out[Fate.ALLROUND] += (1.0 if able == DUTIES else 0.0) / n
        out[Fate.DUTIES] += able / n
        out[Fate.PRACTISED] += (1.0 if least >= LEAST_PRACTICE else 0.0) / n


@njit
def live_unit(draw, unit, conditions, θ, β, around, seed, share, out, course):  # type: ignore[no-untyped-def]
    """Live one unit; ``out`` (len(Fate)) is overwritten, ``share`` of its course added to ``course``."""
    size, months, siege, closed_trade, closed_entry, rotation = conditions
    duty = np.zeros(size, dtype=np.int64)
    time, skill = np.zeros((size, DUTIES)), np.zeros((size, DUTIES), dtype=np.int64)
    practice, free = np.zeros((size, DUTIES)), np.zeros(size)
    yields, supply, need = np.empty(LEVELS), np.empty(DUTIES), np.empty(DUTIES)
    fill_productivity(θ, yields)
    state = np.empty(1, dtype=np.uint64)
    open_month(seed, draw, unit, 0, state)
    fill_core(size, rotation, β, θ, duty, time, skill, practice, state)
    out[:] = 0.0
    n, lacking, lived, worked, attacked = size, 0, 0, 0.0, False
    for t in range(1, months + 1):
        open_month(seed, draw, unit, t, state)
        n = lose(n, β[B.ATTRITION] * siege, duty, skill, practice, state)
        n = let_in(n, size, β[B.NEWCOMERS] * (1.0 - closed_entry), β, around, duty, skill, practice, state)
        if n == 0:
            break
        for i in range(n):
            own_time(duty[i], rotation, β, time[i])
        attacked = offensive(attacked, siege, β, state)
        fill_needs(n, size, siege, attacked, β, need)
        fill_supply(n, time, skill, yields, supply)
        shift(n, β[B.MOBILITY], time, free, skill, yields, supply, need, state)
        lacking = lacking + 1 if uncovered(supply, need, closed_trade, β[B.TERMS]) > 0 else 0
        if lacking > β[B.PATIENCE]:
            break
        lived = t
        out[Fate.OUTPUT] += supply.sum()
        spare = max(0.0, supply[SOLDIER] - need[SOLDIER])
        out[Fate.SPARE_SOLDIERS] += spare
        worked += n
        course[t - 1, Course.STANDING] += share
        course[t - 1, Course.PEOPLE] += share * n / size
        course[t - 1, Course.OUTPUT] += share * supply.sum() / size
        course[t - 1, Course.SPARE_SOLDIERS] += share * spare / size
        practise_core(n, θ, time, skill, practice, state)
    out[Fate.SURVIVED] = 1.0 if lived == months else 0.0
    out[Fate.MONTHS] = lived
    out[Fate.QUIET_OUTPUT] = out[Fate.OUTPUT] / worked if worked > 0.0 else 0.0
    out[Fate.OUTPUT] /= size * months
    out[Fate.SPARE_SOLDIERS] /= size * months
    out[Fate.PEOPLE] = n / size
    count_abilities(n, skill, practice, out)


@njit(nogil=True)
def live_draws(first, last, units, conditions, θ, β, around, seed, out, course):  # type: ignore[no-untyped-def]
    """Live ``units`` units under each draw from ``first`` to ``last`` − 1, whatever else is lived beside them.

    Parameters
    ----------
    conditions : Conditions
    θ, β : float64[draws, ·]
        The society's and the base's coefficients.
    around : float64[draws, occupations, 5]
        From :func:`ascendancy.base.around.around`.
    out : float64[draws, units, len(Fate)]
        Overwritten.
    course : float64[draws, months, len(Course)]
        Overwritten.
    """
    for draw in range(first, last):
        course[draw] = 0.0
        for unit in range(units):
            live_unit(
                draw,
                unit,
                conditions,
                θ[draw],
                β[draw],
                around[draw],
                seed,
                1.0 / units,
                out[draw, unit],
                course[draw],
            )


def live(
    conditions: Conditions, units: int, θ: Floats, β: Floats, seed: int, threads: int | None = None
) -> tuple[Floats, Floats]:
    """Live many cores under the same conditions.

    Parameters
    ----------
    conditions : Conditions
    units : int
        Cores under each draw of coefficients.
    θ : float64[draws, len(S)]
        The society's coefficients.
    β : float64[draws, len(B)]
        The base's.
    seed : int
    threads : int, optional
        The result does not depend on it.

    Returns
    -------
    fates : float64[draws, units, len(Fate)]
    course : float64[draws, months, len(Course)]

    Raises
    ------
    ValueError
        One line, where a condition is out of range.

    Examples
    --------
    >>> from ascendancy.base.parameters import base_coefficients
    >>> from ascendancy.base.unit import Conditions, Fate, live
    >>> from ascendancy.regime.priors import draw
    >>> from ascendancy.society.parameters import NAMES, society_priors
    >>> θ = draw(society_priors(), NAMES, 7, 2)
    >>> fates, _ = live(Conditions(10, 12, 0.0, 1.0, 1.0, 0.0), 3, θ, base_coefficients(7, 2), 7)
    >>> float(fates[:, :, Fate.SURVIVED].mean())
    1.0
    """
    checked(conditions)
    fates = np.zeros((θ.shape[0], units, len(Fate)))
    course = np.zeros((θ.shape[0], conditions.months, len(Course)))
    spread(
        live_draws, θ.shape[0], threads, units, conditions, θ, β, around_of(θ), np.uint64(seed), fates, course
    )
    return fates, course


def checked(conditions: Conditions) -> Conditions:
    """These conditions, if they are in range.

    Raises
    ------
    ValueError
        One line: which, what was found, what was wanted.
    """
    for name in ("size", "months"):
        if getattr(conditions, name) < 1:
            raise ValueError(f"{name}: found {getattr(conditions, name)}, wanted at least 1")
    for name in ("siege", "closed_trade", "closed_entry", "rotation"):
        if not 0.0 <= getattr(conditions, name) <= 1.0:
            raise ValueError(f"{name}: found {getattr(conditions, name)}, wanted 0 to 1")
    return conditions
