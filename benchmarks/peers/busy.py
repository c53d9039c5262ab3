"""How much of the processors others take, by the system's own accounts (/proc/stat); where there are none, nothing."""

from __future__ import annotations

import os
import resource
import time
from pathlib import Path

ACCOUNTS = Path("/proc/stat")
QUIET = 0.15
"""Share of the processors that others may take of a machine called quiet."""


def processor_seconds() -> tuple[float, float]:
    """Seconds that all processors have worked, and have existed; zeros where the system does not say."""
    if not ACCOUNTS.exists():
        return 0.0, 0.0
    ticks = [int(field) for field in ACCOUNTS.read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    a_second = os.sysconf("SC_CLK_TCK")
    return (sum(ticks) - idle) / a_second, sum(ticks) / a_second


def own_seconds() -> float:
    """Processor seconds of this process and of its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


class Watch:
    """From when it is made."""

    def __init__(self) -> None:
        self.worked, self.existed = processor_seconds()
        self.own = own_seconds()

    def others(self) -> float:
        """Share of the processors' time since then that went to others."""
        worked, existed = processor_seconds()
        passed = existed - self.existed
        if passed <= 0.0:
            return 0.0
        return max(0.0, (worked - self.worked - (own_seconds() - self.own)) / passed)


def wait_for_quiet(patience: float) -> None:
    """Wait until others have taken less than ``QUIET`` for a second, at most ``patience`` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        watch = Watch()
        time.sleep(1.0)
        if watch.others() < QUIET:
            return
