"""The frontier's folder, its figures, its own report and its section in a run's."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "results"))

from ascendancy.figures import frontier as base
from ascendancy.figures import transfer
from ascendancy.report import write_frontier_report, write_report
from ascendancy.report.frontier import part
from ascendancy.report.frontier_words import answers, people
from ascendancy.results import RunFolderError, digest, write_run
from ascendancy.results.frontier import frontier_within, read_frontier, write_frontier

DRAWN = {
    "survival": base.survival, "gains": base.gains, "versatility": base.versatility, "ablations": base.ablations,
    "transfer": transfer.transfer, "limit": transfer.from_limit,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(found, tmp_path_factory):
    return write_frontier(tmp_path_factory.mktemp("frontier") / "f", found.tables, found.settings)


@pytest.fixture(scope="module")
def report(folder):
    return write_frontier_report(folder).read_text(encoding="utf-8")


def test_the_folder_gives_back_what_was_written(folder, found):
    for name, table in found.tables.items():
        pd.testing.assert_frame_equal(folder[name], table)
    assert read_frontier(folder.path).digest == folder.digest


def test_threads_and_command_are_no_part_of_the_digest(folder, found, tmp_path):
    again = write_frontier(tmp_path / "g", found.tables, {**found.settings, "threads": 2, "command": "x"})
    other = write_frontier(tmp_path / "h", found.tables, {**found.settings, "seed": 6})
    assert again.digest == folder.digest != other.digest


def test_a_changed_or_foreign_folder_is_refused(found, tmp_path):
    kept = write_frontier(tmp_path / "f", found.tables, found.settings).path
    found.stops.assign(size=3.0).to_parquet(kept / "stops.parquet", index=False)
    with pytest.raises(RunFolderError, match=r"stops\.parquet was changed"):
        read_frontier(kept)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "letter.txt").write_text("mine")
    with pytest.raises(RunFolderError, match="wanted a frontier to replace"):
        write_frontier(tmp_path / "else", found.tables, found.settings)
    assert (tmp_path / "else" / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_shows_the_tables_means(name, folder):
    drawn = DRAWN[name](folder)
    lines = [trace for trace in drawn.data if trace.name and trace.y is not None and len(trace.y)]
    assert lines
    assert {trace.type for trace in drawn.data} == {"scatter"}
    means = set(np.round(np.concatenate([t["mean"] for t in (folder["survival"], folder["transfer"])]), 9))
    if name in ("survival", "gains", "versatility"):
        assert all(round(float(y), 9) in means for trace in lines for y in trace.y)
    if name == "transfer":
        assert all(round(float(x), 9) in means for trace in lines for x in trace.x)


def test_no_line_is_told_by_colour_alone():
    for styles in (base.ROTATION, base.GROUP):
        for part_ in (1, 2, 3):
            assert len({style[part_] for style in styles.values()}) == len(styles)


def test_the_report_is_one_file_with_every_figure_and_fetches_nothing(report):
    data = re.findall(r'<script type="application/json" id="data-([\w-]+)">(.*?)</script>', report, re.DOTALL)
    assert {name for name, _ in data} == {f"frontier-{name}" for name in DRAWN}
    assert all(json.loads(text)["data"] for _, text in data)
    own = re.sub(
        r"<script>.*?</script>", "", report, flags=re.DOTALL
    )  # the drawing library names addresses of its own
    assert not re.search(r'(?:src|href)="(?!#|data:)', own)
    assert "default-src 'none'" in report


def test_the_report_says_the_answers_and_prints_the_tables(report, folder):
    for line in answers(folder):
        assert line in report
    assert report.count("<tr>") > 60
    assert "ascendancy frontier --seed 5 --draws 4 --largest 1000 --quick" in report


def test_the_words_are_the_tables_numbers(folder):
    table = folder["transfer"].set_index(["ablation", "scale", "levelling", "measure"])
    lost = table.loc[("none", 0, 1.0, "output_lost"), "mean"]
    assert f"loses {100 * lost:.0f}% (" in " ".join(answers(folder))
    assert people({"size": 0.0, "low": 0.0, "high": 0.0}) == "it pays at no size"
    assert people({"size": float("inf"), "low": 30.0, "high": float("inf")}) == (
        "beyond the largest (30 to beyond the largest)"
    )


def test_a_runs_report_shows_the_frontier_that_was_added_to_it(found, tmp_path):
    import run_fakes

    case = run_fakes.case()
    run = write_run(tmp_path / "run", case=case, run=run_fakes.run(), settings=run_fakes.SETTINGS)
    before, plain_report = digest(run.path), write_report(run, case).read_text(encoding="utf-8")
    assert "Not computed for this run" in plain_report
    assert frontier_within(run.path) is None
    added = write_frontier(run.path / "frontier", found.tables, found.settings)
    with_it = write_report(run, case).read_text(encoding="utf-8")
    assert all(figure.json in with_it for figure in (*part(added).base, *part(added).transfer))
    assert "Not computed for this run" not in with_it
    assert digest(run.path) == before
