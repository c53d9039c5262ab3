"""Tables of the regime by month: its measures, the leader's choices, the bodies, the campaigns, society."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.regime.state import ACTIONS, ENGAGEMENTS
from ascendancy.results.bands import Floats, bands, normalised, weighted_mean
from ascendancy.results.calendar import first_days
from ascendancy.results.ensembles import Ensemble

Array = NDArray[Any]
UNNAMED = "unnamed"


def _banded(one: Ensemble, key: str, name: str, values: Array) -> pd.DataFrame:
    """A block of rows: month, account, source, the key that names the variable, mean and bands."""
    days = first_days(one.histories.start, values.shape[1])
    head = {"month": days, "account": one.account, "source": one.source, key: name}
    return pd.DataFrame({**head, **bands(values, normalised(one.histories.weights))})


def regime(one: Ensemble) -> pd.DataFrame:
    """Ascendancy, programme and prestige; loyalty and hazard of each institution."""
    h = one.histories
    measures: dict[str, Array] = {
        "ascendancy": h.ascendancy,
        "programme": h.programme,
        "prestige": h.prestige,
    }
    for k, institution in enumerate(h.institutions):
        measures[f"loyalty:{institution}"] = h.loyalty[:, :, k]
        measures[f"hazard:{institution}"] = h.hazard[:, :, k]
    return pd.concat([_banded(one, "variable", name, values) for name, values in measures.items()])


def choices(one: Ensemble) -> pd.DataFrame:
    """Probability, month by month, of each engagement, action, leader and heir that occurs."""
    h = one.histories
    weights = normalised(h.weights)
    persons = [*h.people, "none"]  # index −1 is the last: a collective, or no heir
    named: dict[str, tuple[Array, tuple[str, ...] | list[str]]] = {
        "engagement": (h.engagement, ENGAGEMENTS),
        "action": (h.action, ACTIONS),
        "leader": (h.leader, persons),
        "heir": (h.heir, persons),
    }
    blocks = []
    for variable, (values, names) in named.items():
        for code in np.unique(values):
            probability = weighted_mean(values == code, weights)
            head = {
                "month": first_days(h.start, values.shape[1]),
                "account": one.account,
                "source": one.source,
            }
            blocks.append(
                pd.DataFrame(
                    {**head, "variable": variable, "value": names[int(code)], "probability": probability}
                )
            )
    return pd.concat(blocks)


def bodies(one: Ensemble) -> pd.DataFrame:
    """Majority and waiting share of each body, with the probability that the majority is below one half."""
    h = one.histories
    weights = normalised(h.weights)
    blocks = []
    for b, body in enumerate(h.bodies):
        for variable, values in (("majority", h.majority[:, :, b]), ("waiting", h.waiting[:, :, b])):
            block = _banded(one, "body", body, values)
            block.insert(4, "variable", variable)
            below: Floats = weighted_mean(values < 0.5, weights)
            block["p_below_half"] = below
            blocks.append(block)
    return pd.concat(blocks) if blocks else pd.DataFrame()


def campaigns(one: Ensemble) -> pd.DataFrame:
    """Intensity under each parent title; what runs under no title in the case is ``unnamed``."""
    h = one.histories
    blocks = [
        _banded(one, "title", title or UNNAMED, h.intensity[:, :, c]) for c, title in enumerate(h.titles)
    ]
    return pd.concat(blocks) if blocks else pd.DataFrame()


def society(one: Ensemble) -> pd.DataFrame:
    """The measures of society, in their own units."""
    blocks = [_banded(one, "measure", name, values) for name, values in one.histories.society.items()]
    return pd.concat(blocks) if blocks else pd.DataFrame()


def deaths(one: Ensemble) -> pd.DataFrame:
    """Excess deaths of each year, millions: bands of the year's sum, which those of its months do not add up to."""
    h = one.histories
    values = h.society.get("excess_deaths")
    if values is None:
        return pd.DataFrame()
    year_of = (h.start + np.arange(values.shape[1])) // 12
    years = np.unique(year_of)
    sums = np.stack(
        [np.add.reduce(values[:, year_of == year], axis=1, dtype=np.float64) for year in years], axis=1
    )
    head = {"year": years, "account": one.account, "source": one.source}
    return pd.DataFrame({**head, **bands(sums, normalised(h.weights))})
