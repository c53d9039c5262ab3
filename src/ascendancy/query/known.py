"""Whether histories have what a query names; found before anything is evaluated."""

from __future__ import annotations

from ascendancy.case.dates import month_text
from ascendancy.histories import Histories
from ascendancy.query.faults import QueryError, one_of
from ascendancy.query.tree import Ask, At, Compare, Node, Over, Word, bare, walk
from ascendancy.query.vocabulary import ATOMS, NOBODY, OTHER, Kind, society_measure


def refuse_unknown(tree: Node, histories: Histories, text: str) -> None:
    """Find every name and month that these histories do not have, before anything is evaluated.

    Raises
    ------
    QueryError
        At the first one.
    """
    for node in walk(tree):
        match node:
            case Ask():
                _refuse_atom(node, histories, text)
            case Compare(left=left, right=right):
                for asked, word in ((left, right), (right, left)):
                    _refuse_person(bare(asked), bare(word), histories, text)
            case At(month=month, mark=mark):
                refuse_month(month, mark, histories, text)
            case Over(first=first, last=last, mark=mark):
                refuse_month(first, mark, histories, text)
                refuse_month(last, mark, histories, text)


def refuse_month(month: int, position: int, histories: Histories, text: str) -> None:
    """Raise :class:`QueryError` when the histories do not have the month."""
    if not histories.start <= month < histories.stop:
        there = f"a month from {month_text(histories.start)} to {month_text(histories.stop - 1)}"
        raise QueryError(text, position, month_text(month), there)


def _refuse_atom(node: Ask, histories: Histories, text: str) -> None:
    known = {
        "body": histories.bodies,
        "person": histories.people,
        "institution": histories.institutions,
        "campaign": histories.titles,
        "coefficient": tuple(histories.parameters),
    }
    for word, meaning in zip(node.arguments, ATOMS[node.name].arguments, strict=True):
        if meaning in known and word.text not in known[meaning]:
            wanted = one_of(known[meaning], word.text, f"a {meaning}: one")
            raise QueryError(text, word.position, repr(word.text), wanted)
    words = tuple(word.text for word in node.arguments)
    if node.name == "sponsor" and words not in histories.sponsors:
        documents = [document for document, role in histories.sponsors if role == words[1]]
        wanted = one_of(documents, words[0], f"a document whose {words[1]} role is drawn: one")
        raise QueryError(text, node.arguments[0].position, repr(words[0]), wanted)
    measure = society_measure(node.name, words)
    if measure is not None and measure not in histories.society:
        raise QueryError(text, node.position, measure, one_of(histories.society, measure, "a measure: one"))


def _refuse_person(asked: Node, word: Node, histories: Histories, text: str) -> None:
    if not (isinstance(asked, Ask) and isinstance(word, Word) and ATOMS[asked.name].kind is Kind.PERSON):
        return
    names = [*histories.people, *((OTHER, *histories.bodies) if asked.name == "sponsor" else NOBODY)]
    if word.text not in names:
        raise QueryError(text, word.position, repr(word.text), one_of(names, word.text, "a person: one"))
