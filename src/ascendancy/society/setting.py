"""The cells of a case: its places, settings and occupations with their people at the start.

Read from the case's ``places``, ``occupations`` and ``population``:

- Places are the largest that have figures: a nation where it has, else its provinces. (The citizens use the
  smallest; the coarse society needs only what its equations tell apart.)
- Of rival estimates for a place the one that tells most cells apart is used, the first in the file where
  several do; between dates figures move by constant growth, outside them they stand still.
- Settings are scaled to the place's total; what a total leaves beside the named settings is country.
  A setting without figures by occupation is split evenly over its occupations; so is what the named ones
  leave.
- Growth beyond the nation's is each cell's mean over the whole span of the figures.
- A case without population has one place of a hundred million, three quarters of them in the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.society.ages import EVERY_AGE, ages_of, parts
from ascendancy.society.dated import Figures, at, growth
from ascendancy.society.layout import FIXED_SIZE, GROUPS, SETTINGS, Fixed
from ascendancy.society.work import DEFAULT_WORK, Work, work_of

if TYPE_CHECKING:
    from ascendancy.case.case import Case
    from ascendancy.case.schema import Population

Floats = NDArray[np.float64]

NATION = "nation"
WHOLE = "all"


DEFAULT_SHARES = {"country": 0.75, "town": 0.20, "office": 0.02, "school": 0.02, "barracks": 0.01}
DEFAULT_MILLIONS = 100.0


class Row(NamedTuple):
    """People of one cell."""

    place: str
    work: Work
    millions: float
    growth: float
    age: str = EVERY_AGE
    with_before: int = 0
    """Of those who depend: how many cells before theirs those of working age stand."""


class SocietySetting(NamedTuple):
    """Places, cells by name (place, setting, occupation), their ages, and their constants (columns ``Fixed``)."""

    places: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    ages: tuple[str, ...]
    fixed: Floats

    def cells(self, coefficients: Floats) -> Floats:
        """The cells at rest at the start of the case, for one particle's coefficients (columns ``S``)."""
        from ascendancy.society.layout import CELL_SIZE
        from ascendancy.society.rest import coarse_start

        cells = np.zeros((len(self.names), CELL_SIZE))
        coarse_start(cells, self.fixed, coefficients)
        return cells


def society_setting(case: Case, smallest: bool = False, month: int | None = None) -> SocietySetting:
    """Compile a case's society.

    Parameters
    ----------
    case : Case
        Masked to the date of analysis if nothing later must be seen.
    smallest : bool
        For the citizens: cells of the smallest places with figures instead of the largest, and of age groups where the
        case has them (``ages.py``). What a larger place has of each setting and occupation is given to those within it
        in proportion to their totals.
    month : int, optional
        The month whose figures are used; the case's first.

    Returns
    -------
    SocietySetting
        Cells sorted by place; those without people are left out.
    """
    start = case.parameters.start if month is None else month
    work = tuple(work_of(row) for row in case.occupations) or DEFAULT_WORK
    places = _places(case)
    rows: list[Row] = []
    if not places:
        shares = _spread(dict(DEFAULT_SHARES), work)
        rows = [Row(NATION, w, DEFAULT_MILLIONS * share, 0.0) for w, share in shares]
    for place in places:
        found = _place_rows(place, _estimate(case, place), work, start)
        of_parts = _parts(case, place, start) if smallest else {place: 1.0}
        rows += [
            Row(part, w, share * n, grown) for part, share in of_parts.items() for _, w, n, grown in found
        ]
    rows = [row for row in rows if row.millions > 0.0]
    if smallest:
        rows = _by_age(case, rows, start)
    nation = sum(row.millions * row.growth for row in rows) / sum(row.millions for row in rows)
    order = tuple(dict.fromkeys(row.place for row in rows))
    with_whom = [c - row.with_before + 1 if row.with_before else 0 for c, row in enumerate(rows)]
    fixed = np.array([
        _fixed(order.index(row.place), row.work, row.millions, row.growth - nation, depends)
        for row, depends in zip(rows, with_whom, strict=True)
    ])  # fmt: skip
    names = tuple((row.place, row.work.setting, row.work.name) for row in rows)
    return SocietySetting(order, names, tuple(row.age for row in rows), fixed)


def _by_age(case: Case, rows: list[Row], month: int) -> list[Row]:
    """Cells that are counted with their families divided into ages, where the case has figures for their place."""
    figures = {place: ages_of(case, place) for place in {row.place for row in rows}}
    people: dict[str, dict[str, float]] = {}
    for row in rows:
        if (found := figures[row.place]) is not None:
            here = people.setdefault(found[0], {})
            here[row.work.age] = here.get(row.work.age, 0.0) + row.millions
    out: list[Row] = []
    for row in rows:
        found = figures[row.place]
        if found is None or row.work.age != EVERY_AGE:
            out.append(row._replace(age=row.work.age))
            continue
        out += [
            row._replace(
                millions=row.millions * part.share,
                growth=row.growth + part.growth,
                age=part.age,
                with_before=n,
            )
            for n, part in enumerate(parts(found[1], month, people[found[0]]))
        ]
    return out


def default_setting() -> SocietySetting:
    """The society of a case without population: one place of a hundred million, three quarters of them in the country.

    Examples
    --------
    >>> from ascendancy.society.setting import default_setting
    >>> round(float(default_setting().fixed[:, 0].sum()), 9)
    100.0
    """
    rows = [(w, DEFAULT_MILLIONS * share) for w, share in _spread(dict(DEFAULT_SHARES), DEFAULT_WORK)]
    names = tuple((NATION, w.setting, w.name) for w, _ in rows)
    fixed = np.array([_fixed(0, w, millions, 0.0) for w, millions in rows])
    return SocietySetting((NATION,), names, (EVERY_AGE,) * len(rows), fixed)


def _places(case: Case) -> list[str]:
    """Places with figures that lie in no other place with figures."""
    with_figures = {row.place for row in case.population}
    parent = {place.id: place.parent for place in case.places}

    def covered(place: str) -> bool:
        above = parent.get(place)
        while above is not None:
            if above in with_figures:
                return True
            above = parent.get(above)
        return False

    return sorted(place for place in with_figures if not covered(place))


def _parts(case: Case, place: str, start: int) -> dict[str, float]:
    """The smallest places with totals within a place, each with its share of them; itself if there are none."""
    parent = {row.id: row.parent for row in case.places}
    totals = {
        name: at(figures, start)
        for name in {row.place for row in case.population}
        if (figures := _figures(_estimate(case, name), WHOLE, WHOLE)) and name != place
    }

    def within(name: str, of: str) -> bool:
        above = parent.get(name)
        while above is not None and above != of:
            above = parent.get(above)
        return above is not None

    inside = {name: n for name, n in totals.items() if within(name, place)}
    least = {name: n for name, n in inside.items() if not any(within(other, name) for other in inside)}
    everybody = sum(least.values())
    return {name: least[name] / everybody for name in sorted(least)} if everybody > 0.0 else {place: 1.0}


def _estimate(case: Case, place: str) -> list[Population]:
    """Rows of the estimate that tells most cells of a place apart."""
    rows = [row for row in case.population if row.place == place and row.age == EVERY_AGE]
    cells: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        cells.setdefault(row.series, set()).add((row.setting, row.occupation))
    chosen = max(cells, key=lambda series: len(cells[series]))
    return [row for row in rows if row.series == chosen]


def _figures(rows: Sequence[Population], setting: str, occupation: str) -> Figures:
    """Dated figures, millions."""
    chosen = [row for row in rows if row.setting == setting and row.occupation == occupation]
    return sorted((row.date.month, row.persons / 1e6) for row in chosen)


def _place_rows(
    place: str, rows: Sequence[Population], work: Sequence[Work], start: int
) -> list[tuple[str, Work, float, float]]:
    total = _figures(rows, WHOLE, WHOLE)
    by_setting: dict[str, float] = {}
    grown: dict[str, float] = {}
    by_work: dict[tuple[str, str], float] = {}
    for setting in SETTINGS:
        whole = _figures(rows, setting, WHOLE)
        named = {w.name: _figures(rows, setting, w.name) for w in work if w.setting == setting}
        for name, figures in named.items():
            if figures:
                by_work[setting, name] = at(figures, start)
        if whole:
            by_setting[setting], grown[setting] = at(whole, start), growth(whole)
        elif any(named.values()):
            by_setting[setting] = sum(by_work.get((setting, name), 0.0) for name in named)
            grown[setting] = float(np.mean([growth(figures) for figures in named.values() if figures]))
    everybody = at(total, start) if total else sum(by_setting.values())
    if not by_setting:
        by_setting = {setting: everybody * share for setting, share in DEFAULT_SHARES.items()}
    elif "country" not in by_setting:
        by_setting["country"] = max(0.0, everybody - sum(by_setting.values()))
    scale = everybody / sum(by_setting.values()) if sum(by_setting.values()) > 0.0 else 0.0
    by_setting = {setting: scale * persons for setting, persons in by_setting.items()}
    overall = growth(total) if total else 0.0
    by_work = {key: scale * persons for key, persons in by_work.items()}
    spread = _spread(by_setting, work, by_work)
    return [(place, w, persons, grown.get(w.setting, overall)) for w, persons in spread]


def _spread(
    parts: dict[str, float], work: Sequence[Work], named: dict[tuple[str, str], float] | None = None
) -> list[tuple[Work, float]]:
    """People of each setting over its occupations: the named as given, the rest evenly over the others."""
    known = named or {}
    out: list[tuple[Work, float]] = []
    for setting, persons in parts.items():
        here = [w for w in work if w.setting == setting] or [w for w in DEFAULT_WORK if w.setting == setting]
        given = {w.name: known[setting, w.name] for w in here if (setting, w.name) in known}
        left = max(0.0, persons - sum(given.values()))
        others = [w for w in here if w.name not in given]
        fit = 1.0 if others or not given else persons / max(sum(given.values()), 1e-300)
        out += [(w, fit * given[w.name] if w.name in given else left / len(others)) for w in here]
    return out


def _fixed(place: int, work: Work, millions: float, growth: float, depends: int = 0) -> Floats:
    row = np.zeros(FIXED_SIZE)
    row[Fixed.PERSONS] = millions
    row[Fixed.GROWTH] = growth
    row[Fixed.PLACE] = place
    row[Fixed.SETTING] = SETTINGS.index(work.setting)
    row[Fixed.GROUP] = GROUPS.index(work.group)
    row[Fixed.MENTAL] = float(work.time[3] > 0.5)
    row[Fixed.TIME : Fixed.TIME + 4] = 0.0 if depends else work.time
    row[Fixed.THRESHOLD_MEAN] = work.threshold_mean
    row[Fixed.THRESHOLD_SD] = work.threshold_sd
    row[Fixed.DEPENDS] = depends
    return row
