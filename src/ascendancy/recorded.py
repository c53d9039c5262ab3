"""Runs, and the way from the arrays that a month leaves to their histories, for runs and posteriors alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.dates import month_index, month_text
from ascendancy.evidence.entries import Dossier
from ascendancy.evidence.score import item_scores
from ascendancy.histories import Histories
from ascendancy.model import Model
from ascendancy.regime.parameters import NAMES as REGIME_NAMES
from ascendancy.regime.state import INTENSITY_OF_PHASE, Action, R
from ascendancy.society.layout import AGGREGATES
from ascendancy.society.parameters import NAMES as SOCIETY_NAMES

if TYPE_CHECKING:
    import pandas as pd

    from ascendancy.case import Case

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """A simulation: an ensemble with the coarse society, or one history lived citizen by citizen.

    Attributes
    ----------
    case : Case
    histories : Histories
        One a replicate, of equal weight.
    settings : mapping
        What was asked for.
    citizens : DataFrame, optional
        By month, place and setting, where citizens were simulated (``nation/tables.py``).
    """

    case: Case
    histories: Histories
    settings: Mapping[str, Any]
    citizens: pd.DataFrame | None = None


def as_month(value: int | str | None, otherwise: int) -> int:
    """A month given as a number or as ``YYYY-MM``."""
    if value is None:
        return otherwise
    return month_index(value) if isinstance(value, str) else value


def span(case: Case, start: int | str | None, until: int | str | None) -> tuple[int, int]:
    """First and last month as month numbers: numbers, ``YYYY-MM``, or the case's own.

    Raises
    ------
    ValueError
        If they are not within the case.
    """
    known = case.parameters.start, case.parameters.end
    first, last = as_month(start, known[0]), as_month(until, known[1])
    if not known[0] <= first <= last <= known[1]:
        raise ValueError(
            f"found months {month_text(first)} to {month_text(last)}, wanted some within "
            f"{month_text(known[0])} to {month_text(known[1])}"
        )
    return first, last


def recorded(
    model: Model,
    *,
    record: Floats,
    phases: NDArray[np.int8],
    majority: Floats,
    waiting: Floats,
    loyalty: Floats,
    hazard: Floats,
    measures: Floats,
    states: NDArray[np.int16],
    regime_coefficients: Floats,
    society_coefficients: Floats,
    dossier: Dossier | None = None,
) -> Histories:
    """Histories of equal weight from arrays whose first axis is the history and second the month.

    Parameters
    ----------
    model : Model
    record, phases, majority, waiting, loyalty, hazard, measures : arrays, shape (J, T, ·)
    states : array of int, shape (J, T, N)
    regime_coefficients, society_coefficients : arrays, shape (J, ·)
    dossier : Dossier, optional
        Evidence to score on the histories.

    Returns
    -------
    Histories
    """
    size = record.shape[0]
    action = record[:, :, R.ACTION].astype(np.int8)
    named = dict(zip(REGIME_NAMES, regime_coefficients.T, strict=True))
    named |= dict(zip(SOCIETY_NAMES, society_coefficients.T, strict=True))
    scores = None
    if dossier is not None:
        scores = item_scores(dossier, states, record, phases, majority, measures, regime_coefficients)
    return Histories(
        start=model.regime.start,
        people=model.regime.people,
        bodies=model.regime.bodies,
        institutions=model.regime.institutions,
        titles=model.regime.titles,
        weights=np.full(size, 1.0 / size),
        ascendancy=(1.0 / (1.0 + np.exp(-record[:, :, R.LOGIT_A]))).astype(np.float32),
        programme=record[:, :, R.PROGRAMME].astype(np.float32),
        prestige=record[:, :, R.PRESTIGE].astype(np.float32),
        engagement=(action == Action.REAR).astype(np.int8),
        action=action,
        leader=record[:, :, R.LEADER].astype(np.int16),
        heir=record[:, :, R.HEIR].astype(np.int16),
        majority=majority.astype(np.float32),
        waiting=waiting.astype(np.float32),
        loyalty=loyalty.astype(np.float32),
        hazard=hazard.astype(np.float32),
        intensity=INTENSITY_OF_PHASE[phases].astype(np.float32),
        line=(states // 15).astype(np.int8),
        stance=(states % 15 // 5).astype(np.int8),
        status=(states % 5).astype(np.int8),
        society={name: measures[:, :, k].astype(np.float32) for k, name in enumerate(AGGREGATES)},
        parameters={name: np.ascontiguousarray(values) for name, values in named.items()},
        log_likelihood=scores,
        items=dossier.items if dossier is not None else (),
    )
