"""Posts, bodies and places have holders, meetings and inhabitants only while they exist."""

from __future__ import annotations

from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at
from ascendancy.case.dates import When
from ascendancy.case.faults import Fault
from ascendancy.case.schema import Body, Place, Post, Row
from ascendancy.case.schema.datum import AppointmentDatum, ResolutionDatum

Existing = Post | Body | Place


def check(case: Case) -> Iterator[Fault]:
    """Dates outside the existence of what they belong to."""
    posts = {post.id: post for post in case.posts}
    bodies = {body.id: body for body in case.bodies}
    places = {place.id: place for place in case.places}
    for post in case.posts:
        yield from _within(post, [bodies.get(post.body or ""), places.get(post.place or "")])
    for tenure in case.tenures:
        held = posts.get(tenure.post)
        if held is not None:
            within = [held, bodies.get(held.body or ""), places.get(held.place or "")]
            yield from _within(tenure, within)
    for meeting in case.meetings:
        yield from _within(meeting, [bodies.get(meeting.body)])
    for number in case.population:
        yield from _within(number, [places.get(number.place)], ("date",))
    for item in case.evidence:
        if isinstance(item.datum, ResolutionDatum):
            yield from _within(item, [bodies.get(item.datum.body)], ("date",))
        elif isinstance(item.datum, AppointmentDatum):
            yield from _within(item, [posts.get(item.datum.post or "")], ("date",))


def _within(
    row: Row, things: list[Post | Body | Place | None], names: tuple[str, ...] = ("start", "end")
) -> Iterator[Fault]:
    for name in names:
        wrongs = [_outside(thing, getattr(row, name)) for thing in things if thing is not None]
        wrong = next(filter(None, wrongs), None)
        if wrong:
            yield at(row, name, wrong)


def _outside(thing: Existing, date: When | None) -> str:
    if date is None:
        return ""
    where = f"{thing.id} ({thing.table}.csv row {thing.row})"
    if thing.start and date.before(thing.start):
        return f"a date not before {thing.start}, the beginning of {where}"
    if thing.end and thing.end.before(date):
        return f"a date not after {thing.end}, the end of {where}"
    return ""
