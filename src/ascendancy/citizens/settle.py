"""Settling the citizens: from a case's cells to units, and each citizen at rest.

Citizens are given to cells by largest remainder, and within a cell to units of nearly equal size. At rest there has
been no campaign: private lines are binomial about where privacy returns, thresholds normal, skills binomial as a
year-long practice leaves them, and everyone shows what visible support at rest makes him show.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from ascendancy._numba import njit
from ascendancy.citizens.draws import U32, U64, fill_draws, long_draw
from ascendancy.citizens.layout import (
    EXPRESSED,
    ROUNDING,
    THRESHOLD_MEAN,
    THRESHOLD_STEPS,
    UNIT_SIZE,
    Citizens,
    Rule,
    Units,
)
from ascendancy.citizens.vectors import LANES
from ascendancy.rng import Stream, philox
from ascendancy.society.layout import LEVELS, LINES, SETTINGS, Fixed
from ascendancy.society.parameters import S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
DRAWS = 65536


def largest_remainder(shares: Floats, total: int) -> Ints:
    """Whole numbers in proportion to ``shares`` that sum to ``total``.

    Examples
    --------
    >>> import numpy as np
    >>> largest_remainder(np.array([0.5, 0.3, 0.2]), 7)
    array([4, 2, 1])
    """
    exact = np.asarray(shares, dtype=np.float64) * (total / np.sum(shares))
    whole = np.floor(exact).astype(np.int64)
    behind = np.argsort(-(exact - whole), kind="stable")
    whole[behind[: total - int(whole.sum())]] += 1
    return whole


def room_for(size: Any, grown: Any) -> Any:
    """Slots that units of some size need to grow by a factor, with one more for fractions carried."""
    return (size + 1) * grown + 1


def lay_out(fixed: Floats, citizens: int, growth: float, months: int, unit_size: int | None = None) -> Units:
    """Units of ``citizens`` in all, with room for ``months`` of growth.

    Parameters
    ----------
    fixed : float64[C, FIXED_SIZE]
    citizens : int
    growth : float
        The nation's, a month; a cell's own is added.
    months : int
    unit_size : int, optional
        For every setting instead of ``UNIT_SIZE``; 0 makes every cell one unit.
    """
    held = largest_remainder(fixed[:, Fixed.PERSONS], citizens)
    grown = (1.0 + np.maximum(growth + fixed[:, Fixed.GROWTH], 0.0)) ** months
    cell, size = [], []
    for c, n in enumerate(held):
        wanted = UNIT_SIZE[SETTINGS[int(fixed[c, Fixed.SETTING])]] if unit_size is None else unit_size
        full = room_for(wanted, grown[c]) / ROUNDING
        fitting = (
            int((max(1, round(full)) * ROUNDING - 1) / grown[c]) - 1
        )  # a size whose room has no slot to spare
        count = 1 if wanted == 0 else max(1, -(-int(n) // max(1, fitting)))
        cell.append(np.full(count, c, dtype=np.int32))
        size.append(np.diff(int(n) * np.arange(count + 1, dtype=np.int64) // count).astype(np.int32))
    cells, sizes = np.concatenate(cell), np.concatenate(size)
    room = np.ceil(room_for(sizes, grown[cells])).astype(np.int64)
    room = (room + ROUNDING - 1) // ROUNDING * ROUNDING
    start = np.concatenate([[0], np.cumsum(room)[:-1]]).astype(np.int64)
    phase = np.arange(cells.size, dtype=np.uint64) * np.uint64(0x9E3779B1)
    carried = (phase & np.uint64(0xFFFFFFFF)).astype(np.uint32)
    return Units(
        cells, start, room.astype(np.int32), sizes, np.zeros_like(sizes), carried, carried[::-1].copy(),
        carried ^ np.uint32(0x55555555), np.zeros(cells.size, dtype=np.uint8),
    )  # fmt: skip


def empty_citizens(slots: int) -> Citizens:
    """Room for citizens; memory is taken up as slots are filled."""
    line, threshold, flags, labour = (np.zeros(slots, dtype=np.uint8) for _ in range(4))
    return Citizens(line, threshold, flags, labour, np.zeros((4, slots), dtype=np.uint8))


def _drawn(chances: Floats) -> Bytes:
    """Table from a 16-bit draw to an outcome, for chances (…, k)."""
    edges = np.round(np.cumsum(chances, axis=-1) * DRAWS)
    draws = np.arange(DRAWS)
    flat = edges.reshape(-1, edges.shape[-1])
    found = np.stack([np.searchsorted(row[:-1], draws, side="right") for row in flat]).astype(np.uint8)
    return found.reshape(*edges.shape[:-1], DRAWS)


def tables(fixed: Floats, θ: Floats) -> tuple[Bytes, Bytes, Bytes, Ints]:
    """Lines (DRAWS), thresholds (DRAWS), skills (profiles, 4, DRAWS), and each cell's profile."""
    chance = min(0.999, max(0.001, 0.5 * (1.0 + θ[S.PRIVATE_LINE])))
    lines = _drawn(stats.binom.pmf(np.arange(LINES), LINES - 1, chance))
    middle = special.ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
    steps = np.clip(np.round(middle * THRESHOLD_STEPS + THRESHOLD_MEAN), 0, 255).astype(np.uint8)
    time = fixed[:, Fixed.TIME : Fixed.TIME + 4]
    profiles, profile = np.unique(time, axis=0, return_inverse=True)
    gain = min(1.0, θ[S.SKILL_GAIN]) * profiles
    decay = min(1.0, θ[S.SKILL_DECAY]) * (1.0 - profiles)
    resting = gain / (gain + decay)
    skills = _drawn(stats.binom.pmf(np.arange(LEVELS), LEVELS - 1, resting[..., None]))
    return lines, steps, skills, profile.reshape(-1).astype(np.int64)


@njit(nogil=True)
def settle_units(first, last, citizens, units, rules, visible, lines, thresholds, skills, profile, seed):  # type: ignore[no-untyped-def]
    """Fill units ``first`` to ``last`` − 1 with citizens at rest; ``visible`` (C) is what each cell sees."""
    draws, more = np.empty((8, LANES), dtype=np.uint8), np.empty((8, LANES), dtype=np.uint8)
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    for u in range(first, last):
        c = units.cell[u]
        rule = rules[c]
        a, b, key, other = philox(U32(u), U32(0), U32(0), U32(Stream.CITIZEN_START), low, high)
        base = rule[Rule.DRIVE] + rule[Rule.VISIBLE] * visible[c] - 3.0 * rule[Rule.LINE]
        shown = 0
        for i in range(units.size[u]):
            n = i % LANES
            if n == 0:
                fill_draws(i, a, b, draws)
                fill_draws(i, key, other, more)
            j = units.start[u] + i
            line, step = lines[long_draw(draws, 0, n)], thresholds[long_draw(draws, 1, n)]
            threshold = rule[Rule.SPREAD] * (step - THRESHOLD_MEAN) / THRESHOLD_STEPS
            held = base + rule[Rule.LINE] * line - threshold
            noise = 2.0 * rule[Rule.HALF] * long_draw(draws, 2, n) / 65536.0
            expressed = rule[Rule.REACHED] > 0.0 and noise < held
            citizens.line[j], citizens.threshold[j] = line, step
            citizens.flags[j] = EXPRESSED if expressed else 0
            citizens.labour[j] = 0
            shown += 1 if expressed else 0
            for d in range(4):
                citizens.skill[d, j] = skills[profile[c], d, long_draw(more, d, n)]
        units.expressed[u] = shown
