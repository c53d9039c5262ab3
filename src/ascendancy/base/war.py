"""A base at war: one enemy after another, fought with the soldiers that a base can spare (S11, C13).

Each month, with P people in bases, their course per head of the full units (``unit.py``) and the share s of people who
support them ::

    recruits   P · (spare soldiers) · s
    ambush     a · min(1, output ÷ output of the first month): whoever is not fed and armed hits less

and a month of Lanchester's law (``force.py``) against the enemy of the day. An enemy beaten is gone until the next
comes; the guerrillas that are left fight on. Who the enemies were, how strong, from when, and what each side did to
the other are a case's to say; nothing here has a value of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ascendancy.base.force import Rates, fight
from ascendancy.base.unit import Course

Floats = NDArray[np.float64]


class Enemy(NamedTuple):
    """A conventional army."""

    name: str
    arrives: int
    """Month, from 0, in which it comes."""
    strength: float
    """Troops, in any unit that is used throughout."""
    rates: Rates
    reinforcements: float = 0.0
    """Troops a month."""
    leaves: int | None = None
    """Month in which it goes by itself, beaten or not (a war that ended elsewhere)."""


def at_war(
    guerrillas: float, people: float, course: Floats, support: float, enemies: Sequence[Enemy]
) -> pd.DataFrame:
    """Follow a base through its wars.

    Parameters
    ----------
    guerrillas : float
        At the start, in the enemies' unit.
    people : float
        People of the bases when full, same unit.
    course : float64[months, len(Course)]
        What the bases do, a head of the full units (:func:`ascendancy.base.unit.live`, a draw or a mean over draws).
    support : float
        Share of people who support them, 0 to 1 (``purity`` of the society's measures).
    enemies : sequence of Enemy
        Sorted by arrival.

    Returns
    -------
    pandas.DataFrame
        A row a month: ``month``, ``enemy`` (empty in peace), ``guerrillas``, ``conventional``, ``ratio`` of the enemy's
        force to theirs, ``recruits``, ``beaten`` (enemies beaten so far), at the month's end. It ends with the last
        month of the course, or when no guerrilla is left and none is recruited.

    Raises
    ------
    ValueError
        One line, where a number is out of range or the enemies are not in order.

    Examples
    --------
    >>> import numpy as np
    >>> from ascendancy.base.force import Rates
    >>> from ascendancy.base.war import Enemy, at_war
    >>> course = np.tile([1.0, 1.0, 1.0, 0.02], (24, 1))
    >>> told = at_war(1.0, 10.0, course, 0.5, [Enemy("first", 0, 2.0, Rates(0.2, 0.01))])
    >>> int(told["beaten"].iloc[-1])
    1
    """
    if not 0.0 <= support <= 1.0:
        raise ValueError(f"support: found {support}, wanted 0 to 1")
    arrivals = [enemy.arrives for enemy in enemies]
    if arrivals != sorted(arrivals):
        raise ValueError(f"enemies: found arrivals {arrivals}, wanted them in order")
    output = course[:, Course.OUTPUT] / max(course[0, Course.OUTPUT], 1e-300)
    rows, waiting, beaten = [], list(enemies), 0
    enemy: Enemy | None = None
    against = 0.0
    for t in range(course.shape[0]):
        recruits = people * float(course[t, Course.SPARE_SOLDIERS]) * support
        if enemy is not None and enemy.leaves == t:
            enemy, against = None, 0.0
        if enemy is None and waiting and waiting[0].arrives <= t:
            enemy = waiting.pop(0)
            against = enemy.strength
        if enemy is None:
            guerrillas += recruits
        else:
            ambush = enemy.rates.ambush * min(1.0, float(output[t]))
            war = fight(
                guerrillas, against, 1.0, enemy.rates._replace(ambush=ambush), recruits, enemy.reinforcements
            )
            guerrillas, against = max(0.0, float(war.guerrillas[-1])), max(0.0, float(war.conventional[-1]))
            beaten += war.winner == 1
        rows.append(
            (
                t,
                enemy.name if enemy else "",
                guerrillas,
                against,
                against / max(guerrillas, 1e-300),
                recruits,
                beaten,
            )
        )
        if enemy is not None and war.winner == 1:
            enemy, against = None, 0.0
        lost = guerrillas <= 0.0 or (enemy is not None and war.winner == -1)
        if lost and recruits <= 0.0:
            break
    columns = ["month", "enemy", "guerrillas", "conventional", "ratio", "recruits", "beaten"]
    return pd.DataFrame(rows, columns=columns)
