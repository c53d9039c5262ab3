"""The command ``frontier``: one document, its folder, a run's report, refusals, and taking up a killed one."""

import json
import shutil
import signal
import subprocess
import sys
import time

import pytest

from ascendancy.cli import main

SMALL = ["--quick", "--draws", "2", "--largest", "100", "--seed", "3"]


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "ascendancy.cli", "frontier", *arguments], capture_output=True, text=True
    )


@pytest.fixture
def said(capsys, monkeypatch):
    """Run the command line in this process; its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ascendancy", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return run


def test_it_prints_one_document_and_writes_its_folder(tmp_path):
    ran = command(*SMALL, "--out", str(tmp_path / "f"), "--json")
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert {
        "folder",
        "report",
        "digest",
        "settings",
        "answers",
        "survival",
        "stops",
        "drivers",
        "transfer",
    } == set(found)
    assert found["settings"]["seed"] == 3
    assert {"mean", "low", "high", "q05", "q95"} <= set(found["survival"][0])
    assert (tmp_path / "f" / "report.html").is_file()
    assert (tmp_path / "f" / "transfer.parquet").is_file()
    assert not (tmp_path / ".f.cells").exists()


def test_threads_do_not_change_the_digest(tmp_path, said):
    digests = []
    for threads in ("1", "2"):
        code, out, _ = said(
            "frontier", *SMALL, "--threads", threads, "--out", str(tmp_path / threads), "--json"
        )
        assert code == 0
        digests.append(json.loads(out)["digest"])
    assert digests[0] == digests[1]


def test_it_is_added_to_a_run_and_its_report(tmp_path, said):
    run = tmp_path / "run"
    assert said("run", "demo", "--no-infer", "--replicates", "4", "--out", str(run))[0] == 0
    before = said("digest", str(run))[1]
    code, out, _ = said("frontier", *SMALL, "--into", str(run))
    assert code == 0
    assert out.splitlines()[-1] == f"Report: {run / 'report.html'}"
    text = (run / "report.html").read_text(encoding="utf-8")
    assert 'id="figure-frontier-survival"' in text
    assert 'id="figure-frontier-transfer"' in text
    assert said("digest", str(run))[1] == before
    assert said("report", str(run))[0] == 0
    assert 'id="figure-frontier-survival"' in (run / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["--draws", "1"], "draws: found 1, wanted at least 2"),
        (["--largest", "5"], "largest: found 5, wanted 100 to 100000000"),
        (["nowhere"], "nowhere"),
        (["--out", "a", "--into", "b"], "found both --out and --into"),
    ],
)
def test_bad_input_ends_in_one_line(arguments, wanted, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, out, err = said("frontier", *arguments)
    assert code == 2
    assert wanted in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""
    assert not list(tmp_path.iterdir())


def test_it_writes_over_nothing_but_a_frontier(said, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("mine")
    code, _, err = said("frontier", *SMALL, "--out", str(tmp_path / "letters"))
    assert code == 2
    assert "wanted a frontier to replace" in err
    code, _, err = said("frontier", *SMALL, "--into", str(tmp_path / "letters"))
    assert code == 2
    assert "not a run folder" in err


@pytest.mark.slow
def test_a_killed_one_is_taken_up_to_the_same_digest(tmp_path):
    asked = ["--quick", "--draws", "8", "--largest", "1000", "--seed", "3", "--threads", "1", "--json"]
    straight = json.loads(command(*asked, "--out", str(tmp_path / "a")).stdout)["digest"]
    cells = tmp_path / ".b.cells"
    for share in (0.2, 0.5, 0.8):
        running = subprocess.Popen(
            [sys.executable, "-m", "ascendancy.cli", "frontier", *asked, "--out", str(tmp_path / "b")],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 300
        while running.poll() is None and len(list(cells.glob("*.npz"))) < 60 * share:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert not (tmp_path / "b").exists() or share > 0.2
    resumed = json.loads(command(*asked, "--out", str(tmp_path / "b")).stdout)["digest"]
    assert resumed == straight
    assert not cells.exists()
    shutil.rmtree(tmp_path / "b")
