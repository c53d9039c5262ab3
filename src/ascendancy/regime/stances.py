"""Stances (MODEL.md step 5): who opposes, waits, supports.

A quantal response (McKelvey and Palfrey 1995) as an ordered logit with inertia: with chance ι the stance stands,
else it is drawn anew from

    u = β_line (1 − |x − p|) + β_tie T + β_asc logit A + β_bond λ + β_G G − β_cost I_k
    P(support) = σ(u − θ₂),   P(oppose) = σ(θ₁ − u),   θ₂ = θ₁ + gap

T = Σ_j w_ij (support_j − oppose_j), over ties, from last month's end, so that people are independent within the
month. T is uncertain: the chances are averaged over its mean (weight 2/3) and mean ± √(3 variance) (1/6 each), the
three-point Gauss–Hermite rule, which removes nearly all of the bias of putting in its mean.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import LEVELS, LINE_VALUES, Stance


@njit
def stance_utility(logit_a, bond, prestige, strike, θ):  # type: ignore[no-untyped-def]
    """The part of u that is the same at every line: all but the programme and the ties."""
    return (
        θ[P.STANCE_ASCENDANCY] * logit_a
        + θ[P.STANCE_BOND] * bond
        + θ[P.STANCE_PRESTIGE] * prestige
        - θ[P.STANCE_COST] * strike
    )


@njit
def line_odds(programme, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (7): exp of β_line (1 − |x − p|) at each level, once a particle and month."""
    for level in range(LEVELS):
        out[level] = math.exp(θ[P.STANCE_LINE] * (1.0 - abs(LINE_VALUES[level] - programme)))


@njit
def stance_chances(by_line, utility, tie_mean, tie_variance, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (7, 3): the chances of a stance drawn anew, by level of line."""
    spread = math.sqrt(3.0 * max(tie_variance, 0.0))
    oppose_bar = math.exp(θ[P.STANCE_OPPOSE])
    support_bar = math.exp(θ[P.STANCE_OPPOSE] + θ[P.STANCE_GAP])
    for level in range(LEVELS):
        out[level, Stance.OPPOSE] = 0.0
        out[level, Stance.SUPPORT] = 0.0
    for node in range(3):
        weight = 2.0 / 3.0 if node == 0 else 1.0 / 6.0
        ties = tie_mean + (0.0 if node == 0 else (spread if node == 1 else -spread))
        person = math.exp(min(max(utility + θ[P.STANCE_TIE] * ties, -50.0), 50.0))
        for level in range(LEVELS):
            odds = by_line[level] * person
            both = weight / ((odds + support_bar) * (odds + oppose_bar))  # one division for two fractions
            out[level, Stance.SUPPORT] += odds * (odds + oppose_bar) * both
            out[level, Stance.OPPOSE] += oppose_bar * (odds + support_bar) * both
    for level in range(LEVELS):
        out[level, Stance.WAIT] = max(0.0, 1.0 - out[level, Stance.SUPPORT] - out[level, Stance.OPPOSE])
