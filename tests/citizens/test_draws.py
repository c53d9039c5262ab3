"""The citizens' draws: uniform, and independent between lanes, neighbours and months."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ascendancy.citizens.draws import fill_draws, rounded
from ascendancy.rng import Stream, philox


def lanes(u, t, blocks=1):
    """Draws (4, 64 · blocks) of a unit and month."""
    key, second, _, _ = philox(
        np.uint32(u), np.uint32(0), np.uint32(t), np.uint32(Stream.TEST), np.uint32(7), np.uint32(0)
    )
    drawn = np.empty((4, 64), dtype=np.uint16)
    out = []
    for block in range(blocks):
        fill_draws(block * 64, key, second, drawn)
        out.append(drawn.copy())
    return np.concatenate(out, axis=1)


@pytest.fixture(scope="module")
def many():
    return np.stack([lanes(u, 3, 16) for u in range(2500)])  # (units, 4, 1024)


def pairs(a, b, bins=16):
    """p of independence of two sets of draws, by chi-square on their high bits."""
    table = np.histogram2d(a.ravel() >> 12, b.ravel() >> 12, bins=[np.arange(bins + 1)] * 2)[0]
    expected = a.size / bins**2
    return stats.chi2.sf(((table - expected) ** 2 / expected).sum(), bins**2 - 1)


def test_every_lane_is_uniform_to_the_last_bits(many):
    for lane in range(4):
        for shift in (12, 4, 0):
            found = np.bincount((many[:, lane].ravel() >> shift) & 15, minlength=16)
            assert stats.chisquare(found).pvalue > 1e-4


def test_rare_chances_come_out_as_often_as_stated(many):
    for lane in range(4):
        for bar in (1, 7, 100, 65000):
            found = int((many[:, lane] < bar).sum())
            assert stats.binomtest(found, many[:, lane].size, bar / 65536).pvalue > 1e-4


def test_lanes_neighbours_months_and_units_are_independent(many):
    later = np.stack([lanes(u, 4, 16) for u in range(2500)])
    for i in range(4):
        for j in range(i):
            assert pairs(many[:, i], many[:, j]) > 1e-4
        assert pairs(many[:, i, 1:], many[:, i, :-1]) > 1e-4
        assert pairs(many[:, i], later[:, i]) > 1e-4
        assert pairs(many[1:, i], many[:-1, i]) > 1e-4


def test_rounding_keeps_the_mean():
    state = np.array([5], dtype=np.uint64)
    found = np.array([rounded(2.3, state) for _ in range(20_000)])
    assert set(found) == {2, 3}
    assert found.mean() == pytest.approx(2.3, abs=0.015)
