"""What the citizens did, by month, place and setting: a table for the run folder and the report."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ascendancy.citizens.layout import Sum
from ascendancy.citizens.measures import measure, with_dependants
from ascendancy.nation.life import Life
from ascendancy.results.calendar import first_days
from ascendancy.society.layout import AGGREGATES, SETTINGS, Aggregate, Fixed

EVERYWHERE, EVERYONE = "all", "all"
LEFT_OUT = ("food", "excess_deaths", "tempering_intellectuals", "tempering_officials", "tempering_youth")
MEASURES = tuple(name for name in AGGREGATES if name not in LEFT_OUT)
COLUMNS = (
    "month",
    "place",
    "setting",
    "citizens",
    "dependants",
    "newcomers",
    "usual_deaths",
    "deaths",
    *MEASURES,
)


def citizens_table(life: Life) -> pd.DataFrame:
    """A row a month, place and setting; ``all`` where places or settings are taken together.

    Shares are of citizens there, children and the old counted with those of working age whom they depend on; outputs
    are ratios to what the same people yielded at the start. Dependants, newcomers, usual deaths and deaths beyond them
    are numbers of citizens. Distinctions are within the row's citizens, 0 where one side is absent.
    """
    fixed, base = life.society.fixed, life.society.base
    place, setting = fixed[:, Fixed.PLACE].astype(int), fixed[:, Fixed.SETTING].astype(int)
    groups = [(EVERYWHERE, EVERYONE, np.ones(place.size, dtype=bool))]
    groups += [(EVERYWHERE, SETTINGS[s], setting == s) for s in np.unique(setting)]
    if len(life.places) > 1:
        groups += [(name, EVERYONE, place == p) for p, name in enumerate(life.places)]
        groups += [
            (name, SETTINGS[s], (place == p) & (setting == s))
            for p, name in enumerate(life.places)
            for s in np.unique(setting[place == p])
        ]
    months = first_days(life.model.regime.start, life.t)
    wanted = [AGGREGATES.index(name) for name in MEASURES]
    counted = [with_dependants(life.sums[t], fixed) for t in range(life.t)]
    depends = fixed[:, Fixed.DEPENDS] > 0
    blocks = []
    for where, who, chosen in groups:
        values = np.zeros((life.t, len(AGGREGATES)))
        counts = life.sums[: life.t, chosen].sum(axis=1)
        dependants = life.sums[: life.t, chosen & depends, Sum.CITIZENS].sum(axis=1)
        for t in range(life.t):
            measure(counted[t][chosen], fixed[chosen], base[chosen], values[t])
        block = pd.DataFrame(values[:, wanted], columns=list(MEASURES))
        block.insert(0, "deaths", counts[:, Sum.DIED])
        block.insert(0, "usual_deaths", counts[:, Sum.PASSED])
        block.insert(0, "newcomers", counts[:, Sum.BORN])
        block.insert(0, "dependants", dependants)
        block.insert(0, "citizens", counts[:, Sum.CITIZENS])
        block.insert(0, "setting", who)
        block.insert(0, "place", where)
        block.insert(0, "month", months)
        blocks.append(block)
    return pd.concat(blocks, ignore_index=True)[list(COLUMNS)]


assert len(AGGREGATES) - 1 == Aggregate.OUTPUT_TOTAL
