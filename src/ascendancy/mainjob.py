"""The main job: simulate, infer, weigh, write the run folder and its report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ascendancy.case.dates import month_index, month_text
from ascendancy.recorded import Run
from ascendancy.regime.accounts import ACCOUNTS
from ascendancy.simulation import simulate

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.inference.posterior import Posterior
    from ascendancy.inference.weigh import WeighedClaim

Progress = Callable[[int, int, str], None]
REPLICATES = 192


class Job(NamedTuple):
    """What the main job leaves: the folder, its report, and the objects they were written from."""

    folder: Path
    report: Path
    runs: dict[str, Run]
    posterior: Posterior | None
    claims: list[WeighedClaim]


def main_job(
    case: Case,
    folder: str | Path,
    *,
    start: str | None = None,
    until: str | None = None,
    seed: int = 1,
    particles: int = 512,
    replicates: int = REPLICATES,
    inference: bool = True,
    citizens: int | str | None = None,
    threads: int | None = None,
    command: str | None = None,
    progress: Progress | None = None,
) -> Job:
    """Do everything for a case.

    Parameters
    ----------
    case : Case
    folder : path
        The run folder; an earlier run there is replaced.
    start, until : str, optional
        First month shown and last month reached, ``YYYY-MM``; the case's own by default. What is known is not
        masked: to stand at an earlier date use :func:`ascendancy.infer` with ``until``.
    seed : int
    particles, replicates : int
        For each account: particles of the filter, histories simulated without evidence.
    inference : bool
        Without it the case is only simulated and reported.
    citizens : int or "all", optional
        Live one history, account *majority*, citizen by citizen besides: its table goes into the run folder.
    threads : int, optional
    command : str, optional
        Printed in the report as the way to make it again.
    progress : callable, optional

    Returns
    -------
    Job
    """
    from ascendancy.inference.all_accounts import infer
    from ascendancy.inference.weigh import weigh
    from ascendancy.report import write_report
    from ascendancy.results import write_run

    last = until if until is not None else month_text(case.parameters.end)
    runs = {
        account: simulate(
            case, seed=seed, replicates=replicates, start=start, until=last, account=account, threads=threads,
            progress=progress,
        )
        for account in ACCOUNTS
    }  # fmt: skip
    if citizens is not None:
        lived = simulate(case, citizens=citizens, seed=seed, until=last, threads=threads, progress=progress)
        runs["majority"] = replace(runs["majority"], citizens=lived.citizens)
    posterior = None
    claims: list[WeighedClaim] = []
    if inference:
        posterior = infer(
            case, horizon=max(month_index(last), case.parameters.evidence_until), particles=particles, seed=seed,
            threads=threads, progress=progress,
        )  # fmt: skip
        claims = weigh(
            case, posterior=posterior, prior={name: run.histories for name, run in runs.items()}, seed=seed,
            particles=particles, threads=threads, progress=progress,
        )  # fmt: skip
    settings: dict[str, Any] = {
        "seed": seed, "particles": particles, "replicates": replicates, "start": start, "until": last,
        "inference": inference, "citizens": citizens, "threads": threads, "command": command,
    }  # fmt: skip
    written = write_run(
        folder,
        case=case,
        run=runs,
        posterior=posterior,
        claims=claims or None,
        settings=settings,
        progress=progress,
    )
    return Job(Path(folder), write_report(written, case), runs, posterior, claims)
