"""The states a person and a leader can be in, and the layout of one particle's regime record."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEVELS = 7
LINES = tuple(float(x) for x in np.round(np.linspace(-1.0, 1.0, LEVELS), 12))
STANCES = ("oppose", "wait", "support")
STATUSES = ("active", "criticised", "sidelined", "purged", "dead")
STATES = LEVELS * len(STANCES) * len(STATUSES)
ACTIONS = ("rear", "rectify", "mobilise", "compromise")
ENGAGEMENTS = ("front", "rear")
PHASES = ("off", "opening", "high", "ebb")
PHASE_INTENSITY = (0.0, 0.35, 1.0, 0.4)
LINE_VALUES = np.array(LINES)
INTENSITY_OF_PHASE = np.array(PHASE_INTENSITY)


class Stance(IntEnum):
    OPPOSE = 0
    WAIT = 1
    SUPPORT = 2


class Status(IntEnum):
    ACTIVE = 0
    CRITICISED = 1
    SIDELINED = 2
    PURGED = 3
    DEAD = 4


class Action(IntEnum):
    """What the leader does this month (MODEL.md, step 2)."""

    REAR = 0
    RECTIFY = 1
    MOBILISE = 2
    COMPROMISE = 3


class Phase(IntEnum):
    OFF = 0
    OPENING = 1
    HIGH = 2
    EBB = 3


class R(IntEnum):
    """Columns of the regime record of one particle in one month (all float64)."""

    LOGIT_A = 0
    PROGRAMME = 1
    PRESTIGE = 2
    ACTION = 3
    LEADER = 4
    HEIR = 5
    REPORTED_DEATHS = 6
    LEVERS = 7
    WARNING = 8
    MEAN_LINE = 9
    YEAR_DEATHS = 10
    PRESTIGE_LOST = 11
    LEADER_DIED = 12  # 1 in the month in which whoever led died


RECORD = len(R)


class Particles(NamedTuple):
    """The state of n particles (or n histories) at one month's end. N people, B bodies, K institutions, C titles."""

    record: NDArray[np.float64]  # (n, 13) columns R
    phases: NDArray[np.int8]  # (n, C)
    noise: NDArray[np.float64]  # (n, B) persistent noise of the majorities
    loyalty_noise: NDArray[np.float64]  # (n, K)
    majority: NDArray[np.float64]  # (n, B)
    waiting: NDArray[np.float64]  # (n, B)
    loyalty: NDArray[np.float64]  # (n, K)
    hazard: NDArray[np.float64]  # (n, K) mean chance of being criticised this month
    strikes: NDArray[np.float64]  # (n, K) intensity that strikes each institution
    vectors: NDArray[np.float64]  # (n, N, 105)
    summary: NDArray[np.float64]  # (n, N, 7) columns S
    cells: NDArray[np.float64]  # (n, cells, values) the coarse society
    measures: NDArray[np.float64]  # (n, measures) of society, this month


def empty_particles(
    n: int, people: int, bodies: int, institutions: int, titles: int, cells: tuple[int, int], measures: int
) -> Particles:
    """Room for n particles, all zero."""
    return Particles(
        record=np.zeros((n, RECORD)),
        phases=np.zeros((n, titles), dtype=np.int8),
        noise=np.zeros((n, bodies)),
        loyalty_noise=np.zeros((n, institutions)),
        majority=np.zeros((n, bodies)),
        waiting=np.zeros((n, bodies)),
        loyalty=np.zeros((n, institutions)),
        hazard=np.zeros((n, institutions)),
        strikes=np.zeros((n, institutions)),
        vectors=np.zeros((n, people, STATES)),
        summary=np.zeros((n, people, SUMMARY)),
        cells=np.zeros((n, *cells)),
        measures=np.zeros((n, measures)),
    )


class S(IntEnum):
    """Columns of a person's summary, kept from one month's end for the next month's submodels."""

    SUPPORT = 0  # probability: supports, in office (active or criticised)
    OPPOSE = 1  # probability: opposes, in office
    IN_OFFICE = 2  # probability: active or criticised
    FALLEN = 3  # probability: sidelined or purged
    LINE = 4  # mean line
    HEARD_SUPPORT = 5  # probability: supports, whatever the status but dead
    HEARD_OPPOSE = 6  # probability: opposes, likewise


SUMMARY = len(S)


def state_index(line: int, stance: int, status: int) -> int:
    """Where a person's (line, stance, status) stands in his vector of 105 probabilities."""
    return (line * len(STANCES) + stance) * len(STATUSES) + status
