"""The page: everything the template prints, gathered from a run folder and its case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ascendancy.case.dates import month_text
from ascendancy.figures.select import person_label, shown
from ascendancy.report import dossier, drawings, method, tables, words
from ascendancy.report.frontier import part
from ascendancy.report.parts import Page
from ascendancy.report.verdicts import discriminated, verdicts
from ascendancy.results.calendar import end_of_evidence
from ascendancy.results.frontier import frontier_within

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.results import RunFolder


def page(run: RunFolder, case: Case) -> Page:
    """Gather the page."""
    parameters = case.parameters
    source, account = shown(run)
    until = end_of_evidence(case, run.manifest["settings"])
    society, society_table = drawings.society(run)
    citizens, citizens_places, citizens_table = drawings.citizens(run, case)
    weighed = None if run.claims is None else verdicts(run.claims, case)
    frontier = frontier_within(run.path)
    claims = discriminated(weighed) if weighed is not None else ""
    summary = [words.ascendancy(run, case, source, account)[0]]
    if len(run["accounts"]):
        summary.append(words.accounts(run))
    if claims:
        summary.append(claims)
    return Page(
        title=parameters.title,
        case_id=parameters.id,
        description=parameters.description,
        span=f"{month_text(parameters.start)} to {month_text(parameters.end)}",
        leader=person_label(case, parameters.leader),
        inferred=run.inferred,
        evidence_until=month_text(until),
        summary=tuple(summary),
        dossier=dossier.tables(case, until if run.inferred else None),
        digest=run.digest,
        seed=str(run.manifest["seed"]),
        command=method.command(run.manifest),
        created=str(run.manifest["created"]),
        method=method.tables(run.manifest),
        sources=dossier.sources(case),
        verdicts=weighed,
        discriminated=claims,
        figures=drawings.drawings(run, case, until),
        society=society,
        society_table=society_table,
        frontier=None if frontier is None else part(frontier),
        deaths=tables.deaths(run, case, source, account) if len(run["deaths"]) else None,
        citizens=citizens,
        citizens_places=citizens_places,
        citizens_table=citizens_table,
    )
