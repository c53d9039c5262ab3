"""How likely each item of evidence is on whole histories, given their realised states.

This is the pointwise log likelihood that surprise and leave-one-out need: with the states known, an item's likelihood
is a plain look-up, whichever filter drew the history. Tenures are not items and are not scored.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ascendancy.evidence.entries import (
    ACTION,
    DIRECTIVE,
    HEIR,
    PHASE,
    RECORD_TEST,
    SERIES,
    YEAR_DEATHS,
    Dossier,
)
from ascendancy.evidence.series import DEGREES, MODEL_ERROR
from ascendancy.regime.parameters import P
from ascendancy.regime.state import R

Floats = NDArray[np.float64]
COMPARE = (np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal)


def item_scores(
    dossier: Dossier,
    states: NDArray[np.int16],
    record: Floats,
    phases: NDArray[np.int8],
    majority: Floats,
    measures: Floats,
    coefficients: Floats,
) -> Floats:
    """Log likelihood of every item on every history.

    Parameters
    ----------
    dossier : Dossier
    states : array of int, shape (J, T, N)
        Everybody's state (0–104).
    record, phases, majority, measures : arrays, shape (J, T, ·)
    coefficients : array, shape (J, P)
        The regime's.

    Returns
    -------
    array, shape (J, len(dossier.items))
    """
    arrays = dossier.arrays
    size = states.shape[0]
    scores = np.zeros((size, len(dossier.items)))
    wrong = coefficients[:, P.ERROR_A : P.ERROR_F + 1]

    def month_of(offset: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.repeat(np.arange(offset.size - 1), np.diff(offset))

    for n, t in enumerate(month_of(arrays.p_offset)):
        error = wrong[:, arrays.p_grade[n]]
        like = arrays.p_like[n][states[:, t, arrays.p_who[n]]]
        scores[:, dossier.p_item[n]] += _log((1.0 - error) * like + error * arrays.p_mean[n])
    for n, t in enumerate(month_of(arrays.c_offset)):
        error = wrong[:, arrays.c_grade[n]]
        if arrays.c_what[n] == ACTION:
            chosen = record[:, t, R.ACTION].astype(np.int64)
        elif arrays.c_what[n] == PHASE:
            chosen = phases[:, t, arrays.c_slot[n]].astype(np.int64)
        else:
            assert arrays.c_what[n] == HEIR
            heir = record[:, t, R.HEIR].astype(np.int64)
            chosen = np.where(heir < 0, states.shape[2], heir)
        scores[:, dossier.c_item[n]] += _log(
            (1.0 - error) * arrays.c_like[n][chosen] + error * arrays.c_mean[n]
        )
    for n, t in enumerate(month_of(arrays.v_offset)):
        error = wrong[:, arrays.v_grade[n]]
        side = (majority[:, t, arrays.v_body[n]] > 0.5).astype(np.int64)
        like = arrays.v_like[n][side]
        scores[:, dossier.v_item[n]] += _log((1.0 - error) * like + error * arrays.v_like[n].mean())
    for n, t in enumerate(month_of(arrays.r_offset)):
        error = wrong[:, arrays.r_grade[n]]
        about = arrays.r_a[n]
        if arrays.r_kind[n] == DIRECTIVE:
            a = 1.0 / (1.0 + np.exp(-record[:, t, R.LOGIT_A]))
            like = (1.0 - error) * (
                a if about == 0 else (1.0 - a) * (0.5 if about == 1 else 0.25)
            ) + error * 0.25
        elif arrays.r_kind[n] == SERIES:
            modelled = record[:, t, R.YEAR_DEATHS] if about == YEAR_DEATHS else measures[:, t, about]
            sd = arrays.r_y[n]
            scale = np.sqrt(sd * sd + (MODEL_ERROR * modelled) ** 2)
            z = (arrays.r_x[n] - modelled) / scale
            density = sd / scale * (1.0 + z * z / DEGREES) ** (-(DEGREES + 1.0) / 2.0)
            like = (1.0 - error) * density + error * 0.1
        else:
            value = record[:, t, about] if arrays.r_kind[n] == RECORD_TEST else majority[:, t, about]
            agrees = COMPARE[arrays.r_b[n]](value, arrays.r_x[n])
            like = np.where(agrees, 1.0 - error, error)
        scores[:, dossier.r_item[n]] += _log(like)
    return scores


def _log(values: Floats) -> Floats:
    return np.asarray(np.log(np.maximum(values, 1e-300)))
