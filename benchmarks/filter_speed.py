"""How long the filter takes: nanoseconds a person, month and particle, on one thread and on all, as JSON.

python benchmarks/filter_speed.py --particles 512 --repeats 3

Compiling is apart: the first run of a shape compiles and is not counted. The time is the whole filter's, evidence,
society and resampling included, divided by people × months × particles; the fastest repeat is given, since others
share the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import time

import ascendancy as asc
from ascendancy.evidence.dossier import dossier
from ascendancy.inference.filter import run_filter
from ascendancy.model import compile_case
from ascendancy.society.layout import AGGREGATES
from ascendancy.threads import thread_count

CASES = ("demo", "china")


def measure(name: str, particles: int, threads: int, repeats: int) -> dict[str, float | int | str]:
    """The fastest of several runs of one case's filter under one account."""
    case = asc.load(name)
    until = case.parameters.evidence_until
    model = compile_case(case, until=until)
    later = frozenset(row.id for row in case.evidence if row.date.month > until)
    evidence = dossier(case, model.regime, AGGREGATES, skip=later)
    run_filter(model, evidence, particles=2, threads=threads)
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        run_filter(model, evidence, particles=particles, threads=threads)
        seconds.append(time.perf_counter() - began)
    people, months = len(model.regime.people), model.months
    return {
        "case": name,
        "people": people,
        "months": months,
        "particles": particles,
        "threads": threads,
        "seconds": round(min(seconds), 3),
        "ns_a_person_month_particle": round(1e9 * min(seconds) / (people * months * particles), 1),
    }


def main() -> None:
    """Measure both built-in cases and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--particles", type=int, default=512)
    parser.add_argument("--repeats", type=int, default=3)
    asked = parser.parse_args()
    counts = sorted({1, thread_count()})
    rows = [measure(name, asked.particles, threads, asked.repeats) for name in CASES for threads in counts]
    print(json.dumps({"processors": os.cpu_count(), "runs": rows}, indent=2))


if __name__ == "__main__":
    main()
