"""An invented nation of two places for the society's tests, and months of it under pressure."""

from __future__ import annotations

import numpy as np

from ascendancy.regime.priors import quantile
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES, CELL_SIZE, PRESSURE_SIZE, Pressure
from ascendancy.society.parameters import SOCIETY_PRIORS, S
from ascendancy.society.rest import coarse_start
from ascendancy.society.setting import _fixed
from ascendancy.society.work import DEFAULT_WORK

CENTRE = np.array([float(quantile(prior, np.array([0.5]))[0]) for prior in SOCIETY_PRIORS.values()])
PERSONS = {"peasant": 40.0, "worker": 6.0, "official": 0.6, "teacher": 0.4, "student": 2.5, "soldier": 0.5}


def two_places():
    rows = [(place, w) for place in (0, 1) for w in DEFAULT_WORK]
    return np.array([_fixed(place, w, PERSONS[w.name] * (1 + place), 0.0005 * place) for place, w in rows])


def press(**levels):
    """Pressure by name: one channel, or all six groups alike; authority stands unless said otherwise."""
    out = np.zeros(PRESSURE_SIZE)
    out[Pressure.AUTHORITY] = 1.0
    for name, level in levels.items():
        column = Pressure[name.upper()]
        wide = column in (Pressure.MOBILISATION, Pressure.TEMPERING, Pressure.STRUGGLE)
        out[column : column + 6 if wide else column + 1] = level
    return out


def coefficients(**changed):
    θ = CENTRE.copy()
    for name, value in changed.items():
        θ[S[name.upper()]] = value
    return θ


def at_rest(fixed, θ):
    cells = np.zeros((len(fixed), CELL_SIZE))
    coarse_start(cells, fixed, θ)
    return cells


def live(months, pressure, θ=CENTRE, fixed=None, cells=None):
    """Run months; returns the last cells and a dict of aggregate paths."""
    fixed = two_places() if fixed is None else fixed
    cells = at_rest(fixed, θ) if cells is None else cells.copy()
    out = np.zeros((months, len(AGGREGATES)))
    for t in range(months):
        coarse_month(cells, fixed, pressure, θ, out[t])
    return cells, dict(zip(AGGREGATES, out.T, strict=True))
