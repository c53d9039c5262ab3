"""Nobody serves, speaks, writes or is seen before birth or after death."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at
from ascendancy.case.dates import When
from ascendancy.case.faults import Fault, quoted
from ascendancy.case.schema import Person, Row

SEEN_ALIVE = ("directive", "lineup", "appearance", "appointment", "statement")
ROLES = ("initiated", "drafted", "revised", "approved")


def check(case: Case) -> Iterator[Fault]:
    """Dates outside life."""
    people = {person.id: person for person in case.people if not _reversed(person)}
    for tenure in case.tenures:
        yield from _dates(tenure, people.get(tenure.person))
    for organ in case.organs:
        yield from _dates(organ, people.get(organ.person))
    for tie in case.ties:
        for person in (tie.a, tie.b):
            yield from _dates(tie, people.get(person), ("start",))
    for item in case.evidence:
        if item.kind in SEEN_ALIVE:
            yield from _people(item, "subjects", item.subjects, item.date, people)
    for meeting in case.meetings:
        yield from _people(meeting, "attendees", meeting.attendees, meeting.start, people)
    for document in case.documents:
        for role in ROLES:
            yield from _people(document, role, getattr(document, role), document.date, people)


def _reversed(person: Person) -> bool:
    """Whether the life itself is at fault, and so says nothing of the rest."""
    return bool(person.born and person.died and person.died.before(person.born))


def _dates(row: Row, person: Person | None, names: tuple[str, ...] = ("start", "end")) -> Iterator[Fault]:
    for name in names:
        wrong = _outside(person, getattr(row, name))
        if wrong:
            yield at(row, name, wrong)


def _people(
    row: Row, column: str, ids: Iterable[str] | None, date: When | None, people: dict[str, Person]
) -> Iterator[Fault]:
    for each in ids or ():
        wrong = _outside(people.get(each), date)
        if wrong:
            yield at(row, column, f"somebody living on {date}; {wrong}", quoted(each))


def _outside(person: Person | None, date: When | None) -> str:
    if person is None or date is None:
        return ""
    if person.born and date.before(person.born):
        return f"a date not before the birth of {person.id}, {person.born}"
    if person.died and person.died.before(date):
        return f"a date not after the death of {person.id}, {person.died}"
    return ""
