"""Who: people, the posts they may hold, the tenures in which they held them, and their ties."""

from __future__ import annotations

from typing import ClassVar, Literal

from ascendancy.case.schema.cells import (
    AtLeastZero,
    BodyId,
    Code,
    Codes,
    Counted,
    Date,
    Flag,
    Id,
    InstitutionId,
    PersonId,
    PlaceId,
    PostId,
    Reliability,
    Share,
    SourceIds,
    Text,
    Texts,
)
from ascendancy.case.schema.row import Row, may, must

EndKind = Literal["transferred", "dismissed", "died", "abolished", "expired", "unknown"]


class Person(Row):
    """A member of the elite."""

    table: ClassVar[str] = "people"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this person")
    name: Text = must("name in the Latin alphabet")
    native_name: Text | None = may("name in its own script")
    aliases: Texts = may("other spellings, separated by semicolons", ())
    born: Date | None = may("date of birth")
    died: Date | None = may("date of death")
    available: Date | None = may("date from which the death was public; the death itself when empty")
    institution: InstitutionId = must("institution to which this person mainly belongs")
    joined: Date | None = may("date of entry into the party")
    cohort: Code | None = may("cohort, by a code of the case")
    rosters: Codes = may("codes of the written rules by which this person is in the case", ())
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Post(Row):
    """A post, with the power that goes with it."""

    table: ClassVar[str] = "posts"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this post")
    title: Text = must("title in English")
    native_title: Text | None = may("title in its own script")
    institution: InstitutionId = must("institution to which it belongs")
    body: BodyId | None = may("body of which its holder is a member")
    weight: AtLeastZero = must("power of its holder, in the units of the case")
    rank: Counted | None = may("place in the order of protocol, 1 the highest")
    place: PlaceId | None = may("place that it governs")
    leader: Flag = may("whether holding it is being the leader", False)
    size: Counted | None = may("how many serve there; divides the tie that shared service makes")
    start: Date | None = may("date from which the post existed")
    end: Date | None = may("date until which it existed")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")

    @property
    def single(self) -> bool:
        """Whether one person holds it at a time."""
        return self.leader or self.size == 1


class Tenure(Row):
    """A spell of one person in one post."""

    table: ClassVar[str] = "tenures"
    key: ClassVar[tuple[str, ...]] = ("person", "post", "start")

    person: PersonId = must("the holder")
    post: PostId = must("the post")
    start: Date = must("when the tenure began")
    end: Date | None = may("when it ended; empty while it lasts")
    end_kind: EndKind | None = may("how it ended")
    available: Date | None = may("date from which the beginning was public; the beginning itself when empty")
    end_available: Date | None = may("date from which the end was public; the end itself when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Tie(Row):
    """A tie between two people beyond the service they shared, which is computed from tenures."""

    table: ClassVar[str] = "ties"
    key: ClassVar[tuple[str, ...]] = ("a", "b", "kind", "start")

    a: PersonId = must("one end; the patron where kind is patronage")
    b: PersonId = must("other end; the client where kind is patronage")
    kind: Literal["patronage", "kinship", "service"] = must("what ties them")
    weight: Share = may("strength from 0 to 1; 1 when empty", 1.0)
    start: Date | None = may("when the tie began")
    end: Date | None = may("when it ended")
    available: Date | None = may("date from which it was public; its beginning when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")
