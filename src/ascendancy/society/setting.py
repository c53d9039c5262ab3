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

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.society.layout import FIXED_SIZE, GROUPS, SETTINGS, Fixed

if TYPE_CHECKING:
    from ascendancy.case.case import Case
    from ascendancy.case.schema import Occupation, Population

Floats = NDArray[np.float64]
Figures = list[tuple[int, float]]

THRESHOLD = (0.5, 0.25)
"""Mean and s.d. of thresholds where the case gives none: no measurement is known, so every group is alike."""
NATION = "nation"
WHOLE = "all"


class Work(NamedTuple):
    """An occupation: group, time shares over the duties, thresholds."""

    name: str
    setting: str
    group: str
    time: tuple[float, float, float, float]
    threshold_mean: float = THRESHOLD[0]
    threshold_sd: float = THRESHOLD[1]


DEFAULT_WORK = (
    Work("peasant", "country", "peasants", (0.05, 0.90, 0.02, 0.03)),
    Work("worker", "town", "workers", (0.90, 0.02, 0.03, 0.05)),
    Work("official", "office", "officials", (0.03, 0.02, 0.02, 0.93)),
    Work("teacher", "school", "intellectuals", (0.03, 0.02, 0.02, 0.93)),
    Work("student", "school", "youth", (0.05, 0.05, 0.05, 0.85)),
    Work("soldier", "barracks", "soldiers", (0.10, 0.05, 0.75, 0.10)),
)
"""Generic occupations; time shares are round numbers by convention."""
DEFAULT_SHARES = {"country": 0.75, "town": 0.20, "office": 0.02, "school": 0.02, "barracks": 0.01}
DEFAULT_MILLIONS = 100.0


class SocietySetting(NamedTuple):
    """Places, cells by name (place, setting, occupation), and their constants (columns ``Fixed``)."""

    places: tuple[str, ...]
    names: tuple[tuple[str, str, str], ...]
    fixed: Floats

    def cells(self, coefficients: Floats) -> Floats:
        """The cells at rest at the start of the case, for one particle's coefficients (columns ``S``)."""
        from ascendancy.society.layout import CELL_SIZE
        from ascendancy.society.rest import coarse_start

        cells = np.zeros((len(self.names), CELL_SIZE))
        coarse_start(cells, self.fixed, coefficients)
        return cells


def society_setting(case: Case, smallest: bool = False) -> SocietySetting:
    """Compile a case's society.

    Parameters
    ----------
    case : Case
        Masked to the date of analysis if nothing later must be seen.
    smallest : bool
        Cells of the smallest places with figures instead of the largest, for the citizens: what a larger place has
        of each setting and occupation is given to those within it in proportion to their totals.

    Returns
    -------
    SocietySetting
        Cells sorted by place; those without people are left out.
    """
    work = tuple(_work(row) for row in case.occupations) or DEFAULT_WORK
    places = _places(case)
    rows: list[tuple[str, Work, float, float]] = []
    if not places:
        shares = _spread(dict(DEFAULT_SHARES), work)
        rows = [(NATION, w, DEFAULT_MILLIONS * share, 0.0) for w, share in shares]
    for place in places:
        found = _place_rows(place, _estimate(case, place), work, case)
        parts = _parts(case, place) if smallest else {place: 1.0}
        rows += [(part, w, share * n, growth) for part, share in parts.items() for _, w, n, growth in found]
    rows = [row for row in rows if row[2] > 0.0]
    nation = sum(n * growth for _, _, n, growth in rows) / sum(n for _, _, n, _ in rows)
    names = tuple((place, w.setting, w.name) for place, w, _, _ in rows)
    order = tuple(dict.fromkeys(place for place, _, _ in names))
    fixed = np.array([_fixed(order.index(place), w, n, growth - nation) for place, w, n, growth in rows])
    return SocietySetting(order, names, fixed)


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
    return SocietySetting((NATION,), names, np.array([_fixed(0, w, millions, 0.0) for w, millions in rows]))


def _work(row: Occupation) -> Work:
    mean = THRESHOLD[0] if row.threshold_mean is None else row.threshold_mean
    sd = THRESHOLD[1] if row.threshold_sd is None else row.threshold_sd
    time = (row.worker, row.peasant, row.soldier, row.intellectual)
    return Work(row.occupation, row.setting, row.group, time, mean, sd)


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


def _parts(case: Case, place: str) -> dict[str, float]:
    """The smallest places with totals within a place, each with its share of them; itself if there are none."""
    parent = {row.id: row.parent for row in case.places}
    start = case.parameters.start
    totals = {
        name: _at(figures, start)
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
    rows = [row for row in case.population if row.place == place]
    cells: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        cells.setdefault(row.series, set()).add((row.setting, row.occupation))
    chosen = max(cells, key=lambda series: len(cells[series]))
    return [row for row in rows if row.series == chosen]


def _figures(rows: Sequence[Population], setting: str, occupation: str) -> Figures:
    """Dated figures, millions."""
    chosen = [row for row in rows if row.setting == setting and row.occupation == occupation]
    return sorted((row.date.month, row.persons / 1e6) for row in chosen)


def _at(figures: Figures, month: int) -> float:
    """The figure at a month: constant growth between dates, still outside them."""
    months, values = [m for m, _ in figures], [n for _, n in figures]
    if min(values) <= 0.0:
        return float(np.interp(month, months, values))
    return float(math.exp(np.interp(month, months, np.log(values))))


def _growth(figures: Figures) -> float:
    (first, before), (last, after) = figures[0], figures[-1]
    if last == first or before <= 0.0 or after <= 0.0:
        return 0.0
    return math.log(after / before) / (last - first)


def _place_rows(
    place: str, rows: Sequence[Population], work: Sequence[Work], case: Case
) -> list[tuple[str, Work, float, float]]:
    start = case.parameters.start
    total = _figures(rows, WHOLE, WHOLE)
    parts: dict[str, float] = {}
    growth: dict[str, float] = {}
    by_work: dict[tuple[str, str], float] = {}
    for setting in SETTINGS:
        whole = _figures(rows, setting, WHOLE)
        named = {w.name: _figures(rows, setting, w.name) for w in work if w.setting == setting}
        for name, figures in named.items():
            if figures:
                by_work[setting, name] = _at(figures, start)
        if whole:
            parts[setting], growth[setting] = _at(whole, start), _growth(whole)
        elif any(named.values()):
            parts[setting] = sum(by_work.get((setting, name), 0.0) for name in named)
            growth[setting] = float(np.mean([_growth(figures) for figures in named.values() if figures]))
    everybody = _at(total, start) if total else sum(parts.values())
    if not parts:
        parts = {setting: everybody * share for setting, share in DEFAULT_SHARES.items()}
    elif "country" not in parts:
        parts["country"] = max(0.0, everybody - sum(parts.values()))
    scale = everybody / sum(parts.values()) if sum(parts.values()) > 0.0 else 0.0
    parts = {setting: scale * persons for setting, persons in parts.items()}
    overall = _growth(total) if total else 0.0
    by_work = {key: scale * persons for key, persons in by_work.items()}
    spread = _spread(parts, work, by_work)
    return [(place, w, persons, growth.get(w.setting, overall)) for w, persons in spread]


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


def _fixed(place: int, work: Work, millions: float, growth: float) -> Floats:
    row = np.zeros(FIXED_SIZE)
    row[Fixed.PERSONS] = millions
    row[Fixed.GROWTH] = growth
    row[Fixed.PLACE] = place
    row[Fixed.SETTING] = SETTINGS.index(work.setting)
    row[Fixed.GROUP] = GROUPS.index(work.group)
    row[Fixed.MENTAL] = float(work.time[3] > 0.5)
    row[Fixed.TIME : Fixed.TIME + 4] = work.time
    row[Fixed.THRESHOLD_MEAN] = work.threshold_mean
    row[Fixed.THRESHOLD_SD] = work.threshold_sd
    return row
