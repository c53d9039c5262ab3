"""A society of citizens: its state, and a month of it under pressure.

The same month as ``society/coarse.py``, lived by one agent each. The kernel (``unit.py``) gives integers by cell;
harvest, food and hunger are worked out here from them with the coarse society's functions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ascendancy.citizens.layout import SUMS, Citizens, Sum, Units
from ascendancy.citizens.measures import measure, output_a_head, ratio, with_dependants
from ascendancy.citizens.rules import compile_rules, households
from ascendancy.citizens.settle import empty_citizens, lay_out, settle_units, tables
from ascendancy.citizens.unit import make_room, month_of_units
from ascendancy.society.coarse import HARVEST_MONTHS
from ascendancy.society.food import famine_rate, shared_food
from ascendancy.society.layout import (
    AGGREGATES,
    CELL_SIZE,
    COUNTRY,
    OFFICIALS,
    PEASANT,
    PRESSURE_SIZE,
    Aggregate,
    Cell,
    Fixed,
    Pressure,
)
from ascendancy.society.opinion import expressed_share
from ascendancy.society.parameters import S
from ascendancy.society.rest import coarse_start
from ascendancy.threads import spread, thread_count

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass
class Society:
    """Citizens, their units, and what a cell remembers from month to month.

    Attributes
    ----------
    fixed : float64[C, FIXED_SIZE]
        Constants of the cells.
    θ : float64[len(S)]
        The society's coefficients.
    weight : float
        Millions of persons that one citizen stands for.
    month : int
        Months lived.
    sums : int64[C, SUMS]
        Aggregates of the last month.
    harvest : float64[C]
        Peasant output a head over the trailing year.
    base : float64[C, 4]
        Output a head of each duty at the start.
    famine : float64[2]
        Excess deaths a head of the last month, outside the country and in it, not yet taken out.
    """

    fixed: Floats
    θ: Floats
    seed: int
    weight: float
    citizens: Citizens
    units: Units
    month: int
    sums: Ints
    harvest: Floats
    base: Floats
    famine: Floats

    def step(self, pressure: Floats, threads: int | None = None, deaths: float = 0.0) -> Floats:
        """Live a month and return its measures, float64[len(AGGREGATES)].

        Parameters
        ----------
        pressure : float64[PRESSURE_SIZE] or float64[C, PRESSURE_SIZE]
            What is pressed on the nation, or on each cell.
        threads : int, optional
            The result does not depend on it.
        deaths : float
            Usual deaths a head; as many newcomers take their places beside the growth.

        Raises
        ------
        ValueError
            If a unit outgrows its room, which is laid out for the growth that the run began with.
        """
        rows = np.broadcast_to(np.atleast_2d(pressure), (self.fixed.shape[0], PRESSURE_SIZE))
        persons = self.persons()
        rules, beyond = compile_rules(self.fixed, rows, self.θ, self.sums, persons, self.famine, deaths)
        zeal = self._zeal(rows, persons)
        self.sums = self._pass(rules, beyond, threads)
        if self.sums[:, Sum.TURNED_AWAY].any():
            raise ValueError("a unit outgrew its room: growth was raised after the citizens were settled")
        self.month += 1
        out = np.zeros(len(AGGREGATES))
        measure(with_dependants(self.sums, self.fixed), self.fixed, self.base, out)
        self._feed(zeal, out)
        return out

    def persons(self) -> Floats:
        """Millions of persons of each cell at the end of the last month, its deaths and newcomers counted."""
        country = (self.fixed[:, Fixed.SETTING] == COUNTRY).astype(np.int64)
        change = self.θ[S.GROWTH] + self.fixed[:, Fixed.GROWTH] - self.famine[country]
        return np.asarray(self.weight * self.sums[:, Sum.CITIZENS] * (1.0 + change))

    def _zeal(self, pressure: Floats, persons: Floats) -> float:
        """Mobilisation of officials × the share of them that expressed the line last month."""
        official = (self.fixed[:, Fixed.GROUP] == OFFICIALS) * households(self.fixed, persons)
        shown = official * self.sums[:, Sum.EXPRESSED] / np.maximum(self.sums[:, Sum.CITIZENS], 1)
        asked = official * pressure[:, Pressure.MOBILISATION + OFFICIALS]
        return ratio(shown.sum(), official.sum()) * ratio(asked.sum(), official.sum())

    def _pass(self, rules: Floats, beyond: Floats, threads: int | None) -> Ints:
        """The kernel over all units; a range of units a thread, integer sums."""
        count = max(1, min(thread_count(threads), self.units.cell.size))
        parts = np.zeros((count, self.fixed.shape[0], SUMS), dtype=np.int64)
        total = int(self.units.size.sum())
        edges = np.searchsorted(np.cumsum(self.units.size), np.arange(1, count) * total // count)
        bounds = [0, *(int(e) for e in edges), self.units.cell.size]

        def part(first: int, last: int) -> None:
            for k in range(first, last):
                month_of_units(
                    bounds[k], bounds[k + 1], self.month, self.citizens, self.units, rules, beyond,
                    np.uint64(self.seed), make_room(self.θ), parts[k],
                )  # fmt: skip

        spread(part, count, count)
        return np.asarray(parts.sum(axis=0))

    def _feed(self, zeal: float, out: Floats) -> None:
        """Harvest, procurement, food and hunger of the month (``society/food.py``)."""
        persons = self.weight * self.sums[:, Sum.CITIZENS]
        self.harvest += (output_a_head(self.sums)[:, PEASANT] - self.harvest) / HARVEST_MONTHS
        fed = households(self.fixed, persons)
        harvest, usual = float(fed @ self.harvest), float(fed @ self.base[:, PEASANT])
        in_country = self.fixed[:, Fixed.SETTING] == COUNTRY
        country, town = float(persons[in_country].sum()), float(persons[~in_country].sum())
        supply = float(self.θ[S.FOOD_MARGIN]) * ratio(harvest, usual, 1.0)
        town_food, country_food = shared_food(supply, town, country, self.θ[S.MISREPORTING] * zeal, self.θ)
        self.famine = np.array([famine_rate(town_food, self.θ), famine_rate(country_food, self.θ)])
        out[Aggregate.FOOD] = ratio(town * town_food + country * country_food, town + country, supply)
        out[Aggregate.EXCESS_DEATHS] = town * self.famine[0] + country * self.famine[1]


def settle(
    fixed: Floats, θ: Floats, *, citizens: int, seed: int, months: int, unit_size: int | None = None,
    threads: int | None = None,
) -> Society:  # fmt: skip
    """A society of citizens at rest.

    Parameters
    ----------
    fixed : float64[C, FIXED_SIZE]
        Cells sorted by place (``society_setting(case).fixed``).
    θ : float64[len(S)]
    citizens : int
        How many; each stands for the same number of persons.
    seed : int
    months : int
        How long it will be followed: units are given room to grow for as long.
    unit_size : int, optional
        Instead of ``UNIT_SIZE`` by setting; 0 makes each cell one unit, the coarse society's own assumption.
    threads : int, optional

    Returns
    -------
    Society
    """
    cells = np.zeros((fixed.shape[0], CELL_SIZE))
    coarse_start(cells, fixed, θ)
    units = lay_out(fixed, citizens, float(θ[S.GROWTH]), months, unit_size)
    people = empty_citizens(int(units.start[-1] + units.room[-1]))
    sums = np.zeros((fixed.shape[0], SUMS), dtype=np.int64)
    persons = np.ascontiguousarray(cells[:, Cell.PERSONS])
    resting = np.array([expressed_share(cell) for cell in cells])
    sums[:, Sum.CITIZENS], sums[:, Sum.EXPRESSED] = 1_000_000, np.round(1e6 * resting)
    calm = np.zeros((fixed.shape[0], PRESSURE_SIZE))
    rules, beyond = compile_rules(fixed, calm, θ, sums, persons, np.zeros(2))
    visible = (1.0 - θ[S.SEEN_BEYOND]) * resting + beyond
    lines, thresholds, skills, profile = tables(fixed, θ)
    spread(
        settle_units, units.cell.size, threads, people, units, rules, visible, lines, thresholds, skills, profile,
        np.uint64(seed),
    )  # fmt: skip
    held = np.bincount(units.cell, units.size, minlength=fixed.shape[0]).astype(np.int64)
    shown = np.bincount(units.cell, units.expressed, minlength=fixed.shape[0]).astype(np.int64)
    first = np.zeros_like(sums)
    first[:, Sum.CITIZENS], first[:, Sum.EXPRESSED] = held, shown
    return Society(
        fixed, θ, seed, float(persons.sum()) / citizens, people, units, 0, first,
        cells[:, Cell.BASE + PEASANT].copy(), cells[:, Cell.BASE : Cell.BASE + 4].copy(), np.zeros(2),
    )  # fmt: skip
