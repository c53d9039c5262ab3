"""Queries against a case: unknown names, months beyond the horizon, campaigns under their parent title."""

from types import SimpleNamespace as Some
from typing import Any

import pytest

from ascendancy.case.dates import month_index
from ascendancy.query import check, parse, resolve


@pytest.fixture
def case() -> Any:
    """As much of a case as a query is checked against."""
    campaigns = [("big", None), ("small", "big"), ("least", "small")]
    rows = {
        "people": [Some(id="ann"), Some(id="ben")],
        "bodies": [Some(id="top")],
        "campaigns": [Some(id=name, parent=parent) for name, parent in campaigns],
        "documents": [Some(id="letter")],
    }
    months = {
        "start": month_index("1960-01"),
        "end": month_index("1962-12"),
        "evidence_until": month_index("1960-10"),
        "horizon": 2,
    }
    return Some(**rows, parameters=Some(institutions=("party",), **months))


def test_a_query_that_the_case_can_answer_has_no_problem(case):
    text = 'sponsor("letter", "approved") == "top" and heir == "ben" @ 1960-12 and intensity("") > 0'
    assert check(parse(text), case) == []


def test_every_unknown_name_is_reported_at_its_character(case):
    text = 'stance("bob") == "wait" or majority("low") > 0 or sponsor("note", "drafted") == "x"'
    unknown = ['"bob"', '"low"', '"note"', '"x"']
    assert [problem.position for problem in check(parse(text), case)] == [
        text.index(word) for word in unknown
    ]


def test_months_beyond_the_horizon_are_reported(case):
    found = check(parse("ascendancy > 0 @ 1961-01 or any(ascendancy > 0 @ 1959-01..1960-02)"), case)
    assert [problem.found for problem in found] == ["1961-01", "1959-01"]
    assert "1960-01 to 1960-12" in found[0].wanted


def test_a_horizon_does_not_reach_beyond_the_case(case):
    case.parameters.end = month_index("1960-11")
    assert [problem.found for problem in check(parse("ascendancy > 0 @ 1960-12"), case)] == ["1960-12"]


def test_a_campaign_is_read_as_the_title_it_runs_under(case):
    query = resolve(parse('intensity("least") > intensity("big") @ 1960-01'), case)
    assert str(query) == 'intensity("big") > intensity("big") @ 1960-01'
    assert query.text == 'intensity("least") > intensity("big") @ 1960-01'
