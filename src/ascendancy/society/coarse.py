"""The coarse society: one month of every cell (MODEL.md step 9) as a mean-field recursion.

Each cell (place × setting × occupation) carries shares and distributions instead of citizens: what a cell
of infinitely many citizens would show. The equations are in ``opinion``, ``labour``, ``skills``, ``food`` and
``measures``; here they are put in order. Everything is a scalar loop on one particle's arrays, so that a
filter may call it for many particles in parallel.

The month: visible support, mobilisation and the state of officials are read off last month's end; every cell then
moves its struggle, opinions, labour, skills and work; the harvest is shared out; people die and are born.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.society.food import famine_rate, shared_food
from ascendancy.society.labour import return_chance, send_chance, struggle_step, worked_time
from ascendancy.society.layout import (
    COUNTRY,
    GROUPS,
    INTELLECTUALS,
    LEVELS,
    OFFICIALS,
    PEASANT,
    YOUTH,
    Aggregate,
    Cell,
    Fixed,
    Pressure,
)
from ascendancy.society.measures import N_DUTIES, ROW, add_skills, distinction
from ascendancy.society.opinion import (
    expressed_share,
    falsified_share,
    mobilised_share,
    opinion_month,
    visible_support,
)
from ascendancy.society.parameters import S
from ascendancy.society.skills import (
    allround_share,
    exchange,
    fill_productivity,
    practise,
    productivity_sum,
)

HARVEST_MONTHS = 12.0
N_GROUPS = len(GROUPS)


@njit
def ratio(part, whole, otherwise):  # type: ignore[no-untyped-def]
    """part / whole, ``otherwise`` where there is no whole."""
    return part / whole if whole > 0.0 else otherwise


@njit
def same_place(fixed, first):  # type: ignore[no-untyped-def]
    """One past the last cell of the place that starts at ``first``."""
    last = first + 1
    while last < fixed.shape[0] and fixed[last, Fixed.PLACE] == fixed[first, Fixed.PLACE]:
        last += 1
    return last


@njit
def count_expressed(cells):  # type: ignore[no-untyped-def]
    """Persons, and persons who express the line."""
    persons, expressed = 0.0, 0.0
    for c in range(cells.shape[0]):
        persons += cells[c, Cell.PERSONS]
        expressed += cells[c, Cell.PERSONS] * expressed_share(cells[c])
    return persons, expressed


@njit
def _officials_expressed(cells, fixed):  # type: ignore[no-untyped-def]
    """Share of officials that expresses the line."""
    persons, expressed = 0.0, 0.0
    for c in range(cells.shape[0]):
        if fixed[c, Fixed.GROUP] == OFFICIALS:
            persons += cells[c, Cell.PERSONS]
            expressed += cells[c, Cell.PERSONS] * expressed_share(cells[c])
    return ratio(expressed, persons, 0.0)


@njit
def _opinions(cells, fixed, pressure, θ):  # type: ignore[no-untyped-def]
    """Move every cell's lines, expression and mobilisation."""
    persons, expressed = count_expressed(cells)
    nation = ratio(expressed, persons, 0.0)
    first = 0
    while first < cells.shape[0]:
        last = same_place(fixed, first)
        persons, expressed = count_expressed(cells[first:last])
        place = ratio(expressed, persons, 0.0)
        for c in range(first, last):
            own = expressed_share(cells[c])
            opinion_month(
                cells[c],
                visible_support(own, place, nation, θ),
                pressure[Pressure.MOBILISATION + int(fixed[c, Fixed.GROUP])],
                pressure[Pressure.STUDY],
                pressure[Pressure.PROGRAMME],
                fixed[c, Fixed.THRESHOLD_MEAN],
                fixed[c, Fixed.THRESHOLD_SD],
                θ,
            )
        first = last


@njit
def _struggles(cells, fixed, pressure, θ):  # type: ignore[no-untyped-def]
    """Move every cell's share under struggle."""
    first = 0
    while first < cells.shape[0]:
        last = same_place(fixed, first)
        persons, mobilised, officials, struck = 0.0, 0.0, 0.0, 0.0
        for c in range(first, last):
            persons += cells[c, Cell.PERSONS]
            mobilised += cells[c, Cell.PERSONS] * mobilised_share(cells[c])
            if fixed[c, Fixed.GROUP] == OFFICIALS:
                officials += cells[c, Cell.PERSONS]
                struck += cells[c, Cell.PERSONS] * cells[c, Cell.STRUGGLED]
        for c in range(first, last):
            cells[c, Cell.STRUGGLED] = struggle_step(
                cells[c, Cell.STRUGGLED],
                pressure[Pressure.STRUGGLE + int(fixed[c, Fixed.GROUP])],
                ratio(mobilised, persons, 0.0),
                pressure[Pressure.AUTHORITY],
                ratio(struck, officials, 0.0),
                θ,
            )
        first = last


@njit
def _send(cell, tempering, θ):  # type: ignore[no-untyped-def]
    """Send to labour and let return."""
    going, coming = send_chance(tempering, θ), return_chance(θ)
    if going > 0.0 or cell[Cell.SENT] > 0.0:
        exchange(cell, Cell.HOME, Cell.AWAY, going, coming)
        cell[Cell.SENT] += going * (1.0 - cell[Cell.SENT]) - coming * cell[Cell.SENT]


@njit
def _work(cell, fixed, pressure, productivity, time, output, θ):  # type: ignore[no-untyped-def]
    """A month of practice and work; fills ``time`` and ``output`` (4 each, a head of the cell)."""
    mobilised, struck = mobilised_share(cell), cell[Cell.STRUGGLED]
    levelling, works = pressure[Pressure.LEVELLING], pressure[Pressure.WORKS]
    for d in range(N_DUTIES):
        home, away = Cell.HOME + d * LEVELS, Cell.AWAY + d * LEVELS
        share = worked_time(fixed, d, 0, levelling, works, mobilised, struck, θ)
        practise(cell, home, share, θ)
        time[d] = share * (1.0 - cell[Cell.SENT])
        output[d] = share * productivity_sum(cell, home, productivity)
        if cell[Cell.SENT] > 0.0:
            share = worked_time(fixed, d, 1, levelling, works, mobilised, struck, θ)
            practise(cell, away, share, θ)
            time[d] += share * cell[Cell.SENT]
            output[d] += share * productivity_sum(cell, away, productivity)


@njit
def coarse_month(cells, fixed, pressure, θ, out):  # type: ignore[no-untyped-def]
    """One month of the coarse society of one particle.

    Parameters
    ----------
    cells : float64[C, CELL_SIZE]
        State, moved in place; columns are :class:`~ascendancy.society.layout.Cell`.
    fixed : float64[C, FIXED_SIZE]
        Constants, cells sorted by place; columns are :class:`~ascendancy.society.layout.Fixed`.
    pressure : float64[PRESSURE_SIZE]
        Columns are :class:`~ascendancy.society.layout.Pressure`.
    θ : float64[len(S)]
        Coefficients, in the order of :class:`~ascendancy.society.parameters.S`.
    out : float64[len(AGGREGATES)]
        Overwritten, in the order of :data:`~ascendancy.society.layout.AGGREGATES`. Shares are of all
        persons; outputs are ratios to what the same people yielded at the start; food is food a head ÷ need;
        deaths are millions this month beyond the usual; ``tempering_…`` is the share of that group at labour.
    """
    productivity, time, output = np.empty(LEVELS), np.empty(N_DUTIES), np.empty(N_DUTIES)
    fill_productivity(θ, productivity)
    rows = np.zeros((4, ROW))  # country, town, manual, mental
    made, base = np.zeros(N_DUTIES), np.zeros(N_DUTIES)
    group, group_sent = np.zeros(N_GROUPS), np.zeros(N_GROUPS)
    zeal = pressure[Pressure.MOBILISATION + OFFICIALS] * _officials_expressed(cells, fixed)
    _struggles(cells, fixed, pressure, θ)
    _opinions(cells, fixed, pressure, θ)

    everybody, country, harvest, usual = 0.0, 0.0, 0.0, 0.0
    out[:] = 0.0
    for c in range(cells.shape[0]):
        cell, persons, its_group = cells[c], cells[c, Cell.PERSONS], int(fixed[c, Fixed.GROUP])
        _send(cell, pressure[Pressure.TEMPERING + its_group], θ)
        _work(cell, fixed[c], pressure, productivity, time, output, θ)
        cell[Cell.HARVEST] += (output[PEASANT] - cell[Cell.HARVEST]) / HARVEST_MONTHS
        everybody += persons
        harvest += persons * cell[Cell.HARVEST]
        usual += persons * cell[Cell.BASE + PEASANT]
        in_country = fixed[c, Fixed.SETTING] == COUNTRY
        if in_country:
            country += persons
        side, kind = rows[0 if in_country else 1], rows[3 if fixed[c, Fixed.MENTAL] == 1.0 else 2]
        for d in range(N_DUTIES):
            made[d] += persons * output[d]
            base[d] += persons * cell[Cell.BASE + d]
            side[d] += persons * time[d]
            kind[d] += persons * time[d]
        add_skills(side, cell, Cell.HOME, persons)
        add_skills(kind, cell, Cell.HOME, persons)
        if cell[Cell.SENT] > 0.0:
            add_skills(side, cell, Cell.AWAY, persons)
            add_skills(kind, cell, Cell.AWAY, persons)
        group[its_group] += persons
        group_sent[its_group] += persons * cell[Cell.SENT]
        out[Aggregate.PURITY] += persons * expressed_share(cell)
        out[Aggregate.FALSIFICATION] += persons * falsified_share(cell)
        out[Aggregate.MOBILISED] += persons * mobilised_share(cell)
        out[Aggregate.SENT_DOWN] += persons * cell[Cell.SENT]
        out[Aggregate.STRUGGLED] += persons * cell[Cell.STRUGGLED]
        out[Aggregate.ALLROUND] += persons * allround_share(cell, Cell.HOME, 1.0 - cell[Cell.SENT])
        out[Aggregate.ALLROUND] += persons * allround_share(cell, Cell.AWAY, cell[Cell.SENT])
    for a in range(Aggregate.ALLROUND + 1):
        out[a] = ratio(out[a], everybody, 0.0)

    supply = θ[S.FOOD_MARGIN] * ratio(harvest, usual, 1.0)
    town = everybody - country
    town_food, country_food = shared_food(supply, town, country, θ[S.MISREPORTING] * zeal, θ)
    for c in range(cells.shape[0]):
        food = country_food if fixed[c, Fixed.SETTING] == COUNTRY else town_food
        persons = cells[c, Cell.PERSONS]
        died = persons * famine_rate(food, θ)
        cells[c, Cell.PERSONS] = persons * (1.0 + θ[S.GROWTH] + fixed[c, Fixed.GROWTH]) - died
        out[Aggregate.EXCESS_DEATHS] += died
    out[Aggregate.FOOD] = ratio(town * town_food + country * country_food, everybody, supply)

    out[Aggregate.DISTINCTION_TOWN_COUNTRY] = distinction(rows[0], rows[1])
    out[Aggregate.DISTINCTION_MENTAL_MANUAL] = distinction(rows[2], rows[3])
    for d in range(N_DUTIES):
        out[Aggregate.OUTPUT + d] = ratio(made[d], base[d], 1.0)
    out[Aggregate.OUTPUT_TOTAL] = ratio(made.sum(), base.sum(), 1.0)
    out[Aggregate.TEMPERING_INTELLECTUALS] = ratio(group_sent[INTELLECTUALS], group[INTELLECTUALS], 0.0)
    out[Aggregate.TEMPERING_OFFICIALS] = ratio(group_sent[OFFICIALS], group[OFFICIALS], 0.0)
    out[Aggregate.TEMPERING_YOUTH] = ratio(group_sent[YOUTH], group[YOUTH], 0.0)
