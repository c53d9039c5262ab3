"""From a campaign's codes to what it presses."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from ascendancy.case import When, load, month_index
from ascendancy.case.schema import Campaign
from ascendancy.society.layout import CAMPAIGN_SIZE, GROUPS, PRESSURE_SIZE, Pressure
from ascendancy.society.pressure import TACTICS, campaign_pressure, campaign_weights, combine_pressure

START = month_index("1950-01")


def a_campaign(name, start, end, tactics, targets=(), parent=None):
    names = {"id": name, "title": name, "parent": parent, "source": "s"}
    return Campaign(start=When(start), end=When(end), tactics=tactics, targets=targets, **names)


def of(pressure, channel, group):
    return pressure[channel + GROUPS.index(group)]


@pytest.mark.parametrize("code", sorted(TACTICS))
def test_every_tactic_stays_within_bounds(code):
    pressure = campaign_pressure([code], {"officials": 1.0})
    assert pressure.shape == (CAMPAIGN_SIZE,)
    assert pressure.min() >= 0
    assert pressure.max() <= 1


def test_labour_tempers_the_targets_that_do_not_work_with_their_hands():
    pressure = campaign_pressure(["labour"], {"party": 0.6, "intellectuals": 0.9, "peasants": 1.0})
    assert of(pressure, Pressure.TEMPERING, "officials") == pytest.approx(0.6)
    assert of(pressure, Pressure.TEMPERING, "intellectuals") == pytest.approx(0.9)
    assert of(pressure, Pressure.TEMPERING, "peasants") == 0
    assert of(pressure, Pressure.TEMPERING, "youth") == 0


def test_tactics_reach_only_their_groups():
    pressure = campaign_pressure(["poor-peasant-organisation"], {"peasants": 1.0})
    assert of(pressure, Pressure.MOBILISATION, "peasants") > 0
    assert of(pressure, Pressure.MOBILISATION, "workers") == 0


def test_tactics_without_the_citizens_press_nothing_and_unknown_ones_the_default():
    assert campaign_pressure(["apparatus-led"], {}).max() == 0
    np.testing.assert_array_equal(campaign_pressure(["never-heard-of"], {}), campaign_pressure([], {}))
    assert campaign_pressure([], {}).max() > 0


def test_weights_follow_what_is_documented_as_running():
    case = SimpleNamespace(
        campaigns=(
            a_campaign("whole", "1950-01", "1952-12", ["study"]),
            a_campaign("part", "1951-01", "1951-06", ["struggle-meetings"], [("party", 1.0)], "whole"),
        )
    )
    weights = campaign_weights(case, {"whole": 1, "part": 1}, 2, START, 48)
    struck = weights[:, 1, Pressure.STRUGGLE + GROUPS.index("officials")]
    assert (struck[12:18] == 1).all()
    assert (struck[:12] == 0).all()
    assert (struck[18:36] == 0).all()
    assert (struck[36:] == 1).all()  # undocumented months: the strongest the title ever shows
    np.testing.assert_array_equal(weights[5, 0], campaign_pressure([], {}))


def test_pressure_combines_and_is_bounded():
    weights = np.full((2, CAMPAIGN_SIZE), 0.8)
    out = np.empty(PRESSURE_SIZE)
    combine_pressure(np.array([0.5, 0.25]), weights, 0.5, -0.3, 0.7, out)
    np.testing.assert_allclose(out[:CAMPAIGN_SIZE], 0.3)
    assert out[Pressure.PROGRAMME] == -0.3
    assert out[Pressure.AUTHORITY] == 0.7
    combine_pressure(np.array([1.0, 1.0]), weights, 1.0, 0.0, 1.0, out)
    assert out[:CAMPAIGN_SIZE].max() == 1


@pytest.mark.parametrize("name", ["demo", "china"])
def test_built_in_cases_use_tactics_of_the_table(name):
    codes = {code for campaign in load(name).campaigns for code in campaign.tactics}
    assert codes <= set(TACTICS)
