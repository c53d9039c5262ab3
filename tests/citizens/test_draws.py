"""The citizens' draws: uniform, and independent between lanes, neighbours and months."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ascendancy.citizens.draws import fill_draws, rounded
from ascendancy.rng import Stream, philox

BYTES = 6


def lanes(u, t, blocks=1):
    """Draws (BYTES, 64 · blocks) of a unit and month."""
    key, second, _, _ = philox(
        np.uint32(u), np.uint32(0), np.uint32(t), np.uint32(Stream.TEST), np.uint32(7), np.uint32(0)
    )
    drawn = np.empty((BYTES, 64), dtype=np.uint8)
    out = []
    for block in range(blocks):
        fill_draws(block * 64, key, second, drawn)
        out.append(drawn.copy())
    return np.concatenate(out, axis=1)


@pytest.fixture(scope="module")
def many():
    return np.stack([lanes(u, 3, 16) for u in range(2500)])  # (units, BYTES, 1024)


def pairs(a, b, bits=4):
    """p of independence of two sets of draws, by chi-square on their high bits."""
    cells = 1 << 2 * bits
    joint = (a.ravel().astype(np.int64) >> 8 - bits << bits) + (b.ravel() >> 8 - bits)
    table, expected = np.bincount(joint, minlength=cells), a.size / cells
    return stats.chi2.sf(((table - expected) ** 2 / expected).sum(), cells - 1)


def test_every_byte_is_uniform_to_the_last_bits(many):
    for draw in range(BYTES):
        for shift in (4, 2, 0):
            found = np.bincount((many[:, draw].ravel() >> shift) & 15, minlength=16)
            assert stats.chisquare(found).pvalue > 1e-4


def test_rare_chances_come_out_as_often_as_stated(many):
    for draw in range(1, BYTES):
        both = 256 * many[:, draw].astype(np.int64) + many[:, 0]
        for bar in (1, 7, 100, 65000):
            found = int((both < bar).sum())
            assert stats.binomtest(found, both.size, bar / 65536).pvalue > 1e-4


def test_draws_neighbours_months_and_units_are_independent(many):
    later = np.stack([lanes(u, 4, 16) for u in range(2500)])
    for i in range(BYTES):
        for j in range(BYTES):
            if j < i:
                assert pairs(many[:, i], many[:, j]) > 1e-4
                assert pairs(many[:, i], many[:, j], bits=8) > 1e-4
            assert pairs(many[:, i, 1:], many[:, j, :-1]) > 1e-4
        assert pairs(many[:, i, 4:], many[:, i, :-4]) > 1e-4  # the same byte of the next word
        assert pairs(many[:, i], later[:, i]) > 1e-4
        assert pairs(many[1:, i], many[:-1, i]) > 1e-4


def test_rounding_keeps_the_mean():
    state = np.array([5], dtype=np.uint64)
    found = np.array([rounded(2.3, state) for _ in range(20_000)])
    assert set(found) == {2, 3}
    assert found.mean() == pytest.approx(2.3, abs=0.015)
