"""What a citizen, a unit and a month's aggregates are made of.

A citizen is eight bytes, one array a field: private line (0 to 6), threshold (a standard normal in steps of 1/32,
127.5 its mean), flags, months of labour left, and skill in each of the four duties (0 to 15). Citizens of a *unit* –
a brigade, factory, school, office or barracks of one place, setting and occupation – lie together; a unit's slots
beyond its size are free.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.society.layout import DUTIES, LEVELS

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int64]
Ints32 = NDArray[np.int32]

EXPRESSED, ENROLLED, SENT, STRUCK = 1, 2, 4, 8
"""Bits of ``flags``. The mobilised are the enrolled who express the line."""
THRESHOLD_STEPS = 32
"""Steps of a threshold byte in one standard deviation."""
THRESHOLD_MEAN = 127.5
ROUNDING = 64
"""A unit's slots are a multiple of this, so that whole vectors (``vectors.py``) lie within it."""
FIELDS = ("line", "threshold", "flags", "labour", *DUTIES)
UNIT_SIZE = {"town": 600, "country": 1000, "school": 400, "office": 150, "barracks": 800}
"""Citizens of a unit, by setting: round numbers by convention (a production brigade, a factory, a school …)."""


class Citizens(NamedTuple):
    """One byte a field and citizen; ``skill`` is a row a duty. Slots are those of the units."""

    line: Bytes  # (slots,)
    threshold: Bytes  # (slots,)
    flags: Bytes  # (slots,)
    labour: Bytes  # (slots,) months of labour left
    skill: Bytes  # (4, slots)


class Units(NamedTuple):
    """The units, sorted by cell; a cell's units lie together."""

    cell: Ints32  # (units,)
    start: Ints  # (units,) first slot
    room: Ints32  # (units,) slots
    size: Ints32  # (units,) citizens
    expressed: Ints32  # (units,) of them, at last month's end
    born: NDArray[np.uint32]  # (units,) fraction of a newcomer carried over, of 2^32
    died: NDArray[np.uint32]  # (units,) the same for deaths beyond the usual
    passed: NDArray[np.uint32]  # (units,) the same for usual deaths
    apart: Bytes  # (units,) whether anybody was at labour or under struggle at last month's end


class Sum(IntEnum):
    """Columns of a cell's aggregates of one month, all integers, so that no order of adding changes them."""

    CITIZENS = 0
    EXPRESSED = 1
    FALSIFIED = 2
    MOBILISED = 3
    SENT = 4
    STRUCK = 5
    ALLROUND = 6
    BORN = 7
    """Newcomers, less those who left a cell that shrinks."""
    DIED = 8
    """Of hunger, beyond the usual."""
    TURNED_AWAY = 9
    """Newcomers for whom their unit had no slot: an error, reported as such."""
    PASSED = 10
    """Usual deaths."""
    TIME = 11
    """Four columns: time worked in each duty, in 2^-14 of a citizen's month."""
    OUTPUT = 15
    """Four columns: output of each duty, in 2^-28 of what full skill yields in a month."""
    TAILS = 19
    """4 × 16 columns: citizens whose skill in the duty is at this level or above (level 0 left empty)."""


SUMS = Sum.TAILS + len(DUTIES) * LEVELS
TIME_UNIT = 1 << 14
YIELD_UNIT = 1 << 14


class Rule(IntEnum):
    """What a month asks of a cell: columns of floats, compiled once a month from pressure and coefficients."""

    DRIVE = 0
    """Weight of pressure × pressure − shift − mean threshold, + the noise's half-width."""
    VISIBLE = 1
    """Weight of visible support."""
    OWN = 2
    """Weight of the unit in what its citizens see …"""
    SEEN = 3
    """… and what they see of place and nation together, weighted."""
    LINE = 4
    """Weight of one step of private line (a third)."""
    SPREAD = 5
    """Standard deviation of thresholds."""
    HALF = 6
    """Half-width of the noise."""
    REVISIT = 7
    UP = 8
    DOWN = 9
    JOIN = 10
    LEAVE = 11
    SEND = 12
    STRIKE = 13
    RELEASE = 14
    MEETINGS = 15
    """Share of the time of the mobilised that meetings take …"""
    WORKS = 16
    """… and that works take."""
    GROWTH = 17
    """Newcomers less usual deaths, a head …"""
    FAMINE = 18
    """… deaths beyond the usual …"""
    DEATHS = 19
    """… and usual deaths."""
    REACHED = 20
    """0 for children and the old, whom nothing of the above reaches but growth and deaths."""
    GAIN = 21
    DECAY = 22
    HOME = 23
    """Four columns: time at own work, before meetings and works."""
    AWAY = 27
    """Four columns: the same for those at labour."""


RULES = 31
