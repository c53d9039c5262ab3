"""Simulation: the same bytes again, draws keyed by what they decide, a change that reaches only so far."""

from dataclasses import fields

import numpy as np
import pytest

from ascendancy.case import load
from ascendancy.case.dates import month_index
from ascendancy.histories import LAYERS, MONTHLY
from ascendancy.simulation import simulate

DEMO = load("demo")


def histories(**options):
    return simulate(DEMO, **{"seed": 4, "replicates": 10, **options}).histories


def content(found):
    """Every array of histories as bytes, by name."""
    out = {name: getattr(found, name).tobytes() for name in (*MONTHLY, *LAYERS)}
    for table in ("society", "parameters"):
        out |= {f"{table}:{name}": values.tobytes() for name, values in getattr(found, table).items()}
    return out


@pytest.fixture(scope="module")
def ten():
    return histories()


def test_the_same_seed_gives_the_same_bytes_on_one_thread_and_two(ten):
    assert content(histories(threads=1)) == content(ten)
    assert content(histories(threads=2)) == content(ten)
    assert content(histories(seed=5)) != content(ten)


def test_five_replicates_are_the_first_five_of_ten(ten):
    five = histories(replicates=5)
    assert content(five) == content(ten.take(range(5)))
    assert five.weights.tolist() == [0.2] * 5


def test_histories_span_the_case_and_are_shown_from_where_one_asks(ten):
    assert (ten.start, ten.stop - 1) == (DEMO.parameters.start, DEMO.parameters.end)
    part = histories(start="1951-03", until="1952-09")
    assert (part.start, part.stop - 1) == (month_index("1951-03"), month_index("1952-09"))
    whole = ten.between(part.start, part.stop - 1)
    for name in MONTHLY:
        np.testing.assert_array_equal(getattr(part, name), getattr(whole, name))


@pytest.mark.parametrize("account", ["majority", "dominance", "levers"])
def test_what_is_simulated_lies_in_its_range(account):
    found = histories(account=account)
    for name in ("ascendancy", "majority", "waiting", "loyalty", "hazard", "intensity"):
        values = getattr(found, name)
        assert ((values >= 0.0) & (values <= 1.0)).all(), name
    assert (np.abs(found.programme) <= 1.0).all()
    assert found.log_likelihood is None
    assert {f.name for f in fields(found)} >= {"sponsors", "parameters"}


def test_accounts_share_their_draws(ten):
    """The society and the coefficients begin alike; only the account's link differs."""
    other = histories(account="dominance")
    assert all((ten.parameters[name] == other.parameters[name]).all() for name in ten.parameters)
    assert (ten.programme[:, 0] == other.programme[:, 0]).all()
    assert (ten.ascendancy[:, -1] != other.ascendancy[:, -1]).any()


def test_a_coefficient_that_is_fixed_changes_only_what_it_reaches(ten):
    """The harvest of November 1950 moves prestige from that month on, and nothing before it."""
    changed = histories(fixed={"prestige_shock": 0.0})
    shock = month_index("1950-11") - ten.start
    for name in (*MONTHLY, *LAYERS):
        before, after = (getattr(each, name)[:, :shock] for each in (ten, changed))
        np.testing.assert_array_equal(before, after, err_msg=name)
    assert (changed.prestige[:, shock] > ten.prestige[:, shock]).all()
    assert (changed.parameters["prestige_shock"] == 0.0).all()
    for name in ten.parameters.keys() - {"prestige_shock"}:
        np.testing.assert_array_equal(changed.parameters[name], ten.parameters[name], err_msg=name)


def test_a_coefficient_of_the_society_can_be_fixed(ten):
    changed = histories(fixed={"famine_mortality": 0.0})
    assert (changed.parameters["famine_mortality"] == 0.0).all()
    assert (changed.society["excess_deaths"] <= ten.society["excess_deaths"] + 1e-9).all()


def test_settings_say_what_was_asked():
    run = simulate(DEMO, seed=4, replicates=1, until="1950-03", fixed={"prestige_shock": 0.0})
    assert run.settings == {
        "seed": 4, "replicates": 1, "start": "1950-01", "until": "1950-03", "account": "majority",
        "citizens": None, "fixed": {"prestige_shock": 0.0},
    }  # fmt: skip
    assert run.case is DEMO


def test_progress_reaches_the_last_month():
    told = []
    simulate(DEMO, replicates=1, until="1950-06", progress=lambda *each: told.append(each))
    assert [done for done, _, _ in told] == [1, 2, 3, 4, 5, 6]
    assert {total for _, total, _ in told} == {6}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"until": "1890-01"}, "found months 1950-01 to 1890-01, wanted some within 1950-01 to 1952-12"),
        ({"start": "1951-01", "until": "1950-06"}, "found months 1951-01 to 1950-06"),
        ({"start": "1949-12"}, "found months 1949-12 to 1952-12"),
        ({"until": "1953-01"}, "found months 1950-01 to 1953-01"),
        ({"until": "1951-13"}, "1951-13"),
        ({"replicates": 0}, "found 0 replicates, wanted at least 1"),
        ({"citizens": 1000, "replicates": 2}, "citizens live one history"),
        ({"account": "nobody"}, "nobody"),
        ({"fixed": {"nothing": 1.0}}, "no coefficient is called 'nothing'"),
        ({"threads": 0}, "found 0 threads"),
    ],
)
def test_bad_input_is_one_line(options, message):
    with pytest.raises(ValueError, match=message) as caught:
        simulate(DEMO, **options)
    assert "\n" not in str(caught.value)
