"""Drift (MODEL.md step 1): how lines step toward routine, and what the turn abroad says to whom.

A person's line x steps by one level up or down with chances

    up   = η σ( b),   down = η σ(−b),   b = π (ρ_k − x) + ω V

η ``line_mobility``; π ``routine_pull``; ρ ``routine_line``, the line of routine; V in [0, 1] the foreign drift;
ω ``elite_warning``, centred on zero: whether the turn abroad moves the elite is for the evidence to say. The
institutions' routinisation is Weber's; the birth-and-death chain keeps every line inside [−1, 1].

The leader's warning is W = V (p − x̄), with x̄ the power-weighted mean line of those in office: how far the elite
stands behind the programme asked for, as seen in the light of what happened abroad.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit
from ascendancy.regime.parameters import P
from ascendancy.regime.state import LEVELS, LINE_VALUES


@njit
def logistic(z):  # type: ignore[no-untyped-def]
    """σ(z) = 1 / (1 + exp −z)."""
    return 1.0 / (1.0 + math.exp(-z))


@njit
def line_steps(foreign_drift, θ, up, down):  # type: ignore[no-untyped-def]
    """Fill ``up`` and ``down`` (7 each): the month's chances that a line steps from each level."""
    for level in range(LEVELS):
        pull = (
            θ[P.ROUTINE_PULL] * (θ[P.ROUTINE_LINE] - LINE_VALUES[level]) + θ[P.ELITE_WARNING] * foreign_drift
        )
        mobility = min(θ[P.LINE_MOBILITY], 0.5)
        up[level] = mobility * logistic(pull) if level < LEVELS - 1 else 0.0
        down[level] = mobility * logistic(-pull) if level > 0 else 0.0


@njit
def initial_lines(θ, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (7): a normal density around ``line_mean`` at the seven levels, made to sum to one."""
    total = 0.0
    for level in range(LEVELS):
        out[level] = math.exp(-0.5 * ((LINE_VALUES[level] - θ[P.LINE_MEAN]) / θ[P.LINE_SPREAD]) ** 2)
        total += out[level]
    for level in range(LEVELS):
        out[level] /= total


@njit
def warning(foreign_drift, programme, mean_line):  # type: ignore[no-untyped-def]
    """W = V (p − x̄): what the turn abroad makes of the elite's distance from the programme."""
    return foreign_drift * (programme - mean_line)
