"""The posterior as ArviZ data: groups and dimensions that its users' tools know.

====================== ==================================================================================
group                  holds
====================== ==================================================================================
``posterior``          drawn histories: chain × draw × (month, person, body, …); a chain is an account
``log_likelihood``     of each item of evidence on each draw
``sample_stats``       log evidence by month and effective sample size by month, by account
``constant_data``      probability of each account; the exogenous series
====================== ==================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from ascendancy.inference.bands import timestamps

if TYPE_CHECKING:
    from ascendancy.inference.posterior import Posterior

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "ascendancy": (), "programme": (), "prestige": (), "engagement": (), "action": (), "leader": (), "heir": (),
    "majority": ("body",), "waiting": ("body",), "loyalty": ("institution",), "hazard": ("institution",),
    "intensity": ("title",), "line": ("person",), "stance": ("person",), "status": ("person",),
}  # fmt: skip


def datatree(posterior: Posterior) -> xr.DataTree:
    """The posterior's drawn histories, likelihoods and statistics as one tree.

    Parameters
    ----------
    posterior : Posterior

    Returns
    -------
    xarray.DataTree
    """
    parts = [posterior.account(name) for name in posterior.accounts]
    drawn = [part.histories() for part in parts]
    first = drawn[0]
    coordinates: dict[str, Any] = {
        "chain": list(posterior.accounts),
        "draw": np.arange(first.size),
        "month": timestamps(first.start, first.ascendancy.shape[1]),
        "person": list(first.people),
        "body": list(first.bodies),
        "institution": list(first.institutions),
        "title": list(first.titles),
    }
    variables: dict[str, Any] = {}
    for name, extra in DIMENSIONS.items():
        values = np.stack([getattr(histories, name) for histories in drawn])
        variables[name] = (("chain", "draw", "month", *extra), values)
    for name in first.society:
        variables[f"society_{name}"] = (
            ("chain", "draw", "month"),
            np.stack([histories.society[name] for histories in drawn]),
        )
    for name in first.parameters:
        variables[f"coefficient_{name}"] = (
            ("chain", "draw"),
            np.stack([histories.parameters[name] for histories in drawn]),
        )
    groups = {"posterior": xr.Dataset(variables, coordinates)}
    if first.log_likelihood is not None:
        tables = np.stack(
            [histories.log_likelihood for histories in drawn if histories.log_likelihood is not None]
        )
        groups["log_likelihood"] = xr.Dataset(
            {"evidence": (("chain", "draw", "item"), tables)},
            {"chain": coordinates["chain"], "draw": coordinates["draw"], "item": list(first.items)},
        )
    groups["sample_stats"] = xr.Dataset(
        {
            "log_evidence_by_month": (
                ("chain", "month"),
                np.stack([part.log_evidence_by_month for part in parts]),
            ),
            "ess": (("chain", "month"), np.stack([part.ess for part in parts])),
        },
        {"chain": coordinates["chain"], "month": coordinates["month"]},
    )
    arrays = parts[0].run.model.regime.arrays
    groups["constant_data"] = xr.Dataset(
        {
            "account_probability": (
                ("chain",),
                np.array([posterior.probabilities[name] for name in posterior.accounts]),
            ),
            "foreign_drift": (("month",), arrays.foreign),
            "prestige_shock": (("month",), arrays.shock),
        },
        {"chain": coordinates["chain"], "month": coordinates["month"]},
    )
    tree = xr.DataTree.from_dict(groups)
    tree.attrs.update({key: str(value) for key, value in posterior.settings.items() if key != "threads"})
    return tree
