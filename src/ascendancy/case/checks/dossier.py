"""Each kind of evidence has what its likelihood needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at
from ascendancy.case.faults import Fault, quoted
from ascendancy.case.schema import Coverage, Evidence
from ascendancy.case.schema.datum import ResolutionDatum

ONE = ("directive", "appointment", "dismissal", "statement", "mentions")
SOME = ("appearance", "absence")


def check(case: Case) -> Iterator[Fault]:
    """Subjects, ranking rules, coverages and meetings, by kind."""
    coverages = {coverage.id: coverage for coverage in case.coverage}
    meetings = {meeting.id: meeting for meeting in case.meetings}
    for item in case.evidence:
        yield from _subjects(item)
        if item.kind == "lineup" and item.rule is None:
            yield at(item, "rule", "the ranking rule of the line-up: party, state or army", "nothing")
        if item.kind == "absence" and item.coverage is None:
            yield at(item, "coverage", "the coverage under which the absence counts", "nothing")
        if item.coverage in coverages:
            yield from _covered(case, item, coverages[item.coverage])
        if isinstance(item.datum, ResolutionDatum) and item.datum.meeting in meetings:
            meeting = meetings[item.datum.meeting]
            if meeting.body not in (None, item.datum.body):
                found = f'meeting "{meeting.id}", a meeting of {meeting.body}'
                yield at(item, "datum", f"a meeting of {item.datum.body}", found)


def _subjects(item: Evidence) -> Iterator[Fault]:
    if item.subjects is None or item.kind is None:
        return
    number = len(item.subjects)
    if item.kind in ONE and number != 1:
        yield at(item, "subjects", f"one person for a {item.kind}")
    elif item.kind in SOME and number == 0:
        yield at(item, "subjects", f"the people of the {item.kind}")
    elif item.kind == "lineup" and number < 2:
        yield at(item, "subjects", "two names or more, in the printed order")
    for person, times in Counter(item.subjects).items():
        if times > 1:
            yield at(item, "subjects", "each name once", f"{quoted(person)} {times} times")


def _covered(case: Case, item: Evidence, coverage: Coverage) -> Iterator[Fault]:
    if item.date is not None:
        early = coverage.start is not None and item.date.before(coverage.start)
        late = coverage.end is not None and coverage.end.before(item.date)
        if early or late:
            yield at(item, "coverage", f"a coverage of {item.date}")
    if item.kind != "absence":
        return
    if coverage.complete is False:
        yield at(item, "coverage", "a coverage whose lists are complete")
    members = expected(case, item, coverage)
    for person in item.subjects or ():
        if members is not None and person not in members:
            yield at(item, "subjects", f"somebody whom the coverage {coverage.id} expects", quoted(person))


def expected(case: Case, item: Evidence, coverage: Coverage) -> set[str] | None:
    """Who may have been expected; None where that cannot be told."""
    if coverage.expected is None or item.date is None or not case.posts or not case.tenures:
        return None
    bodies = {each.removeprefix("body:") for each in coverage.expected if each.startswith("body:")}
    posts = {post.id for post in case.posts if post.body in bodies}
    members = {
        tenure.person
        for tenure in case.tenures
        if tenure.post in posts
        and not (tenure.start is not None and item.date.before(tenure.start))
        and not (tenure.end is not None and tenure.end.before(item.date))
    }
    return members | set(coverage.expected)
