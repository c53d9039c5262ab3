"""What is wrong with a query, and where: one error, pointing at a character."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class QueryError(ValueError):
    """A query that cannot be read, or cannot be answered here.

    Parameters
    ----------
    text : str
        The whole query.
    position : int
        Where the trouble starts: characters from the left, the first is 0.
    found, wanted : str
        What stands there, and what could.

    Examples
    --------
    >>> from ascendancy.query import QueryError
    >>> print(QueryError("heir = 1", 5, "'='", "'=='"))
    found '=', wanted '=='
      heir = 1
           ^
    """

    def __init__(self, text: str, position: int, found: str, wanted: str) -> None:
        super().__init__(text, position, found, wanted)
        self.text = text
        self.position = position
        self.found = found
        self.wanted = wanted

    @property
    def short(self) -> str:
        """One line, with the place as a number (the first character is 1)."""
        return f"character {self.position + 1}: found {self.found}, wanted {self.wanted}"

    def __str__(self) -> str:
        flat = "".join(" " if c.isspace() else c for c in self.text)
        return f"found {self.found}, wanted {self.wanted}\n  {flat}\n  {' ' * self.position}^"


def one_of(words: Iterable[str], found: str, kind: str = "one") -> str:
    """What was wanted: all the words when they are few, else those nearest to what was found."""
    known = sorted(set(words))
    if not known:
        return f"{kind} (there is none)"
    if len(known) <= 12:
        return f"{kind} of " + ", ".join(known)
    near = difflib.get_close_matches(found, known, n=3)
    return f"{kind} of {len(known)} known" + (f"; nearest: {', '.join(near)}" if near else "")
