"""Which coefficients decide whether versatility pays: rank correlation with what it gains in survival, over draws.

Spearman's correlation (1904) between each coefficient, as drawn from its prior, and the gain of a rotation over
specialists, for the smallest core at the fullest isolation. It says what would have to be known first; under independent
priors a coefficient that decides nothing has a correlation near 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import rankdata

from ascendancy.base.parameters import NAMES as BASE_NAMES
from ascendancy.base.unit import Fate
from ascendancy.experiment.plan import Plan
from ascendancy.experiment.siege import WHOLE, Cell
from ascendancy.society.parameters import S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
OF_SOCIETY = (S.SKILL_GAIN, S.SKILL_DECAY, S.SPECIALISATION)
COLUMNS = ["siege", "rotation", "coefficient", "correlation", "low", "high"]


def correlation(first: Floats, second: Floats) -> float:
    """Rank correlation of two columns; 0 where one of them does not vary.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.experiment.drivers import correlation
    >>> correlation(np.array([1.0, 2.0, 9.0]), np.array([3.0, 2.0, 1.0]))
    -1.0
    """
    one, other = rankdata(first) - (first.size + 1) / 2, rankdata(second) - (second.size + 1) / 2
    spread = float(np.sqrt((one @ one) * (other @ other)))
    return float(one @ other) / spread if spread > 0.0 else 0.0


def drivers_table(plan: Plan, cells: dict[Cell, Floats], θ: Floats, β: Floats, chosen: Ints) -> pd.DataFrame:
    """A row a siege, rotation and coefficient; ``low`` and ``high`` are the bootstrap's 90% interval."""
    named = {column.name.lower(): θ[:, column] for column in OF_SOCIETY}
    named |= dict(zip(BASE_NAMES, β.T, strict=True))
    rows = []
    for siege in (s for s in plan.sieges if s > 0.0):
        values = cells[Cell(WHOLE, siege, max(plan.isolations), min(plan.sizes))][:, :, Fate.SURVIVED]
        for r, rotation in enumerate(plan.rotations[1:], start=1):
            gain = values[r] - values[0]
            for name, drawn in named.items():
                again = [correlation(drawn[one], gain[one]) for one in chosen]
                low, high = np.quantile(again, (0.05, 0.95))
                rows.append((siege, f"{rotation:g}", name, correlation(drawn, gain), float(low), float(high)))
    return pd.DataFrame(rows, columns=COLUMNS)
