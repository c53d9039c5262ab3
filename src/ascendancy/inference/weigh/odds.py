"""Probabilities from finitely many histories, and the Bayes factor between two of them, with its error.

Of n histories that count, k have the claim true. With Jeffreys' prior the probability is Beta(k + ½, n − k
+ ½), so 0 in n and n in n give finite odds and honest bounds. n is smaller than the number of histories
when their weights are unequal, and when they share a past: draws from a particle filter descend from few
ancestors. With W_g the weight of lineage g and p_g the share of it in which the claim is true,

    Var p̂ = Σ_g W_g² (p_g − p̂)²,      n = p̂ (1 − p̂) / Var p̂,

held between the number of equally weighted lineages, 1 / Σ W_g², and that of histories, 1 / Σ w_j²; at p̂ =
0 and 1 the former is taken.

The Bayes factor is (posterior odds) / (prior odds). The interval is that of the difference of two log odds,
each with its Beta distribution, by quadrature: no random numbers.

Source: Jeffreys, *Theory of Probability* (1961); Kish, *Survey Sampling* (1965), for n; DiCiccio, Kass,
Raftery and Wasserman, "Computing Bayes factors by combining simulation and asymptotic approximations"
(1997).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, polygamma

Floats = NDArray[np.float64]
LEVEL = 0.90
POINTS = 401
TINY = 1e-300


class Estimate(NamedTuple):
    """A probability known from so many histories for it and so many against, half a one added to each."""

    yes: float
    no: float

    @property
    def probability(self) -> float:
        """Its expectation."""
        return self.yes / (self.yes + self.no)

    @property
    def odds(self) -> float:
        """Its odds: probability for, over probability against."""
        return self.yes / self.no

    @property
    def size(self) -> float:
        """How many histories it rests on."""
        return self.yes + self.no - 1.0

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """The central interval of that level: the error of computing only."""
        tail = 0.5 * (1.0 - level)
        low = float(betaincinv(self.yes, self.no, tail))
        return low, 1.0 - float(betaincinv(self.no, self.yes, tail))

    def bits(self) -> float:
        """Log odds to base two."""
        return float(np.log2(self.odds))


class Factor(NamedTuple):
    """A Bayes factor, its 90% interval, and its standard error."""

    value: float
    low: float
    high: float
    sd: float


def estimate(truth: Floats, weights: Floats, lineages: NDArray[np.intp] | None = None) -> Estimate:
    """The probability that a claim is true.

    Parameters
    ----------
    truth : array, shape (J,)
        1 where the claim holds, 0 where it does not.
    weights : array, shape (J,), sum 1
    lineages : array of int, shape (J,), optional
        Histories of one number share a past; each its own when not given.

    Returns
    -------
    Estimate

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.inference.weigh.odds import estimate
    >>> round(estimate(np.zeros(99), np.full(99, 1 / 99)).probability, 6)
    0.005
    """
    groups = np.arange(truth.size) if lineages is None else lineages
    held = np.bincount(groups, weights=weights)
    true = np.bincount(groups, weights=weights * truth)
    p = min(max(float(weights @ truth), 0.0), 1.0)
    held, true = held[held > 0.0], true[held > 0.0]
    least, most = 1.0 / float(np.sum(held**2)), 1.0 / float(np.sum(weights**2))
    variance = float(np.sum((true - held * p) ** 2))
    n = min(max(p * (1.0 - p) / variance, least), most) if variance > 1e-15 else least
    return Estimate(n * p + 0.5, n * (1.0 - p) + 0.5)


def mixed(parts: Sequence[Estimate], shares: Sequence[float]) -> Estimate:
    """The probability under several accounts, each with its share: a Beta of the same mean and error.

    The accounts are simulated with the same random draws, so their errors go together: the standard error is
    the mean of theirs, which is the most it can be.
    """
    share = np.asarray(shares, dtype=np.float64) / np.sum(shares)
    means = np.array([part.probability for part in parts])
    totals = np.array([part.yes + part.no for part in parts])
    mean = float(share @ means)
    variance = float(share @ np.sqrt(means * (1.0 - means) / (totals + 1.0))) ** 2
    n = mean * (1.0 - mean) / variance - 1.0
    return Estimate(mean * n, (1.0 - mean) * n)


def bayes_factor(prior: Estimate, posterior: Estimate, level: float = LEVEL) -> Factor:
    """By how much the evidence multiplied the odds.

    Parameters
    ----------
    prior, posterior : Estimate
    level : float
        Of the interval.

    Returns
    -------
    Factor

    Examples
    --------
    >>> from ascendancy.inference.weigh.odds import Estimate, bayes_factor
    >>> bayes_factor(Estimate(50.0, 50.0), Estimate(75.0, 25.0)).value
    3.0
    """
    differences = np.subtract.outer(_log_odds(posterior), _log_odds(prior)).ravel()
    low, high = np.quantile(differences, [0.5 * (1.0 - level), 0.5 * (1.0 + level)])
    value = posterior.odds / prior.odds
    spread = sum(float(polygamma(1, x)) for x in (*prior, *posterior))
    return Factor(value, float(np.exp(low)), float(np.exp(high)), value * spread**0.5)


def _log_odds(estimate: Estimate) -> Floats:
    """Log odds at evenly spaced probabilities of the Beta distribution."""
    u = (np.arange(POINTS) + 0.5) / POINTS
    yes = np.maximum(betaincinv(estimate.yes, estimate.no, u), TINY)
    no = np.maximum(betaincinv(estimate.no, estimate.yes, 1.0 - u), TINY)
    return np.asarray(np.log(yes) - np.log(no))
