"""Weighing every claim of a case: simulate, infer, ask, compare.

The prior of a claim is its share among histories simulated without evidence; the posterior its share among
histories drawn given the evidence, without any item that goes back to the claimant. Each is taken under
every account, and mixed: before the evidence the accounts have equal shares, after it those that the
evidence gives them.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.case import Case
from ascendancy.case.dates import month_text
from ascendancy.case.faults import CaseError
from ascendancy.case.schema import Claim
from ascendancy.histories import Histories
from ascendancy.inference.weigh.asking import Answer, Asked, Settings, ask, ask_all, inferred, simulated
from ascendancy.inference.weigh.claim import Verdict, WeighedClaim, disagree
from ascendancy.inference.weigh.codes import code_influences
from ascendancy.inference.weigh.faults import claim_faults
from ascendancy.inference.weigh.hypothetical import searched
from ascendancy.inference.weigh.influence import Influence, LeftOut, clear, influences, leave_out
from ascendancy.inference.weigh.odds import mixed
from ascendancy.inference.weigh.origins import origins
from ascendancy.inference.weigh.sample import Sample, joined, pooled
from ascendancy.query import QueryError
from ascendancy.regime.accounts import ACCOUNTS

MOST = 5
"""How many items are named, of those that moved a claim and of those that would."""

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]


def weigh(
    case: Case,
    *,
    posterior: Any = None,
    prior: Mapping[str, Histories] | None = None,
    until: str | None = None,
    seed: int = 1,
    particles: int = 512,
    size: int = 160,
    threads: int | None = None,
    attribution: bool = False,
    progress: Progress | None = None,
    simulate: Callable[..., Any] | None = None,
    infer: Callable[..., Any] | None = None,
) -> list[WeighedClaim]:
    """Weigh every claim of a case.

    Parameters
    ----------
    case : Case
    posterior : Posterior, optional
        Given all the evidence; used for the claims from whose maker no item comes. Inferred when not given.
    prior : mapping of account to Histories, optional
        Simulated without evidence; simulated here when not given.
    until : str, optional
        Last month of evidence, ``YYYY-MM``; the case's own when not given.
    seed, particles : int
        Of simulation and inference. As many histories are simulated as there are particles.
    size : int
        How many histories are drawn from the posterior of each account.
    threads : int, optional
    attribution : bool
        Whether what the record says of who wrote a document counts when its sponsor is asked for.
    progress : callable, optional
        ``progress(done, total, text)``.
    simulate, infer : callable, optional
        In place of :func:`ascendancy.simulation.simulate` and :func:`ascendancy.inference.all_accounts`.

    Returns
    -------
    list of WeighedClaim
        In the order of the case.

    Raises
    ------
    CaseError
        If a query cannot be read, names what the case does not have, or reaches beyond its horizon.

    Examples
    --------
    ``[claim.word for claim in asc.weigh(asc.load("demo"))]``
    """
    faults = claim_faults(case)
    if faults:
        raise CaseError(faults)
    asked = [ask(claim, case) for claim in case.claims if (claim.query or "").strip()]
    last = max(
        [case.parameters.evidence_until, *(span[1] for each in asked if (span := each.query.months()))]
    )
    groups = sorted({each.left_out for each in asked})
    accounts = tuple(ACCOUNTS if posterior is None else posterior.accounts)
    settings = Settings(
        seed,
        particles,
        size,
        threads,
        until,
        month_text(last),
        attribution,
        simulate or _late("ascendancy.simulation", "simulate"),
        infer or _late("ascendancy.inference", "infer"),
        _counter(progress, len(accounts) * (1 + len(groups)) + len(groups) if asked else 0),
    )
    before: dict[str, dict[str, Answer | QueryError]] = {}
    for account in accounts if asked else ():
        before[account] = ask_all(asked, simulated(case, account, prior, settings), case, settings, False)
        settings.report(f"prior, {account}")
    weighed = {}
    for left_out in groups:
        given = posterior if posterior is not None and not left_out else inferred(case, left_out, settings)
        group = [each for each in asked if each.left_out == left_out]
        after, scores = {}, []
        for account in accounts:
            histories = given.account(account).histories(None, size)
            after[account] = ask_all(group, histories, case, settings, True)
            scores.append((histories.weights, histories.log_likelihood, histories.items))
            settings.report(f"posterior, {account}")
        shares = [float(given.probabilities[account]) for account in accounts]
        without = _without(scores, shares)
        for each in group:
            ours = [
                {name: table[each.claim.id] for name, table in tables.items()} for tables in (before, after)
            ]
            weighed[each.claim.id] = _weighed(each, ours[0], ours[1], shares, without, case, settings)
    return [weighed.get(claim.id) or _untestable(claim, claim.note) for claim in case.claims]


def _late(module: str, name: str) -> Callable[..., Any]:
    """The room's own verb, loaded when it is needed."""
    return lambda *given, **named: getattr(importlib.import_module(module), name)(*given, **named)


def _counter(progress: Progress | None, total: int) -> Callable[[str], None]:
    done = 0

    def report(text: str) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total, text)

    return report


def _weighed(
    each: Asked,
    before: Mapping[str, Answer | QueryError],
    after: Mapping[str, Answer | QueryError],
    shares: list[float],
    without: LeftOut | None,
    case: Case,
    settings: Settings,
) -> WeighedClaim:
    faults = [answer for answer in (*before.values(), *after.values()) if isinstance(answer, QueryError)]
    if faults:
        return _untestable(each.claim, faults[0].short)
    first = {name: answer for name, answer in before.items() if isinstance(answer, Answer)}
    then = {name: answer for name, answer in after.items() if isinstance(answer, Answer)}
    verdicts = {
        name: Verdict.between(first[name].sample.estimate, then[name].sample.estimate) for name in then
    }
    both = pooled([answer.sample for answer in then.values()], shares)
    whole = Verdict.between(
        mixed([first[name].sample.estimate for name in then], [1.0] * len(then)), both.estimate
    )
    moved = _moved(each, both, whole.histories, without, case, settings)
    might_be = next(iter(then.values())).might_be
    would = searched(zip(might_be, both.outcomes, strict=True), both.truth, both.weights, whole.histories)
    return WeighedClaim(
        id=each.claim.id,
        statement=each.claim.statement,
        hedge=each.claim.hedge,
        query=each.claim.query,
        prior=whole.prior,
        posterior=whole.posterior,
        odds=whole.odds,
        bayes_factor=whole.bayes_factor,
        bayes_factor_sd=whole.bayes_factor_sd,
        bayes_factor_interval=whole.bayes_factor_interval,
        word=whole.word,
        accounts={name: asdict(verdict) for name, verdict in verdicts.items()},
        accounts_disagree=disagree(list(verdicts.values())),
        moved_by=tuple(influence.as_dict() for influence in moved[:MOST]),
        would_move=tuple(would[:MOST]),
        note=each.claim.note,
    )


def _moved(
    each: Asked, both: Sample, size: float, without: LeftOut | None, case: Case, settings: Settings
) -> list[Influence]:
    """What moved a claim: the document's codes, where it is about a sponsor; else items of evidence."""
    codes = code_influences(each.query, case, settings.attribution, origins(each.claim, case))
    if codes is not None:
        return codes
    return clear(influences(both.truth, without, size, both.lineages)) if without is not None else []


def _without(
    scores: list[tuple[Floats, Floats | None, tuple[str, ...]]], shares: list[float]
) -> LeftOut | None:
    """All accounts' histories with each item left out in turn; None when they do not score the same items."""
    tables = [table for _, table, _ in scores if table is not None]
    items = scores[0][2]
    if len(tables) < len(scores) or any(other != items for _, _, other in scores):
        return None
    return leave_out(joined([weights for weights, _, _ in scores], shares), np.concatenate(tables), items)


def _untestable(claim: Claim, note: str | None) -> WeighedClaim:
    return WeighedClaim(claim.id, claim.statement, claim.hedge, claim.query or None, note=note)
