"""Means with their intervals, the size at which versatility stops paying, cells that are kept."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from ascendancy.experiment.bands import banded, resamples
from ascendancy.experiment.crossing import crossing
from ascendancy.experiment.drivers import correlation
from ascendancy.experiment.kept import cells_beside, kept
from ascendancy.experiment.plan import FULL, QUICK, bounded


def test_the_interval_of_a_mean_covers_it_as_often_as_it_says():
    chosen = resamples(64, seed=1)
    held = 0
    for k in range(400):
        values = np.random.default_rng(k).exponential(size=64)
        row = banded(values, chosen)
        held += row["low"] <= 1.0 <= row["high"]
    assert 0.83 < held / 400 < 0.94


def test_a_ratio_counts_draws_by_their_weight_and_leaves_out_those_without():
    weights = np.array([1.0, 3.0, 0.0])
    row = banded(np.array([1.0, 0.0, 0.0]), resamples(3, seed=1), weights)
    assert row["mean"] == 0.25
    assert row["draws"] == 2
    assert row["q50"] == 0.5
    assert math.isnan(banded(np.zeros(3), resamples(3, seed=1), np.zeros(3))["mean"])


@pytest.mark.parametrize(
    ("gains", "expected"),
    [([0.1, 0.1, 0.1], math.inf), ([-0.1, 0.0, -0.1], 0.0), ([0.1, -0.3, -0.1], 10 ** 1.25), ([0.1, 0.0, 0.0], 100.0)],
)  # fmt: skip
def test_versatility_stops_paying_where_the_line_crosses_nothing(gains, expected):
    assert crossing((10, 100, 1000), np.array(gains)) == pytest.approx(expected)


def test_a_cell_is_computed_once_and_again_only_for_other_settings_or_when_damaged(tmp_path):
    calls = []

    def compute():
        calls.append(1)
        return np.array([0.1, 2.0])

    folder = cells_beside(tmp_path / "out")
    for _ in range(2):
        np.testing.assert_array_equal(kept(folder, {"seed": 1}, compute), [0.1, 2.0])
    assert len(calls) == 1
    kept(folder, {"seed": 2}, compute)
    assert len(calls) == 2
    for path in folder.glob("*.npz"):
        path.write_bytes(path.read_bytes()[:40])
    kept(folder, {"seed": 1}, compute)
    assert len(calls) == 3
    assert not list(folder.glob("*.partial*"))


def test_nothing_is_kept_without_a_folder():
    assert kept(None, {}, lambda: np.ones(1))[0] == 1.0


def test_a_plan_is_bounded_or_refused_in_one_line():
    assert bounded(FULL, None, None).scales[-1] == 100_000_000
    assert bounded(FULL, 8, 10_000).scales == (100, 1_000, 10_000)
    with pytest.raises(ValueError, match="draws: found 1, wanted at least 2"):
        bounded(FULL, 1, None)
    with pytest.raises(ValueError, match="largest: found 99, wanted 100 to 100000000"):
        bounded(QUICK, None, 99)
    with pytest.raises(ValueError, match="largest: found 1000000000"):
        bounded(FULL, None, 10**9)


def test_larger_scales_are_lived_by_fewer_draws_but_never_by_one():
    lived = [FULL.lived(scale) for scale in (0, *FULL.scales)]
    assert lived[0] == FULL.draws
    assert lived[1:] == sorted(lived[1:], reverse=True)
    assert lived[-1] == 2


def test_a_coefficient_that_decides_is_told_from_one_that_does_not():
    rng = np.random.default_rng(3)
    first, second = rng.normal(size=(2, 200))
    assert correlation(first, np.exp(first)) == pytest.approx(1.0)
    assert abs(correlation(first, second)) < 0.2
    assert correlation(first, first + 0.7 * second) == pytest.approx(
        stats.spearmanr(first, first + 0.7 * second).statistic
    )
    assert correlation(first, np.zeros(200)) == 0.0
