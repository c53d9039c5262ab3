"""The command ``frontier``: survival and versatility under siege, and what levelling costs at every scale."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from ascendancy.console import AsJson, Out, Seed, Threads, emit, progress_bar

DEFAULT = Path("runs") / "frontier"


def frontier(
    case: Annotated[
        str | None,
        typer.Argument(metavar="[CASE]", help="Whose society is levelled; a generic nation when not given."),
    ] = None,
    seed: Seed = 1,
    draws: Annotated[
        int | None,
        typer.Option(metavar="N", help="Draws of the coefficients from their priors [default: 64]."),
    ] = None,
    largest: Annotated[
        int | None, typer.Option(metavar="N", help="The largest scale, in citizens [default: 100000000].")
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="A coarser grid: seconds instead of minutes.")
    ] = False,
    threads: Threads = None,
    out: Out = None,
    into: Annotated[
        Path | None,
        typer.Option(metavar="RUN", help="Add it to this run folder and its report, for the run's own case."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What makes a besieged core versatile, and what levelling costs, each with its ablations.

    A stopped computation goes on from its finished cells when it is given again; they stand beside the result.
    """
    from ascendancy.checked import load
    from ascendancy.experiment.frontier import frontier as verb
    from ascendancy.experiment.kept import cells_beside
    from ascendancy.report import write_frontier_report, write_report
    from ascendancy.report.frontier_words import answers
    from ascendancy.results import plain, read_run
    from ascendancy.results.frontier import KIND, NAME, write_frontier
    from ascendancy.results.write import refuse_foreign

    if out is not None and into is not None:
        raise ValueError("found both --out and --into, wanted one of them")
    run = read_run(into) if into is not None else None
    named = case if case is not None or run is None else str(run.manifest["case"]["id"])
    loaded = load(named) if named is not None else None
    if run is not None and loaded is not None and run.manifest["case"]["hash"] != loaded.hash:
        raise ValueError(f"{into}: found a run of another state of case {named}, wanted this one's")
    folder = (run.path / NAME if run is not None else out if out is not None else DEFAULT).absolute()
    refuse_foreign(folder, KIND, "a frontier")
    cells = cells_beside(folder)
    with progress_bar() as progress:
        found = verb(
            loaded,
            seed=seed,
            draws=draws,
            largest=largest,
            quick=quick,
            threads=threads,
            cells=cells,
            progress=progress,
        )
    settings = {**found.settings, "command": "ascendancy " + " ".join(sys.argv[1:]), "threads": threads}
    written = write_frontier(folder, found.tables, settings)
    report = write_frontier_report(written)
    if run is not None and loaded is not None:
        report = write_report(run, loaded)
    shutil.rmtree(cells, ignore_errors=True)
    said = answers(written)
    if as_json:
        tables = {name: plain(table.to_dict("records")) for name, table in written.items()}
        emit(
            {"folder": str(folder), "report": str(report), "digest": written.digest, "settings": written.settings,
             "answers": list(said), **tables}
        )  # fmt: skip
        return
    for line in said:
        typer.echo(line)
    typer.echo(f"Report: {report}")
