"""Faults planted one by one in a copy of the demonstration case: each is named at file, row and column."""

import csv
import re

import pytest

from ascendancy.case import CaseError, Fault, check, load


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def save(path, records):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(records)


def put(name, row, column, value):
    """A planter that writes one cell; row 1 is the header."""

    def plant(folder):
        path = folder / f"{name}.csv"
        records = table(path)
        records[row - 1][records[0].index(column)] = value
        save(path, records)

    return plant


def line_of(name, key):
    """The row of a key in a table of the demonstration case, the header being row 1."""
    records = table(load("demo").folder / f"{name}.csv")
    return next(number for number, record in enumerate(records, start=1) if record[0] == key)


def item(key):
    return line_of("evidence", key)


def append(name, *cells, to=None):
    """A planter that adds a row."""

    def plant(folder):
        path = folder / f"{name}.csv"
        records = table(path)
        values = dict(zip(records[0], records[to - 1], strict=True)) if to else dict.fromkeys(records[0], "")
        values |= dict(cell.split("=", 1) for cell in cells)
        save(path, [*records, [values[column] for column in records[0]]])

    return plant


def text(name, old, new):
    """A planter that replaces a text in a file, once."""

    def plant(folder):
        path = folder / name
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")

    return plant


def rename_column(name, old, new):
    return text(f"{name}.csv", old, new)


def line(name, pattern):
    """The line of parameters.toml on which a pattern stands."""
    lines = (load("demo").folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, each in enumerate(lines, start=1) if re.match(pattern, each))


TOML = "parameters.toml"
LAST = {
    name: len(table(load("demo").folder / f"{name}.csv"))
    for name in ("people", "tenures", "evidence", "bodies", "sources", "population")
}
PLANTED = {
    # files
    "missing file": (lambda f: (f / "posts.csv").unlink(), ["posts.csv:0:-"]),
    "missing parameters": (lambda f: (f / TOML).unlink(), [f"{TOML}:0:-"]),
    "empty file": (lambda f: (f / "ties.csv").write_text(""), ["ties.csv:1:-"]),
    "a folder in place of a table": (
        lambda f: ((f / "ties.csv").unlink(), (f / "ties.csv").mkdir()),
        ["ties.csv:0:-"],
    ),
    "no rows": (lambda f: save(f / "people.csv", table(f / "people.csv")[:1]), ["people.csv:1:-"]),
    "not UTF-8": (
        lambda f: (f / "ties.csv").write_bytes(
            (f / "ties.csv").read_bytes().replace(b"cousins", b"c\xfcsins")
        ),
        ["ties.csv:5:-"],
    ),
    "quote left open": (text("ties.csv", "Invented. Said to be", '"Invented. Said to be'), ["ties.csv:5:-"]),
    "NUL byte": (text("ties.csv", "Said to be", "Said\0to be"), ["ties.csv:5:note"]),
    # columns
    "missing column": (
        rename_column("bodies", "institution,", "sphere,"),
        ["bodies.csv:1:institution", "bodies.csv:1:sphere"],
    ),
    "unknown column": (rename_column("ties", "weight,", "wieght,"), ["ties.csv:1:wieght"]),
    "duplicate column": (rename_column("ties", "start,", "end,"), ["ties.csv:1:end"]),
    "short row": (text("ties.csv", ",Invented. Said to be cousins.", ""), ["ties.csv:5:-"]),
    "long row": (text("ties.csv", "Said to be cousins.", "Said, to be cousins."), ["ties.csv:5:-"]),
    # values
    "bad date": (put("people", 3, "born", "March 1899"), ["people.csv:3:born"]),
    "month thirteen": (put("people", 3, "born", "1899-13"), ["people.csv:3:born"]),
    "bad number": (put("posts", 3, "weight", "much"), ["posts.csv:3:weight"]),
    "number out of limits": (put("posts", 3, "weight", "-1"), ["posts.csv:3:weight"]),
    "infinite number": (put("posts", 3, "weight", "inf"), ["posts.csv:3:weight"]),
    "bad whole number": (put("posts", 3, "rank", "1.5"), ["posts.csv:3:rank"]),
    "bad flag": (put("posts", 2, "leader", "true"), ["posts.csv:2:leader"]),
    "bad id": (put("posts", 3, "title", "  "), ["posts.csv:3:title"]),
    "id with a space": (append("people", "id=new man", to=3), [f"people.csv:{LAST['people'] + 1}:id"]),
    "word outside the list": (put("ties", 2, "kind", "friendship"), ["ties.csv:2:kind"]),
    "reliability letter": (put("ties", 5, "reliability", "G"), ["ties.csv:5:reliability"]),
    "reliability letter in small": (put("sources", 2, "reliability", "b"), ["sources.csv:2:reliability"]),
    "credibility": (put("evidence", 3, "credibility", "7"), ["evidence.csv:3:credibility"]),
    "tie above 1": (put("ties", 2, "weight", "1.2"), ["ties.csv:2:weight"]),
    "target above 1": (put("campaigns", 3, "targets", "government:1.6"), ["campaigns.csv:3:targets"]),
    "target without share": (put("documents", 2, "targets", "government"), ["documents.csv:2:targets"]),
    "missing source": (put("tenures", 4, "source", ""), ["tenures.csv:4:source"]),
    "missing required cell": (put("tenures", 4, "start", ""), ["tenures.csv:4:start"]),
    # keys
    "duplicate person": (append("people", to=3), [f"people.csv:{LAST['people'] + 1}:id"]),
    "duplicate evidence": (put("evidence", 4, "id", "lineup-1950-05"), ["evidence.csv:4:id"]),
    "duplicate tenure": (append("tenures", to=6), [f"tenures.csv:{LAST['tenures'] + 1}:person"]),
    "second top body": (put("bodies", 3, "top", "yes"), ["bodies.csv:3:top"]),
    # references
    "unknown person": (put("tenures", 4, "person", "nobody"), ["tenures.csv:4:person"]),
    "unknown post": (put("tenures", 8, "post", "defense"), ["tenures.csv:8:post"]),
    "unknown body": (put("posts", 6, "body", "buro"), ["posts.csv:6:body"]),
    "unknown institution": (put("posts", 6, "institution", "navy"), ["posts.csv:6:institution"]),
    "unknown place": (put("posts", 10, "place", "upland"), ["posts.csv:10:place"]),
    "unknown parent campaign": (put("campaigns", 3, "parent", "revival"), ["campaigns.csv:3:parent"]),
    "campaign its own parent": (put("campaigns", 2, "parent", "renewal"), ["campaigns.csv:2:parent"]),
    "unknown author": (put("documents", 3, "drafted", "dara-mosse nobody"), ["documents.csv:3:drafted"]),
    "unknown source": (put("meetings", 2, "source", "herald nowhere"), ["meetings.csv:2:source"]),
    "unknown coverage": (
        put("evidence", item("lineup-1950-05"), "coverage", "x"),
        ["evidence.csv:3:coverage"],
    ),
    "unknown body of a coverage": (put("coverage", 3, "expected", "body:x"), ["coverage.csv:3:expected"]),
    "unknown occupation": (put("population", 8, "occupation", "tutor"), ["population.csv:8:occupation"]),
    "unknown attendee": (put("meetings", 3, "attendees", "aron-veld x"), ["meetings.csv:3:attendees"]),
    "unknown end of a tie": (put("ties", 3, "b", "nobody"), ["ties.csv:3:b"]),
    "tie to oneself": (put("ties", 3, "b", "aron-veld"), ["ties.csv:3:b"]),
    "unknown controller": (put("organs", 2, "person", "nobody"), ["organs.csv:2:person"]),
    # dates
    "end before start": (put("campaigns", 3, "end", "1950-08"), ["campaigns.csv:3:end"]),
    "end before start within a month": (put("meetings", 2, "end", "1950-06-17"), ["meetings.csv:2:end"]),
    "died before born": (put("people", 4, "died", "1890"), ["people.csv:4:died", "people.csv:4:joined"]),
    "joined before born": (put("people", 4, "joined", "1900"), ["people.csv:4:joined"]),
    "tenure before birth": (put("tenures", 12, "start", "1899"), ["tenures.csv:12:start"]),
    "tenure after death": (put("organs", 4, "end", "1952-02-21"), ["organs.csv:4:end"]),
    "appearance of the dead": (
        put("evidence", item("lineup-1952-05"), "subjects", "aron-veld hugo-brand"),
        [f"evidence.csv:{item('lineup-1952-05')}:subjects"],
    ),
    "attendance of the dead": (
        append("meetings", "id=x", "body=bureau", "start=1952-03", "attendees=hugo-brand", "source=herald"),
        ["meetings.csv:6:attendees"],
    ),
    "writing after death": (
        append("documents", "id=x", "title=x", "date=1952-03", "drafted=hugo-brand", "source=herald"),
        ["documents.csv:5:drafted"],
    ),
    "overlapping tenures of one person": (
        append("tenures", "start=1950-01", to=5),
        [f"tenures.csv:{LAST['tenures'] + 1}:start"],
    ),
    "two holders of a post for one": (put("tenures", 17, "start", "1951-06"), ["tenures.csv:17:start"]),
    "tenure before its post": (put("posts", 8, "start", "1949-06"), ["tenures.csv:12:start"]),
    "tenure after its post": (put("posts", 7, "end", "1948-01"), ["tenures.csv:10:start"]),
    "post before its body": (put("posts", 3, "start", "1948-01"), ["posts.csv:3:start"]),
    "meeting before its body": (put("meetings", 2, "start", "1945-05"), ["meetings.csv:2:start"]),
    "place before it exists": (put("places", 3, "start", "1951"), ["population.csv:10:date"]),
    "governed place before it exists": (put("places", 4, "start", "1949-02"), ["posts.csv:10:start"]),
    "public before it happened": (
        put("tenures", 8, "end_available", "1951-08"),
        ["tenures.csv:8:end_available"],
    ),
    "evidence public before it happened": (
        put("evidence", item("directive-1950-03"), "available", "1950-02"),
        ["evidence.csv:2:available"],
    ),
    "death public without a death": (put("people", 3, "available", "1952"), ["people.csv:3:available"]),
    # shares
    "duties that do not sum": (put("occupations", 3, "worker", "0.8"), ["occupations.csv:3:worker"]),
    "settings that do not sum": (put("population", 3, "persons", "660000"), ["population.csv:2:persons"]),
    "occupations that do not sum": (put("population", 9, "persons", "30000"), ["population.csv:5:persons"]),
    "low above the value": (put("series", 2, "low", "0.2"), ["series.csv:2:low"]),
    "high below the value": (put("series", 2, "high", "0.05"), ["series.csv:2:high"]),
    # evidence
    "unknown kind": (put("evidence", 2, "kind", "rumour"), ["evidence.csv:2:kind"]),
    "unknown key in datum": (
        put("evidence", 2, "datum", "outcome=adopted; mood=grim"),
        ["evidence.csv:2:datum"],
    ),
    "missing key in datum": (put("evidence", 2, "datum", "topic=grain levy"), ["evidence.csv:2:datum"]),
    "bad value in datum": (put("evidence", 2, "datum", "outcome=accepted"), ["evidence.csv:2:datum"]),
    "datum without =": (put("evidence", 2, "datum", "adopted"), ["evidence.csv:2:datum"]),
    "unknown campaign in datum": (
        put("evidence", item("campaign-1950-09"), "datum", "campaign=x; phase=opening"),
        ["evidence.csv:5:datum"],
    ),
    "unknown meeting in datum": (
        put("evidence", item("resolution-1950-06"), "datum", "body=bureau; meeting=x; outcome=for"),
        ["evidence.csv:4:datum"],
    ),
    "meeting of another body": (
        put(
            "evidence",
            item("resolution-1950-06"),
            "datum",
            "body=council; meeting=bureau-1950-06; outcome=for",
        ),
        ["evidence.csv:4:datum"],
    ),
    "statement without stance or line": (
        put("evidence", item("statement-1950-10"), "datum", "after_fall=yes"),
        ["evidence.csv:6:datum"],
    ),
    "line-up without rule": (put("evidence", 3, "rule", ""), ["evidence.csv:3:rule"]),
    "line-up of one": (put("evidence", 3, "subjects", "aron-veld"), ["evidence.csv:3:subjects"]),
    "name twice in a line-up": (
        put("evidence", 3, "subjects", "aron-veld bela-korin aron-veld"),
        ["evidence.csv:3:subjects"],
    ),
    "absence without coverage": (
        put("evidence", item("absence-1951-05"), "coverage", ""),
        [f"evidence.csv:{item('absence-1951-05')}:coverage"],
    ),
    "absence of somebody not expected": (
        put("evidence", item("absence-1951-05"), "subjects", "ivo-palan"),
        [f"evidence.csv:{item('absence-1951-05')}:subjects"],
    ),
    "coverage of another time": (put("coverage", 2, "start", "1950-06"), ["evidence.csv:3:coverage"]),
    "directive without leader": (put("evidence", 2, "subjects", ""), ["evidence.csv:2:subjects"]),
    "two speakers": (
        put("evidence", item("statement-1950-10"), "subjects", "gita-sorel bela-korin"),
        ["evidence.csv:6:subjects"],
    ),
    # parameters
    "not TOML": (text(TOML, 'id = "demo"', "id = demo"), [f"{TOML}:{line(TOML, 'id =')}:-"]),
    "bad month": (text(TOML, '"1950-01"', '"1950"'), [f"{TOML}:{line(TOML, 'start =')}:start"]),
    "month that is no text": (text(TOML, '"1950-01"', "1950"), [f"{TOML}:{line(TOML, 'start =')}:start"]),
    "missing key": (text(TOML, 'leader = "aron-veld"', ""), [f"{TOML}:{line(TOML, '.case')}:leader"]),
    "unknown key": (text(TOML, "horizon", "horizont"), [f"{TOML}:{line(TOML, 'horizon')}:horizont"]),
    "unknown leader": (text(TOML, '"aron-veld"', '"x"'), [f"{TOML}:{line(TOML, 'leader')}:leader"]),
    "unknown section": (text(TOML, "[initial]", "[initials]"), [f"{TOML}:{line(TOML, '.initial')}:initials"]),
    "initial out of limits": (
        text(TOML, "ascendancy = 0.6", "ascendancy = 1.6"),
        [f"{TOML}:{line(TOML, 'ascendancy')}:initial.ascendancy"],
    ),
    "unknown distribution": (
        text(TOML, 'dist = "beta"', 'dist = "gamma"'),
        [f"{TOML}:{line(TOML, 'dist')}:priors.start_ascendancy.dist"],
    ),
    "shape of a prior": (
        text(TOML, "b = 4", "b = -4"),
        [f"{TOML}:{line(TOML, 'b =')}:priors.start_ascendancy.b"],
    ),
    "source of a prior": (
        text(TOML, 'source = "invented"', 'source = "nowhere"'),
        [f"{TOML}:{line(TOML, 'source')}:priors.start_ascendancy.source"],
    ),
    "end before start of the case": (
        text(TOML, '"1952-12"', '"1949-12"'),
        [f"{TOML}:{line(TOML, 'end =')}:end"],
    ),
    "evidence beyond the end": (
        text(TOML, '"1952-06"', '"1953-06"'),
        [f"{TOML}:{line(TOML, 'evidence_until')}:evidence_until"],
    ),
}


def places(faults):
    return sorted({f"{fault.file}:{fault.row}:{fault.column}" for fault in faults})


FORM = re.compile(r"[^:]+:\d+:[^:]+: found .+, wanted .+")


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_named_at_its_place_and_nowhere_else(name, folder):
    plant, expected = PLANTED[name]
    plant(folder)
    faults = check(folder)
    assert places(faults) == expected
    assert all(FORM.fullmatch(str(fault)) for fault in faults)


def test_the_demonstration_case_has_no_fault(folder):
    assert check(folder) == []


def test_all_faults_are_named_in_one_pass(folder):
    planted = [
        *("bad date", "bad flag", "unknown post", "unknown author", "end before start", "joined before born"),
        *("duties that do not sum", "line-up without rule", "unknown key in datum", "unknown leader"),
        *("second top body", "settings that do not sum", "reliability letter"),
    ]
    for name in planted:
        PLANTED[name][0](folder)
    expected = sorted(place for name in planted for place in PLANTED[name][1])
    assert places(check(folder)) == expected


def test_a_row_with_a_bad_cell_still_takes_part_in_other_checks(folder):
    put("tenures", 4, "reliability", "Z")(folder)
    put("tenures", 4, "post", "nowhere")(folder)
    assert places(check(folder)) == ["tenures.csv:4:post", "tenures.csv:4:reliability"]


def test_several_faults_of_one_datum_are_all_named(folder):
    put("evidence", 2, "datum", "outcome=accepted; mood=grim")(folder)
    assert [fault.found for fault in check(folder)] == ['key "mood"', 'outcome "accepted"']


def test_loading_a_case_with_faults_raises_them_all(folder):
    put("people", 3, "born", "then")(folder)
    put("ties", 2, "kind", "love")(folder)
    with pytest.raises(CaseError) as caught:
        load(folder)
    assert str(caught.value).splitlines() == [str(fault) for fault in check(folder)]
    assert len(caught.value.faults) == 2


def test_a_folder_that_is_not_there_is_a_fault(tmp_path):
    assert [str(fault) for fault in check(tmp_path / "nowhere")] == [
        f"{tmp_path / 'nowhere'}:0:-: found no such folder, wanted a case folder"
    ]


def test_an_empty_folder_names_every_required_file(tmp_path):
    assert places(check(tmp_path)) == sorted(
        [f"{name}.csv:0:-" for name in ("people", "posts", "tenures", "sources", "evidence")]
        + ["parameters.toml:0:-"]
    )


def test_floors_above_hand_in_what_else_they_find(folder):
    more = Fault("claims.csv", 2, "query", "it", "another")
    assert check(folder, lambda case: [more]) == [more]


def test_the_benefit_of_the_doubt(folder):
    """Dates that may agree are not a fault."""
    put("tenures", 17, "start", "1951")(folder)
    put("tenures", 17, "available", "1951-12")(folder)
    put("campaigns", 3, "end", "1950-08~")(folder)
    assert check(folder) == []


def test_line_numbers_count_lines_also_behind_a_cell_with_a_line_break(folder):
    put("people", 2, "note", "Invented.\nThe leader.")(folder)
    put("people", 3, "born", "then")(folder)
    assert places(check(folder)) == ["people.csv:4:born"]


def test_a_byte_order_mark_and_blank_lines_are_no_fault(folder):
    path = folder / "ties.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\n\n")
    assert check(folder) == []
