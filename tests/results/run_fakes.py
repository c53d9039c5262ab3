"""An invented regime, its histories and a posterior, for the tests of what is stored and shown."""

from __future__ import annotations

from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import numpy as np
import xarray

from ascendancy.case.case import Case
from ascendancy.case.dates import When
from ascendancy.case.parameters import CaseParameters
from ascendancy.case.schema import TABLES
from ascendancy.histories import Histories
from ascendancy.inference.weigh import Verdict, WeighedClaim
from ascendancy.inference.weigh.odds import Estimate

PEOPLE = ("chen-ao", "li-bo", "wu-ci", "sun-ding", "he-wu", "lu-ji")
NAMES = ("陈敖", "李伯", "吴慈", "孙定", "何武", "陆己")
ACCOUNTS = ("majority", "dominance", "levers")
SOCIETY = {
    "purity": 0.5,
    "falsification": 0.2,
    "mobilised": 0.1,
    "sent_down": 0.02,
    "struggled": 0.01,
    "allround": 0.05,
    "distinction_town_country": 0.7,
    "distinction_mental_manual": 0.8,
    "output_worker": 1.0,
    "output_peasant": 1.0,
    "output_soldier": 1.0,
    "output_intellectual": 1.0,
    "food": 1.0,
    "excess_deaths": 0.1,
    "tempering_intellectuals": 0.1,
    "tempering_officials": 0.1,
    "tempering_youth": 0.1,
}


def case() -> Case:
    """An invented case with one of everything that the report reads."""
    weights = (("party", 5), ("party", 4), ("government", 4), ("army", 3), ("party", 2), ("army", 1))
    kinds = ("lineup", "directive", "lineup", "statement", "dismissal", "campaign")
    data = ("", "outcome=shelved", "", "stance=oppose", "", "campaign=tidying; phase=high")
    rows: dict[str, list[dict[str, Any]]] = {
        "people": [
            {"id": i, "name": i.replace("-", " ").title(), "native_name": n, "institution": "party"}
            for i, n in zip(PEOPLE, NAMES, strict=True)
        ],
        "posts": [
            {"id": f"post-{i}", "title": f"Post {i}", "institution": k, "body": "council", "weight": w}
            for i, (k, w) in enumerate(weights)
        ],
        "tenures": [{"person": p, "post": f"post-{i}", "start": "1954-01"} for i, p in enumerate(PEOPLE)],
        "bodies": [
            {
                "id": "council",
                "name": "Council",
                "native_name": "委员会",
                "institution": "party",
                "top": "yes",
            }
        ],
        "campaigns": [
            {
                "id": "tidying",
                "title": "The Tidying",
                "native_title": "清理运动",
                "start": "1957-03",
                "end": "1958-06",
            },
            {
                "id": "papers",
                "title": "Four Papers",
                "parent": "tidying",
                "start": "1957-06",
                "end": "1958-01",
            },
        ],
        "sources": [
            {
                "id": "annals",
                "author": "A. Author",
                "title": "Annals of <Nowhere>",
                "year": "1971",
                "kind": "book",
                "reliability": "B",
            },
            {
                "id": "daily",
                "author": "Daily",
                "title": "The Daily",
                "year": "1958",
                "kind": "newspaper",
                "reliability": "C",
                "note": "https://example.org/daily",
            },
        ],
        "evidence": [
            {
                "id": f"e{i:02d}",
                "kind": kind,
                "date": f"195{5 + i // 3}-0{1 + i}",
                "subjects": PEOPLE[i],
                "available": f"195{5 + i // 3}-0{1 + i}",
                "datum": datum,
                "source": "annals" if i % 2 else "daily",
                "locator": f"p. {i}",
            }
            for i, (kind, datum) in enumerate(zip(kinds, data, strict=True))
        ],
        "claims": [
            {
                "id": "K1",
                "statement": "He lost the majority in the council.",
                "speaker": "a visitor",
                "hedge": "perhaps",
                "date": "1961-01",
                "query": 'majority("council") < 0.5 @ 1958-01',
            },
            {
                "id": "K2",
                "statement": 'The second man <opposed> him & "more".',
                "speaker": "a visitor",
                "date": "1961-01",
                "query": 'stance("li-bo") == "oppose" @ 1958-01',
            },
        ],
    }
    parameters = CaseParameters.model_validate(
        {
            "id": "nowhere",
            "title": "Nowhere, 1955–1960",
            "description": "An invented regime.",
            "start": "1955-01",
            "end": "1960-12",
            "evidence_until": "1960-06",
            "horizon": 24,
            "leader": "chen-ao",
            "heir": "li-bo",
        }
    )
    tables = {
        name: tuple(
            TABLES[name].model_validate(_dated({"source": "annals"} | row if name != "sources" else row))
            for row in table
        )
        for name, table in rows.items()
    }
    return Case(parameters=parameters, **tables)  # type: ignore[arg-type]


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return {k: When(v) if k in ("date", "start", "end", "available", "year") else v for k, v in row.items()}


def histories(seed: int, members: int = 40, evidence: bool = True, of: Case | None = None) -> Histories:
    """Invented histories of a case: smooth random paths, everybody's state drawn, no model behind them."""
    of = case() if of is None else of
    rng = np.random.default_rng(seed)
    people = tuple(row.id for row in of.people)
    bodies = tuple(row.id for row in of.bodies)
    titles = ("", *(row.id for row in of.campaigns if row.parent is None))
    items = tuple(row.id for row in of.evidence) if evidence else ()
    j, t, n = members, of.parameters.end - of.parameters.start + 1, len(people)

    def path(*shape: int, scale: float = 0.12, level: float = 0.4) -> Any:
        steps = rng.normal(0, scale, (j, t, *shape)).cumsum(axis=1) + level
        return (1 / (1 + np.exp(-steps))).astype(np.float32)

    falls = rng.integers(10, 3 * t, (j, n))
    months = np.arange(t)[None, :, None]
    status = sum((months >= falls[:, None] + lag).astype(np.int8) for lag in (0, 4, 9))
    status = np.asarray(status, dtype=np.int8)
    status[:, int(0.8 * t) :, n - 1] = 4
    society = {
        name: (base * path(level=2.0, scale=0.02)).astype(np.float32) for name, base in SOCIETY.items()
    }
    weights = rng.random(j)
    return Histories(
        start=of.parameters.start,
        people=people,
        bodies=bodies,
        institutions=of.parameters.institutions,
        titles=titles,
        weights=weights / weights.sum(),
        ascendancy=path(),
        programme=2 * path() - 1,
        prestige=path() * 3 - 1,
        engagement=(path() > 0.62).astype(np.int8),
        action=rng.integers(0, 4, (j, t)).astype(np.int8),
        leader=np.zeros((j, t), np.int16),
        heir=np.where(path() > 0.4, 1, -1).astype(np.int16),
        majority=path(len(bodies)),
        waiting=path(len(bodies)) * 0.3,
        loyalty=path(len(of.parameters.institutions)),
        intensity=path(len(titles)) * 0.6,
        line=rng.integers(0, 7, (j, t, n)).astype(np.int8),
        stance=(path(n) * 2.99).astype(np.int8),
        status=status,
        hazard=path(len(of.parameters.institutions)) * 0.02,
        society=society,
        parameters={"leader_warning": rng.normal(size=j)},
        log_likelihood=-2 + 0.6 * rng.normal(size=(j, len(items))) if evidence else None,
        items=items,
    )


class Account:
    """The posterior under one account, as inference hands it over."""

    def __init__(self, seed: int, of: Case) -> None:
        self._seed, self._case = seed, of
        self.log_evidence = -40.0 - seed
        self.months = np.arange(of.parameters.start, of.parameters.end + 1)
        self.ess = np.linspace(512, 200 + seed, len(self.months))
        self.log_evidence_by_month = np.full(len(self.months), self.log_evidence / len(self.months))

    def histories(self, at: int | None = None, size: int = 400) -> Histories:
        return histories(100 + self._seed, of=self._case)

    def by_month(self, size: int = 400) -> Histories:
        return self.histories(None, size)


class Posterior:
    """A posterior under three accounts."""

    accounts = ACCOUNTS
    settings: dict[str, Any] = {"particles": 512}  # noqa: RUF012
    probabilities = dict(zip(ACCOUNTS, (0.665, 0.245, 0.09), strict=True))  # noqa: RUF012

    def __init__(self, of: Case | None = None) -> None:
        self.case = case() if of is None else of

    def account(self, name: str) -> Account:
        return Account(ACCOUNTS.index(name), self.case)

    def to_datatree(self) -> Any:
        data = xarray.Dataset({"ascendancy": (("chain", "draw"), np.ones((1, 3)))})
        return xarray.DataTree.from_dict({"posterior": data})


def share(p: float) -> Estimate:
    """A probability as four hundred histories would give it."""
    return Estimate(400 * p + 0.5, 400 * (1 - p) + 0.5)


def claims(of: Case | None = None) -> list[WeighedClaim]:
    """The case's claims as weighed: the first left open, the last not testable where there are three."""
    of = case() if of is None else of
    out = []
    for i, row in enumerate(of.claims):
        if i == 2:
            note = "the query asks for a month beyond the horizon"
            out.append(WeighedClaim(row.id, row.statement, row.hedge, row.query, note=note))
            continue
        accounts = {
            name: asdict(Verdict.between(share(0.3), share(0.35 + 0.1 * a + 0.2 * (i % 2))))
            for a, name in enumerate(ACCOUNTS)
        }
        whole = Verdict.between(share(0.3), share(0.4 + 0.4 * (i % 2)))
        out.append(
            WeighedClaim(
                row.id,
                row.statement,
                row.hedge,
                row.query,
                prior=whole.prior,
                posterior=whole.posterior,
                odds=whole.odds,
                bayes_factor=whole.bayes_factor,
                bayes_factor_sd=whole.bayes_factor_sd,
                bayes_factor_interval=whole.bayes_factor_interval,
                word=whole.word,
                accounts=accounts,
                moved_by=(
                    {"item": of.evidence[1].id, "bits": 0.8, "without": 0.3, "khat": 0.9, "reliable": False},
                ),
                would_move=({"item": "a directive, 1958-01", "bits": 1.2, "outcomes": ()},),
            )
        )
    return out


def run(seed: int = 7, of: Case | None = None) -> Any:
    """A run without evidence."""
    return SimpleNamespace(
        histories=histories(seed, evidence=False, of=of),
        settings={"account": "majority", "seed": seed},
        citizens=None,
    )


SETTINGS = {"seed": 7, "particles": 512, "threads": 2, "until": "1960-06"}

__all__ = ["SETTINGS", "Posterior", "case", "claims", "histories", "run"]
