"""Testimony: somebody says that the state was so.

The datum is one comparison in the query language, such as ``engagement == "rear"`` or ``stance("x") == "oppose"``.
It is wrong with the chance ε of the source's grade. On a number, L = 1 − ε where it agrees and ε where it does not; on a
person or on a choice of the month a wrong report says nothing (states.py): L = 1 − ε + ε L̄ where the state agrees and
ε L̄ where it does not, L̄ being the share of states, or of outcomes, that would agree.
"""

from __future__ import annotations

import operator
from typing import Any, NamedTuple

import numpy as np

from ascendancy.evidence.states import Floats, over_states
from ascendancy.query.tree import Ask, Compare, Minus, Number, Word
from ascendancy.regime.state import ACTIONS, LINE_VALUES, STANCES, STATUSES

SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
PERSONAL = {"stance": STANCES, "status": STATUSES}
NUMBERED = ("ascendancy", "programme", "prestige", "majority", "line")
CHOSEN = ("engagement", "action", "heir")


class Said(NamedTuple):
    """One comparison: what it is about, its argument, sign, and value (a word or a number)."""

    about: str
    argument: str
    sign: str
    value: Any


def read(tree: object) -> Said | None:
    """A parsed query as one comparison that testimony can be about; None where it is not one."""
    if not isinstance(tree, Compare):
        return None
    left, sign, right = tree.left, tree.sign, tree.right
    if not isinstance(left, Ask):
        left, right, sign = right, left, MIRROR[sign]
    value: Any
    if isinstance(right, Minus) and isinstance(right.body, Number):
        value = -right.body.value
    elif isinstance(right, Number):
        value = right.value
    elif isinstance(right, Word):
        value = right.text
    else:
        return None
    if not isinstance(left, Ask) or left.name not in (*PERSONAL, *NUMBERED, *CHOSEN):
        return None
    return Said(left.name, left.arguments[0].text if left.arguments else "", sign, value)


def personal(said: Said) -> Floats:
    """1 where a person's state (105) agrees with the testimony, 0 where it does not."""
    agrees = SIGNS[said.sign]
    if said.about == "line":
        return over_states(line=np.array([float(agrees(x, said.value)) for x in LINE_VALUES]))
    held = np.array([float(agrees(name, said.value)) for name in PERSONAL[said.about]])
    return over_states(stance=held) if said.about == "stance" else over_states(status=held)


def chosen(said: Said, outcomes: tuple[str, ...]) -> Floats:
    """1 where an outcome (an action, an heir) agrees, 0 where it does not."""
    agrees = SIGNS[said.sign]
    if said.about == "engagement":
        front = [float(agrees("rear" if name == "rear" else "front", said.value)) for name in ACTIONS]
        return np.array(front)
    return np.array([float(agrees(name, said.value)) for name in outcomes])
