"""What a cell of a table may hold, and how a fault in it is put into words.

Each kind of cell is an annotated type: pydantic reads it, and its `Cell` says what is wanted, which table it
points into and how a Data Package describes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ascendancy.case.dates import WANTED as WANTED_DATE
from ascendancy.case.dates import When


@dataclass(frozen=True)
class Cell:
    """What is wanted in a cell.

    Attributes
    ----------
    wanted : str
        In words, as faults put it.
    kind : str
        Type in a Data Package: string, number, integer or boolean.
    refers : tuple of str
        Tables whose ids it may name; ``institutions`` are those of parameters.toml.
    also : tuple of str
        Words allowed beside the ids.
    separator : str
        What stands between the parts of a list; empty for a single value.
    minimum, maximum : float or None
        Limits of a number.
    """

    wanted: str
    kind: str = "string"
    refers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    separator: str = ""
    minimum: float | None = None
    maximum: float | None = None


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
FLAGS = {"yes": True, "no": False, "": False}
ID_PATTERN = re.compile(r"[A-Za-z0-9]+([-_.][A-Za-z0-9]+)*")
ID_WANTED = "an id of ASCII letters and digits with single hyphens, such as mao-zedong"


def _id(text: str) -> str:
    if not ID_PATTERN.fullmatch(text):
        raise ValueError(ID_WANTED)
    return text


def _text(text: str) -> str:
    if not text.strip() or CONTROL.search(text):
        raise ValueError("a text")
    return text


def _parts(separator: str) -> Callable[[object], object]:
    def split(value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(separator) if part.strip())

    return split


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value.strip() not in FLAGS:
            raise ValueError("yes or no")
        return FLAGS[value.strip()]
    return value


def _pairs(value: object) -> object:
    if not isinstance(value, str):
        return value
    pairs = [part.partition(":") for part in value.split()]
    return tuple((target, share) for target, _, share in pairs)


def _expected(parts: tuple[str, ...]) -> tuple[str, ...]:
    for part in parts:
        _id(part.removeprefix("body:"))
    return parts


_ID = AfterValidator(_id)
_IDS = BeforeValidator(_parts(" "))

Id = Annotated[str, _ID, Cell(ID_WANTED)]
Code = Annotated[str, _ID, Cell("a code of ASCII letters and digits with single hyphens")]
Codes = Annotated[tuple[Code, ...], _IDS, Cell("codes separated by spaces", separator=" ")]
Text = Annotated[str, AfterValidator(_text), Cell("a text")]
Texts = Annotated[tuple[str, ...], BeforeValidator(_parts(";")), Cell("texts between ;", separator="; ")]
Date = Annotated[When, Cell(WANTED_DATE)]
Flag = Annotated[bool, BeforeValidator(_flag), Cell("yes or no", kind="boolean")]

PersonId = Annotated[str, _ID, Cell("an id of people.csv", refers=("people",))]
PersonIds = Annotated[
    tuple[Id, ...], _IDS, Cell("ids of people.csv separated by spaces", refers=("people",), separator=" ")
]
AuthorIds = Annotated[
    tuple[Id, ...],
    _IDS,
    Cell("ids of people.csv or bodies.csv separated by spaces", refers=("people", "bodies"), separator=" "),
]
ExpectedIds = Annotated[
    tuple[str, ...],
    _IDS,
    AfterValidator(_expected),
    Cell("ids of people.csv, or body:ID with an id of bodies.csv, separated by spaces", separator=" "),
]
SourceIds = Annotated[
    tuple[Id, ...],
    _IDS,
    Field(min_length=1),
    Cell("ids of sources.csv separated by spaces", refers=("sources",), separator=" "),
]
PostId = Annotated[str, _ID, Cell("an id of posts.csv", refers=("posts",))]
BodyId = Annotated[str, _ID, Cell("an id of bodies.csv", refers=("bodies",))]
MeetingId = Annotated[str, _ID, Cell("an id of meetings.csv", refers=("meetings",))]
CampaignId = Annotated[str, _ID, Cell("an id of campaigns.csv", refers=("campaigns",))]
DocumentId = Annotated[str, _ID, Cell("an id of documents.csv", refers=("documents",))]
OrganId = Annotated[str, _ID, Cell("an organ of organs.csv", refers=("organs",))]
PlaceId = Annotated[str, _ID, Cell("an id of places.csv", refers=("places",))]
CoverageId = Annotated[str, _ID, Cell("an id of coverage.csv", refers=("coverage",))]
InstitutionId = Annotated[
    str, _ID, Cell("an institution listed in parameters.toml", refers=("institutions",))
]
OccupationId = Annotated[
    str, _ID, Cell("an occupation of occupations.csv, or all", refers=("occupations",), also=("all",))
]

Reliability = Literal["A", "B", "C", "D", "E", "F"]
Number = Annotated[float, Field(allow_inf_nan=False), Cell("a number", kind="number")]
Positive = Annotated[
    float, Field(gt=0, allow_inf_nan=False), Cell("a number above 0", kind="number", minimum=0)
]
AtLeastZero = Annotated[
    float, Field(ge=0, allow_inf_nan=False), Cell("a number of at least 0", kind="number", minimum=0)
]
Share = Annotated[float, Field(ge=0, le=1), Cell("a number from 0 to 1", kind="number", minimum=0, maximum=1)]
Signed = Annotated[
    float, Field(ge=-1, le=1), Cell("a number from -1 to 1", kind="number", minimum=-1, maximum=1)
]
Longitude = Annotated[
    float, Field(ge=-180, le=180), Cell("degrees from -180 to 180", kind="number", minimum=-180, maximum=180)
]
Latitude = Annotated[
    float, Field(ge=-90, le=90), Cell("degrees from -90 to 90", kind="number", minimum=-90, maximum=90)
]
Whole = Annotated[int, Field(ge=0), Cell("a whole number of at least 0", kind="integer", minimum=0)]
Counted = Annotated[int, Field(ge=1), Cell("a whole number of at least 1", kind="integer", minimum=1)]
Grade = Annotated[
    int, Field(ge=1, le=6), Cell("a whole number from 1 to 6", kind="integer", minimum=1, maximum=6)
]
Targets = Annotated[
    tuple[tuple[Code, Share], ...],
    BeforeValidator(_pairs),
    Cell("pairs such as party:0.6 separated by spaces, each from 0 to 1", separator=" "),
]


def text_of(value: Any, separator: str = " ") -> str:
    """The text of a value as it stands in a cell; the empty text for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    if isinstance(value, tuple):
        return separator.join(_part(part) for part in value)
    return str(value)


def _part(part: Any) -> str:
    return ":".join(text_of(piece) for piece in part) if isinstance(part, tuple) else str(part)
