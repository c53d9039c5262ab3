"""Dates as sources give them: certain to the day, "about May", "1962 or later".

A date is text of the Extended Date/Time Format (EDTF). The model counts in months, so a date carries a
probability weight on each month it may mean; `ascendancy.case.date_weights` states the rule.
A month is a whole number, ``year * 12 + month - 1``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ascendancy.case import date_weights, edtf_text

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

WANTED = "an EDTF date such as 1966, 1966-05, 1966-05-16, 1966-05~ or 1962/1965"


def month_index(text: str) -> int:
    """The number of a month written ``YYYY-MM``.

    Raises
    ------
    ValueError
        When the text is not of that form.

    Examples
    --------
    >>> month_index("1966-05")
    23596
    """
    plain = edtf_text.PLAIN.fullmatch(text)
    if not plain or plain[2] is None or plain[3] is not None or not 1 <= int(plain[2]) <= 12:
        raise ValueError(f"found {text!r}, wanted a month written YYYY-MM")
    return int(plain[1]) * 12 + int(plain[2]) - 1


def month_text(month: int) -> str:
    """A month number written ``YYYY-MM``.

    Examples
    --------
    >>> month_text(23596)
    '1966-05'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@dataclass(frozen=True, slots=True)
class When:
    """One EDTF date.

    Parameters
    ----------
    text : str
        The date, kept as written (spaces around it removed). Two dates are equal when their texts are.

    Attributes
    ----------
    first, last : int or None
        First and last stated month, inclusive; None at an open end.
    earliest, latest : int or None
        The same with what ``~``, ``?`` and ``%`` allow.
    month : int
        The month to use where only one can be: the weighted median.

    Raises
    ------
    ValueError
        When the text is not a date.

    Examples
    --------
    >>> when = When("1966-05~")
    >>> [(month_text(m), round(w, 3)) for m, w in when.weights()]
    [('1966-03', 0.111), ('1966-04', 0.222), ('1966-05', 0.333), ('1966-06', 0.222), ('1966-07', 0.111)]
    """

    text: str
    first: int | None = field(init=False, compare=False, repr=False)
    last: int | None = field(init=False, compare=False, repr=False)
    earliest: int | None = field(init=False, compare=False, repr=False)
    latest: int | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        text = self.text.strip()
        first, last, earliest, latest = _bounds(text)
        for name, value in (
            ("text", text),
            ("first", first),
            ("last", last),
            ("earliest", earliest),
            ("latest", latest),
        ):
            object.__setattr__(self, name, value)

    @property
    def month(self) -> int:
        """The weighted median month."""
        below = 0.0
        weights = _weights(self.text)
        for month, weight in weights:
            below += weight
            if below >= 0.5 - 1e-12:
                return month
        return weights[-1][0]

    def weights(self) -> list[tuple[int, float]]:
        """Months this date may mean, in order, each with its weight; the weights sum to one."""
        return list(_weights(self.text))

    def before(self, other: When) -> bool:
        """Whether this date lies before the other however both are read."""
        if self.latest is None or other.earliest is None:
            return False
        if self.latest == other.earliest and len(self.text) == len(other.text) == len("1966-05-16"):
            return self.is_day and other.is_day and self.text < other.text
        return self.latest < other.earliest

    @property
    def is_day(self) -> bool:
        """Whether the date is a plain day."""
        plain = edtf_text.PLAIN.fullmatch(self.text)
        return plain is not None and plain[3] is not None

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls._accept, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def _accept(cls, value: object) -> When:
        if isinstance(value, When):
            return value
        if isinstance(value, str):
            return cls(value)
        raise ValueError(WANTED)


@lru_cache(maxsize=65536)
def _bounds(text: str) -> tuple[int | None, int | None, int | None, int | None]:
    stated = edtf_text.read(text)
    return *date_weights.bounds(stated), *date_weights.reach(stated)


@lru_cache(maxsize=65536)
def _weights(text: str) -> tuple[tuple[int, float], ...]:
    return tuple(date_weights.weigh(edtf_text.read(text)).items())
