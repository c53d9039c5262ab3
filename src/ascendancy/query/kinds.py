"""What kind of value each part of a query has; faults are found here, before anything is evaluated."""

from __future__ import annotations

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
    parts,
    write,
)
from ascendancy.query.vocabulary import (
    ATOMS,
    CHOICES,
    DISTINCTIONS,
    DRAWDOWN,
    QUANTIFIERS,
    SPELL,
    WORDS,
    Kind,
)


def kind_of(node: Node, text: str) -> Kind:
    """The kind of a part's value.

    Parameters
    ----------
    node : Node
    text : str
        The whole query, for messages.

    Raises
    ------
    QueryError
        If a part is not of the kind its place wants.
    """
    match node:
        case Number():
            return Kind.NUMBER
        case Word():
            return Kind.WORD
        case Ask():
            return _asked(node, text)
        case Minus(body=body):
            _want(body, Kind.NUMBER, text)
            return Kind.NUMBER
        case Arithmetic(left=left, right=right):
            _want(left, Kind.NUMBER, text)
            _want(right, Kind.NUMBER, text)
            return Kind.NUMBER
        case Compare():
            _compared(node, text)
            return Kind.CONDITION
        case Not(body=body):
            _want(body, Kind.CONDITION, text)
            return Kind.CONDITION
        case Both(left=left, right=right) | Either(left=left, right=right):
            _want(left, Kind.CONDITION, text)
            _want(right, Kind.CONDITION, text)
            return Kind.CONDITION
        case At(body=body):
            return kind_of(body, text)
        case Over():
            return _over(node, text)


def _want(node: Node, wanted: Kind, text: str) -> None:
    found = kind_of(node, text)
    if found is not wanted:
        raise QueryError(text, node.position, f"{found.value}: {write(node)}", wanted.value)


def _asked(node: Ask, text: str) -> Kind:
    atom = ATOMS.get(node.name)
    if atom is None:
        raise QueryError(text, node.position, repr(node.name), one_of(ATOMS, node.name))
    for word in node.arguments:
        if not isinstance(word, Word):
            raise QueryError(text, word.position, write(word), "a word in quotes")
    if len(node.arguments) != len(atom.arguments):
        quoted = ", ".join(f'"{meaning}"' for meaning in atom.arguments)
        form = f"{node.name}({quoted})" if quoted else f"{node.name} alone"
        raise QueryError(text, node.position, write(node), form)
    for word, meaning in zip(node.arguments, atom.arguments, strict=True):
        if meaning in CHOICES and word.text not in CHOICES[meaning]:
            raise QueryError(text, word.position, repr(word.text), one_of(CHOICES[meaning], word.text))
    if node.name == "distinction" and frozenset(w.text for w in node.arguments) not in DISTINCTIONS:
        wanted = 'distinction("town", "country") or distinction("mental", "manual")'
        raise QueryError(text, node.position, write(node), wanted)
    return atom.kind


def _compared(node: Compare, text: str) -> None:
    left, right = kind_of(node.left, text), kind_of(node.right, text)
    for kind, side in ((left, node.left), (right, node.right)):
        if kind is Kind.CONDITION:
            raise QueryError(text, side.position, f"a condition: {write(side)}", "a number or a word")
    if left is Kind.WORD and right is Kind.WORD:
        raise QueryError(text, node.left.position, "two words in quotes", "something to ask on one side")
    if left is Kind.WORD:
        _named(node.left, right, text)
    elif right is Kind.WORD:
        _named(node.right, left, text)
    elif left is not right:
        raise QueryError(text, node.right.position, f"{right.value}: {write(node.right)}", left.value)
    if Kind.NUMBER not in (left, right) and node.sign not in ("==", "!="):
        raise QueryError(text, node.mark, repr(node.sign), "'==' or '!=' (only numbers have an order)")


def _named(node: Node, other: Kind, text: str) -> None:
    word = node
    while isinstance(word, At):
        word = word.body
    assert isinstance(word, Word)
    if other is Kind.NUMBER:
        raise QueryError(text, word.position, f"a word in quotes: {write(word)}", "a number")
    if other in WORDS and word.text not in WORDS[other]:
        wanted = one_of(WORDS[other], word.text, f"{other.value}: one")
        raise QueryError(text, word.position, repr(word.text), wanted)


def _over(node: Over, text: str) -> Kind:
    if node.last < node.first:
        raise QueryError(text, node.mark, "a range that ends before it begins", "the earlier month first")
    if node.name in (*QUANTIFIERS, SPELL):
        _want(node.body, Kind.CONDITION, text)
    else:
        _want(node.body, Kind.NUMBER, text)
    if node.name == DRAWDOWN:
        length = node.last - node.first + 1
        if node.window is None:
            wanted = "drawdown(number, MONTHS @ first..last)"
            raise QueryError(text, node.position, "drawdown without a window", wanted)
        if not 1 <= node.window <= length:
            found = f"a window of {node.window} months"
            raise QueryError(text, node.mark, found, f"1 to {length}, the months of the range")
    elif node.window is not None:
        raise QueryError(text, node.position, f"a window in {node.name}", f"{node.name}(… @ first..last)")
    return Kind.CONDITION if node.name in QUANTIFIERS else Kind.NUMBER


def undated(node: Node) -> Ask | None:
    """The first atom that needs a month and is given none; None when every one has its month."""
    if isinstance(node, Ask):
        return node if ATOMS[node.name].monthly else None
    if isinstance(node, At | Over):
        return None
    return next((asked for part in parts(node) if (asked := undated(part)) is not None), None)
