"""A case compiled for the month: what is given, what is to be drawn, and the names of everything.

Simulation and inference start from the same :class:`Model`, so that neither can know what the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.month import SocietyArrays
from ascendancy.regime.parameters import NAMES as REGIME_NAMES
from ascendancy.regime.parameters import regime_priors
from ascendancy.regime.priors import Prior, draw
from ascendancy.regime.setting import RegimeSetting, regime_setting
from ascendancy.regime.state import Particles, empty_particles
from ascendancy.society.layout import AGGREGATES, CELL_SIZE
from ascendancy.society.parameters import NAMES as SOCIETY_NAMES
from ascendancy.society.parameters import society_priors
from ascendancy.society.pressure import campaign_weights
from ascendancy.society.setting import society_setting

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
SOCIETY_OFFSET = 1000


class Model(NamedTuple):
    """A compiled case."""

    case: Case
    regime: RegimeSetting
    society: SocietyArrays
    priors: dict[str, Prior]  # the regime's, then the society's

    @property
    def months(self) -> int:
        """How many months."""
        return self.regime.months

    def coefficients(self, seed: int, size: int) -> tuple[Floats, Floats]:
        """Draws from the priors: (size, regime's coefficients), (size, society's)."""
        return (
            draw(self.priors, REGIME_NAMES, seed, size),
            draw(self.priors, SOCIETY_NAMES, seed, size, offset=SOCIETY_OFFSET),
        )

    def fix(self, θ: Floats, φ: Floats, fixed: Mapping[str, float]) -> None:
        """Set coefficients by name in these draws, instead of what was drawn.

        Raises
        ------
        ValueError
            If no coefficient has that name.
        """
        for name, value in fixed.items():
            if name in REGIME_NAMES:
                θ[:, REGIME_NAMES.index(name)] = value
            elif name in SOCIETY_NAMES:
                φ[:, SOCIETY_NAMES.index(name)] = value
            else:
                raise ValueError(f"no coefficient is called {name!r}")

    def particles(self, size: int) -> Particles:
        """Room for ``size`` particles."""
        setting = self.regime
        cells = (self.society.fixed.shape[0], CELL_SIZE)
        return empty_particles(
            size, len(setting.people), len(setting.bodies), len(setting.institutions), len(setting.titles),
            cells, len(AGGREGATES),
        )  # fmt: skip


def compile_case(case: Case, *, until: int, given: int | None = None) -> Model:
    """Compile a case.

    Parameters
    ----------
    case : Case
        Masked (``case.known``) if nothing later than a date must be seen.
    until : int
        Last month, inclusive.
    given : int, optional
        Last month whose tenures and deaths are taken as given.

    Returns
    -------
    Model
    """
    setting = regime_setting(case, until=until, given=given)
    weights = campaign_weights(case, setting.slots, len(setting.titles), setting.start, setting.months)
    society = SocietyArrays(society_setting(case).fixed, weights)
    replaced = priors_of(case)
    return Model(case, setting, society, {**regime_priors(replaced), **society_priors(replaced)})


def priors_of(case: Case) -> dict[str, Prior]:
    """The priors that a case sets instead of the model's own, by coefficient."""
    return {
        name: Prior(prior.dist, prior.a, prior.b if prior.b is not None else 0.0, "", " ".join(prior.source))
        for name, prior in case.parameters.priors.items()
    }
