"""Reading a query: the grammar (LALR, by lark) and the tree it builds.

``@ month`` binds tighter than ``and``, looser than a comparison: ``majority("politburo") < 0.5 @ 1965-09``
asks for the comparison in that month. A range ``@ first..last`` only stands at the end of ``any(…)``,
``all(…)`` and the other words of :data:`~ascendancy.query.vocabulary.OVER`, and covers everything
inside the brackets.
"""

from __future__ import annotations

import functools

from lark import Lark, UnexpectedInput, UnexpectedToken
from lark.exceptions import VisitError

from ascendancy.query.build import Build
from ascendancy.query.faults import QueryError
from ascendancy.query.kinds import kind_of
from ascendancy.query.question import Query
from ascendancy.query.tree import (
    Node,
    parts,
    write,
)
from ascendancy.query.vocabulary import Kind

LONGEST = 4000
DEEPEST = 100

GRAMMAR = r"""
?start: either
?either: both | either "or" both
?both: negation | both "and" negation
?negation: comparison | NOT negation -> negation
?comparison: sum
    | sum AT_MONTH -> dated
    | sum COMPARE sum -> compare
    | sum COMPARE sum AT_MONTH -> compare_dated
    | sum AT_MONTH COMPARE sum -> dated_compare
    | sum AT_MONTH COMPARE sum AT_MONTH -> dated_compare_dated
?sum: product | sum SUM_SIGN product -> arithmetic
?product: unary | product PRODUCT_SIGN unary -> arithmetic
?unary: primary | SUM_SIGN unary -> signed
?primary: NUMBER -> number
    | WORD -> word
    | NAME -> name
    | NAME "(" [either ("," either)*] ")" -> call
    | NAME "(" either ("," either)* AT_RANGE ")" -> over
    | "(" either ")"
NOT: "not"
COMPARE: "==" | "!=" | "<=" | ">=" | "<" | ">"
SUM_SIGN: "+" | "-"
PRODUCT_SIGN: "*" | "/"
AT_RANGE.2: /@\s*\d{4}-\d{2}\s*\.\.\s*\d{4}-\d{2}(?!\d)/
AT_MONTH.1: /@\s*\d{4}-\d{2}(?!\d|\s*\.\.)/
NUMBER: /(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?(?![\w.])/
WORD: /"[^"\n]*"/
NAME: /[A-Za-z_][A-Za-z0-9_]*/
%ignore /\s+/
"""

PLAIN = {
    "NUMBER": "a number",
    "WORD": "a word in quotes",
    "NAME": "a name",
    "COMPARE": "a comparison",
    "SUM_SIGN": "+ or -",
    "PRODUCT_SIGN": "* or /",
    "AT_MONTH": "@ month",
    "AT_RANGE": "@ first..last",
    "NOT": "not",
    "AND": "and",
    "OR": "or",
    "LPAR": "'('",
    "RPAR": "')'",
    "COMMA": "','",
    "$END": "the end",
}
A_MONTH = "a month (@ 1965-09), or inside any(…) or all(…) a range (@ 1963-01..1965-09)"


def parse(text: str) -> Query:
    """Read a query.

    Parameters
    ----------
    text : str

    Returns
    -------
    Query

    Raises
    ------
    QueryError
        If it cannot be read, compares things that cannot be compared, or uses a word there is not.

    Examples
    --------
    >>> from ascendancy.query import parse
    >>> str(parse('majority("politburo")<.5@1965-09'))
    'majority("politburo") < 0.5 @ 1965-09'
    """
    if len(text) > LONGEST:
        raise QueryError(text, LONGEST, f"{len(text)} characters", f"at most {LONGEST}")
    try:
        tree: Node = Build(text).transform(_parser().parse(text))
    except VisitError as error:
        raise error.orig_exc from None
    except UnexpectedInput as error:
        raise _unexpected(text, error) from None
    _refuse_deep(tree, text)
    found = kind_of(tree, text)
    if found is not Kind.CONDITION:
        raise QueryError(text, tree.position, f"{found.value}: {write(tree)}", "a condition")
    return Query(text, tree)


@functools.cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr")


def _unexpected(text: str, error: UnexpectedInput) -> QueryError:
    if not isinstance(error, UnexpectedToken):
        position = error.pos_in_stream if error.pos_in_stream is not None else len(text)
        found = repr(text[position])
        wanted = {"@": A_MONTH, "=": "'=='", "!": "'!='"}.get(text[position], "a word of the language")
        return QueryError(text, position, found, wanted)
    token = error.token
    if token.type == "$END":
        position, found = len(text.rstrip()), "the end"
    else:
        position, found = token.start_pos or 0, repr(str(token))
    if token.type == "AT_RANGE":
        return QueryError(text, position, "a range of months", "any(…) or all(…) around what it covers")
    if token.type == "COMPARE":
        return QueryError(text, position, f"{found}, a second comparison", "two comparisons joined by and")
    expected = sorted(PLAIN.get(name, name.lower()) for name in error.accepts or error.expected)
    return QueryError(text, position, found, " or ".join(expected))


def _refuse_deep(tree: Node, text: str) -> None:
    layer: tuple[Node, ...] = (tree,)
    for _ in range(DEEPEST):
        layer = tuple(part for node in layer for part in parts(node))
        if not layer:
            return
    raise QueryError(text, layer[0].position, f"parts nested more than {DEEPEST} deep", "a shorter query")
