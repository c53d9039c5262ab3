"""A figure as text that a page can carry: four significant digits, nothing that could end a script."""

from __future__ import annotations

import base64
import json
import math
from typing import Any

import numpy as np
import plotly.graph_objects as go

DIGITS = 4


def figure_json(figure: go.Figure, digits: int = DIGITS) -> str:
    """A figure's data and layout as JSON for a ``<script type="application/json">``."""
    document = _rounded(figure.to_plotly_json(), digits)
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, dict):
        if set(value) >= {"bdata", "dtype"}:
            return _rounded(_unpacked(value), digits)
        return {key: _rounded(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item, digits) for item in value]
    if isinstance(value, np.ndarray):
        return _rounded(value.tolist(), digits)
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, float | np.floating):
        return significant(float(value), digits)
    if isinstance(value, np.integer):
        return int(value)
    if hasattr(value, "to_plotly_json"):
        return _rounded(value.to_plotly_json(), digits)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def _unpacked(packed: dict[str, Any]) -> Any:
    """An array that Plotly had packed as base64."""
    array = np.frombuffer(base64.b64decode(packed["bdata"]), dtype=np.dtype(packed["dtype"]))
    if "shape" in packed:
        array = array.reshape([int(n) for n in str(packed["shape"]).split(",")])
    return array


def significant(number: float, digits: int = DIGITS) -> float | int | None:
    """A number to so many significant digits; None where it is not finite.

    Examples
    --------
    >>> significant(0.123456), significant(12345.6), significant(2.0)
    (0.1235, 12350, 2)
    """
    if not math.isfinite(number):
        return None
    if number == 0.0:
        return 0
    rounded = round(number, digits - 1 - math.floor(math.log10(abs(number))))
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded
