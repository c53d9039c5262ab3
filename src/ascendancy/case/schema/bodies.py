"""Where decisions fall: bodies, and their meetings."""

from __future__ import annotations

from typing import ClassVar, Literal

from ascendancy.case.schema.cells import (
    BodyId,
    Date,
    Flag,
    Id,
    InstitutionId,
    PersonIds,
    Reliability,
    SourceIds,
    Text,
)
from ascendancy.case.schema.row import Row, may, must


class Body(Row):
    """A body that decides."""

    table: ClassVar[str] = "bodies"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this body")
    name: Text = must("name in English")
    native_name: Text | None = may("name in its own script")
    institution: InstitutionId = must("institution to which it belongs")
    top: Flag = may("whether it is the top body; one at most", False)
    start: Date | None = may("date from which it existed")
    end: Date | None = may("date until which it existed")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Meeting(Row):
    """A meeting of a body."""

    table: ClassVar[str] = "meetings"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this meeting")
    body: BodyId = must("the body that met")
    title: Text | None = may("what the meeting is called")
    start: Date = must("first day")
    end: Date | None = may("last day; the first when empty")
    enlarged: Flag = may("whether others than members took part", False)
    attendance: Literal["complete", "partial", "unknown"] | None = may("how much of the attendance is known")
    attendees: PersonIds = may("people known to have attended", ())
    available: Date | None = may("date from which it was public; its beginning when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")
