"""What was public by a month: complete, clean, and blind to whatever came out later."""

import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascendancy.case import When, load, month_index, month_text
from ascendancy.case.case import Case
from ascendancy.case.checking import check, faults_of
from ascendancy.case.masking import END_AVAILABLE, STARTS, public
from ascendancy.case.schema import TABLES

MONTHS = st.integers(month_index("1949-12"), month_index("1953-01"))
demo = load("demo")


@pytest.fixture(scope="module")
def case():
    return demo


def later(when, months=30):
    """A date that is certainly later."""
    return When(month_text((when.latest or when.earliest) + months))


def altered(row, until, draw):
    """The row with every fact that was not public altered."""
    update = {}
    if row.table in STARTS:
        start = getattr(row, "available", None) or getattr(row, STARTS[row.table])
        if not public(start, until):
            update = {"source": ("invented",), "note": "altered"}
            if "available" in type(row).model_fields:
                update["available"] = later(start)
            if "persons" in type(row).model_fields:
                update["persons"] = row.persons * 3
            if "value" in type(row).model_fields:
                update["value"] = -row.value
            if "datum" in type(row).model_fields and row.kind == "statement":
                update["datum"] = row.datum.model_copy(update={"stance": "wait", "line": 0.9})
            if "attendees" in type(row).model_fields:
                update["attendees"] = ("ivo-palan",)
            return row.model_copy(update=update)
    if row.table == "people" and not public(row.available or row.died, until):
        update = {"died": None, "available": None} if draw else {"died": later(row.died), "available": None}
    elif row.table in END_AVAILABLE and not public(row.end_available or row.end, until):
        update = {"end": None if draw else later(row.end), "end_available": None}
        if row.table == "tenures":
            update["end_kind"] = None if draw else "transferred"
    elif row.table not in ("people", *END_AVAILABLE) and not public(getattr(row, "end", None), until):
        update = {"end": None if draw else later(row.end)}
    return row.model_copy(update=update)


@given(MONTHS, st.booleans())
def test_nothing_depends_on_what_was_not_public(until, draw):
    tables = {name: tuple(altered(row, until, draw) for row in demo.table(name)) for name in TABLES}
    assert replace(demo, **tables).known(until) == demo.known(until)


@given(MONTHS)
def test_rows_not_public_may_as_well_be_missing(until):
    def kept(row):
        return row.table not in STARTS or public(
            getattr(row, "available", None) or getattr(row, STARTS[row.table]), until
        )

    tables = {name: tuple(row for row in demo.table(name) if kept(row)) for name in TABLES}
    assert replace(demo, **tables).known(until) == demo.known(until)


@given(MONTHS)
def test_masking_twice_is_masking_once(until):
    once = demo.known(until)
    assert once.known(until) == once


@given(MONTHS, st.integers(0, 36))
def test_what_is_known_only_grows(until, more):
    sooner, later_on = demo.known(until), demo.known(until + more)
    assert later_on.known(until) == sooner
    for name, model in TABLES.items():
        keys = [
            {tuple(getattr(row, column) for column in model.key) for row in each.table(name)}
            for each in (sooner, later_on)
        ]
        assert keys[0] <= keys[1]


@given(MONTHS)
def test_the_masked_case_passes_the_checks(until):
    assert faults_of(demo.known(until)) == []


def test_everything_public_leaves_the_case_as_it_was(case):
    assert case.known(month_index("1960-01")) == case


def test_a_fall_is_unknown_until_it_is_printed(case):
    def tenure(month):
        rows = case.known(month_index(month)).tenures
        return next(row for row in rows if (row.person, row.post) == ("emil-tarn", "defence"))

    assert tenure("1951-09").end is None
    assert tenure("1951-09").end_kind is None
    assert tenure("1951-10").end == When("1951-09-12")


def test_a_death_is_unknown_until_it_is_announced(case):
    brand = case.people[6].model_copy(update={"available": When("1952-04")})
    hidden = replace(case, people=(*case.people[:6], brand, *case.people[7:]))
    assert hidden.known(month_index("1952-03")).people[6].died is None
    assert hidden.known(month_index("1952-04")).people[6].died == When("1952-02-20")


def test_a_public_successor_tells_of_an_end_that_was_not_printed(case):
    tenures = tuple(
        row.model_copy(update={"end_available": When("1952-06")})
        if (row.person, row.post) == ("emil-tarn", "defence")
        else row
        for row in case.tenures
    )
    masked = replace(case, tenures=tenures).known(month_index("1951-10"))
    tarn = next(row for row in masked.tenures if (row.person, row.post) == ("emil-tarn", "defence"))
    assert (tarn.end, tarn.end_available, tarn.end_kind) == (When("1951-09-13"), None, None)


def test_a_public_death_tells_of_an_end_that_was_not_printed(case):
    tenures = tuple(
        row.model_copy(update={"end_available": When("1952-06")}) if row.person == "hugo-brand" else row
        for row in case.tenures
    )
    masked = replace(case, tenures=tenures).known(month_index("1952-02"))
    assert {row.end for row in masked.tenures if row.person == "hugo-brand"} == {When("1952-02-20")}


def test_documents_go_with_their_campaign_and_their_notices_too(case):
    campaigns = tuple(
        row.model_copy(update={"available": When("1952-05")}) if row.id == "renewal-offices" else row
        for row in case.campaigns
    )
    masked = replace(case, campaigns=campaigns).known(month_index("1951-12"))
    assert [row.id for row in masked.documents] == ["open-letter"]
    assert [row.id for row in masked.evidence if row.kind == "campaign"] == ["campaign-1951-08"]


def test_an_optional_reference_to_what_is_not_public_is_emptied(case):
    meetings = tuple(row.model_copy(update={"available": When("1952-06")}) for row in case.meetings)
    masked = replace(case, meetings=meetings).known(month_index("1951-12"))
    assert masked.meetings == ()
    resolution = next(row for row in masked.evidence if row.kind == "resolution")
    assert (resolution.datum.body, resolution.datum.meeting) == ("bureau", None)


def test_a_population_known_in_part_keeps_its_whole(case):
    population = tuple(
        row.model_copy(update={"available": When("1952-06")}) if row.setting == "country" else row
        for row in case.population
    )
    masked = replace(case, population=population).known(month_index("1951-12"))
    republic = [row for row in masked.population if row.place == "republic" and row.series == "census"]
    assert [row.age for row in republic if row.age != "all"] == ["0-14", "15-64", "65+"]
    assert [(row.setting, row.occupation) for row in republic if row.age == "all"] == [
        ("all", "all"),
        ("school", "teacher"),
        ("school", "pupil"),
    ]


def test_posts_and_bodies_that_are_still_to_come_are_unknown(case):
    posts = tuple(
        row.model_copy(update={"start": When("1951-09")}) if row.id == "defence" else row
        for row in case.posts
    )
    masked = replace(case, posts=posts).known(month_index("1951-03"))
    assert "defence" not in {row.id for row in masked.posts} | {row.post for row in masked.tenures}


def test_the_end_of_the_evidence_moves_with_the_mask(case):
    assert case.known(month_index("1951-03")).parameters.evidence_until == month_index("1951-03")
    assert case.known(month_index("1955-03")).parameters.evidence_until == case.parameters.evidence_until


def test_a_masked_case_written_to_a_folder_is_clean(case, tmp_path):
    from ascendancy.case.tables import write_table

    shutil.copy(demo.folder / "parameters.toml", tmp_path)
    masked: Case = case.known(month_index("1951-06"))
    for name, model in TABLES.items():
        write_table(tmp_path / f"{name}.csv", model, masked.table(name))
    assert check(tmp_path) == []
