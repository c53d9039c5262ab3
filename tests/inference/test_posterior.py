"""The posterior of a case: bands, histories, likelihoods, what was public when, and its form as ArviZ data."""

import csv

import numpy as np
import pytest
import xarray as xr
from tests.inference.inferred import PARTICLES, inferred

from ascendancy.case import load
from ascendancy.case.dates import month_index
from ascendancy.case.template import new
from ascendancy.evidence.office import dismissal
from ascendancy.inference import backward, infer
from ascendancy.inference import posterior as posterior_module
from ascendancy.regime.parameters import NAMES
from ascendancy.regime.state import INTENSITY_OF_PHASE, LINES, STANCES, STATES, STATUSES, SUMMARY

ACCOUNTS = ("majority", "dominance", "levers")
BANDS = ["q05", "q25", "q50", "q75", "q95"]


def test_bands_stand_in_order_month_by_month():
    frame = inferred().ascendancy()
    assert list(frame.columns) == ["month", "mean", *BANDS]
    assert frame["month"].dt.strftime("%Y-%m-%d").iloc[[0, -1]].tolist() == ["1950-01-01", "1952-12-01"]
    assert (np.diff(frame[BANDS].to_numpy(), axis=1) >= 0.0).all()
    assert frame["mean"].between(0.0, 1.0).all()
    assert frame["mean"].between(frame["q05"], frame["q95"]).all()


@pytest.mark.parametrize(
    "variable",
    ["programme", "rear", "majority:bureau", "waiting:bureau", "loyalty:army", "hazard:party", "food"],
)
def test_every_kind_of_variable_has_bands(variable):
    frame = inferred().quantiles(variable)
    assert np.isfinite(frame[["mean", *BANDS]].to_numpy()).all()
    assert len(frame) == 36


def test_accounts_share_one_probability():
    posterior = inferred()
    assert posterior.accounts == ACCOUNTS
    assert sum(posterior.probabilities.values()) == pytest.approx(1.0, abs=1e-12)
    logs = np.array([posterior.account(name).log_evidence for name in ACCOUNTS])
    odds = posterior.probabilities["majority"] / posterior.probabilities["levers"]
    assert odds == pytest.approx(np.exp(logs[0] - logs[2]))
    for name in ACCOUNTS:
        account = posterior.account(name)
        assert account.log_evidence_by_month.sum() == pytest.approx(account.log_evidence)
        assert ((account.ess >= 1.0) & (account.ess <= PARTICLES + 1e-9)).all()


def test_mixed_means_are_the_accounts_means_by_their_probabilities():
    posterior = inferred()
    mixed = sum(
        posterior.probabilities[name] * posterior.account(name).quantiles("programme")["mean"]
        for name in ACCOUNTS
    )
    np.testing.assert_allclose(posterior.quantiles("programme")["mean"], mixed, atol=1e-12)


def test_histories_are_whole_and_weigh_one():
    histories = inferred().histories(size=20)
    assert histories.ascendancy.shape == (60, 36)
    assert histories.stance.shape == (60, 36, 8)
    assert histories.weights.sum() == pytest.approx(1.0)
    for name, first in zip(ACCOUNTS, (0, 20, 40), strict=True):
        share = histories.weights[first : first + 20].sum()
        assert share == pytest.approx(inferred().probabilities[name])
    assert set(np.unique(histories.stance)) <= set(range(len(STANCES)))
    assert set(np.unique(histories.status)) <= set(range(len(STATUSES)))
    assert set(np.unique(histories.line)) <= set(range(len(LINES)))


def test_histories_drawn_twice_are_the_same():
    account = inferred(account="majority").account("majority")
    again = infer(load("demo"), particles=PARTICLES, seed=2, account="majority", threads=1)
    first, second = account.histories(size=12), again.account("majority").histories(size=12)
    for name in ("ascendancy", "stance", "status", "line", "heir", "log_likelihood"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()


def test_an_anchor_ends_the_histories_and_what_they_know():
    account = inferred().account("majority")
    anchor = month_index("1951-02")
    early = account.histories(anchor, 15)
    assert early.stop == anchor + 1
    known = early.log_likelihood.any(axis=0)
    case = inferred().case
    for row in case.evidence:
        if row.id in early.items and row.date.month > anchor:
            assert not known[early.items.index(row.id)]
    assert known[early.items.index("resolution-1951-02")]
    with pytest.raises(ValueError, match="1953-01"):
        account.histories(month_index("1953-01"))


def test_the_dead_stay_dead_and_die_when_the_case_says():
    histories = inferred().histories(size=40)
    who, died = histories.people.index("hugo-brand"), month_index("1952-02") - histories.start
    dead = histories.status == STATUSES.index("dead")
    assert dead[:, died:, who].all()
    assert not dead[:, : died - 1, who].any()
    assert (dead[:, 1:] >= dead[:, :-1]).all()


def test_whoever_leads_lives_and_supports_his_own_programme():
    histories = inferred().histories(size=40)
    j, t = np.nonzero(histories.leader >= 0)
    who = histories.leader[j, t]
    assert (histories.stance[j, t, who] == STANCES.index("support")).all()
    assert (histories.status[j, t, who] == STATUSES.index("active")).all()


def test_people_frame_holds_chances_that_sum_to_one():
    frame = inferred().people()
    stances = frame[[f"p_{name}" for name in STANCES]].sum(axis=1)
    statuses = frame[[f"p_{name}" for name in STATUSES]].sum(axis=1)
    np.testing.assert_allclose(np.stack([stances, statuses]), 1.0)
    heirs = inferred().heir().groupby("month")["probability"].sum()
    np.testing.assert_allclose(heirs, 1.0)


# --- whole histories against the filter's own vectors ---


def vectors_along(run, path):
    """Everyone's vectors along one path of particles, with the summaries and the last month's hazard."""
    setting, months = run.model.regime, path.size
    people, institutions = len(setting.people), run.strikes.shape[2]
    vectors, summary = np.empty((months + 1, people, STATES)), np.empty((months + 1, people, SUMMARY))
    hazard = np.empty(institutions)
    society = run.model.society
    room = backward.one_particle(people, len(setting.bodies), institutions, len(setting.titles), society)
    backward.forward_along(
        path, room, run.record, run.strikes, run.states, setting.arrays, society, run.dossier.arrays,
        run.regime_coefficients, run.epoch, run.society_coefficients[0], np.uint64(run.seed), run.realise,
        vectors, summary, hazard,
    )  # fmt: skip
    return vectors, summary, hazard


def path_to(run, last, particle):
    """A particle of column ``last`` and its ancestors."""
    path = np.empty(last + 1, dtype=np.int64)
    path[last] = particle
    for t in range(last, 0, -1):
        path[t - 1] = run.particles.ancestors[t][path[t]]
    return path


@pytest.mark.parametrize("realised", [0, 2])
@pytest.mark.parametrize("last", [0, 11, 35])
def test_vectors_carried_along_a_path_are_the_filters_own(realised, last):
    """The hazards that the filter recorded, which hang on everyone's vectors, come out again."""
    run = inferred(account="majority", realised=realised).account("majority").run
    for particle in (0, 5, PARTICLES - 1):
        _, _, hazard = vectors_along(run, path_to(run, last, particle))
        np.testing.assert_allclose(hazard, run.hazard[last, particle], rtol=1e-12)


def test_drawn_histories_agree_with_the_weighted_vectors():
    """Over many histories the share in each stance is what the filter's vectors say, within Monte Carlo error."""
    account = inferred(account="majority").account("majority")
    run, size = account.run, 4000
    anchor = month_index("1951-06") - int(account.months[0])
    weights = np.exp(run.particles.log_weights[anchor])
    weights /= weights.sum()
    expected = np.zeros((len(run.model.regime.people), STATES))
    for particle in np.flatnonzero(weights > 0.0):
        expected += weights[particle] * vectors_along(run, path_to(run, anchor, particle))[0][-1]
    histories = account.histories(int(account.months[anchor]), size)
    by_stance = expected.reshape(-1, len(LINES), len(STANCES), len(STATUSES)).sum(axis=(1, 3))
    by_status = expected.reshape(-1, len(LINES), len(STANCES), len(STATUSES)).sum(axis=(1, 2))
    for drawn, wanted in ((histories.stance, by_stance), (histories.status, by_status)):
        for k in range(wanted.shape[1]):
            found = (drawn[:, -1] == k).mean(axis=0)
            error = np.sqrt(wanted[:, k] * (1.0 - wanted[:, k]) / size)
            assert (np.abs(found - wanted[:, k]) <= 4.5 * error + 1.5 / size).all()


# --- the likelihood of each item, recomputed by hand ---


@pytest.fixture(scope="module")
def drawn():
    return inferred(account="majority").account("majority").histories(size=30)


def column(histories, item):
    return histories.log_likelihood[:, histories.items.index(item)]


def error_of(histories, letter):
    return histories.parameters[f"error_{letter}"]


def grade(item):
    case = inferred().case
    return case.reliability(next(row for row in case.evidence if row.id == item)).lower()


@pytest.mark.parametrize(
    ("item", "month", "chance"),
    [
        ("directive-1950-03", "1950-03", lambda a: a),
        ("directive-1950-12", "1950-12", lambda a: (1.0 - a) / 2.0),
        ("directive-1951-03", "1951-03", lambda a: (1.0 - a) / 4.0),
    ],
)
def test_the_likelihood_of_a_directive(drawn, item, month, chance):
    a = drawn.ascendancy[:, month_index(month) - drawn.start].astype(float)
    error = error_of(drawn, grade(item))
    np.testing.assert_allclose(
        column(drawn, item), np.log((1.0 - error) * chance(a) + error / 4.0), rtol=2e-6
    )


def test_the_likelihood_of_a_dismissal(drawn):
    t, who = month_index("1951-09") - drawn.start, drawn.people.index("emil-tarn")
    like = dismissal("purged")
    state = (drawn.line[:, t, who] * 3 + drawn.stance[:, t, who]) * 5 + drawn.status[:, t, who]
    error = error_of(drawn, grade("dismissal-1951-09"))
    wanted = np.log((1.0 - error) * like[state] + error * like.mean())
    np.testing.assert_allclose(column(drawn, "dismissal-1951-09"), wanted, rtol=1e-12)


def test_the_likelihood_of_a_campaigns_notice(drawn):
    """A child's opening is read where its parent title opens or is high: 0.85, else 0.05."""
    slot = drawn.titles.index("renewal")
    intensity = drawn.intensity[:, month_index("1950-09") - drawn.start, slot]
    loud = np.isclose(intensity, INTENSITY_OF_PHASE[1]) | np.isclose(intensity, INTENSITY_OF_PHASE[2])
    error = error_of(drawn, grade("campaign-1950-09"))
    wanted = np.log((1.0 - error) * np.where(loud, 0.85, 0.05) + error * 0.45)
    np.testing.assert_allclose(column(drawn, "campaign-1950-09"), wanted, rtol=1e-12)


# --- what was public when ---


def edited(folder, table, edit):
    """Rewrite a table of a case, row by row."""
    path = folder / table
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        edit(row)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def arrays_of(posterior, name):
    run = posterior.account(name).run
    histories = posterior.account(name).histories(size=10)
    kept = [run.record, run.majority, run.hazard, run.measures, run.particles.log_weights]
    kept += [run.particles.evidence, histories.stance, histories.status, histories.log_likelihood]
    return [values.tobytes() for values in kept]


def test_standing_at_a_month_only_what_was_public_counts(tmp_path):
    """Facts public later than June 1951 are altered: a death, a fall, a tenure, items early and late; no byte moves."""
    until, options = "1951-06", {"particles": 24, "account": "majority", "seed": 5}
    before = infer(load(new(tmp_path / "before")), until=until, **options)
    folder = new(tmp_path / "after")

    def items(row):
        if row["id"] == "directive-1951-12":
            row["datum"] = "outcome=ignored; topic=renewal of the army"
        if row["id"] == "dismissal-1951-09":
            row["datum"] = "post=defence; status=sidelined"
        if row["id"] == "statement-1951-07":
            row.update(subjects="gita-sorel", date="1951-05-15")

    def deaths(row):
        if row["id"] == "hugo-brand":
            row.update(died="1952-03-20", available="1952-03-22")

    def tenures(row):
        if row["person"] == "hugo-brand":
            row.update(end="1952-03-20", end_available="1952-03-22")
        if row["person"] == "emil-tarn":
            row.update(end="1951-06-12")
        if row["person"] == "ivo-palan" and row["post"] == "bureau-member":
            row.update(start="1952-04-05")

    for table, edit in (("evidence", items), ("people", deaths), ("tenures", tenures)):
        edited(folder, f"{table}.csv", edit)
    changed = load(folder)
    assert changed.hash != load("demo").hash
    after = infer(changed, until=until, **options)
    assert arrays_of(before, "majority") == arrays_of(after, "majority")
    whole = infer(changed, **options)
    assert arrays_of(whole, "majority") != arrays_of(infer(load("demo"), **options), "majority")


def test_a_public_fact_does_move_the_posterior(tmp_path):
    options = {"particles": 24, "account": "majority", "seed": 5, "until": "1951-06"}
    folder = new(tmp_path / "changed")

    def adopted(row):
        if row["id"] == "directive-1951-03":
            row["datum"] = "outcome=adopted; topic=labour for officials"

    edited(folder, "evidence.csv", adopted)
    found = [infer(load(each), **options).account("majority").log_evidence for each in ("demo", folder)]
    assert found[0] != found[1]


def test_standing_at_a_month_the_posterior_ends_with_the_horizon():
    posterior = inferred(until="1951-06", account="majority")
    account = posterior.account("majority")
    assert account.months[-1] == month_index("1951-12")
    public = {row.id for row in inferred().case.evidence if row.available.first <= month_index("1951-06")}
    assert set(account.histories(size=4).items) <= public
    assert posterior.settings["public_only"] is True


def test_origins_and_items_can_be_left_out():
    def items(**options):
        return set(inferred(account="majority", **options).account("majority").histories(size=4).items)

    everything = items()
    assert everything - items(exclude_origins=("legation",)) == {"testimony-1951-04", "statement-1951-07"}
    assert everything - items(exclude_origins=("lineup-1950-05",)) == {"lineup-1950-05"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"until": "1890-01"}, "found 1890-01, wanted a month from 1950-01 on"),
        ({"until": "yesterday"}, "yesterday"),
        ({"particles": 1}, "found 1 particles, wanted at least 2"),
        ({"account": "nobody"}, "nobody"),
        ({"horizon": "1951-01"}, "found 1951-01 as last month, wanted 1952-06 or later"),
        ({"threads": 0}, "found 0 threads"),
    ],
)
def test_bad_input_is_told_in_one_line(options, message):
    with pytest.raises(ValueError, match=message) as caught:
        infer(load("demo"), **options)
    assert "\n" not in str(caught.value)


def test_what_is_not_there_is_a_key_error():
    posterior = inferred()
    with pytest.raises(KeyError, match="nobody"):
        posterior.account("nobody")
    for variable in ("nothing", "majority:nowhere", "intensity:nothing"):
        with pytest.raises(KeyError, match=variable):
            posterior.quantiles(variable)


# --- ArviZ data ---


def test_the_posterior_comes_back_from_netcdf(tmp_path):
    posterior = inferred()
    written = posterior.to_datatree()
    path = posterior.save(tmp_path / "posterior.nc")
    with xr.open_datatree(path, engine="h5netcdf") as read:
        assert set(read.children) == {"posterior", "log_likelihood", "sample_stats", "constant_data"}
        for group in read.children:
            xr.testing.assert_identical(read[group].to_dataset().load(), written[group].to_dataset())
        assert read.attrs["seed"] == "2"
        assert read["posterior"].chain.values.tolist() == list(ACCOUNTS)
        histories = posterior.account("levers").histories()
        stance = read["posterior"]["stance"].sel(chain="levers", person="emil-tarn").values
        np.testing.assert_array_equal(stance, histories.stance[:, :, histories.people.index("emil-tarn")])
        table = read["log_likelihood"]["evidence"].sel(chain="levers")
        np.testing.assert_array_equal(table, histories.log_likelihood)
        assert table["item"].values.tolist() == list(histories.items)


def test_coefficients_are_named_as_the_model_names_them():
    group = inferred().to_datatree()["posterior"]
    assert {f"coefficient_{name}" for name in NAMES} <= set(group.data_vars)
    assert group["coefficient_error_b"].shape == group["leader"].shape[:2]


def test_histories_by_month_keep_more_of_the_early_years(monkeypatch):
    """Drawn as seen a while after each stretch: no fewer distinct pasts than seen from the end, and the same months."""
    monkeypatch.setattr(posterior_module, "LAG", 4)
    monkeypatch.setattr(posterior_module, "STRETCH", 6)
    account = inferred().account("majority")
    courses, months = account.histories(), account.by_month()
    assert (months.start, months.stop, months.size) == (courses.start, courses.stop, courses.size)
    distinct = [np.unique(found.ascendancy[:, 0]).size for found in (courses, months)]
    assert distinct[1] >= distinct[0]
    np.testing.assert_array_equal(months.ascendancy[:, -1], courses.ascendancy[:, -1])
    bands = account.quantiles("ascendancy")
    gap = months.ascendancy.mean(axis=0) - bands["mean"].to_numpy()
    assert np.abs(gap).max() < 0.12, "drawn months and smoothed bands say the same, but for drawing"
