"""The factored particle filter: particles carry the regime, and for every person a vector of probabilities.

Given the regime, a person is a small hidden Markov chain, so two hundred people cost no extra dimensions: each
particle moves their vectors by the transition and updates them by evidence in closed form (Rao and Blackwell; Doucet,
de Freitas, Murphy and Russell 2000). A few people are *realised*, their stance and status drawn after the evidence:
those whose stance moves the majority most. With everyone realised and drawn blind it is the plain bootstrap filter,
kept as the reference on small cases. Coefficients are drawn from their priors, one set a
particle (coefficients.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.evidence.entries import Dossier
from ascendancy.inference import step as compiled
from ascendancy.inference.coefficients import MEMORY, PRIORS, Coefficients, Proposal
from ascendancy.inference.particles import ParticleHistory, particle_filter
from ascendancy.model import Model
from ascendancy.regime.accounts import account as account_named
from ascendancy.regime.state import Particles
from ascendancy.threads import spread

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Progress = Callable[[int, int, str], None]

NOTHING, STANCE_AND_STATUS, EVERYTHING = 0, 1, 2


class FilterRun(NamedTuple):
    """What a filter leaves: particles' regimes by month, ancestry, and the coefficients each began with."""

    model: Model
    dossier: Dossier
    account: str
    seed: int
    realise: NDArray[np.int8]
    particles: ParticleHistory
    record: Floats  # (T, n, 12)
    phases: NDArray[np.int8]  # (T, n, C)
    strikes: Floats  # (T, n, K)
    majority: Floats  # (T, n, B)
    waiting: Floats
    loyalty: Floats  # (T, n, K)
    hazard: Floats
    measures: Floats  # (T, n, measures)
    states: NDArray[np.int16]  # (T, n, N) drawn states of the realised, −1 elsewhere
    regime_coefficients: Floats  # (E, n, P) by epoch
    society_coefficients: Floats  # (E, n, ·)
    epoch: Ints  # (T,) which epoch each month is in
    scores: tuple[
        Floats, ...
    ]  # (n, P + S) an epoch, as normal scores of their priors; none where they were given

    @property
    def log_evidence(self) -> float:
        """Log probability of the evidence under the account."""
        return self.particles.log_evidence


def weightiest(model: Model, count: int) -> NDArray[np.int8]:
    """Who is realised: the ``count`` people with most power over the case, the leader apart."""
    power = model.regime.arrays.power.sum(axis=0)
    leaders = model.regime.arrays.leader
    power[leaders[leaders >= 0]] = 0.0
    chosen = np.zeros(power.size, dtype=np.int8)
    chosen[np.argsort(-power, kind="stable")[:count]] = STANCE_AND_STATUS
    return chosen


def run_filter(
    model: Model,
    evidence: Dossier,
    *,
    account: str = "majority",
    particles: int = 512,
    seed: int = 1,
    realised: int = 0,
    draw_lines: bool = False,
    bootstrap: bool = False,
    proposal: Proposal = PRIORS,
    memory: float = MEMORY,
    coefficients: tuple[Floats, Floats] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
    task: str | None = None,
) -> FilterRun:
    """Filter a case under one account.

    Parameters
    ----------
    model : Model
    evidence : Dossier
        Compiled against the same model's setting.
    account : str
        majority, dominance or levers.
    particles : int
    seed : int
    realised : int
        How many people's stance and status are drawn.
    draw_lines : bool
        Whether their lines are drawn too. With everyone realised and lines drawn nothing is approximate: the
        evidence is that of the bootstrap filter, at far fewer particles.
    bootstrap : bool
        Draw everyone, blind to the evidence of the month: the reference for small cases.
    proposal : Proposal
        What coefficients are drawn from (coefficients.py); they are weighed back to the priors.
    memory : float
        τ of coefficients.py, months; infinite leaves every coefficient as it was drawn.
    coefficients : pair of arrays, optional
        Instead of draws from the priors: (particles, P) and (particles, S).
    threads : int, optional
        The result does not depend on it.
    progress : callable, optional
        Called with (months done, months, text).
    task : str, optional
        That text.

    Returns
    -------
    FilterRun
    """
    months, people = model.months, len(model.regime.people)
    realise = np.full(people, EVERYTHING, dtype=np.int8) if bootstrap else weightiest(model, realised)
    if draw_lines:
        realise[realise == STANCE_AND_STATUS] = EVERYTHING
    carried = Coefficients(model, particles, seed, proposal, evidence.shares(), memory, coefficients)
    links = np.array(account_named(account)[1:])
    spare = [model.particles(particles), model.particles(particles)]
    out = _room(model, particles)
    own = np.arange(particles)
    states = np.full((particles, people), -1, dtype=np.int16)
    key = np.uint64(seed)

    def month(t: int, old: Particles, ancestors: Ints | None) -> tuple[Particles, Floats]:
        θ, φ = carried.now(t, ancestors)
        new = spare[t % 2]
        increments = np.empty(particles)
        spread(
            compiled.advance, particles, threads, t, (model.regime.start + t) % 12, old,
            own if ancestors is None else ancestors, new,
            model.regime.arrays, model.society, evidence.arrays, θ, φ, links, key, realise, states,
            not bootstrap, increments,
        )  # fmt: skip
        for name in ("record", "phases", "strikes", "majority", "waiting", "loyalty", "hazard", "measures"):
            out[name][t] = getattr(new, name)
        out["states"][t] = states
        if progress is not None:
            progress(t + 1, months, task or f"filter, account {account}")
        return new, increments + carried.log_ratio(t)

    spread(compiled.start, particles, threads, spare[1], model.regime.arrays, model.society, carried.regime[0],
           carried.society[0], key, realise)  # fmt: skip
    history, _ = particle_filter(spare[1], month, months, particles, seed)
    return FilterRun(
        model, evidence, account, seed, realise, history,
        regime_coefficients=np.stack(carried.regime), society_coefficients=np.stack(carried.society),
        epoch=np.array(carried.epoch), scores=tuple(carried.scores), **out,
    )  # fmt: skip


def _room(model: Model, n: int) -> dict[str, NDArray[Any]]:
    """Empty arrays for every month's regimes."""
    one = model.particles(1)
    shapes = {
        name: getattr(one, name).shape[1:]
        for name in ("record", "strikes", "majority", "waiting", "loyalty", "hazard", "measures")
    }
    room: dict[str, NDArray[Any]] = {
        name: np.empty((model.months, n, *shape)) for name, shape in shapes.items()
    }
    room["phases"] = np.empty((model.months, n, one.phases.shape[1]), dtype=np.int8)
    room["states"] = np.empty((model.months, n, one.vectors.shape[1]), dtype=np.int16)
    return room
