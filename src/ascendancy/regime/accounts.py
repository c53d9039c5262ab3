"""Three accounts of how such a regime works: settings of one leader's choice, never built into the code.

*majority*: a lost majority constrains the leader, and drives him outside the party (MacFarquhar's reading of
1962–66). *dominance*: he chooses freely, majorities follow him (Teiwes). *levers*: what counts is who holds the
guard, the general office, propaganda, organisation and the army (the reading of factional and bureaucratic
studies). An account says which of the three links between the elite and the leader are in force; the size and
sign of each link is a coefficient with a prior.
"""

from __future__ import annotations

from typing import NamedTuple


class Account(NamedTuple):
    """Which links are in force: 1.0 or 0.0 each."""

    name: str
    majority: float
    levers: float


ACCOUNTS = {
    "majority": Account("majority", 1.0, 0.0),
    "dominance": Account("dominance", 0.0, 0.0),
    "levers": Account("levers", 0.0, 1.0),
}


def account(name: str) -> Account:
    """The account of that name.

    Raises
    ------
    ValueError
        If there is none.
    """
    if name not in ACCOUNTS:
        raise ValueError(f"no account is called {name!r}; there are {', '.join(ACCOUNTS)}")
    return ACCOUNTS[name]
