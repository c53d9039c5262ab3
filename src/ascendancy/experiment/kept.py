"""Finished cells of an experiment, kept beside its result until it is written, so that a stopped one goes on.

A cell is named by a hash of everything it depends on: its settings and the package's sources. It is written aside and
renamed, so that half a cell is never read.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy._numba import source_hash

Floats = NDArray[np.float64]


def cells_beside(target: Path) -> Path:
    """The folder in which the finished cells of what will stand at ``target`` are kept."""
    return target.with_name(f".{target.name}.cells")


def kept(folder: Path | None, settings: Mapping[str, Any], compute: Callable[[], Floats]) -> Floats:
    """The numbers of a cell: read if it was finished before, else computed and kept.

    Parameters
    ----------
    folder : Path, optional
        Where cells are kept; none are without it.
    settings : mapping
        Everything the cell depends on, as JSON can hold it.
    compute : callable
        Gives the numbers.

    Returns
    -------
    float64 array

    Raises
    ------
    OSError
        If the folder cannot be written.
    """
    if folder is None:
        return compute()
    named = json.dumps({**settings, "sources": source_hash()}, sort_keys=True)
    path = folder / f"{hashlib.sha256(named.encode()).hexdigest()[:24]}.npz"
    found = _read(path)
    if found is not None:
        return found
    values = compute()
    folder.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".partial-{os.getpid()}")
    with aside.open("wb") as stream:
        np.savez(stream, values=values)
    os.replace(aside, path)
    return values


def _read(path: Path) -> Floats | None:
    """A kept cell; None where there is none, or where a disk lost part of it."""
    try:
        with np.load(path) as found:
            return np.asarray(found["values"], dtype=np.float64)
    except (FileNotFoundError, zipfile.BadZipFile, KeyError, ValueError, EOFError):
        return None
