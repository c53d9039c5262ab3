"""Finding a case and reading it whole."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from ascendancy.case.case import Case
from ascendancy.case.faults import CaseError, Fault


def built_in() -> tuple[str, ...]:
    """Names of the built-in cases."""
    library = files("ascendancy.library")
    return tuple(sorted(entry.name for entry in library.iterdir() if (entry / "parameters.toml").is_file()))


def find(name_or_path: str | Path) -> Path:
    """The folder of a case: a built-in name, or a path.

    A built-in name means the built-in case; write ``./china`` for a folder of that name.

    Raises
    ------
    CaseError
        When there is neither.
    """
    name = str(name_or_path)
    if name in built_in():
        with as_file(files("ascendancy.library") / name) as folder:
            return folder
    path = Path(name_or_path)
    if path.is_dir():
        return path
    found = "a file" if path.exists() else "no such folder"
    raise CaseError([Fault(name, 0, "-", found, "a case folder, or one of " + ", ".join(built_in()))])


def load(name_or_path: str | Path) -> Case:
    """Read a case and check it.

    Parameters
    ----------
    name_or_path : str or Path
        A built-in case (``"china"``) or the path of a case folder.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With every fault of the folder.

    Examples
    --------
    >>> load("demo").parameters.id
    'demo'
    """
    from ascendancy.case.checking import inspect

    case, faults = inspect(find(name_or_path))
    if faults or case is None:
        raise CaseError(faults)
    return case


def assemble(folder: Path, tables: dict[str, Any], parameters: Any) -> Case:
    """A case from its parts."""
    return Case(parameters=parameters, folder=folder, **tables)
