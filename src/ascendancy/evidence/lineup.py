"""Line-ups: who stood there, and who moved since the last list of the same ranking rule.

Protocol is sticky: two lists a fortnight apart can share sixteen names without one inversion, so the order itself
is not a noisy ranking to be fitted pair by pair (all pairs count one shift many times). Two things are scored, for
each name apart: presence (presence.py), and displacement since the last list of the same rule (party, state, army),

    d = (place among the names common to both, now − then) / (number of common names),   d > 0 is down
    f(d | status) Laplace: active (0, .04), criticised (.08, .10), sidelined (.25, .15), purged or dead as sidelined

State occasions follow state protocol; lists of different rules are never compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ascendancy.evidence.presence import SEEN
from ascendancy.evidence.states import Floats, over_states

CENTRE = np.array([0.0, 0.08, 0.25, 0.25, 0.25])
SPREAD = np.array([0.04, 0.10, 0.15, 0.15, 0.15])


def displacements(names: Sequence[str], before: Sequence[str]) -> dict[str, float]:
    """Each common name's shift, as a share of the common list; empty with fewer than three in common.

    Examples
    --------
    >>> from ascendancy.evidence.lineup import displacements
    >>> displacements(["a", "c", "d", "b"], ["a", "b", "c", "d"])["b"]
    0.5
    """
    common = [name for name in names if name in set(before)]
    if len(common) < 3:
        return {}
    then = {name: place for place, name in enumerate(name for name in before if name in set(common))}
    return {name: (place - then[name]) / len(common) for place, name in enumerate(common)}


def listed(displacement: float | None) -> Floats:
    """Likelihood (105) of standing in the list, with that displacement (None: no list to compare with)."""
    if displacement is None:
        return over_states(status=SEEN)
    density = np.exp(-np.abs(displacement - CENTRE) / SPREAD) / (2.0 * SPREAD)
    return over_states(status=SEEN * density)


def sample_displacement(status: int, u: float) -> float:
    """A displacement for a person of that status: the Laplace quantile at ``u``."""
    sign = 1.0 if u >= 0.5 else -1.0
    return float(CENTRE[status] - sign * SPREAD[status] * np.log(1.0 - 2.0 * abs(u - 0.5)))


def sample_order(before: Sequence[str], statuses: Sequence[int], u: Floats, v: Floats) -> list[str]:
    """A new list: who is seen (``u``), ordered by last place plus displacement (``v``)."""
    places = [
        (place / max(len(before), 1) + sample_displacement(statuses[place], float(v[place])), place)
        for place in range(len(before))
        if u[place] < SEEN[statuses[place]]
    ]
    return [before[place] for _, place in sorted(places)]
