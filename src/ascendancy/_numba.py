"""Numba with a cache that cannot go stale.

Numba notices when a cached function's own file changes, not when a function that it calls changes in
another file. So the cache folder's name is a hash of every source file of the package: edit any of them and
the next process compiles afresh. Import this module, never `numba` itself, so that the folder is set first.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])

PACKAGE = Path(__file__).resolve().parent
KEEP_DAYS = 14


def source_hash(package: Path = PACKAGE) -> str:
    """Hash of every Python file below ``package``: names and contents, in a fixed order."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def cache_home() -> Path:
    """Where compiled code is kept: ``ASCENDANCY_CACHE``, else the user's cache folder."""
    chosen = os.environ.get("ASCENDANCY_CACHE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "ascendancy"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ascendancy"


def cache_folder() -> Path:
    """The folder for this state of the sources; folders of other states unused for two weeks are removed."""
    home = cache_home() / "numba"
    folder = home / source_hash()
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    for other in home.iterdir():
        if other != folder and time.time() - other.stat().st_mtime > KEEP_DAYS * 86400:
            shutil.rmtree(other, ignore_errors=True)
    return folder


os.environ["NUMBA_CACHE_DIR"] = str(cache_folder())

import numba  # noqa: E402
from numba import get_num_threads, prange, set_num_threads  # noqa: E402

setattr(numba.config, "CACHE_DIR", os.environ["NUMBA_CACHE_DIR"])  # noqa: B010 – set even if Numba was imported before


def njit(function: Function | None = None, **options: Any) -> Any:
    """``numba.njit`` with ``cache=True`` and IEEE arithmetic (no fast-math: same bytes everywhere)."""
    options.setdefault("cache", True)
    options.setdefault("error_model", "numpy")
    if function is not None:
        return numba.njit(function, **options)
    return lambda f: numba.njit(f, **options)


def njit_inner(function: Function | None = None, **options: Any) -> Any:
    """:func:`njit` without counts of references, for loops that make no arrays of their own.

    Numba counts the users of every array that a function is given, up and down at each call, with operations that
    threads wait for: in a loop over units they cost as much as the work. Who calls keeps the arrays alive. Such
    a function is written out where it is called (unless ``forceinline=False``): a call hands over arrays word by word.
    """
    options.setdefault("forceinline", True)
    return njit(function, _nrt=False, **options)


__all__ = [
    "cache_folder",
    "get_num_threads",
    "njit",
    "njit_inner",
    "prange",
    "set_num_threads",
    "source_hash",
]
