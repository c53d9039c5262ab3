"""Notices of campaigns: a document, an editorial, a speech from which a phase can be read.

    P(notice says phase j | phase i) = .85 if i = j, else .05

A child campaign's notice speaks of its parent title, and less sharply: a new child opens while the parent opens or is
high, one that ebbs may leave the parent high, one that closes says nothing of it. Whose campaign it was is another
question: imprint.py.
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, choose
from ascendancy.regime.state import PHASES

RIGHT = 0.85
NOTICED = np.full((4, 4), (1.0 - RIGHT) / 3.0) + np.eye(4) * (RIGHT - (1.0 - RIGHT) / 3.0)


CHILD = {
    "opening": np.array([0.05, 0.85, 0.85, 0.05]),
    "high": NOTICED[:, 2],
    "ebb": np.array([0.05, 0.05, 0.40, 0.85]),
    "off": np.full(4, 0.25),
}


def campaign_notice(phase: str, child: bool = False) -> Floats:
    """Likelihood (4) of a notice of that phase, by the title's true phase."""
    if child:
        return CHILD[phase]
    return np.asarray(NOTICED[:, PHASES.index(phase)])


def sample_notice(phase: int, u: float) -> str:
    """Which phase a notice reads as, at the uniform ``u``."""
    return PHASES[choose(NOTICED[phase], u)]
