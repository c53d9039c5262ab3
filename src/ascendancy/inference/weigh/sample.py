"""What is kept of a set of histories for one claim: small arrays, so that the histories themselves can go."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.histories import Histories
from ascendancy.inference.weigh.hypothetical import Hypothetical
from ascendancy.inference.weigh.odds import Estimate, estimate
from ascendancy.query import Query

Floats = NDArray[np.float64]


class Sample(NamedTuple):
    """A claim on J histories of one account.

    Attributes
    ----------
    truth, weights : array, shape (J,)
    estimate : Estimate
    lineages : array of int, shape (J,)
        Histories of one number share a past.
    outcomes : tuple of arrays, shape (J, K) each
        Of hypothetical items.
    """

    truth: Floats
    weights: Floats
    estimate: Estimate
    lineages: NDArray[np.intp]
    outcomes: tuple[Floats, ...] = ()


def sample(query: Query, histories: Histories, found: tuple[Hypothetical, ...] = ()) -> Sample:
    """Ask a query of histories, and keep what weighing needs.

    Parameters
    ----------
    query : Query
    histories : Histories
    found : tuple of Hypothetical
        Items that might be found.

    Returns
    -------
    Sample

    Raises
    ------
    QueryError
        If the histories do not have what the query names.
    """
    truth = query.evaluate(histories)
    shared = lineages(query, histories)
    return Sample(
        truth,
        histories.weights,
        estimate(truth, histories.weights, shared),
        shared,
        tuple(item.likelihood(histories) for item in found),
    )


def lineages(query: Query, histories: Histories) -> NDArray[np.intp]:
    """Which histories are one in the regime's path over the query's months, and in the coefficients it names.

    They descend from one particle, and tell of the regime no more than one history would.
    """
    named = query.names()["coefficients"]
    keys: list[NDArray[Any]] = [histories.parameters[name][:, np.newaxis] for name in named]
    span = query.months()
    if span is not None:
        columns = slice(span[0] - histories.start, span[1] - histories.start + 1)
        keys += [histories.ascendancy[:, columns], histories.programme[:, columns]]
    if not keys:
        return np.arange(histories.size)
    rows = np.concatenate([np.asarray(key, dtype=np.float64) for key in keys], axis=1)
    return np.unique(rows, axis=0, return_inverse=True)[1].reshape(-1).astype(np.intp)


def pooled(samples: list[Sample], shares: list[float]) -> Sample:
    """Samples of several accounts as one, each account with its share; the estimate is the mixture's."""
    from ascendancy.inference.weigh.odds import mixed

    first = np.cumsum([0, *(each.truth.size for each in samples[:-1])])
    return Sample(
        np.concatenate([each.truth for each in samples]),
        joined([each.weights for each in samples], shares),
        mixed([each.estimate for each in samples], shares),
        np.concatenate([place + each.lineages for place, each in zip(first, samples, strict=True)]),
        tuple(np.concatenate(arrays) for arrays in zip(*(each.outcomes for each in samples), strict=True)),
    )


def joined(weights: list[Floats], shares: list[float]) -> Floats:
    """The weights of several accounts' histories as one, each account with its share."""
    total = sum(shares)
    return np.concatenate([share / total * part for share, part in zip(shares, weights, strict=True)])
