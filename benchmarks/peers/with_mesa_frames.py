"""The shared model (``model.py``) in mesa-frames: agents are rows of a Polars frame, a month is one expression.

Of the release that the package index holds (AgentSetPolars and ModelDF; later sources rename them).
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from mesa_frames import AgentSetPolars, ModelDF
from model import HALF, MEAN, SD, UNIT, pressure, run_script


class Citizens(AgentSetPolars):
    """All agents."""

    def __init__(self, agents: int, model: Mobilisation) -> None:
        super().__init__(model)
        number = pl.arange(agents, eager=True)
        self += pl.DataFrame(
            {
                "unique_id": number,
                "unit": (number // UNIT).cast(pl.UInt32),
                "threshold": model.random.normal(MEAN, SD, size=agents).astype("float32"),
                "active": pl.repeat(False, agents, eager=True),
            }
        )

    def step(self) -> None:
        """Everybody decides."""
        draws = self.model.random.random(len(self), dtype="float32")
        noise = pl.Series("noise", draws) * (2.0 * HALF) - HALF
        share = pl.col("active").mean().over("unit")
        self.agents = self.agents.with_columns(
            active=share + self.model.pressure > pl.col("threshold") + noise,
        )


class Mobilisation(ModelDF):
    """The population."""

    def __init__(self, agents: int, seed: int) -> None:
        super().__init__(seed)
        self.pressure = 0.0
        self.shares: list[float] = []
        self.citizens = Citizens(agents, self)
        self.agents += self.citizens

    def step(self) -> None:
        """Live a month."""
        self.pressure = pressure(len(self.shares))
        self.agents.do("step")
        self.shares.append(self.get_agents_of_type(Citizens)["active"].mean())

    def path(self) -> Sequence[float]:
        """Active share of the months lived."""
        return self.shares


def start(agents: int, months: int, seed: int) -> Mobilisation:
    """A population before its first month."""
    return Mobilisation(agents, seed)


if __name__ == "__main__":
    run_script(start, ["mesa-frames", "polars", "numpy"])
