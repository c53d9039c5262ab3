"""Likelihoods as vectors over a person's 105 states, and how a possibly wrong report is weighed.

A report graded g is wrong with probability ε_g (a coefficient with a prior by Admiralty letter, which inference may
move). A wrong report says nothing of the state, so

    L(state) = (1 − ε_g) L_true(state) + ε_g L̄,   L̄ = the mean of L_true over the states.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ascendancy.regime.state import LEVELS, STANCES, STATUSES

Floats = NDArray[np.float64]
GRADES = ("A", "B", "C", "D", "E", "F")


def over_states(
    *, line: Floats | None = None, stance: Floats | None = None, status: Floats | None = None
) -> Floats:
    """The product of a likelihood over lines (7), stances (3) and statuses (5), as a vector of 105.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.evidence.states import over_states
    >>> over_states(status=np.array([1.0, 0, 0, 0, 0])).sum()
    np.float64(21.0)
    """
    x = np.ones(LEVELS) if line is None else line
    s = np.ones(len(STANCES)) if stance is None else stance
    u = np.ones(len(STATUSES)) if status is None else status
    return np.asarray((x[:, None, None] * s[None, :, None] * u[None, None, :]).ravel())


def grade_index(reliability: str) -> int:
    """0 for A … 5 for F."""
    return GRADES.index(reliability)


def choose(chances: Floats, u: float) -> int:
    """The outcome at which the running sum of chances passes u; chances need not sum to one."""
    return int(np.searchsorted(np.cumsum(chances) / np.sum(chances), u, side="right"))
