"""Asking claims of histories: of those simulated without evidence, and of those drawn given it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ascendancy.case.case import Case
from ascendancy.case.schema import Claim
from ascendancy.evidence.imprint import draw_sponsors
from ascendancy.histories import Histories
from ascendancy.inference.weigh.hypothetical import Hypothetical, hypotheticals
from ascendancy.inference.weigh.origins import excluded, origins
from ascendancy.inference.weigh.sample import Sample, sample
from ascendancy.query import Query, QueryError, parse, resolve
from ascendancy.query.tree import Ask, walk


class Asked(NamedTuple):
    """A claim ready to be asked, the evidence to leave out, and the sponsors it asks for."""

    claim: Claim
    query: Query
    left_out: tuple[str, ...]
    sponsors: tuple[tuple[str, str], ...]


class Settings(NamedTuple):
    """How to simulate and infer."""

    seed: int
    particles: int
    size: int
    threads: int | None
    until: str | None
    last: str
    attribution: bool
    simulate: Callable[..., Any]
    infer: Callable[..., Any]
    report: Callable[[str], None]


class Answer(NamedTuple):
    """A claim asked of one account: what is kept of its histories, and the items that might be found."""

    sample: Sample
    might_be: tuple[Hypothetical, ...]


def ask(claim: Claim, case: Case) -> Asked:
    """A claim's query read in the case's names, with what to leave out and whom it asks for as sponsor."""
    query = resolve(parse(claim.query or ""), case)
    sponsors = [
        (node.arguments[0].text, node.arguments[1].text)
        for node in walk(query.tree)
        if isinstance(node, Ask) and node.name == "sponsor"
    ]
    return Asked(claim, query, excluded(claim, case), tuple(dict.fromkeys(sponsors)))


def simulated(
    case: Case, account: str, prior: Mapping[str, Histories] | None, settings: Settings
) -> Histories:
    """Histories of an account without evidence: those given, else simulated."""
    if prior is not None:
        return prior[account]
    run = settings.simulate(
        case,
        seed=settings.seed,
        replicates=settings.particles,
        until=settings.last,
        account=account,
        threads=settings.threads,
    )
    histories: Histories = run.histories
    return histories


def inferred(case: Case, left_out: tuple[str, ...], settings: Settings) -> Any:
    """The posterior given all the evidence but what is to be left out."""
    found = settings.infer(
        case,
        until=settings.until,
        account="mixed",
        particles=settings.particles,
        seed=settings.seed,
        threads=settings.threads,
        exclude_origins=left_out,
    )
    settings.report("inference" + (f" without {len(left_out)} items" if left_out else ""))
    return found


def ask_all(
    asked: list[Asked], histories: Histories, case: Case, settings: Settings, evidence: bool
) -> dict[str, Answer | QueryError]:
    """Ask every claim of one account's histories; a fault is kept in place of the answer."""
    answers: dict[str, Answer | QueryError] = {}
    for each in asked:
        try:
            answers[each.claim.id] = _answer(each, histories, case, settings, evidence)
        except QueryError as fault:
            answers[each.claim.id] = fault
    return answers


def _answer(each: Asked, histories: Histories, case: Case, settings: Settings, evidence: bool) -> Answer:
    drawn = draw_sponsors(
        case,
        each.sponsors,
        histories.people,
        histories.bodies,
        size=histories.size,
        seed=settings.seed,
        evidence=evidence,
        attribution=settings.attribution,
        exclude_origins=origins(each.claim, case),
    )
    known = histories.with_sponsors(drawn) if drawn else histories
    might_be = tuple(hypotheticals(each.query, case, known)) if evidence else ()
    return Answer(sample(each.query, known, might_be), might_be)
