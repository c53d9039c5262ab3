"""What the frontier's page says of the code is what the code has."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from ascendancy.base.parameters import BASE_PRIORS
from ascendancy.experiment.plan import FULL
from ascendancy.regime.priors import quantile

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "frontier.md").read_text(encoding="utf-8")


def test_every_coefficient_of_the_base_stands_there_with_its_prior():
    rows = re.findall(r"^\| `(\w+)` \| ([\d.]+) \| (\w+), (?:strength )?([\d.]+) \|", PAGE, re.MULTILINE)
    assert [name for name, *_ in rows] == list(BASE_PRIORS)
    for name, centre, dist, wide in rows:
        prior = BASE_PRIORS[name]
        assert dist == prior.dist
        if dist == "beta":
            assert prior.a + prior.b == pytest.approx(float(wide))
            assert prior.a / (prior.a + prior.b) == pytest.approx(float(centre))
        else:
            assert prior.b == pytest.approx(float(wide))
            assert float(quantile(prior, np.array([0.5]))[0]) == pytest.approx(float(centre))


def test_the_page_tells_of_the_grid_that_is_computed():
    assert f"{FULL.draws} draws of all coefficients, {FULL.months} months under siege" in PAGE
    assert f"for {FULL.transfer_months} months; nothing else is pressed" in PAGE
    assert (FULL.scales[0], FULL.scales[-1]) == (100, 100_000_000)
    compared = (len(FULL.sieges) - 1) * len(FULL.isolations) * len(FULL.sizes) * (len(FULL.rotations) - 1)
    assert f"Of {compared} comparisons with specialists" in PAGE
