"""The programme asked for (MODEL.md step 3): what moves it, and what brings it back.

    p' = p + κ_W W [front] − κ_G max(0, G₋₁ − G) − κ_c [compromise] + κ_h (p₀ − p) [front] + σ ε,   within [−1, 1]

W the warning; the second term a setback in prestige; the third what a compromise concedes; the fourth the leader's
return to the line he came with, p₀, while he directs affairs himself. Without it a programme that only gives way
never comes back, and nor does he.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import Action


@njit
def programme_step(programme, warning, prestige_lost, action, noise, θ):  # type: ignore[no-untyped-def]
    """Next month's programme, in [−1, 1]."""
    front = 0.0 if action == Action.REAR else 1.0
    conceded = 1.0 if action == Action.COMPROMISE else 0.0
    moved = (
        programme
        + θ[P.PROGRAMME_WARNING] * warning * front
        - θ[P.PROGRAMME_SETBACK] * max(0.0, prestige_lost)
        - θ[P.PROGRAMME_CONCESSION] * conceded
        + θ[P.PROGRAMME_PULL] * (θ[P.PROGRAMME_HOME] - programme) * front
        + θ[P.PROGRAMME_NOISE] * noise
    )
    return min(1.0, max(-1.0, moved))
