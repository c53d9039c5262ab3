"""Force against an enemy: a Lanchester law, guerrillas against a conventional army (S11).

Deitchman, "A Lanchester model of guerrilla warfare" (Operations Research 10, 1962): guerrillas in ambush see whom they
fire at; the conventional army fires into the area where they hide, and hits in proportion to how many are there. With
G guerrillas, C conventional troops and *hiding* h from 0 (both fight in the open: Lanchester's square law, 1916) to 1
(guerrillas wholly hidden: Deitchman) ::

    dG/dt = − f G^h C + recruits
    dC/dt = − a G + reinforcements

Without recruits and reinforcements G^(2 − h) / (2 − h) − (f / 2a) C² stays what it was; above 0 the guerrillas win.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

Floats = NDArray[np.float64]


class Rates(NamedTuple):
    """What each side does to the other in a month; all not negative."""

    ambush: float
    """a: conventional troops that one guerrilla takes out of the war."""
    fire: float
    """f: guerrillas that one conventional soldier takes out, for each guerrilla^h within his fire."""
    hiding: float = 1.0
    """h, 0 to 1."""


class War(NamedTuple):
    """A war's course: guerrillas and conventional troops at these months, and who won (1, −1; 0 undecided)."""

    months: Floats
    guerrillas: Floats
    conventional: Floats
    winner: int


def fight(
    guerrillas: float,
    conventional: float,
    months: float,
    rates: Rates,
    recruits: float = 0.0,
    reinforcements: float = 0.0,
) -> War:
    """Fight for so many months, or until one side has nobody left.

    Parameters
    ----------
    guerrillas, conventional : float
        At the start, in the same unit, not negative.
    months : float
        Above 0.
    rates : Rates
    recruits, reinforcements : float
        A month, same unit, not negative.

    Returns
    -------
    War
        At every whole month, and at the end. A side that is at nothing and gets nobody has lost.

    Raises
    ------
    ValueError
        One line: which number, what was found, what was wanted.

    Examples
    --------
    >>> from ascendancy.base.force import Rates, fight
    >>> fight(0.6, 1.0, 600, Rates(0.2, 0.2)).winner, fight(0.4, 1.0, 600, Rates(0.2, 0.2)).winner
    (1, -1)
    """
    _refuse(guerrillas, conventional, months, rates, recruits, reinforcements)
    if conventional == 0.0 and reinforcements == 0.0:
        return War(np.zeros(1), np.array([guerrillas]), np.zeros(1), 1)
    if guerrillas == 0.0 and recruits == 0.0:
        return War(np.zeros(1), np.zeros(1), np.array([conventional]), -1)
    gone = 1e-9 * (guerrillas + conventional)

    def change(_t: float, y: Floats) -> list[float]:
        g, c = max(y[0], 0.0), max(y[1], 0.0)
        hit = g**rates.hiding if g > 0.0 else 0.0
        return [recruits - rates.fire * hit * c, reinforcements - rates.ambush * g]

    def no_guerrillas(_t: float, y: Floats) -> float:
        return float(y[0]) - gone

    def no_enemy(_t: float, y: Floats) -> float:
        return float(y[1]) - gone

    no_guerrillas.terminal = no_enemy.terminal = True  # type: ignore[attr-defined]
    no_guerrillas.direction = no_enemy.direction = -1  # type: ignore[attr-defined]
    found = solve_ivp(
        change, (0.0, months), [guerrillas, conventional], events=(no_guerrillas, no_enemy),
        t_eval=np.unique(np.append(np.arange(0.0, months), months)), rtol=1e-10, atol=1e-13, method="DOP853",
    )  # fmt: skip
    if not found.success:
        raise ValueError(f"the war could not be followed: {found.message}")
    t, g, c, winner = found.t, found.y[0], found.y[1], 0
    for k, side in ((0, -1), (1, 1)):
        if len(found.t_events[k]):
            winner = side
            t = np.append(t, found.t_events[k])
            g, c = np.append(g, found.y_events[k][:, 0]), np.append(c, found.y_events[k][:, 1])
    return War(t, g, c, winner)


def invariant(guerrillas: Floats | float, conventional: Floats | float, rates: Rates) -> Floats:
    """G^(2 − h) / (2 − h) − (f / 2a) C²: constant without recruits and reinforcements; above 0 the guerrillas win.

    Examples
    --------
    >>> from ascendancy.base.force import Rates, invariant
    >>> float(invariant(1.5, 1.0, Rates(0.25, 0.5)))
    0.5
    """
    power = 2.0 - rates.hiding
    g, c = np.asarray(guerrillas, dtype=np.float64), np.asarray(conventional, dtype=np.float64)
    return np.asarray(g**power / power - rates.fire / (2.0 * rates.ambush) * np.square(c))


def least_to_win(conventional: float, rates: Rates) -> float:
    """Guerrillas who would just win against so many, in the same unit.

    Examples
    --------
    >>> from ascendancy.base.force import Rates, least_to_win
    >>> least_to_win(1.0, Rates(0.2, 0.2)), least_to_win(1.0, Rates(0.2, 0.2, hiding=0.0))
    (0.5, 1.0)
    """
    power = 2.0 - rates.hiding
    return float((power * rates.fire / (2.0 * rates.ambush) * conventional**2) ** (1.0 / power))


def _refuse(
    guerrillas: float,
    conventional: float,
    months: float,
    rates: Rates,
    recruits: float,
    reinforcements: float,
) -> None:
    numbers = {
        "guerrillas": guerrillas, "conventional": conventional, "recruits": recruits,
        "reinforcements": reinforcements, "ambush": rates.ambush, "fire": rates.fire, "hiding": rates.hiding,
    }  # fmt: skip
    for name, value in numbers.items():
        if not 0.0 <= value < np.inf:
            raise ValueError(f"{name}: found {value}, wanted 0 or more")
    if rates.hiding > 1.0:
        raise ValueError(f"hiding: found {rates.hiding}, wanted 0 to 1")
    if not 0.0 < months < np.inf:
        raise ValueError(f"months: found {months}, wanted above 0")
    if guerrillas + conventional + recruits + reinforcements == 0.0:
        raise ValueError("found nobody on either side, wanted somebody")
