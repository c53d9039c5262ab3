"""Every body and institution at the month's end (MODEL.md step 6): majorities and loyalties drawn from the vectors.

What the month's resolutions say of a body's side of one half guides the draw of its noise.
"""

from __future__ import annotations

import math

import numpy as np

from ascendancy._numba import njit
from ascendancy.regime.majority import majority, moments, persistence, persistent, vacancies
from ascendancy.regime.parameters import P
from ascendancy.regime.state import R, S
from ascendancy.rng import Stream, draw, normal, normal_cdf, normal_quantile


@njit
def bodies(t, old, a, new, r, setting, θ, seed, majority_likelihood, guided):  # type: ignore[no-untyped-def]
    """Step 6 after the evidence on persons: every body's majority, every institution's loyalty.

    ``majority_likelihood`` (B, 2): what the month's resolutions say of a body without and with a majority.
    """
    weight = 0.0
    power = np.empty(setting.power.shape[1])
    bond = setting.bond[setting.year[t]]
    rho = persistence(θ)
    for b in range(new.majority.shape[1]):
        vacancies(
            setting.power[t],
            setting.members[t, b],
            new.summary[r],
            bond,
            new.record[r, R.PROGRAMME],
            θ,
            power,
        )
        mean, variance, waits = moments(power, setting.members[t, b], new.summary[r])
        fresh = normal(seed, Stream.MAJORITY, t, b, r)
        below, above = majority_likelihood[b, 0], majority_likelihood[b, 1]
        if below != above and guided:
            u, side = draw(seed, Stream.RESOLUTION, t, b, r)
            fresh, gained = towards(old.noise[a, b], mean, variance, rho, below, above, u, side)
            weight += gained
        new.noise[r, b] = rho * old.noise[a, b] + math.sqrt(1.0 - rho * rho) * fresh
        new.majority[r, b] = majority(mean, variance, new.noise[r, b])
        new.waiting[r, b] = waits
        if below != above and not guided:
            weight += math.log(above if new.majority[r, b] > 0.5 else below)
    for k in range(new.loyalty.shape[1]):
        support = 0.0
        office = 0.0
        spread = 0.0
        for i in range(power.size):
            if setting.institution[i] == k:
                held = setting.power[t, i]
                s = new.summary[r, i, S.SUPPORT]
                support += held * s
                office += held * new.summary[r, i, S.IN_OFFICE]
                spread += held * held * s * (1.0 - s)
        new.loyalty_noise[r, k] = persistent(
            old.loyalty_noise[a, k], normal(seed, Stream.LOYALTY, t, k, r), θ
        )
        if office > 1e-12:
            seen = majority(support / office, spread / office**2, new.loyalty_noise[r, k])
            new.loyalty[r, k] = old.loyalty[a, k] + θ[P.LOYALTY_LAG] * (seen - old.loyalty[a, k])
        else:
            new.loyalty[r, k] = old.loyalty[a, k]
    return weight


@njit
def towards(z, mean, variance, rho, below, above, u, side):  # type: ignore[no-untyped-def]
    """A fresh noise drawn from its normal times the likelihood of the side on which M falls; and the log weight."""
    width = math.sqrt(max(variance, 0.0) * (1.0 - rho * rho))
    if width < 1e-12:
        holds = mean + math.sqrt(max(variance, 0.0)) * rho * z > 0.5
        return normal_quantile(u), math.log(above if holds else below)
    bar = (0.5 - mean - math.sqrt(variance) * rho * z) / width
    lost = normal_cdf(bar)
    total = lost * below + (1.0 - lost) * above
    if side * total < lost * below:
        fresh = normal_quantile(min(max(u * lost, 1e-300), 1.0 - 1e-16))
    else:
        fresh = -normal_quantile(min(max(u * (1.0 - lost), 1e-300), 1.0 - 1e-16))
    return fresh, math.log(total)
