"""Which items moved a claim most: each left out in turn, without running the inference again.

Histories drawn given all the evidence become histories given all but item i under weights w_j / L_ij, where
L_ij is the item's likelihood in history j. A few histories may then carry all the weight; Pareto smoothing
tames them, and its shape k̂ says whether the answer can be trusted: above 0.7 it cannot.

Source: Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling", *Journal of Machine
Learning Research* 25 (2024); the code is ArviZ's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

Floats = NDArray[np.float64]
RELIABLE = 0.7
SHARE = 0.1
"""Where no tail can be fitted: the share of the effective size that must be left."""


class Influence(NamedTuple):
    """What an item did to a claim's odds.

    Attributes
    ----------
    item : str
    bits : float
        Log odds (base two) with the item, less those without it: above 0, it speaks for the claim.
    without : float
        Probability of the claim without it.
    khat : float or None
        Shape of the weights' tail; None where the weights are bounded and need no smoothing.
    reliable : bool
    """

    item: str
    bits: float
    without: float
    khat: float | None
    reliable: bool

    def as_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return self._asdict()


def leave_one_out(
    truth: Floats, weights: Floats, log_likelihood: Floats, items: Sequence[str], size: float
) -> list[Influence]:
    """The influence of every item, the greatest first.

    Parameters
    ----------
    truth, weights : array, shape (J,)
    log_likelihood : array, shape (J, I)
    items : sequence of str
    size : float
        How many histories the probability rests on; half of one is added on either side.

    Returns
    -------
    list of Influence
        Items that are equally likely in every history have no influence and are left out.
    """
    kept = weights > 0.0
    truth, log_weights, scores = truth[kept], np.log(weights[kept]), log_likelihood[kept]
    found = []
    for i, item in enumerate(items):
        likelihood = scores[:, i]
        if not np.all(np.isfinite(likelihood)) or np.ptp(likelihood) < 1e-9:
            continue
        ratios, khat, reliable = smooth(log_weights - likelihood, log_weights)
        without = min(max(float(np.exp(ratios) @ truth), 0.0), 1.0)
        shift = bits(float(weights[kept] @ truth), size) - bits(without, size)
        found.append(Influence(item, shift, without, khat, reliable))
    return sorted(found, key=lambda each: (-abs(each.bits), each.item))


def smooth(log_ratios: Floats, log_weights: Floats) -> tuple[Floats, float | None, bool]:
    """Pareto-smoothed log weights that sum to one, k̂, and whether they can be trusted.

    Parameters
    ----------
    log_ratios : array, shape (J,)
        Log weights to be smoothed.
    log_weights : array, shape (J,)
        Those before, to tell how much effective size is left where no tail can be fitted.
    """
    from arviz_stats import base

    pareto: Any = base.array_stats  # type: ignore[attr-defined]
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            smoothed, fitted = pareto.psislw(-log_ratios)
    except ValueError:  # equal values in the tail, or too few draws: nothing to fit
        smoothed, fitted = log_ratios - logsumexp(log_ratios), np.nan
    khat = float(fitted)
    if np.isfinite(khat) and np.all(np.isfinite(smoothed)):
        return np.asarray(smoothed), khat, khat <= RELIABLE
    raw = log_ratios - logsumexp(log_ratios)
    left = np.exp(logsumexp(2.0 * log_weights) - logsumexp(2.0 * raw))
    return np.asarray(raw), None, bool(left >= SHARE)


def bits(probability: float, size: float) -> float:
    """Log odds to base two, half a history of ``size`` added on either side."""
    return float(np.log2((size * probability + 0.5) / (size * (1.0 - probability) + 0.5)))
