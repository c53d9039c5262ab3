"""Campaigns (MODEL.md step 4): when one opens, rises, ebbs and closes, and whom it strikes.

Each parent title is a slot with four phases, off → opening → high → ebb → off; slot 0 is a campaign without a
title yet. Monthly hazards h = y/(1 + y):

    open   y = o exp(a [rectify or mobilise]) / (number of titles that may open)
    rise   y = r exp(a [rectify or mobilise] − a [rear or compromise]) ,  dropped at r/4
    ebb    y = e exp(S − a/2 [rectify or mobilise]),  S = max(0, −G) the setback
    close  y = c,  taken up again at o exp(a [rectify or mobilise])

A title may open only within its documented time. Intensity is 0, 0.35, 1, 0.4 by phase. Its aim at institution k
is the case's coding; the untitled slot's follows the largest gaps, a softmax of 3 (p − x̄_k). What strikes
institution k is I_k = quiet + Σ_c I_c target_ck, at most 1.5.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import INTENSITY_OF_PHASE, Action, Phase

STRONGEST = 1.5
GAP_SHARPNESS = 3.0


@njit
def chance(y):  # type: ignore[no-untyped-def]
    """A hazard's chance within the month, y / (1 + y)."""
    return y / (1.0 + y)


@njit
def phase_chances(phase, may_open, titles, action, setback, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (4): the chances of next month's phase of one title."""
    acts = 1.0 if action == Action.RECTIFY or action == Action.MOBILISE else 0.0
    drive = θ[P.CAMPAIGN_ACTION] * acts
    for k in range(4):
        out[k] = 0.0
    if phase == Phase.OFF:
        opens = chance(θ[P.CAMPAIGN_OPEN] * math.exp(drive) / max(titles, 1.0)) if may_open else 0.0
        out[Phase.OPENING] = opens
        out[Phase.OFF] = 1.0 - opens
    elif phase == Phase.OPENING:
        slack = 0.5 * θ[P.CAMPAIGN_ACTION] * (1.0 - acts)
        rises = chance(θ[P.CAMPAIGN_RISE] * math.exp(0.5 * drive - slack))
        dropped = (1.0 - rises) * chance(0.25 * θ[P.CAMPAIGN_RISE])
        out[Phase.HIGH] = rises
        out[Phase.OFF] = dropped
        out[Phase.OPENING] = 1.0 - rises - dropped
    elif phase == Phase.HIGH:
        ebbs = chance(θ[P.CAMPAIGN_EBB] * math.exp(setback - 0.5 * drive))
        out[Phase.EBB] = ebbs
        out[Phase.HIGH] = 1.0 - ebbs
    else:
        closes = chance(θ[P.CAMPAIGN_CLOSE])
        resumed = (1.0 - closes) * chance(θ[P.CAMPAIGN_OPEN] * math.exp(drive)) if may_open else 0.0
        out[Phase.OFF] = closes
        out[Phase.HIGH] = resumed
        out[Phase.EBB] = 1.0 - closes - resumed


@njit
def aim(programme, lines, targets, phases, θ, strikes):  # type: ignore[no-untyped-def]
    """Fill ``strikes`` (K): the intensity that strikes each institution.

    ``lines`` (K) mean line by institution; ``targets`` (C, K) the case's coding, row 0 unused; ``phases`` (C).
    """
    institutions = strikes.size
    total = 0.0
    for k in range(institutions):
        total += math.exp(GAP_SHARPNESS * (programme - lines[k]))
    untitled = INTENSITY_OF_PHASE[int(phases[0])]
    for k in range(institutions):
        intensity = θ[P.PURGE_QUIET] + untitled * math.exp(GAP_SHARPNESS * (programme - lines[k])) / total
        for c in range(1, phases.size):
            intensity += INTENSITY_OF_PHASE[int(phases[c])] * targets[c, k]
        strikes[k] = min(intensity, STRONGEST)
