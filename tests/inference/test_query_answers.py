"""Queries answered on histories whose answers are known."""

import numpy as np
import pytest
from synthetic import START, histories

from ascendancy.case.dates import month_text
from ascendancy.query import QueryError, parse


def answers(text: str, month: int | None = None, **changes: object) -> list[float]:
    return parse(text).evaluate(histories(**changes), month).tolist()


RISING = np.outer([0, 0.5, 0.9, 1], np.linspace(0, 1.1, 12)).astype(np.float32)


def test_a_number_in_a_month():
    assert answers("ascendancy > 0.5 @ 1960-10", ascendancy=RISING) == [0, 0, 1, 1]


def test_a_number_against_another_month():
    text = "(ascendancy @ 1960-12) - (ascendancy @ 1960-01) >= 2 * 0.5 and purity - 1 < -purity / 2 @ 1960-01"
    low = np.full((4, 12), 0.5, np.float32)
    assert answers(text, ascendancy=RISING, society={"purity": low}) == [0, 0, 0, 1]


def test_persons_are_asked_one_by_one():
    stance = np.ones((4, 12, 3), np.int8)
    stance[2, 5, 1] = 0
    assert answers('stance("ben") == "oppose" @ 1960-06', stance=stance) == [0, 0, 1, 0]
    assert answers('stance("ben") != stance("ann") @ 1960-06', stance=stance) == [0, 0, 1, 0]


def test_lines_are_numbers():
    line = np.full((4, 12, 3), 6, np.int8)
    line[0] = 0
    assert answers('line("cyd") == 1 @ 1960-06', line=line) == [0, 1, 1, 1]
    assert answers('line("cyd") == -1 @ 1960-06', line=line) == [1, 0, 0, 0]


def test_heir_and_leader_may_be_nobody():
    heir = np.full((4, 12), -1, np.int16)
    heir[1] = 1
    assert answers('heir == "none" @ 1960-03', heir=heir) == [1, 0, 1, 1]
    assert answers('heir == "ben" @ 1960-03', heir=heir) == [0, 1, 0, 0]
    assert answers('leader == "collective" @ 1960-03', leader=heir) == [1, 0, 1, 1]
    assert answers("heir != leader @ 1960-03", heir=heir) == [1, 1, 1, 1]


def test_a_sponsor_may_be_a_person_a_body_or_another_and_needs_no_month():
    drawn = {("letter", "approved"): np.array([0, 3, -1, 4], np.int16)}
    assert answers('sponsor("letter", "approved") == "ann"', sponsors=drawn) == [1, 0, 0, 0]
    assert answers('sponsor("letter", "approved") == "low"', sponsors=drawn) == [0, 0, 0, 1]
    assert answers('sponsor("letter", "approved") == "other"', sponsors=drawn) == [0, 0, 1, 0]
    assert answers('sponsor("letter", "approved") == leader @ 1960-01', sponsors=drawn) == [1, 0, 0, 0]


def test_nobody_leads_is_not_somebody_else_sponsored():
    drawn = {("letter", "approved"): np.full(4, -1, np.int16)}
    nobody = np.full((4, 12), -1, np.int16)
    text = 'sponsor("letter", "approved") == leader @ 1960-01'
    assert answers(text, sponsors=drawn, leader=nobody) == [0] * 4


def test_engagement_action_and_coefficients():
    engagement = np.zeros((4, 12), np.int8)
    engagement[3, 1:9] = 1
    text = 'spell(engagement == "rear" @ 1960-01..1960-12) >= 8'
    assert answers(text, engagement=engagement) == [0, 0, 0, 1]
    assert answers('action == "rectify" @ 1960-01') == [1, 1, 1, 1]
    assert answers('coefficient("x") > 0', parameters={"x": np.array([-1.0, 1, 2, 0])}) == [0, 1, 1, 0]


def test_society_is_asked_by_name_or_by_group():
    society = {
        "distinction_town_country": np.full((4, 12), 0.8, np.float32),
        "output_peasant": np.full((4, 12), 1.0, np.float32),
        "tempering_youth": np.full((4, 12), 0.0, np.float32),
    }
    assert answers('distinction("country", "town") > 0.7 @ 1960-01', society=society) == [1] * 4
    assert answers('output("peasant") == 1 and tempering("youth") == 0', START, society=society) == [1] * 4


def test_any_and_all_over_a_range():
    assert answers("any(ascendancy > 0.9 @ 1960-01..1960-12)", ascendancy=RISING) == [0, 0, 1, 1]
    assert answers("all(ascendancy < 0.5 @ 1960-01..1960-10)", ascendancy=RISING) == [1, 1, 0, 0]


def test_any_asks_both_conditions_of_the_same_month():
    first, second = np.zeros((4, 12), np.float32), np.zeros((4, 12), np.float32)
    first[:, 3], second[:, 4] = 1, 1
    text = "any(ascendancy > 0.5 and programme > 0.5 @ 1960-01..1960-12)"
    assert answers(text, ascendancy=first, programme=second) == [0] * 4
    assert answers(text, ascendancy=first, programme=first) == [1] * 4


def test_a_spell_is_the_longest_unbroken_run():
    values = np.array([[1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1]] * 4, np.float32)
    assert answers("spell(ascendancy > 0.5 @ 1960-01..1960-12) == 3", ascendancy=values) == [1] * 4
    assert answers("spell(ascendancy > 0.5 @ 1960-01..1960-05) == 2", ascendancy=values) == [1] * 4


@pytest.mark.parametrize("window", [1, 3])
def test_a_drawdown_is_the_deepest_fall_of_the_moving_mean(window):
    rng = np.random.default_rng(3)
    values = rng.random((4, 12)).astype(np.float32)
    moving = np.array([np.convolve(row, np.ones(window) / window, "valid") for row in values])
    falls = [max(row[i] - row[j] for i in range(len(row)) for j in range(i, len(row))) for row in moving]
    for j, fall in enumerate(falls):
        text = f"drawdown(ascendancy, {window} @ 1960-01..1960-12) >= "
        assert answers(f"{text}{fall - 1e-6:.9f}", ascendancy=values)[j] == 1
        assert answers(f"{text}{fall + 1e-6:.9f}", ascendancy=values)[j] == 0


def test_mean_max_min_and_sum_over_a_range():
    values = np.tile(np.arange(12, dtype=np.float32), (4, 1))
    text = (
        "mean(ascendancy @ 1960-01..1960-12) == 5.5 and max(ascendancy @ 1960-02..1960-04) == 3 "
        "and min(ascendancy @ 1960-02..1960-04) == 1 and sum(ascendancy @ 1960-01..1960-03) == 3"
    )
    assert answers(text, ascendancy=values) == [1] * 4


def test_a_query_without_a_month_wants_one():
    with pytest.raises(QueryError, match="without a month"):
        answers('stance("ann") == "wait"')
    assert answers('stance("ann") == "wait"', START + 3) == [1] * 4


@pytest.mark.parametrize("text", ["ascendancy > 0 @ 1959-12", "any(ascendancy > 0 @ 1960-05..1961-01)"])
def test_months_that_are_not_there_are_named_with_those_that_are(text):
    with pytest.raises(QueryError) as caught:
        answers(text)
    assert caught.value.position == text.index("@")
    assert f"{month_text(START)} to {month_text(START + 11)}" in caught.value.wanted


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ('stance("bob") == "wait" @ 1960-01', 7),
        ('heir == "bob" @ 1960-01', 8),
        ('heir == "other" @ 1960-01', 8),
        ('majority("middle") > 0 @ 1960-01', 9),
        ('sponsor("letter", "drafted") == "ann"', 8),
        ('coefficient("y") > 0', 12),
        ("purity > 0 @ 1960-01", 0),
    ],
)
def test_names_that_are_not_there_are_found_before_anything_is_evaluated(text, position):
    with pytest.raises(QueryError) as caught:
        answers(text)
    assert caught.value.position == position


def test_no_evaluation_warns_of_dividing_by_nothing():
    with np.errstate(all="raise"):
        assert answers("1 / prestige > 1 @ 1960-01") == [1] * 4
