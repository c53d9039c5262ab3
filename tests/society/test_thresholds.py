"""Granovetter's published thresholds, and the society's expression as the same recursion."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr

from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES, CELL_SIZE, Cell, Fixed
from ascendancy.society.thresholds import joiners, resting_share
from nation import coefficients, press, two_places


def test_uniform_thresholds_bring_in_all_and_one_change_stops_it():
    assert joiners(range(100)) == 100
    assert joiners([0, 2, *range(2, 100)]) == 1
    assert joiners([1] * 100) == 0


def test_normal_thresholds_tip_between_published_spreads():
    assert resting_share(0.25, 0.122, 20_000) < 0.1
    assert resting_share(0.25, 0.123, 20_000) > 0.9


@pytest.mark.parametrize("sd", [0.1, 0.122, 0.123, 0.2])
def test_expression_alone_is_granovetters_recursion(sd):
    """Everything but visible support switched off, everyone reconsidering each month, one cell."""
    θ = coefficients(
        weight_visible=1.0, weight_pressure=0.0, weight_line=0.0, threshold_noise=0.0, threshold_shift=0.0,
        revisit=1.0, seen_beyond=0.0,
    )  # fmt: skip
    fixed = two_places()[:1]
    fixed[0, Fixed.THRESHOLD_MEAN], fixed[0, Fixed.THRESHOLD_SD] = 0.25, sd
    cells = np.zeros((1, CELL_SIZE))
    cells[0, Cell.PERSONS] = 1.0
    cells[0, Cell.SILENT + 3] = 1.0
    cells[0, [Cell.HOME, Cell.HOME + 16, Cell.HOME + 32, Cell.HOME + 48]] = 1.0
    out = np.zeros(len(AGGREGATES))
    share = 0.0
    for _ in range(200):
        coarse_month(cells, fixed, press(), θ, out)
        share = ndtr((share - 0.25) / sd)
        assert out[0] == pytest.approx(share, abs=1e-9)
