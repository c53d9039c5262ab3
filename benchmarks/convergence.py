"""How the error of a run of citizens falls with their number: JSON, and a figure as a page.

python benchmarks/convergence.py --figure convergence.html

China's cells under a steady campaign for 24 months, every cell one unit, against the coarse society on the same cells
and coefficients; root mean square over seeds in the last month. ``converged`` says from how many citizens on the error
of a measure is below one hundredth, and below one thousandth, by the constant of n^(−1/2) that the errors give.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from ascendancy.citizens.society import settle
from ascendancy.figures.convergence import convergence
from ascendancy.society.coarse import coarse_month
from ascendancy.society.layout import AGGREGATES, CELL_SIZE, GROUPS, Fixed, Pressure
from ascendancy.society.rest import coarse_start
from citizens import CENTRE, cells, pressure

MONTHS = 24
WATCHED = ("purity", "falsification", "mobilised", "sent_down", "distinction_town_country", "output_peasant")
SEEDS = {1_000: 40, 10_000: 32, 100_000: 24, 1_000_000: 16, 10_000_000: 8}


def main() -> None:
    """Measure, print, and draw where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--figure", type=Path, help="where to write the figure, as a page")
    parser.add_argument("--largest", type=int, default=max(SEEDS))
    asked = parser.parse_args()
    fixed = cells()
    fixed[:, Fixed.GROWTH] = 0.0
    pressed = pressure()
    for group in ("officials", "intellectuals", "youth"):
        pressed[Pressure.TEMPERING + GROUPS.index(group)] = 0.5
        pressed[Pressure.STRUGGLE + GROUPS.index(group)] = 0.0 if group == "youth" else 0.3
    state, exact = np.zeros((len(fixed), CELL_SIZE)), np.zeros(len(AGGREGATES))
    coarse_start(state, fixed, CENTRE)
    for _ in range(MONTHS):
        coarse_month(state, fixed, pressed, CENTRE, exact)
    rows = []
    for number, seeds in SEEDS.items():
        if number > asked.largest:
            continue
        squares = np.zeros(len(AGGREGATES))
        for seed in range(1, seeds + 1):
            society = settle(fixed, CENTRE, citizens=number, seed=seed, months=MONTHS, unit_size=0)
            for _ in range(MONTHS):
                last = society.step(pressed)
            squares += (last - exact) ** 2
        errors = np.sqrt(squares / seeds)
        rows += [
            {
                "citizens": number,
                "seeds": seeds,
                "measure": name,
                "error": float(errors[AGGREGATES.index(name)]),
            }
            for name in WATCHED
        ]
    table = pd.DataFrame(rows)
    constant = {
        name: float(np.exp(np.log(part["error"] * np.sqrt(part["citizens"])).mean()))
        for name, part in table.groupby("measure")
    }
    slopes = {
        name: round(float(np.polyfit(np.log(part["citizens"]), np.log(part["error"]), 1)[0]), 3)
        for name, part in table.groupby("measure")
    }
    converged = {name: {str(e): round((c / e) ** 2) for e in (0.01, 0.001)} for name, c in constant.items()}
    print(json.dumps({"months": MONTHS, "errors": rows, "slopes": slopes, "converged": converged}, indent=2))
    if asked.figure is not None:
        convergence(table).write_html(asked.figure, include_plotlyjs=True)


if __name__ == "__main__":
    main()
