"""The same model in five libraries: agent-steps a second and bytes an agent, each peer beside this package.

python benchmarks/peers/run.py [--peers mesa starsim] [--repeats 3] [--python python3.12]

Every size of a peer is run in pairs, this package and then the peer, again and again, each run in a process of its own,
so that whatever else the machine does falls on both, and timed by the clock and by processor time. Speed is not reported
of a peer whose answer – the active share, month by month – differs from this package's by more than chance. Results go
to ``benchmarks/results/peers.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from busy import Watch, wait_for_quiet
from environments import HERE, environment, interpreter
from kernel import Mobilisation
from model import PERIOD, UNIT

from ascendancy.threads import thread_count

RESULTS = HERE.parent / "results" / "peers.json"
MONTHS = PERIOD
LIMIT = 4.5
"""Standard errors by which the largest of the months' differences may be off: chance exceeds it once in 4,000 times."""
OURS = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)


class Peer(NamedTuple):
    """A library and the sizes at which a month takes it a reasonable time."""

    title: str
    sizes: tuple[int, ...]


PEERS = {
    "mesa": Peer("Mesa", (10_000, 100_000, 1_000_000)),
    "mesa-frames": Peer("mesa-frames", (100_000, 1_000_000, 10_000_000)),
    "laser-core": Peer("laser-core", (100_000, 1_000_000, 10_000_000)),
    "starsim": Peer("Starsim", (100_000, 1_000_000, 10_000_000)),
}


def lived(python: str, name: str, agents: int, seed: int, patience: float = 0.0) -> dict[str, Any]:
    """One run of a library's script in its own environment, when the machine is quiet or ``patience`` is over."""
    wait_for_quiet(patience)
    script = HERE / f"with_{name.replace('-', '_')}.py"
    command = [python, str(script), str(agents), str(MONTHS), str(seed)]
    watch = Watch()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    found["others"] = watch.others()
    rate = found["agent_steps_a_second"]
    print(
        f"  {name:12} {agents:>11,} agents {rate:>15,.0f} a second, others {found['others']:.0%}",
        file=sys.stderr,
    )
    return found


def unit_deviations(units: int = 10_000) -> np.ndarray:
    """Standard deviation over units of their active shares, by month: units are independent, given the pressure."""
    population = Mobilisation(units * UNIT, seed=0)
    found = []
    for _ in range(MONTHS):
        population.step()
        found.append(population.agents.joined.std() / UNIT)
    return np.array(found)


def largest_difference(ours: list[list[float]], theirs: list[list[float]], agents: int) -> float:
    """Largest difference by month between the mean active shares of repeated runs, in standard errors of it."""
    difference = np.mean(ours, axis=0) - np.mean(theirs, axis=0)
    error = unit_deviations() * np.sqrt(2.0 / (agents / UNIT * len(ours)))
    return float(np.max(np.abs(difference) / error))


def middle(values: list[float]) -> dict[str, float]:
    """Median and range."""
    return {"median": statistics.median(values), "low": min(values), "high": max(values)}


def paired(python: str, name: str, agents: int, beside: int, repeats: int, patience: float) -> dict[str, Any]:
    """This package with ``beside`` agents and a peer with ``agents``, in turn; rates, their ratios and memory."""
    ours, theirs = [], []
    for seed in range(1, repeats + 1):
        ours.append(lived(sys.executable, "ascendancy", beside, seed, patience))
        theirs.append(lived(python, name, agents, seed, patience))
    rates = [[run["agent_steps_a_second"] for run in runs] for runs in (ours, theirs)]
    worked = [[run["agent_steps_a_processor_second"] for run in runs] for runs in (ours, theirs)]
    found: dict[str, Any] = {
        "agents": agents,
        "ours_agents": beside,
        "rate": middle(rates[1]),
        "ours_rate": middle(rates[0]),
        "ratio": middle([a / b for a, b in zip(*rates, strict=True)]),
        "worked_rate": middle(worked[1]),
        "ours_worked_rate": middle(worked[0]),
        "worked_ratio": middle([a / b for a, b in zip(*worked, strict=True)]),
        "bytes_an_agent": statistics.median(run["bytes_an_agent"] for run in theirs),
        "peak_bytes_an_agent": statistics.median(run["peak_bytes_an_agent"] for run in theirs),
        "others": round(statistics.median(run["others"] for run in [*ours, *theirs]), 2),
        "versions": theirs[0]["versions"],
    }
    if agents == beside:
        paths = [[run["active"] for run in runs] for runs in (ours, theirs)]
        found["difference"] = round(largest_difference(*paths, agents), 2)
    return found


def compare(name: str, python: str, repeats: int, patience: float) -> dict[str, Any]:
    """A peer at each of its sizes, then its fastest beside this package's; or why there is nothing to report."""
    peer = PEERS[name]
    try:
        inside = environment(name, python)
    except (subprocess.CalledProcessError, OSError) as fault:
        return {"title": peer.title, "error": f"not installed: {complaint(fault)}"}
    try:
        runs = [paired(inside, name, agents, agents, repeats, patience) for agents in peer.sizes]
        off = max(run["difference"] for run in runs)
        if off > LIMIT:
            return {
                "title": peer.title,
                "error": f"its answer is {off} standard errors off: speed not reported",
            }
        fastest = max(runs, key=lambda run: run["rate"]["median"])["agents"]
        best = paired(inside, name, fastest, OURS[-1], repeats, patience)
    except subprocess.CalledProcessError as fault:
        return {"title": peer.title, "error": f"did not run: {complaint(fault)}"}
    versions = [run.pop("versions") for run in (*runs, best)]
    return {"title": peer.title, "versions": versions[0], "runs": runs, "best": best}


def complaint(fault: subprocess.CalledProcessError | OSError) -> str:
    """The end of what a command complained of, without this folder's path."""
    text = fault.stderr if isinstance(fault, subprocess.CalledProcessError) else str(fault)
    lines = [line for line in text.strip().splitlines() if not line.startswith("WARNING")]
    return " ".join(lines[-2:]).replace(f"{HERE.parents[1]}/", "")


def alone(repeats: int, patience: float) -> list[dict[str, Any]]:
    """This package at each of its sizes."""
    found = []
    for agents in OURS:
        runs = [lived(sys.executable, "ascendancy", agents, seed, patience) for seed in range(1, repeats + 1)]
        found.append(
            {
                "agents": agents,
                "rate": middle([run["agent_steps_a_second"] for run in runs]),
                "worked_rate": middle([run["agent_steps_a_processor_second"] for run in runs]),
                "bytes_an_agent": statistics.median(run["bytes_an_agent"] for run in runs),
                "peak_bytes_an_agent": statistics.median(run["peak_bytes_an_agent"] for run in runs),
                "others": round(statistics.median(run["others"] for run in runs), 2),
                "versions": runs[0]["versions"],
            }
        )
    return found


def processor() -> str:
    """The processor's class, not the machine."""
    listed = Path("/proc/cpuinfo")
    if not listed.exists():
        return platform.processor() or platform.machine()
    fields: dict[str, str] = {}
    for line in listed.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(":")
        fields.setdefault(key.strip(), value.strip())
    name = fields.get("model name", platform.machine())
    return f"{name}, family {fields.get('cpu family', '?')}, model {fields.get('model', '?')}"


def main() -> None:
    """Run what is asked and write the results; the exit code is 1 if any peer has none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--python", help="interpreter to make the peers' environments with")
    parser.add_argument(
        "--patience",
        type=float,
        default=0.0,
        help="seconds to wait before a run for others to leave the machine",
    )
    parser.add_argument("--out", type=Path, default=RESULTS)
    asked = parser.parse_args()
    python = interpreter(asked.python)
    found = {
        "date": datetime.now(UTC).date().isoformat(),
        "processor": processor(),
        "cores": thread_count(),
        "system": platform.system(),
        "months": MONTHS,
        "repeats": asked.repeats,
        "ours": alone(asked.repeats, asked.patience),
        "peers": {name: compare(name, python, asked.repeats, asked.patience) for name in asked.peers},
    }
    asked.out.parent.mkdir(exist_ok=True)
    asked.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    faults = {name: peer["error"] for name, peer in found["peers"].items() if "error" in peer}
    for name, fault in faults.items():
        print(f"{name}: {fault}", file=sys.stderr)
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
