"""The ensembles that the tables are made of: one a source (prior, posterior) and account, and their mixture.

*prior* is what the model does without evidence; *posterior* is what it does given the evidence. The
mixture of the accounts weighs each by its probability (posterior) or evenly (prior).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from ascendancy.histories import Histories, mixture

MIXED = "mixed"


class RunLike(Protocol):
    """A simulated run: its histories and the settings that made it."""

    @property
    def histories(self) -> Histories: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...
    @property
    def citizens(self) -> Any: ...


class AccountLike(Protocol):
    """The posterior under one account."""

    @property
    def log_evidence(self) -> float: ...
    def histories(self, at: int | None = None, size: int = 160) -> Histories: ...
    def by_month(self, size: int = 160) -> Histories: ...


class PosteriorLike(Protocol):
    """A posterior over every hidden state, under one or more accounts."""

    @property
    def accounts(self) -> tuple[str, ...]: ...
    @property
    def probabilities(self) -> Mapping[str, float]: ...
    @property
    def settings(self) -> Mapping[str, Any]: ...
    def account(self, name: str) -> Any: ...
    def to_datatree(self) -> Any: ...


class Ensemble(NamedTuple):
    """Histories with the source and account they stand for; of a posterior, apart, those to be read month by month."""

    source: str
    account: str
    histories: Histories
    months: Histories | None = None

    def by_month(self) -> Ensemble:
        """The same, its histories those to be read month by month."""
        return self if self.months is None else self._replace(histories=self.months)


def _prior(run: RunLike | Mapping[str, RunLike] | None) -> Iterator[Ensemble]:
    if run is None:
        return
    if not isinstance(run, Mapping):
        yield Ensemble("prior", str(run.settings.get("account", "majority")), run.histories)
        return
    for account, one in run.items():
        yield Ensemble("prior", account, one.histories)
    if len(run) > 1 and MIXED not in run:
        parts = [one.histories for one in run.values()]
        yield Ensemble("prior", MIXED, mixture(parts))


def _posterior(posterior: PosteriorLike | None, size: int) -> Iterator[Ensemble]:
    if posterior is None:
        return
    names = [name for name in posterior.accounts if name != MIXED]
    parts = [posterior.account(name).histories(None, size) for name in names]
    months = [posterior.account(name).by_month(size) for name in names]
    for name, part, month in zip(names, parts, months, strict=True):
        yield Ensemble("posterior", name, part, month)
    if len(parts) > 1:
        shares = [posterior.probabilities[name] for name in names]
        yield Ensemble("posterior", MIXED, mixture(parts, shares), mixture(months, shares))


def ensembles(
    run: RunLike | Mapping[str, RunLike] | None, posterior: PosteriorLike | None, size: int = 160
) -> list[Ensemble]:
    """Every ensemble that a run folder describes, in a fixed order.

    Parameters
    ----------
    run : a run, or runs by account, without evidence
    posterior : the posterior, if there is one
    size : histories drawn per account from the posterior
    """
    return [*_prior(run), *_posterior(posterior, size)]
