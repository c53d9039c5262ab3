"""The demonstration case inferred once, with few particles, for every test that asks something of a posterior."""

from __future__ import annotations

from functools import cache
from typing import Any

from ascendancy.case import load
from ascendancy.inference import Posterior, infer

PARTICLES = 64


@cache
def inferred(**options: Any) -> Posterior:
    """The posterior of the demonstration case; the same options give the same object."""
    return infer(load("demo"), **{"particles": PARTICLES, "seed": 2, **options})
