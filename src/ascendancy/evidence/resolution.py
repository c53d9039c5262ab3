"""Resolutions: what a body passed, and what that says of its majority.

Only what passed is published, and bodies publish unity. So a resolution for the programme is weak evidence of a
majority for it, one against is strong evidence that there is none:

    P(published … | M)      for    postponed   against
    M > ½                   .90       .08        .02
    M ≤ ½                   .25       .40        .35
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, choose

OUTCOMES = ("for", "postponed", "against")
PUBLISHED = np.array([[0.25, 0.40, 0.35], [0.90, 0.08, 0.02]])


def resolution(outcome: str) -> Floats:
    """Likelihood (2) of the outcome without and with a majority."""
    return np.asarray(PUBLISHED[:, OUTCOMES.index(outcome)])


def sample_resolution(majority: float, u: float) -> str:
    """What is published of a vote, at the uniform ``u``."""
    return OUTCOMES[choose(PUBLISHED[int(majority > 0.5)], u)]
