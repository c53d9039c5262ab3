"""How far town and country, mental and manual work, are apart (SYSTEMS S8).

The *distinction* of two groups is the mean of two total-variation distances: between how their working time
is spread over the four duties, and between their distributions of skill (mean over the duties)::

    ½ · ½ Σ_d |τ_d − τ'_d|  +  ½ · ¼ Σ_d ½ Σ_k |s_dk − s'_dk|

1 wholly separate, 0 abolished; 0 where one of the groups is empty. People at labour count with the group they
come from.

A group's sums are kept in one row: four of worked time, then 4 × 16 of skill, each weighted by persons.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.society.layout import DUTIES, LEVELS

N_DUTIES = len(DUTIES)
ROW = N_DUTIES + N_DUTIES * LEVELS


@njit
def add_skills(row, cell, start, persons):  # type: ignore[no-untyped-def]
    """Add a cell's 4 × 16 skill columns from ``start``, weighted, to a group's row."""
    for j in range(N_DUTIES * LEVELS):
        row[N_DUTIES + j] += persons * cell[start + j]


@njit
def distinction(first, second):  # type: ignore[no-untyped-def]
    """Distinction index of two groups' rows."""
    time, time_ = 0.0, 0.0
    for d in range(N_DUTIES):
        time += first[d]
        time_ += second[d]
    persons, persons_ = 0.0, 0.0
    for k in range(LEVELS):
        persons += first[N_DUTIES + k]
        persons_ += second[N_DUTIES + k]
    if not (time > 0.0 and time_ > 0.0 and persons > 0.0 and persons_ > 0.0):
        return 0.0
    duties, skills = 0.0, 0.0
    for d in range(N_DUTIES):
        duties += abs(first[d] / time - second[d] / time_)
    for j in range(N_DUTIES, ROW):
        skills += abs(first[j] / persons - second[j] / persons_)
    return 0.25 * duties + 0.25 * skills / N_DUTIES
