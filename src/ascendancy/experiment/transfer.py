"""Transfer: one policy, levelling, at every scale from a hundred people to a hundred million, citizen by citizen.

From a society at rest, levelling λ is pressed for so many months: everybody's time is (1 − λ) his own work + λ in equal
parts over the four duties (``society/labour.py``). Every scale lives the same draws of the coefficients as far as it can
afford; so does the coarse society, which is the limit of infinitely many. Everything is measured over the last twelve
months, against the same citizens under no levelling ::

    output lost          1 − Y_λ / Y_0 ,   Y the output of all duties against what the same people yielded at the start
    distinction removed  1 − D_λ / D_0 ,   D of town and country, or of mental and manual work
    food lost            1 − F_λ / F_0

Nothing else is pressed: no campaign, no study, no works. What hunger adds are deaths a thousand heads.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.citizens.society import settle
from ascendancy.experiment.bands import BANDS, banded, resamples
from ascendancy.experiment.kept import kept
from ascendancy.experiment.plan import Plan
from ascendancy.rng import Stream, uniforms
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES, CELL_SIZE, PRESSURE_SIZE, Aggregate, Fixed, Pressure
from ascendancy.society.parameters import S
from ascendancy.society.rest import coarse_start

Floats = NDArray[np.float64]
Tick = Callable[[str], None]
YEAR = 12
WORTH_THREADS = 200_000
"""Citizens below which a month is over before a second thread has begun."""
WHOLE = "none"
LIMIT = 0
"""The scale that stands for infinitely many citizens."""
READ = (
    Aggregate.OUTPUT_TOTAL, Aggregate.DISTINCTION_TOWN_COUNTRY, Aggregate.DISTINCTION_MENTAL_MANUAL, Aggregate.FOOD,
    Aggregate.ALLROUND, Aggregate.EXCESS_DEATHS,
)  # fmt: skip
LOST = ("output_lost", "removed_town_country", "removed_mental_manual", "food_lost")
MEASURES = (*LOST, "allround", "deaths")
COLUMNS = ["ablation", "scale", "levelling", "measure", *BANDS, "lived", "from_limit"]


def pressed(levelling: float) -> Floats:
    """Pressure of levelling alone; authority stands."""
    out = np.zeros(PRESSURE_SIZE)
    out[Pressure.AUTHORITY], out[Pressure.LEVELLING] = 1.0, levelling
    return out


def without(ablation: str, θ: Floats) -> Floats:
    """The society's coefficients with a mechanism switched off."""
    θ = θ.copy()
    match ablation:
        case "returns":
            θ[:, S.SPECIALISATION] = 0.0
        case "decay":
            θ[:, S.SKILL_DECAY] = 0.0
        case "hunger":
            θ[:, S.FAMINE_MORTALITY] = 0.0
    return θ


def of_path(path: Floats, millions: float) -> Floats:
    """What is read of a path float64[months, len(AGGREGATES)]: means of the last year, deaths a thousand in all."""
    out = path[-YEAR:, list(READ)].mean(axis=0)
    out[-1] = 1000.0 * path[:, Aggregate.EXCESS_DEATHS].sum() / millions
    return np.asarray(out)


def by_citizens(
    fixed: Floats, θ: Floats, levelling: float, citizens: int, months: int, seed: int, threads: int | None
) -> Floats:
    """One draw lived by so many citizens."""
    if citizens < WORTH_THREADS:
        threads = 1
    society = settle(fixed, θ, citizens=citizens, seed=seed, months=months, threads=threads)
    asked = pressed(levelling)
    path = np.array([society.step(asked, threads) for _ in range(months)])
    return of_path(path, citizens * society.weight)


def by_the_coarse(fixed: Floats, θ: Floats, levelling: float, months: int) -> Floats:
    """One draw lived by infinitely many."""
    cells, path = np.zeros((fixed.shape[0], CELL_SIZE)), np.zeros((months, len(AGGREGATES)))
    coarse_start(cells, fixed, θ)
    asked = pressed(levelling)
    for t in range(months):
        coarse_month(cells, fixed, asked, θ, path[t])
    return of_path(path, float(fixed[:, Fixed.PERSONS].sum()))


def level(
    plan: Plan, fixed: Floats, θ: Floats, seed: int, threads: int | None, folder: Path | None, tick: Tick
) -> dict[tuple[str, int, float], Floats]:
    """Numbers float64[draws, len(READ)] by ablation, scale (``LIMIT`` first) and levelling."""
    asked = [(WHOLE, scale) for scale in (LIMIT, *plan.scales)]
    asked += [(a, LIMIT) for a in plan.transfer_ablations]
    seeds = [int(u * 2.0**53) for u in uniforms(seed, Stream.TRANSFER, 0, plan.draws)]
    found = {}
    for ablation, scale in asked:
        drawn = without(ablation, θ)[: plan.lived(scale)]
        for levelling in plan.levellings:
            name = f"{scale:,} citizens" if scale else "the coarse society"
            tick(f"{name}, levelling {levelling:g}" + (f", without {ablation}" if ablation != WHOLE else ""))
            settings: dict[str, Any] = {
                "of": "transfer", "scale": scale, "levelling": levelling, "months": plan.transfer_months,
                "seed": seed, "fixed": fixed.tobytes().hex(), "θ": drawn.tobytes().hex(),
            }  # fmt: skip

            def compute(scale: int = scale, levelling: float = levelling, drawn: Floats = drawn) -> Floats:
                if scale == LIMIT:
                    return np.array(
                        [by_the_coarse(fixed, one, levelling, plan.transfer_months) for one in drawn]
                    )
                return np.array(
                    [
                        by_citizens(fixed, one, levelling, scale, plan.transfer_months, key, threads)
                        for key, one in zip(seeds, drawn, strict=False)
                    ]
                )

            found[ablation, scale, levelling] = kept(folder, settings, compute)
    return found


def compared(values: Floats, against: Floats) -> Floats:
    """Measures float64[draws, len(MEASURES)] of a policy against none."""
    kept_share = np.divide(
        values[:, : len(LOST)], against[:, : len(LOST)], out=np.ones((values.shape[0], len(LOST))),
        where=against[:, : len(LOST)] > 0.0,
    )  # fmt: skip
    return np.concatenate([1.0 - kept_share, values[:, len(LOST) :]], axis=1)


def transfer_table(plan: Plan, cells: dict[tuple[str, int, float], Floats], seed: int) -> pd.DataFrame:
    """The table: a row an ablation, scale, levelling and measure; scale 0 is the coarse society.

    Only ``lived`` of the draws are lived by citizens. The others stand in as the coarse society has them, moved by the
    mean difference that citizens of that scale made where both were lived, so that scales are compared over the same
    draws. ``from_limit`` is the root mean square of those differences.
    """
    rows, chosen = [], resamples(plan.draws, seed)
    for (ablation, scale, levelling), values in cells.items():
        found = compared(values, cells[ablation, scale, plan.levellings[0]])
        limit = compared(cells[ablation, LIMIT, levelling], cells[ablation, LIMIT, plan.levellings[0]])
        apart = found - limit[: len(found)]
        away = np.sqrt(np.square(apart).mean(axis=0))
        every = np.concatenate([found, limit[len(found) :] + apart.mean(axis=0)])
        for k, measure in enumerate(MEASURES):
            bands = banded(every[:, k], chosen)
            if len(found) < plan.draws:  # the mean difference has an error of its own
                again = limit[:, k][chosen].mean(axis=1) + apart[:, k][resamples(len(found), seed)].mean(
                    axis=1
                )
                bands["low"], bands["high"] = (float(q) for q in np.quantile(again, (0.05, 0.95)))
            rows.append(
                (ablation, scale, levelling, measure, *bands.values(), float(len(found)), float(away[k]))
            )
    return pd.DataFrame(rows, columns=COLUMNS)


assert len(READ) == len(MEASURES)
