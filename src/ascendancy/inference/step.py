"""One month of all particles: the same month as everywhere, with the evidence in its place.

Every particle is independent of the others within the month, so ranges of particles go to threads
(threads.py) and the result does not depend on their number. The increment of a particle's
log weight is the sum of: what the month's choices were worth
(guided), the log normaliser of every person's vector after his evidence, what bodies' resolutions were worth, and
the log likelihood of the items on numbers.
"""

from __future__ import annotations

import math

import numpy as np

from ascendancy._numba import njit
from ascendancy.evidence.directive import directive_likelihood
from ascendancy.evidence.entries import (
    ACTION,
    DIRECTIVE,
    HEIR,
    PHASE,
    RECORD_TEST,
    SERIES,
    YEAR_DEATHS,
)
from ascendancy.evidence.series import series_likelihood
from ascendancy.month import Likelihoods, before_evidence, begin, choices, consequences, realise_person
from ascendancy.regime.meeting import bodies
from ascendancy.regime.parameters import P
from ascendancy.regime.person import summarise
from ascendancy.regime.state import STATES, R
from ascendancy.rng import Stream, uniform


@njit
def error_rate(grade, θ):  # type: ignore[no-untyped-def]
    """ε of an Admiralty letter, by its number."""
    return θ[P.ERROR_A + grade]


@njit
def weigh_choices(t, dossier, θ, likelihoods):  # type: ignore[no-untyped-def]
    """Fill ``likelihoods`` with what month ``t``'s items say of its choices and of the bodies' sides."""
    likelihoods.action[:] = 1.0
    likelihoods.phase[:] = 1.0
    likelihoods.heir[:] = 1.0
    likelihoods.majority[:] = 1.0
    for n in range(dossier.c_offset[t], dossier.c_offset[t + 1]):
        wrong = error_rate(dossier.c_grade[n], θ)
        what, slot = dossier.c_what[n], dossier.c_slot[n]
        if what == ACTION:
            for k in range(likelihoods.action.size):
                likelihoods.action[k] *= (1.0 - wrong) * dossier.c_like[n, k] + wrong * dossier.c_mean[n]
        elif what == PHASE:
            for k in range(likelihoods.phase.shape[1]):
                likelihoods.phase[slot, k] *= (1.0 - wrong) * dossier.c_like[n, k] + wrong * dossier.c_mean[n]
        elif what == HEIR:
            for k in range(likelihoods.heir.size):
                likelihoods.heir[k] *= (1.0 - wrong) * dossier.c_like[n, k] + wrong * dossier.c_mean[n]
    for n in range(dossier.v_offset[t], dossier.v_offset[t + 1]):
        wrong = error_rate(dossier.v_grade[n], θ)
        mean = 0.5 * (dossier.v_like[n, 0] + dossier.v_like[n, 1])
        for side in range(2):
            likelihoods.majority[dossier.v_body[n], side] *= (1.0 - wrong) * dossier.v_like[
                n, side
            ] + wrong * mean


@njit
def compared(x, sign, bar):  # type: ignore[no-untyped-def]
    """Whether ``x`` stands to ``bar`` as ``sign`` says (dossier.SIGN_CODES)."""
    if sign == 0:
        return x < bar
    if sign == 1:
        return x <= bar
    if sign == 2:
        return x > bar
    if sign == 3:
        return x >= bar
    if sign == 4:
        return x == bar
    return x != bar


@njit
def number_likelihood(n, dossier, θ, record, measures, majorities):  # type: ignore[no-untyped-def]
    """Likelihood of one item on a number of the regime or the society."""
    wrong = error_rate(dossier.r_grade[n], θ)
    kind, about = dossier.r_kind[n], dossier.r_a[n]
    if kind == DIRECTIVE:
        return (1.0 - wrong) * directive_likelihood(about, record[R.LOGIT_A]) + wrong * 0.25
    if kind == SERIES:
        modelled = record[R.YEAR_DEATHS] if about == YEAR_DEATHS else measures[about]
        return (1.0 - wrong) * series_likelihood(modelled, dossier.r_x[n], dossier.r_y[n]) + wrong * 0.1
    if kind == RECORD_TEST:
        agrees = compared(record[about], dossier.r_b[n], dossier.r_x[n])
    else:
        agrees = compared(majorities[about], dossier.r_b[n], dossier.r_x[n])
    return 1.0 - wrong if agrees else wrong


@njit
def weigh_person(t, i, dossier, θ, vector):  # type: ignore[no-untyped-def]
    """Multiply a person's vector by the month's items on him; returns the log likelihood, and normalises."""
    log_weight = 0.0
    for n in range(dossier.p_offset[t], dossier.p_offset[t + 1]):
        if dossier.p_who[n] == i:
            wrong = error_rate(dossier.p_grade[n], θ)
            total = 0.0
            for k in range(STATES):
                vector[k] *= (1.0 - wrong) * dossier.p_like[n, k] + wrong * dossier.p_mean[n]
                total += vector[k]
            log_weight += math.log(max(total, 1e-300))
            for k in range(STATES):
                vector[k] /= max(total, 1e-300)
    return log_weight


@njit
def weigh_tenure(row, tenure, vector):  # type: ignore[no-untyped-def]
    """Multiply a person's vector by what his tenures say this month; returns the log likelihood."""
    if row == 0:
        return 0.0
    total = 0.0
    for k in range(STATES):
        vector[k] *= tenure[row, k % 5]
        total += vector[k]
    for k in range(STATES):
        vector[k] /= max(total, 1e-300)
    return math.log(max(total, 1e-300))


@njit
def observe(t, new, r, regime, dossier, θ, seed, realise, states, guided):  # type: ignore[no-untyped-def]
    """Evidence on people, then the draw of those who are realised; returns the log likelihood.

    Unguided, a person is drawn before his evidence and weighed by it: the plain bootstrap filter.
    """
    log_weight = 0.0
    for i in range(regime.power.shape[1]):
        vector = new.vectors[r, i]
        u = uniform(seed, Stream.PERSON_STANCE, t + 1, i, r)
        if not guided:
            states[r, i] = realise_person(vector, realise[i], u, -1)
        log_weight += weigh_tenure(regime.office[t, i], dossier.tenure, vector)
        log_weight += weigh_person(t, i, dossier, θ, vector)
        if guided:
            states[r, i] = realise_person(vector, realise[i], u, -1)
        summarise(vector, new.summary[r, i])
    return log_weight


@njit
def advance_one(
    t, month_of_year, old, a, new, r, regime, society, dossier, θ, φ, account, seed, realise, states, guided
):  # type: ignore[no-untyped-def]
    """Move particle ``r``, descended from ``a``, through month ``t``; returns the increment of its log weight."""
    titles, people, count = regime.may_open.shape[1], regime.power.shape[1], new.majority.shape[1]
    likelihoods = Likelihoods(np.empty(4), np.empty((titles, 4)), np.empty(people + 1), np.empty((count, 2)))
    weigh_choices(t, dossier, θ, likelihoods)
    weight = before_evidence(
        t, month_of_year, old, a, new, r, regime, society, θ, φ, account, seed, likelihoods, guided
    )
    weight += observe(t, new, r, regime, dossier, θ, seed, realise, states, guided)
    weight += bodies(t, old, a, new, r, regime, θ, seed, likelihoods.majority, guided)
    for n in range(dossier.r_offset[t], dossier.r_offset[t + 1]):
        found = number_likelihood(n, dossier, θ, new.record[r], new.measures[r], new.majority[r])
        weight += math.log(max(found, 1e-300))
    return weight


@njit
def silence(titles, people, count):  # type: ignore[no-untyped-def]
    """Likelihoods of a month without evidence."""
    return Likelihoods(np.ones(4), np.ones((titles, 4)), np.ones(people + 1), np.ones((count, 2)))


@njit
def open_month(t, old, new, regime, society, θ, account, seed, pressure):  # type: ignore[no-untyped-def]
    """The first half of an unobserved month of one history: what is decided, and what that presses."""
    nothing = silence(regime.may_open.shape[1], regime.power.shape[1], new.majority.shape[1])
    choices(t, old, 0, new, 0, regime, society, θ, account, seed, nothing, False, pressure)


@njit
def close_month(t, month_of_year, old, new, regime, dossier, θ, account, seed, realise, states):  # type: ignore[no-untyped-def]
    """The second half, once ``new.measures`` holds what the citizens lived."""
    nothing = silence(regime.may_open.shape[1], regime.power.shape[1], new.majority.shape[1])
    consequences(t, month_of_year, old, 0, new, 0, regime, θ, account, seed, nothing, False)
    observe(t, new, 0, regime, dossier, θ, seed, realise, states, False)
    bodies(t, old, 0, new, 0, regime, θ, seed, nothing.majority, False)


@njit(nogil=True)
def advance(
    first,
    last,
    t,
    month_of_year,
    old,
    ancestors,
    new,
    regime,
    society,
    dossier,
    θ,
    φ,
    account,
    seed,
    realise,
    states,
    guided,
    increments,
):  # type: ignore[no-untyped-def]
    """Move particles ``first`` to ``last`` − 1 through month ``t``."""
    for r in range(first, last):
        increments[r] = advance_one(
            t, month_of_year, old, ancestors[r], new, r, regime, society, dossier, θ[r], φ[r], account, seed, realise,
            states, guided,
        )  # fmt: skip


@njit(nogil=True)
def start(first, last, new, regime, society, θ, φ, seed, realise):  # type: ignore[no-untyped-def]
    """Fill particles ``first`` to ``last`` − 1 of ``new`` with the state before the first month."""
    for r in range(first, last):
        begin(new, r, r, regime, society, θ[r], φ[r], seed, realise)
