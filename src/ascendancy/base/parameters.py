"""Every coefficient of the base area: its name, prior, unit and source.

How skill grows, decays and yields is the society's (``society/skills.py``, ``society/parameters.py``). Of what stands
here no measurement is known: «convention» means a round number under a wide prior. The frontier draws them all from
their priors and switches each mechanism off in turn; none was moved after a result was seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ascendancy.regime.priors import Prior, draw

Floats = NDArray[np.float64]
OFFSET = 2000
CONVENTION = "convention: no measurement known"
LEAST_PRACTICE = 1.0 / 30.0
"""Whoever gives each of the four duties this share of his time, a day a month, *practises* all four (convention)."""


class B(IntEnum):
    """Columns of the base's coefficients of one draw."""

    DEMAND = 0
    ATTRITION = 1
    NEWCOMERS = 2
    PATIENCE = 3
    TERMS = 4
    MOBILITY = 5
    OFFENSIVES = 6
    OFFENSIVE_LENGTH = 7
    OFFENSIVE_NEED = 8
    NEED_WORKER = 9
    NEED_PEASANT = 10
    NEED_SOLDIER = 11
    NEED_INTELLECTUAL = 12


def _positive(centre: float, spread: float, unit: str) -> Prior:
    return Prior("lognormal", math.log(centre), spread, unit, CONVENTION)


def _share(mean: float, strength: float, unit: str) -> Prior:
    return Prior("beta", mean * strength, (1.0 - mean) * strength, unit, CONVENTION)


BASE_PRIORS: dict[str, Prior] = {
    "demand": _share(0.75, 20.0, "need, as a share of what the full unit's specialists yield at their best"),
    "attrition": _positive(0.02, 0.50, "chance a month of being lost, at full siege"),
    "newcomers": _share(0.25, 8.0, "chance a month that a vacancy is filled, without isolation"),
    "patience": _positive(3.0, 0.40, "months that a duty may stay uncovered before the unit falls"),
    "terms": _share(0.70, 10.0, "what is had in trade for one of what is given"),
    "mobility": _share(0.80, 10.0, "share of a month for which one may be moved to another duty"),
    "offensives": _share(0.08, 12.0, "chance a month that the enemy opens an offensive, at full siege"),
    "offensive_length": _positive(4.0, 0.40, "months that an offensive lasts, in the mean"),
    "offensive_need": _positive(2.0, 0.25, "soldiers asked for in an offensive, of those in other months"),
    "need_worker": _positive(
        0.15, 0.30, "weight of the duty among the four, before they are made to sum to 1"
    ),
    "need_peasant": _positive(0.55, 0.30, "the same"),
    "need_soldier": _positive(0.20, 0.30, "the same; it is asked for in proportion to the siege"),
    "need_intellectual": _positive(0.10, 0.30, "the same"),
}
NAMES = tuple(b.name.lower() for b in B)


def base_coefficients(seed: int, size: int, replaced: Mapping[str, Prior] | None = None) -> Floats:
    """Draw the base's coefficients from their priors.

    Parameters
    ----------
    seed : int
        0 to 2**64 − 1.
    size : int
        How many draws.
    replaced : mapping of name to Prior, optional
        Instead of the priors here, for a case that has sourced figures.

    Returns
    -------
    float64[size, len(B)]
        Columns in the order of :class:`B`; the four needs sum to 1.

    Raises
    ------
    ValueError
        One line, where a name is not one of these coefficients.

    Examples
    --------
    >>> from ascendancy.base.parameters import B, base_coefficients
    >>> drawn = base_coefficients(7, 3)
    >>> bool(abs(drawn[:, B.NEED_WORKER:].sum(axis=1) - 1.0).max() < 1e-12)
    True
    """
    unknown = [name for name in replaced or {} if name not in BASE_PRIORS]
    if unknown:
        raise ValueError(f"found {unknown[0]!r}, wanted one of {', '.join(NAMES)}")
    out = draw({**BASE_PRIORS, **(replaced or {})}, NAMES, seed, size, OFFSET)
    out[:, B.ATTRITION] = np.minimum(out[:, B.ATTRITION], 1.0)
    out[:, B.NEED_WORKER :] /= out[:, B.NEED_WORKER :].sum(axis=1, keepdims=True)
    return out
