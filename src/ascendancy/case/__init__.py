"""A case folder in, a validated and immutable `Case` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ascendancy.case.case import Case
    from ascendancy.case.checking import check
    from ascendancy.case.dates import When, month_index, month_text
    from ascendancy.case.faults import CaseError, Fault
    from ascendancy.case.loading import load
    from ascendancy.case.template import new

_HOMES = {
    "Case": "case",
    "CaseError": "faults",
    "Fault": "faults",
    "When": "dates",
    "check": "checking",
    "load": "loading",
    "month_index": "dates",
    "month_text": "dates",
    "new": "template",
}

__all__ = ["Case", "CaseError", "Fault", "When", "check", "load", "month_index", "month_text", "new"]


def __getattr__(name: str) -> Any:
    """Import on first use, so that importing the package stays cheap."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
