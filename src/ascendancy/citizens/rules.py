"""What a month asks of every cell, compiled once: pressure, coefficients and last month's shares into rates.

The equations are the coarse society's own functions; here their results are laid out for the citizens' pass.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.citizens.layout import RULES, Rule, Sum
from ascendancy.society.labour import send_chance, struggle_step, worked_time
from ascendancy.society.layout import COUNTRY, OFFICIALS, Fixed, Pressure
from ascendancy.society.parameters import S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def share(part: NDArray[Any], whole: NDArray[Any]) -> Floats:
    """part / whole, 0 where the whole is."""
    return np.asarray(np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0))


def by_place(fixed: Floats, values: Floats) -> Floats:
    """Sums of a cell's values over its place, a value a cell."""
    place = fixed[:, Fixed.PLACE].astype(np.int64)
    return np.asarray(np.bincount(place, values)[place])


def households(fixed: Floats, values: NDArray[Any]) -> Floats:
    """A value a cell with that of those who depend on it added, 0 for the dependants themselves."""
    with_whom = fixed[:, Fixed.DEPENDS].astype(np.int64)
    here = np.where(with_whom > 0, with_whom - 1, np.arange(with_whom.size))
    return np.asarray(np.bincount(here, values.astype(np.float64), minlength=with_whom.size))


def compile_rules(
    fixed: Floats,
    pressure: Floats,
    θ: Floats,
    sums: Ints,
    persons: Floats,
    famine: Floats,
    deaths: float = 0.0,
) -> tuple[Floats, Floats]:
    """Rules of a month.

    Parameters
    ----------
    fixed : float64[C, FIXED_SIZE]
    pressure : float64[C, PRESSURE_SIZE]
        A row a cell, so that a place may be pressed otherwise than the nation.
    θ : float64[len(S)]
    sums : int64[C, SUMS]
        Last month's aggregates.
    persons : float64[C]
        Persons of each cell at last month's end, any unit.
    famine : float64[2]
        Last month's excess deaths a head, outside the country and in it.
    deaths : float
        Usual deaths a head and month.

    Returns
    -------
    rules : float64[C, RULES]
    beyond : float64[C]
        What citizens of the cell see of place and nation, weighted.
    """
    persons = households(fixed, persons)
    expressed = persons * share(sums[:, Sum.EXPRESSED], sums[:, Sum.CITIZENS])
    nation = float(expressed.sum() / persons.sum())
    place = share(by_place(fixed, expressed), by_place(fixed, persons))
    seen, of_nation = θ[S.SEEN_BEYOND], θ[S.SEEN_NATION]
    beyond = seen * ((1.0 - of_nation) * place + of_nation * nation)

    group = fixed[:, Fixed.GROUP].astype(np.int64)
    cells = np.arange(group.size)
    q = pressure[cells, Pressure.MOBILISATION + group]
    half = math.sqrt(3.0) * θ[S.THRESHOLD_NOISE]
    returning = θ[S.LINE_RETURN]
    teaching = np.minimum(1.0 - returning, θ[S.STUDY_RATE] * pressure[:, Pressure.STUDY])
    programme = pressure[:, Pressure.PROGRAMME]

    rules = np.zeros((group.size, RULES))
    rules[:, Rule.DRIVE] = (
        θ[S.WEIGHT_PRESSURE] * q - θ[S.THRESHOLD_SHIFT] - fixed[:, Fixed.THRESHOLD_MEAN] + half
    )
    rules[:, Rule.VISIBLE] = θ[S.WEIGHT_VISIBLE]
    rules[:, Rule.OWN] = 1.0 - seen
    rules[:, Rule.LINE] = θ[S.WEIGHT_LINE] / 3.0
    rules[:, Rule.SPREAD] = fixed[:, Fixed.THRESHOLD_SD]
    rules[:, Rule.HALF] = half
    rules[:, Rule.REVISIT] = θ[S.REVISIT]
    rules[:, Rule.UP] = 0.5 * (returning * (1.0 + θ[S.PRIVATE_LINE]) + teaching * (1.0 + programme))
    rules[:, Rule.DOWN] = 0.5 * (returning * (1.0 - θ[S.PRIVATE_LINE]) + teaching * (1.0 - programme))
    rules[:, Rule.JOIN] = np.minimum(1.0, θ[S.MOBILISE_RATE] * q)
    rules[:, Rule.LEAVE] = np.minimum(1.0 - rules[:, Rule.JOIN], θ[S.DEMOBILISE_RATE] * (1.0 - q))
    rules[:, Rule.RELEASE] = min(1.0, θ[S.STRUGGLE_END])
    rules[:, Rule.MEETINGS] = θ[S.MEETING_TIME]
    rules[:, Rule.WORKS] = np.minimum(θ[S.WORKS_TIME] * pressure[:, Pressure.WORKS], 1.0 - θ[S.MEETING_TIME])
    rules[:, Rule.GROWTH] = θ[S.GROWTH] + fixed[:, Fixed.GROWTH]
    rules[:, Rule.DEATHS] = deaths
    rules[:, Rule.REACHED] = fixed[:, Fixed.DEPENDS] == 0
    rules[:, Rule.FAMINE] = famine[(fixed[:, Fixed.SETTING] == COUNTRY).astype(np.int64)]
    rules[:, Rule.GAIN] = min(1.0, θ[S.SKILL_GAIN])
    rules[:, Rule.DECAY] = min(1.0, θ[S.SKILL_DECAY])

    mobilised = persons * share(sums[:, Sum.MOBILISED], sums[:, Sum.CITIZENS])
    mobilised = share(by_place(fixed, mobilised), by_place(fixed, persons))
    official = persons * (group == OFFICIALS)
    struck = official * share(sums[:, Sum.STRUCK], sums[:, Sum.CITIZENS])
    struck = share(by_place(fixed, struck), by_place(fixed, official))
    _fill_cells(fixed, np.ascontiguousarray(pressure), θ, group, mobilised, struck, rules)
    return rules, beyond


@njit
def _fill_cells(fixed, pressure, θ, group, mobilised, struck, rules):  # type: ignore[no-untyped-def]
    """Chances of labour and struggle, and time at own work and at labour, of each cell."""
    for c in range(fixed.shape[0]):
        asked = pressure[c]
        rules[c, Rule.SEND] = send_chance(asked[Pressure.TEMPERING + group[c]], θ)
        rules[c, Rule.STRIKE] = struggle_step(
            0.0, asked[Pressure.STRUGGLE + group[c]], mobilised[c], asked[Pressure.AUTHORITY], struck[c], θ
        )
        for duty in range(4):
            for away, first in ((0, Rule.HOME), (1, Rule.AWAY)):
                rules[c, first + duty] = worked_time(
                    fixed[c], duty, away, asked[Pressure.LEVELLING], 0.0, 0.0, 0.0, θ
                )
