"""The shared model (``model.py``) in laser-core: people and units are LaserFrames, a component steps a tick.

As in the models built on it, the agents' loop is compiled by Numba over ``prange``, draws come from the generators
that ``laser.core.random.seed`` seeds thread by thread, and counts by unit are kept a thread and added afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numba as nb
import numpy as np
from laser.core import LaserFrame, PropertySet
from laser.core.random import seed as seed_generators
from model import HALF, MEAN, SD, UNIT, pressure, run_script


@nb.njit(nogil=True, parallel=True, cache=True)
def decide(active, threshold, nodeid, seen, half, joined):
    """Who is active; ``joined`` (threads, units) is added to."""
    for i in nb.prange(len(active)):
        noise = np.float32(half * (2.0 * np.random.rand() - 1.0))  # noqa: NPY002 – Numba knows no other
        unit = nodeid[i]
        if seen[unit] > threshold[i] + noise:
            active[i] = 1
            joined[nb.get_thread_id(), unit] += 1
        else:
            active[i] = 0


class Mobilise:
    """Component: everybody decides."""

    def __init__(self, model: Mobilisation) -> None:
        self.model = model

    def step(self, tick: int) -> None:
        """Live a month."""
        people, units = self.model.people, self.model.units
        seen = units.share + np.float32(pressure(tick))
        joined = np.zeros((nb.get_num_threads(), units.count), dtype=np.int32)
        decide(people.active, people.threshold, people.nodeid, seen, self.model.params.half, joined)
        units.share[:] = joined.sum(axis=0) / np.float32(UNIT)
        self.model.results.active[tick] = units.share.mean()


class Mobilisation:
    """The population."""

    def __init__(self, params: PropertySet) -> None:
        self.params = params
        generator = seed_generators(params.seed)
        self.people = LaserFrame(capacity=params.agents)
        self.people.add_scalar_property("threshold", dtype=np.float32)
        self.people.add_scalar_property("active", dtype=np.uint8)
        self.people.add_scalar_property("nodeid", dtype=np.uint32)
        self.people.threshold[:] = generator.normal(MEAN, SD, size=params.agents)
        self.people.nodeid[:] = np.arange(params.agents) // UNIT
        self.units = LaserFrame(capacity=params.agents // UNIT)
        self.units.add_scalar_property("share", dtype=np.float32)
        self.results = LaserFrame(capacity=params.nticks)
        self.results.add_scalar_property("active", dtype=np.float64)
        self.components = [Mobilise(self)]
        self.tick = 0

    def step(self) -> None:
        """Live a month."""
        for component in self.components:
            component.step(self.tick)
        self.tick += 1

    def path(self) -> Sequence[float]:
        """Active share of the months lived."""
        return self.results.active[: self.tick]


def start(agents: int, months: int, seed: int) -> Mobilisation:
    """A population before its first month."""
    return Mobilisation(PropertySet({"agents": agents, "nticks": months, "seed": seed, "half": HALF}))


if __name__ == "__main__":
    run_script(start, ["laser-core", "numpy", "numba"])
