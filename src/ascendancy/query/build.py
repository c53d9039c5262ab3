"""Building the tree of a query from what the grammar found, from the leaves up."""

from __future__ import annotations

import re
from typing import Any

from lark import Token, v_args
from lark.visitors import Transformer_NonRecursive

from ascendancy.case.dates import month_index
from ascendancy.query.faults import QueryError, one_of
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
    Number,
    Over,
    Word,
    write,
)
from ascendancy.query.vocabulary import ATOMS, OVER


@v_args(inline=True)
class Build(Transformer_NonRecursive[Token, Node]):
    """Turns lark's tree into ours, from the leaves up."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def number(self, token: Token) -> Node:
        return Number(float(token), _start(token))

    def word(self, token: Token) -> Node:
        return Word(str(token)[1:-1], _start(token))

    def name(self, token: Token) -> Node:
        if token in OVER:
            raise self._rangeless(token)
        return Ask(str(token), (), _start(token))

    def call(self, token: Token, *arguments: Node | None) -> Node:
        given = tuple(a for a in arguments if a is not None)
        if token in OVER:
            raise self._rangeless(token)
        if token not in ATOMS:
            raise QueryError(self.text, _start(token), repr(str(token)), one_of((*ATOMS, *OVER), token))
        for argument in given:
            if not isinstance(argument, Word):
                raise QueryError(self.text, argument.position, write(argument), "a word in quotes")
        return Ask(str(token), tuple(a for a in given if isinstance(a, Word)), _start(token))

    def over(self, token: Token, *rest: Any) -> Node:
        *given, months = rest
        if token not in OVER:
            wanted = one_of(OVER, token, f"in place of {token} one")
            raise QueryError(self.text, _start(months), "a range of months", wanted)
        window = None
        if len(given) > 1:
            lag = given[1]
            if len(given) > 2 or not isinstance(lag, Number) or not lag.value.is_integer():
                raise QueryError(self.text, lag.position, write(lag), "one whole number of months")
            window = int(lag.value)
        first, last = self._months(months)
        return Over(str(token), given[0], first, last, window, _start(token), _start(months))

    def signed(self, sign: Token, body: Node) -> Node:
        return Minus(body, _start(sign)) if sign == "-" else body

    def arithmetic(self, left: Node, sign: Token, right: Node) -> Node:
        return Arithmetic(str(sign), left, right, left.position)

    def dated(self, body: Node, month: Token) -> Node:
        return At(body, self._months(month)[0], body.position, _start(month))

    def compare(self, left: Node, sign: Token, right: Node) -> Node:
        return Compare(str(sign), left, right, left.position, _start(sign))

    def compare_dated(self, left: Node, sign: Token, right: Node, month: Token) -> Node:
        return self.dated(self.compare(left, sign, right), month)

    def dated_compare(self, left: Node, month: Token, sign: Token, right: Node) -> Node:
        return self.compare(self.dated(left, month), sign, right)

    def dated_compare_dated(self, left: Node, month: Token, sign: Token, right: Node, other: Token) -> Node:
        return self.compare(self.dated(left, month), sign, self.dated(right, other))

    def negation(self, mark: Token, body: Node) -> Node:
        return Not(body, _start(mark))

    def both(self, left: Node, right: Node) -> Node:
        return Both(left, right, left.position)

    def either(self, left: Node, right: Node) -> Node:
        return Either(left, right, left.position)

    def _rangeless(self, token: Token) -> QueryError:
        return QueryError(self.text, _start(token), f"{token} without a range", f"{token}(… @ first..last)")

    def _months(self, token: Token) -> list[int]:
        months = []
        for found in re.finditer(r"\d{4}-\d{2}", token):
            try:
                months.append(month_index(found[0]))
            except ValueError:
                position = _start(token) + found.start()
                raise QueryError(self.text, position, found[0], "a month from 01 to 12") from None
        return months


def _start(token: Token) -> int:
    return token.start_pos or 0
