"""Rectification (MODEL.md step 7): active → criticised → sidelined → purged, and back; and death.

The monthly hazard that strikes a person of institution k, with line x and stance s, is a sum of two hands:

    y = I_k [ e^{γ₀ + γ_A logit A + γ_x (p − x) − γ_p protection + γ_a fallen} φ_s      the leader's
            + e^{γ₀ − γ_A logit A + γ_λ bond           − γ_p protection + γ_a fallen} φ_{−s} ]   his opponents'

φ is 1 for the one who stands against that hand, ``purge_wait`` for the one who waits, ``purge_support`` for its
supporter: when A is low the same machinery turns on the leader's clients. Intensity multiplies: without a campaign
almost nobody falls. protection = Σ_j w_ij [j supports, in office]; fallen = Σ_j w_ij [j sidelined or purged].
Hazards act as y/(1 + y); a share ``purge_swift`` of those struck is sidelined at once (a fall at one meeting); each
further step comes at ``purge_deepen`` of the first. Recovery (criticised → active),
rehabilitation (sidelined → active) and restoration (purged → active) have hazards of their own.

Death has Gompertz's form, log hazard a year −10.0 + 0.085 age (about 1% a year at 63; Preston, Heuveline and
Guillot, "Demography", 2001, give the form and range), times ``mortality``.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import LEVELS, LINE_VALUES, Stance

GOMPERTZ_LEVEL = -10.0
GOMPERTZ_SLOPE = 0.085


def yearly_mortality(age: float) -> float:
    """Gompertz hazard of death a year at ``age`` years, before the coefficient ``mortality``."""
    return math.exp(GOMPERTZ_LEVEL + GOMPERTZ_SLOPE * age)


@njit
def mortality(yearly, θ):  # type: ignore[no-untyped-def]
    """Chance of dying within the month; a negative hazard marks the month of a known death."""
    if yearly < 0.0:
        return 1.0
    return 1.0 - math.exp(-θ[P.MORTALITY] * yearly / 12.0)


@njit
def line_gaps(programme, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (7): e^{γ_x (p − x)} at each level, once a particle and month."""
    for level in range(LEVELS):
        out[level] = math.exp(θ[P.PURGE_LINE] * (programme - LINE_VALUES[level]))


@njit
def strike_hazards(logit_a, gaps, strike, bond, protection, fallen, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (7, 3) with y, by level of line and stance."""
    shared = θ[P.PURGE_BASE] - θ[P.PURGE_PROTECTION] * protection + θ[P.PURGE_ASSOCIATION] * fallen
    his = strike * math.exp(min(shared + θ[P.PURGE_ASCENDANCY] * logit_a, 20.0))
    theirs = strike * math.exp(min(shared - θ[P.PURGE_ASCENDANCY] * logit_a + θ[P.PURGE_CLIENT] * bond, 20.0))
    for level in range(LEVELS):
        leader = his * gaps[level]
        out[level, Stance.OPPOSE] = leader + theirs * θ[P.PURGE_SUPPORT]
        out[level, Stance.WAIT] = (leader + theirs) * θ[P.PURGE_WAIT]
        out[level, Stance.SUPPORT] = leader * θ[P.PURGE_SUPPORT] + theirs
