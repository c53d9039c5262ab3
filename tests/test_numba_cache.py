"""Editing any source file never yields stale compiled code, not even of a caller in a file left alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import ascendancy._numba as ours

CALLER = """
from ascendancy._numba import njit
from ascendancy.callee import inner

@njit
def outer(x):
    return inner(x) + 1
"""
CALLEE = """
from ascendancy._numba import njit

@njit
def inner(x):
    return {factor} * x
"""


def answer(root: Path, cache: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(root), "ASCENDANCY_CACHE": str(cache)}
    code = "from ascendancy.caller import outer; print(outer(10))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_an_edited_callee_is_seen_by_its_cached_caller(tmp_path):
    """The package's own cache code, in a package of two files: the caller is cached, then the callee edited."""
    package = tmp_path / "ascendancy"
    package.mkdir()
    (package / "__init__.py").touch()
    shutil.copy(ours.__file__, package / "_numba.py")
    (package / "caller.py").write_text(CALLER)
    (package / "callee.py").write_text(CALLEE.format(factor=2))
    cache = tmp_path / "cache"
    assert answer(tmp_path, cache) == "21"
    assert answer(tmp_path, cache) == "21"
    assert len(list((cache / "numba").iterdir())) == 1
    assert list(cache.rglob("*.nbi"))
    (package / "callee.py").write_text(CALLEE.format(factor=3))
    assert answer(tmp_path, cache) == "31"


def test_the_hash_sees_every_source_file(tmp_path):
    package = tmp_path / "package"
    (package / "deep").mkdir(parents=True)
    (package / "deep" / "one.py").write_text("x = 1")
    before = ours.source_hash(package)
    (package / "deep" / "one.py").write_text("x = 2")
    changed = ours.source_hash(package)
    (package / "two.py").touch()
    assert len({before, changed, ours.source_hash(package)}) == 3
