"""Checkpoints: everything a life is made of, written aside and renamed, so that a kill loses only months since.

A checkpoint is a folder ``month-NNNN`` in the run's ``.unfinished`` folder beside it: one plain array file a field of
the citizens, one archive for units and regime, one for what was recorded. The newest complete one is taken up;
a half-written one has another name and is removed.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ascendancy.citizens.layout import Citizens, Units
from ascendancy.nation.life import Life
from ascendancy.regime.state import Particles

PLAN = "plan.json"
ASIDE = ".part"


def beside(target: Path) -> Path:
    """The folder of checkpoints of an unfinished run that will become ``target``."""
    return target.with_name(f"{target.name}.unfinished")


def write_plan(folder: Path, plan: Mapping[str, Any]) -> None:
    """Begin an unfinished run: what was asked for, so that ``resume`` needs nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(plan), indent=2, ensure_ascii=False) + "\n"
    part = folder / (PLAN + ASIDE)
    part.write_text(text, encoding="utf-8")
    os.replace(part, folder / PLAN)


def read_plan(folder: Path) -> dict[str, Any]:
    """What an unfinished run was asked for.

    Raises
    ------
    ValueError
        One line, where the folder holds no unfinished run.
    """
    try:
        found = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ValueError(f"{folder}: found no unfinished run, wanted the folder of one ({PLAN})") from error
    except (OSError, ValueError) as error:
        raise ValueError(f"{folder / PLAN}: cannot be read ({error})") from error
    return dict(found)


def save(life: Life, folder: Path, keep: int = 1) -> Path:
    """Write a checkpoint of a life and remove all but the ``keep`` newest.

    Returns
    -------
    Path of the checkpoint
    """
    target = folder / f"month-{life.t:04d}"
    part = folder / (target.name + ASIDE)
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    society = life.society
    for name, values in society.citizens._asdict().items():
        np.save(part / f"citizens-{name}.npy", values)
    np.savez(part / "units.npz", **society.units._asdict())
    np.savez(
        part / "society.npz",
        sums=society.sums,
        harvest=society.harvest,
        famine=society.famine,
        lived=np.array([life.t, society.month]),
        regime=life.θ,
        coefficients=life.φ,
    )
    np.savez(part / "regime.npz", **life.state._asdict())
    recorded: dict[str, Any] = {f"x_{name}": values for name, values in life.recorded.items()}
    np.savez(part / "recorded.npz", sums=life.sums, **recorded)
    _to_disk(part)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(part, target)
    for old in complete(folder)[:-keep]:
        shutil.rmtree(old, ignore_errors=True)
    return target


def complete(folder: Path) -> list[Path]:
    """Complete checkpoints, oldest first."""
    return sorted(path for path in folder.glob("month-*") if path.suffix != ASIDE)


def load_into(life: Life, checkpoint: Path) -> None:
    """Set a life that was begun with the same plan to where a checkpoint stood.

    Raises
    ------
    ValueError
        One line, where the checkpoint is of another run or damaged.
    """
    try:
        society = life.society
        for name, here in society.citizens._asdict().items():
            _read_into(checkpoint / f"citizens-{name}.npy", here)
        units = _archive(checkpoint / "units.npz", society.units._asdict())
        society.units = Units(**units)
        with np.load(checkpoint / "society.npz") as found:
            society.sums, society.harvest, society.famine = found["sums"], found["harvest"], found["famine"]
            life.t, society.month = (int(n) for n in found["lived"])
            life.θ, life.φ = found["regime"], found["coefficients"]
        life.state = Particles(**_archive(checkpoint / "regime.npz", life.state._asdict()))
        with np.load(checkpoint / "recorded.npz") as found:
            _same(life.sums, found["sums"], "sums")
            life.sums = found["sums"]
            life.recorded = {name: found[f"x_{name}"] for name in life.recorded}
    except (OSError, KeyError, EOFError) as error:
        raise ValueError(
            f"{checkpoint}: found a damaged checkpoint ({error}); remove it and resume again"
        ) from error


def _read_into(path: Path, here: NDArray[np.uint8]) -> None:
    """Read an array file into an array that is there, without a second copy in memory."""
    with path.open("rb") as stream:
        np.lib.format.read_magic(stream)
        shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
        if shape != here.shape or dtype != here.dtype:
            raise ValueError(f"{path.name}: found {dtype}{shape}, wanted {here.dtype}{here.shape}")
        if stream.readinto(here.reshape(-1).data) != here.nbytes:
            raise EOFError(f"{path.name} is cut short")


def _archive(path: Path, like: Mapping[str, Any]) -> dict[str, Any]:
    with np.load(path) as found:
        for name, here in like.items():
            _same(here, found[name], f"{path.name}: {name}")
        return {name: found[name] for name in like}


def _same(here: Any, there: Any, what: str) -> None:
    if here.shape != there.shape or here.dtype != there.dtype:
        raise ValueError(f"{what}: found {there.dtype}{there.shape}, wanted {here.dtype}{here.shape}")


def _to_disk(folder: Path) -> None:
    """Have the system write a folder's files before it gets its name."""
    for path in folder.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())


assert Citizens._fields[-1] == "skill"
