"""What the commands share: their options, the bar on standard error, JSON and the table of claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

CaseName = Annotated[
    str, typer.Argument(metavar="CASE", help="A built-in case, or the path of a case folder.")
]
RunName = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]
Seed = Annotated[int, typer.Option(help="The seed: the same seed gives the same bytes.", min=0)]
Threads = Annotated[int | None, typer.Option(help="Threads; the result does not depend on them.", min=1)]
Particles = Annotated[int, typer.Option(help="Particles for each account.", min=2)]
From = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM", help="First month shown.")]
Until = Annotated[str | None, typer.Option("--until", metavar="YYYY-MM", help="Last month.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="The run folder itself.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
AccountName = Annotated[str, typer.Option(help="majority, dominance or levers.")]


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error; nothing but the last line where it is not a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def report(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total, description=text)

        yield report


def emit(document: Any) -> None:
    """Print one JSON document."""
    import json

    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False, default=str))


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)


def claims_table(claims: list[Any]) -> None:
    """Print weighed claims as a table."""
    from rich.console import Console
    from rich.table import Table

    if not claims:
        return
    table = Table(box=None, header_style="", pad_edge=False)
    for name in ("claim", "prior", "posterior", "Bayes factor", "verdict"):
        table.add_column(name, justify="left" if name in ("claim", "verdict") else "right")
    for claim in claims:
        table.add_row(
            claim.id, _number(claim.prior, ".2f"), _number(claim.posterior, ".2f"),
            _number(claim.bayes_factor, ".2g"), claim.word or "not testable in this case",
        )  # fmt: skip
    Console(width=110).print(table)
