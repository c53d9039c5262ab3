"""The coarse society: equal to its equations, at rest without pressure, and moved as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import month

from ascendancy.regime.priors import quantile
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES, PRESSURE_SIZE, Cell, Fixed, Pressure
from ascendancy.society.opinion import mean_line
from ascendancy.society.parameters import NAMES, SOCIETY_PRIORS, S
from ascendancy.society.skills import practise
from nation import CENTRE, at_rest, coefficients, live, press, two_places

SHARES = [name for name in AGGREGATES if name not in ("food", "excess_deaths") and "output" not in name]


def random_pressure(draws):
    pressure = draws.uniform(size=PRESSURE_SIZE)
    pressure[Pressure.PROGRAMME] = draws.uniform(-1, 1)
    return pressure


@pytest.mark.parametrize("seed", range(4))
def test_equals_the_numpy_reference(seed):
    draws = np.random.default_rng(seed)
    θ = np.array([float(quantile(p, draws.uniform(0.02, 0.98, 1))[0]) for p in SOCIETY_PRIORS.values()])
    fixed = two_places()
    cells = at_rest(fixed, θ)
    out = np.zeros(len(AGGREGATES))
    for t in range(18):
        pressure = random_pressure(draws) if t % 3 else press()
        expected_cells, expected = month(cells, fixed, pressure, θ)
        coarse_month(cells, fixed, pressure, θ, out)
        np.testing.assert_allclose(out, expected, rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(cells, expected_cells, rtol=1e-12, atol=1e-12)


def test_names_of_coefficients_are_the_columns():
    assert tuple(SOCIETY_PRIORS) == NAMES == tuple(s.name.lower() for s in S)


def test_society_without_pressure_rests():
    _, path = live(60, press())
    for name in AGGREGATES:
        assert np.ptp(path[name]) < (5e-3 if "distinction" in name else 2e-3), name
    assert path["mobilised"].max() == path["sent_down"].max() == path["struggled"].max() == 0
    assert path["excess_deaths"].max() == 0
    assert path["output_total"][0] == pytest.approx(1, abs=1e-9)
    assert path["food"][-1] == pytest.approx(CENTRE[S.FOOD_MARGIN], rel=1e-3)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1))
def test_shares_stay_shares_under_any_pressure(seed):
    draws = np.random.default_rng(seed)
    θ = np.array([float(quantile(p, draws.uniform(1e-3, 1 - 1e-3, 1))[0]) for p in SOCIETY_PRIORS.values()])
    cells = at_rest(two_places(), θ)
    for _ in range(6):
        cells, path = live(8, random_pressure(draws), θ, cells=cells)
        for name in SHARES:
            assert path[name].min() >= -1e-12, name
            assert path[name].max() <= 1 + 1e-12, name
        assert (path["falsification"] <= path["purity"] + 1e-12).all()
        assert (path["mobilised"] <= path["purity"] + 1e-12).all()
    np.testing.assert_allclose(cells[:, Cell.SILENT : Cell.ENROLLED].sum(1), 1, atol=1e-9)
    np.testing.assert_allclose(cells[:, Cell.AWAY : Cell.AWAY + 16].sum(1), cells[:, Cell.SENT], atol=1e-9)
    assert cells[:, Cell.SILENT :].min() >= -1e-15
    assert cells[:, Cell.PERSONS].min() > 0


def test_pressure_raises_expression_beyond_what_is_held():
    _, quiet = live(24, press())
    _, pressed = live(24, press(mobilisation=0.9))
    assert pressed["purity"][-1] > quiet["purity"][-1] + 0.3
    assert pressed["falsification"][-1] > quiet["falsification"][-1] + 0.1
    cells, _ = live(24, press(mobilisation=0.9))
    still, _ = live(24, press())
    np.testing.assert_allclose([mean_line(c) for c in cells], [mean_line(c) for c in still])


def test_study_moves_private_lines_toward_the_programme_at_the_stated_rate():
    fixed = two_places()
    before = mean_line(at_rest(fixed, CENTRE)[0])
    cells, _ = live(1, press(study=1.0, programme=0.8))
    expected = (
        before
        + (CENTRE[S.LINE_RETURN] * (CENTRE[S.PRIVATE_LINE] - before) + CENTRE[S.STUDY_RATE] * (0.8 - before))
        / 6
    )
    assert mean_line(cells[0]) == pytest.approx(expected, abs=1e-12)


def test_tempering_raises_field_labour_and_narrows_distinctions():
    _, quiet = live(48, press())
    tempering = press()
    tempering[Pressure.TEMPERING + 1 : Pressure.TEMPERING + 6] = 1.0
    cells, tempered = live(48, tempering)
    for name in ("tempering_intellectuals", "tempering_officials", "tempering_youth"):
        assert tempered[name][-1] > 0.1
    assert tempered["output_peasant"][-1] > quiet["output_peasant"][-1]
    assert tempered["distinction_mental_manual"][-1] < quiet["distinction_mental_manual"][-1] - 0.02
    assert tempered["distinction_town_country"][-1] < quiet["distinction_town_country"][-1] - 0.02
    field_skill = cells[2, Cell.AWAY + 16 : Cell.AWAY + 32] @ np.arange(16) / cells[2, Cell.SENT]
    assert field_skill > 3


def test_share_at_labour_rests_where_sending_meets_return():
    tempering = press(tempering=1.0)
    _, path = live(240, tempering)
    send, term = CENTRE[S.SEND_RATE], CENTRE[S.LABOUR_TERM]
    assert path["sent_down"][-1] == pytest.approx(send / (send + 1 / term), rel=1e-6)


def test_full_levelling_abolishes_distinctions_and_costs_output_by_specialisation():
    _, levelled = live(600, press(levelling=1.0))
    assert levelled["distinction_town_country"][-1] < 1e-3
    assert levelled["distinction_mental_manual"][-1] < 1e-3
    assert levelled["output_total"][-1] < 0.97
    assert levelled["allround"][-1] > levelled["allround"][0]


def test_levelling_costs_more_the_greater_the_returns_to_specialisation():
    totals = []
    for ρ in (0.0, 0.2, 0.4, 0.8):
        _, path = live(240, press(levelling=1.0), coefficients(specialisation=ρ))
        totals.append(path["output_total"][-1])
    assert totals[0] == pytest.approx(1, abs=1e-12)
    assert totals == sorted(totals, reverse=True)


def test_no_one_dies_of_famine_while_food_suffices():
    θ = coefficients(food_margin=3.0, famine_mortality=0.1)
    _, path = live(60, press(mobilisation=1.0, works=1.0), θ)
    assert path["food"].min() > 1
    assert path["excess_deaths"].max() == 0


def test_works_divert_the_harvest_and_the_country_starves_first():
    θ = coefficients(works_time=0.5)
    _, path = live(48, press(mobilisation=1.0, works=1.0), θ)
    assert path["output_peasant"][-1] < 0.8
    assert path["excess_deaths"].sum() > 0
    calm, _ = live(48, press(), θ)
    starved, _ = live(48, press(mobilisation=1.0, works=1.0), θ)
    lost = 1 - starved[:, Cell.PERSONS] / calm[:, Cell.PERSONS]
    country = two_places()[:, Fixed.SETTING] == 1
    assert lost[country].min() > lost[~country].max()


def test_misreporting_takes_food_from_the_country():
    deaths = []
    for b in (0.0, 1.0):
        _, path = live(36, press(mobilisation=1.0, works=1.0), coefficients(misreporting=b, works_time=0.5))
        deaths.append(path["excess_deaths"].sum())
    assert deaths[1] > deaths[0]


def test_struggle_needs_mobilisation_and_fallen_authority():
    struck = press(struggle=1.0, mobilisation=1.0, authority=0.0)
    _, fallen = live(24, struck)
    struck[Pressure.AUTHORITY] = 1.0
    _, standing = live(24, struck)
    _, quiet = live(24, press(struggle=1.0, authority=0.0))
    assert quiet["struggled"].max() == 0
    assert fallen["struggled"][-1] > 3 * standing["struggled"][-1] > 0


def test_practice_moves_the_mean_skill_linearly():
    θ = CENTRE
    cell = np.random.default_rng(1).dirichlet(np.ones(16))
    before = cell @ np.arange(16)
    practise(cell, 0, 0.3, θ)
    gain, decay = θ[S.SKILL_GAIN] * 0.3, θ[S.SKILL_DECAY] * 0.7
    assert cell @ np.arange(16) == pytest.approx(before + gain * (1 - before / 15) - decay * before / 15)
    assert cell.sum() == pytest.approx(1)


def test_nation_grows_at_its_rate_when_nobody_starves():
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0
    cells, _ = live(12, press(), fixed=fixed)
    assert cells[:, Cell.PERSONS].sum() == pytest.approx(
        fixed[:, Fixed.PERSONS].sum() * (1 + CENTRE[S.GROWTH]) ** 12
    )
