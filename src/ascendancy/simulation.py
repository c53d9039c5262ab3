"""Simulation: a case's months run forward without evidence, everyone realised.

The month is the filter's own (``month.py``); only the evidence is missing and every person's state is drawn. Tenures
that the case gives, deaths and exogenous series are the setting; coefficients are drawn from their priors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from ascendancy.case.dates import month_text
from ascendancy.recorded import Run, span

if TYPE_CHECKING:
    from ascendancy.case import Case

Progress = Callable[[int, int, str], None]


def simulate(
    case: Case,
    *,
    citizens: int | str | None = None,
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
    citizens : int or "all", optional
        Live the society citizen by citizen, so many of them, in one history; "all" is one agent a person. Without
        it the coarse society is used, what infinitely many citizens would do.
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
        If the months, the account or a coefficient are not the case's, or the citizens do not fit into memory.

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
        from ascendancy.nation.simulate import asked, live

        if replicates != 1:
            raise ValueError(f"found {replicates} replicates, wanted 1: citizens live one history")
        plan = asked(
            case, citizens=citizens, seed=seed, start=start, until=until, account=account, fixed=fixed
        )
        return live(case, plan, threads=threads, progress=progress)
    if replicates < 1:
        raise ValueError(f"found {replicates} replicates, wanted at least 1")
    first, last = span(case, start, until)
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
