"""The dossier of the case china: collected by rule, sourced, dated, and free of its claims' origin."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from ascendancy.case import load, month_index
from ascendancy.case.case import Case
from ascendancy.query import check as faults_of
from ascendancy.query import parse

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "china"
SPELLINGS = {
    "Jiang Qin": "jiang-qing",
    "Kang sheng": "kang-sheng",
    "Lv Zhengcao": "lu-zhengcao",
    "Xiao Jingguang": "xiao-jinguang",
}
AUTHORS = ("mao-zedong", "liu-shaoqi", "deng-xiaoping", "chen-yun", "zhou-enlai", "peng-zhen", "chen-boda")
TABLES = ("campaigns", "documents", "coverage", "series", "population", "occupations")
DOCUMENTS = ("former-ten-points", "later-ten-points", "revised-later-ten-points", "twenty-three-articles")


@pytest.fixture(scope="module")
def china() -> Case:
    return load("china")


def test_there_are_a_hundred_items_of_six_kinds_and_twenty_directives(china: Case) -> None:
    kinds = Counter(item.kind for item in china.evidence)
    assert sum(kinds.values()) - kinds["mentions"] >= 180
    assert len(kinds) >= 10
    assert kinds["directive"] >= 20


def test_a_hundred_items_of_six_kinds_were_public_by_april_1966(china: Case) -> None:
    known = china.known(month_index("1966-04")).evidence
    assert len(known) >= 100
    assert len({item.kind for item in known}) >= 6


def test_every_item_names_a_source_and_none_is_the_lectures(china: Case) -> None:
    origins = {source.id: source.origin for source in china.sources}
    for item in china.evidence:
        assert item.source
        assert item.origin != "lecture-1967"
        assert all(origins[source] != "lecture-1967" for source in item.source)


@pytest.mark.parametrize("table", TABLES)
def test_no_other_table_rests_on_the_lecture(china: Case, table: str) -> None:
    for row in getattr(china, table):
        assert row.source
        assert "lecture-1967" not in row.source


def test_nothing_is_public_before_it_happens(china: Case) -> None:
    for item in china.evidence:
        assert item.available is not None
        assert item.available.first is not None
        assert item.date.first is not None
        assert item.available.first >= item.date.first, item.id


def test_what_is_told_after_a_fall_says_so(china: Case) -> None:
    told = [item for item in china.evidence if item.kind == "statement" and "accused" in (item.note or "")]
    assert told
    assert all(item.datum.after_fall for item in told)  # type: ignore[union-attr]


def test_the_chairmans_own_accounts_share_an_origin_each(china: Case) -> None:
    named = {item.id: item.origin for item in china.evidence}
    assert named["testimony-peking-1965"] == named["testimony-second-line"] == "mao-1966-10"
    assert (
        named["directive-1965-wu-han"] == named["resolution-1965-10-work-conference-1965-09"] == "mao-1966-10"
    )


def test_the_four_documents_of_socialist_education_have_four_sets_of_roles(china: Case) -> None:
    rows = {row.id: row for row in china.documents}
    four = [rows[name] for name in DOCUMENTS]
    roles = [(row.initiated, row.drafted, row.revised, row.approved) for row in four]
    assert all(all(role) for role in roles)
    assert len(set(roles)) == 4


def test_signatures_can_be_learned_for_several_people_and_from_before_1949(china: Case) -> None:
    hands = Counter(
        name
        for row in china.documents
        if row.id not in DOCUMENTS
        for name in {*row.initiated, *row.drafted, *row.revised}
    )
    for name in AUTHORS:
        assert hands[name] >= 3, name
    assert sum(row.date.month < month_index("1949-10") for row in china.documents) >= 15


def test_no_row_public_by_april_1966_ends_later(china: Case) -> None:
    until = month_index("1966-04")
    for campaign in china.known(until).campaigns:
        if campaign.end is not None and campaign.end.last is not None:
            assert campaign.end.last <= until, campaign.id


def test_every_query_of_claims_and_testimony_fits_the_case(china: Case) -> None:
    asked = [claim.query for claim in china.claims if claim.query]
    asked += [item.datum.query for item in china.evidence if item.kind == "testimony"]  # type: ignore[union-attr]
    assert [list(faults_of(parse(text), china)) for text in asked] == [[]] * len(asked)


def test_every_claim_of_the_source_has_a_row(china: Case) -> None:
    found = {claim.id.split("-")[0].rstrip("ab") for claim in china.claims}
    assert found == {f"C{number}" for number in range(1, 17)}


def test_absences_name_people_whom_their_coverage_expected(china: Case) -> None:
    covers = {row.id: row for row in china.coverage}
    for item in china.evidence:
        if item.kind == "absence":
            assert item.coverage is not None
            assert covers[item.coverage].complete
            assert set(item.subjects) <= set(covers[item.coverage].expected)


@pytest.mark.parametrize(("day", "apart"), [("1966-08-18", 2), ("1966-08-31", 2)])
def test_the_rostrum_lists_keep_the_printed_order(china: Case, day: str, apart: int) -> None:
    path = SHARED / "lineups_1966_aug.csv"
    if not path.exists():
        pytest.skip(f"the reference list is not at {path.name} beside the project")
    roster = {person.id for person in china.people}
    with path.open(encoding="utf-8", newline="") as file:
        printed = [row["pinyin"] for row in csv.DictReader(file) if row["event_date"] == day]
    names = [SPELLINGS.get(name, name.lower().replace(" ", "-")) for name in printed]
    item = next(row for row in china.evidence if row.kind == "lineup" and row.date.text == day)
    assert list(item.subjects[apart:]) == [name for name in names if name in roster]


def test_mentions_are_the_reference_counts(china: Case) -> None:
    path = SHARED / "mentions_to_1966_08.csv"
    if not path.exists():
        pytest.skip(f"the reference counts are not at {path.name} beside the project")
    natives = {person.id: person.native_name for person in china.people}
    with path.open(encoding="utf-8", newline="") as file:
        rows = {f"{row['year']}-{int(row['month']):02d}": row for row in csv.DictReader(file)}
    checked = 0
    for item in china.evidence:
        if item.kind == "mentions":
            row, datum = rows[item.date.text], item.datum
            share = float(row[f"n_{natives[item.subjects[0]]}"])
            assert datum.documents == int(row["docs"])  # type: ignore[union-attr]
            assert datum.count == round(share * int(row["docs"]))  # type: ignore[union-attr]
            checked += 1
    assert checked >= 100
