"""Tables of persons: line, stance and status by month; and turnover, the share of power removed in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ascendancy.regime.state import STANCES, STATUSES
from ascendancy.results.bands import Floats, bands, normalised
from ascendancy.results.calendar import first_days
from ascendancy.results.ensembles import Ensemble
from ascendancy.results.power import power

if TYPE_CHECKING:
    from ascendancy.case import Case

SIDELINED = STATUSES.index("sidelined")
PURGED = STATUSES.index("purged")


def people(one: Ensemble) -> pd.DataFrame:
    """Each person, month by month.

    ``line`` is the mean over the histories in which he lives. The probabilities of the three stances
    are of his living and holding it: with ``p_dead`` they sum to one, as do the five of status.
    """
    from ascendancy.results.tally import SCALE, STANCE_AT, STATUS_AT, tally  # Numba: not on import

    h = one.histories
    months, persons = h.line.shape[1:]
    sums = tally(h.line, h.stance, h.status, normalised(h.weights), SCALE)
    living = sums[:, :, STANCE_AT:STATUS_AT].sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        sums[:, :, 0] = np.where(living > 0, sums[:, :, 0] / living, np.nan)
    names = ("line", *(f"p_{name}" for name in (*STANCES, *STATUSES)))
    head = {
        "month": np.repeat(first_days(h.start, months).to_numpy(), persons),
        "person": np.tile(np.asarray(h.people, dtype=object), months),
        "account": one.account,
        "source": one.source,
    }
    return pd.DataFrame({**head, **{name: sums[:, :, i].ravel() for i, name in enumerate(names)}})


def turnover(one: Ensemble, case: Case, given: int) -> pd.DataFrame:
    """Share of each institution's power removed, year by year.

    A person counts with the power he held in the institution in the first month of the year in which he
    held any. Of those standing (active or criticised) at the year's beginning, the share that is sidelined
    or purged at some time within it is removed. Death is not turnover. Power is that of the tenures known
    in the month ``given``.
    """
    h = one.histories
    weights = normalised(h.weights)
    months = h.status.shape[1]
    held = power(case, h.people, h.institutions, h.start, months, given)
    year_of = (h.start + np.arange(months)) // 12
    blocks = []
    for year in np.unique(year_of):
        columns = np.flatnonzero(year_of == year)
        before = h.status[:, max(int(columns[0]) - 1, 0)]
        standing = before < SIDELINED
        within = h.status[:, columns]
        fallen = standing & ((within == SIDELINED) | (within == PURGED)).any(axis=1)
        for k, institution in enumerate(h.institutions):
            strength = _first_held(held[columns, k])
            at_stake = _dot(standing, strength)
            removed = _dot(fallen, strength)
            share = np.divide(removed, at_stake, out=np.zeros_like(removed), where=at_stake > 0)
            head = {
                "year": [int(year)],
                "institution": institution,
                "account": one.account,
                "source": one.source,
            }
            blocks.append(pd.DataFrame({**head, **bands(share[:, None], weights)}))
    return pd.concat(blocks) if blocks else pd.DataFrame()


def _first_held(held: Floats) -> Floats:
    """Of (months, N) power, each person's in the first month in which he held any."""
    first = np.argmax(held > 0, axis=0)
    out: Floats = held[first, np.arange(held.shape[1])]
    return out


def _dot(flags: np.ndarray, strength: Floats) -> Floats:
    """Row sums of strength where flagged, added person by person (no threaded product)."""
    total = np.zeros(flags.shape[0])
    for n, value in enumerate(strength):
        if value > 0:
            total += value * flags[:, n]
    return total
