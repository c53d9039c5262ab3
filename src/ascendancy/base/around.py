"""The population around a core: the society's country and town at their own work, at rest.

It is told apart from the core: it keeps to its occupations, is moved to no other duty, gives newcomers, and buys and
sells as far as isolation lets it. Its skills are where ordinary practice rests (``society/skills.py``), so its
versatility is exact and needs no simulation. Officials and soldiers of the enemy's administration are left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ascendancy.society.layout import ALLROUND, LEVELS
from ascendancy.society.setting import DEFAULT_SHARES
from ascendancy.society.skills import rest_chance, rest_skills
from ascendancy.society.work import DEFAULT_WORK, Work

Floats = NDArray[np.float64]
SETTINGS = ("country", "town", "school")


def occupations() -> tuple[tuple[Work, float], ...]:
    """Occupations of the population around with their shares, which sum to 1."""
    here = [work for work in DEFAULT_WORK if work.setting in SETTINGS]
    together = {s: sum(work.setting == s for work in here) for s in SETTINGS}
    weight = [DEFAULT_SHARES[work.setting] / together[work.setting] for work in here]
    return tuple((work, w / sum(weight)) for work, w in zip(here, weight, strict=True))


def around(θ: Floats) -> Floats:
    """Shares and resting skills of the population around, for the kernel.

    Parameters
    ----------
    θ : float64[draws, len(S)]

    Returns
    -------
    float64[draws, occupations, 5]
        Cumulative share, then the chance of each of 15 steps of skill in each duty.
    """
    found = occupations()
    out = np.empty((θ.shape[0], len(found), 5))
    out[:, :, 0] = np.cumsum([share for _, share in found])
    for j in range(θ.shape[0]):
        for o, (work, _) in enumerate(found):
            out[j, o, 1:] = [rest_chance(time, θ[j]) for time in work.time]
    return out


def versatility_around(θ: Floats) -> Floats:
    """Versatility of the population around, exactly.

    Parameters
    ----------
    θ : float64[len(S)]

    Returns
    -------
    float64[2]
        Share with all four skills at the all-round level, and duties a head at that level.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.base.around import versatility_around
    >>>     >>> θ = np.zeros(len(S)); θ[S.SKILL_GAIN], θ[S.SKILL_DECAY] = 0.6, 0.2
    >>> share, duties = versatility_around(θ)
    >>> bool(share < 1e-6), round(float(duties), 1)
    (True, 1.0)
    """
    out = np.zeros(2)
    levels = np.empty(LEVELS)
    for work, share in occupations():
        tails = []
        for time in work.time:
            rest_skills(levels, 0, time, θ)
            tails.append(float(levels[ALLROUND:].sum()))
        out += share * np.array([np.prod(tails), np.sum(tails)])
    return out
