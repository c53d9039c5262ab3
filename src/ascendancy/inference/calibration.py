"""A calibration: means and spreads of the coefficients' scores, kept beside a case's tables as a dated file.

It is dated by the month it stands at, and holds the command that made it (``iterated.py`` says how). One that stands
at a month has seen only what was public by then, and no inference uses one that stands later than itself.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ascendancy.case.dates import month_index, month_text
from ascendancy.inference.coefficients import NAMES, PRIORS, Proposal
from ascendancy.recorded import as_month

if TYPE_CHECKING:
    from ascendancy.case import Case

Floats = NDArray[np.float64]
State = dict[str, tuple[Floats, Floats, Floats, int]]
"""What a calibration has reached, by account: means, spreads, errors, rounds done."""
HINDSIGHT = "hindsight"
PREFIX, UNFINISHED = "calibration-", ".unfinished"


class Calibration(NamedTuple):
    """The coefficients' scores by account, in the order of ``coefficients.NAMES``; and how they were made."""

    means: dict[str, Floats]
    sds: dict[str, Floats]
    """Spreads of the proposal."""
    errors: dict[str, Floats]
    """Standard error of each mean over the last round's filters."""
    made: dict[str, Any]

    @property
    def id(self) -> str:
        """The month it stands at (or hindsight) and a hash of its means, for the manifest of a run."""
        digest = hashlib.sha256(
            json.dumps([_plain(self.means), _plain(self.sds)], sort_keys=True).encode()
        ).hexdigest()
        return f"{self.made['until']} {digest[:12]}"

    def proposal(self, account: str) -> Proposal:
        """What an account's coefficients are drawn from; the priors where it was not calibrated."""
        if account not in self.means:
            return PRIORS
        return Proposal(self.means[account], self.sds[account])


def file_of(case: Case, until: int | str | None = None) -> Path:
    """Where a case's calibration stands: beside its tables."""
    stands = HINDSIGHT if until is None else month_text(as_month(until, case.parameters.evidence_until))
    return case.folder / f"{PREFIX}{stands}.json"


def newest(case: Case, until: int | None = None) -> Calibration | None:
    """The calibration that an inference may use: the hindsight's, or the newest that stands no later than ``until``."""
    if until is None:
        path = file_of(case)
        return read_calibration(path) if path.is_file() else None
    dated = {}
    for path in case.folder.glob(f"{PREFIX}*.json"):
        stands = path.stem.removeprefix(PREFIX)
        if stands != HINDSIGHT and month_index(stands) <= until:
            dated[month_index(stands)] = path
    return read_calibration(dated[max(dated)]) if dated else None


def read_calibration(path: str | Path) -> Calibration:
    """Read a calibration.

    Raises
    ------
    ValueError
        One line: what is wrong with the file.
    """
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        by_name = found["accounts"]
        unknown = sorted({name for each in by_name.values() for name in each} - set(NAMES))
        if unknown:
            raise ValueError(f"found coefficient {unknown[0]!r}, wanted one of this edition's")
        means, sds, errors = (
            {a: np.array([each.get(n, [0.0, 1.0, 0.0])[part] for n in NAMES]) for a, each in by_name.items()}
            for part in range(3)
        )
        if not all(np.isfinite(means[a]).all() and (sds[a] > 0.0).all() for a in means):
            raise ValueError("found a mean that is not a number or a spread of 0, wanted scores")
        return Calibration(means, sds, errors, found["made"])
    except (OSError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(
            f"{path}: cannot be used as a calibration ({error}); run `ascendancy calibrate` again"
        ) from error


def write_calibration(found: Calibration, path: str | Path) -> Path:
    """Write a calibration aside and rename it."""
    accounts = {
        account: {
            name: [round(float(part), 4) for part in parts]
            for name, *parts in zip(NAMES, means, found.sds[account], found.errors[account], strict=True)
        }
        for account, means in found.means.items()
    }
    _write(Path(path), {"made": found.made, "accounts": accounts})
    _beside(Path(path)).unlink(missing_ok=True)
    return Path(path)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + UNFINISHED)


def _write(path: Path, document: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(part, path)


def _plain(means: dict[str, Floats]) -> dict[str, list[float]]:
    return {account: [round(float(x), 4) for x in values] for account, values in means.items()}


def keep(out: str | Path | None, made: dict[str, Any], state: State) -> None:
    """Keep what a calibration has reached, beside where it will stand."""
    if out is not None:
        kept = {name: [*(part.tolist() for part in parts), done] for name, (*parts, done) in state.items()}
        _write(_beside(Path(out)), {"made": made, "state": kept})


def taken_up(out: str | Path | None, made: dict[str, Any]) -> State:
    """What an interrupted calibration of the same kind had reached; empty if there is none."""
    if out is None or not _beside(Path(out)).is_file():
        return {}
    found = json.loads(_beside(Path(out)).read_text(encoding="utf-8"))
    if found["made"] != made:
        return {}
    reached: State = {}
    for name, (mean, sd, error, done) in found["state"].items():
        reached[name] = (np.array(mean), np.array(sd), np.array(error), int(done))
    return reached
