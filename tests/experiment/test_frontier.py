"""The frontier as a whole: the same on any thread, resumed, and agreeing over seeds."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ascendancy.experiment import frontier as room
from ascendancy.experiment import siege, transfer
from ascendancy.experiment.frontier import frontier
from ascendancy.experiment.plan import QUICK, bounded
from ascendancy.experiment.siege import grid

ASKED = {"quick": True, "draws": 4, "largest": 1_000, "seed": 5}


def same(one, other):
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, other.tables[name], check_exact=True)


def test_two_threads_give_the_same_numbers_as_one(found):
    same(found, frontier(threads=2, **ASKED))


def test_a_stopped_one_goes_on_from_its_finished_cells(found, tmp_path, monkeypatch):
    class Stopped(Exception):
        pass

    def stop(done, total, text):
        if done == total - 3:
            raise Stopped

    with pytest.raises(Stopped):
        frontier(cells=tmp_path / "cells", progress=stop, **ASKED)
    computed = []
    for module, name in ((siege, "live_cell"), (transfer, "by_the_coarse"), (transfer, "by_citizens")):
        whole = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a, _of=whole: (computed.append(1), _of(*a))[1])
    resumed = frontier(cells=tmp_path / "cells", **ASKED)
    assert 0 < len(computed) <= 3 * ASKED["draws"]
    same(found, resumed)


def test_every_cell_of_the_grid_has_its_rows_and_its_interval(found):
    table = found.survival
    places = {tuple(row) for row in table[["ablation", "siege", "isolation", "size"]].itertuples(index=False)}
    assert places == {tuple(cell) for cell in grid(bounded(QUICK, 4, 1_000))}
    survived = table[table["measure"] == "survived"]
    assert survived["mean"].between(0.0, 1.0).all()
    assert (survived["low"] <= survived["high"]).all()
    stops = found.stops
    assert (stops["low"] <= stops["high"]).all()
    assert set(stops["of"]) == {"survival", "output"}


def test_gains_are_paired_differences_from_specialists(found):
    table = found.survival.set_index(["ablation", "siege", "isolation", "size", "rotation", "measure"])[
        "mean"
    ]
    for rotation in ("0.5", "1"):
        here = ("none", 0.5, 1.0, 10)
        gain = table[(*here, rotation, "survived")] - table[(*here, "0", "survived")]
        assert table[(*here, rotation, "gain_survival")] == pytest.approx(gain)


def test_without_siege_nothing_falls_and_versatility_pays_nowhere(found):
    quiet = found.survival[(found.survival["siege"] == 0.0) & (found.survival["rotation"] == "0")]
    assert (quiet.loc[quiet["measure"] == "survived", "mean"] == 1.0).all()
    calm = found.stops[(found.stops["siege"] == 0.0) & (found.stops["of"] == "output")]
    assert (calm["size"] == 0.0).all()
    assert (calm["nowhere"] == 1.0).all()


def test_where_skill_does_not_pay_no_rotation_costs_output_in_quiet_times():
    plan = bounded(QUICK, 3, 100)._replace(sieges=(0.0,), ablated_sieges=(0.0,), sizes=(30,))
    θ = room.draw(room.society_priors(), room.NAMES, 2, 3)
    β = room.base_coefficients(2, 3)
    cell = siege.Cell("returns", 0.0, 1.0, 30)
    values = siege.live_cell(cell, plan, θ, β, 2, 1)
    np.testing.assert_allclose(values[:, :, siege.Fate.QUIET_OUTPUT], 1.0, rtol=1e-12)


def test_selection_weighs_cores_by_whether_they_survived():
    """Two draws, two rotations: of the versatile one in two stands, of the specialists all."""
    plan = QUICK._replace(rotations=(0.0, 1.0))
    values = np.zeros((2, 2, siege.OF_SURVIVORS + 3))
    values[0, :, siege.Fate.SURVIVED], values[1, :, siege.Fate.SURVIVED] = 1.0, 0.5
    values[1, :, siege.Fate.PRACTISED] = 1.0
    values[1, :, siege.OF_SURVIVORS + 2] = 0.5
    got = {(r, m): (n, w) for r, m, n, w in siege.measured(plan, values, np.zeros((2, 2)))}
    numbers, weights = got["all", "practised_survivors"]
    assert (numbers / weights).tolist() == pytest.approx([1 / 3, 1 / 3])
    assert got["all", "practised_founded"][0].tolist() == [0.5, 0.5]
    moved, weights = got["all", "practised_selected"]
    assert (moved / weights).tolist() == pytest.approx([1 / 3 - 1 / 2] * 2)
    assert got["all", "claim_practised"][0].tolist() == [0.0, 0.0]


def test_the_claim_holds_where_only_the_versatile_stood():
    plan = QUICK._replace(rotations=(0.0, 1.0))
    values = np.zeros((2, 1, siege.OF_SURVIVORS + 3))
    values[1, :, siege.Fate.SURVIVED] = 0.5
    values[1, :, siege.OF_SURVIVORS + 2] = 0.48
    got = {(r, m): n for r, m, n, _ in siege.measured(plan, values, np.zeros((1, 2)))}
    assert got["all", "claim_practised"].tolist() == [1.0]
    assert got["all", "claim_allround"].tolist() == [0.0]
    values[0, :, siege.Fate.SURVIVED] = 0.2
    got = {(r, m): n for r, m, n, _ in siege.measured(plan, values, np.zeros((1, 2)))}
    assert got["all", "claim_practised"].tolist() == [0.0]


@pytest.mark.slow
def test_another_seed_gives_the_same_answer_within_its_interval():
    """Of all means, as many differ by more than their intervals allow as chance would have, and no sign turns."""
    one, other = (frontier(quick=True, draws=48, largest=1_000, seed=seed) for seed in (1, 2))
    for name in ("survival", "transfer"):
        a, b = one.tables[name], other.tables[name]
        if name == "transfer":  # two or three draws lived say too little of their own error
            a, b = a[a["scale"] == 0], b[b["scale"] == 0]
        error = np.hypot(a["high"] - a["low"], b["high"] - b["low"]) / 3.29
        known = (error > 1e-6) & a["mean"].notna() & b["mean"].notna()
        away = ((a["mean"] - b["mean"]).abs() / error)[known]
        assert (away > 3.0).mean() < 0.03, name
    for measure in ("gain_output", "gain_survival"):
        chosen = [
            t.survival[(t.survival["measure"] == measure) & (t.survival["ablation"] == "none")]
            for t in (one, other)
        ]
        sure = [np.sign(t["low"]) * (np.sign(t["low"]) == np.sign(t["high"])) for t in chosen]
        assert (sure[0].to_numpy() * sure[1].to_numpy() >= 0).all()
