"""Dates: what is stated, what it may mean, and how much weight each month gets."""

import pickle
import time

import pytest
from pydantic import BaseModel, ValidationError

from ascendancy.case.dates import When, month_index, month_text


def months(first: str, last: str) -> tuple[int, int]:
    return month_index(first), month_index(last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1966", "1966-01", "1966-12"),
        ("1966-05", "1966-05", "1966-05"),
        ("1966-05-16", "1966-05", "1966-05"),
        ("1962/1965-08", "1962-01", "1965-08"),
        ("1966-05~", "1966-05", "1966-05"),
        ("1966~", "1966-01", "1966-12"),
        ("1966-05~/1966-08", "1966-05", "1966-08"),
        ("1966-21", "1966-03", "1966-05"),
        ("1966-24", "1966-12", "1967-02"),
        ("1966-24~", "1966-12", "1967-02"),
        ("1966-22/1966-23", "1966-06", "1966-11"),
        ("196X", "1960-01", "1969-12"),
        ("1966-XX", "1966-01", "1966-12"),
        ("[1966-05,1966-08]", "1966-05", "1966-08"),
        ("{1964,1966}", "1964-01", "1966-12"),
        ("[1966-05..1966-08]", "1966-05", "1966-08"),
    ],
)
def test_stated_months(text, first, last):
    assert (When(text).first, When(text).last) == months(first, last)


@pytest.mark.parametrize("text", ["1966-05/", "1966-05/..", "1966-05-16/", "1966-05~/", "[1966-05..]"])
def test_an_open_end_has_no_last_month_and_its_weight_lies_on_the_known_end(text):
    when = When(text)
    assert (when.first, when.last, when.latest) == (month_index("1966-05"), None, None)
    assert when.month == month_index("1966-05")


@pytest.mark.parametrize("text", ["/1966-05", "../1966-05", "[..1966-05]"])
def test_an_open_beginning_has_no_first_month(text):
    when = When(text)
    assert (when.first, when.last, when.month) == (None, month_index("1966-05"), month_index("1966-05"))


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "/", "../..", "May 1966", "1966-13", "1966-5", "1966-02-30", "1966-00", "1966/1965"),
        *("1966-05-16/1966-05-10", "19660", "-0200", "Y19660", "1966~~", "1966-24??", "[1966,1967}", "[]"),
        *("1966-05-16T", "66", "0000"),
    ],
)
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        When(text)


@pytest.mark.parametrize(
    "text",
    [
        *("1966", "1966-05", "1966-05~", "1966-05?", "1966-05%", "1966~", "1966?", "1966%", "1966-24~"),
        *("196X", "1966-05~/1966-06", "1966-05~/", "1966~/1966?", "[1966-05,1966]", "~1966", "1966-~05"),
    ],
)
def test_weights_are_positive_ordered_and_sum_to_one(text):
    weights = When(text).weights()
    assert sum(w for _, w in weights) == pytest.approx(1, abs=1e-12)
    assert all(w > 0 for _, w in weights)
    assert [m for m, _ in weights] == sorted({m for m, _ in weights})


def test_a_year_is_even_over_its_months():
    assert When("1966").weights() == [(month_index("1966-01") + i, pytest.approx(1 / 12)) for i in range(12)]


def test_an_approximate_month_is_a_triangle_of_two_months_either_side():
    may = month_index("1966-05")
    assert dict(When("1966-05~").weights()) == {
        may + d: pytest.approx((3 - abs(d)) / 9) for d in range(-2, 3)
    }


def test_an_approximate_year_falls_off_over_six_months_either_side():
    weights = dict(When("1966~").weights())
    assert (min(weights), max(weights)) == months("1965-07", "1967-06")
    ratio = weights[month_index("1967-01")] / weights[month_index("1966-12")]
    assert ratio == pytest.approx(6 / 7)
    assert weights[month_index("1966-01")] == pytest.approx(weights[month_index("1966-12")])


def test_an_uncertain_month_keeps_four_fifths():
    weights = dict(When("1966-05?").weights())
    assert weights[month_index("1966-05")] == pytest.approx(0.8)
    assert (min(weights), max(weights)) == months("1965-11", "1966-11")


def test_both_marks_keep_four_fifths_on_the_triangle():
    weights = dict(When("1966-05%").weights())
    may = month_index("1966-05")
    assert weights[may] == pytest.approx(0.8 / 3)
    assert weights[may + 6] == pytest.approx(0.2 / 12)


def test_a_range_with_an_approximate_end_averages_the_ranges_it_allows():
    weights = dict(When("1966-05/1966-05~").weights())
    may = month_index("1966-05")
    assert weights == {
        may: pytest.approx((3 + 2 / 2 + 1 / 3) / 6),
        may + 1: pytest.approx((2 / 2 + 1 / 3) / 6),
        may + 2: pytest.approx((1 / 3) / 6),
    }


@pytest.mark.parametrize(
    ("text", "month"), [("1966", "1966-06"), ("1966-05~", "1966-05"), ("1966-05?", "1966-05")]
)
def test_the_representative_month_is_the_weighted_median(text, month):
    assert month_text(When(text).month) == month


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("1966-04", "1966-05", True),
        ("1966-05", "1966-05", False),
        ("1966-05-10", "1966-05-16", True),
        ("1966-05-10", "1966-05", False),
        ("1966-04~", "1966-05", False),
        ("1966-04/", "1970", False),
        ("1965", "1966-01", True),
    ],
)
def test_before_gives_the_benefit_of_the_doubt(a, b, answer):
    assert When(a).before(When(b)) is answer


def test_a_date_is_a_value():
    assert When(" 1966-05 ") == When("1966-05")
    assert len({When("1966-05"), When("1966-05")}) == 1
    assert pickle.loads(pickle.dumps(When("1966-05~"))).latest == When("1966-05~").latest
    with pytest.raises(AttributeError):
        When("1966").text = "1967"


def test_pydantic_reads_and_writes_text():
    class Row(BaseModel):
        date: When

    assert Row(date="1966-05").date == Row(date=When("1966-05")).date
    assert Row(date="1966-05").model_dump(mode="json") == {"date": "1966-05"}
    with pytest.raises(ValidationError):
        Row(date="May")


def test_months_there_and_back():
    assert month_text(month_index("1966-05")) == "1966-05"
    for text in ("1966", "1966-5", "1966-13", "1966-05-16"):
        with pytest.raises(ValueError, match="YYYY-MM"):
            month_index(text)


def test_plain_dates_are_fast():
    texts = [f"{1900 + i // 12}-{i % 12 + 1:02d}-{j:02d}" for i in range(1000) for j in range(1, 11)]
    started = time.perf_counter()
    for text in texts:
        When(text)
    assert time.perf_counter() - started < 1.0
