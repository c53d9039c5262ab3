"""Statements: a person speaks for or against, and may not mean it.

    P(says … | stance)      against   neither   for
    opposes                   .25       .40     .35
    waits                     .05       .35     .60
    supports                  .01       .09     .90

Speaking for costs nothing and silence is noticed, so opponents mostly do not speak against (preference
falsification: Kuran 1995); to speak against is strong evidence, to speak for is weak. A place on the line, where
the case codes one, is normal around the true line with s.d. 0.35. An accusation made after a fall says almost
nothing of the stance before it: it is heard with the chance ``AFTER_FALL`` of being informative at all.
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, choose, over_states
from ascendancy.regime.state import LINE_VALUES, STANCES

SAYS = np.array([[0.25, 0.40, 0.35], [0.05, 0.35, 0.60], [0.01, 0.09, 0.90]])
LINE_SD = 0.35
AFTER_FALL = 0.05


def statement(stance: str | None, line: float | None, after_fall: bool = False) -> Floats:
    """Likelihood (105) of a statement coded with that stance, that place on the line, or both."""
    spoken = SAYS[:, STANCES.index(stance)] if stance is not None else None
    placed = np.exp(-0.5 * ((LINE_VALUES - line) / LINE_SD) ** 2) if line is not None else None
    out = over_states(stance=spoken, line=placed)
    if after_fall:
        out = AFTER_FALL * out + (1.0 - AFTER_FALL) * out.mean()
    return out


def sample_statement(stance: int, u: float) -> str:
    """What a person of that stance says, at the uniform ``u``."""
    return STANCES[choose(SAYS[stance], u)]


def sample_line(level: int, noise: float) -> float:
    """The coded place on the line of a person at that level, at the standard normal ``noise``."""
    return float(LINE_VALUES[level] + LINE_SD * noise)
