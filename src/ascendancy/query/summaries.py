"""One answer from a range of months, for each history."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]


def summarise(name: str, values: Values, window: int | None = None) -> Values:
    """One answer over a range, for each history.

    ``spell`` is the longest run of months in which the condition holds. ``drawdown`` is the largest amount by
    which the moving mean over ``window`` months lies below the highest value that the moving mean had before.

    Parameters
    ----------
    name : str
        One of :data:`~ascendancy.query.vocabulary.OVER`.
    values : array, shape (J, n)
    window : int, optional
        Months of the moving mean, for ``drawdown``.

    Returns
    -------
    array, shape (J,)

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.query.summaries import summarise
    >>> summarise("spell", np.array([[True, True, False, True]])).tolist()
    [2]
    """
    match name:
        case "any":
            return np.asarray(values.any(axis=1))
        case "all":
            return np.asarray(values.all(axis=1))
        case "spell":
            run = longest = np.zeros(values.shape[0], dtype=np.int64)
            for column in values.T:
                run = np.where(column, run + 1, 0)
                longest = np.maximum(longest, run)
            return longest
        case "drawdown":
            assert window is not None
            total = np.concatenate([np.zeros((values.shape[0], 1)), np.cumsum(values, axis=1)], axis=1)
            moving = (total[:, window:] - total[:, :-window]) / window
            return np.asarray((np.maximum.accumulate(moving, axis=1) - moving).max(axis=1))
        case "mean":
            return np.asarray(values.mean(axis=1))
        case "max":
            return np.asarray(values.max(axis=1))
        case "min":
            return np.asarray(values.min(axis=1))
        case "sum":
            return np.asarray(values.sum(axis=1))
    raise ValueError(f"no answer over a range is called {name!r}")
