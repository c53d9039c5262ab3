"""Shares sum to what they are shares of."""

from __future__ import annotations

from collections.abc import Iterator

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at, cell
from ascendancy.case.faults import Fault
from ascendancy.case.schema import Population

DUTIES = ("worker", "peasant", "soldier", "intellectual")
DUTY_TOLERANCE = 1e-6
POPULATION_TOLERANCE = 0.02


def check(case: Case) -> Iterator[Fault]:
    """The four duties sum to 1; the parts of a population to the whole, within 2%."""
    for occupation in case.occupations:
        shares = [getattr(occupation, duty) for duty in DUTIES]
        if None not in shares and abs(sum(shares) - 1) > DUTY_TOLERANCE:
            found = " + ".join(f"{duty} {share:g}" for duty, share in zip(DUTIES, shares, strict=True))
            yield at(occupation, DUTIES[0], "shares that sum to 1", f"{found} = {sum(shares):g}")
    for whole, parts in wholes(case.population):
        total = sum(part.persons for part in parts)
        if abs(total - whole.persons) > POPULATION_TOLERANCE * whole.persons:
            kind = "settings" if whole.setting == "all" else f"occupations in {whole.setting}"
            kind = "ages" if parts[0].age != "all" else kind
            found = f"{cell(whole, 'persons')} where the {kind} sum to {total:g}"
            yield at(whole, "persons", "the sum of its parts, within 2%", found)


def wholes(population: tuple[Population, ...]) -> Iterator[tuple[Population, list[Population]]]:
    """Each number that has parts, with its parts: settings of a place, occupations of a setting, ages of either."""
    parts: dict[tuple[object, ...], list[Population]] = {}
    for row in population:
        if None in (row.place, row.date, row.setting, row.occupation, row.age, row.persons, row.series):
            continue
        here = (row.place, row.date, row.series)
        if row.age != "all":
            parts.setdefault((*here, row.setting, row.occupation), []).append(row)
        elif row.occupation != "all":
            parts.setdefault((*here, row.setting), []).append(row)
        elif row.setting != "all":
            parts.setdefault(here, []).append(row)
    for row in population:
        if row.age != "all" or row.persons is None:
            continue
        here = (row.place, row.date, row.series)
        levels: list[tuple[object, ...]] = [(*here, row.setting, row.occupation)]
        if row.occupation == "all":
            levels.append(here if row.setting == "all" else (*here, row.setting))
        for level in levels:
            if level in parts:
                yield row, parts[level]
