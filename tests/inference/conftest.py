"""As much of a case as queries and claims are held against."""

from types import SimpleNamespace as Some
from typing import Any

import pytest

from ascendancy.case.dates import When, month_index


@pytest.fixture
def small_case() -> Any:
    """Three people, two bodies, one campaign; no evidence and no claims."""
    months = {
        "start": month_index("1960-01"),
        "end": month_index("1960-12"),
        "evidence_until": month_index("1960-10"),
        "horizon": 2,
    }
    posts = [Some(id="chair", body="top", weight=2.0), Some(id="seat", body="top", weight=1.0)]
    tenures = [
        Some(person="ben", post="chair", start=When("1959"), end=None),
        Some(person="ann", post="seat", start=When("1958"), end=When("1960-07")),
        Some(person="cyd", post="seat", start=When("1960-08"), end=None),
    ]
    return Some(
        people=[Some(id=name) for name in ("ann", "ben", "cyd")],
        bodies=[Some(id="top"), Some(id="low")],
        posts=posts,
        tenures=tenures,
        campaigns=[Some(id="big", parent=None)],
        documents=[],
        sources=[Some(id="s", origin=None)],
        evidence=[],
        claims=[],
        parameters=Some(institutions=("party", "army"), **months),
        reliability=lambda row: row.reliability or "B",
    )
