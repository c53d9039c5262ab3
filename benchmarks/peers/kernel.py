"""The shared model (``model.py``) on this package's machinery: draws by hash, blocks, narrow integers, threads.

An agent is two bytes: his threshold, in the citizens' steps of 1/32 standard deviation with 127.5 as its mean, and
whether he is active. A unit is one more: how many were active. Thresholds, noise and what is seen are compared in
units of 1/128 of a step, in 16 bits. Draws belong to blocks of 1,000 agents, so they do not depend on the threads.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from model import HALF, MEAN, SD, UNIT, pressure
from numpy.typing import NDArray
from scipy import special

from ascendancy._numba import njit
from ascendancy.citizens.draws import THIRD, U32, U64, mixed
from ascendancy.citizens.layout import THRESHOLD_MEAN, THRESHOLD_STEPS
from ascendancy.rng import Stream, philox
from ascendancy.threads import spread, thread_count

U8, U16 = np.uint8, np.uint16
WORDS = 256
"""Places that are hashed for one filling: two words each, two draws a word."""
DRAWN = 1000
"""Agents that one filling of draws serves."""
FINE = 128
"""Parts of a threshold's step."""
PER_SD = THRESHOLD_STEPS * FINE
NOISE = round(2.0 * HALF / SD * PER_SD)
"""Width of the noise, in those parts."""
BEGINNING = 0xFFFFFFFF
"""The month whose draws are the thresholds."""
A_THREAD = 1_000_000
"""Agents for whom another thread is worth starting."""

assert DRAWN <= 4 * WORDS


class Agents(NamedTuple):
    """Agents in the order of their units."""

    threshold: NDArray[np.uint8]  # (N,)
    active: NDArray[np.uint8]  # (N,)
    joined: NDArray[np.int32]  # (units,) active of each unit


def thresholds_of_draws() -> NDArray[np.uint8]:
    """Table from a 16-bit draw to a threshold's step: the normal's quantiles."""
    middle = special.ndtri((np.arange(65536) + 0.5) / 65536)
    steps = np.round(middle * THRESHOLD_STEPS + THRESHOLD_MEAN)
    return np.asarray(np.clip(steps, 0, 255), dtype=np.uint8)


@njit
def fill_block(block, month, seed, words):  # type: ignore[no-untyped-def]
    """Draws of a block of ``DRAWN`` agents in a month."""
    low, high = U32(U64(seed) & U64(0xFFFFFFFF)), U32(U64(seed) >> U64(32))
    key, second, _, _ = philox(U32(block), U32(0), U32(month), U32(Stream.TEST), low, high)
    for i in range(WORDS):
        x = mixed(U32(U32(i) ^ key))
        y = U32(U32(x + second) * THIRD)
        words[i] = x
        words[WORDS + i] = U32(y ^ U32(y >> U32(15)))


@njit(nogil=True)
def settle_agents(first, last, size, threshold, table, seed):  # type: ignore[no-untyped-def]
    """Draw the thresholds of units ``first`` to ``last`` − 1."""
    words = np.empty(2 * WORDS, dtype=np.uint32)
    draws = words.view(np.uint16)
    held = -1
    for i in range(first * size, last * size):
        block = i // DRAWN
        if block != held:
            fill_block(block, BEGINNING, seed, words)
            held = block
        threshold[i] = table[draws[i - block * DRAWN]]


@njit
def decide(threshold, draws, seen, active):  # type: ignore[no-untyped-def]
    """Who is active of at most ``DRAWN`` agents that see the same; returns how many."""
    count = U16(0)
    level = U16(seen)
    for i in range(threshold.size):
        noise = U16(U32(U32(draws[i]) * U32(NOISE)) >> U32(16))
        shown = U8(U16(U16(U16(threshold[i]) * U16(FINE)) + noise) < level)
        active[i] = shown
        count = U16(count + U16(shown))
    return np.int64(count)


@njit(nogil=True)
def month_of_units(first, last, size, month, pressed, agents, seed):  # type: ignore[no-untyped-def]
    """Move units ``first`` to ``last`` − 1 of ``size`` agents through a month."""
    words = np.empty(2 * WORDS, dtype=np.uint32)
    draws = words.view(np.uint16)
    held = -1
    for u in range(first, last):
        share = agents.joined[u] / size
        seen = (share + pressed - MEAN) / SD * PER_SD + THRESHOLD_MEAN * FINE + 0.5 * NOISE
        seen = min(65535.0, max(0.0, seen))
        i, end, count = u * size, (u + 1) * size, 0
        while i < end:
            block = i // DRAWN
            if block != held:
                fill_block(block, month, seed, words)
                held = block
            start = i - block * DRAWN
            stop = min(end, (block + 1) * DRAWN)
            count += decide(
                agents.threshold[i:stop],
                draws[start : start + stop - i],
                np.int64(seen),
                agents.active[i:stop],
            )
            i = stop
        agents.joined[u] = count


class Mobilisation:
    """The shared model's population.

    Parameters
    ----------
    agents : int
        A multiple of ``size``.
    seed : int
    size : int
        Agents of a unit.
    threads : int, optional
        The result does not depend on it; by default one a ``A_THREAD`` agents, at most one a processor.
    """

    def __init__(self, agents: int, seed: int, size: int = UNIT, threads: int | None = None) -> None:
        if agents <= 0 or agents % size:
            raise ValueError(f"found {agents} agents, wanted a multiple of {size}")
        self.size, self.seed, self.month = size, np.uint64(seed), 0
        self.threads = threads or min(thread_count(), max(1, agents // A_THREAD))
        units = agents // size
        self.agents = Agents(
            np.empty(agents, dtype=np.uint8),
            np.zeros(agents, dtype=np.uint8),
            np.zeros(units, dtype=np.int32),
        )
        table = thresholds_of_draws()
        spread(settle_agents, units, self.threads, size, self.agents.threshold, table, self.seed)
        self.shares: list[float] = []

    def step(self, pressed: float | None = None) -> float:
        """Live a month under the pressure ``pressed``, by default that of the shared model; returns the active share."""
        asked = pressure(self.month) if pressed is None else pressed
        units = self.agents.joined.size
        spread(month_of_units, units, self.threads, self.size, self.month, asked, self.agents, self.seed)
        self.month += 1
        share = float(self.agents.joined.sum(dtype=np.int64)) / self.agents.active.size
        self.shares.append(share)
        return share

    def path(self) -> list[float]:
        """Active share of the months lived."""
        return self.shares
