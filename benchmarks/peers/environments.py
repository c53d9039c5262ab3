"""An environment a peer, since their pins exclude one another: made below ``benchmarks/.envs``, which git ignores."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENTS = HERE.parent / ".envs"
WANTED = ("python3.12", "python3.13")
"""Interpreters tried for the peers' environments: the latest Mesa needs 3.12, mesa-frames stops at it."""


def interpreter(asked: str | None) -> str:
    """The Python to make environments with: as asked, else the first of ``WANTED`` that runs, else this one."""
    if asked:
        return asked
    for name in WANTED:
        found = shutil.which(name)
        if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
            return found
    return sys.executable


def environment(name: str, python: str) -> str:
    """The interpreter of a peer's environment, made where it is missing or its pins have changed.

    Raises
    ------
    subprocess.CalledProcessError
        If the peer cannot be installed; ``stderr`` says why.
    """
    pins = HERE / f"requirements-{name}.txt"
    folder = ENVIRONMENTS / name
    inside = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "pins"
    wanted = hashlib.sha256(f"{python}\n{pins.read_text(encoding='utf-8')}".encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return str(inside)
    shutil.rmtree(folder, ignore_errors=True)
    run([python, "-m", "venv", str(folder)])
    run([str(inside), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-r", str(pins)])
    stamp.write_text(wanted, encoding="ascii")
    return str(inside)


def run(command: list[str]) -> str:
    """What a command prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
