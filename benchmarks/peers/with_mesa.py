"""The shared model (``model.py``) in Mesa: agents and units are Mesa agents, activated through their AgentSets.

First every unit notes what share of it was active, then every agent decides; no order matters, so ``do`` is used and
not the slower ``shuffle_do``.
"""

from __future__ import annotations

from collections.abc import Sequence

import mesa
from model import HALF, MEAN, SD, UNIT, pressure, run_script


class Unit(mesa.Agent):
    """What an agent sees of his unit."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.joined = 0
        self.share = 0.0

    def look(self) -> None:
        """Note last month's active share and begin to count anew."""
        self.share = self.joined / UNIT
        self.joined = 0


class Citizen(mesa.Agent):
    """An agent with his threshold."""

    def __init__(self, model: mesa.Model, unit: Unit, threshold: float) -> None:
        super().__init__(model)
        self.unit = unit
        self.threshold = threshold
        self.active = False

    def decide(self) -> None:
        """Be active where the unit's share and pressure exceed the threshold and this month's noise."""
        noise = self.random.uniform(-HALF, HALF)
        self.active = self.unit.share + self.model.pressure > self.threshold + noise
        if self.active:
            self.unit.joined += 1


class Mobilisation(mesa.Model):
    """The population."""

    def __init__(self, agents: int, seed: int) -> None:
        super().__init__(rng=seed)
        self.pressure = 0.0
        self.size = agents
        units = list(Unit.create_agents(self, agents // UNIT))
        thresholds = self.rng.normal(MEAN, SD, size=agents).tolist()
        Citizen.create_agents(self, agents, [units[i // UNIT] for i in range(agents)], thresholds)
        self.datacollector = mesa.DataCollector(model_reporters={"active": "active_share"})

    @property
    def active_share(self) -> float:
        """Share of all agents that is active."""
        return sum(self.agents_by_type[Unit].get("joined")) / self.size

    def step(self) -> None:
        """Live a month."""
        self.pressure = pressure(int(self.steps) - 1)
        self.agents_by_type[Unit].do("look")
        self.agents_by_type[Citizen].do("decide")
        self.datacollector.collect(self)

    def path(self) -> Sequence[float]:
        """Active share of the months lived."""
        return self.datacollector.model_vars["active"]


def start(agents: int, months: int, seed: int) -> Mobilisation:
    """A population before its first month."""
    return Mobilisation(agents, seed)


if __name__ == "__main__":
    run_script(start, ["mesa", "numpy"])
