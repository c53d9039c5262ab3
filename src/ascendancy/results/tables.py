"""All tables of a run, from its ensembles: what the run folder stores and the figures read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from ascendancy.results import account_tables, items, people_tables, regime_tables
from ascendancy.results.ensembles import Ensemble, PosteriorLike, RunLike, ensembles

if TYPE_CHECKING:
    from ascendancy.case import Case

BANDS = ["mean", "q05", "q25", "q50", "q75", "q95"]
STATES = ["p_oppose", "p_wait", "p_support", "p_active", "p_criticised", "p_sidelined", "p_purged", "p_dead"]

LIVED = [
    "purity", "falsification", "mobilised", "sent_down", "struggled", "allround", "distinction_town_country",
    "distinction_mental_manual", "output_worker", "output_peasant", "output_soldier", "output_intellectual",
    "output_total",
]  # fmt: skip

COUNTED = ["citizens", "dependants", "newcomers", "usual_deaths", "deaths"]

COLUMNS: dict[str, list[str]] = {
    "regime": ["month", "account", "source", "variable", *BANDS],
    "choices": ["month", "account", "source", "variable", "value", "probability"],
    "people": ["month", "person", "account", "source", "line", *STATES],
    "bodies": ["month", "account", "source", "body", "variable", *BANDS, "p_below_half"],
    "turnover": ["year", "institution", "account", "source", *BANDS],
    "campaigns": ["month", "account", "source", "title", *BANDS],
    "society": ["month", "account", "source", "measure", *BANDS],
    "deaths": ["year", "account", "source", *BANDS],
    "citizens": ["month", "account", "place", "setting", *COUNTED, *LIVED],
    "accounts": ["account", "log_evidence", "log_evidence_sd", "probability"],
    "items": ["id", "kind", "date", "account", "surprise_bits", "k_hat"],
    "ess": ["month", "account", "ess", "log_evidence"],
}
"""Columns of every table, in their order."""

_TEXT = {
    "account",
    "source",
    "variable",
    "value",
    "person",
    "body",
    "institution",
    "title",
    "measure",
    "id",
    "kind",
    "place",
    "setting",
}


def _joined(name: str, blocks: list[pd.DataFrame]) -> pd.DataFrame:
    filled = [block for block in blocks if not block.empty]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=COLUMNS[name])
    table = table[COLUMNS[name]]
    for column in table.columns:
        if column in _TEXT or (column == "date"):
            table[column] = table[column].astype("str")
        elif column == "month":
            table[column] = table[column].astype("datetime64[s]")
        elif column == "year":
            table[column] = table[column].astype("int64")
        else:
            table[column] = table[column].astype("float64")
    return table


def build(
    case: Case,
    run: RunLike | Mapping[str, RunLike] | None = None,
    posterior: PosteriorLike | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    until: int | None = None,
    size: int = 160,
) -> dict[str, pd.DataFrame]:
    """The tables of a run, by name.

    Parameters
    ----------
    case : the case that was run
    run : a run without evidence, or runs by account: the rows with source ``prior``
    posterior : the posterior: the rows with source ``posterior``
    progress : called with (done, total, text)
    until : last month whose tenures count as known; the case's last month with evidence when not given
    size : histories drawn per account from the posterior

    Returns
    -------
    name → DataFrame, with the columns of :data:`COLUMNS`; a table without rows is there, empty
    """
    blocks: dict[str, list[pd.DataFrame]] = {name: [] for name in COLUMNS}
    every = ensembles(run, posterior, size)
    given = case.parameters.evidence_until if until is None else until
    for done, one in enumerate(every):
        if progress is not None:
            progress(done, len(every), f"tables: {one.source}, {one.account}")
        for name, rows in _rows(one, case, given):
            blocks[name].append(rows)
    blocks["citizens"] += [_citizens(name, one) for name, one in _by_account(run) if one.citizens is not None]
    blocks["accounts"].append(account_tables.accounts(posterior))
    blocks["ess"].append(account_tables.ess(posterior))
    return {name: _joined(name, parts) for name, parts in blocks.items()}


def _by_account(run: RunLike | Mapping[str, RunLike] | None) -> list[tuple[str, RunLike]]:
    if run is None:
        return []
    return (
        list(run.items())
        if isinstance(run, Mapping)
        else [(str(run.settings.get("account", "majority")), run)]
    )


def _citizens(account: str, run: RunLike) -> pd.DataFrame:
    assert run.citizens is not None
    table: pd.DataFrame = run.citizens.assign(account=account)
    return table


def _rows(one: Ensemble, case: Case, given: int) -> list[tuple[str, pd.DataFrame]]:
    months = one.by_month()
    out = [
        ("regime", regime_tables.regime(months)),
        ("choices", regime_tables.choices(months)),
        ("people", people_tables.people(months)),
        ("bodies", regime_tables.bodies(months)),
        ("turnover", people_tables.turnover(one, case, given)),
        ("campaigns", regime_tables.campaigns(months)),
        ("society", regime_tables.society(months)),
        ("deaths", regime_tables.deaths(one)),
    ]
    if one.source == "posterior":
        out.append(("items", items.items(one, case)))
    return out
