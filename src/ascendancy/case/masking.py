"""What was public by the end of a month, and nothing else.

The rules, in order:

1. A row is public from its ``available``, or, where that is empty, from the date of its event (the
   beginning of a tenure or campaign, the date of a document). A date counts by its last possible month, one
   with an open end by its first; a row without any date has always been public. Posts, bodies and places
   are public once they may have come to be, a claim when it was made. People, occupations and sources stay.
   Other rows are dropped.
2. An end (of a tenure, of control over an organ) is public from ``end_available``, or from the end itself;
   a death from ``available``, or from the death; any other end, and an entry into the party, from its own
   date. What is not yet public is emptied.
3. What a dropped row leaves behind: where the reference is optional it is emptied, where it is not the row
   goes too, until nothing changes any more. Documents of a dropped campaign go with it, and so does an
   absence from under a dropped coverage.
4. Other public facts tell of an end. A tenure left open ends with the public death of its holder, or when a
   public tenure of the same post begins later (of the same person, or of anybody in a post for one),
   whichever comes first.
5. An absence concerns only those whom the public could expect.
6. Parts of a population that, with some of them not yet public, no longer sum to the whole are dropped; the
   whole stays.
7. ``evidence_until`` is the month asked for, unless it lies earlier.

Nothing in the result depends on what was not public: that is the property its tests hold it to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ascendancy.case.case import Case
from ascendancy.case.checks import dossier, references, shares
from ascendancy.case.checks.tenures import begins
from ascendancy.case.dates import When
from ascendancy.case.schema import TABLES, Evidence, Person, Tenure, columns
from ascendancy.case.schema.row import Record

STARTS = {
    "tenures": "start",
    "ties": "start",
    "meetings": "start",
    "campaigns": "start",
    "documents": "date",
    "organs": "start",
    "population": "date",
    "series": "date",
    "coverage": "start",
    "evidence": "date",
    "claims": "date",
}
EXISTING = ("posts", "bodies", "places")
END_AVAILABLE = ("tenures", "organs")

Tables = dict[str, Any]


def known(case: Case, until: int) -> Case:
    """The case with only those facts that were public by the end of a month.

    Parameters
    ----------
    case : Case
    until : int
        Month number.

    Returns
    -------
    Case
        Passes the same checks as `case`. ``known(known(c, t), t) == known(c, t)``.
    """
    tables: Tables = {
        name: tuple(_masked(row, until) for row in case.table(name) if _is_public(row, until))
        for name in TABLES
    }
    tables = _resolved(tables, case)
    tables["tenures"] = _closed(tables)
    tables["population"] = _whole(tables["population"])
    tables["evidence"] = _expected(replace(case, **tables))
    parameters = case.parameters
    if until < parameters.evidence_until:
        parameters = parameters.model_copy(update={"evidence_until": max(until, parameters.start)})
    return replace(case, parameters=parameters, **tables)


def public(date: When | None, until: int) -> bool:
    """Whether a date lies no later than the end of a month however it is read; no date is always public."""
    if date is None:
        return True
    month = date.latest if date.latest is not None else date.earliest
    return month is not None and month <= until


def _is_public(row: Any, until: int) -> bool:
    if row.table in EXISTING:
        return row.start is None or row.start.earliest is None or row.start.earliest <= until
    if row.table in STARTS:
        return public(getattr(row, "available", None) or getattr(row, STARTS[row.table]), until)
    return True


def _masked(row: Any, until: int) -> Any:
    update: dict[str, Any] = {}
    if row.table == "people":
        if not public(row.available or row.died, until):
            update = {"died": None, "available": None}
        if not public(row.joined, until):
            update["joined"] = None
    elif row.table in END_AVAILABLE:
        if not public(row.end_available or row.end, until):
            update = {"end": None, "end_available": None}
            if row.table == "tenures":
                update["end_kind"] = None
    elif not public(getattr(row, "end", None), until):
        update = {"end": None}
    return row.model_copy(update=update) if update else row


def _resolved(tables: Tables, case: Case) -> Tables:
    """Rule 3."""
    institutions = set(case.parameters.institutions)
    while True:
        ids = {name: {getattr(row, model.key[0]) for row in tables[name]} for name, model in TABLES.items()}
        ids["institutions"] = institutions
        after = {
            name: tuple(kept for row in rows if (kept := _reference(row, ids)) is not None)
            for name, rows in tables.items()
        }
        if all(len(after[name]) == len(tables[name]) for name in tables):
            return after
        tables = after


def _reference(row: Any, ids: dict[str, set[str]]) -> Any:
    """The row with what it refers to, or None where it cannot stand without what is gone."""
    update = _emptied(row, ids)
    if update is None:
        return None
    if row.table == "documents" and "campaign" in update:
        return None
    if row.table == "coverage":
        update["expected"] = tuple(
            each
            for each in row.expected
            if not each.startswith("body:") or each.removeprefix("body:") in ids["bodies"]
        )
        if not update["expected"]:
            return None
    if isinstance(row, Evidence):
        gone = _emptied(row.datum, ids)
        if gone is None or (row.kind == "absence" and "coverage" in update):
            return None
        if gone:
            update["datum"] = row.datum.model_copy(update=gone)
    return row.model_copy(update=update) if update else row


def _emptied(record: Any, ids: dict[str, set[str]]) -> dict[str, Any] | None:
    """What becomes of the columns that name something gone; None where one of them is required."""
    model: type[Record] = type(record)
    required = {column.name for column in columns(model) if column.required}
    update: dict[str, Any] = {}
    for column, missing, _ in references.missing_in(record, ids):
        value = update.get(column, getattr(record, column))
        if isinstance(value, tuple):
            update[column] = tuple(part for part in value if part != missing)
        elif column in required:
            return None
        else:
            update[column] = None
    return update


def _closed(tables: Tables) -> tuple[Tenure, ...]:
    """Rule 4."""
    single = {post.id for post in tables["posts"] if post.single}
    people: dict[str, Person] = {person.id: person for person in tables["people"]}
    by_post: dict[str, list[Tenure]] = {}
    for tenure in sorted(tables["tenures"], key=begins):
        by_post.setdefault(tenure.post, []).append(tenure)
    closed = []
    for tenure in tables["tenures"]:
        if tenure.end is None:
            end = people[tenure.person].died
            following = (
                later.start
                for later in by_post[tenure.post]
                if begins(later) > begins(tenure) and (later.person == tenure.person or later.post in single)
            )
            succeeded = next(following, None)
            if succeeded is not None and (end is None or not end.before(succeeded)):
                end = succeeded
            tenure = tenure.model_copy(update={"end": end}) if end else tenure
        closed.append(tenure)
    return tuple(closed)


def _expected(case: Case) -> tuple[Evidence, ...]:
    """Rule 5."""
    coverages = {coverage.id: coverage for coverage in case.coverage}
    evidence = []
    for item in case.evidence:
        if item.kind == "absence" and item.coverage is not None:
            expected = dossier.expected(case, item, coverages[item.coverage]) or set()
            subjects = tuple(person for person in item.subjects if person in expected)
            item = item.model_copy(update={"subjects": subjects}) if subjects != item.subjects else item
            if not subjects:
                continue
        evidence.append(item)
    return tuple(evidence)


def _whole(population: tuple[Any, ...]) -> tuple[Any, ...]:
    """Rule 6."""
    dropped: set[int] = set()
    for whole, parts in shares.wholes(population):
        total = sum(part.persons for part in parts)
        if abs(total - whole.persons) > shares.POPULATION_TOLERANCE * whole.persons:
            dropped |= {id(part) for part in parts}
    return tuple(row for row in population if id(row) not in dropped)
