"""The roster of the built-in case China: its written rules hold, and it agrees with published lists."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import ascendancy
from ascendancy.case import check
from ascendancy.case.dates import month_index

CHINA = Path(ascendancy.__file__).parent / "library" / "china"
REFERENCE = Path(__file__).parents[2].parent / "shared" / "data" / "china"
OWN = ("people", "posts", "tenures", "ties", "bodies", "meetings", "organs", "places", "sources")
MARSHALS = {"zhu-de", "peng-dehuai", "lin-biao", "liu-bocheng", "he-long"} | {
    "chen-yi",
    "luo-ronghuan",
    "xu-xiangqian",
    "nie-rongzhen",
    "ye-jianying",
}

needs_reference = pytest.mark.skipif(
    not REFERENCE.is_dir(), reason=f"the reference data is not at {REFERENCE}: nothing to compare with"
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> list[dict[str, str]]:
    return rows(CHINA / f"{name}.csv")


PEOPLE = {row["id"]: row for row in table("people")}
POSTS = {row["id"]: row for row in table("posts")}
TENURES = table("tenures")


def month(text: str) -> int:
    """The month of a date; of a year alone its January."""
    plain = text.rstrip("~?%")[:7]
    return month_index(plain if len(plain) == 7 else f"{plain}-01")


def holders(post: str, at: str) -> set[str]:
    """Who holds a post at the end of a month."""
    end_of = month_index(at)
    return {
        row["person"]
        for row in TENURES
        if row["post"] == post
        and month(row["start"]) <= end_of
        and (not row["end"] or month(row["end"]) > end_of)
    }


def coded(code: str) -> set[str]:
    return {key for key, row in PEOPLE.items() if code in row["rosters"].split()}


def ever(*posts: str, until: str = "1966-04") -> set[str]:
    """Who held one of these posts in a spell begun by a month."""
    return {
        row["person"] for row in TENURES if row["post"] in posts and month(row["start"]) <= month_index(until)
    }


def test_tables_pass_the_check() -> None:
    assert [str(fault) for fault in check(CHINA) if fault.file.removesuffix(".csv") in OWN] == []


@pytest.mark.parametrize("name", OWN[:-1])
def test_every_row_names_a_source_that_is_listed(name: str) -> None:
    listed = {row["id"] for row in table("sources")}
    for row in table(name):
        assert row["source"].split(), row
        assert set(row["source"].split()) <= listed, row


@pytest.mark.parametrize(
    ("at", "full", "alternates", "standing"),
    [("1956-10", 17, 6, 6), ("1958-06", 20, 6, 7), ("1961-03", 19, 6, 7), ("1966-04", 17, 6, 7)],
)
def test_politburo_has_its_known_size(at: str, full: int, alternates: int, standing: int) -> None:
    assert len(holders("politburo-member", at)) == full
    assert len(holders("politburo-alternate", at)) == alternates
    assert len(holders("psc-member", at)) == standing


def test_lin_biao_joins_the_standing_committee_in_may_1958() -> None:
    assert "lin-biao" not in holders("psc-member", "1958-04")
    assert holders("psc-member", "1958-05") - holders("psc-member", "1958-04") == {"lin-biao"}
    assert holders("politburo-member", "1958-05") - holders("politburo-member", "1958-04") == {
        "ke-qingshi",
        "li-jingquan",
        "tan-zhenlin",
    }


def test_seventh_politburo_has_thirteen_members_and_two_more_from_april_1955() -> None:
    assert len(holders("politburo-member", "1949-10")) == 13
    assert holders("politburo-member", "1955-04") - holders("politburo-member", "1955-03") == {
        "lin-biao",
        "deng-xiaoping",
    }


def test_august_1966_adds_six_full_members_and_three_alternates() -> None:
    full = holders("politburo-member", "1966-08") - holders("politburo-member", "1966-07")
    alternates = holders("politburo-alternate", "1966-08") - holders("politburo-alternate", "1966-07")
    assert full == {"tao-zhu", "chen-boda", "kang-sheng", "xu-xiangqian", "nie-rongzhen", "ye-jianying"}
    assert alternates == {"li-xuefeng", "song-renqiong", "xie-fuzhi"}
    assert len(holders("psc-member", "1966-08")) == 11


@pytest.mark.parametrize(
    ("at", "count"), [("1954-10", 10), ("1956-12", 12), ("1959-05", 16), ("1965-02", 16)]
)
def test_vice_premiers_number_as_appointed(at: str, count: int) -> None:
    assert len(holders("vice-premier", at)) == count


def test_secretariat_changes_as_its_plenums_decided() -> None:
    assert len(holders("secretariat-secretary", "1956-10")) == 7
    assert len(holders("secretariat-alternate", "1956-10")) == 3
    before, after = holders("secretariat-secretary", "1962-08"), holders("secretariat-secretary", "1962-09")
    assert after - before == {"lu-dingyi", "kang-sheng", "luo-ruiqing"}
    assert before - after == {"tan-zheng", "huang-kecheng"}


@pytest.mark.parametrize("suffix", ["1949", "1961"])
def test_every_regional_bureau_has_its_first_secretary(suffix: str) -> None:
    first = [key for key in POSTS if key.endswith(f"-bureau-first-{suffix}")]
    assert len(first) == 6
    assert ever(*first) == coded(f"bureaus-{suffix}")


def test_roster_codes_are_what_the_rule_says() -> None:
    assert ever("politburo-member", "politburo-alternate") == coded("politburo-7") | coded("politburo-8")
    assert ever("secretariat-1945-member") == coded("secretariat-7")
    assert ever("secretariat-secretary", "secretariat-alternate") == coded("secretariat-8")
    heads = ever("defence-minister", "chief-of-staff", "chief-of-staff-acting", "gpd-director")
    assert heads | MARSHALS == coded("military")
    controllers = {row["person"] for row in table("organs") if month(row["start"]) <= month_index("1966-04")}
    assert controllers == coded("organ-controllers")
    group = {row["person"] for row in TENURES if row["post"].startswith("crg-")}
    assert group == coded("crg-1966")


def test_the_group_of_1966_is_masked_before_it_was_public() -> None:
    for row in TENURES:
        if row["post"].startswith("crg-"):
            assert month(row["available"] or row["start"]) > month_index("1966-04"), row


def test_nobody_serves_after_his_death_nor_as_a_child() -> None:
    for row in TENURES:
        born, died = PEOPLE[row["person"]]["born"], PEOPLE[row["person"]]["died"]
        if born:
            assert month(row["start"]) - month(born) >= 14 * 12, row
        if died:
            assert month(row["start"]) <= month(died), row


def test_names_carry_characters_and_a_second_romanisation() -> None:
    assert len({row["native_name"] for row in PEOPLE.values()}) == len(PEOPLE)
    for row in PEOPLE.values():
        assert row["native_name"]
        assert all("\u4e00" <= sign <= "\u9fff" for sign in row["native_name"]), row
        assert row["aliases"], row


def test_one_post_leads() -> None:
    assert [key for key, row in POSTS.items() if row["leader"] == "yes"] == ["cc-chairman"]
    assert holders("cc-chairman", "1966-04") == {"mao-zedong"}


@needs_reference
def test_births_and_entries_agree_with_the_database_of_2008() -> None:
    reference = {row["name"]: row for row in rows(REFERENCE / "cc8_roster.csv")}
    matched = 0
    for person in PEOPLE.values():
        other = reference.get(person["native_name"])
        if other is None:
            continue
        matched += 1
        assert person["born"][:4] == other["birth"][:4], person["id"]
        assert person["joined"][:4] == other["joined"][:4], person["id"]
    assert matched == len(ever("cc-member", "cc-alternate") - {"ren-bishi", "gao-gang", "rao-shushi"})


@needs_reference
def test_membership_of_the_eighth_central_committee_agrees_with_the_database() -> None:
    kinds = {row["name"]: row["type"] for row in rows(REFERENCE / "cc8_roster.csv")}
    full, alternates = holders("cc-member", "1958-06"), holders("cc-alternate", "1958-06")
    for key, person in PEOPLE.items():
        here = "full" if key in full else "alternate" if key in alternates else None
        assert here == kinds.get(person["native_name"]), key


@needs_reference
@pytest.mark.parametrize(
    ("code", "post"),
    [
        ("1111", "defence-minister"),
        ("1171", "public-security-minister"),
        ("1101", "foreign-minister"),
        ("1221", "finance-minister"),
        ("6011", "organisation-director"),
        ("6041", "international-liaison-director"),
        ("2001", "peking-first-secretary"),
        ("2081", "shanghai-first-secretary"),
        ("2221", "sichuan-first-secretary"),
        ("2241", "yunnan-first-secretary"),
        ("2181", "guangdong-first-secretary"),
        ("2091", "jiangsu-first-secretary"),
        ("3031", "gld-director"),
        ("1391", "sports-commission-chairman"),
    ],
)
def test_spells_begin_and_end_within_a_year_of_the_database(code: str, post: str) -> None:
    ids = {person["native_name"]: key for key, person in PEOPLE.items()}
    compared = 0
    for job in rows(REFERENCE / "cc8_careers_to_1965.csv"):
        key = ids.get(job["name"])
        if key not in ever(post) or not job["jobcode"] or float(job["jobcode"]) != float(code):
            continue
        start, end = int(float(job["start"])), int(float(job["end"])) if job["end"] else None
        if start < 1945:
            continue
        spells = [row for row in TENURES if row["person"] == key and row["post"] == post]
        assert any(
            abs(int(row["start"][:4]) - start) <= 1
            and (
                (end is None and (not row["end"] or int(row["end"][:4]) >= 1965))
                or (end is not None and bool(row["end"]) and abs(int(row["end"][:4]) - end) <= 1)
            )
            for row in spells
        ), (key, post, start, end, spells)
        compared += 1
    assert compared, f"no job with code {code} is held by anybody who held {post}"
