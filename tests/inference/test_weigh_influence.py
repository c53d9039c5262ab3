"""Leaving items out, and items that might be found: against answers worked out by hand."""

import numpy as np
import pytest
from synthetic import START, histories

from ascendancy.inference.weigh.hypothetical import hypotheticals, searched, worth
from ascendancy.inference.weigh.influence import Influence, clear, influences, leave_out
from ascendancy.query import parse

SIZE = 4000


def leave_one_out(
    truth: np.ndarray, weights: np.ndarray, scores: np.ndarray, items: tuple[str, ...], size: float
) -> list[Influence]:
    return influences(truth, leave_out(weights, scores, items), size)


def posterior() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Histories given two items on a fair coin, 9 : 1 for and 1 : 2 against; a third is idle."""
    rng = np.random.default_rng(1)
    odds = 9.0 / 2.0
    truth = (rng.random(SIZE) < odds / (1.0 + odds)).astype(float)
    likelihood = np.stack([np.where(truth, 0.9, 0.1), np.where(truth, 0.3, 0.6), np.full(SIZE, 0.4)], axis=1)
    return truth, np.full(SIZE, 1.0 / SIZE), np.log(likelihood)


def test_leaving_an_item_out_undoes_its_likelihood_ratio():
    truth, weights, scores = posterior()
    found = leave_one_out(truth, weights, scores, ("for", "against", "idle"), SIZE)
    assert [each.item for each in found] == ["for", "against"]
    assert found[0].bits == pytest.approx(np.log2(9.0), abs=0.02)
    assert found[1].bits == pytest.approx(-1.0, abs=0.02)
    assert found[0].without == pytest.approx(1 / 3, abs=0.03)
    assert all(each.reliable for each in found)


def test_unequal_weights_are_taken_into_account():
    truth, _, scores = posterior()
    weights = np.where(truth, 2.0, 1.0)
    found = leave_one_out(truth, weights / weights.sum(), scores, ("for", "against", "idle"), SIZE)
    assert found[0].bits == pytest.approx(np.log2(9.0), abs=0.02)


def test_heavy_tails_are_smoothed_and_said_to_be_unreliable():
    rng = np.random.default_rng(4)
    scores = -3.0 * rng.exponential(size=(SIZE, 1))
    truth = (scores[:, 0] < -2.0).astype(float)
    found = leave_one_out(truth, np.full(SIZE, 1.0 / SIZE), scores, ("rare",), SIZE)
    assert found[0].khat is not None
    assert found[0].khat > 0.7
    assert not found[0].reliable


def test_one_history_that_carries_all_the_weight_is_not_trusted():
    scores = np.zeros((50, 1))
    scores[0] = -40.0
    truth = np.zeros(50)
    truth[0] = 1.0
    found = leave_one_out(truth, np.full(50, 0.02), scores, ("decisive",), 50)
    assert found[0].without > 0.9
    assert not found[0].reliable


def test_the_worth_of_an_item_is_bayes_rule_over_its_outcomes():
    truth, weights = np.array([1.0, 1.0, 0.0, 0.0]), np.full(4, 0.25)
    outcomes = np.array([[0.8, 0.2], [0.8, 0.2], [0.2, 0.8], [0.2, 0.8]])
    expected, chance, after = worth(truth, weights, outcomes, 1e9)
    assert chance.tolist() == [0.5, 0.5]
    np.testing.assert_allclose(after, [0.8, 0.2])
    assert expected == pytest.approx(2.0)


def test_an_item_that_says_the_same_in_every_history_is_worth_nothing():
    truth = np.array([1.0, 0.0, 1.0])
    assert worth(truth, np.full(3, 1 / 3), np.full((3, 4), 0.25), 3)[0] == pytest.approx(0.0, abs=1e-12)


@pytest.fixture
def asked(small_case):
    stance = np.ones((6, 12, 3), np.int8)
    stance[:3, :, 1] = 0
    majority = np.full((6, 12, 2), 0.7, np.float32)
    majority[:3, :, 0] = 0.3
    ascendancy = np.linspace(0.1, 0.9, 6)[:, np.newaxis].repeat(12, axis=1).astype(np.float32)
    return small_case, histories(6, stance=stance, majority=majority, ascendancy=ascendancy)


@pytest.mark.parametrize(
    "text",
    [
        'majority("top") < 0.5 @ 1960-06',
        'any(stance("ben") == "oppose" and intensity("big") == 0 @ 1960-01..1960-12)',
        "ascendancy > 0.5 @ 1960-01",
    ],
)
def test_outcomes_of_every_item_are_a_distribution_in_each_history(asked, text):
    case, some = asked
    found = hypotheticals(parse(text), case, some)
    for item in found:
        chances = item.likelihood(some)
        assert chances.shape == (6, len(item.outcomes))
        np.testing.assert_allclose(chances.sum(axis=1), 1.0)
        assert (chances >= 0.0).all()


def test_items_come_from_the_names_and_months_of_the_query(asked):
    case, some = asked
    texts = [item.text for item in hypotheticals(parse('majority("top") < 0.5 @ 1960-06'), case, some)]
    assert texts == [
        'testimony that majority("top") < 0.5 @ 1960-06',
        "a directive, 1960-06",
        "a resolution of top, 1960-06",
        "a statement by ben, 1960-06",
        "a statement by ann, 1960-06",
    ]
    later = [item.text for item in hypotheticals(parse('majority("top") < 0.5 @ 1960-11'), case, some)]
    assert "a statement by ann, 1960-11" not in later


def test_what_bears_on_the_claim_is_worth_more_than_what_does_not(asked):
    case, some = asked
    query = parse('majority("top") < 0.5 @ 1960-06')
    items = hypotheticals(query, case, some)
    found = searched(
        [(item, item.likelihood(some)) for item in items], query.evaluate(some), some.weights, some.size
    )
    order = [each["item"] for each in found]
    assert order[:2] == ['testimony that majority("top") < 0.5 @ 1960-06', "a resolution of top, 1960-06"]
    assert order[-1] == "a statement by ann, 1960-06"
    assert found[-1]["bits"] == pytest.approx(0.0, abs=1e-9)
    assert some.start == START


def test_the_dead_do_not_speak(asked):
    case, some = asked
    status = np.full((6, 12, 3), 4, np.int8)
    gone = histories(6, stance=some.stance, status=status)
    query = parse('stance("ben") == "oppose" @ 1960-06')
    item = next(each for each in hypotheticals(query, case, gone) if each.text.startswith("a statement"))
    assert np.ptp(item.likelihood(gone), axis=0).max() == 0.0


def test_idle_items_are_not_named_but_for_chance():
    rng = np.random.default_rng(9)
    truth = (rng.random(600) < 0.4).astype(float)
    scores = -0.4 * rng.exponential(size=(600, 300))
    found = leave_one_out(truth, np.full(600, 1 / 600), scores, tuple(f"e{k}" for k in range(300)), 600)
    assert len(found) == 300
    assert len(clear(found)) <= 4
    spread = np.array([each.bits / each.sd for each in found])
    assert spread.std() == pytest.approx(1.0, abs=0.15)


def test_the_error_of_a_shift_counts_lineages_and_not_histories():
    truth, weights, scores = (np.repeat(part, 5, axis=0) for part in posterior())
    told = leave_out(weights / 5, scores, ("for", "against", "idle"))
    apart = influences(truth, told, SIZE)[0].sd
    together = influences(truth, told, SIZE, np.repeat(np.arange(SIZE), 5))[0].sd
    assert together == pytest.approx(apart * 5**0.5, rel=0.01)
