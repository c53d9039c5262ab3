"""Prestige (MODEL.md step 10): standing from results, which closes the loop.

    D' = D + ℓ (deaths − D)                                   what is reported upward, late
    G' = (1 − δ) G + κ_S shock + κ_Y (output − trend) − κ_D D' + σ ε

Levelling costs output; shortfall of food costs lives; both cost prestige, and prestige enters stances, the leader's
choice and ascendancy. Deaths are in millions a month beyond the usual; output is the log of its ratio to trend.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.regime.parameters import P


@njit
def reported(deaths_reported, deaths, θ):  # type: ignore[no-untyped-def]
    """Excess deaths as officials report them upward, millions a month."""
    return deaths_reported + θ[P.REPORT_LAG] * (deaths - deaths_reported)


@njit
def prestige_step(prestige, shock, output_gap, deaths_reported, noise, θ):  # type: ignore[no-untyped-def]
    """Next month's prestige."""
    return (
        (1.0 - θ[P.PRESTIGE_DECAY]) * prestige
        + θ[P.PRESTIGE_SHOCK] * shock
        + θ[P.PRESTIGE_OUTPUT] * output_gap
        - θ[P.PRESTIGE_DEATHS] * deaths_reported
        + θ[P.PRESTIGE_NOISE] * noise
    )
