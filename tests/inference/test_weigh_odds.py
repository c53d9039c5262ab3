"""Odds from counts: known Bayes factors come back within their error, and 0 in n is not certainty."""

import numpy as np
import pytest

from ascendancy.inference.weigh.odds import Estimate, bayes_factor, estimate, mixed
from ascendancy.inference.weigh.words import UNDECIDED, discriminates, verdict, word


def even(size: int) -> np.ndarray:
    return np.full(size, 1.0 / size)


def test_a_known_bayes_factor_lies_in_its_interval_nine_times_in_ten():
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(300):
        before = estimate((rng.random(500) < 0.2).astype(float), even(500))
        after = estimate((rng.random(400) < 0.5).astype(float), even(400))
        factor = bayes_factor(before, after)
        hits += factor.low <= 4.0 <= factor.high
    assert 0.86 <= hits / 300 <= 0.94


def test_the_standard_error_is_that_of_repeated_runs():
    rng = np.random.default_rng(6)
    factors = [
        bayes_factor(
            estimate((rng.random(500) < 0.3).astype(float), even(500)),
            estimate((rng.random(500) < 0.6).astype(float), even(500)),
        )
        for _ in range(200)
    ]
    spread = np.std([factor.value for factor in factors])
    assert spread == pytest.approx(np.mean([factor.sd for factor in factors]), rel=0.15)


@pytest.mark.parametrize("truth", [0.0, 1.0])
def test_all_or_none_of_the_histories_give_finite_bounds(truth):
    none = estimate(np.full(100, truth), even(100))
    assert none.probability == pytest.approx(abs(truth - 0.5 / 101))
    factor = bayes_factor(none, none)
    assert 0.0 < factor.low < 1.0 < factor.high < np.inf
    assert not discriminates(factor)
    low, high = none.interval()
    assert 0.0 < high - low < 0.05


def test_unequal_weights_count_for_fewer_histories():
    weights = np.r_[np.full(10, 0.09), np.full(90, 0.1 / 90)]
    found = estimate((np.arange(100) % 2).astype(float), weights)
    assert found.size == pytest.approx(1.0 / np.sum(weights**2), rel=0.05)
    assert found.probability == pytest.approx(0.5, abs=1e-9)


def test_histories_of_one_lineage_count_once():
    lineages = np.repeat(np.arange(5), 80)
    truth = np.repeat([1.0, 0.0, 1.0, 0.0, 0.0], 80)
    found = estimate(truth, even(400), lineages)
    assert found.size == pytest.approx(5.0, rel=0.01)
    assert estimate(np.zeros(400), even(400), lineages).size == pytest.approx(5.0)


def test_persons_drawn_anew_within_a_lineage_count_for_more():
    rng = np.random.default_rng(2)
    lineages = np.repeat(np.arange(20), 20)
    truth = (rng.random(400) < 0.5).astype(float)
    assert estimate(truth, even(400), lineages).size > 100


def test_a_mixture_has_the_mean_of_its_parts_and_no_more_error_than_the_worst():
    parts = [Estimate(10.0, 90.0), Estimate(50.0, 50.0)]
    both = mixed(parts, [1.0, 1.0])
    assert both.probability == pytest.approx(0.3)
    widths = [high - low for low, high in (each.interval() for each in (both, parts[1]))]
    assert widths[0] < widths[1]
    alone = mixed(parts, [1.0, 0.0])
    assert alone.yes == pytest.approx(10.0)


@pytest.mark.parametrize(
    ("probability", "name"),
    [
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "roughly even chance"),
        (0.56, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_words_have_the_directives_bounds(probability, name):
    assert word(probability) == name


def test_no_word_without_evidence_that_discriminates():
    strong = bayes_factor(Estimate(200.5, 200.5), Estimate(380.5, 20.5))
    assert verdict(0.9, strong) == "very likely"
    weak = bayes_factor(Estimate(200.5, 200.5), Estimate(260.5, 140.5))
    assert verdict(0.65, weak) == UNDECIDED
    few = bayes_factor(Estimate(2.5, 4.5), Estimate(4.5, 1.5))
    assert abs(np.log10(few.value)) > 0.5
    assert verdict(0.75, few) == UNDECIDED
