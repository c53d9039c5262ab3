"""Published figures: a measure of society, with its error and the chance that it is doctored.

    value ~ Student t with 4 degrees of freedom around the modelled measure, scale √(sd² + (0.3 modelled)²)

The second part of the scale is the model's: a coarse society is not expected to match a figure closely. Excess deaths
are summed over the calendar year; other measures are read in the month.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit

DEGREES = 4.0
MODEL_ERROR = 0.3


@njit
def series_likelihood(modelled, value, sd):  # type: ignore[no-untyped-def]
    """Density of the published value, times its standard error (so that it has no unit)."""
    scale = math.sqrt(sd * sd + (MODEL_ERROR * modelled) ** 2)
    z = (value - modelled) / scale
    return sd / scale * (1.0 + z * z / DEGREES) ** (-(DEGREES + 1.0) / 2.0)


def sample_series(modelled: float, sd: float, normal: float, chi_square: float) -> float:
    """A published figure, from a standard normal and a chi-square with four degrees of freedom."""
    scale = math.sqrt(sd * sd + (MODEL_ERROR * modelled) ** 2)
    return modelled + scale * normal / math.sqrt(chi_square / DEGREES)
