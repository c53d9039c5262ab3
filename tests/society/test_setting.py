"""From a case's tables to cells: places, estimates, parts and growth."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from ascendancy.case import When, load, month_index
from ascendancy.case.schema import Occupation, Place, Population
from ascendancy.society.layout import GROUPS, SETTINGS, Cell, Fixed
from ascendancy.society.setting import DEFAULT_MILLIONS, society_setting
from nation import CENTRE


def occupation(name, setting, group, **more):
    time = {"worker": 0.25, "peasant": 0.25, "soldier": 0.25, "intellectual": 0.25} | more
    return Occupation(occupation=name, setting=setting, group=group, source="s", **time)


def persons(place, date, setting, job, number, series="census"):
    where = {"place": place, "setting": setting, "occupation": job, "series": series}
    return Population(date=When(date), persons=number, source="s", **where)


def a_case(population=(), occupations=(), places=(), start="1950-01"):
    return SimpleNamespace(
        population=population,
        occupations=occupations,
        places=places,
        parameters=SimpleNamespace(start=month_index(start)),
    )


def millions(setting):
    return {name: row[Fixed.PERSONS] for name, row in zip(setting.names, setting.fixed, strict=True)}


def test_case_without_population_gets_the_default_nation():
    setting = society_setting(a_case())
    assert setting.places == ("nation",)
    assert setting.fixed[:, Fixed.PERSONS].sum() == pytest.approx(DEFAULT_MILLIONS)
    assert {int(g) for g in setting.fixed[:, Fixed.GROUP]} == set(range(len(GROUPS)))
    np.testing.assert_allclose(setting.fixed[:, Fixed.TIME : Fixed.TIME + 4].sum(1), 1)


def test_figures_move_by_constant_growth_between_dates():
    rows = [persons("x", "1949-01", "all", "all", 100e6), persons("x", "1951-01", "all", "all", 121e6)]
    assert society_setting(a_case(rows)).fixed[:, Fixed.PERSONS].sum() == pytest.approx(110.0)


def test_parts_are_scaled_to_the_total_and_the_rest_is_country():
    jobs = [occupation("hand", "town", "workers"), occupation("clerk", "town", "officials")]
    rows = [
        persons("x", "1950-01", "all", "all", 100e6),
        persons("x", "1950-01", "town", "all", 20e6),
        persons("x", "1950-01", "town", "hand", 15e6),
    ]
    found = millions(society_setting(a_case(rows, jobs)))
    assert found["x", "town", "hand"] == pytest.approx(15)
    assert found["x", "town", "clerk"] == pytest.approx(5)
    assert found["x", "country", "peasant"] == pytest.approx(80)


def test_estimate_that_tells_most_apart_is_used_whole():
    rows = [
        persons("x", "1950-01", "all", "all", 90e6, "first"),
        persons("x", "1950-01", "all", "all", 100e6, "finer"),
        persons("x", "1950-01", "town", "all", 10e6, "finer"),
    ]
    found = millions(society_setting(a_case(rows)))
    assert sum(found.values()) == pytest.approx(100)


def test_largest_places_with_figures_are_used_once():
    places = [
        Place(id="nation", name="N", kind="nation", source="s"),
        Place(id="a", name="A", kind="province", parent="nation", source="s"),
    ]
    rows = [persons("nation", "1950-01", "all", "all", 10e6), persons("a", "1950-01", "all", "all", 4e6)]
    setting = society_setting(a_case(rows, (), places))
    assert setting.places == ("nation",)
    assert setting.fixed[:, Fixed.PERSONS].sum() == pytest.approx(10)


def test_towns_that_outgrow_the_nation_have_growth_of_their_own():
    rows = [
        row
        for date, town in (("1950-01", 20e6), ("1960-01", 40e6))
        for row in (persons("x", date, "all", "all", 100e6), persons("x", date, "town", "all", town))
    ]
    setting = society_setting(a_case(rows))
    growth = dict(zip(setting.names, setting.fixed[:, Fixed.GROWTH], strict=True))
    assert growth["x", "town", "worker"] > 0 > growth["x", "country", "peasant"]
    weighted = setting.fixed[:, Fixed.GROWTH] @ setting.fixed[:, Fixed.PERSONS]
    assert weighted == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("name", ["demo", "china"])
def test_built_in_cases_compile_and_rest(name):
    case = load(name)
    setting = society_setting(case)
    cells = setting.cells(CENTRE)
    assert (np.diff(setting.fixed[:, Fixed.PLACE]) >= 0).all()
    assert {SETTINGS[int(s)] for s in setting.fixed[:, Fixed.SETTING]} >= {"town", "country"}
    np.testing.assert_allclose(cells[:, Cell.SILENT : Cell.ENROLLED].sum(1), 1)
    np.testing.assert_allclose(cells[:, Cell.PERSONS], setting.fixed[:, Fixed.PERSONS])
