"""Patterns: what an ensemble without evidence shows, each beside its ablation.

A pattern is a condition on histories that a case expects of the model (MODEL.md, *Patterns*); its *ablation* switches
off the mechanism that could produce it. A pattern that stays without its mechanism was put in, not brought out. A case
lists its own in ``patterns.toml``; each has an id, a title, a ``query`` in the query language or the name of a
``measure`` below with ``below`` or ``above``, and an ``[ablation]`` table of coefficients and values.

Measures: ``quiet_turnover`` is the share of people in office struck down in a year, over years in which no campaign
struck harder than ``QUIET``; ``clustering`` the variance-to-mean ratio of campaign openings by year (1 for chance).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.faults import CaseError, Fault
from ascendancy.histories import Histories
from ascendancy.query import QueryError, parse, resolve
from ascendancy.regime.accounts import ACCOUNTS
from ascendancy.simulation import simulate

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
Progress = Callable[[int, int, str], None]
FILE = "patterns.toml"
QUIET = 0.2


class Pattern(NamedTuple):
    """One pattern of a case."""

    id: str
    title: str
    query: str
    measure: str
    below: float | None
    above: float | None
    ablation: Mapping[str, float]


class PatternShare(NamedTuple):
    """How often a pattern showed under one account, with and without its mechanism.

    ``low``, ``middle`` and ``high`` are the 5%, 50% and 95% points of its measure, where it has one.
    """

    id: str
    title: str
    account: str
    share: float
    ablation: str
    ablated: float
    low: float | None = None
    middle: float | None = None
    high: float | None = None


def quiet_turnover(histories: Histories) -> Floats:
    """Mean share of people newly fallen in a year without a campaign; not a number where every year had one."""
    fallen = (histories.status == 2) | (histories.status == 3)
    active = histories.status < 2
    loudest = histories.intensity.max(axis=2)
    years = loudest.shape[1] // 12
    out = np.full(histories.size, np.nan)
    for j in range(histories.size):
        shares = []
        for y in range(years):
            span = slice(12 * y, 12 * y + 12)
            if loudest[j, span].max() < QUIET and active[j, 12 * y].sum() > 0:
                newly = active[j, 12 * y] & fallen[j, span].any(axis=0)
                shares.append(newly.sum() / active[j, 12 * y].sum())
        if shares:
            out[j] = np.mean(shares)
    return out


def clustering(histories: Histories) -> Floats:
    """Variance ÷ mean of the number of campaign openings by year; not a number where none opened."""
    running = histories.intensity > 0.0
    opened = (running[:, 1:] & ~running[:, :-1]).sum(axis=2)
    years = opened.shape[1] // 12
    by_year = opened[:, : 12 * years].reshape(histories.size, years, 12).sum(axis=2)
    mean = by_year.mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(mean > 0.0, by_year.var(axis=1, ddof=1) / mean, np.nan))


MEASURES: dict[str, Callable[[Histories], Floats]] = {
    "quiet_turnover": quiet_turnover,
    "clustering": clustering,
}


def read_patterns(case: Case) -> list[Pattern]:
    """The patterns that a case lists; none where it has no ``patterns.toml``.

    Raises
    ------
    CaseError
        Naming every pattern at fault.
    """
    path = case.folder / FILE
    if not path.is_file():
        return []
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError([Fault(FILE, 0, "-", str(error), "TOML in UTF-8")]) from None
    found, faults = [], []
    for number, table in enumerate(tables, start=1):
        pattern = Pattern(
            str(table.get("id", "")), str(table.get("title", "")), str(table.get("query", "")),
            str(table.get("measure", "")), table.get("below"), table.get("above"), dict(table.get("ablation", {})),
        )  # fmt: skip
        found.append(pattern)
        faults += [
            Fault(FILE, number, column, what, wanted) for column, what, wanted in _problems(pattern, case)
        ]
    if faults:
        raise CaseError(faults)
    return found


def _problems(pattern: Pattern, case: Case) -> list[tuple[str, str, str]]:
    out = []
    if not pattern.id or not pattern.title:
        out.append(("id", "nothing", "an id and a title"))
    if bool(pattern.query) == bool(pattern.measure):
        out.append(("query", "both or neither", "either a query or a measure"))
    if pattern.query:
        try:
            resolve(parse(pattern.query), case)
        except QueryError as error:
            out.append(("query", error.found, error.wanted))
    elif pattern.measure and pattern.measure not in MEASURES:
        out.append(("measure", pattern.measure, "one of " + ", ".join(MEASURES)))
    if pattern.measure and pattern.below is None and pattern.above is None:
        out.append(("measure", "no bound", "below or above"))
    if not pattern.ablation:
        out.append(("ablation", "nothing", "a table of coefficients and values"))
    return out


def patterns(
    case: Case,
    *,
    seed: int = 1,
    replicates: int = 200,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[PatternShare]:
    """Score every pattern of a case under every account, with and without its mechanism.

    The ablated ensemble uses the same draws (common random numbers), so that only the mechanism differs.

    Parameters
    ----------
    case : Case
    seed, replicates : int
        Of each ensemble.
    threads : int, optional
    progress : callable, optional

    Returns
    -------
    list of PatternShare
        A row a pattern and account.

    Raises
    ------
    CaseError
        If a pattern is at fault.
    """
    listed = read_patterns(case)
    fixes: list[Mapping[str, float]] = [
        {},
        *({tuple(p.ablation.items()): p.ablation for p in listed}).values(),
    ]
    out = []
    done, total = 0, len(ACCOUNTS) * len(fixes)
    for account in ACCOUNTS:
        ensembles: dict[Any, Histories] = {}
        for fixed in fixes if listed else ():
            run = simulate(
                case, seed=seed, replicates=replicates, account=account, fixed=fixed, threads=threads
            )
            ensembles[tuple(fixed.items())] = run.histories
            done += 1
            if progress is not None:
                progress(done, total, f"patterns, account {account}")
        for pattern in listed:
            share, bands = _share(pattern, ensembles[()], case)
            ablated, _ = _share(pattern, ensembles[tuple(pattern.ablation.items())], case)
            named = ", ".join(f"{name} = {value:g}" for name, value in pattern.ablation.items())
            out.append(PatternShare(pattern.id, pattern.title, account, share, named, ablated, *bands))
    return out


def _share(pattern: Pattern, histories: Histories, case: Case) -> tuple[float, tuple[float | None, ...]]:
    if pattern.query:
        truth = resolve(parse(pattern.query), case).evaluate(histories)
        return float(truth.mean()), (None, None, None)
    values = MEASURES[pattern.measure](histories)
    known = values[np.isfinite(values)]
    if known.size == 0:
        return 0.0, (None, None, None)
    holds = np.ones(known.size, dtype=np.bool_)
    if pattern.below is not None:
        holds &= known < pattern.below
    if pattern.above is not None:
        holds &= known > pattern.above
    low, middle, high = np.quantile(known, [0.05, 0.5, 0.95])
    return float(holds.mean()), (float(low), float(middle), float(high))
