"""A case's people by age."""

from __future__ import annotations

import numpy as np
import pytest

import ascendancy as asc
from ascendancy.society.ages import parts
from ascendancy.society.layout import Fixed
from ascendancy.society.setting import society_setting

FIGURES = {"15-64": [(0, 60.0), (100, 90.0)], "0-14": [(0, 36.0), (100, 72.0)], "65+": [(0, 4.0), (100, 4.0)]}


@pytest.mark.parametrize("name", ["demo", "china"])
def test_a_nation_has_the_ages_that_its_figures_say(name):
    case = asc.load(name)
    setting = society_setting(case, smallest=True)
    start = case.parameters.start
    rows = [row for row in case.population if row.age != "all"]
    first = min(row.date.month for row in rows if row.date.month >= start)
    figures = {row.age: row.persons for row in rows if row.date.month == first}
    persons = setting.fixed[:, Fixed.PERSONS]
    for age, number in figures.items():
        share = persons[np.array(setting.ages) == age].sum() / persons.sum()
        assert share == pytest.approx(number / sum(figures.values()), abs=1e-6), age
    depends = setting.fixed[:, Fixed.DEPENDS].astype(int)
    for c in np.flatnonzero(depends):
        assert setting.names[c] == setting.names[depends[c] - 1]
        assert setting.ages[c] in ("0-14", "65+")
        assert setting.ages[depends[c] - 1] == "15-64"


def test_the_coarse_society_knows_no_ages():
    case = asc.load("demo")
    assert set(society_setting(case).ages) == {"all"}
    whole = society_setting(case).fixed[:, Fixed.PERSONS].sum()
    assert society_setting(case, smallest=True).fixed[:, Fixed.PERSONS].sum() == pytest.approx(whole)


def test_ages_grow_apart_while_the_whole_begins_as_it_did():
    found = parts(FIGURES, 0, {"all": 100.0})
    assert sum(part.share * part.growth for part in found) == pytest.approx(0.0, abs=1e-12)
    growth = {part.age: part.growth for part in found}
    assert growth["0-14"] - growth["65+"] == pytest.approx(np.log(2.0) / 100)


def test_where_nobody_of_working_age_is_left_people_are_not_divided():
    assert [part.age for part in parts(FIGURES, 0, {"all": 10.0, "15-64": 90.0})] == ["all"]


def test_figures_of_another_month_may_be_asked_for():
    china = asc.load("china")
    then = society_setting(china, smallest=True, month=1966 * 12 + 11).fixed[:, Fixed.PERSONS].sum()
    assert then > society_setting(china, smallest=True).fixed[:, Fixed.PERSONS].sum() + 150.0
