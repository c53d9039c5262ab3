"""Coefficients carried by particles: drawn, weighed back to the priors, refreshed without collapsing."""

import numpy as np
import pytest
from tests.inference.small_case import write_small_case

from ascendancy.case import load
from ascendancy.evidence.dossier import dossier
from ascendancy.inference.coefficients import NAMES, PRIORS, Coefficients, Proposal
from ascendancy.inference.filter import run_filter
from ascendancy.model import compile_case
from ascendancy.society.layout import AGGREGATES

SHIFTED = Proposal(
    np.where(np.arange(len(NAMES)) < 3, 0.4, 0.0), np.where(np.arange(len(NAMES)) < 6, 0.8, 1.0)
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    case = load(write_small_case(tmp_path_factory.mktemp("small")))
    model = compile_case(case, until=case.parameters.end)
    return model, dossier(case, model.regime, AGGREGATES)


def test_the_months_shares_of_the_evidence_sum_to_one(small):
    shares = small[1].shares()
    assert shares.shape == (small[0].months,)
    assert shares.min() >= 0.0
    assert shares.sum() == pytest.approx(1.0, abs=1e-12)


def test_the_ratio_to_the_priors_has_mean_one_under_the_proposal():
    """E_q[p/q] = 1, within four standard errors of 200,000 draws."""
    draws = SHIFTED.mean + SHIFTED.sd * np.random.default_rng(1).standard_normal((200_000, len(NAMES)))
    ratio = np.exp(SHIFTED.log_ratio(draws))
    assert abs(ratio.mean() - 1.0) < 4.0 * ratio.std() / np.sqrt(ratio.size)
    np.testing.assert_array_equal(PRIORS.log_ratio(draws[:5]), np.zeros(5))


def test_a_proposal_changes_the_draws_and_not_the_evidence(small):
    def evidence(proposal):
        runs = [
            run_filter(*small, particles=1000, seed=s, proposal=proposal, memory=np.inf) for s in range(1, 6)
        ]
        values = np.array([run.log_evidence for run in runs])
        return values.mean(), values.std(ddof=1) / np.sqrt(values.size)

    priors, shifted = evidence(PRIORS), evidence(SHIFTED)
    assert abs(priors[0] - shifted[0]) < 3.0 * np.hypot(priors[1], shifted[1])


def test_refreshing_keeps_sets_distinct(small):
    """Even if every month left one ancestor only, scores would differ by √(1 − a²) s a month later."""
    model, evidence = small
    n, memory = 4000, 12.0
    carried = Coefficients(model, n, 3, SHIFTED, evidence.shares(), memory, None)
    for t in range(1, 50):
        carried.now(t, np.zeros(n, dtype=np.int64))
    expected = SHIFTED.sd * np.sqrt(1.0 - np.exp(-2.0 / memory))
    np.testing.assert_allclose(carried.scores[-1].std(axis=0), expected, rtol=0.06)


def test_given_coefficients_are_left_alone(small):
    model, evidence = small
    given = model.coefficients(5, 64)
    run = run_filter(model, evidence, particles=64, coefficients=given)
    pairs = {tuple(row) for row in given[0]}
    assert {tuple(row) for row in run.regime_coefficients[-1]} <= pairs
