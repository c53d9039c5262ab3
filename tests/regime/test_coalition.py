"""The ultimate ruling coalition against its definition and published-rule vectors."""

from __future__ import annotations

import json
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascendancy.regime.coalition import EQUAL, ruling_coalition, self_enforcing

VECTORS = Path(__file__).parents[3] / "shared" / "data" / "bargain" / "ruling_coalitions.json"
POWERS = st.lists(st.floats(0.05, 50), min_size=1, max_size=7)
ALPHAS = st.sampled_from([0.5, 0.55, 0.6, 2 / 3, 0.8])


def by_definition(powers, alpha, who=None, known=None):
    """φ, written as the definition reads: recursion over every proper subset."""
    known = {} if known is None else known
    who = tuple(range(len(powers))) if who is None else who
    if who not in known:
        weight = {s: sum(powers[i] for i in s) for k in range(1, len(who) + 1) for s in combinations(who, k)}
        candidates = [who] + [
            s
            for s in weight
            if len(s) < len(who)
            and weight[s] > alpha * weight[who] * (1 + EQUAL)
            and by_definition(powers, alpha, s, known) == s
        ]
        least = min(weight[s] for s in candidates)
        known[who] = min(s for s in candidates if weight[s] <= least * (1 + EQUAL))
    return known[who]


@settings(max_examples=150, deadline=None)
@given(POWERS, ALPHAS)
def test_equals_the_definition(powers, alpha):
    assert ruling_coalition(powers, alpha).members == by_definition(powers, alpha)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=7), ALPHAS)
def test_equals_the_definition_where_powers_tie(powers, alpha):
    assert ruling_coalition(powers, alpha).members == by_definition(powers, alpha)


def test_reference_vectors():
    if not VECTORS.exists():
        pytest.skip("no reference vectors: ../shared/data/bargain/ruling_coalitions.json is absent")
    for row in json.loads(VECTORS.read_text()):
        found = ruling_coalition(row["power"], row["alpha"])
        assert sorted(row["power"][i] for i in found.members) == sorted(row["urc"])


@settings(max_examples=60, deadline=None)
@given(POWERS, ALPHAS, st.floats(1e-3, 1e3))
def test_unit_of_power_does_not_matter(powers, alpha, unit):
    scaled = [unit * p for p in powers]
    assert ruling_coalition(scaled, alpha).members == ruling_coalition(powers, alpha).members


@settings(max_examples=60, deadline=None)
@given(POWERS, ALPHAS)
def test_coalition_is_self_enforcing_and_wins(powers, alpha):
    found = ruling_coalition(powers, alpha)
    inside = [powers[i] for i in found.members]
    assert ruling_coalition(inside, alpha).members == tuple(range(len(inside)))
    assert found.power > alpha * sum(powers) or len(inside) == len(powers)


def test_two_people_are_never_self_enforcing_under_majority_unless_equal():
    assert ruling_coalition([1, 1.01]).members == (1,)
    assert ruling_coalition([1, 1]).members == (0, 1)


def test_tie_goes_to_the_lexicographically_first():
    assert ruling_coalition([1, 1, 1]).members == (0, 1)
    assert ruling_coalition([0.1, 0.1, 0.1]).members == (0, 1)
    assert ruling_coalition([2, 1, 1, 1]).members == (0, 1, 2)


def test_twenty_people_take_seconds():
    powers = np.random.default_rng(1).lognormal(0, 0.7, 20)
    began = time.perf_counter()
    found = ruling_coalition(powers)
    assert time.perf_counter() - began < 10
    total, enforcing = self_enforcing(powers, 0.5)
    assert enforcing[sum(1 << i for i in found.members)]
    wins = enforcing & (total > 0.5 * powers.sum())
    assert found.power == pytest.approx(min(total[wins].min(initial=np.inf), powers.sum()))


@pytest.mark.parametrize("powers", [[], [1, 0], [1, -2], [1, float("nan")], [[1, 2]], [1.0] * 25])
def test_bad_powers_are_named(powers):
    with pytest.raises(ValueError, match=r"found .* wanted"):
        ruling_coalition(powers)


@pytest.mark.parametrize("alpha", [0.49, 1.0, float("nan")])
def test_bad_alpha_is_named(alpha):
    with pytest.raises(ValueError, match="found alpha"):
        ruling_coalition([1, 2, 3], alpha)
