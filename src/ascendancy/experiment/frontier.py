"""The levelling frontier: what makes a besieged core versatile, and what levelling costs as the scale grows.

Two experiments on one set of draws of the coefficients from their priors: ``siege.py`` (a) and ``transfer.py`` (b). Both
give every number with its interval, and every mechanism switched off in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.base.parameters import base_coefficients
from ascendancy.experiment.bands import resamples
from ascendancy.experiment.crossing import stops_table
from ascendancy.experiment.drivers import drivers_table
from ascendancy.experiment.plan import FULL, QUICK, Plan, bounded
from ascendancy.experiment.siege import grid, survival_table, survive
from ascendancy.experiment.transfer import level, transfer_table
from ascendancy.model import SOCIETY_OFFSET, priors_of
from ascendancy.regime.priors import draw
from ascendancy.society.parameters import NAMES, society_priors
from ascendancy.society.setting import default_setting, society_setting

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]


class Frontier(NamedTuple):
    """The frontier's tables (columns in ``docs/frontier.md``) and the settings that give them again."""

    survival: pd.DataFrame
    stops: pd.DataFrame
    drivers: pd.DataFrame
    transfer: pd.DataFrame
    settings: dict[str, Any]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        return {
            "survival": self.survival,
            "stops": self.stops,
            "drivers": self.drivers,
            "transfer": self.transfer,
        }


def frontier(
    case: Case | None = None,
    *,
    seed: int = 1,
    draws: int | None = None,
    largest: int | None = None,
    quick: bool = False,
    threads: int | None = None,
    cells: Path | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Compute the frontier.

    Parameters
    ----------
    case : Case, optional
        Whose society is levelled, with its priors; without one a generic nation, three quarters of it peasants.
    seed : int
        0 to 2**64 − 1. The same seed gives the same tables.
    draws : int, optional
        Draws of the coefficients, at least 2; 64 by default.
    largest : int, optional
        The largest scale, in citizens; 100,000,000 by default.
    quick : bool
        A coarser grid, for seconds instead of minutes.
    threads : int, optional
        The result does not depend on it.
    cells : Path, optional
        A folder in which finished cells are kept; those found there are not computed again.
    progress : callable, optional
        Called with (cells done, cells in all, text).

    Returns
    -------
    Frontier

    Raises
    ------
    ValueError
        One line, where a number is out of range.

    Examples
    --------
    >>> import ascendancy as asc
    >>> found = asc.frontier(draws=2, largest=100, quick=True, seed=7)
    >>> sorted(found.tables), int((found.transfer["scale"] == 100).sum()) > 0
    (['drivers', 'stops', 'survival', 'transfer'], True)
    """
    plan = bounded(QUICK if quick else FULL, draws, largest)
    priors = society_priors(priors_of(case) if case is not None else None)
    θ = draw(priors, NAMES, seed, plan.draws, offset=SOCIETY_OFFSET)
    β = base_coefficients(seed, plan.draws)
    fixed = society_setting(case).fixed if case is not None else default_setting().fixed
    tick = _counter(plan, progress)
    chosen = resamples(plan.draws, seed)
    lived = survive(plan, θ, β, seed, threads, cells, tick)
    levelled = level(plan, fixed, θ, seed, threads, cells, tick)
    settings = {
        "case": case.parameters.id if case is not None else None,
        "case_hash": case.hash if case is not None else None,
        "seed": seed, "quick": quick, **plan._asdict(),
    }  # fmt: skip
    return Frontier(
        survival_table(plan, lived, θ, chosen), stops_table(plan, lived, chosen),
        drivers_table(plan, lived, θ, β, chosen), transfer_table(plan, levelled, seed), settings,
    )  # fmt: skip


def _counter(plan: Plan, progress: Progress | None) -> Callable[[str], None]:
    """Says which cell is next, of how many."""
    scales = 1 + len(plan.scales) + len(plan.transfer_ablations)
    total = len(grid(plan)) + scales * len(plan.levellings)
    done = -1

    def tick(text: str) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total, text)

    return tick
