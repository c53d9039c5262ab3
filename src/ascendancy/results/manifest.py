"""The manifest: what was run, with what, and the hashes by which a change shows."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ascendancy._version import __version__
from ascendancy.results.content import INDIFFERENT, plain

if TYPE_CHECKING:
    from ascendancy.case import Case

FORMAT = 1
KIND = "ascendancy run"
LIBRARIES = ("numpy", "numba", "scipy", "pandas", "pyarrow", "xarray", "plotly")


def versions() -> dict[str, str]:
    """Versions of this package, Python and the libraries that compute or store results."""
    found = {"ascendancy": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "absent"
    return found


def manifest(case: Case, settings: Mapping[str, Any], parts: Mapping[str, list[str]]) -> dict[str, Any]:
    """The manifest before hashes: case, seed, settings, parameters, versions, time.

    Parameters
    ----------
    case : the case that was run
    settings : every setting of the command; ``seed`` is taken out and shown apart, and what bears on
    the machine
        only (threads, folders, clocks) goes under ``machine``
    parts : accounts present, by source: ``{"prior": [...], "posterior": [...]}``
    """
    chosen = plain(settings)
    machine = {"platform": platform.platform(), "processor": platform.machine(), "cores": os.cpu_count()}
    machine |= {key: chosen[key] for key in sorted(INDIFFERENT & chosen.keys())}
    return {
        "kind": KIND,
        "format": FORMAT,
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "versions": versions(),
        "machine": machine,
        "case": {"id": case.parameters.id, "title": case.parameters.title, "hash": case.hash},
        "seed": chosen.get("seed"),
        "settings": {k: v for k, v in chosen.items() if k not in INDIFFERENT and k != "seed"},
        "parameters": plain(case.parameters),
        "parts": {source: list(names) for source, names in parts.items()},
        "tables": {},
        "files": {},
    }
