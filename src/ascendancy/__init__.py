"""Ascendancy simulates the politics of a closed regime, down to every citizen, and infers what could not be seen.

>>> import ascendancy as asc
>>> demo = asc.load("demo")
>>> asc.simulate(demo, replicates=2, seed=7).histories.size
2

Verbs are loaded when they are first used, so that importing the package is cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ascendancy._version import __version__

if TYPE_CHECKING:
    from ascendancy.case import Case, CaseError
    from ascendancy.checked import check, load
    from ascendancy.experiment.frontier import frontier
    from ascendancy.histories import Histories
    from ascendancy.inference.all_accounts import infer
    from ascendancy.inference.iterated import calibrate
    from ascendancy.inference.posterior import Posterior
    from ascendancy.inference.weigh import weigh
    from ascendancy.mainjob import main_job
    from ascendancy.nation.simulate import branch
    from ascendancy.pattern import patterns
    from ascendancy.query import parse
    from ascendancy.recorded import Run
    from ascendancy.regime.coalition import ruling_coalition
    from ascendancy.report import write_report
    from ascendancy.results import digest, read_run, write_run
    from ascendancy.simulation import simulate

_HOMES = {
    "Case": "ascendancy.case",
    "CaseError": "ascendancy.case",
    "Histories": "ascendancy.histories",
    "Posterior": "ascendancy.inference.posterior",
    "Run": "ascendancy.recorded",
    "branch": "ascendancy.nation.simulate",
    "calibrate": "ascendancy.inference.iterated",
    "check": "ascendancy.checked",
    "digest": "ascendancy.results",
    "frontier": "ascendancy.experiment.frontier",
    "infer": "ascendancy.inference.all_accounts",
    "load": "ascendancy.checked",
    "main_job": "ascendancy.mainjob",
    "parse": "ascendancy.query",
    "patterns": "ascendancy.pattern",
    "read_run": "ascendancy.results",
    "ruling_coalition": "ascendancy.regime.coalition",
    "simulate": "ascendancy.simulation",
    "weigh": "ascendancy.inference.weigh",
    "write_report": "ascendancy.report",
    "write_run": "ascendancy.results",
}

__all__ = [
    "Case",
    "CaseError",
    "Histories",
    "Posterior",
    "Run",
    "__version__",
    "branch",
    "calibrate",
    "check",
    "digest",
    "frontier",
    "infer",
    "load",
    "main_job",
    "parse",
    "patterns",
    "read_run",
    "ruling_coalition",
    "simulate",
    "weigh",
    "write_report",
    "write_run",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
