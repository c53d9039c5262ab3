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

from ascendancy.case.faults import CaseError, Fault, quoted
from ascendancy.histories import Histories
from ascendancy.query import QueryError, check, parse, resolve
from ascendancy.query.faults import one_of
from ascendancy.query.kinds import undated
from ascendancy.regime.accounts import ACCOUNTS
from ascendancy.regime.parameters import NAMES as REGIME_NAMES
from ascendancy.simulation import simulate
from ascendancy.society.parameters import NAMES as SOCIETY_NAMES

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
    found, faults = _read(case)
    if faults:
        raise CaseError(faults)
    return found


def pattern_faults(case: Case) -> list[Fault]:
    """Every fault of a case's ``patterns.toml``; the row is that of the pattern's ``[[pattern]]``."""
    return _read(case)[1]


def _read(case: Case) -> tuple[list[Pattern], list[Fault]]:
    path = case.folder / FILE
    if not path.is_file():
        return [], []
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text).get("pattern", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [Fault(FILE, 0, "-", str(error), "TOML in UTF-8")]
    rows = [n for n, line in enumerate(text.splitlines(), start=1) if line.lstrip().startswith("[[")]
    if not isinstance(tables, list) or len(rows) != len(tables):
        return [], [Fault(FILE, 0, "-", "another layout", "tables headed [[pattern]] and nothing else")]
    found: list[Pattern] = []
    faults: list[Fault] = []
    for row, table in zip(rows, tables, strict=True):
        problems = _wrong_kinds(table)
        if not problems:
            pattern = Pattern(
                table.get("id", ""), table.get("title", ""), table.get("query", ""), table.get("measure", ""),
                table.get("below"), table.get("above"), table.get("ablation", {}),
            )  # fmt: skip
            problems = _problems(pattern, case)
            if pattern.id in {other.id for other in found}:
                problems.append(("id", quoted(pattern.id) + " again", "each id once"))
            found.append(pattern)
        faults += [Fault(FILE, row, column, what, wanted) for column, what, wanted in problems]
    return found, faults


def _wrong_kinds(table: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Keys that a pattern does not have, and values that are not of their key's kind."""
    out = []
    for key, value in table.items():
        if key not in Pattern._fields:
            out.append((key, "an unknown key", "one of " + ", ".join(Pattern._fields)))
        elif key in ("below", "above"):
            if not _is_number(value):
                out.append((key, repr(value), "a number"))
        elif key == "ablation":
            if not isinstance(value, dict) or not all(_is_number(each) for each in value.values()):
                out.append((key, repr(value), "a table of coefficients and numbers"))
        elif not isinstance(value, str):
            out.append((key, repr(value), "text"))
    return out


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _problems(pattern: Pattern, case: Case) -> list[tuple[str, str, str]]:
    out = []
    out += [(key, "nothing", "text") for key in ("id", "title") if not getattr(pattern, key)]
    if bool(pattern.query) == bool(pattern.measure):
        out.append(("query", "both or neither", "either a query or a measure"))
    if pattern.query:
        out += _query_problems(pattern.query, case)
    elif pattern.measure and pattern.measure not in MEASURES:
        out.append(("measure", quoted(pattern.measure), one_of(MEASURES, pattern.measure)))
    if pattern.measure and pattern.below is None and pattern.above is None:
        out.append(("measure", "no bound", "below or above"))
    if not pattern.ablation:
        out.append(("ablation", "nothing", "a table of coefficients and numbers"))
    names = (*REGIME_NAMES, *SOCIETY_NAMES)
    for name in pattern.ablation:
        if name not in names:
            out.append(("ablation", quoted(name), one_of(names, name, "a coefficient: one")))
    return out


def _query_problems(text: str, case: Case) -> list[tuple[str, str, str]]:
    try:
        query = parse(text)
        problems = check(query, case)
        bare = undated(query.tree)
        if bare is not None:
            problems.append(QueryError(text, bare.position, f"{bare.name} without a month", "@ YYYY-MM"))
    except QueryError as error:
        problems = [error]
    return [("query", f"{each.found} at character {each.position + 1}", each.wanted) for each in problems]


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
