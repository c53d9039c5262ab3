"""A new case is valid, says that it is invented, and never overwrites."""

import pytest

from ascendancy.case import CaseError, check, load, new
from ascendancy.case.schema import REQUIRED


def test_a_new_case_is_the_demonstration_case(tmp_path):
    folder = new(tmp_path / "mine")
    assert load(folder) == load("demo")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_minimal_case_has_only_what_every_case_needs(tmp_path):
    folder = new(tmp_path / "deep" / "mine", minimal=True)
    assert check(folder) == []
    files = {f"{name}.csv" for name in REQUIRED} | {"parameters.toml", "datapackage.json"}
    assert {path.name for path in folder.iterdir()} == files
    assert {item.kind for item in load(folder).evidence} == {"lineup"}


def test_an_empty_folder_is_filled(tmp_path):
    assert check(new(tmp_path)) == []


@pytest.mark.parametrize("make", ["folder", "file"])
def test_what_is_there_is_not_overwritten(tmp_path, make):
    target = tmp_path / "mine"
    if make == "folder":
        target.mkdir()
        (target / "notes.txt").write_text("mine")
    else:
        target.write_text("mine")
    with pytest.raises(CaseError) as caught:
        new(target)
    assert len(caught.value.faults) == 1
    assert "wanted a new or an empty folder" in str(caught.value)
    assert (target / "notes.txt" if make == "folder" else target).read_text() == "mine"


def test_the_demonstration_case_says_plainly_that_it_is_invented():
    demo = load("demo")
    assert "invented" in demo.parameters.title.lower()
    assert all("invented" in f"{source.title} {source.note}".lower() for source in demo.sources)
    assert all(
        "Invented" in row.note for name in ("people", "evidence", "claims") for row in demo.table(name)
    )


def test_the_demonstration_case_is_small_and_shows_every_kind_of_evidence():
    from ascendancy.case.schema.datum import DATA

    demo = load("demo")
    assert len(demo.people) == 8
    assert demo.parameters.end - demo.parameters.start + 1 == 36
    assert {item.kind for item in demo.evidence} == set(DATA)
