"""A new case folder to edit: a copy of the demonstration case, whole or cut down to what every case needs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ascendancy.case import datapackage
from ascendancy.case.case import Case
from ascendancy.case.faults import CaseError, Fault
from ascendancy.case.loading import load
from ascendancy.case.parameters import FILE
from ascendancy.case.schema import REQUIRED, TABLES, columns
from ascendancy.case.tables import write_table


def new(folder: str | Path, minimal: bool = False) -> Path:
    """Write a small valid case to edit.

    The folder is written aside and renamed, so that it is either whole or not there.

    Parameters
    ----------
    folder : str or Path
        A folder that does not exist yet, or an empty one.
    minimal : bool
        Only people, posts, tenures, sources, line-ups and parameters.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    CaseError
        When the folder holds something, or cannot be written.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        found = "a folder that is not empty" if target.is_dir() else "a file"
        raise CaseError([Fault(str(folder), 0, "-", found, "a new or an empty folder")])
    demo = load("demo")
    return _aside(target, lambda part: _write_minimal(demo, part) if minimal else _copy(demo.folder, part))


def _aside(target: Path, write: Callable[[Path], None]) -> Path:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as aside:
            part = Path(aside) / "case"
            part.mkdir()
            write(part)
            part.rename(target)
    except OSError as error:
        found = f"a place that cannot be written ({error.strerror})"
        raise CaseError([Fault(str(target), 0, "-", found, "a new or an empty folder")]) from None
    return target


def _copy(source: Path, target: Path) -> None:
    for path in source.iterdir():
        if path.is_file():
            shutil.copyfile(path, target / path.name)


def _write_minimal(demo: Case, target: Path) -> None:
    shutil.copyfile(demo.folder / FILE, target / FILE)
    for name in REQUIRED:
        model = TABLES[name]
        gone = {
            column.name
            for column in columns(model)
            if not column.required and column.cell.refers and column.cell.refers[0] not in _kept()
        }
        rows = [row.model_copy(update=dict.fromkeys(gone)) for row in demo.table(name)]
        if name == "evidence":
            rows = [row for row in rows if getattr(row, "kind", "") == "lineup"]
        write_table(target / f"{name}.csv", model, rows)
    datapackage.write(target)


def _kept() -> set[str]:
    return {*REQUIRED, "institutions"}
