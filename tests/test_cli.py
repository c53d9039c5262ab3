"""The command line: what scripts outside may rely on."""

import json
import re
import subprocess
import sys

import pytest

from ascendancy.cli import main

SMALL = ["--particles", "48", "--seed", "3"]


def command(*arguments, code=0):
    ran = subprocess.run([sys.executable, "-m", "ascendancy.cli", *arguments], capture_output=True, text=True)
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    return ran


@pytest.fixture
def refused(capsys, monkeypatch):
    """Run a command in this process, expecting exit code 2; what it printed. Quicker than a process of its own."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ascendancy", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 2
        printed = capsys.readouterr()
        return printed.out + printed.err

    return run


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


def test_a_digest_is_the_last_line_and_the_same_again(run_folder):
    folder, _ = run_folder
    first, second = (command("digest", str(folder)).stdout for _ in range(2))
    assert first == second
    assert re.fullmatch("[0-9a-f]{64}", first.splitlines()[-1])
    assert json.loads(command("digest", str(folder), "--json").stdout) == {"digest": first.strip()}


def test_simulate_writes_a_run_folder(tmp_path):
    folder = tmp_path / "s"
    ran = command(
        "simulate", "demo", "--replicates", "8", "--until", "1951-06", "--out", str(folder), "--json"
    )
    found = json.loads(ran.stdout)
    assert found["settings"]["until"] == "1951-06"
    assert found["digest"] == command("digest", str(folder)).stdout.strip()


def test_patterns_are_told_beside_their_ablation(tmp_path):
    folder = tmp_path / "case"
    command("case", "new", str(folder))
    (folder / "patterns.toml").write_text(
        '[[pattern]]\nid = "low"\ntitle = "Low once"\nquery = "any(ascendancy < 0.5 @ 1950-01..1952-12)"\n'
        "ablation = { ascendancy_noise = 0.0 }\n",
        encoding="utf-8",
    )
    told = command("patterns", str(folder), "--replicates", "8").stdout.splitlines()
    assert re.match(
        r"low \(majority\): \d\.\d\d of histories; without ascendancy_noise = 0: \d\.\d\d", told[0]
    )
    rows = json.loads(command("patterns", str(folder), "--replicates", "8", "--json").stdout)
    assert [row["account"] for row in rows] == ["majority", "dominance", "levers"]
    assert json.loads(command("patterns", "demo", "--json").stdout) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("run", "no-such-case"), "no-such-case:0:-: found no such folder, wanted a case folder"),
        (("run", "demo", "--until", "1890-01", "--no-infer"), "found months 1950-01 to 1890-01"),
        (("run", "demo", "--from", "soon", "--no-infer"), "soon"),
        (("simulate", "demo", "--citizens", "many"), "citizens: found 'many', wanted a number or all"),
        (("resume", "/no/such/run"), "found no unfinished run"),
        (("simulate", "demo", "--account", "nobody"), "nobody"),
        (("infer", "demo", "--account", "nobody"), "nobody"),
        (("infer", "demo", "--until", "yesterday"), "yesterday"),
        (("infer", "demo", "--threads", "0"), "--threads"),
        (("digest", "/no/such/run"), "/no/such/run"),
        (("report", "/no/such/run"), "/no/such/run"),
        (("weigh", "demo", "--particles", "0"), "--particles"),
        (("patterns", "demo", "--replicates", "1"), "--replicates"),
        (("case", "check", "no-such-case"), "found no such folder"),
        (("unheard-of",), "unheard-of"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(arguments, message, refused, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(*arguments).count(message) == 1
    assert not list(tmp_path.iterdir())


def test_bad_input_leaves_no_traceback_in_a_process_of_its_own():
    ran = command("simulate", "demo", "--account", "nobody", code=2)
    assert len(ran.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("verb", ["report", "digest"])
def test_a_folder_that_is_not_a_run_is_refused_and_left_alone(verb, refused, tmp_path):
    (tmp_path / "letters.txt").write_text("kept", encoding="utf-8")
    assert len(refused(verb, str(tmp_path)).strip().splitlines()) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["letters.txt"]


def test_a_run_does_not_overwrite_what_is_not_a_run(refused, tmp_path):
    (tmp_path / "letters.txt").write_text("kept", encoding="utf-8")
    told = refused("simulate", "demo", "--replicates", "2", "--out", str(tmp_path))
    assert len(told.strip().splitlines()) == 1
    assert (tmp_path / "letters.txt").read_text(encoding="utf-8") == "kept"


def test_the_built_in_cases_have_no_fault():
    for name in ("demo", "china"):
        assert command("case", "check", name).stdout == f"{name}: no faults\n"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """A case with a fault in a claim, in testimony, in a prior's name and in its patterns."""
    folder = tmp_path_factory.mktemp("cases") / "faulty"
    command("case", "new", str(folder))
    claims = folder / "claims.csv"
    rows = [
        "a,A.,A,1952-06,,ascendancy < 0.5 @ 1955-01,,diplomat,",
        "b,B.,B,1952-06,,ascendancy < 0.5,,diplomat,",
    ]
    claims.write_text(claims.read_text(encoding="utf-8") + "\n".join(rows) + "\n", encoding="utf-8")
    evidence = folder / "evidence.csv"
    text = evidence.read_text(encoding="utf-8")
    evidence.write_text(text.replace('== ""rear""', '== ""rear"" @ 1951-03'), encoding="utf-8")
    with (folder / "parameters.toml").open("a", encoding="utf-8") as file:
        file.write('\n[priors.stubbornness]\ndist = "normal"\na = 0\nb = 1\nsource = "invented"\n')
    (folder / "patterns.toml").write_text('[[pattern]]\nid = "x"\ntitle = "X"\n', encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [("case", "check"), ("run",), ("weigh",), ("infer",), ("simulate",), ("patterns",)],
    ids=lambda each: each[-1],
)
def test_every_command_names_every_fault_one_a_line(faulty, arguments, refused):
    told = refused(*arguments, str(faulty)).splitlines()
    horizon = "wanted a month from 1950-01 to 1952-12, the case and its horizon"
    starts = [
        f"claims.csv:5:query: found 1955-01 at character 18, {horizon}",
        "claims.csv:6:query: found ascendancy without a month at character 1, wanted @ YYYY-MM",
        "evidence.csv:13:datum: found query: ",
        "parameters.toml:29:priors.stubbornness: found ",
        "patterns.toml:1:ablation: found nothing",
        "patterns.toml:1:query: found both or neither",
    ]
    assert len(told) == len(starts), told
    for line, start in zip(told, starts, strict=True):
        assert line.startswith(start)


def test_queries_wait_until_the_months_of_the_case_can_be_read(refused, tmp_path):
    folder = tmp_path / "case"
    command("case", "new", str(folder))
    path = folder / "parameters.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"1950-01"', '"soon"'), encoding="utf-8")
    ran = command("case", "check", str(folder), code=2)
    assert ran.stdout.splitlines() == [
        'parameters.toml:8:start: found "soon", wanted a month such as "1949-10"'
    ]


def test_case_check_reads_queries(refused, tmp_path):
    folder = tmp_path / "case"
    command("case", "new", str(folder))
    claims = (folder / "claims.csv").read_text(encoding="utf-8")
    (folder / "claims.csv").write_text(claims.replace("majority(", "majoritee("), encoding="utf-8")
    told = refused("case", "check", str(folder))
    assert re.search(r"^claims\.csv:\d+:query: found .*, wanted ", told, re.MULTILINE)


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
