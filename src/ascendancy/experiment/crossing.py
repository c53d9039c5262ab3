"""The size of a core at which versatility stops paying, with its interval.

*Pays* is a gain above 0 over specialists, in survival or in output (which counts nothing once a core has fallen), in the
mean over draws. The size is where the line between the last size at which it pays and the next crosses 0, in the
logarithm of size: 0 where it pays at no size tried, infinite where it still pays at the largest. The interval is the
bootstrap's over draws.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.base.unit import Fate
from ascendancy.experiment.plan import Plan
from ascendancy.experiment.siege import Cell

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
OF = {"survival": Fate.SURVIVED, "output": Fate.OUTPUT}
LEAST = 1e-12
COLUMNS = ["ablation", "siege", "isolation", "rotation", "of", "size", "low", "high", "nowhere", "beyond"]


def crossing(sizes: tuple[int, ...], gains: Floats) -> float:
    """Where gains by size, ascending, stop being above 0.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.experiment.crossing import crossing
    >>> crossing((10, 1000), np.array([0.2, -0.2])), crossing((10, 1000), np.array([-0.1, -0.2]))
    (100.0, 0.0)
    """
    paying = np.flatnonzero(gains > LEAST)
    if paying.size == 0:
        return 0.0
    last = int(paying[-1])
    if last == len(sizes) - 1:
        return math.inf
    left, right = math.log10(sizes[last]), math.log10(sizes[last + 1])
    share = gains[last] / (gains[last] - min(0.0, gains[last + 1]))
    return float(10.0 ** (left + (right - left) * share))


def stops_table(plan: Plan, cells: dict[Cell, Floats], chosen: Ints) -> pd.DataFrame:
    """A row an ablation, siege, isolation, rotation and what is gained.

    ``size`` is of the mean over draws, ``low`` and ``high`` its 90% interval; ``nowhere`` and ``beyond`` are the shares
    of resamples in which versatility paid at no size and still at the largest.
    """
    rows = []
    places = list(dict.fromkeys((cell.ablation, cell.siege, cell.isolation) for cell in cells))
    for ablation, siege, isolation in places:
        by_size = np.array([cells[Cell(ablation, siege, isolation, n)] for n in plan.sizes])
        for r, rotation in enumerate(plan.rotations[1:], start=1):
            for of, column in OF.items():
                gains = by_size[:, r, :, column] - by_size[:, 0, :, column]
                size = crossing(plan.sizes, gains.mean(axis=1))
                again = np.array([crossing(plan.sizes, gains[:, one].mean(axis=1)) for one in chosen])
                low, high = np.quantile(again, (0.05, 0.95), method="inverted_cdf")
                nowhere, beyond = float((again == 0.0).mean()), float(np.isinf(again).mean())
                rows.append(
                    (
                        ablation,
                        siege,
                        isolation,
                        f"{rotation:g}",
                        of,
                        size,
                        float(low),
                        float(high),
                        nowhere,
                        beyond,
                    )
                )
    return pd.DataFrame(rows, columns=COLUMNS)
