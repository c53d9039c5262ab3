"""Food and who goes short (MODEL.md step 9): harvest, procurement on reported harvests, deaths.

f is food a head of the nation ÷ need: the margin of an ordinary year × the trailing year's peasant output
against what the same people yielded at the start (so growth of yields is taken to keep pace with the growth
of population and towns). Officials under pressure report a harvest b = misreporting · pressure · expressed
share (theirs) beyond the true one. What the state claims for each head outside the country, of what is
reported, and of the usual ration that town bias upholds in any case::

    claim = (1 − u) f (1 + b) + u max(f (1 + b), margin) ,   at most half the harvest in all

What the towns do not need of it is stored or exported, and the country eats the rest. On each side the
shortfall, 1 − food ÷ need where that is positive, kills famine_mortality · shortfall a head and month beyond
the usual. No shortfall, no excess deaths.

The form follows Lin and Yang (2000: availability and urban bias) and Li and Yang (2005: excessive
procurement).
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.society.parameters import S

MOST_CLAIMED = 0.5
MOST_DEATHS = 0.2


@njit
def shared_food(supply, town, country, misreported, θ):  # type: ignore[no-untyped-def]
    """Food a head ÷ need outside the country and in it.

    ``supply`` is f, ``town`` and ``country`` the persons outside and in the country, ``misreported`` is b.
    """
    margin = θ[S.FOOD_MARGIN]
    if town <= 0.0 or country <= 0.0:
        return supply, supply
    apparent = supply * (1.0 + misreported)
    claim = (1.0 - θ[S.TOWN_BIAS]) * apparent + θ[S.TOWN_BIAS] * max(apparent, margin)
    claim = min(claim, max(supply, MOST_CLAIMED * supply * (town + country) / town))
    left = (supply * (town + country) - claim * town) / country
    return min(claim, max(supply, margin)), left


@njit
def famine_rate(food, θ):  # type: ignore[no-untyped-def]
    """Deaths a head and month beyond the usual."""
    return min(MOST_DEATHS, θ[S.FAMINE_MORTALITY] * max(0.0, 1.0 - food))
