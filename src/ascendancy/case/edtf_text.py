"""What the text of a date states, before any probability is put on it.

A text of the Extended Date/Time Format (EDTF, ISO 8601-2:2019) is read into one of three shapes:

``Single``
    a span of calendar months with its qualifiers: ``1966``, ``1966-05``, ``1966-05-16~``, ``1966-24``;
``Span``
    from one ``Single`` to another, either end open: ``1966-05~/1966-08``, ``1966-05/..``;
``Choice``
    several shapes side by side: ``[1966-05,1966-08]`` (one of them) and ``{1966,1968}`` (all of them).

Plain dates are read here; the edtf library reads the rest, one ``Single`` at a time. That keeps clear of
three of its habits: an end left empty becomes ten years, a season with a qualifier does not parse, and
the winter of a year ends with its December. Here an empty end is open, a season takes a qualifier, and
winter is the three months that begin with that December.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
SEASON = re.compile(r"(\d{4}-(?:2[1-9]|3\d|4[01]))([~?%]?)")
QUALIFIERS = re.compile(r"[~?%]")
WINTER = "24"


@dataclass(frozen=True, slots=True)
class Single:
    """A stated span of months.

    Attributes
    ----------
    first, last : int
        Month numbers (year * 12 + month - 1), inclusive.
    approximate, uncertain : bool
        ``~`` (near it) and ``?`` (perhaps it); ``%`` sets both.
    """

    first: int
    last: int
    approximate: bool = False
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end`; an open end is None."""

    start: Single | None
    end: Single | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Several dates side by side, none preferred."""

    members: tuple[Single | Span, ...]


Stated = Single | Span | Choice


def read(text: str) -> Stated:
    """Read an EDTF text.

    Raises
    ------
    ValueError
        When the text is not a date of the years 1 to 9999, or ends before it begins.
    """
    if text[:1] in "[{" and text[-1:] in "]}" and text:
        return _choice(text)
    if "/" in text:
        return _span(*text.split("/", 1))
    return _single(text)


def _choice(text: str) -> Choice:
    if text[0] + text[-1] not in ("[]", "{}"):
        raise ValueError(f"{text} opens with {text[0]} and closes with {text[-1]}")
    members: list[Single | Span] = []
    for part in text[1:-1].split(","):
        start, dots, end = part.strip().partition("..")
        members.append(_span(start, end) if dots else _single(start))
    return Choice(tuple(members))


def _span(start_text: str, end_text: str) -> Span:
    start = None if start_text in ("", "..") else _single(start_text)
    end = None if end_text in ("", "..") else _single(end_text)
    if start is None and end is None:
        raise ValueError("a range needs at least one end")
    if start is not None and end is not None and end.last < start.first:
        raise ValueError(f"the range ends ({end_text}) before it begins ({start_text})")
    plain = PLAIN.fullmatch(start_text), PLAIN.fullmatch(end_text)
    if all(plain) and len(start_text) == len(end_text) and end_text < start_text:
        raise ValueError(f"the range ends ({end_text}) before it begins ({start_text})")
    return Span(start, end)


def _single(text: str) -> Single:
    season = SEASON.fullmatch(text)
    plain = None if season else PLAIN.fullmatch(text)
    if plain:
        return _plain(*plain.groups())
    first, last = _library(season[1] if season else text)
    if season and season[1].endswith("-" + WINTER):
        last = first + 2
    marks = set(QUALIFIERS.findall(text))
    return Single(first, last, bool(marks & {"~", "%"}), bool(marks & {"?", "%"}))


def _plain(year_text: str, month_text: str | None, day_text: str | None) -> Single:
    year, month, day = int(year_text), int(month_text or 1), int(day_text or 1)
    date(year, month, day)
    first = year * 12 + month - 1
    return Single(first, first if month_text else first + 11)


def _library(text: str) -> tuple[int, int]:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
    except (EDTFParseException, ValueError, AttributeError, TypeError) as error:
        raise ValueError(f"{text or 'an empty cell'} is not a date") from error
    if lower[0] < 1 or upper[0] > 9999:
        raise ValueError(f"{text} lies outside the years 1 to 9999")
    return lower[0] * 12 + lower[1] - 1, upper[0] * 12 + upper[1] - 1
