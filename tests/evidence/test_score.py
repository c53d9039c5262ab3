"""Every shape of evidence scored on histories whose state is known, against its formula."""

import numpy as np
import pytest

from ascendancy.evidence.entries import (
    ACTION,
    DIRECTIVE,
    HEIR,
    MAJORITY_TEST,
    PHASE,
    RECORD_TEST,
    SERIES,
    SIGN_CODES,
    YEAR_DEATHS,
    Entries,
    packed,
)
from ascendancy.evidence.score import item_scores
from ascendancy.evidence.series import DEGREES, MODEL_ERROR, series_likelihood
from ascendancy.evidence.states import over_states
from ascendancy.regime.parameters import P
from ascendancy.regime.state import RECORD, STATES, Action, Phase, R, state_index

J, T, N, C, B = 2, 4, 3, 2, 2
GRADE_C = 2
ERROR = np.array([0.1, 0.3])


@pytest.fixture
def states():
    return np.zeros((J, T, N), dtype=np.int16)


@pytest.fixture
def record():
    found = np.zeros((J, T, RECORD))
    found[:, :, R.HEIR] = -1
    return found


@pytest.fixture
def score(states, record):
    """Score one entry, given where it goes and what it is, on two histories; majority and measures at a half."""
    phases = np.zeros((J, T, C), dtype=np.int8)
    majority, measures = np.full((J, T, B), 0.5), np.full((J, T, 2), 0.5)
    coefficients = np.zeros((J, P.ERROR_F + 1))
    coefficients[:, P.ERROR_A + GRADE_C] = ERROR

    def scored(shape, *entries):
        gathered = Entries()
        for entry in entries:
            if shape == "person":
                gathered.on_person(*entry)
            else:
                getattr(gathered, shape).append(entry)
        dossier = packed(("first", "second"), gathered, T, N, False)
        return item_scores(dossier, states, record, phases, majority, measures, coefficients)

    scored.phases, scored.majority, scored.measures = phases, majority, measures
    return scored


def test_what_is_not_evidence_scores_nothing(score):
    assert (score("person") == 0.0).all()


def test_a_person_is_looked_up_in_his_state_index_the_month(score, states):
    like = over_states(status=np.array([0.9, 0.5, 0.1, 0.1, 0.0]))
    states[1, 2, 1] = state_index(3, 0, 1)
    states[:, 1, 1] = states[:, 2, 2] = state_index(3, 0, 4)
    found = score("person", (2, 1, like, GRADE_C, 1))
    wanted = np.log((1.0 - ERROR) * [0.9, 0.5] + ERROR * like.mean())
    np.testing.assert_allclose(found[:, 1], wanted)
    assert (found[:, 0] == 0.0).all()


def test_an_item_on_several_people_is_the_sum_over_them(score):
    like = over_states(status=np.array([0.9, 0.5, 0.1, 0.1, 0.0]))
    one = score("person", (0, 0, like, GRADE_C, 0))
    both = score("person", (0, 0, like, GRADE_C, 0), (0, 2, like, GRADE_C, 0))
    np.testing.assert_allclose(both, 2.0 * one)


@pytest.mark.parametrize("what", [ACTION, PHASE, HEIR])
def test_a_choice_is_looked_up_among_its_outcomes(score, record, what):
    like = np.array([0.7, 0.1, 0.2, 0.4])
    record[0, 1, R.ACTION] = Action.REAR
    record[1, 1, R.ACTION] = Action.COMPROMISE
    score.phases[1, 1, 1] = Phase.EBB
    record[0, 1, R.HEIR] = 0
    found = score("choice", (1, what, 1, like, GRADE_C, 0))
    wanted = np.log((1.0 - ERROR) * [0.7, 0.4] + ERROR * like.mean())
    np.testing.assert_allclose(found[:, 0], wanted, err_msg="the last place is nobody, for an heir")


def test_a_resolution_is_looked_up_by_the_side_of_the_majority(score):
    score.majority[0, 3, 1], score.majority[1, 3, 1] = 0.51, 0.49
    found = score("vote", (3, 1, np.array([0.2, 0.8]), GRADE_C, 0))
    np.testing.assert_allclose(found[:, 0], np.log((1.0 - ERROR) * [0.8, 0.2] + ERROR * 0.5))


@pytest.mark.parametrize(("outcome", "share"), [(0, None), (1, 0.5), (2, 0.25), (3, 0.25)])
def test_a_directive_takes_effect_as_often_as_ascendancy_says(score, record, outcome, share):
    record[:, 1, R.LOGIT_A] = [0.0, 2.0]
    a = 1.0 / (1.0 + np.exp(-np.array([0.0, 2.0])))
    chance = a if share is None else (1.0 - a) * share
    found = score("number", (1, DIRECTIVE, outcome, 0, 0.0, 0.0, GRADE_C, 0))
    np.testing.assert_allclose(found[:, 0], np.log((1.0 - ERROR) * chance + ERROR * 0.25))


def test_a_series_is_scored_as_in_the_filter(score, record):
    score.measures[:, 2, 1] = [0.9, 0.6]
    found = score("number", (2, SERIES, 1, 0, 0.8, 0.05, GRADE_C, 0))
    wanted = [series_likelihood(x, 0.8, 0.05) for x in (0.9, 0.6)]
    np.testing.assert_allclose(found[:, 0], np.log((1.0 - ERROR) * wanted + ERROR * 0.1))
    record[:, 2, R.YEAR_DEATHS] = [1.0, 3.0]
    deaths = score("number", (2, SERIES, YEAR_DEATHS, 0, 2.0, 0.5, GRADE_C, 1))
    wanted = [series_likelihood(x, 2.0, 0.5) for x in (1.0, 3.0)]
    np.testing.assert_allclose(deaths[:, 1], np.log((1.0 - ERROR) * wanted + ERROR * 0.1))
    assert DEGREES > 0.0
    assert MODEL_ERROR > 0.0


@pytest.mark.parametrize(
    ("sign", "agrees"),
    [
        ("<", (True, False, False)),
        ("<=", (True, True, False)),
        (">", (False, False, True)),
        (">=", (False, True, True)),
        ("==", (False, True, False)),
        ("!=", (True, False, True)),
    ],
)
def test_testimony_on_a_number_is_right_or_wrong(score, record, sign, agrees):
    for value, holds in zip((0.25, 0.5, 0.75), agrees, strict=True):
        record[:, 0, R.PROGRAMME] = value
        found = score("number", (0, RECORD_TEST, int(R.PROGRAMME), SIGN_CODES[sign], 0.5, 0.0, GRADE_C, 0))
        np.testing.assert_allclose(found[:, 0], np.log(1.0 - ERROR if holds else ERROR))
        score.majority[:, 0, 1] = value
        found = score("number", (0, MAJORITY_TEST, 1, SIGN_CODES[sign], 0.5, 0.0, GRADE_C, 0))
        np.testing.assert_allclose(found[:, 0], np.log(1.0 - ERROR if holds else ERROR))


def test_what_cannot_have_been_seen_is_unlikely_but_finite(score, states):
    states[:] = state_index(0, 0, 4)
    like = over_states(status=np.zeros(5))
    found = score("person", (0, 0, like, GRADE_C, 0))
    assert np.isfinite(found).all()
    assert (found[:, 0] < -100.0).all()


def test_cut_at_a_month_later_entries_score_nothing(states, record):
    entries = Entries()
    like = np.full(STATES, 0.5)
    entries.on_person(1, 0, like, 0, 0)
    entries.on_person(3, 0, like, 0, 1)
    early = packed(("first", "second"), entries, T, N, False).until(2)
    found = item_scores(
        early, states[:, :3], record[:, :3], np.zeros((J, 3, C), dtype=np.int8), np.zeros((J, 3, B)),
        np.zeros((J, 3, 2)), np.zeros((J, P.ERROR_F + 1)),
    )  # fmt: skip
    np.testing.assert_allclose(found, np.log([[0.5, 1.0], [0.5, 1.0]]))
