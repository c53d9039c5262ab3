"""A query that has been read: what it names, which months it asks for, and its answer on histories."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ascendancy.histories import Histories
from ascendancy.query.evaluate import Scene, value
from ascendancy.query.faults import QueryError
from ascendancy.query.kinds import undated
from ascendancy.query.known import refuse_month, refuse_unknown
from ascendancy.query.tree import Ask, At, Compare, Node, Over, Word, bare, walk, write
from ascendancy.query.vocabulary import ATOMS, CODES, Kind


@dataclass(frozen=True)
class Query:
    """A condition on a history.

    Parameters
    ----------
    text : str
        As it was written.
    tree : Node
        As it was read.

    Examples
    --------
    >>> from ascendancy.query import parse
    >>> query = parse('any(stance("liu") == "oppose" and heir == "liu" @ 1965-01..1965-12)')
    >>> query.months(), query.names()["people"]
    ((23580, 23591), ('liu',))
    """

    text: str
    tree: Node

    def __str__(self) -> str:
        return write(self.tree)

    @property
    def needs_month(self) -> bool:
        """Whether a part has no month of its own, as in ``heir == "none"``."""
        return undated(self.tree) is not None

    def evaluate(self, histories: Histories, month: int | None = None) -> NDArray[np.float64]:
        """1 where the condition holds, 0 where it does not.

        Parameters
        ----------
        histories : Histories
        month : int, optional
            For parts without a month of their own.

        Returns
        -------
        array of float64, shape (J,)

        Raises
        ------
        QueryError
            If a name or month is not in the histories, or a month is missing.
        """
        missing = undated(self.tree)
        if missing is not None:
            if month is None:
                found = f"{write(missing)} without a month"
                raise QueryError(self.text, missing.position, found, "@ YYYY-MM after it")
            refuse_month(month, missing.position, histories, self.text)
        refuse_unknown(self.tree, histories, self.text)
        column = 0 if month is None else month - histories.start
        answer = value(self.tree, Scene(histories, slice(column, column + 1), self.text))
        return np.broadcast_to(answer[:, 0], (histories.size,)).astype(np.float64)

    def months(self) -> tuple[int, int] | None:
        """The first and the last month asked for; None when it asks for none."""
        asked = [m for node in walk(self.tree) if isinstance(node, At) for m in (node.month,)]
        asked += [m for node in walk(self.tree) if isinstance(node, Over) for m in (node.first, node.last)]
        return (min(asked), max(asked)) if asked else None

    def names(self) -> dict[str, tuple[str, ...]]:
        """What the query names, each kind in alphabetical order.

        Returns
        -------
        dict
            Keys ``people``, ``bodies``, ``institutions``, ``campaigns``, ``documents``, ``coefficients``,
            and ``sponsors``: persons or bodies that a document's sponsor is compared with.
        """
        found: dict[str, set[str]] = {key: set() for key in PLURALS.values()}
        for word, meaning in named(self.tree):
            found[PLURALS[meaning]].add(word.text)
        return {key: tuple(sorted(words)) for key, words in found.items()}


PLURALS = {
    "person": "people",
    "body": "bodies",
    "institution": "institutions",
    "campaign": "campaigns",
    "document": "documents",
    "coefficient": "coefficients",
    "sponsor": "sponsors",
}


def named(tree: Node) -> list[tuple[Word, str]]:
    """Every word in quotes that names something of the case, with what it names.

    A word compared with ``sponsor(…)`` is a ``sponsor``: a person or a body; compared with ``heir`` or
    ``leader``, a ``person``. Words that the language fixes (``"oppose"``, ``"none"``) are left out.
    """
    found: list[tuple[Word, str]] = []
    for node in walk(tree):
        if isinstance(node, Ask):
            found += [
                (word, meaning)
                for word, meaning in zip(node.arguments, ATOMS[node.name].arguments, strict=True)
                if meaning in PLURALS
            ]
        elif isinstance(node, Compare):
            for asked, word in ((node.left, node.right), (node.right, node.left)):
                asked, word = bare(asked), bare(word)
                if not (isinstance(asked, Ask) and isinstance(word, Word)) or word.text in CODES:
                    continue
                if ATOMS[asked.name].kind is Kind.PERSON:
                    found.append((word, "sponsor" if asked.name == "sponsor" else "person"))
    return found
