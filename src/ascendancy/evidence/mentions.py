"""Mentions: how often a source named a person over a period.

Counts are negative binomial with mean exp(z_i) and dispersion 1 (variance m + m²):

    z_i = log documents + log share_i + status effect,   effects 0, 0, log .4, log .3, log .1

share_i is the person's share of the power of all who are named in the same month and source, scaled so that the
shares account for the counts: what carries weight is who is named less, or more, than his posts would have it.
"""

from __future__ import annotations

import numpy as np

from ascendancy.evidence.states import Floats, over_states

EFFECT = np.array([1.0, 1.0, 0.4, 0.3, 0.1])
DISPERSION = 1.0
FLOOR = 0.3  # power that a person without posts is named for


def mentions(count: int, expected: float) -> Floats:
    """Likelihood (105) of a count where an active person of his power would be named ``expected`` times."""
    mean = np.maximum(expected * EFFECT, 1e-3)
    size = 1.0 / DISPERSION
    log_p = count * np.log(mean / (mean + size)) + size * np.log(size / (mean + size))
    return over_states(status=np.exp(log_p))


def sample_mentions(status: int, expected: float, u: float) -> int:
    """A count, by inversion of the negative binomial (geometric, since the dispersion is 1) at ``u``."""
    mean = max(expected * EFFECT[status], 1e-3)
    return int(np.floor(np.log1p(-u) / np.log(mean / (1.0 + mean))))
