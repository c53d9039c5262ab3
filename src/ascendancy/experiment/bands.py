"""From one number a draw to a mean with its interval: what parameters leave open, and what chance in the draws adds.

Two spreads are told apart. ``q05`` to ``q95`` is how the number differs from draw to draw of the coefficients: what is
not known. ``low`` to ``high`` is the 90% interval of the mean over draws, by the bootstrap (Efron 1979), draws taken
anew with replacement: what another seed would change. A mean may be a ratio of sums (of those who survived, …).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ascendancy.rng import Stream, uniforms

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
RESAMPLES = 400
BANDS = ("mean", "low", "high", "q05", "q50", "q95", "positive", "draws")


def resamples(draws: int, seed: int, size: int = RESAMPLES) -> Ints:
    """Which draws each resample takes.

    Returns
    -------
    int64[size, draws]
    """
    rows = [uniforms(seed, Stream.BOOTSTRAP, 0, draws, identity=k) for k in range(size)]
    return np.minimum((np.array(rows) * draws).astype(np.int64), draws - 1)


def banded(values: Floats, chosen: Ints, weights: Floats | None = None) -> dict[str, float]:
    """Mean, its interval, and the spread over draws.

    Parameters
    ----------
    values : float64[draws]
        A number a draw; where there are weights, the number times its weight.
    chosen : int64[resamples, draws]
        From :func:`resamples`.
    weights : float64[draws], optional
        What the sum is divided by; a draw without weight has no number of its own.

    Returns
    -------
    dict
        ``mean``; ``low`` and ``high``, 90% interval of the mean; ``q05``, ``q50``, ``q95`` over draws; ``positive``,
        share of draws above 0; ``draws`` with a number. Not a number where no draw has one.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.experiment.bands import banded, resamples
    >>> found = banded(np.array([0.0, 1.0, 2.0]), resamples(3, seed=1))
    >>> found["mean"], found["q50"], round(found["positive"], 2)
    (1.0, 1.0, 0.67)
    """
    weight = np.ones(values.size) if weights is None else weights
    there = weight > 0.0
    if not there.any():
        return dict.fromkeys(BANDS, float("nan")) | {"draws": 0.0}
    own = values[there] / weight[there]
    sums, divisors = values[chosen].sum(axis=1), weight[chosen].sum(axis=1)
    means = sums[divisors > 0.0] / divisors[divisors > 0.0]
    low, high = np.quantile(means, (0.05, 0.95))
    quantiles = np.quantile(own, (0.05, 0.50, 0.95))
    return {
        "mean": float(values.sum() / weight.sum()), "low": float(low), "high": float(high),
        "q05": float(quantiles[0]), "q50": float(quantiles[1]), "q95": float(quantiles[2]),
        "positive": float((own > 0.0).mean()), "draws": float(there.sum()),
    }  # fmt: skip
