"""The syntax tree of a query, and how a tree is written back as text.

Positions are where a part starts in the text; they do not count when trees are compared, so that a query and
its rewriting are equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ascendancy.case.dates import month_text


@dataclass(frozen=True)
class Number:
    """A number as written, never negative."""

    value: float
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Word:
    """Something in quotes: a person, a body, a stance."""

    text: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Ask:
    """An atom: ``heir``, or ``stance("liu-shaoqi")``."""

    name: str
    arguments: tuple[Word, ...] = ()
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Minus:
    """The negative of a number."""

    body: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Arithmetic:
    """``left + right``, and so with − × ÷."""

    sign: str
    left: Node
    right: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Compare:
    """``left < right``, and so with the other five."""

    sign: str
    left: Node
    right: Node
    position: int = field(default=0, compare=False)
    mark: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Not:
    """``not body``."""

    body: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Both:
    """``left and right``."""

    left: Node
    right: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Either:
    """``left or right``."""

    left: Node
    right: Node
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class At:
    """``body @ month``."""

    body: Node
    month: int
    position: int = field(default=0, compare=False)
    mark: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Over:
    """``any(body @ first..last)`` and the other answers over a range; ``window`` in months, or None."""

    name: str
    body: Node
    first: int
    last: int
    window: int | None = None
    position: int = field(default=0, compare=False)
    mark: int = field(default=0, compare=False)


Node = Number | Word | Ask | Minus | Arithmetic | Compare | Not | Both | Either | At | Over

COMPARISONS = ("==", "!=", "<=", ">=", "<", ">")

# How tightly each part binds; a part in a tighter place than its own is put in brackets.
_OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _UNARY = range(7)


def parts(node: Node) -> tuple[Node, ...]:
    """The parts a node is made of, left to right."""
    match node:
        case Ask(arguments=words):
            return words
        case Minus(body=body) | Not(body=body) | At(body=body) | Over(body=body):
            return (body,)
        case Arithmetic() | Compare() | Both() | Either():
            return (node.left, node.right)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, outer parts first."""
    yield node
    for part in parts(node):
        yield from walk(part)


def bare(node: Node) -> Node:
    """The node without the months put on it."""
    while isinstance(node, At):
        node = node.body
    return node


def write(node: Node, place: int = _OR) -> str:
    """A tree as text that reads back to an equal tree."""
    text, own = _text(node)
    return f"({text})" if own < place else text


def _text(node: Node) -> tuple[str, int]:
    match node:
        case Number(value=value):
            return (str(int(value)) if value.is_integer() and value < 1e15 else repr(value)), _UNARY
        case Word(text=text):
            return f'"{text}"', _UNARY
        case Ask(name=name, arguments=words):
            return name + (f"({', '.join(write(w) for w in words)})" if words else ""), _UNARY
        case Minus(body=body):
            return f"-{write(body, _UNARY)}", _UNARY
        case Arithmetic(sign=sign, left=left, right=right):
            own = _SUM if sign in "+-" else _PRODUCT
            return f"{write(left, own)} {sign} {write(right, own + 1)}", own
        case Compare(sign=sign, left=left, right=right):
            if isinstance(left, At):
                return f"{_dated(left)} {sign} {_dated(right)}", _COMPARE
            return f"{write(left, _SUM)} {sign} {write(right, _SUM)}", _COMPARE
        case Not(body=body):
            return f"not {write(body, _NOT)}", _NOT
        case Both(left=left, right=right):
            return f"{write(left, _AND)} and {write(right, _AND + 1)}", _AND
        case Either(left=left, right=right):
            return f"{write(left, _OR)} or {write(right, _OR + 1)}", _OR
        case At():
            return _dated(node), _COMPARE
        case Over(name=name, body=body, first=first, last=last, window=window):
            lag = "" if window is None else f", {window}"
            return f"{name}({write(body)}{lag} @ {month_text(first)}..{month_text(last)})", _UNARY


def _dated(node: Node) -> str:
    if not isinstance(node, At):
        return write(node, _SUM)
    body = node.body
    if isinstance(body, Compare) and not isinstance(body.left, At):
        inner = f"{write(body.left, _SUM)} {body.sign} {write(body.right, _SUM)}"
    else:
        inner = write(body, _SUM)
    return f"{inner} @ {month_text(node.month)}"
