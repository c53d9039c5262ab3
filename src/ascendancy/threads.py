"""Compiled loops over ranges of particles, spread over threads.

A compiled function that releases the interpreter's lock and takes ``(first, last, …)`` is called on contiguous
ranges, one a thread. Every particle's arithmetic is its own and draws are keyed by particle, so the result does not
depend on how many threads there are. (Numba's own parallel loops gave the same speed here and took three times as
long to compile.)
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import cache
from typing import Any


def thread_count(threads: int | None = None) -> int:
    """How many threads to use: as asked, else the processors this process may use.

    Raises
    ------
    ValueError
        If fewer than one is asked for.
    """
    if threads is None:
        affinity = getattr(os, "sched_getaffinity", None)
        return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
    if threads < 1:
        raise ValueError(f"found {threads} threads, wanted at least 1")
    return threads


def spread(function: Callable[..., Any], size: int, threads: int | None, *arguments: Any) -> None:
    """Call ``function(first, last, *arguments)`` on ranges that cover ``range(size)``, one a thread."""
    count = max(1, min(thread_count(threads), size))
    edges = [size * k // count for k in range(count + 1)]
    if count == 1:
        function(0, size, *arguments)
        return
    others = [_pool(count).submit(function, edges[k], edges[k + 1], *arguments) for k in range(count - 1)]
    try:
        function(edges[-2], size, *arguments)
    finally:
        wait(others)
    for call in others:
        call.result()


@cache
def _pool(count: int) -> ThreadPoolExecutor:
    """Threads that are kept: a filter hands them a month's particles hundreds of times."""
    return ThreadPoolExecutor(count - 1, thread_name_prefix="ascendancy")
