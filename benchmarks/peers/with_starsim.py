"""The shared model (``model.py``) in Starsim: a module with states, drawn from and stepped by the simulation.

Draws come from the module's own distributions, so they are common random numbers, as Starsim means them to be.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import starsim as ss
from model import HALF, MEAN, SD, UNIT, pressure, run_script


class Mobilisation(ss.Module):
    """Everybody decides, month by month."""

    def __init__(self, pars: dict | None = None, **kwargs: object) -> None:
        super().__init__()
        self.define_pars(noise=ss.uniform(low=-HALF, high=HALF))
        self.update_pars(pars, **kwargs)
        self.define_states(
            ss.FloatArr("threshold", default=ss.normal(loc=MEAN, scale=SD)),
            ss.BoolState("active", default=False),
        )

    def init_post(self) -> None:
        """Who belongs to which unit."""
        super().init_post()
        self.unit = np.asarray(self.sim.people.uid) // UNIT
        self.units = int(self.unit[-1]) + 1

    def init_results(self) -> None:
        """What is recorded."""
        super().init_results()
        self.define_results(ss.Result("active_share", dtype=float, scale=False))

    def step(self) -> None:
        """Live a month."""
        share = np.bincount(self.unit, weights=self.active.values, minlength=self.units) / UNIT
        noise = self.pars.noise.rvs(self.sim.people.auids)
        self.active[:] = share[self.unit] + pressure(self.ti) > self.threshold.values + noise

    def update_results(self) -> None:
        """Record the active share."""
        super().update_results()
        self.results.active_share[self.ti] = self.active.mean()


class Population:
    """A simulation with the module in it."""

    def __init__(self, agents: int, months: int, seed: int) -> None:
        self.months = 0
        self.sim = ss.Sim(
            n_agents=agents,
            modules=Mobilisation(),
            start=ss.days(0),
            dur=ss.days(months),
            dt=ss.days(1),
            rand_seed=seed,
            verbose=0,
        )
        self.sim.init()

    def step(self) -> None:
        """Live a month."""
        self.sim.run_one_step(verbose=0)
        self.months += 1

    def path(self) -> Sequence[float]:
        """Active share of the months lived."""
        return list(self.sim.results.mobilisation.active_share[: self.months])


def start(agents: int, months: int, seed: int) -> Population:
    """A population before its first month."""
    return Population(agents, months, seed)


if __name__ == "__main__":
    run_script(start, ["starsim", "numpy", "numba"])
