"""How much of the frontier is computed: the grid, how many draws of the coefficients, how many cores under each."""

from __future__ import annotations

from typing import NamedTuple

ABLATIONS = ("returns", "decay", "attrition", "offensives", "isolation", "shifting")
"""Mechanisms of the base that are switched off, one at a time; *selection* and *siege* are read off the whole grid."""
TRANSFER_ABLATIONS = ("returns", "decay", "hunger")


class Plan(NamedTuple):
    """A grid. Rotation 0 is a core of specialists; 1 gives everybody all four duties."""

    sieges: tuple[float, ...]
    isolations: tuple[float, ...]
    sizes: tuple[int, ...]
    """People in a core."""
    rotations: tuple[float, ...]
    months: int
    """Months under siege."""
    draws: int
    """Draws of the coefficients from their priors."""
    person_budget: int
    """Cores under a draw: as many as hold about so many people, at least 1 and at most 48."""
    ablated_sieges: tuple[float, ...]
    ablations: tuple[str, ...]
    levellings: tuple[float, ...]
    """Policies of the transfer; 0, none, comes first."""
    scales: tuple[int, ...]
    """Citizens."""
    transfer_months: int
    transfer_ablations: tuple[str, ...]
    """Switched off in the coarse society, to which the citizens converge."""
    citizen_draws: int
    """Draws lived by citizens, at scales up to ten thousand."""

    def units(self, size: int) -> int:
        """Cores of a size under each draw."""
        return max(1, min(48, self.person_budget // size))

    def lived(self, scale: int) -> int:
        """Draws lived at a scale: all of them in the coarse society (0), fewer the more citizens, at least 2."""
        if scale == 0:
            return self.draws
        share = min(1.0, (10_000 / scale) ** (1.0 / 3.0))
        return max(2, min(self.draws, int(self.citizen_draws * share)))


FULL = Plan(
    sieges=(0.0, 0.25, 0.5, 0.75, 1.0),
    isolations=(0.0, 0.5, 1.0),
    sizes=(10, 30, 100, 300, 1_000, 10_000),
    rotations=(0.0, 0.5, 1.0),
    months=60,
    draws=64,
    person_budget=2_000,
    ablated_sieges=(0.5, 1.0),
    ablations=ABLATIONS,
    levellings=(0.0, 0.1, 0.25, 0.5, 1.0),
    scales=tuple(10**k for k in range(2, 9)),
    transfer_months=36,
    transfer_ablations=TRANSFER_ABLATIONS,
    citizen_draws=24,
)
QUICK = FULL._replace(
    sieges=(0.0, 0.5, 1.0),
    isolations=(0.0, 1.0),
    sizes=(10, 100, 1_000),
    draws=16,
    person_budget=500,
    ablations=("returns", "shifting"),
    levellings=(0.0, 0.25, 1.0),
    scales=(100, 1_000, 10_000),
    transfer_months=24,
    transfer_ablations=TRANSFER_ABLATIONS,
    citizen_draws=3,
)
"""A coarser grid, for seconds instead of minutes."""


def bounded(plan: Plan, draws: int | None, largest: int | None) -> Plan:
    """The plan with so many draws and no scale above ``largest``.

    Raises
    ------
    ValueError
        One line: what was found, what was wanted.

    Examples
    --------
    >>> from ascendancy.experiment.plan import FULL, bounded
    >>> bounded(FULL, 8, 1000).scales
    (100, 1000)
    """
    if draws is not None:
        if draws < 2:
            raise ValueError(f"draws: found {draws}, wanted at least 2")
        plan = plan._replace(draws=draws)
    if largest is not None:
        scales = tuple(scale for scale in plan.scales if scale <= largest)
        if not scales or largest > FULL.scales[-1]:
            raise ValueError(f"largest: found {largest}, wanted {plan.scales[0]} to {FULL.scales[-1]}")
        plan = plan._replace(scales=scales)
    return plan
