"""A query against a case: does the case have what it names, and do its months lie within the horizon?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ascendancy.case.case import Case
from ascendancy.case.dates import month_text
from ascendancy.query.faults import QueryError, one_of
from ascendancy.query.question import Query, named
from ascendancy.query.tree import (
    Arithmetic,
    Ask,
    At,
    Both,
    Compare,
    Either,
    Minus,
    Node,
    Not,
    Over,
    walk,
)


def reach(case: Case) -> tuple[int, int]:
    """The first and the last month that a query on the case may ask for: up to its horizon, within the case."""
    known = case.parameters
    return known.start, min(known.evidence_until + known.horizon, known.end)


def check(query: Query, case: Case) -> list[QueryError]:
    """Everything the query names that the case does not have, and every month out of its reach.

    Parameters
    ----------
    query : Query
    case : Case

    Returns
    -------
    list of QueryError
        Empty when all is well. Coefficients are not looked up here: the histories have them.
    """
    people = _ids(case.people)
    bodies = _ids(case.bodies)
    known = {
        "person": ("a person of the case", people),
        "sponsor": ("a person or body of the case", people + bodies),
        "body": ("a body of the case", bodies),
        "institution": ("an institution of the case", tuple(case.parameters.institutions)),
        "campaign": ("a campaign of the case", _ids(case.campaigns)),
        "document": ("a document of the case", _ids(case.documents)),
    }
    problems = []
    for word, meaning in named(query.tree):
        if meaning not in known or (meaning == "campaign" and word.text == ""):
            continue
        kind, words = known[meaning]
        if word.text not in words:
            wanted = one_of(words, word.text, f"{kind}: one")
            problems.append(QueryError(query.text, word.position, repr(word.text), wanted))
    first, last = reach(case)
    span = f"a month from {month_text(first)} to {month_text(last)}, the case and its horizon"
    for node in walk(query.tree):
        if isinstance(node, At | Over):
            months = (node.month,) if isinstance(node, At) else (node.first, node.last)
            beyond = [month for month in months if not first <= month <= last]
            problems += [QueryError(query.text, node.mark, month_text(month), span) for month in beyond]
    return sorted(problems, key=lambda problem: problem.position)


def resolve(query: Query, case: Case) -> Query:
    """The query in the names that histories use: a campaign is read as the parent title it runs under.

    Parameters
    ----------
    query : Query
    case : Case

    Returns
    -------
    Query
    """
    parents = {campaign.id: campaign.parent for campaign in case.campaigns}

    def title(campaign: str) -> str:
        seen = {campaign}
        while (parent := parents.get(campaign)) and parent not in seen:
            seen.add(parent)
            campaign = parent
        return campaign

    def read(node: Node) -> Node:
        match node:
            case Ask(name="intensity", arguments=(word,)):
                return replace(node, arguments=(replace(word, text=title(word.text)),))
            case Arithmetic() | Compare() | Both() | Either():
                return replace(node, left=read(node.left), right=read(node.right))
            case Minus() | Not() | At() | Over():
                return replace(node, body=read(node.body))
        return node

    return Query(query.text, read(query.tree))


def _ids(rows: Iterable[Any]) -> tuple[str, ...]:
    """The ids of a table's rows."""
    return tuple(str(row.id) for row in rows)
