import numpy as np
import pytest

from ascendancy.results.bands import bands, normalised, weighted_mean, weighted_quantiles


def test_equal_weights_give_order_statistics():
    values = np.arange(100.0)[::-1, None]
    weights = np.full(100, 0.01)
    assert weighted_quantiles(values, weights, (0.05, 0.5, 0.95))[:, 0].tolist() == [4.0, 49.0, 94.0]


def test_a_history_without_weight_moves_nothing():
    values = np.array([[1.0], [2.0], [1e9]])
    weights = np.array([0.5, 0.5, 0.0])
    assert weighted_quantiles(values, weights)[:, 0].max() == 2.0
    assert weighted_mean(values, weights)[0] == 1.5


def test_splitting_a_history_in_two_halves_moves_no_quantile():
    rng = np.random.default_rng(1)
    values, weights = rng.normal(size=(50, 3)), normalised(rng.random(50))
    doubled = np.repeat(values, 2, axis=0), np.repeat(weights / 2, 2)
    np.testing.assert_array_equal(weighted_quantiles(values, weights), weighted_quantiles(*doubled))


def test_quantiles_of_a_normal_sample_are_near_the_normal_ones():
    values = np.random.default_rng(2).normal(size=(20_000, 1))
    found = weighted_quantiles(values, np.full(20_000, 1 / 20_000))[:, 0]
    assert found == pytest.approx([-1.645, -0.674, 0.0, 0.674, 1.645], abs=0.04)


def test_bands_are_nested():
    rng = np.random.default_rng(3)
    found = bands(rng.random((40, 7)), normalised(rng.random(40)))
    assert (found["q05"] <= found["q25"]).all()
    assert (found["q25"] <= found["q50"]).all()
    assert (found["q75"] <= found["q95"]).all()
