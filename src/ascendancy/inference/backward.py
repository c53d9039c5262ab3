"""Whole histories drawn from the posterior: regime paths by ancestry, persons by an exact backward pass.

A regime path is a particle of an anchor month with its ancestors. Given the path, people are independent hidden
Markov chains, so their vectors are carried forward along it again (with the evidence, exactly as in the filter), and
each person's states are then drawn backward:

    s_T ~ v_T,    P(s_t | s_{t+1}) ∝ v_t(s) P(s → s_{t+1}),

the last factor by the transition's adjoint (person.py). Realised people keep the states that were drawn for them.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.inference.step import weigh_person, weigh_tenure
from ascendancy.month import begin, realise_person
from ascendancy.regime.drift import line_steps
from ascendancy.regime.month import person_rates, persons
from ascendancy.regime.person import adjoint, sample, summarise
from ascendancy.regime.rectification import line_gaps
from ascendancy.regime.stances import line_odds
from ascendancy.regime.state import LEVELS, RECORD, STATES, SUMMARY, Particles, R
from ascendancy.regime.succession import heir_removal, told_by_place
from ascendancy.rng import Stream, uniform
from ascendancy.society.layout import CELL_SIZE


@njit
def one_particle(people, bodies, institutions, titles, society):  # type: ignore[no-untyped-def]
    """Scratch room for one particle."""
    return Particles(
        np.zeros((1, RECORD)), np.zeros((1, titles), dtype=np.int8), np.zeros((1, bodies)), np.zeros((1, institutions)),
        np.zeros((1, bodies)), np.zeros((1, bodies)), np.zeros((1, institutions)), np.zeros((1, institutions)),
        np.zeros((1, institutions)), np.zeros((1, people, STATES)), np.zeros((1, people, SUMMARY)),
        np.zeros((1, society.fixed.shape[0], CELL_SIZE)), np.zeros((1, 1)),
    )  # fmt: skip


@njit
def forward_along(
    path,
    room,
    record,
    strikes,
    drawn,
    regime,
    society,
    dossier,
    θ,
    epoch,
    φ,
    seed,
    realise,
    vectors,
    summary,
    hazard,
):  # type: ignore[no-untyped-def]
    """Vectors (T + 1, N, 105) and summaries of everyone along one path; row 0 is the state before the first month.

    ``path`` (T) particle of each month; ``room`` one particle's scratch; ``record`` (T, n, ·), ``strikes`` and
    ``drawn`` (T, n, N) the filter's; ``θ`` (E, n, P) by epoch, ``epoch`` (T) which
    one a month is in, ``φ`` (n, ·) the society's coefficients in the first.
    """
    begin(room, 0, path[0], regime, society, θ[0, path[0]], φ[path[0]], seed, realise)
    vectors[0] = room.vectors[0]
    summary[0] = room.summary[0]
    last = room.record[0]
    for t in range(path.size):
        now = record[t, path[t]]
        coefficients = θ[epoch[t], path[t]]
        persons(
            t,
            vectors[t],
            summary[t],
            last,
            now,
            strikes[t, path[t]],
            regime,
            coefficients,
            vectors[t + 1],
            hazard,
        )
        for i in range(vectors.shape[1]):
            vector = vectors[t + 1, i]
            weigh_tenure(regime.office[t, i], dossier.tenure, vector)
            weigh_person(t, i, dossier, coefficients, vector)
            state = drawn[t, path[t], i]
            realise_person(vector, realise[i] if state >= 0 else 0, 0.5, state)
            summarise(vector, summary[t + 1, i])
        last = now


@njit
def backward_along(path, record, strikes, regime, θ, epoch, seed, lane, vectors, summary, states):  # type: ignore[no-untyped-def]
    """Fill ``states`` (T, N) with a draw of everyone's states along one path, from the last month back."""
    months = path.size
    by_line = np.empty((2, LEVELS))
    up, down = np.empty(LEVELS), np.empty(LEVELS)
    stance, hazard = np.empty((LEVELS, 3)), np.empty((LEVELS, 3))
    indicator, reach, scratch = np.empty(STATES), np.empty(STATES), np.empty(STATES)
    told = np.empty(STATES)
    for i in range(vectors.shape[1]):
        u = uniform(seed, Stream.BACKWARD, months, i, lane)
        states[months - 1, i] = sample(vectors[months, i], u)
    for t in range(months - 1, 0, -1):
        now = record[t, path[t]]
        coefficients = θ[epoch[t], path[t]]
        leader, former = int(now[R.LEADER]), int(record[t - 1, path[t - 1], R.LEADER])
        line_steps(regime.foreign[t], coefficients, up, down)
        line_odds(now[R.PROGRAMME], coefficients, by_line[0])
        line_gaps(now[R.PROGRAMME], coefficients, by_line[1])
        heir = int(record[t - 1, path[t - 1], R.HEIR])
        for i in range(vectors.shape[1]):
            vector = vectors[t, i]
            u = uniform(seed, Stream.BACKWARD, t, i, lane)
            if i == leader or i == former:
                rises = i == leader and i != former  # whoever comes to lead was in office the month before
                total = 0.0
                for k in range(STATES):
                    reach[k] = vector[k] if not rises or k % 5 < 2 else 0.0
                    total += reach[k]
                for k in range(STATES):
                    reach[k] = reach[k] / total if total > 0.0 else vector[k]
                states[t - 1, i] = sample(reach, u)
                continue
            dies = person_rates(
                t, i, summary[t], now, strikes[t, path[t]], by_line, regime, coefficients, stance, hazard
            )
            if i == heir:
                told_by_place(vector, now[R.HEIR] == heir, heir_removal(now[R.LOGIT_A], coefficients), told)
                vector = told
            indicator[:] = 0.0
            indicator[states[t, i]] = 1.0
            adjoint(indicator, up, down, stance, hazard, dies, coefficients, scratch, reach)
            total = 0.0
            for k in range(STATES):
                reach[k] *= vector[k]
                total += reach[k]
            if total <= 0.0:
                states[t - 1, i] = sample(vector, u)
                continue
            for k in range(STATES):
                reach[k] /= total
            states[t - 1, i] = sample(reach, u)


@njit(nogil=True)
def draw_histories(
    first, last, paths, record, strikes, drawn, regime, society, dossier, θ, epoch, φ, seed, realise, states
):  # type: ignore[no-untyped-def]
    """Fill ``states`` (J, T, N) for paths ``first`` to ``last`` − 1 of ``paths`` (J, T)."""
    months, people = paths.shape[1], states.shape[2]
    vectors = np.empty((months + 1, people, STATES))
    summary = np.empty((months + 1, people, SUMMARY))
    hazard = np.empty(strikes.shape[2])
    room = one_particle(people, regime.members.shape[1], strikes.shape[2], regime.may_open.shape[1], society)
    for j in range(first, last):
        forward_along(
            paths[j], room, record, strikes, drawn, regime, society, dossier, θ, epoch, φ, seed, realise, vectors,
            summary, hazard,
        )  # fmt: skip
        backward_along(paths[j], record, strikes, regime, θ, epoch, seed, j, vectors, summary, states[j])
