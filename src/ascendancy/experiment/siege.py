"""Survival and versatility over siege × isolation × size of the core, with every mechanism switched off in turn.

Each cell of the grid lives the same draws of the coefficients, and under each the same cores (the same losses as far as
they have the same people), once as specialists and once for each rotation, so that what is gained is paired.

*Selection.* Cores are founded in equal numbers under each rotation, specialists among them; how versatile those are
that survive, against all that were founded under the same coefficients, is what survival selects, not what anybody chose
(``…_selected``). The plain share among survivors (``…_survivors``) also leans to coefficients under which more survive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.base.around import versatility_around
from ascendancy.base.parameters import B
from ascendancy.base.unit import Conditions, Fate, live
from ascendancy.experiment.bands import BANDS, banded
from ascendancy.experiment.kept import kept
from ascendancy.experiment.plan import Plan
from ascendancy.society.parameters import S

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Tick = Callable[[str], None]
WHOLE = "none"
"""The ablation of cells in which nothing is switched off."""
NEARLY_ALL, NONE_SURVIVE = 0.9, 0.05
"""What «nearly all» and «none» mean in the claim's own measures (convention)."""
ABILITIES = {"allround": Fate.ALLROUND, "duties": Fate.DUTIES, "practised": Fate.PRACTISED}
MEASURES = {
    "survived": Fate.SURVIVED, "output": Fate.OUTPUT, "output_present": Fate.QUIET_OUTPUT, "people": Fate.PEOPLE,
    "spare_soldiers": Fate.SPARE_SOLDIERS, **ABILITIES,
}  # fmt: skip
OF_SURVIVORS = len(Fate)
"""First of three further columns: survived × each ability."""
COLUMNS = ["ablation", "siege", "isolation", "size", "rotation", "measure", *BANDS]


class Cell(NamedTuple):
    """One cell of the grid."""

    ablation: str
    siege: float
    isolation: float
    size: int


def grid(plan: Plan) -> list[Cell]:
    """Every cell, the whole ones first; ablations at full isolation."""
    whole = [Cell(WHOLE, s, i, n) for s in plan.sieges for i in plan.isolations for n in plan.sizes]
    closed = max(plan.isolations)
    return whole + [
        Cell(a, s, closed, n) for a in plan.ablations for s in plan.ablated_sieges for n in plan.sizes
    ]


def without(ablation: str, θ: Floats, β: Floats) -> tuple[Floats, Floats]:
    """The coefficients with a mechanism switched off."""
    θ, β = θ.copy(), β.copy()
    match ablation:
        case "returns":
            θ[:, S.SPECIALISATION] = 0.0
        case "decay":
            θ[:, S.SKILL_DECAY] = 0.0
        case "attrition":
            β[:, B.ATTRITION] = 0.0
        case "offensives":
            β[:, B.OFFENSIVES] = 0.0
        case "shifting":
            β[:, B.MOBILITY] = 0.0
    return θ, β


def live_cell(cell: Cell, plan: Plan, θ: Floats, β: Floats, seed: int, threads: int | None) -> Floats:
    """Means over the cores of each draw: float64[rotations, draws, len(Fate) + 3]."""
    θ, β = without(cell.ablation, θ, β)
    closed = 0.0 if cell.ablation == "isolation" else cell.isolation
    out = np.empty((len(plan.rotations), θ.shape[0], OF_SURVIVORS + len(ABILITIES)))
    for r, rotation in enumerate(plan.rotations):
        conditions = Conditions(cell.size, plan.months, cell.siege, closed, closed, rotation)
        fates, _ = live(conditions, plan.units(cell.size), θ, β, seed, threads)
        out[r, :, :OF_SURVIVORS] = fates.mean(axis=1)
        for k, column in enumerate(ABILITIES.values()):
            out[r, :, OF_SURVIVORS + k] = (fates[:, :, Fate.SURVIVED] * fates[:, :, column]).mean(axis=1)
    return out


def survive(
    plan: Plan, θ: Floats, β: Floats, seed: int, threads: int | None, folder: Path | None, tick: Tick
) -> dict[Cell, Floats]:
    """Every cell's numbers, from those kept where they are."""
    found = {}
    for cell in grid(plan):
        tick(f"cores of {cell.size:,}, siege {cell.siege:g}, without {cell.ablation}" if cell.ablation != WHOLE
             else f"cores of {cell.size:,}, siege {cell.siege:g}, isolation {cell.isolation:g}")  # fmt: skip
        settings: dict[str, Any] = {
            "of": "siege", "cell": cell, "rotations": plan.rotations, "months": plan.months, "seed": seed,
            "units": plan.units(cell.size), "θ": θ.tobytes().hex(), "β": β.tobytes().hex(),
        }  # fmt: skip
        found[cell] = kept(folder, settings, lambda cell=cell: live_cell(cell, plan, θ, β, seed, threads))  # type: ignore[misc]
    return found


def survival_table(plan: Plan, cells: dict[Cell, Floats], θ: Floats, chosen: Ints) -> pd.DataFrame:
    """The table: a row a cell, rotation and measure.

    ``rotation`` is a number as text; ``all`` are cores founded in equal numbers under each; ``around`` the population.
    """
    rows = []
    for cell, values in cells.items():
        here = without(cell.ablation, θ, np.zeros((θ.shape[0], len(B))))[0]
        around = np.array([versatility_around(one) for one in here])
        for rotation, measure, numbers, weights in measured(plan, values, around):
            rows.append((*cell, rotation, measure, *banded(numbers, chosen, weights).values()))
    return pd.DataFrame(rows, columns=COLUMNS)


def measured(plan: Plan, values: Floats, around: Floats) -> Iterator[tuple[str, str, Floats, Floats | None]]:
    """Rotation, measure, numbers by draw and their weights, of one cell."""
    survived, made = values[:, :, Fate.SURVIVED], values[:, :, Fate.OUTPUT]
    for r, rotation in enumerate(plan.rotations):
        name = f"{rotation:g}"
        for measure, column in MEASURES.items():
            yield name, measure, values[r, :, column], None
        if r > 0:
            yield name, "gain_survival", survived[r] - survived[0], None
            yield name, "gain_output", made[r] - made[0], None
    standing = survived.mean(axis=0)
    for k, (ability, column) in enumerate(ABILITIES.items()):
        of_survivors = values[:, :, OF_SURVIVORS + k].mean(axis=0)
        yield "all", f"{ability}_survivors", of_survivors, standing
        founded = values[:, :, column].mean(axis=0)
        yield "all", f"{ability}_founded", founded, None
        yield "all", f"{ability}_selected", of_survivors - standing * founded, standing
        if ability != "duties":
            nearly = of_survivors >= NEARLY_ALL * standing
            none_else = (survived[0] < NONE_SURVIVE) & (survived.max(axis=0) >= NONE_SURVIVE)
            yield "all", f"claim_{ability}", (nearly & none_else).astype(np.float64), None
    yield "around", "allround", around[:, 0], None
    yield "around", "duties", around[:, 1], None
