"""Commands on nations lived citizen by citizen: ``simulate --citizens``, ``resume``, ``branch``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ascendancy.console import AsJson, Out, RunName, Threads, emit, progress_bar

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.recorded import Run

Citizens = Annotated[
    str | None,
    typer.Option(metavar="N", help="Citizens one by one: how many, or all (one agent a person)."),
]
Every = Annotated[
    int, typer.Option("--checkpoint-every", metavar="MONTHS", help="Months between checkpoints.", min=1)
]


def simulate_citizens(
    case: Case, name: str, plan: dict[str, Any], folder: Path, threads: int | None, every: int, as_json: bool
) -> None:
    """Live a plan with checkpoints, and write the run folder and its report."""
    from ascendancy.nation.checkpoint import beside
    from ascendancy.nation.simulate import live, start_plan
    from ascendancy.results.write import refuse_foreign

    refuse_foreign(folder.absolute())
    command = "ascendancy " + " ".join(sys.argv[1:])
    path = name if not Path(name).exists() else str(Path(name).absolute())
    checkpoints = start_plan(folder.absolute(), plan, path, every, command)
    with progress_bar() as progress:
        ran = live(case, plan, threads=threads, progress=progress, checkpoints=checkpoints, every=every)
    written(case, ran, folder, command, as_json)
    shutil.rmtree(beside(folder.absolute()), ignore_errors=True)


def written(case: Case, ran: Run, folder: Path, command: str, as_json: bool) -> None:
    """Write a run folder with its report, and say where."""
    from ascendancy.report import write_report
    from ascendancy.results import digest, write_run

    settings = {**ran.settings, "command": command}
    report = write_report(write_run(folder, case=case, run=ran, settings=settings), case)
    found = {
        "folder": str(folder),
        "report": str(report),
        "digest": digest(folder),
        "settings": dict(ran.settings),
    }
    emit(found) if as_json else typer.echo(f"{folder}\nReport: {report}\n{found['digest']}")


def resume(folder: RunName, threads: Threads = None, as_json: AsJson = False) -> None:
    """Take up a simulation of citizens that was stopped: from its last checkpoint, to the same bytes."""
    from ascendancy.checked import load
    from ascendancy.nation.checkpoint import beside, read_plan
    from ascendancy.nation.simulate import live

    checkpoints = beside(folder.absolute())
    plan = read_plan(checkpoints)
    loaded = load(plan["case_path"])
    if loaded.hash != plan["case_hash"]:
        raise ValueError(
            f"{checkpoints}: found a run of another state of case {plan['case']}, wanted this one's"
        )
    with progress_bar() as progress:
        ran = live(
            loaded,
            plan,
            threads=threads,
            progress=progress,
            checkpoints=checkpoints,
            every=int(plan["every"]),
        )
    written(loaded, ran, folder, plan["command"], as_json)
    shutil.rmtree(checkpoints, ignore_errors=True)


def branch(
    folder: RunName,
    at: Annotated[str, typer.Option(metavar="YYYY-MM", help="First month that differs.")],
    change: Annotated[
        list[str],
        typer.Option(
            "--set", metavar="NAME=VALUE", help="A channel of pressure or a coefficient, held from then on."
        ),
    ],
    place: Annotated[str | None, typer.Option(help="In this place only.")] = None,
    case: Annotated[str | None, typer.Option(help="The case, where it is not a built-in one.")] = None,
    threads: Threads = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """A paired future of a simulation of citizens: the same draws, with a change from a month on."""
    from ascendancy.checked import load
    from ascendancy.nation.simulate import branch as verb
    from ascendancy.nation.simulate import of_folder
    from ascendancy.results import read_run

    found = read_run(folder)
    loaded = load(case if case is not None else found.manifest["case"]["id"])
    run = of_folder(found, loaded)
    with progress_bar() as progress:
        ran = verb(
            run,
            at=at,
            change=[assignment(text, place) for text in change],
            threads=threads,
            progress=progress,
        )
    target = out if out is not None else folder.with_name(f"{folder.name}-branch")
    written(loaded, ran, target, "ascendancy " + " ".join(sys.argv[1:]), as_json)


def assignment(text: str, place: str | None) -> tuple[str, str | None, float]:
    """``NAME=VALUE`` as (name, place, value)."""
    name, sign, value = text.partition("=")
    try:
        if not sign:
            raise ValueError
        return name.strip(), place, float(value)
    except ValueError:
        raise ValueError(f"--set: found {text!r}, wanted NAME=VALUE with a number") from None
