"""Names of everything that the society's arrays hold, in the order of their columns.

A *cell* is one place × setting × occupation. Arrays are indexed by these names and by nothing else: ``Fixed``
for the constants of a cell, ``Cell`` for its state, ``Pressure`` for what the regime presses down in a month,
``AGGREGATES`` for what comes back up.
"""

from __future__ import annotations

from enum import IntEnum

SETTINGS = ("town", "country", "school", "office", "barracks")
GROUPS = ("peasants", "workers", "soldiers", "officials", "intellectuals", "youth")
DUTIES = ("worker", "peasant", "soldier", "intellectual")

COUNTRY = SETTINGS.index("country")
OFFICIALS = GROUPS.index("officials")
INTELLECTUALS = GROUPS.index("intellectuals")
YOUTH = GROUPS.index("youth")
WORKER = DUTIES.index("worker")
PEASANT = DUTIES.index("peasant")

LINES = 7
"""Levels of a citizen's private line, −1 + i/3 as in the elite."""
LEVELS = 16
"""Levels of skill in each duty, 0 to 15: four bits."""
ALLROUND = 8
"""A citizen is all-round when all four skills are at this level or above."""


class Fixed(IntEnum):
    """Constants of one cell."""

    PERSONS = 0
    """Millions at the start of the case."""
    GROWTH = 1
    """Growth a month beyond the nation's."""
    PLACE = 2
    """Index of the place; cells are sorted by it."""
    SETTING = 3
    GROUP = 4
    MENTAL = 5
    """1 where most of the working time is the intellectual's, else 0."""
    TIME = 6
    """Four columns: time shares over the duties, sum 1."""
    THRESHOLD_MEAN = 10
    THRESHOLD_SD = 11
    DEPENDS = 12
    """Of children and the old: 1 + the index of the cell that they depend on; 0 of all others."""


FIXED_SIZE = 13


class Cell(IntEnum):
    """State of one cell."""

    PERSONS = 0
    """Millions."""
    SENT = 1
    """Share at labour."""
    STRUGGLED = 2
    """Share under struggle."""
    HARVEST = 3
    """Peasant output a head, trailing year."""
    BASE = 4
    """Four columns: output a head of each duty at the start of the case; constant."""
    SILENT = 8
    """Seven columns: share of the cell at each private line that does not express the line …"""
    EXPRESSED = 15
    """… and that expresses it. The 14 sum to 1."""
    ENROLLED = 22
    """Share enrolled, whatever they express: the mobilised are the enrolled who express the line."""
    HOME = 23
    """4 × 16 columns: share of the cell at its own work and at each skill; a duty's 16 sum to 1 − SENT."""
    AWAY = 87
    """4 × 16 columns: the same for those at labour; a duty's 16 sum to SENT."""


CELL_SIZE = 151


class Pressure(IntEnum):
    """What the regime presses down in a month; each in [0, 1] but the programme."""

    MOBILISATION = 0
    """Six columns, a group each."""
    TEMPERING = 6
    """Six columns: sending to labour."""
    STRUGGLE = 12
    """Six columns."""
    STUDY = 18
    WORKS = 19
    """Public works and output drives, which take the time of the mobilised."""
    LEVELLING = 20
    """1: everyone's time in equal shares over the four duties."""
    PROGRAMME = 21
    """The programme asked for, in [−1, 1]: what study teaches."""
    AUTHORITY = 22
    """How far local authority stands, 1 intact."""


PRESSURE_SIZE = 23
CAMPAIGN_SIZE = 21
"""The columns that campaigns set: all before the programme."""

AGGREGATES = (
    "purity",
    "falsification",
    "mobilised",
    "sent_down",
    "struggled",
    "allround",
    "distinction_town_country",
    "distinction_mental_manual",
    "output_worker",
    "output_peasant",
    "output_soldier",
    "output_intellectual",
    "food",
    "excess_deaths",
    "tempering_intellectuals",
    "tempering_officials",
    "tempering_youth",
    "output_total",
)


class Aggregate(IntEnum):
    """Columns of what :func:`ascendancy.society.coarse.coarse_month` writes; ``AGGREGATES`` are the names."""

    PURITY = 0
    FALSIFICATION = 1
    MOBILISED = 2
    SENT_DOWN = 3
    STRUGGLED = 4
    ALLROUND = 5
    DISTINCTION_TOWN_COUNTRY = 6
    DISTINCTION_MENTAL_MANUAL = 7
    OUTPUT = 8
    FOOD = 12
    EXCESS_DEATHS = 13
    TEMPERING_INTELLECTUALS = 14
    TEMPERING_OFFICIALS = 15
    TEMPERING_YOUTH = 16
    OUTPUT_TOTAL = 17
