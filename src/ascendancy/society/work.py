"""Occupations: what their people spend time on, the group they belong to, when they express the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ascendancy.society.ages import EVERY_AGE

if TYPE_CHECKING:
    from ascendancy.case.schema import Occupation

THRESHOLD = (0.5, 0.25)
"""Mean and s.d. of thresholds where the case gives none: no measurement is known, so every group is alike."""


class Work(NamedTuple):
    """An occupation: group, time shares over the duties, thresholds."""

    name: str
    setting: str
    group: str
    time: tuple[float, float, float, float]
    threshold_mean: float = THRESHOLD[0]
    threshold_sd: float = THRESHOLD[1]
    age: str = EVERY_AGE


DEFAULT_WORK = (
    Work("peasant", "country", "peasants", (0.05, 0.90, 0.02, 0.03)),
    Work("worker", "town", "workers", (0.90, 0.02, 0.03, 0.05)),
    Work("official", "office", "officials", (0.03, 0.02, 0.02, 0.93)),
    Work("teacher", "school", "intellectuals", (0.03, 0.02, 0.02, 0.93)),
    Work("student", "school", "youth", (0.05, 0.05, 0.05, 0.85)),
    Work("soldier", "barracks", "soldiers", (0.10, 0.05, 0.75, 0.10)),
)
"""Generic occupations; time shares are round numbers by convention."""


def work_of(row: Occupation) -> Work:
    """An occupation as a case's table has it."""
    mean = THRESHOLD[0] if row.threshold_mean is None else row.threshold_mean
    sd = THRESHOLD[1] if row.threshold_sd is None else row.threshold_sd
    time = (row.worker, row.peasant, row.soldier, row.intellectual)
    return Work(row.occupation, row.setting, row.group, time, mean, sd, row.age)
