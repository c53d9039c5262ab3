"""Levelling at every scale: closed forms, the limit, the ablations."""

from __future__ import annotations

import numpy as np
import pytest

from ascendancy.experiment.plan import QUICK
from ascendancy.experiment.transfer import (
    MEASURES,
    by_citizens,
    by_the_coarse,
    compared,
    transfer_table,
    without,
)
from ascendancy.model import SOCIETY_OFFSET
from ascendancy.regime.priors import draw
from ascendancy.society.parameters import NAMES, S, society_priors
from ascendancy.society.setting import default_setting

MONTHS = 24
FIXED = default_setting().fixed


def drawn(size=3, seed=4):
    return draw(society_priors(), NAMES, seed, size, SOCIETY_OFFSET)


def at_the_limit(θ, levelling):
    values = np.array([by_the_coarse(FIXED, one, levelling, MONTHS) for one in θ])
    none = np.array([by_the_coarse(FIXED, one, 0.0, MONTHS) for one in θ])
    return dict(zip(MEASURES, compared(values, none).T, strict=True))


@pytest.mark.parametrize("levelling", [0.1, 0.6, 1.0])
def test_where_skill_does_not_pay_levelling_costs_no_output_but_food(levelling):
    got = at_the_limit(without("returns", drawn()), levelling)
    np.testing.assert_allclose(got["output_lost"], 0.0, atol=1e-12)
    assert (got["food_lost"] > 0.05 * levelling).all()


@pytest.mark.parametrize("levelling", [0.25, 0.8])
def test_where_nobody_has_other_skills_what_is_removed_is_what_is_levelled(levelling):
    """Without gain or loss of skill, and without deaths, the index is of time alone: 1 − λ of what it was."""
    θ = drawn()
    θ = without("hunger", θ)
    θ[:, S.SKILL_GAIN] = θ[:, S.SKILL_DECAY] = 0.0
    got = at_the_limit(θ, levelling)
    np.testing.assert_allclose(got["removed_town_country"], levelling, rtol=1e-9)
    np.testing.assert_allclose(got["removed_mental_manual"], levelling, rtol=1e-9)


def test_levelling_costs_more_and_removes_more_the_further_it_goes():
    θ = drawn(8)
    steps = [at_the_limit(θ, levelling) for levelling in (0.1, 0.25, 0.5, 1.0)]
    for measure in ("output_lost", "removed_town_country", "removed_mental_manual", "food_lost"):
        path = np.array([step[measure] for step in steps])
        assert (np.diff(path, axis=0) > 0.0).all(), measure


def test_nobody_dies_where_hunger_does_not_kill():
    θ = drawn()
    assert at_the_limit(θ, 1.0)["deaths"].min() > 1.0
    assert at_the_limit(without("hunger", θ), 1.0)["deaths"].max() == 0.0


def distance(citizens, seeds):
    θ = drawn(1)[0]
    limit = compared(by_the_coarse(FIXED, θ, 1.0, MONTHS)[None], by_the_coarse(FIXED, θ, 0.0, MONTHS)[None])
    found = []
    for seed in range(1, seeds + 1):
        values = [by_citizens(FIXED, θ, level, citizens, MONTHS, seed, 1)[None] for level in (1.0, 0.0)]
        found.append(compared(*values)[0] - limit[0])
    return np.sqrt(np.square(found).mean(axis=0))


def test_citizens_come_closer_to_the_limit_as_their_number_grows():
    few, many = distance(300, 8), distance(30_000, 4)
    output = MEASURES.index("output_lost")
    assert few[output] / many[output] > 3.0
    assert many[output] < 2e-3
    assert many[MEASURES.index("removed_mental_manual")] < few[MEASURES.index("removed_mental_manual")]


def test_draws_that_were_not_lived_stand_in_as_the_limit_moved_by_the_mean_difference():
    plan = QUICK._replace(levellings=(0.0, 1.0), draws=3)
    none, limit, lived = np.ones((3, 6)), np.full((3, 6), [[0.8], [0.7], [0.6]]), np.full((1, 6), 0.9)
    cells = {
        ("none", 0, 0.0): none,
        ("none", 0, 1.0): limit,
        ("none", 100, 0.0): none[:1],
        ("none", 100, 1.0): lived,
    }
    table = transfer_table(plan, cells, seed=1).set_index(["scale", "levelling", "measure"])
    row = table.loc[(100, 1.0, "output_lost")]
    assert row["mean"] == pytest.approx((0.1 + 0.2 + 0.3) / 3)
    assert row["lived"] == 1
    assert row["from_limit"] == pytest.approx(0.1)


def test_every_scale_policy_and_ablation_has_its_rows(found):
    table = found.transfer
    assert set(table["scale"]) == {0, 100, 1_000}
    assert set(table["levelling"]) == set(QUICK.levellings)
    assert set(table["ablation"]) == {"none", *QUICK.transfer_ablations}
    none = table[(table["levelling"] == 0.0) & table["measure"].isin(MEASURES[:4])]
    assert (none["mean"] == 0.0).all()
    pressed = table[
        (table["levelling"] == 1.0) & (table["measure"] == "output_lost") & (table["ablation"] == "none")
    ]
    assert (pressed["q05"] > 0.0).all()
    assert (pressed["low"] <= pressed["mean"]).all()
    assert (pressed["mean"] <= pressed["high"]).all()
