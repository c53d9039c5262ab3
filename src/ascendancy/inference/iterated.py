"""Calibrating: iterated filtering finds where the evidence pulls the coefficients.

A few filters are run with coefficients drawn from a proposal about m; each month's smoothed mean of the scores says
where the evidence around it pulls; their mean, weighted by the months' shares of the evidence, is the next m
(Ionides, Bretó and King 2006, Proceedings of the National Academy of Sciences 103) ::

    m ← m + g_k (Σ_t share_t E[z_t | evidence to t + 12] − m),   g = 1, 1, then 1/(k − ½)

Under the proposal N(m, 1) coefficients drift about m and are weighed back to the priors (``coefficients.py``), so m
settles where the pull of the evidence and that of the priors balance. The last round's spread of the smoothed scores,
kept between 0.8 and 1 (the ratio of a narrower proposal to the priors has tails too long), is the proposal's s.d. What
comes out is a proposal, not a posterior: with it the filter's log evidence is less noisy (docs/validation.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.dates import month_text
from ascendancy.evidence.dossier import dossier
from ascendancy.inference.calibration import HINDSIGHT, Calibration, keep, taken_up, write_calibration
from ascendancy.inference.coefficients import NAMES, PRIORS, Proposal
from ascendancy.inference.filter import FilterRun, run_filter
from ascendancy.inference.particles import fixed_lag_weights
from ascendancy.model import compile_case
from ascendancy.recorded import as_month
from ascendancy.regime.accounts import ACCOUNTS
from ascendancy.society.layout import AGGREGATES

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]
LAG = 12
ROUNDS, PILOTS, PARTICLES = 6, 4, 512
NARROWEST = 0.8


def calibrate(
    case: Case,
    *,
    until: int | str | None = None,
    accounts: Sequence[str] = tuple(ACCOUNTS),
    particles: int = PARTICLES,
    pilots: int = PILOTS,
    rounds: int = ROUNDS,
    seed: int = 1,
    threads: int | None = None,
    command: str = "",
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Calibrate a case's coefficients; long work, which goes on where it was left if ``out`` is the same.

    Parameters
    ----------
    case : Case
    until : month, optional
        Stand at the end of this month and use only what was public by then; else all that is known today.
    accounts : sequence of str
    particles, pilots, rounds : int
        Particles of a filter, filters a round, rounds.
    seed : int
    threads : int, optional
        The result does not depend on it.
    command : str
        Kept in the file.
    out : path, optional
        Where to write it; what is done so far stands beside it meanwhile.
    progress : callable, optional

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        If fewer than two pilots or one round are asked for, or the months are not the case's.

    Examples
    --------
    >>> from ascendancy.case import load
    >>> from ascendancy.inference.iterated import calibrate
    >>> found = calibrate(load("demo"), accounts=["majority"], particles=32, pilots=2, rounds=1)
    >>> found.proposal("majority").mean.shape == found.proposal("majority").sd.shape
    True
    """
    if pilots < 2 or rounds < 1:
        raise ValueError(f"found {pilots} pilots and {rounds} rounds, wanted at least 2 and 1")
    given = min(as_month(until, case.parameters.evidence_until), case.parameters.evidence_until)
    seen = case.known(given) if until is not None else case
    model = compile_case(seen, until=given, given=given)
    later = frozenset(row.id for row in seen.evidence if row.date.month > given)
    evidence = dossier(seen, model.regime, AGGREGATES, skip=later)
    made = {
        "until": month_text(given) if until is not None else HINDSIGHT, "case": case.parameters.id,
        "case_hash": seen.hash, "particles": particles, "pilots": pilots, "rounds": rounds, "seed": seed,
    }  # fmt: skip
    state = taken_up(out, made)
    total = rounds * pilots * len(accounts)
    for place, account in enumerate(accounts):
        mean, sd, error, begun = state.get(account, (*np.zeros((3, len(NAMES))), 0))
        for k in range(begun, rounds):
            pulls = []
            for pilot in range(pilots):
                ran = run_filter(
                    model, evidence, account=account, particles=particles, seed=seed + 1000 * k + pilot,
                    proposal=Proposal(mean, np.ones(len(NAMES))) if k else PRIORS, threads=threads,
                )  # fmt: skip
                pulls.append(pulled(ran, evidence.shares()))
                if progress is not None:
                    done = (place * rounds + k) * pilots + pilot + 1
                    text = f"calibrate {account}, round {k + 1}: log evidence {ran.log_evidence:.0f}"
                    progress(done, total, text)
            means, squares = np.array(pulls).swapaxes(0, 1)
            centre = means.mean(axis=0)
            sd = np.clip(np.sqrt(np.maximum(squares.mean(axis=0) - np.square(centre), 0.0)), NARROWEST, 1.0)
            error = means.std(axis=0, ddof=1) / np.sqrt(pilots)
            mean = mean + (1.0 if k < 2 else 1.0 / (k - 0.5)) * (centre - mean)
            state[account] = (mean, sd, error, k + 1)
            keep(out, made, state)
    means, sds, errors = ({name: np.asarray(state[name][part]) for name in accounts} for part in range(3))
    found = Calibration(means, sds, errors, {**made, "command": command})
    if out is not None:
        write_calibration(found, out)
    return found


def pulled(ran: FilterRun, shares: Floats) -> tuple[Floats, Floats]:
    """Mean of the coefficients' scores and of their squares over months, as seen a year later, weighted by evidence."""
    mean, square = np.zeros((2, len(NAMES)))
    for t in np.flatnonzero(shares):
        weights, scores = fixed_lag_weights(ran.particles, int(t), LAG), ran.scores[ran.epoch[t]]
        mean += shares[t] * (weights @ scores)
        square += shares[t] * (weights @ np.square(scores))
    return mean, square
