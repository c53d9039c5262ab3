"""Succession (MODEL.md step 8): who is the heir, who leads.

The heir keeps his place while he supports. In opposition he loses it with a monthly chance
d = ``heir_loss`` σ(logit A − ``heir_level``): a weak leader cannot. A place that is empty is filled with chance
``heir_choice``, by odds exp(η_b bond + η_r log power + η_x (1 − |x̄ − p|)) among those in office. The heir's death
or purge empties it at once:

    P(kept | his state) = [in office] (1 − d [oppose])

so that his keeping his place says something of him, and losing it more. Where he is carried as a vector of
probabilities it is multiplied by that (or by one minus it) before he moves on: exact, given the regime's path.
Without it a doubt whether he has fallen would be asked anew each month, and lose him his place many times over.

The leader falls with chance exp(``leader_fall`` − logit A) (1 − M)² a month, or dies. Then the heir follows if
there is one in office; else affairs are collective until, with chance ``contest`` a month, power and the top
body's coalition decide: odds by power in that body. While the case's tenures are given, the leader is given too.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.drift import logistic
from ascendancy.regime.parameters import P
from ascendancy.regime.state import STANCES, STATES, STATUSES, S, Stance, Status

NOBODY = -1
NS, NT = len(STANCES), len(STATUSES)


@njit
def heir_removal(logit_a, θ):  # type: ignore[no-untyped-def]
    """d: the chance that an heir in opposition loses his place this month."""
    return min(θ[P.HEIR_LOSS], 1.0) * logistic(logit_a - θ[P.HEIR_LEVEL])


@njit
def told_by_place(vector, kept, removal, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (105): the heir's vector, given that he kept his place this month or lost it."""
    total = 0.0
    for k in range(STATES):
        stays = 0.0
        if k % NT == Status.ACTIVE or k % NT == Status.CRITICISED:
            stays = 1.0 - removal if k // NT % NS == Stance.OPPOSE else 1.0
        out[k] = vector[k] * (stays if kept else 1.0 - stays)
        total += out[k]
    for k in range(STATES):
        out[k] = out[k] / total if total > 0.0 else vector[k]


@njit
def heir_chances(heir, leader, logit_a, programme, power, summary, bond, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (N + 1): the chances of next month's heir; the last place is nobody."""
    people = power.size
    for i in range(people + 1):
        out[i] = 0.0
    lost = 1.0
    if heir >= 0:
        kept = summary[heir, S.IN_OFFICE] - heir_removal(logit_a, θ) * summary[heir, S.OPPOSE]
        lost = min(1.0, max(0.0, 1.0 - kept))
        out[heir] = 1.0 - lost
        out[people] = lost
        return
    total = 0.0
    for i in range(people):
        if i != leader and power[i] > 0.0:
            closeness = 1.0 - abs(summary[i, S.LINE] - programme)
            claim = θ[P.HEIR_BOND] * bond[i] + θ[P.HEIR_LINE] * closeness
            out[i] = summary[i, S.IN_OFFICE] * power[i] ** θ[P.HEIR_POWER] * math.exp(claim)
            total += out[i]
    chosen = min(θ[P.HEIR_CHOICE], 1.0) if total > 0.0 else 0.0
    for i in range(people):
        out[i] = chosen * out[i] / total if total > 0.0 else 0.0
    out[people] = 1.0 - chosen


@njit
def leader_falls(logit_a, majority, θ):  # type: ignore[no-untyped-def]
    """Chance that the leader is removed this month."""
    hazard = math.exp(min(θ[P.LEADER_FALL] - logit_a, 3.0)) * (1.0 - majority) ** 2
    return 1.0 - math.exp(-hazard)


@njit
def contest(u, chance_u, power, members, summary, θ):  # type: ignore[no-untyped-def]
    """Who comes out of a collective: a person by power in the top body, or nobody yet."""
    if chance_u >= θ[P.CONTEST]:
        return NOBODY
    total = 0.0
    for i in range(power.size):
        if members[i]:
            total += power[i] * summary[i, S.IN_OFFICE]
    reached = 0.0
    for i in range(power.size):
        if members[i]:
            reached += power[i] * summary[i, S.IN_OFFICE]
            if u * total < reached:
                return i
    return NOBODY
