"""The citizens' kernel against this machine's memory, as JSON.

python benchmarks/citizens.py --citizens 100000000 --threads 2 --repeats 7

*Copy bandwidth*: every thread reads, adds one to and writes back its part of an array as large as the citizens; bytes
read and written a second. *Roofline*: a citizen is eight bytes read and eight written, so a month can be no faster than
16 bytes ÷ that bandwidth. Bandwidth and months are timed in turn in one process, the best of several each, since others
share the machine; ``share`` is the best month's share of the roofline, ``share_of_processor_time`` the same by the time
that both spent on processors: what is left when other programs take turns on them. A month is ``Society.step``: rules,
every behaviour, every aggregate, food.

``calm`` is a month of study, mobilisation and works; in ``campaign`` everyone is tempered and struck as well. All
citizens are of working age here, the slow case: the year 1966 has children and old as the case has them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

import ascendancy as asc
from ascendancy._numba import njit
from ascendancy.case.dates import month_index
from ascendancy.citizens.rules import compile_rules
from ascendancy.citizens.society import Society, settle
from ascendancy.citizens.unit import make_room, month_of_units
from ascendancy.regime.priors import quantile
from ascendancy.society.layout import PRESSURE_SIZE, Fixed, Pressure
from ascendancy.society.parameters import SOCIETY_PRIORS
from ascendancy.society.setting import society_setting
from ascendancy.threads import spread, thread_count

CENTRE = np.array([float(quantile(prior, np.array([0.5]))[0]) for prior in SOCIETY_PRIORS.values()])
CHINA_1966 = 745_420_000
PRESSED = {
    "mobilisation": 0.6,
    "study": 0.5,
    "works": 0.5,
    "levelling": 0.1,
    "programme": 0.6,
    "authority": 0.3,
}
WIDE = ("mobilisation", "tempering", "struggle")


@njit(nogil=True)
def add_one(first, last, words):  # type: ignore[no-untyped-def]
    """Read, modify and write back."""
    for i in range(first, last):
        words[i] += np.uint64(1)


def pressure(**levels: float) -> Any:
    """Pressure by name, all groups alike."""
    out = np.zeros(PRESSURE_SIZE)
    for name, level in {**PRESSED, **levels}.items():
        column = Pressure[name.upper()]
        out[column : column + (6 if name in WIDE else 1)] = level
    return out


MONTHS = {"calm": pressure(), "campaign": pressure(tempering=0.5, struggle=0.5)}


def clocked(function: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of one call by the clock, and on processors over all threads."""
    began, spent = time.perf_counter(), time.process_time()
    function()
    return time.perf_counter() - began, time.process_time() - spent


def timed(function: Callable[[], Any]) -> float:
    """Seconds of one call by the clock."""
    return clocked(function)[0]


def cells(of_all_ages: bool = False, month: int | None = None) -> Any:
    """China's cells; by default those of working age only, as if there were no others."""
    fixed = society_setting(asc.load("china"), smallest=True, month=month).fixed
    if of_all_ages:
        return fixed
    alone = fixed[fixed[:, Fixed.DEPENDS] == 0]
    return np.ascontiguousarray(alone)


def settled(fixed: Any, citizens: int, threads: int, repeats: int) -> Society:
    """Citizens with room for the growth of a year and of all repeats."""
    return settle(fixed, CENTRE, citizens=citizens, seed=1, months=14 + repeats, threads=threads)


def months(society: Society, asked: Any, threads: int, repeats: int, words: Any) -> dict[str, float]:
    """Months in turn with the bandwidth; the first is not counted."""
    society.step(asked, threads)
    copies, lived = [], []
    for _ in range(repeats):
        copies.append(clocked(lambda: spread(add_one, words.size, threads, words)))
        lived.append(clocked(lambda: society.step(asked, threads)))
    (copy, copy_spent), (seconds, spent) = (np.min(pairs, axis=0) for pairs in (copies, lived))
    heads = int(society.units.size.sum())
    moved = 16.0 * heads / (2.0 * words.nbytes)
    return {
        "citizens": heads,
        "seconds_a_month": round(seconds, 4),
        "ns_a_citizen": round(1e9 * seconds / heads, 3),
        "processor_ns_a_citizen": round(1e9 * spent / heads, 3),
        "citizens_a_second": round(heads / seconds),
        "copy_gb_a_second": round(2.0 * words.nbytes / copy / 1e9, 1),
        "share": round(moved * copy / seconds, 3),
        "share_of_processor_time": round(moved * copy_spent / spent, 3),
    }


def kernel(citizens: int, threads: int, repeats: int) -> dict[str, Any]:
    """Every behaviour and aggregate, calm and under campaign, on one thread and on all."""
    words = np.zeros(citizens, dtype=np.uint64)
    out: dict[str, Any] = {}
    for count in sorted({1, threads}):
        for name, asked in MONTHS.items():
            society = settled(cells(), citizens, threads, repeats)
            for _ in range(12 if name == "campaign" else 0):
                society.step(asked, threads)  # until labour is filled
            out[f"{name}, {count} thread{'s' if count > 1 else ''}"] = months(
                society, asked, count, repeats, words
            )
    return out


def scale(sizes: list[int], repeats: int) -> list[dict[str, float]]:
    """A calm month's cost a citizen from small to large: the kernel by itself on one thread, in six cells.

    What a month costs beside it does not grow with the citizens: ``step_beside_ms``, for these cells.
    """
    fixed = society_setting(asc.load("china")).fixed
    pressed = np.tile(MONTHS["calm"], (len(fixed), 1))
    found = []
    for size in sizes:
        often = repeats if size > 2e7 else max(repeats, min(60, int(1e8 / size)))
        society = settled(fixed, size, 1, often)
        society.step(MONTHS["calm"], 1)
        spent, steps = [], []
        for _ in range(often // 2 + 1):
            steps.append(clocked(partial(society.step, MONTHS["calm"], 1))[1])
            rules, beyond = compile_rules(
                fixed, pressed, CENTRE, society.sums, society.persons(), society.famine
            )
            room, sums = make_room(CENTRE), np.zeros_like(society.sums)
            spent.append(
                clocked(
                    partial(
                        month_of_units, 0, society.units.cell.size, society.month, society.citizens,
                        society.units, rules, beyond, np.uint64(1), room, sums,
                    )
                )[1]
            )  # fmt: skip
            society.month += 1
            society.sums = sums
        heads = int(society.units.size.sum())
        beside = 1e3 * (min(steps) - min(spent)) if size < 2e6 else None
        found.append({"citizens": heads, "processor_ns_a_citizen": round(1e9 * min(spent) / heads, 3)})
        if beside is not None:
            found[-1]["step_beside_ms"] = round(beside, 2)
    return found


def china(threads: int, repeats: int) -> dict[str, Any]:
    """All of China at the end of 1966, in a process of its own, for its memory."""
    began = time.perf_counter()
    society = settled(cells(of_all_ages=True, month=month_index("1966-12")), CHINA_1966, threads, repeats)
    seconds = {"settling": round(time.perf_counter() - began, 1)}
    for name, asked in MONTHS.items():
        step = partial(society.step, asked, threads)
        seconds[name] = round(min(timed(step) for _ in range(repeats + 1)), 3)
    heads = int(society.units.size.sum())
    held = sum(array.nbytes for array in (*society.citizens, *society.units))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {
        "citizens": heads,
        "seconds": seconds,
        "bytes_a_citizen": round(held / heads, 3),
        "peak_resident_gib": round(peak / 2**30, 2),
        "peak_beside_citizens_mb": round((peak - held) / 1e6),
    }


def million(threads: int) -> dict[str, float]:
    """One million citizens through the case china, regime and all, once compiled."""
    case = asc.load("china")
    asc.simulate(case, citizens=1000, seed=2, until=case.parameters.start + 1, threads=threads)
    simulate = partial(asc.simulate, case, citizens=1_000_000, seed=2, threads=threads)
    seconds = min(timed(simulate) for _ in range(3))
    lived = case.parameters.end - case.parameters.start + 1
    return {"citizens": 1_000_000, "months": lived, "seconds": round(seconds, 2)}


def main() -> None:
    """Measure what is asked for and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--citizens", type=int, default=100_000_000)
    parser.add_argument("--largest", type=int, default=CHINA_1966, help="of the scale, and of China in 1966")
    parser.add_argument("--threads", type=int, default=thread_count())
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--only", choices=["kernel", "scale", "china", "million"], action="append")
    asked = parser.parse_args()
    wanted = asked.only or ["kernel", "scale", "china", "million"]
    out: dict[str, Any] = {"processors": os.cpu_count(), "threads": asked.threads}
    if asked.only == ["china"]:
        out["china_1966"] = china(asked.threads, asked.repeats)
        print(json.dumps(out, indent=2))
        return
    if "kernel" in wanted:
        out["kernel"] = kernel(asked.citizens, asked.threads, asked.repeats)
    if "scale" in wanted:
        sizes = [n for n in (10**5, 10**6, 10**7, 10**8) if n < asked.largest]
        out["scale"] = scale([*sizes, asked.largest], asked.repeats)
    if "million" in wanted:
        out["million"] = million(asked.threads)
    if "china" in wanted:
        again = [sys.executable, __file__, "--only", "china", "--threads", str(asked.threads)]
        found = subprocess.run(
            [*again, "--repeats", str(asked.repeats)], capture_output=True, text=True, check=True
        )
        out["china_1966"] = json.loads(found.stdout)["china_1966"]
    print(json.dumps(out, indent=2))


if __name__ == "__main__":
    main()
