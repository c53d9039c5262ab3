"""From evidence back to what could not be seen: filter, posterior, weighing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ascendancy.inference.all_accounts import infer
    from ascendancy.inference.posterior import AccountPosterior, Posterior

_HOMES = {"infer": "all_accounts", "Posterior": "posterior", "AccountPosterior": "posterior"}
__all__ = ["AccountPosterior", "Posterior", "infer"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
