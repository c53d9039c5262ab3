"""``ascendancy case``: exit codes, one fault a line, one JSON document."""

import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ascendancy.case import check
from ascendancy.case.commands import app
from ascendancy.case.faults import Fault
from ascendancy.case.loading import built_in


@pytest.fixture
def run():
    def invoke(*arguments, **more):
        return CliRunner().invoke(app, [str(each) for each in arguments], **more)

    return invoke


@pytest.fixture
def faulty(folder):
    path = folder / "ties.csv"
    path.write_text(path.read_text().replace("kinship", "love").replace("0.8", "8"))
    return folder


def test_check_of_a_clean_case(run, folder):
    result = run("check", folder)
    assert (result.exit_code, result.stdout) == (0, f"{folder}: no faults\n")
    assert json.loads(run("check", folder, "--json").stdout) == []
    assert run("check", "demo").exit_code == 0


def test_check_prints_a_fault_a_line_and_exits_with_2(run, faulty):
    result = run("check", faulty)
    assert result.exit_code == 2
    assert result.stdout.splitlines() == [
        'ties.csv:2:weight: found "8", wanted a number from 0 to 1',
        'ties.csv:5:kind: found "love", wanted one of patronage, kinship, service',
    ]


def test_check_as_json_is_one_document(run, faulty):
    result = run("check", faulty, "--json")
    assert result.exit_code == 2
    assert [(fault["file"], fault["row"], fault["column"]) for fault in json.loads(result.stdout)] == [
        ("ties.csv", 2, "weight"),
        ("ties.csv", 5, "kind"),
    ]


def test_check_tells_what_the_floors_above_find(run, folder):
    further = [Fault("claims.csv", 2, "query", "it", "another")]
    result = run("check", folder, obj={"further": lambda case: further})
    assert result.exit_code == 2
    assert result.stdout == "claims.csv:2:query: found it, wanted another\n"


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_case_that_is_not_there(run, command):
    result = run(command, "nowhere")
    assert result.exit_code == 2
    wanted = "a case folder, or one of " + ", ".join(built_in())
    assert result.stdout == f"nowhere:0:-: found no such folder, wanted {wanted}\n"


def test_new_writes_a_case_once(run, tmp_path):
    assert run("new", tmp_path / "mine").exit_code == 0
    assert check(tmp_path / "mine") == []
    again = run("new", tmp_path / "mine", "--minimal")
    assert again.exit_code == 2
    assert len(again.stdout.splitlines()) == 1


def test_package_describes_a_clean_case_only(run, folder, faulty):
    assert run("package", faulty).exit_code == 2
    (folder / "ties.csv").unlink()
    assert run("package", folder).exit_code == 0
    resources = json.loads((folder / "datapackage.json").read_text())["resources"]
    assert "ties" not in {resource["name"] for resource in resources}


def test_show_counts_what_the_case_holds(run):
    result = run("show", "demo")
    assert result.exit_code == 0
    for text in ("invented republic", "Aron Veld", "lineup", "gazette", "1950-03"):
        assert text in result.stdout


def test_show_as_json(run):
    shown = json.loads(run("show", "demo", "--json").stdout)
    assert shown["tables"]["people"] == 8
    assert shown["evidence"]["directive"] == {"B": 1, "C": 1, "D": 2}
    assert shown["evidence_dates"] == ["1950-03", "1952-05"]
    assert sum(shown["sources"].values()) == shown["tables"]["evidence"]


def test_show_of_a_faulty_case_names_its_faults(run, faulty):
    result = run("show", faulty)
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == 2


def test_a_real_process_exits_with_2_and_no_traceback(faulty):
    code = "from ascendancy.case.commands import app; app()"
    done = subprocess.run([sys.executable, "-c", code, "check", str(faulty)], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 2
