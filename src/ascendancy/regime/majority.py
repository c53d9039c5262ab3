"""The majority (MODEL.md step 6): M_b, power that supports ÷ power that supports or opposes.

People's vectors imply M's mean and variance, by the delta method on S/(S + O):

    m = E S / (E S + E O),   v = Σ r² [ s(1−s)(1−m)² + o(1−o) m² + 2 s o m(1−m) ] / (E S + E O)²

over members in office (active or criticised). M is drawn, never set to its mean: M = m + √v z with
z' = ρ z + √(1 − ρ²) ε, ρ = ι + 0.02, a persistent noise, since stances persist. With its mean, «a majority is ever
lost in ten years» comes out far too seldom; with a fresh draw each month, far too often.

A majority needs more than half: at exactly one half it is not held. Where nobody supports or opposes, M = ½.
Power of those who fell is exercised by whom the winners chose (``vacancies``): the body's vacated weight goes to
its members in office in proportion to r exp(φ_b bond + φ_x (1 − |x̄ − p|)).
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import S


@njit
def vacancies(power, members, summary, bond, programme, θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (N): each member's power in the body, with the vacated power handed on."""
    vacated = 0.0
    total = 0.0
    for i in range(power.size):
        out[i] = 0.0
        if members[i]:
            vacated += power[i] * (1.0 - summary[i, S.IN_OFFICE])
            closeness = 1.0 - abs(summary[i, S.LINE] - programme)
            claim = θ[P.FILL_BOND] * bond[i] + θ[P.FILL_LINE] * closeness
            out[i] = power[i] * summary[i, S.IN_OFFICE] * math.exp(claim)
            total += out[i]
    for i in range(power.size):
        if members[i]:
            gained = vacated * out[i] / total if total > 0.0 else 0.0
            holds = max(summary[i, S.IN_OFFICE], 1e-9)
            out[i] = power[i] + gained / holds


@njit
def moments(power, members, summary):  # type: ignore[no-untyped-def]
    """M's mean and variance, and the share of power that waits.

    Returns
    -------
    (mean, variance, waiting) : floats; mean ½ and variance 0 where nobody takes a side
    """
    support = 0.0
    oppose = 0.0
    office = 0.0
    for i in range(power.size):
        if members[i]:
            support += power[i] * summary[i, S.SUPPORT]
            oppose += power[i] * summary[i, S.OPPOSE]
            office += power[i] * summary[i, S.IN_OFFICE]
    sides = support + oppose
    waiting = max(0.0, 1.0 - sides / office) if office > 0.0 else 0.0
    if sides <= 1e-12:
        return 0.5, 0.0, waiting
    mean = support / sides
    spread = 0.0
    for i in range(power.size):
        if members[i]:
            s = summary[i, S.SUPPORT]
            o = summary[i, S.OPPOSE]
            spread += power[i] ** 2 * (
                s * (1.0 - s) * (1.0 - mean) ** 2
                + o * (1.0 - o) * mean**2
                + 2.0 * s * o * mean * (1.0 - mean)
            )
    return mean, spread / sides**2, waiting


@njit
def persistence(θ):  # type: ignore[no-untyped-def]
    """ρ, the month-to-month correlation of the noise in M and Q."""
    return min(θ[P.STANCE_INERTIA] + 0.02, 0.995)


@njit
def persistent(z, noise, θ):  # type: ignore[no-untyped-def]
    """z' = ρ z + √(1 − ρ²) ε."""
    rho = persistence(θ)
    return rho * z + math.sqrt(1.0 - rho * rho) * noise


@njit
def majority(mean, variance, z):  # type: ignore[no-untyped-def]
    """M = m + √v z, within [0, 1]."""
    return min(1.0, max(0.0, mean + math.sqrt(variance) * z))
