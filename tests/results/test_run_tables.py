import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
import run_fakes

from ascendancy.case.dates import month_index
from ascendancy.results import COLUMNS, build
from ascendancy.results.ensembles import Ensemble
from ascendancy.results.items import leave_one_out
from ascendancy.results.people_tables import people, turnover


@pytest.fixture(scope="module")
def tables(case):
    return build(case, run_fakes.run(), run_fakes.Posterior())


def test_every_table_has_its_columns_and_rows(tables):
    assert list(tables) == list(COLUMNS)
    for name, table in tables.items():
        assert list(table.columns) == COLUMNS[name]
        assert len(table) > 0 or name == "citizens", name
    assert tables["citizens"].empty, "nobody lived one by one in these runs"


def test_both_sources_and_the_mixture_are_there(tables):
    regime = tables["regime"]
    posterior = regime[regime["source"] == "posterior"]
    assert set(posterior["account"]) == {"majority", "dominance", "levers", "mixed"}
    assert set(regime[regime["source"] == "prior"]["account"]) == {"majority"}


def test_mixture_is_the_probability_weighted_mean_of_accounts(tables):
    table = tables["regime"]
    table = table[(table["source"] == "posterior") & (table["variable"] == "ascendancy")]
    means = table.pivot(index="month", columns="account", values="mean")
    expected = sum(means[name] * p for name, p in run_fakes.Posterior.probabilities.items())
    np.testing.assert_allclose(means["mixed"], expected, rtol=1e-12)


def test_probabilities_of_persons_and_choices_sum_to_one(tables):
    table = tables["people"]
    stance = table[["p_oppose", "p_wait", "p_support", "p_dead"]].sum(axis=1)
    status = table[["p_active", "p_criticised", "p_sidelined", "p_purged", "p_dead"]].sum(axis=1)
    np.testing.assert_allclose(stance, 1.0, rtol=1e-12)
    np.testing.assert_allclose(status, 1.0, rtol=1e-12)
    choices = tables["choices"].groupby(["month", "account", "source", "variable"])["probability"].sum()
    np.testing.assert_allclose(choices, 1.0, rtol=1e-12)


def test_the_line_of_the_dead_is_unknown(case):
    histories = run_fakes.histories(1)
    dead = dataclasses.replace(histories, status=np.full_like(histories.status, 4))
    table = people(Ensemble("prior", "majority", dead))
    assert table["line"].isna().all()
    assert (table["p_dead"] == 1.0).all()


def test_months_are_first_days(tables, case):
    first = tables["regime"]["month"].min()
    assert (first.year * 12 + first.month - 1, first.day) == (case.parameters.start, 1)


def test_turnover_is_the_share_of_power_that_fell(case):
    histories = run_fakes.histories(1)
    status = np.zeros_like(histories.status)
    second = month_index("1957-06") - histories.start
    status[:, second:, 0] = 3  # weight 5 of the party's 11 falls in June 1957, in every history
    one = Ensemble("prior", "majority", dataclasses.replace(histories, status=status))
    table = turnover(one, case, case.parameters.end).set_index(["institution", "year"])["mean"]
    assert table["party", 1957] == pytest.approx(5 / 11)
    assert table.drop(("party", 1957)).eq(0.0).all()


def test_death_is_not_turnover(case):
    histories = run_fakes.histories(1)
    status = np.zeros_like(histories.status)
    status[:, 20:] = 4
    one = Ensemble("prior", "majority", dataclasses.replace(histories, status=status))
    assert turnover(one, case, case.parameters.end)["mean"].eq(0.0).all()


def test_surprise_is_the_harmonic_mean_where_weights_are_tame():
    rng = np.random.default_rng(5)
    log_likelihood = -1.0 + 0.1 * rng.normal(size=(2000, 3))
    found, k_hat = leave_one_out(log_likelihood, np.full(2000, 1 / 2000))
    np.testing.assert_allclose(found, -np.log(np.exp(-log_likelihood).mean(axis=0)), atol=1e-3)
    assert (k_hat < 0.7).all()


def test_surprise_flags_an_item_that_few_histories_carry():
    log_likelihood = -np.log1p(np.random.default_rng(1).pareto(0.8, (400, 1)))  # weights without a mean
    _, k_hat = leave_one_out(log_likelihood, np.full(400, 1 / 400))
    assert k_hat[0] > 0.7


def test_same_ensembles_same_tables_on_any_day(case):
    from ascendancy.results import table_hash

    first = {name: table_hash(t) for name, t in build(case, run_fakes.run()).items()}
    again = {name: table_hash(t) for name, t in build(case, run_fakes.run()).items()}
    assert first == again


def test_without_inference_the_tables_of_inference_are_empty(case):
    found = build(case, SimpleNamespace(**vars(run_fakes.run())))
    assert found["accounts"].empty
    assert found["items"].empty
    assert found["ess"].empty
    assert list(found["items"].columns) == COLUMNS["items"]


def test_power_sees_no_tenure_later_than_the_date_given(case):
    from ascendancy.case.dates import When
    from ascendancy.results.power import power

    ended = case.tenures[0].model_copy(update={"end": When("1958-01")})
    changed = dataclasses.replace(case, tenures=(ended, *case.tenures[1:]))
    people, institutions = ("chen-ao",), ("party",)
    start = month_index("1957-01")
    before = power(changed, people, institutions, start, 24, given=month_index("1957-12"))
    after = power(changed, people, institutions, start, 24, given=month_index("1958-01"))
    assert before[:, 0, 0].tolist() == [5.0] * 24
    assert after[:, 0, 0].tolist() == [5.0] * 12 + [0.0] * 12


def test_a_years_deaths_are_the_sum_of_its_months(tables):
    monthly = tables["society"].query("measure == 'excess_deaths' and source == 'prior'")
    yearly = tables["deaths"].query("source == 'prior'").set_index("year")["mean"]
    sums = monthly.groupby(monthly["month"].dt.year)["mean"].sum()
    np.testing.assert_allclose(yearly, sums, rtol=1e-6)
    assert (tables["deaths"]["q05"] <= tables["deaths"]["q95"]).all()
