"""One history of a nation: its regime and each of its citizens, month by month.

The regime's month is the one of every simulation (``month.py``); between its halves the citizens live theirs instead
of the coarse society. With the same seed the regime's draws are those of the first history of
:func:`ascendancy.simulate` without citizens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ascendancy.citizens.layout import SUMS
from ascendancy.citizens.society import Society, settle
from ascendancy.evidence.dossier import dossier
from ascendancy.histories import Histories
from ascendancy.inference import step as compiled
from ascendancy.inference.filter import EVERYTHING
from ascendancy.model import Model, compile_case
from ascendancy.nation.change import Change, change_coefficients, pressed
from ascendancy.recorded import recorded
from ascendancy.regime.accounts import account as account_named
from ascendancy.regime.state import Particles
from ascendancy.society.layout import AGGREGATES, PRESSURE_SIZE
from ascendancy.society.setting import society_setting

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
RECORDED = ("record", "phases", "majority", "waiting", "loyalty", "hazard", "measures")


class Life:
    """A nation at the end of a month, and what was recorded up to it.

    Parameters
    ----------
    case : Case
    citizens : int or "all"
        How many; each stands for the same number of persons. "all": one agent a person.
    seed : int
    until : int
        Last month that will be lived.
    account : str
        majority, dominance or levers.
    fixed : dict of coefficient to value
        Instead of draws from the priors.
    changes : tuple of Change
        From their months on.
    threads : int, optional
        The result does not depend on it.
    """

    def __init__(
        self,
        case: Case,
        *,
        citizens: int | str,
        seed: int,
        until: int,
        account: str = "majority",
        fixed: dict[str, float] | None = None,
        changes: tuple[Change, ...] = (),
        threads: int | None = None,
    ) -> None:
        self.model: Model = compile_case(case, until=until, given=min(until, case.parameters.evidence_until))
        θ, φ = self.model.coefficients(seed, 1)
        self.model.fix(θ, φ, fixed or {})
        setting = society_setting(case, smallest=True)
        self.places, self.names = setting.places, setting.names
        self.changes = tuple(change.checked(self.places) for change in changes)
        self.account, self.seed, self.threads = account, seed, threads
        self.deaths = usual_deaths(case, self.model.regime.start, self.model.months)
        self.θ, self.φ = θ, φ
        self.society: Society = settle(
            setting.fixed, φ[0].copy(), citizens=people(setting.fixed, citizens), seed=seed, months=self.model.months,
            threads=threads,
        )  # fmt: skip
        self.t = 0
        self.state = self._before()
        self.sums = np.zeros((self.model.months, setting.fixed.shape[0], SUMS), dtype=np.int64)
        self.recorded = self._room()
        self._nothing = dossier(
            case,
            self.model.regime,
            AGGREGATES,
            tenures=False,
            skip=frozenset(row.id for row in case.evidence),
        )

    @property
    def month(self) -> int:
        """The month to be lived next, as a month number."""
        return self.model.regime.start + self.t

    def live(self) -> None:
        """Live one month."""
        t, month, key = self.t, self.month, np.uint64(self.seed)
        model, links = self.model, np.array(account_named(self.account)[1:])
        change_coefficients(self.θ[0], self.φ[0], self.changes, month)
        self.society.θ = self.φ[0]
        old, new = self.state, model.particles(1)
        pressure = np.empty(PRESSURE_SIZE)
        compiled.open_month(t, old, new, model.regime.arrays, model.society, self.θ[0], links, key, pressure)
        rows = pressed(pressure, self.society.fixed, self.places, self.changes, month)
        new.measures[0] = self.society.step(rows, self.threads, self.deaths[t])
        states = np.full((1, len(model.regime.people)), -1, dtype=np.int16)
        compiled.close_month(
            t, month % 12, old, new, model.regime.arrays, self._nothing.arrays, self.θ[0], links, key, self._everyone(),
            states,
        )  # fmt: skip
        for name in RECORDED:
            self.recorded[name][0, t] = getattr(new, name)[0]
        self.recorded["states"][0, t] = states[0]
        self.sums[t] = self.society.sums
        self.state, self.t = new, t + 1

    def histories(self) -> Histories:
        """The months lived so far, as one history."""
        lived: dict[str, Any] = {name: values[:, : self.t] for name, values in self.recorded.items()}
        return recorded(self.model, **lived, regime_coefficients=self.θ, society_coefficients=self.φ)

    def _everyone(self) -> NDArray[np.int8]:
        return np.full(len(self.model.regime.people), EVERYTHING, dtype=np.int8)

    def _before(self) -> Particles:
        """The regime before the first month."""
        state, model = self.model.particles(1), self.model
        compiled.start(
            0,
            1,
            state,
            model.regime.arrays,
            model.society,
            self.θ,
            self.φ,
            np.uint64(self.seed),
            self._everyone(),
        )
        return state

    def _room(self) -> dict[str, NDArray[Any]]:
        """Empty arrays for what is recorded of every month."""
        one, months = self.model.particles(1), self.model.months
        room: dict[str, NDArray[Any]] = {
            name: np.zeros((1, months, *getattr(one, name).shape[1:]), dtype=getattr(one, name).dtype)
            for name in RECORDED
        }
        room["states"] = np.full((1, months, len(self.model.regime.people)), -1, dtype=np.int16)
        return room


def usual_deaths(case: Case, start: int, months: int) -> Floats:
    """Deaths a head and month in ordinary times, float64[months]: the case's series ``usual_deaths``, else none."""
    rates = np.zeros(months)
    for row in sorted(case.series, key=lambda row: row.date.month):
        if row.series == "usual_deaths":
            rates[max(0, row.date.month - start) :] = row.value / 12_000.0
    return rates


def people(fixed: Floats, citizens: int | str) -> int:
    """How many citizens are asked for: a number, or "all", one agent a person.

    Raises
    ------
    ValueError
        One line: what was found and what was wanted.
    """
    if citizens == "all":
        return int(round(float(fixed[:, 0].sum()) * 1e6))
    if isinstance(citizens, str) and not citizens.isdigit():
        raise ValueError(f"citizens: found {citizens!r}, wanted a number or all")
    number = int(citizens)
    if not 1 <= number < 2**32:
        raise ValueError(f"citizens: found {number}, wanted 1 to {2**32 - 1}")
    return number
