"""Picking rows out of the tables of a run, in one way for all figures."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from ascendancy.results.ensembles import MIXED

if TYPE_CHECKING:
    from ascendancy.case import Case

Tables = Mapping[str, pd.DataFrame]
"""The tables of a run by name: a RunFolder, or what ``results.build`` returns."""


def rows(table: pd.DataFrame, **values: Any) -> pd.DataFrame:
    """The rows where every named column has the value given."""
    chosen = pd.Series(True, index=table.index)
    for column, value in values.items():
        chosen &= table[column] == value
    return table[chosen]


def accounts(tables: Tables, source: str) -> list[str]:
    """Accounts with rows under a source, the mixture last."""
    regime = tables["regime"]
    names = list(dict.fromkeys(regime.loc[regime["source"] == source, "account"]))
    return sorted(names, key=lambda name: name == MIXED)


def shown(tables: Tables, account: str | None = None) -> tuple[str, str]:
    """The source and account that a figure shows when none is asked for.

    The posterior if there is one, else the prior; the mixture of the accounts if there is one, else the
    only account.

    Raises
    ------
    ValueError
        where the account asked for is not in the tables
    """
    source = "posterior" if accounts(tables, "posterior") else "prior"
    there = accounts(tables, source)
    if account is not None and account not in there:
        raise ValueError(f"account: found {account!r}, wanted one of {', '.join(there) or 'none'}")
    return source, account or (there[-1] if there else "")


def prior_account(tables: Tables, account: str) -> str | None:
    """The account of the prior to compare with: the same, else the mixture, else the only one there is."""
    there = accounts(tables, "prior")
    if account in there:
        return account
    return there[-1] if there else None


def top_body(tables: Tables, case: Case) -> str | None:
    """The top body of the case if the tables have it, else the first body they have."""
    there = list(dict.fromkeys(tables["bodies"]["body"])) if len(tables["bodies"]) else []
    for body in case.bodies:
        if body.top and body.id in there:
            return str(body.id)
    return there[0] if there else None


def person_label(case: Case, person: str) -> str:
    """A person's name with the native name beside it."""
    for one in case.people:
        if one.id == person:
            return f"{one.name} {one.native_name}" if one.native_name else str(one.name)
    return "nobody" if person == "none" else person


def title_label(case: Case, title: str) -> str:
    """A campaign's title; what runs under none is called so."""
    for one in case.campaigns:
        if one.id == title:
            return str(one.title)
    return "under no title of the case" if title == "unnamed" else title


def safe(text: object) -> str:
    """Text of the case as a figure may show it: its own angle brackets are not markup."""
    return html.escape(str(text), quote=False)


def greatest(table: pd.DataFrame, column: str) -> dict[str, Any]:
    """The first row in which a column is greatest, by column name."""
    return _row(table, int(table[column].fillna(float("-inf")).to_numpy().argmax()))


def least(table: pd.DataFrame, column: str) -> dict[str, Any]:
    """The first row in which a column is least, by column name."""
    return _row(table, int(table[column].fillna(float("inf")).to_numpy().argmin()))


def _row(table: pd.DataFrame, place: int) -> dict[str, Any]:
    return {str(name): table[name].iloc[place] for name in table.columns}
