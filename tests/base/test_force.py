"""Lanchester's law against its invariant and its known solutions; a base at war."""

from __future__ import annotations

import numpy as np
import pytest

from ascendancy.base.force import Rates, fight, invariant, least_to_win
from ascendancy.base.unit import Course
from ascendancy.base.war import Enemy, at_war


@pytest.mark.parametrize("hiding", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("guerrillas", [0.4, 1.1, 2.5])
def test_the_invariant_stays_what_it_was(hiding, guerrillas):
    rates = Rates(0.03, 0.05, hiding)
    war = fight(guerrillas, 1.3, 24, rates)
    kept = invariant(war.guerrillas, war.conventional, rates)
    np.testing.assert_allclose(kept, kept[0], rtol=1e-7, atol=1e-9)


def test_evenly_matched_guerrillas_and_army_wear_each_other_down_as_one_over_t():
    a, f, c0 = 0.2, 0.1, 2.0
    war = fight(f / (2 * a) * c0**2, c0, 60, Rates(a, f))
    expected = c0 / (1 + f * c0 * war.months / 2)
    np.testing.assert_allclose(war.conventional, expected, rtol=1e-6)
    np.testing.assert_allclose(war.guerrillas, f / (2 * a) * expected**2, rtol=1e-5)
    assert war.winner == 0


def test_winning_guerrillas_follow_the_tangent():
    a, f, g0, c0 = 0.05, 0.04, 3.0, 2.0
    kept = g0 - f / (2 * a) * c0**2
    war = fight(g0, c0, 400, Rates(a, f))
    scale, speed = np.sqrt(2 * a * kept / f), np.sqrt(a * kept * f / 2)
    expected = scale * np.tan(np.arctan(c0 / scale) - speed * war.months)
    np.testing.assert_allclose(war.conventional, expected, atol=1e-6)
    assert war.winner == 1
    assert war.months[-1] == pytest.approx(np.arctan(c0 / scale) / speed, rel=1e-6)
    assert war.guerrillas[-1] == pytest.approx(kept, rel=1e-6)


def test_in_the_open_both_follow_the_square_law():
    a, f, g0, c0 = 0.05, 0.02, 1.0, 2.0
    war = fight(g0, c0, 12, Rates(a, f, 0.0))
    root = np.sqrt(a * f)
    expected = g0 * np.cosh(root * war.months) - c0 * np.sqrt(f / a) * np.sinh(root * war.months)
    np.testing.assert_allclose(war.guerrillas, expected, rtol=1e-7)


@pytest.mark.parametrize("hiding", [0.0, 0.3, 1.0])
def test_who_wins_turns_at_the_least_that_suffices(hiding):
    rates = Rates(0.2, 0.15, hiding)
    bar = least_to_win(1.0, rates)
    assert fight(1.02 * bar, 1.0, 1000, rates).winner == 1
    assert fight(0.98 * bar, 1.0, 1000, rates).winner == -1


def test_without_fire_forces_are_counted_exactly():
    war = fight(2.0, 10.0, 10, Rates(0.1, 0.0), recruits=0.5, reinforcements=0.3)
    np.testing.assert_allclose(war.guerrillas, 2.0 + 0.5 * war.months, rtol=1e-9)
    lost = 0.1 * (2.0 * war.months + 0.25 * war.months**2)
    np.testing.assert_allclose(war.conventional, 10.0 + 0.3 * war.months - lost, rtol=1e-9)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"guerrillas": -1.0}, "guerrillas: found -1.0"),
        ({"rates": Rates(0.1, float("nan"))}, "fire: found nan"),
        ({"rates": Rates(0.1, 0.1, 1.5)}, "hiding: found 1.5"),
        ({"months": 0}, "months: found 0"),
    ],
)
def test_what_cannot_be_fought_is_refused_in_one_line(changed, said):
    asked = {"guerrillas": 1.0, "conventional": 1.0, "months": 12, "rates": Rates(0.1, 0.1)} | changed
    with pytest.raises(ValueError, match=said) as refused:
        fight(**asked)
    assert "\n" not in str(refused.value)


def course(months, spare=0.0, output=1.0):
    out = np.ones((months, len(Course)))
    out[:, Course.SPARE_SOLDIERS], out[:, Course.OUTPUT] = spare, output
    return out


def test_a_base_without_recruits_fights_as_the_law_says():
    rates = Rates(0.05, 0.04)
    told = at_war(3.0, 100.0, course(60), 1.0, [Enemy("one", 0, 2.0, rates)])
    during = told[told["enemy"] == "one"].iloc[:-1]
    kept = invariant(during["guerrillas"].to_numpy(), during["conventional"].to_numpy(), rates)
    np.testing.assert_allclose(kept, float(invariant(3.0, 2.0, rates)), rtol=1e-6)
    assert told["beaten"].iloc[-1] == 1


def test_recruits_are_spare_soldiers_of_those_who_support():
    told = at_war(1.0, 100.0, course(5, spare=0.02), 0.25, [])
    assert told["recruits"].tolist() == pytest.approx([0.5] * 5)
    assert told["guerrillas"].iloc[-1] == pytest.approx(1.0 + 5 * 0.5)


def test_a_base_that_produces_less_hits_less():
    enemy = [Enemy("one", 0, 2.0, Rates(0.05, 0.0))]
    poor = course(10)
    poor[1:, Course.OUTPUT] = 0.5
    full, less = at_war(1.0, 0.0, course(10), 1.0, enemy), at_war(1.0, 0.0, poor, 1.0, enemy)
    assert 2.0 - full["conventional"].iloc[-1] == pytest.approx(10 * 0.05)
    assert 2.0 - less["conventional"].iloc[-1] == pytest.approx(0.05 + 9 * 0.025)


def test_the_next_enemy_comes_after_the_first_and_one_may_leave():
    rates = Rates(0.5, 0.001)
    enemies = [Enemy("first", 0, 1.0, rates, leaves=3), Enemy("second", 6, 50.0, rates)]
    told = at_war(0.1, 0.0, course(9), 1.0, enemies)
    assert told["enemy"].tolist() == ["first"] * 3 + [""] * 3 + ["second"] * 3
    with pytest.raises(ValueError, match="in order"):
        at_war(0.1, 0.0, course(9), 1.0, enemies[::-1])
