"""Posts: appointments, dismissals, and tenures that simply go on.

    appointment   P(named | status) ∝ active 1, criticised .2, sidelined .08, purged .02, dead 0
    dismissal     P(reported with that status | status), the rows of ``DISMISSED``; without a status the last row
    tenure        P(goes on this month | status): active 1, criticised 1, sidelined .99, purged .98;
                  P(ends in dismissal | status): .0005, .005, .01, .02

Formal membership outlives a fall by years (a Politburo seat could be kept by a man long sidelined), so a tenure that
goes on says little in one month; a dismissal says much. Values are conventions.
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, choose, over_states

APPOINTED = np.array([1.0, 0.2, 0.08, 0.02, 0.0])
DISMISSED = {
    "criticised": np.array([0.02, 0.80, 0.60, 0.40, 0.0]),
    "sidelined": np.array([0.01, 0.15, 0.80, 0.50, 0.0]),
    "purged": np.array([0.002, 0.03, 0.25, 0.90, 0.0]),
    None: np.array([0.01, 0.10, 0.60, 0.80, 0.0]),
}
GOES_ON = np.array([1.0, 1.0, 0.99, 0.98, 1.0])
ENDS = np.array([0.0005, 0.005, 0.01, 0.02, 0.0005])
TENURE = np.stack([np.ones(5), GOES_ON, ENDS])


def appointment() -> Floats:
    """Likelihood (105) of being named to a post."""
    return over_states(status=APPOINTED)


def dismissal(status: str | None) -> Floats:
    """Likelihood (105) of a dismissal reported with that status (criticised, sidelined, purged, or None)."""
    return over_states(status=DISMISSED[status])


def sample_dismissal(status: int, u: float) -> str | None:
    """Which of the three reports comes with a dismissal of a person in that status, or none."""
    names = ("criticised", "sidelined", "purged")
    chances = np.array([DISMISSED[name][status] for name in names])
    quiet = max(0.0, 1.0 - chances.sum())
    chosen = choose(np.append(chances, quiet), u)
    return names[chosen] if chosen < len(names) else None
