"""Draws: published vectors, known distributions, independence of order and threads."""

import numpy as np
import pytest
from scipy import stats

from ascendancy._numba import njit, prange, set_num_threads
from ascendancy.rng import Stream, draw, normal_cdf, normal_quantile, normals, philox, uniforms

# Known-answer tests of Random123 (Salmon et al. 2011), philox4x32-10.
VECTORS = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "wanted"), VECTORS)
def test_philox_gives_the_published_words(counter, key, wanted):
    words = philox(*(np.uint32(c) for c in counter), *(np.uint32(k) for k in key))
    assert tuple(int(w) for w in words) == wanted


def test_uniforms_are_uniform_and_normals_normal():
    assert stats.kstest(uniforms(1, Stream.TEST, 5, 100_000), "uniform").pvalue > 1e-4
    assert stats.kstest(normals(1, Stream.TEST, 5, 100_000), "norm").pvalue > 1e-4


def test_the_normal_quantile_and_distribution_agree_with_scipy():
    grid = np.concatenate([np.linspace(1e-6, 1 - 1e-6, 999), [1e-300, 1e-30, 1e-12]])
    ours = np.array([normal_quantile(u) for u in grid])
    np.testing.assert_allclose(ours, stats.norm.ppf(grid), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(
        [normal_cdf(x) for x in (-8.0, -1.0, 0.0, 2.5)], stats.norm.cdf([-8, -1, 0, 2.5])
    )


def test_months_streams_people_and_seeds_are_independent():
    base = normals(1, Stream.TEST, 5, 50_000)
    others = [
        normals(1, Stream.TEST, 6, 50_000),
        normals(1, Stream.LEADER, 5, 50_000),
        normals(2, Stream.TEST, 5, 50_000),
        normals(1, Stream.TEST, 5, 50_000, identity=1),
        normals(1 << 32, Stream.TEST, 5, 50_000),
    ]
    for other in others:
        assert abs(np.corrcoef(base, other)[0, 1]) < 4.5 / np.sqrt(50_000)


def test_the_two_uniforms_of_a_draw_are_independent():
    pairs = np.array([draw(np.uint64(3), 99, 0, i, 0) for i in range(20_000)])
    table = np.histogram2d(pairs[:, 0], pairs[:, 1], bins=8)[0]
    assert stats.chisquare(table.ravel()).pvalue > 1e-4


@njit(parallel=True)
def _threaded(seed, out):
    for lane in prange(out.size):
        out[lane] = draw(seed, 99, 0, 0, lane)[0]


def test_threads_do_not_change_a_draw():
    out = np.empty((2, 1000))
    for row, threads in enumerate((1, 2)):
        set_num_threads(threads)
        _threaded(np.uint64(9), out[row])
    assert (out[0] == out[1]).all()
    assert (out[0] == uniforms(9, Stream.TEST, 0, 1000)).all()
