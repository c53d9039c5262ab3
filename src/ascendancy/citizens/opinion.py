"""A month of what the citizens of a unit think, show and join: ``society/opinion.py``, 64 at a time.

A line moves up where its draw is below up · (6 − k), down where it is above 1 − down · k. Who is asked expresses the
line when

    w_e e + w_q q + w_l x − shift − threshold + h > 2 h u

with u uniform. Both sides are 16-bit integers, scaled so that the largest of this unit and month just fits. Who is not
asked stays as he is.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit_inner
from ascendancy.citizens.draws import rounded, two_draws
from ascendancy.citizens.layout import ENROLLED, EXPRESSED, THRESHOLD_MEAN, THRESHOLD_STEPS, Rule
from ascendancy.citizens.vectors import (
    LANES,
    below,
    bits,
    choose,
    count,
    fetch,
    high_product,
    load,
    ones,
    places8,
    spread8,
    spread16,
    store,
    wide,
)

LARGEST = 32000.0
"""Of a 16-bit integer with a sign, less room for rounding."""
LARGEST_STEP = 65535 // 6
OTHER_FLAGS = 0xFF ^ EXPRESSED ^ ENROLLED


@njit_inner
def opinion_integers(rule, visible, state, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (9) with a unit's integers: line up and down; asked, join, stay; base, line, threshold, noise."""
    out[0] = min(rounded(rule[Rule.UP] * 65536.0 / 6.0, state), LARGEST_STEP)
    out[1] = min(rounded(rule[Rule.DOWN] * 65536.0 / 6.0, state), LARGEST_STEP)
    out[2] = min(rounded(rule[Rule.REVISIT] * 65536.0, state), 65535)
    out[3] = min(rounded(rule[Rule.JOIN] * 65536.0, state), 65535)
    out[4] = 65535 - min(rounded(rule[Rule.LEAVE] * 65536.0, state), 65535)
    step, line, width = rule[Rule.SPREAD] / THRESHOLD_STEPS, rule[Rule.LINE], 2.0 * rule[Rule.HALF]
    base = rule[Rule.DRIVE] + rule[Rule.VISIBLE] * visible - 3.0 * line + step * THRESHOLD_MEAN
    scale = LARGEST / (abs(base) + 6.0 * line + 255.0 * step + width)
    out[5] = rounded(scale * base - 0.5, state)  # thresholds are rounded down below, by a half in the mean
    out[6] = rounded(scale * line, state)
    out[7] = rounded(scale * step * 256.0, state)
    out[8] = max(1, rounded(scale * width, state))


@njit_inner
def opinions(start, size, citizens, keys, whole, counts):  # type: ignore[no-untyped-def]
    """Move a unit of ``size`` from slot ``start``; fill ``counts`` (3): who expresses, falsifies, is mobilised."""
    up, down, asked = spread16(whole[0]), spread16(whole[1]), spread16(whole[2])
    join, stay = spread16(whole[3]), spread16(whole[4])
    base, per_line, per_step, width = (
        spread16(whole[5]),
        spread16(whole[6]),
        spread16(whole[7]),
        spread16(whole[8]),
    )
    top, full, one = spread16(6), spread16(65535), spread8(1)
    slots = citizens.line.size
    expressed, falsified, mobilised = np.int64(0), np.int64(0), np.int64(0)
    for first in range(0, size, LANES):
        j = start + first
        for d in range(4):
            fetch(citizens.skill, d * slots + j)
        drawn, reconsiders = two_draws(first, 0, keys[0], keys[1])
        enrols, noise = two_draws(first, 1, keys[0], keys[1])
        here = places8() < spread8(min(LANES, size - first))

        line = load(citizens.line, j)
        k = wide(line)
        line = line + ones(drawn < up * (top - k)) - ones((full - drawn) < down * k)
        store(citizens.line, j, line)

        threshold = high_product(wide(load(citizens.threshold, j)) << spread16(8), per_step)
        express = below(high_product(noise, width), base + wide(line) * per_line - threshold)
        flags = load(citizens.flags, j)
        shown = (flags & one) >= one
        shown = shown ^ ((reconsiders < asked) & (shown ^ express))
        enrolled = (flags & spread8(ENROLLED)) >= one
        enrolled = (enrols < join) | (enrolled & (stay >= enrols))
        flags = flags & spread8(OTHER_FLAGS)
        flags = flags | choose(shown, one, spread8(0)) | choose(enrolled, spread8(ENROLLED), spread8(0))
        store(citizens.flags, j, flags)

        shown = shown & here
        expressed += count(bits(shown))
        falsified += count(bits(shown & (line < spread8(4))))
        mobilised += count(bits(shown & enrolled))
    counts[0], counts[1], counts[2] = expressed, falsified, mobilised
