"""The regime's month, composed of its submodels in order (MODEL.md).

For one particle: ``decide`` (drift, leader, programme, campaigns), then the society's month (in the room above),
then ``settle`` (prestige, ascendancy, succession), then ``persons`` (lines, stances, rectification), then what was
observed, then ``bodies`` (majority, loyalty). Every function reads last month's state and writes this month's; what
evidence says of a choice comes in as *likelihoods* of its outcomes, all ones where there is none. With ``guided``
the choice is drawn from its chances times those likelihoods and the log of their sum is returned; without it the
choice is drawn blind and the log likelihood of what came out is returned. Simulation is the same month with ones.
"""

from __future__ import annotations

import math

import numpy as np

from ascendancy._numba import njit
from ascendancy.regime.ascendancy import ascendancy_step
from ascendancy.regime.campaigns import aim, phase_chances
from ascendancy.regime.drift import line_steps, warning
from ascendancy.regime.leader import choice_chances
from ascendancy.regime.person import forward, hold_leader
from ascendancy.regime.prestige import prestige_step, reported
from ascendancy.regime.programme import programme_step
from ascendancy.regime.rectification import line_gaps, mortality, strike_hazards
from ascendancy.regime.setting import MODELLED
from ascendancy.regime.stances import line_odds, stance_chances, stance_utility
from ascendancy.regime.state import LEVELS, STATES, R, S
from ascendancy.regime.succession import (
    NOBODY,
    contest,
    heir_chances,
    heir_removal,
    leader_falls,
    told_by_place,
)
from ascendancy.rng import Stream, draw, normal, uniform

TIES = 8


@njit
def pick(chances, likelihoods, u, guided):  # type: ignore[no-untyped-def]
    """Draw an outcome; returns it and the log of the evidence's weight on it."""
    total = 0.0
    for k in range(chances.size):
        total += chances[k] * (likelihoods[k] if guided else 1.0)
    reached = 0.0
    chosen = 0
    for k in range(chances.size):
        mass = chances[k] * (likelihoods[k] if guided else 1.0)
        if mass > 0.0:
            chosen = k
            reached += mass
            if u * total < reached:
                break
    return chosen, math.log(max(total if guided else likelihoods[chosen], 1e-300))


@njit
def mean_lines(power, institution, summary, lines):  # type: ignore[no-untyped-def]
    """Fill ``lines`` (K) with each institution's power-weighted mean line; returns that of all in office."""
    weights = np.zeros(lines.size)
    total = 0.0
    weight = 0.0
    for k in range(lines.size):
        lines[k] = 0.0
    for i in range(power.size):
        held = power[i] * summary[i, S.IN_OFFICE]
        lines[institution[i]] += held * summary[i, S.LINE]
        weights[institution[i]] += held
        total += held * summary[i, S.LINE]
        weight += held
    overall = total / weight if weight > 0.0 else 0.0
    for k in range(lines.size):
        lines[k] = lines[k] / weights[k] if weights[k] > 0.0 else overall
    return overall


@njit
def lever_share(organs, summary):  # type: ignore[no-untyped-def]
    """Λ: of the organs, the share held for the leader, (1 + support − opposition)/2 of each controller; ½ if none."""
    known = 0
    held = 0.0
    for o in range(organs.size):
        if organs[o] >= 0:
            known += 1
            held += 0.5 * (1.0 + summary[organs[o], S.SUPPORT] - summary[organs[o], S.OPPOSE])
    return held / known if known > 0 else 0.5


@njit
def decide(
    t,
    old,
    a,
    new,
    r,
    setting,
    θ,
    with_majority,
    with_levers,
    seed,
    action_likelihood,
    phase_likelihood,
    guided,
):  # type: ignore[no-untyped-def]
    """Steps 1–4 for particle ``r``, descended from ``a``: warning, choice, programme, campaigns."""
    last = old.record[a]
    now = new.record[r]
    institutions = setting.target.shape[1]
    lines = np.empty(institutions)
    mean_line = mean_lines(setting.power[t], setting.institution, old.summary[a], lines)
    alarm = warning(setting.foreign[t], last[R.PROGRAMME], mean_line)
    setback = max(0.0, -last[R.PRESTIGE])
    chances = np.empty(4)
    choice_chances(
        int(last[R.ACTION]), alarm, setback, last[R.LOGIT_A], old.majority[a, setting.top], last[R.LEVERS],
        with_majority, with_levers, θ, chances,
    )  # fmt: skip
    action, weight = pick(chances, action_likelihood, uniform(seed, Stream.LEADER, t, 0, r), guided)
    now[R.ACTION] = action
    now[R.WARNING] = alarm
    now[R.MEAN_LINE] = mean_line
    noise = normal(seed, Stream.PROGRAMME, t, 0, r)
    now[R.PROGRAMME] = programme_step(last[R.PROGRAMME], alarm, last[R.PRESTIGE_LOST], action, noise, θ)
    titles = 0.0
    for c in range(setting.may_open.shape[1]):
        titles += 1.0 if setting.may_open[t, c] else 0.0
    for c in range(setting.may_open.shape[1]):
        phase_chances(int(old.phases[a, c]), setting.may_open[t, c], titles, action, setback, θ, chances)
        phase, gained = pick(chances, phase_likelihood[c], uniform(seed, Stream.CAMPAIGN, t, c, r), guided)
        new.phases[r, c] = phase
        weight += gained
    aim(now[R.PROGRAMME], lines, setting.target, new.phases[r], θ, new.strikes[r])
    return weight


@njit
def settle(
    t,
    old,
    a,
    new,
    r,
    setting,
    θ,
    with_majority,
    with_levers,
    seed,
    output_gap,
    deaths,
    mobilised,
    month_of_year,
    heir_likelihood,
    guided,
):  # type: ignore[no-untyped-def]
    """Steps 8, 10 and 11: prestige, ascendancy, who leads and who is to follow."""
    last = old.record[a]
    now = new.record[r]
    now[R.REPORTED_DEATHS] = reported(last[R.REPORTED_DEATHS], deaths, θ)
    now[R.YEAR_DEATHS] = (0.0 if month_of_year == 0 else last[R.YEAR_DEATHS]) + deaths
    now[R.PRESTIGE] = prestige_step(
        last[R.PRESTIGE], setting.shock[t], output_gap, now[R.REPORTED_DEATHS],
        normal(seed, Stream.PRESTIGE, t, 0, r), θ,
    )  # fmt: skip
    now[R.PRESTIGE_LOST] = max(0.0, last[R.PRESTIGE] - now[R.PRESTIGE])
    army = old.loyalty[a, setting.army] if setting.army >= 0 else 0.5
    now[R.LEVERS] = lever_share(setting.organ[t], old.summary[a])
    now[R.LOGIT_A] = ascendancy_step(
        last[R.LOGIT_A], old.majority[a, setting.top], now[R.LEVERS], army, mobilised, now[R.PRESTIGE],
        int(now[R.ACTION]), normal(seed, Stream.ASCENDANCY, t, 0, r), with_majority, with_levers, θ,
    )  # fmt: skip
    heir = int(last[R.HEIR])
    leader, died = succeed(t, int(last[R.LEADER]), heir, old, a, setting, θ, now[R.LOGIT_A], seed, r)
    now[R.LEADER_DIED] = 1.0 if died else 0.0
    if leader == heir:
        heir = NOBODY
    people = setting.power.shape[1]
    chances = np.empty(people + 1)
    heir_chances(
        heir, leader, now[R.LOGIT_A], now[R.PROGRAMME], setting.power[t], old.summary[a],
        setting.bond[setting.year[t]], θ, chances,
    )  # fmt: skip
    chosen, weight = pick(chances, heir_likelihood, uniform(seed, Stream.HEIR, t, 0, r), guided)
    now[R.HEIR] = chosen if chosen < people else NOBODY
    now[R.LEADER] = leader
    return weight


@njit
def succeed(t, leader, heir, old, a, setting, θ, logit_a, seed, r):  # type: ignore[no-untyped-def]
    """Who leads this month, and whether whoever led has died."""
    if setting.leader[t] != MODELLED:
        return setting.leader[t], False
    first, second = draw(seed, Stream.SUCCESSION, t, 0, r)
    if leader < 0:
        top = setting.top
        return contest(first, second, setting.power[t], setting.members[t, top], old.summary[a], θ), False
    dies = first < mortality(setting.mortality[t, leader], θ)
    falls = second < leader_falls(logit_a, old.majority[a, setting.top], θ)
    if not dies and not falls:
        return leader, False
    if heir >= 0 and uniform(seed, Stream.SUCCESSION, t, 1, r) < old.summary[a, heir, S.IN_OFFICE]:
        return heir, dies
    return NOBODY, dies


@njit
def person_rates(t, i, summary, record, strikes, regime_lines, setting, θ, stance, hazard):  # type: ignore[no-untyped-def]
    """Fill ``stance`` (7, 3) and ``hazard`` (7, 3) for person ``i`` in month ``t``; returns his chance of dying.

    ``summary`` (N, 7) is last month's end; ``record`` and ``strikes`` are this month's; ``regime_lines`` (2, 7) from
    :func:`stances.line_odds` and :func:`rectification.line_gaps`.
    """
    ties = setting.year[t]
    tie_mean, tie_variance, protection, fallen = tied(
        setting.tie_person[ties, i], setting.tie_weight[ties, i], summary
    )
    strike = strikes[setting.institution[i]]
    bond = setting.bond[ties, i]
    utility = stance_utility(record[R.LOGIT_A], bond, record[R.PRESTIGE], strike, θ)
    stance_chances(regime_lines[0], utility, tie_mean, tie_variance, θ, stance)
    strike_hazards(record[R.LOGIT_A], regime_lines[1], strike, bond, protection, fallen, θ, hazard)
    return mortality(setting.mortality[t, i], θ)


@njit
def persons(t, before, summary, last, record, strikes, setting, θ, after, hazard_by_institution):  # type: ignore[no-untyped-def]
    """Steps 1, 5 and 7 for everyone: vectors ``before`` (N, 105) at last month's end to ``after``, before evidence.

    ``last`` and ``record`` are last month's and this month's regime records. ``hazard_by_institution`` (K) is filled
    with the mean chance of being criticised.
    """
    leader, former = int(record[R.LEADER]), int(last[R.LEADER])
    up, down = np.empty(LEVELS), np.empty(LEVELS)
    by_line = np.empty((2, LEVELS))
    stance, hazard = np.empty((LEVELS, 3)), np.empty((LEVELS, 3))
    scratch, told = np.empty(STATES), np.empty(STATES)
    heir = int(last[R.HEIR])
    line_steps(setting.foreign[t], θ, up, down)
    line_odds(record[R.PROGRAMME], θ, by_line[0])
    line_gaps(record[R.PROGRAMME], θ, by_line[1])
    institutions = hazard_by_institution.size
    struck, standing = np.zeros(institutions), np.zeros(institutions)
    for i in range(before.shape[0]):
        if i == leader or i == former:
            known = setting.mortality[t, i] < 0.0  # the month of a known death
            dead = known or (i != leader and record[R.LEADER_DIED] > 0.0)
            hold_leader(i == leader, dead, record[R.PROGRAMME], after[i])
            continue
        dies = person_rates(t, i, summary, record, strikes, by_line, setting, θ, stance, hazard)
        vector = before[i]
        if i == heir:
            told_by_place(vector, record[R.HEIR] == heir, heir_removal(record[R.LOGIT_A], θ), told)
            vector = told
        hit, active = 0.0, 0.0  # sums in registers: adding to the arrays costs three times the month
        for level in range(LEVELS):
            for s in range(3):
                mass = vector[(level * 3 + s) * 5]
                hit += mass * hazard[level, s] / (1.0 + hazard[level, s])
                active += mass
        struck[setting.institution[i]] += hit
        standing[setting.institution[i]] += active
        forward(vector, up, down, stance, hazard, dies, θ, scratch, after[i])
    for k in range(institutions):
        hazard_by_institution[k] = struck[k] / standing[k] if standing[k] > 0.0 else 0.0


@njit
def tied(who, weights, summary):  # type: ignore[no-untyped-def]
    """What a person's ties say: mean and variance of tied support, protection, tied who fell."""
    mean = 0.0
    variance = 0.0
    protection = 0.0
    fallen = 0.0
    for n in range(who.size):
        j = who[n]
        if j >= 0:
            side = summary[j, S.HEARD_SUPPORT] - summary[j, S.HEARD_OPPOSE]
            mean += weights[n] * side
            variance += weights[n] ** 2 * (
                summary[j, S.HEARD_SUPPORT] + summary[j, S.HEARD_OPPOSE] - side * side
            )
            protection += weights[n] * summary[j, S.SUPPORT]
            fallen += weights[n] * summary[j, S.FALLEN]
    return mean, variance, protection, fallen
