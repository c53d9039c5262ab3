"""Simulation: a case's months run forward without evidence, everyone realised.

The month is the filter's own (``month.py``); only the evidence is missing and every person's state is drawn. Tenures
that the case gives, deaths and exogenous series are the setting; coefficients are drawn from their priors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ascendancy.case.dates import month_index, month_text
from ascendancy.histories import Histories

if TYPE_CHECKING:
    from ascendancy.case import Case

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Run:
    """A simulated ensemble.

    Attributes
    ----------
    case : Case
    histories : Histories
        One a replicate, of equal weight.
    settings : mapping
        What was asked for.
    """

    case: Case
    histories: Histories
    settings: Mapping[str, Any]


def as_month(value: int | str | None, otherwise: int) -> int:
    """A month given as a number or as ``YYYY-MM``."""
    if value is None:
        return otherwise
    return month_index(value) if isinstance(value, str) else value


def simulate(
    case: Case,
    *,
    citizens: int | None = None,
    seed: int = 1,
    replicates: int = 1,
    start: int | str | None = None,
    until: int | str | None = None,
    account: str = "majority",
    fixed: Mapping[str, float] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """Simulate a case without evidence.

    Parameters
    ----------
    case : Case
    citizens : int, optional
        Citizens one by one belong to a later edition; the coarse society is used.
    seed : int
    replicates : int
        How many histories.
    start, until : month, optional
        First and last month shown and simulated; the case's own by default. The run always begins with the case.
    account : str
        majority, dominance or levers.
    fixed : mapping of coefficient to value, optional
        Instead of draws from the priors: an ablation sets a mechanism's coefficient to nothing.
    threads : int, optional
        The result does not depend on it.
    progress : callable, optional

    Returns
    -------
    Run

    Raises
    ------
    ValueError
        If the months, the account or a coefficient are not the case's.

    Examples
    --------
    >>> from ascendancy.case import load
    >>> from ascendancy.simulation import simulate
    >>> simulate(load("demo"), replicates=3).histories.size
    3
    """
    from ascendancy.evidence.dossier import dossier
    from ascendancy.inference.filter import run_filter
    from ascendancy.model import compile_case
    from ascendancy.recorded import recorded
    from ascendancy.society.layout import AGGREGATES

    if citizens is not None:
        raise ValueError("found a number of citizens, wanted none: this edition runs the coarse society")
    if replicates < 1:
        raise ValueError(f"found {replicates} replicates, wanted at least 1")
    first, last = as_month(start, case.parameters.start), as_month(until, case.parameters.end)
    if not case.parameters.start <= first <= last <= case.parameters.end:
        raise ValueError(
            f"found months {month_text(first)} to {month_text(last)}, wanted some within "
            f"{month_text(case.parameters.start)} to {month_text(case.parameters.end)}"
        )
    given = min(last, case.parameters.evidence_until)
    model = compile_case(case, until=last, given=given)
    θ, φ = model.coefficients(seed, replicates)
    model.fix(θ, φ, fixed or {})
    nothing = dossier(
        case, model.regime, AGGREGATES, tenures=False, skip=frozenset(row.id for row in case.evidence)
    )
    ran = run_filter(
        model, nothing, account=account, particles=replicates, seed=seed, bootstrap=True, coefficients=(θ, φ),
        threads=threads, progress=progress, task=f"simulate, account {account}",
    )  # fmt: skip
    by_history = {
        name: np.moveaxis(getattr(ran, name), 0, 1)
        for name in ("record", "phases", "majority", "waiting", "loyalty", "hazard", "measures", "states")
    }
    histories = recorded(model, **by_history, regime_coefficients=θ, society_coefficients=φ)
    settings = {
        "seed": seed, "replicates": replicates, "start": month_text(first), "until": month_text(last),
        "account": account, "citizens": citizens, "fixed": dict(fixed or {}),
    }  # fmt: skip
    return Run(case, histories.between(first, last) if first > case.parameters.start else histories, settings)
