"""A nation lived citizen by citizen: the regime of every simulation, checkpoints, resuming, branching."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import ascendancy as asc
from ascendancy.figures import BY_SETTING
from ascendancy.nation.change import Change
from ascendancy.nation.checkpoint import complete, load_into, save
from ascendancy.nation.life import Life
from ascendancy.nation.simulate import asked, begin, branch, live
from ascendancy.report import write_report
from ascendancy.results import table_hash, write_run
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES

CITIZENS = 8_000


@pytest.fixture(scope="module")
def demo():
    return asc.load("demo")


@pytest.fixture(scope="module")
def run(demo):
    return asc.simulate(demo, citizens=CITIZENS, seed=5)


def test_with_the_coarse_society_in_their_place_it_is_every_other_simulation(demo):
    """The join itself: put the coarse month where the citizens are, and the first history of simulate comes out."""
    life = Life(demo, citizens=100, seed=3, until=demo.parameters.end)
    cells = life.state.cells[0].copy()

    def coarse(pressure, threads, deaths):
        out = np.zeros(len(AGGREGATES))
        coarse_month(cells, life.model.society.fixed, np.ascontiguousarray(pressure[0]), life.φ[0], out)
        return out

    life.society.step = coarse  # type: ignore[method-assign]
    for _ in range(life.model.months):
        life.live()
    ours, plain = life.histories(), asc.simulate(demo, replicates=4, seed=3).histories
    for name in ("ascendancy", "programme", "prestige", "majority", "loyalty", "status", "stance", "line"):
        np.testing.assert_array_equal(getattr(ours, name)[0], getattr(plain, name)[0], err_msg=name)


def test_citizens_are_near_the_coarse_society(demo):
    lived = asc.simulate(demo, citizens=300_000, seed=3).histories
    plain = asc.simulate(demo, replicates=1, seed=3).histories
    for name in ("purity", "mobilised", "output_total", "food"):
        np.testing.assert_allclose(lived.society[name], plain.society[name], atol=6e-3)


def test_the_table_has_places_and_settings_that_add_up(run):
    table = run.citizens
    everyone = table[(table["place"] == "all") & (table["setting"] == "all")].set_index("month")
    by_setting = table[(table["place"] == "all") & (table["setting"] != "all")]
    assert (by_setting.groupby("month")["citizens"].sum() == everyone["citizens"]).all()
    weighed = (by_setting["purity"] * by_setting["citizens"]).groupby(by_setting["month"]).sum() / everyone[
        "citizens"
    ]
    np.testing.assert_allclose(weighed, everyone["purity"], atol=1e-12)
    assert everyone["citizens"].iloc[0] == CITIZENS
    assert set(table["setting"]) > {"all", "country", "town"}
    np.testing.assert_allclose(everyone["purity"], run.histories.society["purity"][0], atol=1e-6)


def test_threads_and_checkpoints_change_nothing(demo, run, tmp_path):
    again = live(
        demo, asked(demo, citizens=CITIZENS, seed=5), threads=1, checkpoints=tmp_path, every=7, keep=2
    )
    assert table_hash(again.citizens) == table_hash(run.citizens)
    assert [path.name for path in complete(tmp_path)] == ["month-0028", "month-0035"]
    from_there = live(demo, asked(demo, citizens=CITIZENS, seed=5), threads=2, checkpoints=tmp_path)
    assert table_hash(from_there.citizens) == table_hash(run.citizens)
    np.testing.assert_array_equal(from_there.histories.status, run.histories.status)
    np.testing.assert_array_equal(from_there.histories.ascendancy, run.histories.ascendancy)


def test_a_damaged_or_foreign_checkpoint_is_named(demo, tmp_path):
    life = begin(demo, asked(demo, citizens=500, seed=1))
    life.live()
    kept = save(life, tmp_path)
    with pytest.raises(ValueError, match="wanted"):
        load_into(begin(demo, asked(demo, citizens=700, seed=1)), kept)
    (kept / "citizens-line.npy").unlink()
    with pytest.raises(ValueError, match="damaged checkpoint"):
        load_into(begin(demo, asked(demo, citizens=500, seed=1)), kept)


def test_a_branch_without_a_change_is_the_run(run):
    same = branch(run, at="1951-02", change={})
    assert table_hash(same.citizens) == table_hash(run.citizens)
    np.testing.assert_array_equal(same.histories.stance, run.histories.stance)


def test_a_branch_differs_from_its_month_on(run):
    other = branch(run, at="1951-02", change={"study": 1.0, "mobilisation": 0.8})
    month = pd.Timestamp("1951-02-01")
    before = run.citizens["month"] < month
    pd.testing.assert_frame_equal(other.citizens[before], run.citizens[before])
    here = (run.citizens["month"] == month) & (run.citizens["setting"] == "all")
    assert (other.citizens.loc[here, "purity"] > run.citizens.loc[here, "purity"]).all()


def test_a_change_in_one_place_leaves_the_others_untouched_until_influence_reaches_them(demo):
    run = asc.simulate(demo, citizens=6_000, seed=2, until="1951-06")
    other = branch(run, at="1951-01", change=[("mobilisation", "lowland", 1.0)])

    def part(of, place, month):
        table = of.citizens
        return table[(table["place"] == place) & (table["month"] == pd.Timestamp(month))].reset_index(
            drop=True
        )

    assert not part(run, "lowland", "1951-01-01").equals(part(other, "lowland", "1951-01-01"))
    pd.testing.assert_frame_equal(part(run, "highland", "1951-01-01"), part(other, "highland", "1951-01-01"))
    assert not part(run, "highland", "1951-06-01").equals(part(other, "highland", "1951-06-01"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"citizens": "many"}, "wanted a number or all"),
        ({"citizens": 0}, "wanted 1 to"),
        ({"citizens": 100, "replicates": 2}, "wanted 1: citizens live one history"),
        ({"citizens": 100, "start": "1951-01"}, "citizens live them all"),
        ({"citizens": 4_000_000_000}, "wanted what fits"),
    ],
)
def test_bad_requests_get_one_message(demo, options, message):
    with pytest.raises(ValueError, match=message):
        asc.simulate(demo, **options)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Change(0, "zeal", 1.0), "wanted a channel"),
        (Change(0, "study", 2.0), "wanted 0 to 1"),
        (Change(0, "study", float("nan")), "wanted a number"),
        (Change(0, "study", 1.0, "moon"), "wanted one of here"),
        (Change(0, "revisit", 0.2, "here"), "a coefficient holds everywhere"),
    ],
)
def test_bad_changes_get_one_message(change, message):
    with pytest.raises(ValueError, match=message):
        change.checked(("here",))


def test_the_report_shows_the_citizens_by_setting_and_place(run, tmp_path):
    folder = write_run(tmp_path / "run", case=run.case, run=run, settings=dict(run.settings))
    text = write_report(folder, run.case).read_text(encoding="utf-8")
    for measure in BY_SETTING:
        assert f'id="data-citizens-{measure.replace("_", "-")}"' in text
    assert 'id="data-citizens-places"' in text
    assert "Lowland, country" in text


def test_children_and_the_old_are_in_the_table(run):
    everyone = run.citizens[(run.citizens["place"] == "all") & (run.citizens["setting"] == "all")]
    first = everyone.iloc[0]
    assert first["dependants"] / first["citizens"] == pytest.approx(0.39, abs=2e-3)
