"""Surprise: how improbable each item of evidence is, given all the others.

From histories drawn from the posterior, the likelihood that item i would have had without itself is
1 / E[1 / p(item i | history)], by importance weights smoothed with a generalised Pareto tail (Vehtari,
Gelman and Gabry, "Practical Bayesian model evaluation using leave-one-out cross-validation", Statistics and
Computing 27, 2017). Surprise is −log2 of it, in bits. ``k_hat`` is the shape of the tail: above 0.7 the
figure cannot be relied on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ascendancy.results.bands import Floats, normalised
from ascendancy.results.ensembles import Ensemble

if TYPE_CHECKING:
    from ascendancy.case import Case

RELIABLE_K = 0.7
FLOOR = -700.0  # nats; below it a double is zero
LEAST_DRAWS = 25  # fewer leave no tail to fit


def leave_one_out(log_likelihood: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Log predictive probability of each item without itself, and the shape of the weights' tail.

    Parameters
    ----------
    log_likelihood : (J, I) array, natural logarithms
    weights : (J,) array, sum 1

    Returns
    -------
    (I,) log predictive probability and (I,) k-hat (NaN where there are too few histories to say)
    """
    used = weights > 0
    log_weights = np.log(weights[used])
    bounded = np.clip(np.nan_to_num(log_likelihood[used], nan=0.0, neginf=FLOOR), FLOOR, None)
    ratios = log_weights[:, None] - bounded
    k_hat = np.full(bounded.shape[1], np.nan)
    if used.sum() >= LEAST_DRAWS:
        from arviz_stats.base.array import array_stats

        psislw: Any = array_stats.psislw

        for i in range(ratios.shape[1]):
            if np.ptp(ratios[:, i]) < 1e-9:
                k_hat[i] = 0.0  # equal weights need no smoothing
                continue
            try:
                with np.errstate(divide="ignore", invalid="ignore"):
                    ratios[:, i], k_hat[i] = psislw(-ratios[:, i])
            except ValueError:  # a tail of equal values cannot be fitted: raw weights, no k-hat
                continue
    ratios -= ratios.max(axis=0)
    shares = np.exp(ratios)
    shares /= np.add.reduce(shares, axis=0)
    highest = bounded.max(axis=0)
    return np.log(np.add.reduce(shares * np.exp(bounded - highest), axis=0)) + highest, k_hat


def items(one: Ensemble, case: Case) -> pd.DataFrame:
    """Each item of evidence with its surprise in bits; empty where the histories carry no likelihoods."""
    h = one.histories
    if h.log_likelihood is None or not h.items:
        return pd.DataFrame()
    rows: dict[str, Any] = {row.id: row for row in case.evidence}
    predictive, k_hat = leave_one_out(np.asarray(h.log_likelihood, dtype=np.float64), normalised(h.weights))
    return pd.DataFrame(
        {
            "id": list(h.items),
            "kind": [rows[i].kind if i in rows else "" for i in h.items],
            "date": [rows[i].date.text if i in rows else "" for i in h.items],
            "account": one.account,
            "surprise_bits": -predictive / np.log(2.0),
            "k_hat": k_hat,
        }
    )
