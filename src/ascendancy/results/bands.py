"""Weighted means and quantiles over an ensemble, summed in a fixed order.

Every table of a run folder comes out of these few functions. Nothing here calls a threaded library
routine, so the same ensemble gives the same bytes on any number of threads.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVELS = (0.05, 0.25, 0.50, 0.75, 0.95)
BAND_COLUMNS = ("mean", "q05", "q25", "q50", "q75", "q95")


def normalised(weights: NDArray[Any]) -> Floats:
    """Weights as float64 with sum 1; equal weights where all are zero."""
    out = np.asarray(weights, dtype=np.float64)
    total = float(np.add.reduce(out))
    if not np.isfinite(total) or total <= 0.0:
        return np.full(out.shape, 1.0 / max(out.size, 1))
    return out / total


def weighted_mean(values: NDArray[Any], weights: Floats) -> Floats:
    """Mean over the first axis.

    Parameters
    ----------
    values : (J, …) array
    weights : (J,) array, sum 1

    Returns
    -------
    (…) float64 array
    """
    total = np.zeros(values.shape[1:], dtype=np.float64)
    for row, weight in zip(values, weights, strict=True):
        total += weight * row.astype(np.float64)
    return total


def weighted_quantiles(values: NDArray[Any], weights: Floats, levels: tuple[float, ...] = LEVELS) -> Floats:
    """Quantiles over the first axis: the smallest value whose cumulated weight reaches the level.

    Parameters
    ----------
    values : (J, M) array
    weights : (J,) array, sum 1
    levels : each in (0, 1)

    Returns
    -------
    (len(levels), M) float64 array

    Examples
    --------
    >>> import numpy as np
    >>> weighted_quantiles(np.array([[3.0], [1.0], [2.0]]), np.array([0.2, 0.5, 0.3]), (0.4, 0.6, 0.9))[:, 0]
    array([1., 2., 3.])
    """
    values = np.asarray(values, dtype=np.float64)
    order = np.argsort(values, axis=0, kind="stable")
    ranked = np.take_along_axis(values, order, axis=0)
    cumulated = np.cumsum(weights[order], axis=0)
    out = np.empty((len(levels), values.shape[1]), dtype=np.float64)
    for i, level in enumerate(levels):
        # a hair below the level, so that rounding in the sum does not move the answer by one member
        index = np.minimum((cumulated < level - 1e-9).sum(axis=0), values.shape[0] - 1)
        out[i] = np.take_along_axis(ranked, index[None, :], axis=0)[0]
    return out


def bands(values: NDArray[Any], weights: Floats) -> dict[str, Floats]:
    """Mean and the quantiles of the 50% and 90% bands, a column each, of a (J, M) array."""
    quantiles = weighted_quantiles(values, weights)
    columns = [weighted_mean(values, weights), *quantiles]
    return dict(zip(BAND_COLUMNS, columns, strict=True))
