"""Inference: a case's evidence, filtered under each account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ascendancy.case.dates import month_text
from ascendancy.evidence.dossier import dossier
from ascendancy.inference.calibration import newest
from ascendancy.inference.coefficients import PRIORS
from ascendancy.inference.filter import run_filter
from ascendancy.inference.posterior import Posterior
from ascendancy.model import compile_case
from ascendancy.recorded import as_month
from ascendancy.regime.accounts import ACCOUNTS
from ascendancy.regime.accounts import account as account_named
from ascendancy.society.layout import AGGREGATES

if TYPE_CHECKING:
    from ascendancy.case import Case

Progress = Callable[[int, int, str], None]
MIXED = "mixed"


def infer(
    case: Case,
    *,
    until: int | str | None = None,
    horizon: int | str | None = None,
    account: str = MIXED,
    particles: int = 512,
    realised: int = 0,
    seed: int = 1,
    threads: int | None = None,
    exclude_origins: Sequence[str] = (),
    calibrated: bool = True,
    progress: Progress | None = None,
) -> Posterior:
    """Infer every hidden state of a case from its evidence.

    Parameters
    ----------
    case : Case
    until : month, optional
        Stand at the end of this month and use only what was *public* by then. Without it, everything the case
        knows today of events up to its ``evidence_until`` is used, whenever it became public.
    horizon : month, optional
        Last month of the posterior; those after the evidence are forecast. As far as the case's horizon by default.
    account : str
        majority, dominance, levers, or mixed: all three, mixed by the evidence for each.
    particles : int
        For each account.
    realised : int
        People, the weightiest, whose stance and status are drawn; the others keep their probabilities.
    seed : int
    threads : int, optional
        The result does not depend on it.
    exclude_origins : sequence of str
        Origins of evidence, or ids of items, to leave out.
    calibrated : bool
        Whether the case's calibration is used, the newest that stands no later than ``until`` (calibration.py);
        without one, or if not, coefficients are drawn from their priors.
    progress : callable, optional

    Returns
    -------
    Posterior

    Raises
    ------
    ValueError
        If the months or the account are not the case's.

    Examples
    --------
    >>> from ascendancy.case import load
    >>> from ascendancy.inference import infer
    >>> posterior = infer(load("demo"), account="majority", particles=64)
    >>> list(posterior.ascendancy().columns)
    ['month', 'mean', 'q05', 'q25', 'q50', 'q75', 'q95']
    """
    parameters = case.parameters
    given = min(as_month(until, parameters.evidence_until), parameters.end)
    if given < parameters.start:
        raise ValueError(f"found {month_text(given)}, wanted a month from {month_text(parameters.start)} on")
    if particles < 2:
        raise ValueError(f"found {particles} particles, wanted at least 2")
    last = min(as_month(horizon, given + parameters.horizon), parameters.end)
    if last < given:
        raise ValueError(f"found {month_text(last)} as last month, wanted {month_text(given)} or later")
    seen = case.known(given) if until is not None else case
    model = compile_case(seen, until=last, given=given)
    later = {row.id for row in seen.evidence if row.date.month > given}
    evidence = dossier(seen, model.regime, AGGREGATES, skip=frozenset(later) | frozenset(exclude_origins))
    names = tuple(ACCOUNTS) if account == MIXED else (account_named(account).name,)
    calibration = newest(case, given if until is not None else None) if calibrated else None
    runs = {}
    for place, name in enumerate(names):
        runs[name] = run_filter(
            model, evidence, account=name, particles=particles, seed=seed, realised=realised, threads=threads,
            proposal=calibration.proposal(name) if calibration is not None else PRIORS,
            progress=_part(progress, place, len(names)),
        )  # fmt: skip
    settings = {
        "seed": seed, "particles": particles, "realised": realised, "account": account,
        "until": month_text(given), "horizon": month_text(last), "public_only": until is not None,
        "exclude_origins": sorted(exclude_origins), "calibration": calibration.id if calibration is not None else None,
        "threads": threads,
    }  # fmt: skip
    return Posterior(seen, runs, settings, threads)


def _part(progress: Progress | None, place: int, parts: int) -> Progress | None:
    if progress is None:
        return None
    return lambda done, total, text: progress(place * total + done, parts * total, text)
