"""The datum of an item of evidence: what was seen, by kind, as ``key=value; key=value``."""

from __future__ import annotations

from typing import Any, Literal, get_args

from pydantic import ValidationError

from ascendancy.case.faults import quoted
from ascendancy.case.schema.cells import (
    BodyId,
    CampaignId,
    Counted,
    DocumentId,
    Flag,
    MeetingId,
    Number,
    OrganId,
    Positive,
    PostId,
    Signed,
    Text,
    Whole,
    text_of,
)
from ascendancy.case.schema.row import Record, columns, may, must


class Datum(Record):
    """What was seen. Each kind of evidence has its own."""

    def __str__(self) -> str:
        fields = type(self).model_fields.items()
        given = {name: getattr(self, name) for name, field in fields if getattr(self, name) != field.default}
        return "; ".join(f"{name}={text_of(value)}" for name, value in given.items())


class DirectiveDatum(Datum):
    """What the leader asked, and what became of it."""

    outcome: Literal["adopted", "amended", "shelved", "ignored"] = must("what became of it")
    topic: Text | None = may("what was asked")


class LineupDatum(Datum):
    """The order of names is in the column ``subjects``."""

    occasion: Text | None = may("the occasion")


class AppearanceDatum(Datum):
    """Who was seen is in the column ``subjects``."""

    occasion: Text | None = may("the occasion")


class AbsenceDatum(Datum):
    """Who was missing is in the column ``subjects``."""

    occasion: Text | None = may("the occasion")


class AppointmentDatum(Datum):
    """Somebody took up a post."""

    post: PostId | None = may("the post")


class DismissalDatum(Datum):
    """Somebody lost a post, or fell."""

    post: PostId | None = may("the post")
    status: Literal["criticised", "sidelined", "purged"] | None = may("the status reported with it")


class CampaignDatum(Datum):
    """A notice from which the phase of a campaign can be read."""

    campaign: CampaignId = must("the campaign")
    phase: Literal["opening", "high", "ebb", "off"] = must("its phase")
    document: DocumentId | None = may("the document that gives notice")


class StatementDatum(Datum):
    """Somebody spoke for or against: a stance, a place on the line from -1 to 1, or both."""

    stance: Literal["oppose", "wait", "support"] | None = may("stance")
    line: Signed | None = may("place on the line")
    after_fall: Flag = may("whether it is an accusation made after a fall", False)


class ResolutionDatum(Datum):
    """What a body passed, for or against the programme."""

    body: BodyId = must("the body")
    meeting: MeetingId | None = may("the meeting")
    outcome: Literal["for", "against", "postponed"] = must("the outcome for the programme")


class MentionsDatum(Datum):
    """How often a person was named in a number of documents."""

    count: Whole = must("mentions")
    documents: Counted = must("documents searched")
    organ: OrganId | None = may("the organ that printed them")


class SeriesDatum(Datum):
    """A published figure on society."""

    measure: Literal["excess_deaths", "food", "output", "mobilised", "sent_down"] = must("what it measures")
    value: Number = must("the figure")
    sd: Positive = must("its standard error")


class TestimonyDatum(Datum):
    """Somebody says that the state was so."""

    __test__ = False

    query: Text = must("one comparison in the query language")


Kind = Literal[
    "directive",
    "lineup",
    "appearance",
    "absence",
    "appointment",
    "dismissal",
    "campaign",
    "statement",
    "resolution",
    "mentions",
    "series",
    "testimony",
]
DATA: dict[str, type[Datum]] = {
    "directive": DirectiveDatum,
    "lineup": LineupDatum,
    "appearance": AppearanceDatum,
    "absence": AbsenceDatum,
    "appointment": AppointmentDatum,
    "dismissal": DismissalDatum,
    "campaign": CampaignDatum,
    "statement": StatementDatum,
    "resolution": ResolutionDatum,
    "mentions": MentionsDatum,
    "series": SeriesDatum,
    "testimony": TestimonyDatum,
}
assert set(DATA) == set(get_args(Kind))


class DatumError(ValueError):
    """Every fault of one datum, as pairs of what was found and what was wanted."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"found {found}, wanted {wanted}" for found, wanted in faults))
        self.faults = faults


def parse(kind: str, text: str) -> Datum:
    """Read the datum of an item of evidence.

    Parameters
    ----------
    kind : str
        Kind of evidence, a key of `DATA`.
    text : str
        ``key=value; key=value``; a value may hold ``=`` but no semicolon.

    Raises
    ------
    DatumError
        Naming every fault.

    Examples
    --------
    >>> parse("directive", "outcome=shelved; topic=communes").outcome
    'shelved'
    """
    model = DATA[kind]
    values, faults = _pairs(kind, model, text)
    try:
        datum = model.model_validate(values)
    except ValidationError as error:
        raise DatumError(faults + _faults(model, values, error)) from None
    if isinstance(datum, StatementDatum) and datum.stance is None and datum.line is None:
        faults.append((quoted(text), "a stance, a line or both"))
    if faults:
        raise DatumError(faults)
    return datum


def _pairs(kind: str, model: type[Datum], text: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    keys = [column.name for column in columns(model)]
    values: dict[str, Any] = {}
    faults = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        key, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or not value:
            faults.append((quoted(part), "key=value"))
        elif key not in keys:
            faults.append((f'key "{key}"', f"for {kind} one of the keys {', '.join(keys)}"))
        elif key in values:
            faults.append((f'key "{key}" twice', "each key once"))
        else:
            values[key] = value
    return values, faults


def _faults(model: type[Datum], values: dict[str, Any], error: ValidationError) -> list[tuple[str, str]]:
    wanted = {column.name: column.cell.wanted for column in columns(model)}
    names = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
    return [(f'{name} "{values[name]}"' if name in values else f"no {name}", wanted[name]) for name in names]
