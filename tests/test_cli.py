"""The command line: what scripts outside may rely on."""

import json
import re
import subprocess
import sys

import pytest

SMALL = ["--particles", "48", "--seed", "3"]


def command(*arguments, code=0):
    ran = subprocess.run([sys.executable, "-m", "ascendancy.cli", *arguments], capture_output=True, text=True)
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    return ran


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs") / "demo"
    ran = command("run", "demo", "--out", str(folder), "--replicates", "32", *SMALL)
    return folder, ran


def test_run_ends_with_a_summary_and_the_reports_path(run_folder):
    folder, ran = run_folder
    last = ran.stdout.strip().splitlines()[-1]
    assert last == f"Report: {folder / 'report.html'}"
    assert "lost-majority" in ran.stdout
    assert (folder / "manifest.json").is_file()
    assert "<html" in (folder / "report.html").read_text(encoding="utf-8")[:200]


def test_the_same_seed_gives_the_same_digest_on_one_thread_and_two(run_folder, tmp_path):
    folder, _ = run_folder
    digests = [command("digest", str(folder)).stdout.strip().splitlines()[-1]]
    for threads in ("1", "2"):
        again = tmp_path / threads
        command("run", "demo", "--out", str(again), "--replicates", "32", "--threads", threads, *SMALL)
        digests.append(command("digest", str(again)).stdout.strip().splitlines()[-1])
    assert re.fullmatch("[0-9a-f]+", digests[0])
    assert len(set(digests)) == 1


def test_no_infer_simulates_and_reports_only(tmp_path):
    found = json.loads(
        command(
            "run", "demo", "--no-infer", "--replicates", "8", "--out", str(tmp_path / "r"), "--json"
        ).stdout
    )
    assert found["claims"] == []
    assert found["accounts"] is None


def test_weigh_gives_what_the_contract_says():
    claims = json.loads(command("weigh", "demo", "--json", *SMALL).stdout)
    for claim in claims:
        assert {"id", "query", "prior", "posterior", "bayes_factor", "word", "accounts"} <= set(claim)
        assert set(claim["accounts"]) == {"majority", "dominance", "levers"}


def test_infer_gives_bands_by_month(tmp_path):
    found = json.loads(command("infer", "demo", "--json", "--out", str(tmp_path / "i"), *SMALL).stdout)
    assert set(found["ascendancy"][0]) == {"month", "mean", "q05", "q25", "q50", "q75", "q95"}
    assert abs(sum(found["accounts"].values()) - 1.0) < 1e-9


def test_report_is_written_again(run_folder):
    folder, _ = run_folder
    assert command("report", str(folder)).stdout.startswith("Report: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("run", "no-such-case"),
        ("run", "demo", "--until", "1890-01", "--no-infer"),
        ("run", "demo", "--citizens", "1000"),
        ("simulate", "demo", "--account", "nobody"),
        ("infer", "demo", "--until", "yesterday"),
        ("digest", "/no/such/run"),
        ("weigh", "demo", "--particles", "0"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(arguments, tmp_path):
    ran = command(*arguments, code=2)
    assert (ran.stdout + ran.stderr).strip()


def test_case_check_reads_queries(tmp_path):
    folder = tmp_path / "case"
    command("case", "new", str(folder))
    claims = (folder / "claims.csv").read_text(encoding="utf-8")
    (folder / "claims.csv").write_text(claims.replace("majority(", "majoritee("), encoding="utf-8")
    ran = command("case", "check", str(folder), code=2)
    assert re.search(r"^claims\.csv:\d+:query: found .*, wanted ", ran.stdout, re.MULTILINE)


def test_help_and_import_load_nothing_heavy():
    code = (
        "import sys, ascendancy\n"
        "from typer.testing import CliRunner\n"
        "from ascendancy.cli import app\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
        "heavy = {'numba', 'plotly', 'dask', 'pandas', 'scipy', 'xarray'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
