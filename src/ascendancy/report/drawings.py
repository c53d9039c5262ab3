"""The report's figures, each with its sentence and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from ascendancy import figures as draw
from ascendancy.figures.select import shown
from ascendancy.report import tables, words
from ascendancy.report.embed import figure_json
from ascendancy.report.parts import Figure, Table

if TYPE_CHECKING:
    from ascendancy.case import Case
    from ascendancy.results import RunFolder


def _figure(name: str, title: str, drawn: go.Figure, text: str, table: Table | None = None) -> Figure:
    return Figure(name, title, figure_json(drawn), int(drawn.layout.height), text, table)


def drawings(run: RunFolder, case: Case, until: int) -> dict[str, Figure]:
    """Every figure that the run's tables allow, by name; ``until`` is the last month of evidence."""
    source, account = shown(run)
    here = (source, account)
    found = [
        _figure(
            "ascendancy",
            "Ascendancy, engagement, majority, campaigns and evidence",
            draw.ascendancy(run, case, until=until),
            " ".join(words.ascendancy(run, case, *here)),
            tables.ascendancy(run, case, *here),
        ),
        _figure(
            "stance",
            "Stance, by person and month",
            draw.people(run, case, "stance", until=until),
            words.stance(run, case, *here, until),
            tables.people(run, case, *here, "stance", until),
        ),
        _figure(
            "status",
            "Sidelined or purged, by person and month",
            draw.people(run, case, "status", until=until),
            words.status(run, *here, until),
            tables.people(run, case, *here, "status", until),
        ),
        _figure(
            "heir",
            "The designated heir",
            draw.heir(run, case),
            words.heir(run, case, *here),
            tables.heir(run, case, *here),
        ),
    ]
    if len(run["turnover"]):
        text, table = words.turnover(run, *here), tables.turnover(run, *here)
        found.append(_figure("turnover", "Share of power removed", draw.turnover(run, case), text, table))
    if len(run["accounts"]):
        text, table = words.accounts(run), tables.accounts(run)
        found.append(_figure("accounts", "The accounts compared", draw.compared(run, case), text, table))
    if run.claims:
        text = "Each claim from prior (ring) to posterior (dot), by account; the table below has the numbers."
        found.append(_figure("claims", "Claims, from prior to posterior", draw.weighed(run.claims), text))
    if (run["items"]["account"] == account).any():
        text, table = words.surprise(run, account), tables.surprise(run, account)
        found.append(_figure("surprise", "The least expected items", draw.surprise(run, case), text, table))
    if len(run["ess"]):
        text, table = words.ess(run), tables.ess(run)
        found.append(_figure("ess", "Effective sample size", draw.ess(run), text, table))
    return {one.id: one for one in found}


def society(run: RunFolder) -> tuple[tuple[Figure, ...], Table | None]:
    """A small figure for each measure of society, and one table for all."""
    source, account = shown(run)
    if run["society"].empty:
        return (), None
    names = draw.measures(run)
    found = tuple(
        _figure(
            f"society-{name}".replace("_", "-"),
            draw.label(name)[0],
            draw.society(run, name),
            draw.label(name)[1],
        )
        for name in names
    )
    return found, tables.society(run, source, account)


def citizens(run: RunFolder, case: Case) -> tuple[tuple[Figure, ...], Figure | None, Table | None]:
    """What was counted of citizens who lived one by one: by setting, by place, as a table; nothing of a run without."""
    if run["citizens"].empty:
        return (), None, None
    found = [
        _figure(
            f"citizens-{name}".replace("_", "-"),
            f"{draw.label(name)[0]} by setting",
            draw.by_setting(run, name),
            draw.label(name)[1],
        )
        for name in draw.BY_SETTING
    ]
    places = None
    if (run["citizens"]["place"] != "all").any():
        drawn, text = draw.by_place(run, case, "mobilised"), "A row a place, the largest first."
        places = _figure("citizens-places", "Mobilised, by place and month", drawn, text)
    return tuple(found), places, tables.citizens(run, case)
