"""Ascendancy (MODEL.md step 11): the share of the leader's directives that take effect.

    logit A' = logit A − ρ (logit A − a₀) + [majority] a₁ (2M − 1) + [levers] a_l (2Λ − 1)
               + a₂ (2Q_army − 1) + a₃ mobilised + a₄ G − a₅ [rear] + σ ε

The pull back to a₀ keeps the bandwagon (A → stances → M → A) from running away. [·] the account in force: under
*dominance* majorities follow him and give him nothing. |logit A| is kept within 6.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import Action

BOUND = 6.0


@njit
def ascendancy_step(
    logit_a, majority, levers, army, mobilised, prestige, action, noise, with_majority, with_levers, θ
):  # type: ignore[no-untyped-def]
    """Next month's logit of ascendancy."""
    rear = 1.0 if action == Action.REAR else 0.0
    moved = (
        logit_a
        - θ[P.ASCENDANCY_PULL] * (logit_a - θ[P.ASCENDANCY_LEVEL])
        + with_majority * θ[P.ASCENDANCY_MAJORITY] * (2.0 * majority - 1.0)
        + with_levers * θ[P.ASCENDANCY_LEVERS] * (2.0 * levers - 1.0)
        + θ[P.ASCENDANCY_ARMY] * (2.0 * army - 1.0)
        + θ[P.ASCENDANCY_MOBILISED] * mobilised
        + θ[P.ASCENDANCY_PRESTIGE] * prestige
        - θ[P.ASCENDANCY_REAR] * rear
        + θ[P.ASCENDANCY_NOISE] * noise
    )
    return min(BOUND, max(-BOUND, moved))
