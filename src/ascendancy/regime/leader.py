"""The leader's choice (MODEL.md step 2): rear, rectify, mobilise, compromise.

A multinomial logit (McFadden 1974) with inertia: with chance ``leader_inertia`` the last choice stands, else one
is drawn by utilities

    rear        r + s S + α logit A
    rectify     ω W + [majority] μ (2M − 1)
    mobilise    m + ω W + [majority] μ (1 − 2M) + [levers] λ (2Λ − 1)
    compromise  c + s S

W the warning (drift.py), S = max(0, −G) the setback in prestige, M the top body's majority, Λ the share of organs
held for the leader, a controller counting (1 + support − opposition)/2; [·] the account in force.
μ, λ, ω and α have priors centred on zero: that
a lost majority drives him outside the party is the account *majority* with μ > 0, and can come out otherwise.
Engagement E is *rear* while the choice is rear.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import ACTIONS, Action

COUNT = len(ACTIONS)


@njit
def choice_chances(last, warning, setback, logit_a, majority, levers, with_majority, with_levers, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (4): the chances of the four choices given the last one."""
    through = with_majority * θ[P.LEADER_MAJORITY] * (2.0 * majority - 1.0)
    organs = with_levers * θ[P.LEADER_LEVERS] * (2.0 * levers - 1.0)
    alarm = θ[P.LEADER_WARNING] * warning
    retreat = θ[P.LEADER_SETBACK] * setback
    out[Action.REAR] = θ[P.LEADER_REAR] + retreat + θ[P.LEADER_ASCENDANCY] * logit_a
    out[Action.RECTIFY] = alarm + through
    out[Action.MOBILISE] = θ[P.LEADER_MOBILISE] + alarm - through + organs
    out[Action.COMPROMISE] = θ[P.LEADER_COMPROMISE] + retreat
    highest = max(max(out[0], out[1]), max(out[2], out[3]))
    total = 0.0
    for k in range(COUNT):
        out[k] = math.exp(out[k] - highest)
        total += out[k]
    for k in range(COUNT):
        kept = 1.0 if k == last else 0.0
        out[k] = θ[P.LEADER_INERTIA] * kept + (1.0 - θ[P.LEADER_INERTIA]) * out[k] / total


@njit
def initial_choice(θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (4): the chances of the four choices at the start, with nothing yet to answer to."""
    choice_chances(-1, 0.0, 0.0, 0.0, 0.5, 0.5, 0.0, 0.0, θ, out)
    total = 0.0
    for k in range(COUNT):
        total += out[k]
    for k in range(COUNT):
        out[k] /= total
