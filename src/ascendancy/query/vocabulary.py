"""The words of the language: what can be asked of a history, of what, and what kind of answer comes back."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from ascendancy.regime.state import ACTIONS, ENGAGEMENTS, STANCES, STATUSES


class Kind(Enum):
    """The kinds of value; a value's name is what a message calls it."""

    CONDITION = "a condition"
    NUMBER = "a number"
    PERSON = "a person"
    STANCE = "a stance"
    STATUS = "a status"
    ENGAGEMENT = "an engagement"
    ACTION = "an action"
    WORD = "a word in quotes"


WORDS = {
    Kind.STANCE: STANCES,
    Kind.STATUS: STATUSES,
    Kind.ENGAGEMENT: ENGAGEMENTS,
    Kind.ACTION: ACTIONS,
}
"""The words that each kind can be compared with; persons come from the case."""

OTHER = "other"
NOBODY = ("none", "collective")
CODES = {OTHER: -1, "none": -2, "collective": -2}
"""Codes of the words that stand for no listed person."""


class Atom(NamedTuple):
    """One thing to ask: what its words in quotes name, the kind of its answer, whether it needs a month."""

    arguments: tuple[str, ...]
    kind: Kind
    monthly: bool = True


SOCIETY = (
    "purity",
    "falsification",
    "mobilised",
    "sent_down",
    "struggled",
    "allround",
    "food",
    "excess_deaths",
)
"""Measures of the whole society, asked by name alone."""

ATOMS: dict[str, Atom] = {
    "ascendancy": Atom((), Kind.NUMBER),
    "programme": Atom((), Kind.NUMBER),
    "prestige": Atom((), Kind.NUMBER),
    "engagement": Atom((), Kind.ENGAGEMENT),
    "action": Atom((), Kind.ACTION),
    "leader": Atom((), Kind.PERSON),
    "heir": Atom((), Kind.PERSON),
    "majority": Atom(("body",), Kind.NUMBER),
    "waiting": Atom(("body",), Kind.NUMBER),
    "stance": Atom(("person",), Kind.STANCE),
    "status": Atom(("person",), Kind.STATUS),
    "line": Atom(("person",), Kind.NUMBER),
    "loyalty": Atom(("institution",), Kind.NUMBER),
    "hazard": Atom(("institution",), Kind.NUMBER),
    "intensity": Atom(("campaign",), Kind.NUMBER),
    "sponsor": Atom(("document", "role"), Kind.PERSON, monthly=False),
    "coefficient": Atom(("coefficient",), Kind.NUMBER, monthly=False),
    **{name: Atom((), Kind.NUMBER) for name in SOCIETY},
    "output": Atom(("duty",), Kind.NUMBER),
    "tempering": Atom(("group",), Kind.NUMBER),
    "distinction": Atom(("setting", "setting"), Kind.NUMBER),
}

CHOICES = {
    "role": ("initiated", "drafted", "revised", "approved"),
    "duty": ("worker", "peasant", "soldier", "intellectual"),
    "group": ("intellectuals", "officials", "youth"),
}
"""Words in brackets that the language itself fixes."""

DISTINCTIONS = {
    frozenset({"town", "country"}): "distinction_town_country",
    frozenset({"mental", "manual"}): "distinction_mental_manual",
}

QUANTIFIERS = ("any", "all")
SPELL = "spell"
DRAWDOWN = "drawdown"
AGGREGATES = ("mean", "max", "min", "sum")
OVER = (*QUANTIFIERS, *AGGREGATES, DRAWDOWN, SPELL)
"""What takes a range of months and gives one answer."""


def society_measure(name: str, arguments: tuple[str, ...]) -> str | None:
    """The key of :attr:`Histories.society` that an atom asks for; None when it asks for something else."""
    if name == "distinction":
        return DISTINCTIONS.get(frozenset(arguments))
    if name in ("output", "tempering"):
        return f"{name}_{arguments[0]}"
    return name if name in SOCIETY else None
