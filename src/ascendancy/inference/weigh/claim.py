"""A claim weighed: its verdict under each account and under their mixture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ascendancy.inference.weigh.odds import Estimate, bayes_factor
from ascendancy.inference.weigh.words import UNTESTABLE, verdict

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Verdict:
    """A claim under one account, or under their mixture.

    Attributes
    ----------
    prior, posterior : float
        Probabilities, half a history added on either side.
    prior_interval, posterior_interval : tuple of float
        90% intervals of the error of computing.
    odds : float
        Posterior odds.
    bayes_factor, bayes_factor_sd : float
    bayes_factor_interval : tuple of float
        90% Monte Carlo interval.
    word : str
        An estimative word, or that the evidence does not discriminate.
    histories : float
        How many independent histories the posterior rests on.
    """

    prior: float
    prior_interval: tuple[float, float]
    posterior: float
    posterior_interval: tuple[float, float]
    odds: float
    bayes_factor: float
    bayes_factor_sd: float
    bayes_factor_interval: tuple[float, float]
    word: str
    histories: float

    @classmethod
    def between(cls, prior: Estimate, posterior: Estimate) -> Verdict:
        """From the probability before the evidence to that after it."""
        factor = bayes_factor(prior, posterior)
        return cls(
            prior=prior.probability,
            prior_interval=prior.interval(),
            posterior=posterior.probability,
            posterior_interval=posterior.interval(),
            odds=posterior.odds,
            bayes_factor=factor.value,
            bayes_factor_sd=factor.sd,
            bayes_factor_interval=(factor.low, factor.high),
            word=verdict(posterior.probability, factor),
            histories=posterior.size,
        )


@dataclass(frozen=True)
class WeighedClaim:
    """A claim of the case, weighed.

    Attributes
    ----------
    id, statement, hedge, query : str or None
        As the case has them.
    prior, posterior, odds, bayes_factor, bayes_factor_sd : float or None
        Under the accounts mixed; None when the claim was not testable.
    bayes_factor_interval : tuple of float or None
        90% Monte Carlo interval.
    word : str
    accounts : dict
        The same under each account.
    accounts_disagree : bool
        Whether two accounts come to different words, with posterior intervals that do not touch.
    moved_by : tuple of dict
        The items that moved it most: ``item``, ``bits``, ``sd``, ``without``, ``khat``, ``reliable``.
    would_move : tuple of dict
        What item, if found, would move it most: ``item``, ``bits`` (expected), ``outcomes``.
    note : str or None
        Why it was not testable; else the case's remark.
    """

    id: str
    statement: str
    hedge: str | None
    query: str | None
    prior: float | None = None
    posterior: float | None = None
    odds: float | None = None
    bayes_factor: float | None = None
    bayes_factor_sd: float | None = None
    bayes_factor_interval: tuple[float, float] | None = None
    word: str = UNTESTABLE
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    accounts_disagree: bool = False
    moved_by: tuple[dict[str, Any], ...] = ()
    would_move: tuple[dict[str, Any], ...] = ()
    note: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return asdict(self)


def disagree(verdicts: Sequence[Verdict]) -> bool:
    """Whether two of the verdicts differ in word and have posterior intervals that do not touch."""
    return any(
        a.word != b.word and a.posterior_interval[1] < b.posterior_interval[0]
        for a in verdicts
        for b in verdicts
    )


def claims_frame(claims: Sequence[WeighedClaim]) -> pd.DataFrame:
    """Weighed claims as a table.

    Parameters
    ----------
    claims : sequence of WeighedClaim

    Returns
    -------
    pandas.DataFrame
        A row for each claim and account, and one for the mixture (``account`` is ``mixed``), with columns
        ``id, account, prior, posterior, bayes_factor, low, high, word``.
    """
    import pandas as pd

    rows = []
    for claim in claims:
        whole = {"bayes_factor_interval": claim.bayes_factor_interval, "word": claim.word}
        whole |= {name: getattr(claim, name) for name in ("prior", "posterior", "bayes_factor")}
        for account, each in {**claim.accounts, "mixed": whole}.items():
            low, high = each["bayes_factor_interval"] or (None, None)
            measured = {name: each[name] for name in ("prior", "posterior", "bayes_factor")}
            rows.append(
                {
                    "id": claim.id,
                    "account": account,
                    **measured,
                    "low": low,
                    "high": high,
                    "word": each["word"],
                }
            )
    columns = ["id", "account", "prior", "posterior", "bayes_factor", "low", "high", "word"]
    return pd.DataFrame(rows, columns=columns)
