"""The particle machinery against models whose answers are known exactly."""

from __future__ import annotations

import numpy as np
import pytest
from exact import LinearGaussian, forward_backward, kalman
from hypothesis import given, settings
from hypothesis import strategies as st

from ascendancy.inference.particles import (
    bootstrap,
    effective_sample_size,
    fixed_lag_weights,
    normalise,
    particle_filter,
    sample_paths,
    systematic_resample,
    trace,
)
from ascendancy.rng import Stream, normals, uniforms

MONTHS, LAG, SEEDS, PARTICLES = 40, 6, 24, 1000
MODEL = LinearGaussian()
WEIGHTS = st.lists(st.floats(0, 1), min_size=1, max_size=40).filter(lambda w: sum(w) > 1e-3)


def observed():
    draws = np.random.default_rng(5)
    x, y = 0.0, np.empty(MONTHS)
    for t in range(MONTHS):
        x = (MODEL.a * x if t else 0.0) + (MODEL.q if t else MODEL.s0) * draws.normal()
        y[t] = x + MODEL.r * draws.normal() if t % 5 != 3 else np.nan
    y[20] += 3.0
    return y


def linear_gaussian_run(y, seed, guided=False, **options):
    """A filter of the linear-Gaussian model; returns the history and every month's particles."""
    kept = np.empty((MONTHS, PARTICLES))

    def weigh(t, x):
        if not np.isfinite(y[t]):
            return np.zeros(x.size)
        return -0.5 * np.log(2 * np.pi * MODEL.r**2) - 0.5 * ((y[t] - x) / MODEL.r) ** 2

    def propagate(t, x):
        return MODEL.a * x + MODEL.q * normals(seed, Stream.TEST, t, x.size)

    def guided_step(t, x, ancestors):
        """Draw from p(x' | x, y) and weigh by p(y | x): the optimal proposal."""
        before = x if ancestors is None else x[ancestors]
        mean, var = (MODEL.a * before, MODEL.q**2) if t else (0 * before, MODEL.s0**2)
        increment = np.zeros(before.size)
        if np.isfinite(y[t]):
            s = var + MODEL.r**2
            increment = -0.5 * (np.log(2 * np.pi * s) + (y[t] - mean) ** 2 / s)
            mean, var = mean + var / s * (y[t] - mean), var * MODEL.r**2 / s
        return mean + np.sqrt(var) * normals(seed, Stream.TEST, t, before.size), increment

    plain = guided_step if guided else bootstrap(propagate, weigh)

    def step(t, x, ancestors):
        kept[t], increment = plain(t, x, ancestors)
        return kept[t], increment

    initial = MODEL.s0 * normals(seed, Stream.TEST, 0, PARTICLES)
    history, _ = particle_filter(initial, step, MONTHS, PARTICLES, seed, **options)
    return history, kept


def within_three_errors(estimates, exact):
    """Mean over seeds within three standard errors of the exact value."""
    estimates = np.asarray(estimates)
    error = estimates.std(ddof=1) / np.sqrt(len(estimates))
    return abs(estimates.mean() - exact) < 3 * error + 1e-12


@pytest.mark.parametrize("guided", [False, True])
def test_evidence_and_means_agree_with_kalman(guided):
    y = observed()
    mean, evidence, _ = kalman(MODEL, y)
    runs = [linear_gaussian_run(y, seed, guided) for seed in range(SEEDS)]
    ratio = [np.exp(history.log_evidence - evidence.sum()) for history, _ in runs]
    assert within_three_errors(ratio, 1.0)  # the evidence itself is what a filter estimates without bias
    for t in (0, 10, 20, 30, 39):
        filtered = [(np.exp(history.log_weights[t]) * kept[t]).sum() for history, kept in runs]
        assert within_three_errors(filtered, mean[t])
        _, _, smooth = kalman(MODEL, y, until=min(t + LAG, MONTHS - 1))
        lagged = []
        for history, kept in runs:
            indices, weights = trace(history, t, LAG)
            lagged.append((weights * kept[t][indices]).sum())
        assert within_three_errors(lagged, smooth[t])


def test_guiding_lowers_the_spread_of_evidence():
    y = observed()
    blind = np.std([linear_gaussian_run(y, seed)[0].log_evidence for seed in range(SEEDS)])
    guided = np.std([linear_gaussian_run(y, seed, True)[0].log_evidence for seed in range(SEEDS)])
    assert guided < blind


def test_paths_agree_with_the_exact_smoother():
    y = observed()
    anchor = 25
    _, _, smooth = kalman(MODEL, y, until=anchor)
    means = []
    for seed in range(SEEDS):
        history, kept = linear_gaussian_run(y, seed)
        paths = sample_paths(history, anchor, 400, 0.5)
        assert paths.shape == (400, anchor + 1)
        means.append([kept[t][paths[:, t]].mean() for t in range(anchor + 1)])
    means = np.array(means)
    for t in (18, 22, 25):
        assert within_three_errors(means[:, t], smooth[t])


def test_hidden_markov_chain_agrees_with_forward_backward():
    move = np.array([[0.9, 0.1, 0.0], [0.1, 0.8, 0.1], [0.0, 0.2, 0.8]])
    start = np.array([0.5, 0.3, 0.2])
    likelihood = np.random.default_rng(3).dirichlet([0.7, 0.7, 0.7], size=20)
    filtered, _, evidence = forward_backward(start, move, likelihood)
    _, smoothed, _ = forward_backward(start, move, likelihood[: 8 + LAG + 1])
    ratios, chances, lagged = [], [], []
    for seed in range(SEEDS):
        kept = np.empty((20, PARTICLES), dtype=np.int64)

        def draw(rows, t, seed=seed):
            u = uniforms(seed, Stream.TEST, t, PARTICLES)
            return (u[:, None] > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)

        def step(t, state, ancestors, draw=draw, kept=kept):
            before = state if ancestors is None else state[ancestors]
            kept[t] = draw(move[before], t) if t else before
            return kept[t], np.log(likelihood[t][kept[t]])

        initial = draw(np.tile(start, (PARTICLES, 1)), 0)
        history, _ = particle_filter(initial, step, 20, PARTICLES, seed)
        ratios.append(np.exp(history.log_evidence - evidence))
        chances.append(np.exp(history.log_weights[8])[kept[8] == 1].sum())
        lagged.append(fixed_lag_weights(history, 8, LAG)[kept[8] == 1].sum())
    assert within_three_errors(ratios, 1.0)
    assert within_three_errors(chances, filtered[8, 1])
    assert within_three_errors(lagged, smoothed[8, 1])


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, st.floats(0, 1, exclude_max=True))
def test_offspring_differ_from_expectation_by_less_than_one(weights, u):
    w = np.array(weights)
    ancestors = systematic_resample(w, u)
    offspring = np.bincount(ancestors, minlength=w.size)
    assert (np.abs(offspring - w.size * w / w.sum()) < 1 + 1e-9).all()
    assert (np.diff(ancestors) >= 0).all()
    assert w[ancestors].min() > 0


def test_resampling_is_unbiased():
    w = np.array([0.05, 0.4, 0.0, 0.3, 0.25])
    grid = (np.arange(2000) + 0.5) / 2000
    offspring = np.mean([np.bincount(systematic_resample(w, u), minlength=5) for u in grid], axis=0)
    np.testing.assert_allclose(offspring, 5 * w, atol=2e-3)


def test_same_seed_gives_the_same_bytes_and_another_does_not():
    y = observed()
    first, second, other = (linear_gaussian_run(y, seed)[0] for seed in (1, 1, 2))
    assert first.log_weights.tobytes() == second.log_weights.tobytes()
    assert first.ancestors.tobytes() == second.ancestors.tobytes()
    assert first.log_weights.tobytes() != other.log_weights.tobytes()


def test_never_resampling_leaves_every_particle_its_own_ancestor():
    history, _ = linear_gaussian_run(observed(), 1, resample_below=0.0)
    assert (history.ancestors == np.arange(PARTICLES)).all()
    np.testing.assert_array_equal(trace(history, 3, 100)[0], np.arange(PARTICLES))


def test_effective_sample_size_at_its_ends():
    assert effective_sample_size(np.zeros(50)) == pytest.approx(50)
    assert effective_sample_size(np.array([0.0, -np.inf, -np.inf])) == pytest.approx(1)


def test_weights_survive_very_small_likelihoods():
    weights, log_mean = normalise(np.array([-2000.0, -2000.0 + np.log(3.0)]))
    np.testing.assert_allclose(weights, [0.25, 0.75])
    assert log_mean == pytest.approx(-2000.0 + np.log(2.0))


def test_month_that_no_particle_can_explain_is_named():
    def step(t, state, ancestors):
        return state, np.full(4, -np.inf if t == 2 else 0.0)

    with pytest.raises(ValueError, match="month 2: no particle is possible"):
        particle_filter(np.zeros(4), step, 5, 4, 1)
