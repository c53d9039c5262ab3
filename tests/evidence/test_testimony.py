"""Testimony: which queries it can be, and the states that agree with it."""

import numpy as np
import pytest

from ascendancy.case.template import new
from ascendancy.checked import check
from ascendancy.evidence.testimony import Said, chosen, personal, read
from ascendancy.query import parse
from ascendancy.regime.state import ACTIONS, LINES, STANCES, STATUSES


def said(text):
    return read(parse(text).tree)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('engagement == "rear"', Said("engagement", "", "==", "rear")),
        ('stance("ann") != "oppose"', Said("stance", "ann", "!=", "oppose")),
        ('heir == "ben"', Said("heir", "", "==", "ben")),
        ("ascendancy < 0.5", Said("ascendancy", "", "<", 0.5)),
        ("0.5 > ascendancy", Said("ascendancy", "", "<", 0.5)),
        ("0.5 <= programme", Said("programme", "", ">=", 0.5)),
        ('majority("top") >= 0.5', Said("majority", "top", ">=", 0.5)),
        ('line("ann") < -0.3', Said("line", "ann", "<", -0.3)),
    ],
)
def test_one_comparison_is_read_whichever_way_round(text, wanted):
    assert said(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        'engagement == "rear" @ 1951-03',
        "any(ascendancy < 0.5 @ 1951-01..1951-03)",
        'engagement == "rear" and ascendancy < 0.5',
        'not stance("ann") == "oppose"',
        "ascendancy < programme",
        "ascendancy < 0.25 + 0.25",
        'leader == "ann"',
        'waiting("top") < 0.5',
        "1 < 2",
    ],
)
def test_anything_else_is_not_testimony(text):
    assert said(text) is None


def states(text):
    return personal(said(text)).reshape(len(LINES), len(STANCES), len(STATUSES))


def test_a_stance_agrees_in_every_line_and_status():
    found = states('stance("ann") == "wait"')
    assert (found[:, STANCES.index("wait")] == 1.0).all()
    assert found.sum() == len(LINES) * len(STATUSES)
    np.testing.assert_array_equal(states('stance("ann") != "wait"'), 1.0 - found)


def test_a_status_agrees_in_every_line_and_stance():
    found = states('status("ann") == "purged"')
    assert (found[:, :, STATUSES.index("purged")] == 1.0).all()
    assert found.sum() == len(LINES) * len(STANCES)


def test_a_line_agrees_with_the_levels_on_its_side():
    found = states('line("ann") > 0')
    np.testing.assert_array_equal(found[:, 0, 0], [0, 0, 0, 0, 1, 1, 1])
    np.testing.assert_array_equal(states('0 >= line("ann")'), 1.0 - found)


def test_engagement_is_told_by_the_action():
    rear = chosen(said('engagement == "rear"'), ACTIONS)
    assert dict(zip(ACTIONS, rear, strict=True)) == {
        "rear": 1.0, "rectify": 0.0, "mobilise": 0.0, "compromise": 0.0,
    }  # fmt: skip
    np.testing.assert_array_equal(chosen(said('engagement != "front"'), ACTIONS), rear)
    np.testing.assert_array_equal(chosen(said('action == "mobilise"'), ACTIONS), [0, 0, 1, 0])


def test_an_heir_is_one_of_the_people_or_none():
    outcomes = ("ann", "ben", "none")
    np.testing.assert_array_equal(chosen(said('heir == "ben"'), outcomes), [0, 1, 0])
    np.testing.assert_array_equal(chosen(said('heir != "ben"'), outcomes), [1, 0, 1])
    np.testing.assert_array_equal(chosen(said('heir == "none"'), outcomes), [0, 0, 1])


@pytest.mark.parametrize(
    ("query", "found", "wanted"),
    [
        ('engagement == ""rear"" @ 1951-03', "at character 1", "one comparison without a month"),
        ('engagement = ""rear""', "'=' at character 12", "'=='"),
        ('stance(""nobody"") == ""oppose""', "'nobody' at character 8", "a person of the case"),
    ],
)
def test_testimony_at_fault_is_named_at_its_row(tmp_path, query, found, wanted):
    folder = new(tmp_path / "case")
    path = folder / "evidence.csv"
    text = path.read_text(encoding="utf-8")
    assert 'query=engagement == ""rear""' in text
    path.write_text(text.replace('engagement == ""rear""', query), encoding="utf-8")
    (fault,) = check(folder)
    row = next(n for n, line in enumerate(text.splitlines(), start=1) if line.startswith("testimony-"))
    assert (fault.file, fault.row, fault.column) == ("evidence.csv", row, "datum")
    assert found in fault.found
    assert fault.wanted.startswith(wanted)
