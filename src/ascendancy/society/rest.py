"""The coarse society at rest: no campaign, no study, nobody at labour; where every history begins."""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.society.coarse import count_expressed, ratio, same_place
from ascendancy.society.layout import LEVELS, LINES, PEASANT, Cell, Fixed
from ascendancy.society.measures import N_DUTIES
from ascendancy.society.opinion import express_chance, expressed_share, visible_support
from ascendancy.society.parameters import S
from ascendancy.society.skills import fill_productivity, productivity_sum, rest_skills

BURN_IN = 120


@njit
def _rest(cells, fixed, θ):  # type: ignore[no-untyped-def]
    """Everyone reconsiders without pressure, lines standing: one step toward where expression rests."""
    persons, expressed = count_expressed(cells)
    nation = ratio(expressed, persons, 0.0)
    first = 0
    while first < cells.shape[0]:
        last = same_place(fixed, first)
        persons, expressed = count_expressed(cells[first:last])
        place = ratio(expressed, persons, 0.0)
        for c in range(first, last):
            visible = visible_support(expressed_share(cells[c]), place, nation, θ)
            mean, sd = fixed[c, Fixed.THRESHOLD_MEAN], fixed[c, Fixed.THRESHOLD_SD]
            for k in range(LINES):
                here = cells[c, Cell.SILENT + k] + cells[c, Cell.EXPRESSED + k]
                chance = express_chance(visible, 0.0, -1.0 + 2.0 * k / (LINES - 1), mean, sd, θ)
                cells[c, Cell.EXPRESSED + k] = here * chance
                cells[c, Cell.SILENT + k] = here * (1.0 - chance)
        first = last


@njit
def coarse_start(cells, fixed, θ):  # type: ignore[no-untyped-def]
    """Fill ``cells`` with the society at rest: no campaign, no study, nobody at labour.

    Parameters
    ----------
    cells : float64[C, CELL_SIZE]
        Overwritten; columns are :class:`~ascendancy.society.layout.Cell`.
    fixed : float64[C, FIXED_SIZE]
        Cells sorted by place; columns are :class:`~ascendancy.society.layout.Fixed`.
    θ : float64[len(S)]
        Coefficients of one particle, in the order of :class:`~ascendancy.society.parameters.S`.
    """
    productivity = np.empty(LEVELS)
    fill_productivity(θ, productivity)
    chance = 0.5 * (1.0 + θ[S.PRIVATE_LINE])
    chance = min(0.999, max(0.001, chance))
    for c in range(cells.shape[0]):
        cell = cells[c]
        cell[:] = 0.0
        cell[Cell.PERSONS] = fixed[c, Fixed.PERSONS]
        choose = 1.0
        for k in range(LINES):
            cell[Cell.SILENT + k] = choose * chance**k * (1.0 - chance) ** (LINES - 1 - k)
            choose = choose * (LINES - 1 - k) / (k + 1)
        for d in range(N_DUTIES):
            start = Cell.HOME + d * LEVELS
            rest_skills(cell, start, fixed[c, Fixed.TIME + d], θ)
            cell[Cell.BASE + d] = fixed[c, Fixed.TIME + d] * productivity_sum(cell, start, productivity)
        cell[Cell.HARVEST] = cell[Cell.BASE + PEASANT]
    for _ in range(BURN_IN):
        _rest(cells, fixed, θ)
