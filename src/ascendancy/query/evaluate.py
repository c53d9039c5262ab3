"""Answering a query for every history at once.

A part's value is an array of shape (J, n): J histories by the n months in force, or by 1 where it is the same
in each of them. ``@`` and the words over a range choose the months for what they enclose.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.histories import Histories
from ascendancy.query.summaries import summarise
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
    bare,
)
from ascendancy.query.vocabulary import ATOMS, CODES, WORDS, society_measure
from ascendancy.regime.state import LINE_VALUES

Values = NDArray[Any]
ARITHMETIC = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide}
COMPARE = {
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}


class Scene(NamedTuple):
    """What a part is evaluated on: the histories, the columns in force, and the query's text for messages."""

    histories: Histories
    columns: slice
    text: str


def value(node: Node, scene: Scene) -> Values:
    """A part's value; kinds and names have been checked before."""
    histories = scene.histories
    match node:
        case Number(value=number):
            return np.full((1, 1), number)
        case Ask():
            return _asked(node, scene)
        case Minus(body=body):
            return np.asarray(-value(body, scene))
        case Arithmetic(sign=sign, left=left, right=right):
            a, b = value(left, scene), value(right, scene)
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.asarray(ARITHMETIC[sign](a, b))
        case Compare():
            return _compared(node, scene)
        case Not(body=body):
            return np.logical_not(value(body, scene))
        case Both(left=left, right=right):
            return np.logical_and(value(left, scene), value(right, scene))
        case Either(left=left, right=right):
            return np.logical_or(value(left, scene), value(right, scene))
        case At(body=body, month=month):
            column = month - histories.start
            return value(body, scene._replace(columns=slice(column, column + 1)))
        case Over(first=first, last=last):
            months = slice(first - histories.start, last - histories.start + 1)
            inside = value(node.body, scene._replace(columns=months))
            full = np.broadcast_to(inside, (inside.shape[0], last - first + 1))
            return summarise(node.name, full, node.window)[:, np.newaxis]
    raise TypeError(f"no value for {node!r}")


def _asked(node: Ask, scene: Scene) -> Values:
    histories, columns = scene.histories, scene.columns
    words = tuple(word.text for word in node.arguments)
    measure = society_measure(node.name, words)
    if measure is not None:
        return histories.society[measure][:, columns].astype(np.float64)
    match node.name:
        case "majority" | "waiting":
            layer = getattr(histories, node.name)[:, columns, histories.bodies.index(words[0])]
        case "loyalty" | "hazard":
            layer = getattr(histories, node.name)[:, columns, histories.institutions.index(words[0])]
        case "intensity":
            layer = histories.intensity[:, columns, histories.titles.index(words[0])]
        case "stance" | "status":
            return np.asarray(getattr(histories, node.name)[:, columns, histories.people.index(words[0])])
        case "line":
            return np.asarray(LINE_VALUES[histories.line[:, columns, histories.people.index(words[0])]])
        case "leader" | "heir":
            codes = getattr(histories, node.name)[:, columns].astype(np.int64)
            return np.where(codes < 0, CODES["none"], codes)
        case "sponsor":
            return histories.sponsors[(words[0], words[1])].astype(np.int64)[:, np.newaxis]
        case "coefficient":
            return histories.parameters[words[0]][:, np.newaxis]
        case "engagement" | "action":
            return np.asarray(getattr(histories, node.name)[:, columns])
        case _:
            layer = getattr(histories, node.name)[:, columns]
    return np.asarray(layer, dtype=np.float64)


def _compared(node: Compare, scene: Scene) -> Values:
    sides = []
    for side, other in ((node.left, node.right), (node.right, node.left)):
        inner = bare(side)
        if isinstance(inner, Word):
            sides.append(np.full((1, 1), _code(inner, bare(other), scene.histories)))
        else:
            sides.append(value(side, scene))
    return np.asarray(COMPARE[node.sign](sides[0], sides[1]))


def _code(word: Word, other: Node, histories: Histories) -> int:
    assert isinstance(other, Ask)
    kind = ATOMS[other.name].kind
    if kind in WORDS:
        return WORDS[kind].index(word.text)
    if word.text in CODES:
        return CODES[word.text]
    return (*histories.people, *histories.bodies).index(word.text)
