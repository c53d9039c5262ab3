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
CLEAR = 3.0
"""Standard errors that a shift must have: of several hundred idle items about one would pass."""
SHARE = 0.1
"""Where no tail can be fitted: the share of the effective size that must be left."""


class Influence(NamedTuple):
    """What an item did to a claim's odds.

    Attributes
    ----------
    item : str
    bits : float
        Log odds (base two) with the item, less those without it: above 0, it speaks for the claim.
    sd : float
        Standard error of the shift.
    without : float
        Probability of the claim without it.
    khat : float or None
        Shape of the weights' tail; None where the weights are bounded and need no smoothing.
    reliable : bool
    """

    item: str
    bits: float
    sd: float
    without: float
    khat: float | None
    reliable: bool

    def as_dict(self) -> dict[str, Any]:
        """As JSON holds it."""
        return self._asdict()


class LeftOut(NamedTuple):
    """Histories reweighted as if each item in turn had not been there; the same for every claim.

    Attributes
    ----------
    items : tuple of str
        Those that are not equally likely in every history.
    weights : array, shape (J,)
        With all the items.
    without : array, shape (I, J)
        Without each.
    khat : tuple of float or None
    reliable : tuple of bool
    """

    items: tuple[str, ...]
    weights: Floats
    without: Floats
    khat: tuple[float | None, ...]
    reliable: tuple[bool, ...]


def leave_out(weights: Floats, log_likelihood: Floats, items: Sequence[str]) -> LeftOut:
    """Leave every item out in turn.

    Parameters
    ----------
    weights : array, shape (J,)
    log_likelihood : array, shape (J, I)
    items : sequence of str

    Returns
    -------
    LeftOut
    """
    kept = np.flatnonzero(weights > 0.0)
    log_weights, scores = np.log(weights[kept]), log_likelihood[kept]
    told = [i for i in range(len(items)) if np.isfinite(scores[:, i]).all() and np.ptp(scores[:, i]) >= 1e-9]
    without = np.zeros((len(told), weights.size))
    khat, reliable = [], []
    for row, i in enumerate(told):
        smoothed, shape, trusted = smooth(log_weights - scores[:, i], log_weights)
        without[row, kept] = np.exp(smoothed)
        khat.append(shape)
        reliable.append(trusted)
    return LeftOut(tuple(items[i] for i in told), weights, without, tuple(khat), tuple(reliable))


def influences(
    truth: Floats, found: LeftOut, size: float, lineages: NDArray[np.intp] | None = None
) -> list[Influence]:
    """The influence of every item on a claim, the greatest first.

    With weights w and share p of the true ones, v and q without the item, the standard error of the shift is
    that of Σ_j (v_j (t_j − q) / (q (1 − q)) − w_j (t_j − p) / (p (1 − p))), summed within lineages first.

    Parameters
    ----------
    truth : array, shape (J,)
    found : LeftOut
    size : float
        How many histories the probability rests on; half of one is added on either side.
    lineages : array of int, shape (J,), optional
        Histories of one number share a past.

    Returns
    -------
    list of Influence
    """
    p = _inside(found.weights @ truth, size)
    q = _inside(found.without @ truth, size)
    scores = found.without * (truth - q[:, np.newaxis]) / (q * (1.0 - q))[:, np.newaxis]
    scores = scores - found.weights * (truth - p) / (p * (1.0 - p))
    if lineages is not None and truth.size:
        order = np.argsort(lineages, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(lineages[order]) != 0])
        scores = np.add.reduceat(scores[:, order], starts, axis=1)
    spread = np.sqrt(np.sum(scores**2, axis=1)) / np.log(2.0)
    shifts = np.log2(p / (1.0 - p)) - np.log2(q / (1.0 - q))
    rows = zip(
        found.items, shifts.tolist(), spread.tolist(), q.tolist(), found.khat, found.reliable, strict=True
    )
    return sorted((Influence(*row) for row in rows), key=lambda each: (-abs(each.bits), each.item))


def clear(found: Sequence[Influence]) -> list[Influence]:
    """Those whose shift is more than ``CLEAR`` standard errors: the others may be noise."""
    return [each for each in found if abs(each.bits) > CLEAR * each.sd]


def _inside(share: Any, size: float) -> Floats:
    """Shares with half a history of ``size`` added on either side."""
    return np.asarray((size * np.clip(share, 0.0, 1.0) + 0.5) / (size + 1.0))


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
