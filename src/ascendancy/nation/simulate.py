"""Simulating a nation citizen by citizen, with checkpoints; taking an unfinished run up again; branching."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ascendancy.case.dates import month_index, month_text
from ascendancy.nation.change import Change
from ascendancy.nation.checkpoint import beside, complete, load_into, save, write_plan
from ascendancy.nation.life import Life, people
from ascendancy.nation.tables import citizens_table
from ascendancy.recorded import Run, span
from ascendancy.regime.accounts import account as account_named
from ascendancy.society.setting import society_setting

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.results import RunFolder

Progress = Callable[[int, int, str], None]
EVERY = 12
RESERVE = 400_000_000
ROOM = 1.6
SETTINGS = ("citizens", "seed", "replicates", "until", "account", "fixed", "changes")


def asked(
    case: Case,
    *,
    citizens: int | str,
    seed: int = 1,
    start: int | str | None = None,
    until: int | str | None = None,
    account: str = "majority",
    fixed: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """What is asked for, checked, as plain values: a *plan*, enough to live the same history again.

    Raises
    ------
    ValueError
        One line: what was found and what was wanted.
    """
    first, last = span(case, start, until)
    if first > case.parameters.start:
        raise ValueError(
            f"found first month {month_text(first)}, wanted the case's first: citizens live them all"
        )
    account_named(account)
    _enough_memory(people(society_setting(case, smallest=True).fixed, citizens))
    number = int(citizens) if str(citizens).isdigit() else citizens
    return {
        "case": case.parameters.id, "case_hash": case.hash, "citizens": number, "seed": seed, "replicates": 1,
        "until": month_text(last), "account": account, "fixed": dict(fixed or {}), "changes": [],
    }  # fmt: skip


def begin(case: Case, plan: Mapping[str, Any], threads: int | None = None) -> Life:
    """A life by its plan, at the start.

    Raises
    ------
    ValueError
        If the memory it needs is not there.
    """
    setting = society_setting(case, smallest=True)
    wanted = people(setting.fixed, plan["citizens"])
    _enough_memory(wanted)
    changes = tuple(
        Change(month_index(c["at"]), c["name"], float(c["value"]), c.get("place")) for c in plan["changes"]
    )
    return Life(
        case, citizens=plan["citizens"], seed=int(plan["seed"]), until=month_index(plan["until"]),
        account=plan["account"], fixed=dict(plan["fixed"]), changes=changes, threads=threads,
    )  # fmt: skip


def live(
    case: Case,
    plan: Mapping[str, Any],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    checkpoints: Path | None = None,
    every: int = EVERY,
    keep: int = 1,
) -> Run:
    """Live a plan to its end, from its newest checkpoint if there is one.

    Parameters
    ----------
    case : Case
    plan : mapping
        From :func:`asked` or a checkpoint folder.
    threads : int, optional
        The result does not depend on it.
    progress : callable, optional
        Called with (months done, months, text).
    checkpoints : Path, optional
        Where to keep them; none are written without it.
    every : int
        Months between checkpoints.
    keep : int
        How many of the newest are kept.
    """
    life = begin(case, plan, threads)
    if checkpoints is not None:
        for half in checkpoints.glob("*.part"):
            shutil.rmtree(half, ignore_errors=True)
        found = complete(checkpoints)
        if found:
            load_into(life, found[-1])
    count = int(life.society.units.size.sum())
    while life.t < life.model.months:
        life.live()
        if progress is not None:
            progress(life.t, life.model.months, f"{count:,} citizens, account {life.account}")
        if checkpoints is not None and life.t % every == 0 and life.t < life.model.months:
            save(life, checkpoints, keep)
    settings = {key: plan[key] for key in SETTINGS}
    return Run(case, life.histories(), settings, citizens_table(life))


def branch(
    run: Run,
    *,
    at: int | str,
    change: Mapping[str, float] | Iterable[tuple[str, str | None, float]],
    threads: int | None = None,
    progress: Progress | None = None,
) -> Run:
    """A paired future: the same run, with changes from a month on.

    The branch has the run's seed and plan, so that with no change it gives the same bytes, and with a change every
    draw it does not reach stays what it was: a place that is not pressed otherwise differs only once influence
    reaches it, a month later at the soonest.

    Parameters
    ----------
    run : Run
        From ``simulate(case, citizens=…)``.
    at : month
        First month that differs, a month number or ``YYYY-MM``.
    change : mapping of name to value, or (name, place, value) triples
        Channels of pressure or coefficients (``nation/change.py``).
    threads : int, optional
    progress : callable, optional

    Returns
    -------
    Run

    Examples
    --------
    >>> from ascendancy.case import load
    >>> from ascendancy.nation.simulate import asked, branch, live
    >>> demo = load("demo")
    >>> run = live(demo, asked(demo, citizens=2000, seed=3, until=demo.parameters.start + 5))
    >>> other = branch(run, at=demo.parameters.start + 3, change={"study": 1.0})
    >>> bool((other.histories.society["purity"][0, :3] == run.histories.society["purity"][0, :3]).all())
    True
    """
    first, _ = span(run.case, at, str(run.settings["until"]))
    triples = (
        [(name, None, value) for name, value in change.items()]
        if isinstance(change, Mapping)
        else list(change)
    )
    plan = dict(run.settings)
    plan["changes"] = [
        *plan["changes"],
        *({"at": month_text(first), "name": n, "value": float(v), "place": p} for n, p, v in triples),
    ]
    return live(run.case, plan, threads=threads, progress=progress)


def of_folder(found: RunFolder, case: Case) -> Run:
    """A finished run of citizens, from its folder, as far as :func:`branch` needs it.

    Raises
    ------
    ValueError
        One line, where the folder holds no such run, or one of another state of the case.
    """
    settings = {**found.manifest["settings"], "seed": found.manifest["seed"]}
    if settings.get("citizens") is None:
        raise ValueError(f"{found.path}: found a run without citizens, wanted one made with --citizens")
    if found.manifest["case"]["hash"] != case.hash:
        raise ValueError(
            f"{found.path}: found a run of another state of case {case.parameters.id}, wanted this one's"
        )
    life = begin(case, settings)
    return Run(case, life.histories(), settings, found["citizens"])


def start_plan(target: Path, plan: Mapping[str, Any], case_path: str, every: int, command: str) -> Path:
    """Make the folder of checkpoints of a new run; an earlier unfinished one under that name is replaced."""
    folder = beside(target)
    shutil.rmtree(folder, ignore_errors=True)
    write_plan(folder, {**plan, "case_path": case_path, "every": every, "command": command})
    return folder


def _enough_memory(citizens: int) -> None:
    """Raise where the citizens' bytes cannot fit into what the machine has free."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        free = max(free, _available())
    except (ValueError, OSError, AttributeError):  # a system that does not say: let it try
        return
    needed = int(8 * ROOM * citizens) + RESERVE
    if needed > free:
        raise ValueError(
            f"citizens: found {citizens:,}, which need about {needed / 2**30:.1f} GiB, wanted what fits into the "
            f"{free / 2**30:.1f} GiB free here"
        )


def _available() -> int:
    """Memory that can be had without swapping, bytes (Linux says so; elsewhere 0)."""
    path = Path("/proc/meminfo")
    if not path.exists():
        return 0
    lines = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
    return int(lines.get("MemAvailable", "0 kB").split()[0]) * 1024
