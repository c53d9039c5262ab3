"""The factored filter against exact enumeration, written again here from the equations, with nothing shared.

Three people, six months, a given path of the regime, no ties: each person is then a hidden Markov chain on 105 states,
and the three are independent, so the exact forward pass is known.
"""

import math

import numpy as np
import pytest

from ascendancy.evidence import office, presence, statement
from ascendancy.evidence.entries import Entries, packed
from ascendancy.evidence.states import GRADES
from ascendancy.inference.step import weigh_person
from ascendancy.regime.month import persons
from ascendancy.regime.parameters import NAMES, P, regime_priors
from ascendancy.regime.person import summarise
from ascendancy.regime.priors import draw
from ascendancy.regime.setting import RegimeArrays
from ascendancy.regime.state import RECORD, STATES, SUMMARY, R

MONTHS, PEOPLE = 6, 3
LINES = np.linspace(-1, 1, 7)


@pytest.fixture(scope="module")
def coefficients():
    return draw(regime_priors(), NAMES, seed=11, size=1)[0]


@pytest.fixture(scope="module")
def setting():
    power = np.array([[5.0, 3.0, 2.0]] * MONTHS)
    return RegimeArrays(
        power=power,
        members=np.ones((MONTHS, 1, PEOPLE), dtype=np.bool_),
        top=0,
        institution=np.array([0, 1, 1]),
        army=1,
        year=np.zeros(MONTHS, dtype=np.int64),
        tie_person=np.full((1, PEOPLE, 8), -1, dtype=np.int64),
        tie_weight=np.zeros((1, PEOPLE, 8)),
        bond=np.array([[0.1, 0.4, 0.0]]),
        mortality=np.array([[0.02, 0.0, 0.05]] * MONTHS),
        leader=np.full(MONTHS, -1, dtype=np.int64),
        heir=-1,
        organ=np.zeros((MONTHS, 0), dtype=np.int64),
        foreign=np.linspace(0.0, 1.0, MONTHS),
        shock=np.zeros(MONTHS),
        may_open=np.ones((MONTHS, 1), dtype=np.bool_),
        target=np.zeros((1, 2)),
        office=np.zeros((MONTHS, PEOPLE), dtype=np.int64),
    )


@pytest.fixture(scope="module")
def path():
    """A given path: ascendancy falls, the programme rises, a campaign strikes in the third month."""
    record = np.zeros((MONTHS, RECORD))
    record[:, R.LOGIT_A] = [1.0, 0.6, 0.2, -0.3, -0.5, 0.1]
    record[:, R.PROGRAMME] = [0.1, 0.2, 0.5, 0.6, 0.7, 0.7]
    record[:, R.PRESTIGE] = [0.3, 0.2, 0.0, -0.4, -0.5, -0.1]
    record[:, R.LEADER] = -1
    record[:, R.HEIR] = -1
    strikes = np.array([[0.01, 0.02], [0.01, 0.02], [0.9, 0.4], [1.0, 0.6], [0.4, 0.2], [0.01, 0.01]])
    return record, strikes


@pytest.fixture(scope="module")
def seen():
    """What was seen: (month, person, likelihood over 105 states, grade)."""
    return [
        (0, 0, presence.appearance(), 0),
        (1, 1, statement.statement("oppose", None), 2),
        (2, 2, statement.statement(None, 0.4), 1),
        (3, 0, office.dismissal("purged"), 1),
        (3, 1, presence.absence(), 3),
        (3, 0, presence.absence(), 0),
        (5, 2, office.appointment(), 4),
    ]


def exact_transition(t, i, θ, setting, record, strikes):
    """The dense 105 × 105 matrix of one month, from the equations of MODEL.md and the docstrings."""
    θ = {name: θ[k] for k, name in enumerate(NAMES)}
    a, p, g = record[t, R.LOGIT_A], record[t, R.PROGRAMME], record[t, R.PRESTIGE]
    strike = strikes[t, setting.institution[i]]
    bond = setting.bond[0, i]
    sigma = lambda z: 1 / (1 + math.exp(-z))  # noqa: E731
    line = np.zeros((7, 7))
    for k in range(7):
        pull = θ["routine_pull"] * (θ["routine_line"] - LINES[k]) + θ["elite_warning"] * setting.foreign[t]
        if k < 6:
            line[k, k + 1] = min(θ["line_mobility"], 0.5) * sigma(pull)
        if k > 0:
            line[k, k - 1] = min(θ["line_mobility"], 0.5) * sigma(-pull)
        line[k, k] = 1 - line[k].sum()
    death = 1 - math.exp(-θ["mortality"] * setting.mortality[t, i] / 12)
    out = np.zeros((STATES, STATES))
    for new in range(7):
        u = (
            θ["stance_line"] * (1 - abs(LINES[new] - p))
            + θ["stance_ascendancy"] * a
            + θ["stance_bond"] * bond
            + θ["stance_prestige"] * g
            - θ["stance_cost"] * strike
        )
        support = sigma(u - θ["stance_oppose"] - θ["stance_gap"])
        oppose = sigma(θ["stance_oppose"] - u)
        anew = np.array([oppose, 1 - support - oppose, support])
        stance = θ["stance_inertia"] * np.eye(3) + (1 - θ["stance_inertia"]) * anew
        his = strike * math.exp(
            θ["purge_base"] + θ["purge_ascendancy"] * a + θ["purge_line"] * (p - LINES[new])
        )
        theirs = strike * math.exp(θ["purge_base"] - θ["purge_ascendancy"] * a + θ["purge_client"] * bond)
        against = [1.0, θ["purge_wait"], θ["purge_support"]]
        for s in range(3):
            y = his * against[s] + theirs * against[2 - s]
            d = θ["purge_deepen"] * y
            hit, deeper = y / (1 + y), d / (1 + d)
            status = np.zeros((5, 5))
            status[0, 1] = hit * (1 - θ["purge_swift"])
            status[0, 2] = hit * θ["purge_swift"]
            status[1, 2] = deeper
            status[1, 0] = (1 - deeper) * θ["recover"]
            status[2, 3] = deeper
            status[2, 0] = (1 - deeper) * θ["rehabilitate"]
            status[3, 0] = θ["restore"]
            status[np.arange(4), np.arange(4)] = 1 - status[:4].sum(axis=1)
            status[:4] *= 1 - death
            status[:4, 4] = death
            status[4, 4] = 1
            for old in range(7):
                for before in range(3):
                    rows = slice((old * 3 + before) * 5, (old * 3 + before) * 5 + 5)
                    columns = slice((new * 3 + s) * 5, (new * 3 + s) * 5 + 5)
                    out[rows, columns] = line[old, new] * stance[before, s] * status
    return out


def test_the_equations_make_a_transition(coefficients, setting, path):
    matrix = exact_transition(2, 1, coefficients, setting, *path)
    np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-12)
    assert matrix.min() >= 0.0


def start_vectors():
    vectors = np.random.default_rng(5).dirichlet(np.ones(STATES), PEOPLE)
    vectors[:, np.arange(STATES) % 5 == 4] = 0.0
    return vectors / vectors.sum(axis=1, keepdims=True)


def told_by_place(t, i, θ, record):
    """What person i's keeping the heir's place in month t, or losing it, says of his 105 states; ones if nothing."""
    if record[max(t - 1, 0), R.HEIR] != i:
        return np.ones(STATES)
    loses = θ[P.HEIR_LOSS] / (1 + math.exp(θ[P.HEIR_LEVEL] - record[t, R.LOGIT_A]))
    keeps = np.zeros((7, 3, 5))
    keeps[:, :, :2] = 1.0
    keeps[:, 0, :2] = 1.0 - loses
    return keeps.ravel() if record[t, R.HEIR] == i else 1.0 - keeps.ravel()


def exact_forward(θ, setting, path, seen):
    """Log evidence and filtered marginals by dense matrices."""
    vectors, log_evidence, marginals = start_vectors(), 0.0, []
    for t in range(MONTHS):
        for i in range(PEOPLE):
            told = vectors[i] * told_by_place(t, i, θ, path[0])
            v = told / told.sum() @ exact_transition(t, i, θ, setting, *path)
            for month, who, like, grade in seen:
                if (month, who) == (t, i):
                    wrong = θ[NAMES.index(f"error_{GRADES[grade].lower()}")]
                    v = v * ((1 - wrong) * like + wrong * like.mean())
            log_evidence += math.log(v.sum())
            vectors[i] = v / v.sum()
        marginals.append(vectors.copy())
    return log_evidence, np.array(marginals)


def factored_forward(θ, setting, path, seen):
    """The same by the package's own functions, as the filter calls them."""
    record, strikes = path
    entries = Entries()
    for t, who, like, grade in seen:
        entries.on_person(t, who, like, grade, 0)
    arrays = packed(("item",), entries, MONTHS, PEOPLE, tenures=False).arrays
    vectors = start_vectors()
    summary = np.zeros((PEOPLE, SUMMARY))
    log_evidence, marginals, last = 0.0, [], record[0].copy()
    for i in range(PEOPLE):
        summarise(vectors[i], summary[i])
    for t in range(MONTHS):
        moved = np.empty_like(vectors)
        persons(t, vectors, summary, last, record[t], strikes[t], setting, θ, moved, np.empty(2))
        for i in range(PEOPLE):
            log_evidence += weigh_person(t, i, arrays, θ, moved[i])
            summarise(moved[i], summary[i])
        vectors, last = moved, record[t]
        marginals.append(vectors.copy())
    return log_evidence, np.array(marginals)


def test_the_factored_part_equals_the_exact_forward_pass(coefficients, setting, path, seen):
    exact, exact_marginals = exact_forward(coefficients, setting, path, seen)
    ours, our_marginals = factored_forward(coefficients, setting, path, seen)
    assert abs(exact - ours) < 1e-10
    np.testing.assert_allclose(our_marginals, exact_marginals, atol=1e-10)


def test_who_keeps_the_heirs_place_is_told_by_it_exactly(coefficients, setting, path, seen):
    """Person 1 is the heir for four months, then loses the place: his vector knows both."""
    record = path[0].copy()
    record[:4, R.HEIR] = 1
    exact, exact_marginals = exact_forward(coefficients, setting, (record, path[1]), seen)
    ours, our_marginals = factored_forward(coefficients, setting, (record, path[1]), seen)
    assert abs(exact - ours) < 1e-10
    np.testing.assert_allclose(our_marginals, exact_marginals, atol=1e-10)
    without = factored_forward(coefficients, setting, path, seen)[1]
    in_office = np.arange(STATES) % 5 < 2
    assert our_marginals[3, 1, in_office].sum() > without[3, 1, in_office].sum()
    assert our_marginals[4, 1, in_office].sum() < without[4, 1, in_office].sum()


def test_the_three_together_are_the_product(coefficients, setting, path, seen):
    """The joint chain over all 105³ states, moved axis by axis, gives the same evidence as three chains apart."""
    joint = np.einsum("a,b,c->abc", *start_vectors())
    log_evidence = 0.0
    for t in range(MONTHS):
        matrices = [exact_transition(t, i, coefficients, setting, *path) for i in range(PEOPLE)]
        joint = np.tensordot(matrices[0].T, joint, axes=(1, 0))
        joint = np.tensordot(matrices[1].T, joint, axes=(1, 1)).transpose(1, 0, 2)
        joint = np.tensordot(matrices[2].T, joint, axes=(1, 2)).transpose(1, 2, 0)
        for month, who, like, grade in seen:
            if month == t:
                wrong = coefficients[P.ERROR_A + grade]
                shape = [1, 1, 1]
                shape[who] = STATES
                joint = joint * ((1 - wrong) * like + wrong * like.mean()).reshape(shape)
        log_evidence += math.log(joint.sum())
        joint /= joint.sum()
    ours, marginals = factored_forward(coefficients, setting, path, seen)
    assert abs(log_evidence - ours) < 1e-9
    np.testing.assert_allclose(joint.sum(axis=(1, 2)), marginals[-1, 0], atol=1e-10)
