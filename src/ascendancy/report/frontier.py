"""The frontier in a report: as a section of a run's, and as a page of its own."""

from __future__ import annotations

from pathlib import Path

import plotly.graph_objects as go

from ascendancy.figures import frontier as base
from ascendancy.figures import transfer
from ascendancy.report import frontier_tables as tables
from ascendancy.report.embed import figure_json
from ascendancy.report.frontier_words import answers
from ascendancy.report.paper import rendered, write_page
from ascendancy.report.parts import Figure, FrontierPart, Table
from ascendancy.results.frontier import FrontierFolder

NAME = "report.html"


def part(found: FrontierFolder) -> FrontierPart:
    """Gather the section."""
    settings = found.settings
    return FrontierPart(
        summary=answers(found),
        base=(
            _figure("survival", "Survival by size of the core", base.survival(found), tables.survival(found),
                    "Lines are means over draws of the coefficients; bands are the 90% interval of the mean."),
            _figure("gains", "What versatility gains over specialists", base.gains(found), None,
                    "Cut off from everything. Above the line versatility pays; a fallen core’s output counts nothing."),
            _figure("versatility", "What survival selects", base.versatility(found), tables.versatility(found),
                    "Cores founded in equal numbers under each of the three ways of working; cut off."),
            _figure("ablations", "Each mechanism switched off", base.ablations(found), tables.ablations(found),
                    "The smallest core, cut off. A gain that stays when a mechanism is off was not that mechanism’s."),
        ),
        transfer=(
            _figure("transfer", "What levelling costs and what it removes", transfer.transfer(found),
                    tables.transfer(found),
                    "A line a scale, a mark a policy, from less levelling to more; bars are the range over draws."),
            _figure("limit", "Citizens and their limit", transfer.from_limit(found), None,
                    "Root mean square distance, draw by draw, from infinitely many citizens, at the fullest levelling."),
        ),
        stops=tables.stops(found), drivers=tables.drivers(found),
        draws=int(settings["draws"]), months=int(settings["months"]),
        transfer_months=int(settings["transfer_months"]), seed=str(settings["seed"]), digest=found.digest,
        created=str(found.manifest["created"]), command=command(settings),
        versions=tuple((str(k), str(v)) for k, v in found.manifest["versions"].items()),
    )  # fmt: skip


def command(settings: dict[str, object]) -> str:
    """The command that computes it again, as it was given or as the settings say."""
    if settings.get("command"):
        return str(settings["command"])
    scales = settings["scales"]
    largest = f" --largest {max(scales)}" if isinstance(scales, list) else ""
    case = f" {settings['case']}" if settings.get("case") else ""
    quick = " --quick" if settings.get("quick") else ""
    return f"ascendancy frontier{case} --seed {settings['seed']} --draws {settings['draws']}{largest}{quick}"


def _figure(name: str, title: str, drawn: go.Figure, table: Table | None, words: str) -> Figure:
    return Figure(f"frontier-{name}", title, figure_json(drawn), int(drawn.layout.height), words, table)


def write_frontier_report(found: FrontierFolder, path: str | Path | None = None) -> Path:
    """Write a frontier's own report: one HTML file that opens from a disk and fetches nothing.

    Parameters
    ----------
    found : FrontierFolder
    path : path, optional
        ``report.html`` in its folder when not given.

    Returns
    -------
    Path

    Raises
    ------
    RunFolderError
        where the file cannot be written
    """
    target = Path(path).absolute() if path is not None else found.path / NAME
    return write_page(target, rendered("frontier.html", frontier=part(found)))
