"""Writing the report: one HTML file that holds everything it needs, written aside and renamed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ascendancy.report.page import page
from ascendancy.report.paper import rendered, write_page
from ascendancy.results.folder import RunFolder, RunFolderError, read_run

if TYPE_CHECKING:
    from ascendancy.case import Case

NAME = "report.html"


def write_report(run_folder: str | Path | RunFolder, case: Case, path: str | Path | None = None) -> Path:
    """Write the report of a run.

    Parameters
    ----------
    run_folder : the run folder, or its path
    case : the case that was run
    path : the file to write; ``report.html`` in the run folder when not given

    Returns
    -------
    The report's path. The file opens from a disk, without a network; nothing in it fetches anything.

    Raises
    ------
    RunFolderError
        where the folder is no run folder, was changed, is of another case, or the file cannot be written
    """
    run = run_folder if isinstance(run_folder, RunFolder) else read_run(run_folder)
    if case.parameters.id != run.case_id or case.hash != run.manifest["case"]["hash"]:
        raise RunFolderError(
            f"{run.path}: found a run of case {run.case_id} ({run.manifest['case']['hash'][:12]}), "
            f"wanted one of {case.parameters.id} ({case.hash[:12]})"
        )
    target = Path(path).absolute() if path is not None else run.path / NAME
    return write_page(target, render(run, case))


def render(run: RunFolder, case: Case) -> str:
    """The report as HTML text."""
    return rendered("template.html", page=page(run, case))
