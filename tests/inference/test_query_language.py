"""The query language: what is read is written back alike, and faults point at the character."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ascendancy.case.dates import month_index
from ascendancy.query import QueryError, parse
from ascendancy.query.tree import (
    Arithmetic,
    Ask,
    At,
    Both,
    Compare,
    Either,
    Minus,
    Not,
    Number,
    Over,
    Word,
)

MONTHS = st.integers(month_index("1900-01"), month_index("2000-12"))
NUMBER_ATOMS = st.sampled_from(
    [
        Ask("ascendancy"),
        Ask("purity"),
        Ask("majority", (Word("politburo"),)),
        Ask("distinction", (Word("town"), Word("country"))),
    ]
)
LITERALS = st.floats(0, 1e20, allow_nan=False).map(Number)
NAMED = st.sampled_from(
    [
        (Ask("heir"), Word("ann")),
        (Ask("stance", (Word("ann"),)), Word("oppose")),
        (Ask("sponsor", (Word("d"), Word("drafted"))), Word("other")),
        (Ask("heir"), Ask("leader")),
    ]
)


def dated(parts: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(At, parts, MONTHS)


def over(names: list[str], parts: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(
        lambda name, body, months: Over(name, body, min(months), max(months)),
        st.sampled_from(names),
        parts,
        st.tuples(MONTHS, MONTHS),
    )


def falls(body: object, month: int, length: int) -> Over:
    return Over("drawdown", body, month, month + length, length)


def conditions(numbers: st.SearchStrategy) -> st.SearchStrategy:
    compared = st.builds(Compare, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), numbers, numbers)
    named = st.builds(lambda sign, sides: Compare(sign, *sides), st.sampled_from(["==", "!="]), NAMED)
    return st.recursive(
        compared | named,
        lambda parts: (
            st.builds(Not, parts)
            | st.builds(Both, parts, parts)
            | st.builds(Either, parts, parts)
            | dated(parts)
            | over(["any", "all"], parts)
        ),
        max_leaves=8,
    )


NUMBERS = st.recursive(
    NUMBER_ATOMS | LITERALS,
    lambda parts: (
        st.builds(Minus, parts)
        | st.builds(Arithmetic, st.sampled_from("+-*/"), parts, parts)
        | dated(parts)
        | over(["mean", "max", "min", "sum"], parts)
        | st.builds(falls, parts, MONTHS, st.integers(1, 30))
    ),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(conditions(NUMBERS))
def test_what_is_written_reads_back_to_the_same_tree(tree):
    from ascendancy.query.tree import write

    again = parse(write(tree))
    assert again.tree == tree
    assert str(again) == write(tree)


def test_a_month_belongs_to_the_whole_comparison():
    query = parse('majority("politburo") < 0.5 @ 1965-09')
    assert isinstance(query.tree, At)
    assert query.months() == (month_index("1965-09"),) * 2
    assert not query.needs_month


def test_a_month_binds_tighter_than_and():
    assert parse('heir == "none" and leader == "ann" @ 1965-09').needs_month
    assert not parse('(heir == "none" and leader == "ann") @ 1965-09').needs_month


def test_a_range_covers_everything_inside_the_brackets():
    query = parse('any(heir == "ann" and stance("ann") == "oppose" @ 1965-01..1965-12)')
    assert isinstance(query.tree, Over)
    assert isinstance(query.tree.body, Both)


def test_names_are_told_apart_by_what_they_name():
    query = parse(
        'stance("ann") == "oppose" and heir == "ben" and majority("top") > loyalty("army") '
        'and intensity("big") > 0 and sponsor("letter", "drafted") == "cyd" and coefficient("x") > 0'
    )
    assert query.names() == {
        "people": ("ann", "ben"),
        "bodies": ("top",),
        "institutions": ("army",),
        "campaigns": ("big",),
        "documents": ("letter",),
        "coefficients": ("x",),
        "sponsors": ("cyd",),
    }


FAULTS = [
    ('majority("top") < 0.5 @ 1965-01..1965-09', 22, "any(…) or all(…)"),
    ('stance("ann") == "opose"', 17, "oppose, support, wait"),
    ('status("ann") == "gone"', 17, "purged"),
    ("heir = 1", 5, "'=='"),
    ('ascendancy < "ann"', 13, "a number"),
    ('stance("ann") == 1', 17, "a stance"),
    ('heir < "ann"', 5, "'==' or '!='"),
    ("ascendancy < 0.2 < 0.5", 17, "joined by and"),
    ("ascendancy > 0.5 @ 1961-13", 19, "a month from 01 to 12"),
    ("ascendancy > 0.5 @ 1961", 17, "a month (@ 1965-09)"),
    ("any(ascendancy > 0.5 @ 1961-05..1961-01)", 21, "the earlier month first"),
    ("any(ascendancy @ 1961-01..1961-05)", 4, "a condition"),
    ("any(ascendancy > 0.5)", 0, "any(… @ first..last)"),
    ("mean(heir @ 1961-01..1961-05) > 0", 5, "a number"),
    ("drawdown(ascendancy @ 1961-01..1961-05) > 0", 0, "MONTHS"),
    ("drawdown(ascendancy, 12 @ 1961-01..1961-05) > 0", 24, "1 to 5"),
    ("drawdown(ascendancy, 1.5 @ 1961-01..1961-05) > 0", 21, "one whole number"),
    ("mean(ascendancy, 3 @ 1961-01..1961-05) > 0", 0, "mean(… @ first..last)"),
    ("ascendancy", 0, "a condition"),
    ("majority > 0.5", 0, 'majority("body")'),
    ('heir("ann") == "ann"', 0, "heir alone"),
    ("stance(ann) == heir", 7, "a word in quotes"),
    ("ascendency > 0.5", 0, "nearest: ascendancy"),
    ("not ascendancy", 4, "a condition"),
    ('"ann" == "ben"', 0, "something to ask"),
    ("(ascendancy > 0.5) == (purity > 0.5)", 1, "a number or a word"),
    ('output("baker") > 1', 7, "peasant"),
    ('distinction("town", "manual") > 0', 0, 'distinction("town", "country")'),
    ("(ascendancy > 0.5", 17, "')'"),
    ("ascendancy > 0.5 heir", 17, "the end"),
    ("", 0, "a name"),
    ("not " * 200 + "ascendancy > 0", 400, "a shorter query"),
]


@pytest.mark.parametrize(("text", "position", "wanted"), FAULTS)
def test_a_fault_points_at_its_character(text, position, wanted):
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position
    assert wanted in caught.value.wanted
    assert str(caught.value).splitlines()[-1] == " " * (position + 2) + "^"


def test_no_text_reaches_python():
    with pytest.raises(QueryError):
        parse('__import__("os").system("true") == 0')


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='ascendancy heir any("<=>@1965-09..).+-*/and not', max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text):
    fault = None
    try:
        parse(text)
    except QueryError as error:
        fault = error
    assert fault is None or (0 <= fault.position <= len(text) and fault.found and fault.wanted)
