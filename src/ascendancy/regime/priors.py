"""A prior: a distribution over one coefficient, with its unit and where it comes from.

Distributions and what ``a`` and ``b`` mean:

=========== ======================== ======================
name        a                        b
=========== ======================== ======================
normal      mean                     standard deviation
lognormal   mean of the logarithm    s.d. of the logarithm
beta        first shape              second shape
uniform     lower end                upper end
fixed       the value                not used
=========== ======================== ======================

A draw is the quantile function at a uniform from :mod:`ascendancy.rng`, so that a particle's coefficient is a
pure function of (seed, coefficient, particle).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

from ascendancy.rng import Stream, uniforms

Floats = NDArray[np.float64]


class Prior(NamedTuple):
    """One coefficient's prior; see the module's table."""

    dist: str
    a: float
    b: float
    unit: str
    source: str


def quantile(prior: Prior, u: Floats) -> Floats:
    """The prior's quantile function.

    Parameters
    ----------
    prior : Prior
    u : array of float in (0, 1)

    Returns
    -------
    array of float, the shape of ``u``

    Raises
    ------
    ValueError
        If the distribution is not one of the five.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.regime.priors import Prior, quantile
    >>> float(quantile(Prior("normal", 2.0, 1.0, "", ""), np.array([0.5]))[0])
    2.0
    """
    match prior.dist:
        case "normal":
            return np.asarray(prior.a + prior.b * special.ndtri(u))
        case "lognormal":
            return np.asarray(np.exp(prior.a + prior.b * special.ndtri(u)))
        case "beta":
            return np.asarray(special.betaincinv(prior.a, prior.b, u))
        case "uniform":
            return np.asarray(prior.a + (prior.b - prior.a) * u)
        case "fixed":
            return np.full_like(u, prior.a)
    raise ValueError(f"no distribution is called {prior.dist!r}")


def draw(priors: Mapping[str, Prior], order: Sequence[str], seed: int, size: int, offset: int = 0) -> Floats:
    """Draw coefficients for ``size`` particles.

    Parameters
    ----------
    priors : mapping of name to Prior
    order : sequence of str
        The columns of the result.
    seed : int
    size : int
    offset : int
        Added to the column's number in the counter, so that two tables of coefficients do not share draws.

    Returns
    -------
    array of float, shape (size, len(order))
    """
    out = np.empty((size, len(order)))
    for column, name in enumerate(order):
        out[:, column] = quantile(
            priors[name], uniforms(seed, Stream.PARAMETERS, 0, size, identity=offset + column)
        )
    return out
