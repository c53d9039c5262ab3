"""Rows and data: what they accept, how they are written back, how a case names itself."""

import contextlib
import csv
import os
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ascendancy.case import When, load, month_index
from ascendancy.case.schema import TABLES, Evidence, Person, columns
from ascendancy.case.schema.datum import DATA, DatumError, StatementDatum, parse
from ascendancy.case.tables import read_table, write_table


@pytest.fixture(scope="module")
def demo():
    return load("demo")


def test_every_column_says_what_is_wanted():
    for model in TABLES.values():
        for column in columns(model):
            assert column.cell.wanted
            assert column.description


def test_rows_are_frozen_and_know_their_line(demo):
    with pytest.raises(ValidationError):
        demo.people[0].name = "somebody else"
    assert [person.row for person in demo.people] == list(range(2, 10))


@pytest.mark.parametrize("name", TABLES)
def test_tables_survive_writing_and_reading(name, demo, tmp_path):
    path = tmp_path / f"{name}.csv"
    write_table(path, TABLES[name], demo.table(name))
    assert read_table(path, TABLES[name]) == (demo.table(name), [])


def test_a_frame_is_the_table_as_text(demo):
    frame = demo.frame("posts")
    assert list(frame.columns) == [column.name for column in columns(TABLES["posts"])]
    assert frame.loc[0, ["id", "weight", "leader", "end"]].tolist() == ["chairman", "10", "yes", ""]
    assert len(demo.frame("claims")) == 3


def test_lists_are_tuples_and_defaults_are_filled(demo):
    person = demo.people[0]
    assert person.aliases == ("A. Veld", "Weld Aron")
    assert person.born == When("1895-03-12")
    assert demo.campaigns[0].targets == (("government", 0.6), ("officials", 0.5))
    assert demo.ties[3].weight == 1.0


def test_the_hash_follows_contents_and_not_layout(demo, folder):
    with (folder / "posts.csv").open(newline="", encoding="utf-8") as file:
        records = list(csv.DictReader(file))
    names = [name for name in reversed(records[0]) if name != "native_title"]
    with (folder / "posts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, quoting=csv.QUOTE_ALL, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(records)
    assert load(folder).hash == demo.hash
    assert load(folder) == demo
    records[0]["weight"] = "11"
    with (folder / "posts.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    assert load(folder).hash != demo.hash


def test_an_absent_optional_table_is_empty(folder):
    for name in ("series", "claims"):
        (folder / f"{name}.csv").unlink()
    case = load(folder)
    assert (case.series, case.claims) == ((), ())


def test_months_of_parameters_are_numbers(demo):
    assert demo.parameters.start == month_index("1950-01")
    assert demo.parameters.priors["start_ascendancy"].b == 4
    assert demo.parameters.initial.ascendancy == 0.6


def test_a_row_without_a_letter_takes_the_best_of_its_sources(demo):
    item = demo.evidence[0]
    assert demo.reliability(item) == "B"
    assert demo.reliability(item.model_copy(update={"source": ("diplomat", "herald")})) == "C"
    assert demo.reliability(item.model_copy(update={"reliability": "E"})) == "E"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("directive", "outcome=shelved; topic=the communes"),
        ("lineup", ""),
        ("absence", "occasion=1 October"),
        ("dismissal", "post=defence; status=purged"),
        ("campaign", "campaign=renewal; phase=high"),
        ("statement", "stance=oppose; line=-0.5; after_fall=yes"),
        ("resolution", "body=bureau; outcome=postponed"),
        ("mentions", "count=0; documents=12; organ=herald"),
        ("series", "measure=food; value=0.9; sd=0.1"),
        ("testimony", 'query=engagement == "rear"'),
    ],
)
def test_data_are_typed_and_written_back(kind, text):
    datum = parse(kind, text)
    assert type(datum) is DATA[kind]
    assert str(datum) == text
    assert parse(kind, str(datum)) == datum


def test_evidence_made_in_memory_reads_its_datum():
    item = Evidence(
        id="x", kind="statement", date="1950", datum="line=0.2", available="1950", subjects="a", source="s"
    )
    assert item.datum == StatementDatum(line=0.2)
    with pytest.raises(ValidationError, match="a stance, a line or both"):
        Evidence(id="x", kind="statement", date="1950", available="1950", source="s")


@given(st.sampled_from(sorted(DATA)), st.text(max_size=40))
def test_a_datum_is_read_or_refused_with_its_faults(kind, text):
    with contextlib.suppress(DatumError):
        assert parse(kind, str(parse(kind, text))) == parse(kind, text)


@given(st.dictionaries(st.sampled_from(list(Person.model_fields)), st.text(max_size=20)))
def test_whatever_stands_in_a_table_checking_does_not_raise(tmp_path_factory, cells):
    folder = tmp_path_factory.mktemp("case")
    shutil.copytree(load("demo").folder, folder, dirs_exist_ok=True)
    with (folder / "people.csv").open("a", newline="", encoding="utf-8") as file:
        names = [column.name for column in columns(Person)]
        csv.DictWriter(file, names, extrasaction="ignore").writerow(cells)
    from ascendancy.case import check

    check(folder)


def test_importing_the_room_is_cheap():
    code = "import sys, ascendancy.case, ascendancy.case.commands; print(sorted(sys.modules))"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
    )
    loaded = set(eval(out.stdout))
    assert not loaded & {"pydantic", "pandas", "numpy", "edtf", "rich.table", "numba"}
