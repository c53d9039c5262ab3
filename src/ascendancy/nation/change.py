"""Changes: what a branch does otherwise than the run it leaves, from a month on, in one place or everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.regime.parameters import NAMES as REGIME_NAMES
from ascendancy.society.layout import CAMPAIGN_SIZE, GROUPS, Fixed, Pressure
from ascendancy.society.parameters import NAMES as SOCIETY_NAMES

Floats = NDArray[np.float64]
WIDE = (Pressure.MOBILISATION, Pressure.TEMPERING, Pressure.STRUGGLE)
CHANNELS = {column.name.lower(): column for column in Pressure}


class Change(NamedTuple):
    """From month ``at`` on (a month number), ``name`` is held at ``value``.

    ``name`` is a coefficient of the regime or the society, or a channel of pressure: mobilisation, tempering, struggle
    (all groups alike), study, works, levelling, programme, authority. A channel may be held in one ``place`` only.
    """

    at: int
    name: str
    value: float
    place: str | None = None

    def checked(self, places: tuple[str, ...]) -> Change:
        """This change, if a run over these places can make it.

        Raises
        ------
        ValueError
            One line: what was found and what was wanted.
        """
        known = (*CHANNELS, *REGIME_NAMES, *SOCIETY_NAMES)
        if self.name not in known:
            raise ValueError(
                f"change: found {self.name!r}, wanted a channel of pressure ({', '.join(CHANNELS)}) or a coefficient"
            )
        if not np.isfinite(self.value):
            raise ValueError(f"change {self.name}: found {self.value}, wanted a number")
        if self.name in CHANNELS:
            low = -1.0 if self.name == "programme" else 0.0
            if not low <= self.value <= 1.0:
                raise ValueError(f"change {self.name}: found {self.value}, wanted {low:g} to 1")
        elif self.place is not None:
            raise ValueError(
                f"change {self.name}: found place {self.place!r}, wanted none: a coefficient holds everywhere"
            )
        if self.place is not None and self.place not in places:
            raise ValueError(
                f"change {self.name}: found place {self.place!r}, wanted one of {', '.join(places)}"
            )
        return self


def pressed(
    pressure: Floats, fixed: Floats, places: tuple[str, ...], changes: Iterable[Change], month: int
) -> Floats:
    """Pressure a cell, float64[C, PRESSURE_SIZE]: the nation's, with the changes that hold in ``month``."""
    rows = np.tile(pressure, (fixed.shape[0], 1))
    for change in changes:
        if change.name not in CHANNELS or month < change.at:
            continue
        column = CHANNELS[change.name]
        width = len(GROUPS) if column in WIDE else 1
        here = slice(None) if change.place is None else fixed[:, Fixed.PLACE] == places.index(change.place)
        rows[here, column : column + width] = change.value
    return rows


def change_coefficients(θ: Floats, φ: Floats, changes: Iterable[Change], month: int) -> None:
    """Set the coefficients that change in ``month``, in place: ``θ`` (P,) the regime's, ``φ`` the society's."""
    for change in changes:
        if month == change.at and change.name in REGIME_NAMES:
            θ[REGIME_NAMES.index(change.name)] = change.value
        elif month == change.at and change.name in SOCIETY_NAMES:
            φ[SOCIETY_NAMES.index(change.name)] = change.value


assert len(CHANNELS) + 2 * 3 * len(GROUPS) > CAMPAIGN_SIZE
