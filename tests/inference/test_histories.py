"""Histories: shapes are checked, months are cut, sets are mixed with their shares."""

import numpy as np
import pytest
from synthetic import START, histories

from ascendancy.histories import mixture, one_after_another


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"majority: wanted shape \(4, 12, 2\)"):
        histories(majority=np.zeros((4, 12, 3), dtype=np.float32))
    with pytest.raises(ValueError, match="society"):
        histories(society={"purity": np.zeros((4, 11), dtype=np.float32)})


def test_weights_must_sum_to_one():
    with pytest.raises(ValueError, match="weights"):
        histories(weights=np.full(4, 0.3))


def test_between_keeps_the_months_asked_for():
    ascendancy = np.tile(np.arange(12, dtype=np.float32), (4, 1))
    cut = histories(ascendancy=ascendancy, society={"purity": ascendancy}).between(START + 2, START + 4)
    assert cut.start == START + 2
    assert cut.ascendancy[0].tolist() == cut.society["purity"][0].tolist() == [2, 3, 4]
    assert cut.line.shape == (4, 3, 3)


def test_between_refuses_months_that_are_not_there():
    with pytest.raises(ValueError, match="wanted months within"):
        histories().between(START - 1, START + 3)


def test_a_mixture_gives_each_part_its_share():
    mixed = mixture([histories(2, engagement=np.zeros((2, 12), np.int8)), histories(3)], [3.0, 1.0])
    assert mixed.size == 5
    np.testing.assert_allclose(mixed.weights, [0.375, 0.375, 1 / 12, 1 / 12, 1 / 12])


def test_a_mixture_keeps_only_what_all_parts_have():
    scored = histories(2, log_likelihood=np.zeros((2, 1)), items=("e1",), parameters={"x": np.ones(2)})
    mixed = mixture([scored, histories(2)])
    assert mixed.log_likelihood is None
    assert mixed.parameters == {}
    assert mixture([scored, scored]).items == ("e1",)


def test_a_mixture_refuses_other_months():
    with pytest.raises(ValueError, match="start"):
        mixture([histories(), histories(start=START + 1)])


def test_new_weights_are_scaled_and_taken_histories_too():
    weighed = histories().with_weights(np.array([3.0, 1.0, 0.0, 0.0]))
    assert weighed.weights.tolist() == [0.75, 0.25, 0.0, 0.0]
    assert weighed.take([0, 1]).weights.tolist() == [0.75, 0.25]
    assert weighed.effective_size == pytest.approx(1.6)


def test_sets_that_follow_one_another_are_joined_month_by_month():
    ascendancy = np.tile(np.arange(12, dtype=np.float32), (4, 1))
    whole = histories(ascendancy=ascendancy, society={"purity": ascendancy})
    joined = one_after_another([whole.between(START, START + 4), whole.between(START + 5, START + 11)])
    assert (joined.start, joined.stop) == (whole.start, whole.stop)
    np.testing.assert_array_equal(joined.ascendancy, whole.ascendancy)
    np.testing.assert_array_equal(joined.society["purity"], whole.society["purity"])


def test_sets_with_a_month_between_or_of_other_sizes_are_not_joined():
    with pytest.raises(ValueError, match=f"from {START + 12}"):
        one_after_another([histories(), histories(start=START + 13)])
    with pytest.raises(ValueError, match="wanted 4 histories"):
        one_after_another([histories(), histories(3, start=START + 12)])
