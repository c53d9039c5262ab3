"""What is set in motion, and through whom: campaigns, their documents, and the organs that carry them."""

from __future__ import annotations

from typing import ClassVar, Literal

from ascendancy.case.schema.cells import (
    AuthorIds,
    CampaignId,
    Codes,
    Date,
    Id,
    PersonId,
    Reliability,
    SourceIds,
    Targets,
    Text,
)
from ascendancy.case.schema.row import Row, may, must

OrganKind = Literal[
    "newspaper", "guard", "general-office", "organisation", "propaganda", "security", "army", "other"
]


class Campaign(Row):
    """A campaign, or the parent title under which several run."""

    table: ClassVar[str] = "campaigns"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this campaign")
    title: Text = must("title in English")
    native_title: Text | None = may("title in its own script")
    parent: CampaignId | None = may("the campaign under whose title it runs")
    start: Date = must("when it opened")
    end: Date | None = may("when it closed")
    targets: Targets = may("institutions and groups it strikes, each with a share from 0 to 1", ())
    themes: Codes = may("codes of its themes", ())
    tactics: Codes = may("codes of its tactics", ())
    available: Date | None = may("date from which it was public; its opening when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Document(Row):
    """A document, and who had which part in it. People or bodies may have a part."""

    table: ClassVar[str] = "documents"
    key: ClassVar[tuple[str, ...]] = ("id",)

    id: Id = must("how other tables name this document")
    campaign: CampaignId | None = may("the campaign it belongs to")
    title: Text = must("title in English")
    native_title: Text | None = may("title in its own script")
    date: Date = must("its date")
    initiated: AuthorIds = may("who initiated it", ())
    drafted: AuthorIds = may("who drafted it", ())
    revised: AuthorIds = may("who revised it", ())
    approved: AuthorIds = may("who approved it", ())
    themes: Codes = may("codes of its themes", ())
    tactics: Codes = may("codes of its tactics", ())
    targets: Targets = may("institutions and groups it strikes, each with a share from 0 to 1", ())
    available: Date | None = may("date from which it was public; its date when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")


class Organ(Row):
    """A spell in which one person controlled a newspaper, a guard, an office."""

    table: ClassVar[str] = "organs"
    key: ClassVar[tuple[str, ...]] = ("organ", "person", "start")

    organ: Id = must("how other tables name this organ; the same in each of its spells")
    name: Text = must("name in English")
    native_name: Text | None = may("name in its own script")
    kind: OrganKind = must("what it is")
    person: PersonId = must("who controlled it")
    start: Date = must("when that control began")
    end: Date | None = may("when it ended; empty while it lasts")
    available: Date | None = may("date from which the beginning was public; the beginning itself when empty")
    end_available: Date | None = may("date from which the end was public; the end itself when empty")
    reliability: Reliability | None = may("reliability, A to F; that of its source when empty")
    source: SourceIds = must("where this comes from")
    note: Text | None = may("remark")
