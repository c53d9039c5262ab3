"""``ascendancy calibrate``: where the evidence pulls the coefficients, kept with the case as a dated file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ascendancy.console import AsJson, CaseName, Seed, Threads, emit, progress_bar


def calibrate(
    case: CaseName,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="YYYY-MM", help="Stand at this month: only what was public by then."),
    ] = None,
    seed: Seed = 1,
    particles: Annotated[int, typer.Option(help="Particles of each filter.", min=2)] = 512,
    pilots: Annotated[int, typer.Option(help="Filters a round.", min=2)] = 4,
    rounds: Annotated[int, typer.Option(help="Rounds for each account.", min=1)] = 6,
    threads: Threads = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Instead of beside the case's tables.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find where the evidence pulls the coefficients; minutes. Interrupted, it goes on where it was when run again."""
    from ascendancy.checked import load
    from ascendancy.inference.calibration import file_of
    from ascendancy.inference.iterated import calibrate as verb

    loaded = load(case)
    target = out if out is not None else file_of(loaded, until)
    with progress_bar() as progress:
        found = verb(
            loaded, until=until, particles=particles, pilots=pilots, rounds=rounds, seed=seed, threads=threads,
            command="ascendancy " + " ".join(sys.argv[1:]), out=target, progress=progress,
        )  # fmt: skip
    if as_json:
        emit({"file": str(target), "calibration": found.id, "made": found.made})
        return
    typer.echo(f"{target}\n{found.id}")
