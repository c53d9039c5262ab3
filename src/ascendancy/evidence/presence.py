"""Appearances and absences: was a person seen where he would have been, and would a list have named him?

    P(seen | status): active .90, criticised .75, sidelined .25, purged .02, dead 0

The gap to one is other causes of absence: illness, travel, a provincial post. An absence is evidence only under a
stated *coverage*, which says that the list named everyone present and that the person was expected; without it
silence says nothing. Values are conventions, wide of certainty; the report's own error is added by its grade.
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, over_states

SEEN = np.array([0.90, 0.75, 0.25, 0.02, 0.0])


def appearance() -> Floats:
    """Likelihood (105) of having been seen."""
    return over_states(status=SEEN)


def absence() -> Floats:
    """Likelihood (105) of not having been seen, where a complete list expected him."""
    return over_states(status=1.0 - SEEN)


def sample_presence(status: int, u: float) -> bool:
    """Whether a person of that status is seen, at the uniform ``u``."""
    return bool(u < SEEN[status])
