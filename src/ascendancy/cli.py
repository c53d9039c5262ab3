"""The command line: one command a verb. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ascendancy._version import __version__
from ascendancy.case.commands import app as case_app
from ascendancy.commands.calibrate import calibrate
from ascendancy.commands.frontier import frontier
from ascendancy.commands.nation import Citizens, Every, branch, resume, simulate_citizens
from ascendancy.console import (
    AccountName,
    AsJson,
    CaseName,
    From,
    Out,
    Particles,
    RunName,
    Seed,
    Threads,
    Until,
    claims_table,
    emit,
    progress_bar,
)

if TYPE_CHECKING:
    from ascendancy.case import Case, Fault

DONE, FAILED, BAD_INPUT = 0, 1, 2

app = typer.Typer(
    name="ascendancy",
    help="Simulate the politics of a closed regime and infer what could not be seen from the evidence that could.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(case_app, name="case")
app.command()(calibrate)
app.command()(resume)
app.command()(branch)
app.command()(frontier)


def _further(case: Case) -> Iterator[Fault]:
    """What the rooms above the case room find wrong with it, for ``case check``."""
    from ascendancy.checked import further_faults

    yield from further_faults(case)


@app.callback(invoke_without_command=True)
def _main(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    ctx.obj = {"further": _further}
    if version:
        typer.echo(__version__)
        raise typer.Exit(DONE)


@app.command()
def run(
    case: CaseName,
    first: From = None,
    until: Until = None,
    seed: Seed = 1,
    particles: Particles = 512,
    replicates: Annotated[
        int, typer.Option(help="Histories without evidence, for each account.", min=1)
    ] = 256,
    threads: Threads = None,
    out: Out = None,
    citizens: Citizens = None,
    no_infer: Annotated[bool, typer.Option("--no-infer", help="Simulate and report only.")] = False,
    as_json: AsJson = False,
) -> None:
    """The main job: check the case, simulate, infer, weigh, write the run folder and its report."""
    from ascendancy.checked import load
    from ascendancy.mainjob import main_job
    from ascendancy.results import digest

    loaded = load(case)
    folder = out if out is not None else Path("runs") / loaded.parameters.id
    with progress_bar() as progress:
        job = main_job(
            loaded, folder, start=first, until=until, seed=seed, particles=particles, replicates=replicates,
            inference=not no_infer, citizens=citizens, threads=threads,
            command="ascendancy " + " ".join(sys.argv[1:]), progress=progress,
        )  # fmt: skip
    summary = {
        "case": loaded.parameters.id, "title": loaded.parameters.title, "folder": str(job.folder),
        "report": str(job.report), "digest": digest(job.folder), "evidence": len(loaded.evidence),
        "log_evidence": {a: job.posterior.account(a).log_evidence for a in job.posterior.accounts}
        if job.posterior is not None else None,
        "accounts": job.posterior.probabilities if job.posterior is not None else None,
        "claims": [claim.as_dict() for claim in job.claims],
    }  # fmt: skip
    if as_json:
        emit(summary)
        return
    typer.echo(
        f"{loaded.parameters.title}: {len(loaded.people)} people, {len(loaded.evidence)} items of evidence"
    )
    if job.posterior is not None:
        shares = ", ".join(f"{name} {share:.2f}" for name, share in job.posterior.probabilities.items())
        typer.echo(f"Accounts, given the evidence: {shares}")
    claims_table(job.claims)
    typer.echo(f"Report: {job.report}")


@app.command()
def simulate(
    case: CaseName,
    first: From = None,
    until: Until = None,
    seed: Seed = 1,
    replicates: Annotated[int, typer.Option(help="How many histories.", min=1)] = 100,
    account: AccountName = "majority",
    citizens: Citizens = None,
    every: Every = 12,
    threads: Threads = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Run a case without evidence, and write the run folder; with citizens, one history with checkpoints."""
    from ascendancy.checked import load
    from ascendancy.results import digest, write_run
    from ascendancy.simulation import simulate as verb

    loaded = load(case)
    folder = out if out is not None else Path("runs") / f"{loaded.parameters.id}-simulated"
    if citizens is not None:
        from ascendancy.nation.simulate import asked

        plan = asked(loaded, citizens=citizens, seed=seed, start=first, until=until, account=account)
        simulate_citizens(loaded, case, plan, folder, threads, every, as_json)
        return
    with progress_bar() as progress:
        ran = verb(
            loaded, seed=seed, replicates=replicates, start=first, until=until, account=account, threads=threads,
            progress=progress,
        )  # fmt: skip
        write_run(folder, case=loaded, run=ran, settings=dict(ran.settings), progress=progress)
    found = {"folder": str(folder), "digest": digest(folder), "settings": dict(ran.settings)}
    emit(found) if as_json else typer.echo(f"{folder}\n{found['digest']}")


@app.command()
def infer(
    case: CaseName,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="YYYY-MM", help="Stand at this month: only what was public by then."),
    ] = None,
    seed: Seed = 1,
    particles: Particles = 512,
    account: Annotated[str, typer.Option(help="majority, dominance, levers or mixed.")] = "mixed",
    threads: Threads = None,
    out: Out = None,
    as_json: AsJson = False,
) -> None:
    """Infer the hidden state from the evidence, and write the run folder."""
    from ascendancy.checked import load
    from ascendancy.inference.all_accounts import infer as verb
    from ascendancy.results import digest, write_run

    loaded = load(case)
    folder = out if out is not None else Path("runs") / f"{loaded.parameters.id}-inferred"
    with progress_bar() as progress:
        found = verb(
            loaded,
            until=until,
            account=account,
            particles=particles,
            seed=seed,
            threads=threads,
            progress=progress,
        )
        write_run(folder, case=found.case, posterior=found, settings=found.settings, progress=progress)
    document = {
        "folder": str(folder), "digest": digest(folder), "settings": found.settings,
        "log_evidence": {name: found.account(name).log_evidence for name in found.accounts},
        "accounts": found.probabilities,
        "ascendancy": found.ascendancy().assign(month=lambda f: f["month"].dt.strftime("%Y-%m")).to_dict("records"),
    }  # fmt: skip
    if as_json:
        emit(document)
        return
    for name, share in found.probabilities.items():
        typer.echo(f"{name}: log evidence {found.account(name).log_evidence:.1f}, probability {share:.2f}")
    typer.echo(str(folder))


@app.command()
def weigh(
    case: CaseName,
    seed: Seed = 1,
    particles: Particles = 512,
    threads: Threads = None,
    until: Until = None,
    as_json: AsJson = False,
) -> None:
    """Weigh every claim of a case: prior, posterior, Bayes factor and a word, under each account and mixed."""
    from ascendancy.checked import load
    from ascendancy.inference.weigh import weigh as verb

    loaded = load(case)
    with progress_bar() as progress:
        claims = verb(loaded, seed=seed, particles=particles, threads=threads, until=until, progress=progress)
    emit([claim.as_dict() for claim in claims]) if as_json else claims_table(claims)


@app.command()
def patterns(
    case: CaseName,
    seed: Seed = 1,
    replicates: Annotated[int, typer.Option(help="Histories for each account.", min=2)] = 200,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Each pattern of a case over an ensemble without evidence, beside its ablation."""
    from ascendancy.checked import load
    from ascendancy.pattern import patterns as verb

    loaded = load(case)
    with progress_bar() as progress:
        found = verb(loaded, seed=seed, replicates=replicates, threads=threads, progress=progress)
    if as_json:
        emit([row._asdict() for row in found])
        return
    for row in found:
        typer.echo(
            f"{row.id} ({row.account}): {row.share:.2f} of histories; without {row.ablation}: {row.ablated:.2f}"
        )
        typer.echo(f"    {row.title}")


@app.command()
def report(
    folder: RunName,
    case: Annotated[str | None, typer.Option(help="The case, where it is not a built-in one.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to write it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the report of a run folder again."""
    from ascendancy.checked import load
    from ascendancy.report import write_report
    from ascendancy.results import read_run

    found = read_run(folder)
    path = write_report(found, load(case if case is not None else found.manifest["case"]["id"]), out)
    emit({"report": str(path)}) if as_json else typer.echo(f"Report: {path}")


@app.command()
def digest(folder: RunName, as_json: AsJson = False) -> None:
    """Print the digest of a run folder's contents as the last line."""
    from ascendancy.results import digest as verb

    found = verb(folder)
    emit({"digest": found}) if as_json else typer.echo(found)


def main() -> None:
    """Run the command line; bad input ends in one message and exit code 2, never in a traceback."""
    try:
        app()
    except Exception as error:
        if type(error).__name__ in ("CaseError", "RunFolderError", "QueryError", "ReportError") or isinstance(
            error, ValueError
        ):
            typer.echo(str(error), err=True)
            sys.exit(BAD_INPUT)
        if isinstance(error, (OSError, MemoryError)):
            typer.echo(f"failed: {error}", err=True)
            sys.exit(FAILED)
        raise


if __name__ == "__main__":
    main()
