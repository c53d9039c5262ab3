"""Histories made up for tests: few, small, and with known answers."""

from typing import Any

import numpy as np

from ascendancy.case.dates import month_index
from ascendancy.histories import Histories

START = month_index("1960-01")


def histories(size: int = 4, months: int = 12, **changes: Any) -> Histories:
    """Quiet histories, in which nothing happens but what ``changes`` says."""
    people, bodies = ("ann", "ben", "cyd"), ("top", "low")
    institutions, titles = ("party", "army"), ("", "big")

    def layer(names: tuple[str, ...], kind: Any, value: float) -> Any:
        return np.full((size, months, len(names)), value, dtype=kind)

    def monthly(kind: Any, value: float) -> Any:
        return np.full((size, months), value, dtype=kind)

    fields: dict[str, Any] = {
        "start": START,
        "people": people,
        "bodies": bodies,
        "institutions": institutions,
        "titles": titles,
        "weights": np.full(size, 1.0 / size),
        "ascendancy": monthly(np.float32, 0.5),
        "programme": monthly(np.float32, 0.25),
        "prestige": monthly(np.float32, 0.0),
        "engagement": monthly(np.int8, 0),
        "action": monthly(np.int8, 1),
        "leader": monthly(np.int16, 0),
        "heir": monthly(np.int16, -1),
        "majority": layer(bodies, np.float32, 0.5),
        "waiting": layer(bodies, np.float32, 0.25),
        "loyalty": layer(institutions, np.float32, 0.5),
        "hazard": layer(institutions, np.float32, 0.0),
        "intensity": layer(titles, np.float32, 0.0),
        "line": layer(people, np.int8, 3),
        "stance": layer(people, np.int8, 1),
        "status": layer(people, np.int8, 0),
    }
    return Histories(**{**fields, **changes})
