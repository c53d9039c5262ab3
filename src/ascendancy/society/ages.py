"""Age groups: which of a cell's people are children, of working age, and old.

Where a case tells a place's people by age, those occupations that are counted with their families (``age`` all in the
occupations table) are divided: their children and old are what the place has of them, less those whose occupation is
of one age, shared out in proportion. Each age grows by the cell's growth and by its own beyond that of all ages
together, such that the cell as a whole begins with the cell's.

Children and the old do not work, and no campaign reaches them: they *depend* on those of working age in their cell,
and in shares of citizens they count with them. They eat, die and grow in number as everyone does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from ascendancy.society.dated import Figures, at, growth

if TYPE_CHECKING:
    from ascendancy.case.case import Case

WORKING, EVERY_AGE = "15-64", "all"
AGES = (WORKING, "0-14", "65+")
"""In the order in which a cell's parts stand."""


class Part(NamedTuple):
    """A share of a cell's people that is of one age."""

    age: str
    share: float
    growth: float
    """A month, beyond the cell's."""


def ages_of(case: Case, place: str) -> tuple[str, dict[str, Figures]] | None:
    """Dated figures by age, in persons, and the place they are of: this one, or the nearest around it with any."""
    parent = {row.id: row.parent for row in case.places}
    above: str | None = place
    while above is not None:
        rows = [row for row in case.population if row.place == above and row.age != EVERY_AGE]
        rows = [row for row in rows if (row.setting, row.occupation) == ("all", "all")]
        if rows:
            series = rows[0].series
            return above, {
                age: sorted(
                    (row.date.month, row.persons) for row in rows if row.series == series and row.age == age
                )
                for age in AGES
            }
        above = parent.get(above)
    return None


def parts(figures: Mapping[str, Figures], month: int, people: Mapping[str, float]) -> tuple[Part, ...]:
    """The ages of those who are counted with their families.

    Parameters
    ----------
    figures : dict of age to dated figures
    month : int
        Between dates figures move by constant growth, outside them they stand still.
    people : mapping of age to persons
        Those of the place whose occupation is of one age, and under ``all`` those to be divided.

    Returns
    -------
    tuple of Part
        In the order of ``AGES``; those without anybody are left out.

    Examples
    --------
    >>> known = {"15-64": [(0, 60.0)], "0-14": [(0, 36.0)], "65+": [(0, 4.0)]}
    >>> [(part.age, part.share) for part in parts(known, 0, {"all": 80.0, "15-64": 20.0})]
    [('15-64', 0.5), ('0-14', 0.45), ('65+', 0.05)]
    """
    now = {age: at(figures[age], month) for age in AGES if figures[age]}
    everybody, all_told = sum(people.values()), sum(now.values())
    left = {age: max(0.0, everybody * n / all_told - people.get(age, 0.0)) for age, n in now.items()}
    left = {age: n for age, n in left.items() if n > 0.0}
    if WORKING not in left:
        return (Part(EVERY_AGE, 1.0, 0.0),)
    shares = {age: n / sum(left.values()) for age, n in left.items()}
    own = {age: growth(figures[age]) for age in shares}
    mean = sum(shares[age] * own[age] for age in shares)
    return tuple(Part(age, shares[age], own[age] - mean) for age in shares)
