"""Imprint: planted hands are found, and nothing is read off the document itself."""

import itertools
from types import SimpleNamespace as Some
from typing import Any

import numpy as np
import pytest

from ascendancy.case.dates import When
from ascendancy.evidence.imprint import ERROR_RATES, OTHER, draw_sponsors, imprint
from ascendancy.evidence.signatures import base, draw_codes, log_probability


def document(name: str, drafted: tuple[str, ...] = (), themes: str = "", **more: Any) -> Some:
    empty = {"initiated": (), "revised": (), "approved": (), "tactics": (), "targets": (), "source": ("s",)}
    fields = {**empty, "drafted": drafted, "themes": tuple(themes), "reliability": None, **more}
    return Some(id=name, date=When("1960-01"), **fields)


def case(*documents: Some, grade: str = "B") -> Any:
    return Some(
        people=[Some(id=name) for name in ("ann", "ben", "cyd")],
        bodies=[Some(id="bureau")],
        sources=[Some(id="s", origin=None), Some(id="t", origin="gazette")],
        documents=documents,
        reliability=lambda row: row.reliability or grade,
    )


def test_the_likelihood_sums_to_one_over_every_sequence():
    alpha = np.array([0.7, 1.9, 3.0])
    sequences = itertools.product(range(3), repeat=4)
    total = sum(np.exp(log_probability(np.bincount(s, minlength=3).astype(float), alpha)) for s in sequences)
    assert total == pytest.approx(1.0, abs=1e-12)


def test_the_likelihood_of_counts_is_that_of_the_urn_in_any_order():
    alpha = np.array([0.5, 2.0])
    for order in itertools.permutations([0, 0, 1]):
        urn, probability = alpha.copy(), 1.0
        for code in order:
            probability *= urn[code] / urn.sum()
            urn[code] += 1.0
        assert np.exp(log_probability(np.array([2.0, 1.0]), alpha)) == pytest.approx(probability)


def test_drawn_codes_have_the_probabilities_that_the_likelihood_gives():
    alpha = np.array([0.6, 1.4])
    rng = np.random.default_rng(1)
    draws = [tuple(draw_codes(alpha, rng.random(2))) for _ in range(20_000)]
    for pair in itertools.product(range(2), repeat=2):
        expected = np.exp(log_probability(np.bincount(pair, minlength=2).astype(float), alpha))
        assert draws.count(pair) / len(draws) == pytest.approx(expected, abs=0.015)


def test_planted_hands_are_found_more_often_than_not_and_the_posterior_is_calibrated():
    rng = np.random.default_rng(7)
    vocabulary = "abcdefghijkl"
    tastes = {name: rng.dirichlet(np.full(12, 0.4)) * 40 for name in ("ann", "ben", "cyd")}
    hands = [str(rng.choice(["ann", "ben", "cyd"])) for _ in range(60)]
    documents = [
        document(f"d{k}", (name,), "".join(vocabulary[c] for c in draw_codes(tastes[name], rng.random(5))))
        for k, name in enumerate(hands)
    ]
    dossier = case(*documents)
    found = [imprint(dossier, f"d{k}", "drafted", attribution=False) for k in range(60)]
    hits = np.mean([each.leading == name for each, name in zip(found, hands, strict=True)])
    stated = np.mean([each.posterior.max() for each in found])
    assert hits > 0.7
    assert abs(hits - stated) < 0.15
    assert np.mean([e.against_base(n) > 1 for e, n in zip(found, hands, strict=True)]) > 0.8


def test_what_the_record_says_of_the_document_is_no_part_of_its_imprint():
    others = [document("d1", ("ann",), "aab"), document("d2", ("ben",), "ccd")]
    as_ann = imprint(case(document("d0", ("ann",), "aac"), *others), "d0", "drafted", attribution=False)
    as_ben = imprint(case(document("d0", ("ben",), "aac"), *others), "d0", "drafted", attribution=False)
    assert as_ann.candidates == as_ben.candidates == ("ann", "ben", OTHER)
    np.testing.assert_array_equal(as_ann.posterior, as_ben.posterior)
    assert as_ann.leading == "ann"


def test_the_order_of_documents_and_of_codes_makes_no_difference():
    rows = [document("d0", (), "abc"), document("d1", ("ann",), "aab"), document("d2", ("ben",), "bcd")]
    turned = [document("d2", ("ben",), "dcb"), document("d0", (), "cab"), document("d1", ("ann",), "baa")]
    first, second = (imprint(case(*some), "d0", "drafted").posterior for some in (rows, turned))
    np.testing.assert_allclose(first, second, rtol=1e-12)


def test_with_nothing_to_learn_nobody_is_preferred():
    found = imprint(case(document("d0", ("ann", "ben"), "abc")), "d0", "drafted", attribution=False)
    np.testing.assert_allclose(found.posterior, 1 / 3)
    assert found.against_next("ann") == pytest.approx(1.0)


def test_a_document_without_codes_keeps_the_prior():
    found = imprint(case(document("d0"), document("d1", ("ann",), "aab")), "d0", "drafted")
    np.testing.assert_allclose(found.posterior, found.prior)
    assert found.prior[found.candidates.index("ann")] == pytest.approx(2 / 3)


@pytest.mark.parametrize("grade", ["A", "C", "E"])
def test_a_record_is_testimony_as_good_as_its_reliability(grade):
    found = imprint(case(document("d0", ("ann",)), document("d1", ("ben",)), grade=grade), "d0", "drafted")
    odds = found.probability("ann") / found.probability("ben") / (found.prior[0] / found.prior[1])
    error = ERROR_RATES[grade]
    assert odds == pytest.approx((1 - error) / (error / 2))


def test_joint_names_share_what_the_record_says():
    found = imprint(case(document("d0", ("ann", "ben"))), "d0", "drafted")
    assert found.probability("ann") == pytest.approx(found.probability("ben"))
    assert found.probability("ann") == pytest.approx((1 - ERROR_RATES["B"]) / 2)


def test_a_record_that_rests_on_an_excluded_origin_is_not_used():
    dossier = case(document("d0", ("ann",), source=("t",)), document("d1", ("ben",), "ab", source=("t",)))
    assert imprint(dossier, "d0", "drafted").leading == "ann"
    blind = imprint(dossier, "d0", "drafted", exclude_origins=("gazette",))
    np.testing.assert_allclose(blind.posterior, 1 / 3)


def test_what_a_body_approved_counts_for_the_body():
    rows = [document(f"d{k}", approved=("bureau",), themes="ab") for k in range(4)]
    found = imprint(case(*rows, document("d9", themes="ab")), "d9", "approved")
    assert found.candidates == ("bureau", OTHER)
    assert found.leading == "bureau"


def test_the_base_gives_every_code_something():
    alpha = base(np.array([0.0, 3.0]), 8.0)
    assert alpha.sum() == pytest.approx(8.0)
    assert alpha[0] > 0


def test_drawn_sponsors_follow_the_posterior_or_the_prior():
    dossier = case(
        document("d0", (), "aa", approved=("bureau",)),
        document("d1", ("ann",), "aab"),
        document("d2", ("cyd",), "bc"),
    )
    names = (("ben", "cyd", "ann"), ("bureau",))
    pairs = [("d0", "drafted"), ("d0", "approved")]
    for evidence in (True, False):
        drawn = draw_sponsors(dossier, pairs, *names, size=8000, seed=3, evidence=evidence)
        found = imprint(dossier, "d0", "drafted")
        wanted = found.posterior if evidence else found.prior
        share = np.mean(drawn["d0", "drafted"] == 2)
        assert share == pytest.approx(wanted[found.candidates.index("ann")], abs=0.02)
        assert set(drawn["d0", "approved"].tolist()) <= {-1, 1, 2, 3}
        assert drawn["d0", "approved"].max() == 3


def test_unknown_documents_and_roles_are_refused():
    with pytest.raises(KeyError, match="no document"):
        imprint(case(), "d0", "drafted")
    with pytest.raises(KeyError, match="no role"):
        imprint(case(document("d0")), "d0", "printed")
