"""The shared model: threshold mobilisation in units, stated here once and written in each library's own idiom.

Agents 0 … N − 1 live in units of 100, agent i in unit ⌊i / 100⌋. Each has a threshold, drawn once from
Normal(0.5, 0.25) and kept. Nobody is active before month 0. In month t = 0, 1, …, agent i of unit u is active when

    s_u + p(t) > τ_i + ε        p(t) = 0.25 sin(2π t / 36)        ε uniform on (−0.1, 0.1), drawn anew

where s_u is the share of his unit that was active in the month before (0 before month 0). Everyone decides at once:
the order of agents does not matter. The answer is the share of all agents that is active, month by month.

Pressure tips units up in turn and then down again, so the share runs through nearly all it can be. After Granovetter,
"Threshold models of collective behavior", American Journal of Sociology 83 (1978); units, noise and pressure added.

A peer's script builds its model in ``start(agents, months, seed)`` and hands it to :func:`run_script`, which times the
months. Only the standard library is used here, since each script runs in its own library's environment.
"""

from __future__ import annotations

import argparse
import json
import math
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

UNIT = 100
MEAN = 0.5
SD = 0.25
HALF = 0.1
"""Half-width of the noise."""
HEIGHT = 0.25
"""Greatest pressure."""
PERIOD = 36
"""Months from pressure to pressure."""
WARM_UP = 20_000
"""Agents of the run that compiles and warms up, not timed."""


def pressure(month: int) -> float:
    """What is pressed on everybody in a month."""
    return HEIGHT * math.sin(2.0 * math.pi * month / PERIOD)


class Model(Protocol):
    """What a script's model must let itself be asked."""

    def step(self) -> object:
        """Live a month."""

    def path(self) -> Sequence[float]:
        """Active share of the months lived."""


Start = Callable[[int, int, int], Model]


def resident() -> tuple[int, int]:
    """Bytes of memory held now and at most since :func:`forget_peak`; the peak alone where there is no /proc."""
    status = Path("/proc/self/status")
    if not status.exists():
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return 0, peak * (1 if sys.platform == "darwin" else 1024)
    fields = dict(
        line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines() if ":" in line
    )
    return tuple(int(fields[name].split()[0]) * 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]


def forget_peak() -> None:
    """Let the peak of memory start anew, where the system can."""
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5", encoding="ascii")


def timed(start: Start, agents: int, months: int, seed: int, least: float) -> dict[str, object]:
    """Run the model, again and again until ``least`` seconds of months are timed; building it is not timed.

    Speed is by the clock and by the processors' time, all threads together: the second stands still while others use
    the machine.

    Memory is that of the first model: resident after its months, and at most while it was built and run, less what
    was resident before.
    """
    warm = start(WARM_UP, 3, seed)
    for _ in range(3):
        warm.step()
    del warm
    before, _ = resident()
    forget_peak()
    seconds, worked, rounds = 0.0, 0.0, 0
    answer: list[float] = []
    held, peak = 0, 0
    while seconds < least:
        model = start(agents, months, seed)
        began, working = time.perf_counter(), time.process_time()
        for _ in range(months):
            model.step()
        seconds += time.perf_counter() - began
        worked += time.process_time() - working
        rounds += 1
        if rounds == 1:
            answer = [float(share) for share in model.path()]
            held, peak = resident()
        del model
    return {
        "agent_steps_a_second": agents * months * rounds / seconds,
        "agent_steps_a_processor_second": agents * months * rounds / worked,
        "bytes_an_agent": (held - before) / agents,
        "peak_bytes_an_agent": (peak - before) / agents,
        "active": answer,
        "rounds": rounds,
    }


def run_script(start: Start, packages: Sequence[str]) -> None:
    """Read what is asked from the command line, run it, and print one line of JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("agents", type=int)
    parser.add_argument("months", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--least", type=float, default=1.5, help="seconds of months to time at least")
    asked = parser.parse_args()
    if asked.agents <= 0 or asked.agents % UNIT:
        parser.error(f"found {asked.agents} agents, wanted a multiple of {UNIT}")
    found = timed(start, asked.agents, asked.months, asked.seed, asked.least)
    versions = {"python": platform.python_version(), **{name: version(name) for name in packages}}
    print(json.dumps({"agents": asked.agents, "months": asked.months, "versions": versions, **found}))
