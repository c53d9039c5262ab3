"""``ascendancy case``: check a case folder, write a new one, describe its files, show what a case holds.

Heavy imports wait until a command runs, so that ``--help`` stays quick. A floor above hands in what reads
queries and patterns: ``ctx.obj["further"]``, a callable as `ascendancy.case.checking.check` takes it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ascendancy.case.faults import Fault

BAD_INPUT = 2

app = typer.Typer(help="Check, write and show cases.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def _refuse(faults: Iterable[Fault], as_json: bool = False) -> NoReturn:
    """Print faults, one a line, and leave with the exit code of bad input."""
    import json
    from dataclasses import asdict

    if as_json:
        typer.echo(json.dumps([asdict(fault) for fault in faults], ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            typer.echo(str(fault))
    raise typer.Exit(BAD_INPUT)


@app.command()
def check(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A case folder, or a built-in case.")],
    as_json: AsJson = False,
) -> None:
    """Name every fault of a case: file:row:column: found …, wanted …"""
    from ascendancy.case.checking import check as faults_of
    from ascendancy.case.faults import CaseError
    from ascendancy.case.loading import find

    context: dict[str, Any] = ctx.obj if isinstance(ctx.obj, dict) else {}
    try:
        faults = faults_of(find(folder), context.get("further"))
    except CaseError as error:
        _refuse(error.faults, as_json)
    if faults:
        _refuse(faults, as_json)
    typer.echo("[]" if as_json else f"{folder}: no faults")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or an empty folder.")],
    minimal: Annotated[
        bool, typer.Option("--minimal", help="Only people, posts, tenures, sources, line-ups and parameters.")
    ] = False,
) -> None:
    """Write a small valid case to edit. What it tells is invented."""
    from ascendancy.case.faults import CaseError
    from ascendancy.case.template import new as write

    try:
        written = write(folder, minimal)
    except CaseError as error:
        _refuse(error.faults)
    typer.echo(f"{written}: an invented case to edit; check it with: ascendancy case check {written}")


@app.command()
def package(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A case folder without faults.")],
) -> None:
    """Write datapackage.json, which describes the files of a case, from their columns."""
    from ascendancy.case import datapackage
    from ascendancy.case.checking import check as faults_of

    faults = faults_of(folder)
    if faults:
        _refuse(faults)
    typer.echo(str(datapackage.write(folder)))


@app.command()
def show(
    case: Annotated[str, typer.Argument(metavar="CASE", help="A built-in case, or a case folder.")],
    as_json: AsJson = False,
) -> None:
    """Show what a case holds: tables, roster, evidence, dates."""
    import json

    from ascendancy.case.faults import CaseError
    from ascendancy.case.loading import load
    from ascendancy.case.summary import summarise

    try:
        summary = summarise(load(case))
    except CaseError as error:
        _refuse(error.faults, as_json)
    if as_json:
        typer.echo(json.dumps(summary.document(), ensure_ascii=False, indent=2))
    else:
        from rich.console import Console

        console = Console()
        for part in summary.renderables():
            console.print(part)
