"""A core under siege: closed forms, limits, conservation, and that nothing depends on threads."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from ascendancy.base.around import around, occupations, versatility_around
from ascendancy.base.cover import shift, uncovered
from ascendancy.base.parameters import B, base_coefficients
from ascendancy.base.people import DUTIES, fill_core, let_in, lose, own_time
from ascendancy.base.unit import Conditions, Course, Fate, live
from ascendancy.regime.priors import Prior, draw
from ascendancy.society.layout import ALLROUND
from ascendancy.society.parameters import NAMES, S, society_priors

UNITS = 20_000


def drawn(size=24, seed=5):
    return draw(society_priors(), NAMES, seed, size), base_coefficients(seed, size)


def bare(needs, **changed):
    """One draw in which skill pays nothing, nobody is moved, nothing is traded, a month uncovered is the end."""
    θ, β = drawn(1)
    θ[:, S.SPECIALISATION] = 0.0
    β[:, B.MOBILITY] = β[:, B.PATIENCE] = β[:, B.OFFENSIVES] = 0.0
    β[:, B.DEMAND] = 0.75
    β[:, B.NEED_WORKER :] = needs
    for name, value in changed.items():
        β[:, B[name.upper()]] = value
    return θ, β


def survival(conditions, θ, β, units=UNITS):
    return live(conditions, units, θ, β, seed=3)[0][:, :, Fate.SURVIVED].mean()


def within(found, expected, n=UNITS):
    return abs(found - expected) < 4.5 * np.sqrt(expected * (1 - expected) / n) + 1e-12


def test_attrition_alone_fells_a_duty_as_the_binomial_law_says():
    θ, β = bare([0, 0, 1, 0], attrition=0.02)
    stays = (1 - 0.02 * 0.9) ** 12
    for size in (10, 40):
        needed = int(np.ceil(0.75 * size * 0.9))
        expected = stats.binom.sf(needed - 1, size, stays)
        assert 0.02 < expected < 0.995
        assert within(survival(Conditions(size, 12, 0.9, 1.0, 1.0, 0.0), θ, β), expected)


def test_cover_by_generalists_and_by_specialists_is_what_counting_gives():
    θ, β = bare([0, 0.5, 0.5, 0], attrition=0.2)
    alive = stats.binom(5, 0.8)
    specialists = sum(
        alive.pmf(soldiers) * alive.pmf(peasants)
        for soldiers in range(6)
        for peasants in range(6)
        if soldiers >= 0.375 * 10 and peasants >= 0.375 * (soldiers + peasants)
    )
    generalists = stats.binom.sf(7, 10, 0.8)
    assert within(survival(Conditions(10, 1, 1.0, 1.0, 1.0, 0.0), θ, β), specialists)
    assert within(survival(Conditions(10, 1, 1.0, 1.0, 1.0, 1.0), θ, β), generalists)


def test_versatility_can_come_out_either_way():
    """Where one lost specialist uncovers a duty it pays; where skill pays and nobody is lost it does not."""
    θ, β = bare([0.25, 0.25, 0.25, 0.25], attrition=0.06, patience=0.0)
    few = [survival(Conditions(8, 6, 0.6, 1.0, 1.0, r), θ, β) for r in (0.0, 1.0)]
    assert few[1] > few[0] + 0.1
    θ[:, S.SPECIALISATION] = 0.6
    β[:, B.ATTRITION] = 0.0
    calm = [survival(Conditions(8, 6, 0.6, 1.0, 1.0, r), θ, β, 2000) for r in (0.0, 1.0)]
    assert calm[0] == 1.0
    assert calm[1] < 0.9


def test_without_siege_nothing_falls_and_specialists_out_produce():
    θ, β = drawn()
    for size in (10, 100):
        made = []
        for rotation in (0.0, 0.5, 1.0):
            fates, _ = live(Conditions(size, 36, 0.0, 1.0, 1.0, rotation), 8, θ, β, seed=1)
            made.append(fates[:, :, Fate.OUTPUT].mean(axis=1))
            if rotation == 0.0:
                assert (fates[:, :, Fate.SURVIVED] == 1.0).all()
        assert (made[0] > made[1]).all()
        assert (made[1] > made[2]).all()


def test_where_skill_does_not_pay_rotation_costs_nothing():
    θ, β = drawn()
    θ[:, S.SPECIALISATION] = 0.0
    for rotation in (0.0, 1.0):
        fates, _ = live(Conditions(30, 24, 0.0, 1.0, 1.0, rotation), 4, θ, β, seed=1)
        np.testing.assert_allclose(fates[:, :, Fate.QUIET_OUTPUT], 1.0, rtol=1e-12)


def test_a_harder_siege_fells_more_and_open_trade_and_entry_fewer():
    θ, β = drawn(48)
    share = {
        (siege, closed): survival(Conditions(30, 36, siege, closed, closed, 0.0), θ, β, 16)
        for siege in (0.25, 1.0)
        for closed in (0.0, 1.0)
    }
    assert share[1.0, 1.0] < share[0.25, 1.0]
    assert share[1.0, 1.0] < share[1.0, 0.0]


def test_an_open_core_whose_vacancies_are_all_filled_stays_full():
    θ, β = drawn()
    β[:, B.NEWCOMERS] = 1.0
    fates, course = live(Conditions(20, 24, 0.3, 0.0, 0.0, 0.0), 6, θ, β, seed=2)
    assert (fates[:, :, Fate.PEOPLE] == 1.0).all()
    np.testing.assert_allclose(course[:, :, Course.PEOPLE], course[:, :, Course.STANDING], rtol=1e-12)


def test_the_course_ends_with_the_units_that_survive():
    θ, β = drawn()
    fates, course = live(Conditions(12, 30, 0.7, 1.0, 1.0, 0.5), 10, θ, β, seed=2)
    np.testing.assert_allclose(course[:, -1, Course.STANDING], fates[:, :, Fate.SURVIVED].mean(axis=1))
    np.testing.assert_allclose(
        course[:, :, Course.OUTPUT].mean(axis=1), fates[:, :, Fate.OUTPUT].mean(axis=1)
    )
    assert (np.diff(course[:, :, Course.STANDING], axis=1) <= 1e-12).all()


def core(size=40, rotation=0.3):
    θ, β = drawn(1)
    duty, time = np.zeros(size, dtype=np.int64), np.zeros((size, DUTIES))
    skill, practice = np.zeros((size, DUTIES), dtype=np.int64), np.zeros((size, DUTIES))
    state = np.array([9], dtype=np.uint64)
    fill_core(size, rotation, β[0], θ[0], duty, time, skill, practice, state)
    return θ[0], β[0], duty, time, skill, practice, state


def test_moving_people_keeps_their_time_and_what_is_supplied():
    θ, _, _, time, skill, _, state = core()
    yields = ((1.0 + np.arange(16)) / 16) ** θ[S.SPECIALISATION]
    supply = (time * yields[skill]).sum(axis=0)
    need = np.array([0.1, 0.1, 1.6, 0.1]) * supply
    before, free = time.copy(), np.zeros(len(time))
    shift(len(time), 0.5, time, free, skill, yields, supply, need, state)
    np.testing.assert_allclose(time.sum(axis=1), 1.0, rtol=1e-12)
    assert (time >= -1e-12).all()
    assert (np.abs(time - before).sum(axis=1) / 2 <= 0.5 + 1e-12).all()
    np.testing.assert_allclose((time * yields[skill]).sum(axis=0), supply, rtol=1e-9)
    assert supply[2] == pytest.approx(need[2])


def test_losses_and_newcomers_leave_whole_people():
    θ, β, duty, time, skill, practice, state = core(200)
    n = lose(200, 0.3, duty, skill, practice, state)
    assert 100 < n < 180
    came = let_in(n, 200, 0.5, β, around(θ[None])[0], duty, skill, practice, state)
    assert n < came <= 200
    assert ((skill[:came] >= 0) & (skill[:came] <= 15)).all()
    own_time(2, 0.4, β, time[0])
    assert time[0].sum() == pytest.approx(1.0)


def test_duties_are_given_out_in_proportion_to_need():
    _, β, duty, *_ = core(400, 0.0)
    np.testing.assert_allclose(np.bincount(duty, minlength=4) / 400, β[B.NEED_WORKER :], atol=1 / 400)


def test_trade_covers_what_terms_and_isolation_allow_but_no_soldier():
    need = np.array([1.0, 1.0, 1.0, 1.0])
    supply = np.array([2.0, 0.5, 1.0, 1.0])
    assert uncovered(supply, need, 1.0, 1.0) == 1
    assert uncovered(supply, need, 0.0, 0.5) == 0
    assert uncovered(supply, need, 0.0, 0.49) == 1
    assert uncovered(np.array([3.0, 3.0, 0.5, 3.0]), need, 0.0, 1.0) == 1


def test_a_core_at_rest_stays_at_rest():
    θ, β = drawn(1)
    fates, _ = live(
        Conditions(100, 60, 0.0, 1.0, 1.0, 1.0),
        200,
        θ,
        β * np.where(np.arange(len(B)) == B.DEMAND, 0.1, 1.0),
        seed=4,
    )
    gain, decay = θ[0, S.SKILL_GAIN], θ[0, S.SKILL_DECAY]
    time = β[0, B.NEED_WORKER :]
    chance = gain * time / (gain * time + decay * (1 - time))
    expected = stats.binom.sf(ALLROUND - 1, 15, chance).sum()
    assert fates[:, :, Fate.DUTIES].mean() == pytest.approx(expected, abs=0.02)


def test_the_population_around_is_at_its_own_work():
    θ, _ = drawn(1)
    assert sum(share for _, share in occupations()) == pytest.approx(1.0)
    levels = []
    for work, share in occupations():
        time = np.array(work.time)
        gain, decay = θ[0, S.SKILL_GAIN] * time, θ[0, S.SKILL_DECAY] * (1 - time)
        tails = stats.binom.sf(ALLROUND - 1, 15, gain / (gain + decay))
        levels.append(share * np.array([tails.prod(), tails.sum()]))
    np.testing.assert_allclose(versatility_around(θ[0]), np.sum(levels, axis=0), rtol=1e-9)


def test_threads_change_no_byte_and_seeds_do():
    θ, β = drawn()
    asked = Conditions(25, 24, 0.6, 0.5, 0.5, 0.5)
    one, two, other = (live(asked, 5, θ, β, seed, threads)[0] for seed, threads in ((1, 1), (1, 2), (2, 2)))
    assert one.tobytes() == two.tobytes()
    assert one.tobytes() != other.tobytes()


def test_bad_conditions_and_coefficients_are_refused_in_one_line():
    θ, β = drawn(1)
    for asked, said in (
        (Conditions(0, 12, 0.5, 0.5, 0.5, 0.5), "size: found 0"),
        (Conditions(10, 12, 1.5, 0.5, 0.5, 0.5), "siege: found 1.5"),
        (Conditions(10, 12, 0.5, 0.5, 0.5, float("nan")), "rotation: found nan"),
    ):
        with pytest.raises(ValueError, match=said):
            live(asked, 1, θ, β, seed=1)
    with pytest.raises(ValueError, match="found 'atrition'"):
        base_coefficients(1, 2, {"atrition": Prior("fixed", 0.1, 0.0, "", "")})
