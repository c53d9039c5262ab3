"""One month of one history: the regime and the society together, in MODEL.md's order.

There is one month for simulation, inference, forecast and counterfactual, and this is it. ``before_evidence`` moves
everything up to what people could observe; ``after_evidence`` takes the majority from what the people's vectors say
once the evidence is in. Campaigns press down on the society, scaled by the loyalty of the party and by how far local
authority stands; output, mobilisation and deaths come up, and the loop closes through prestige.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import njit
from ascendancy.regime.drift import initial_lines
from ascendancy.regime.leader import initial_choice
from ascendancy.regime.majority import majority, moments
from ascendancy.regime.month import decide, persons, pick, settle
from ascendancy.regime.parameters import P
from ascendancy.regime.person import nearest_level, state_at, summarise
from ascendancy.regime.setting import MODELLED
from ascendancy.regime.stances import line_odds, stance_chances, stance_utility
from ascendancy.regime.state import INTENSITY_OF_PHASE, LEVELS, R, S, Stance, Status
from ascendancy.rng import Stream, normal, uniform
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import PRESSURE_SIZE, Aggregate
from ascendancy.society.pressure import combine_pressure
from ascendancy.society.rest import coarse_start

START = 0


class SocietyArrays(NamedTuple):
    """What the society's month reads: constants of the cells, and each title's pressure at full intensity."""

    fixed: NDArray[np.float64]  # (cells, constants)
    campaigns: NDArray[np.float64]  # (T, C, CAMPAIGN_SIZE)


class Likelihoods(NamedTuple):
    """What one month's evidence says of the choices of that month, as one particle weighs it; ones if nothing."""

    action: NDArray[np.float64]  # (4,)
    phase: NDArray[np.float64]  # (C, 4)
    heir: NDArray[np.float64]  # (N + 1,)
    majority: NDArray[np.float64]  # (B, 2)


@njit
def press(t, old, a, new, r, regime, society, pressure):  # type: ignore[no-untyped-def]
    """Fill ``pressure``: what this month's campaigns ask of the society."""
    intensity = np.empty(new.phases.shape[1])
    for c in range(intensity.size):
        intensity[c] = INTENSITY_OF_PHASE[int(new.phases[r, c])]
    party = old.loyalty[a, 0] if old.loyalty.shape[1] > 0 else 1.0
    held, all_power = 0.0, 0.0
    for i in range(regime.power.shape[1]):
        held += regime.power[t, i] * old.summary[a, i, S.IN_OFFICE]
        all_power += regime.power[t, i]
    authority = held / all_power if all_power > 0.0 else 1.0
    combine_pressure(intensity, society.campaigns[t], party, new.record[r, R.PROGRAMME], authority, pressure)


@njit
def choices(t, old, a, new, r, regime, society, θ, account, seed, likelihoods, guided, pressure):  # type: ignore[no-untyped-def]
    """What is decided in month ``t`` and what it presses on the society; returns the evidence's log weight on it."""
    weight = decide(
        t, old, a, new, r, regime, θ, account[0], account[1], seed, likelihoods.action, likelihoods.phase, guided
    )  # fmt: skip
    press(t, old, a, new, r, regime, society, pressure)
    return weight


@njit
def consequences(t, month_of_year, old, a, new, r, regime, θ, account, seed, likelihoods, guided):  # type: ignore[no-untyped-def]
    """What the society's month (in ``new.measures``) does to the regime, and then to everybody in it."""
    output_gap = math.log(max(new.measures[r, Aggregate.OUTPUT_TOTAL], 1e-6))
    weight = settle(
        t, old, a, new, r, regime, θ, account[0], account[1], seed, output_gap,
        new.measures[r, Aggregate.EXCESS_DEATHS], new.measures[r, Aggregate.MOBILISED], month_of_year,
        likelihoods.heir, guided,
    )  # fmt: skip
    persons(
        t, old.vectors[a], old.summary[a], old.record[a], new.record[r], new.strikes[r], regime, θ, new.vectors[r],
        new.hazard[r],
    )  # fmt: skip
    return weight


@njit
def before_evidence(
    t, month_of_year, old, a, new, r, regime, society, θ, φ, account, seed, likelihoods, guided
):  # type: ignore[no-untyped-def]
    """Everything of month ``t`` for particle ``r`` (from ancestor ``a``) up to the observation.

    ``θ`` the regime's coefficients, ``φ`` the society's; ``account`` (2): the links majority and levers in force.
    Returns the log of the evidence's weight on the month's choices. Citizens one by one (``simulation.py``) take
    the coarse society's place between the two halves.
    """
    pressure = np.empty(PRESSURE_SIZE)
    weight = choices(t, old, a, new, r, regime, society, θ, account, seed, likelihoods, guided, pressure)
    new.cells[r] = old.cells[a]
    coarse_month(new.cells[r], society.fixed, pressure, φ, new.measures[r])
    return weight + consequences(
        t, month_of_year, old, a, new, r, regime, θ, account, seed, likelihoods, guided
    )


@njit
def begin(new, r, lane, regime, society, θ, φ, seed, realise):  # type: ignore[no-untyped-def]
    """The state just before the first month: at rest, with the stances that the first conditions imply.

    ``lane`` is the particle's number in the draws; ``r`` where it stands in ``new``.
    """
    record = new.record[r]
    record[:] = 0.0
    record[R.LOGIT_A] = θ[P.START_ASCENDANCY]
    record[R.PROGRAMME] = min(1.0, max(-1.0, θ[P.START_PROGRAMME]))
    chances = np.empty(4)
    initial_choice(θ, chances)
    action, _ = pick(chances, np.ones(4), uniform(seed, Stream.INITIAL, START, 0, lane), False)
    record[R.ACTION] = action
    record[R.LEADER] = regime.leader[0] if regime.leader[0] != MODELLED else -1
    record[R.HEIR] = regime.heir
    record[R.LEVERS] = 0.5
    coarse_start(new.cells[r], society.fixed, φ)
    lines, odds, stance = np.empty(LEVELS), np.empty(LEVELS), np.empty((LEVELS, 3))
    initial_lines(θ, lines)
    line_odds(record[R.PROGRAMME], θ, odds)
    for i in range(regime.power.shape[1]):
        utility = stance_utility(record[R.LOGIT_A], regime.bond[0, i], 0.0, θ[P.PURGE_QUIET], θ)
        stance_chances(odds, utility, 0.0, 0.0, θ, stance)
        vector = new.vectors[r, i]
        vector[:] = 0.0
        for level in range(LEVELS):
            for s in range(3):
                vector[state_at(level, s, Status.ACTIVE)] = lines[level] * stance[level, s]
        if i == regime.leader[0]:
            vector[:] = 0.0
            vector[state_at(nearest_level(record[R.PROGRAMME]), Stance.SUPPORT, Status.ACTIVE)] = 1.0
        realise_person(vector, realise[i], uniform(seed, Stream.PERSON_STANCE, START, i, lane), -1)
        summarise(vector, new.summary[r, i])
    for b in range(new.majority.shape[1]):
        mean, variance, waits = moments(regime.power[0], regime.members[0, b], new.summary[r])
        new.noise[r, b] = normal(seed, Stream.INITIAL, START, 1 + b, lane)
        new.majority[r, b] = majority(mean, variance, new.noise[r, b])
        new.waiting[r, b] = waits
    for k in range(new.loyalty.shape[1]):
        support, office = 0.0, 0.0
        for i in range(regime.power.shape[1]):
            if regime.institution[i] == k:
                support += regime.power[0, i] * new.summary[r, i, S.SUPPORT]
                office += regime.power[0, i] * new.summary[r, i, S.IN_OFFICE]
        new.loyalty[r, k] = support / office if office > 0.0 else 0.5
        new.loyalty_noise[r, k] = normal(seed, Stream.INITIAL, START, 101 + k, lane)


@njit
def realise_person(vector, how, u, fixed):  # type: ignore[no-untyped-def]
    """Draw a person's state from his vector and leave only what agrees with it.

    ``how`` 0: nothing; 1: stance and status, keeping the distribution over lines; 2: all of it. A ``fixed`` state
    (−1: none) is taken instead of a draw. Returns the state drawn (line, stance, status), −1 if nothing was.
    """
    if how == 0:
        return -1
    chosen = fixed
    if chosen < 0:
        reached = 0.0
        chosen = 0
        for k in range(vector.size):
            if vector[k] > 0.0:
                reached += vector[k]
                chosen = k
                if u < reached:
                    break
    if how == 2:
        vector[:] = 0.0
        vector[chosen] = 1.0
        return chosen
    block = chosen % 15
    total = 0.0
    for level in range(LEVELS):
        total += vector[level * 15 + block]
    for k in range(vector.size):
        vector[k] = vector[k] / total if k % 15 == block else 0.0
    return chosen
