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
from ascendancy.citizens.draws import five_draws, happens, next_draws, rounded
from ascendancy.citizens.layout import ENROLLED, EXPRESSED, THRESHOLD_MEAN, THRESHOLD_STEPS, Rule
from ascendancy.citizens.lookup import look_up_16, table_of
from ascendancy.citizens.vectors import (
    LANES,
    as_bytes,
    as_halves,
    bits,
    choose,
    count,
    fetch,
    high_bytes,
    high_product,
    load,
    low_bytes,
    negative,
    ones,
    places8,
    places_steps,
    spread8,
    spread16,
    spread_steps,
    store,
)

LARGEST = 32000.0
"""Of a 16-bit integer with a sign, less room for rounding."""
LARGEST_STEP = 65535 // 6
OTHER_FLAGS = 0xFF ^ EXPRESSED ^ ENROLLED


@njit_inner
def opinion_integers(rule, visible, state, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (9) with a unit's integers: line up and down; asked, join, leave; base, line, threshold, noise."""
    out[0] = min(rounded(rule[Rule.UP] * 65536.0 / 6.0, state), LARGEST_STEP)
    out[1] = min(rounded(rule[Rule.DOWN] * 65536.0 / 6.0, state), LARGEST_STEP)
    out[2] = min(rounded(rule[Rule.REVISIT] * 65536.0, state), 65535)
    out[3] = min(rounded(rule[Rule.JOIN] * 65536.0, state), 65535)
    out[4] = min(rounded(rule[Rule.LEAVE] * 65536.0, state), 65535)
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
    base, per_line = spread16(whole[5]), spread16(whole[6])
    per_step, width = spread16(whole[7]), spread16(whole[8])
    steps, one = places_steps(), spread8(1)
    up, down = spread_steps(whole[0]) * (spread_steps(6) - steps), spread_steps(whole[1]) * steps
    rise, rise_low = table_of(high_bytes(up)), table_of(low_bytes(up))
    fall, fall_low = table_of(high_bytes(down)), table_of(low_bytes(down))
    asked, asked_low = spread8(whole[2] >> 8), spread8(whole[2])
    join, join_low = spread8(whole[3] >> 8), spread8(whole[3])
    leave, leave_low = spread8(whole[4] >> 8), spread8(whole[4])
    byte, low, high = spread16(8), spread16(0x00FF), spread16(0xFF00)
    slots = citizens.line.size
    expressed, falsified, mobilised = np.int64(0), np.int64(0), np.int64(0)
    following = five_draws(0, keys[0], keys[1])
    for first in range(0, size, LANES):
        j = start + first
        for d in range(4):
            fetch(citizens.skill, d * slots + j)
        rest, drawn, reconsiders, enrols, even = following
        following = five_draws(first + LANES, keys[0], keys[1])  # early: nothing has to wait for them then
        odd = as_halves(next_draws(even))
        even, rest, drawn, enrols = as_halves(even), as_bytes(rest), as_bytes(drawn), as_bytes(enrols)
        other_rest = spread8(255) ^ rest
        here = places8() < spread8(min(LANES, size - first))

        line = load(citizens.line, j)
        ups = happens(drawn, rest, look_up_16(rise, line), look_up_16(rise_low, line))
        downs = happens(spread8(255) ^ drawn, other_rest, look_up_16(fall, line), look_up_16(fall_low, line))
        line = line + ones(ups) - ones(downs)
        store(citizens.line, j, line)

        # sixteen bits each for the citizens of even place, then for those of odd: below 0 where one expresses
        lines, thresholds = as_halves(line), as_halves(load(citizens.threshold, j))
        even = high_product(even, width) + high_product(thresholds << byte, per_step) - base
        even = even - (lines & low) * per_line
        odd = high_product(odd, width) + high_product(thresholds & high, per_step) - base
        odd = odd - (lines >> byte) * per_line
        express = negative(as_bytes((even >> byte) | (odd & high)))

        flags = load(citizens.flags, j)
        shown = (flags & one) >= one
        shown = shown ^ (happens(as_bytes(reconsiders), rest, asked, asked_low) & (shown ^ express))
        enrolled = (flags & spread8(ENROLLED)) >= one
        leaves = happens(spread8(255) ^ enrols, other_rest, leave, leave_low)
        enrolled = happens(enrols, rest, join, join_low) | (enrolled ^ (enrolled & leaves))
        flags = flags & spread8(OTHER_FLAGS)
        flags = flags | choose(shown, one, spread8(0)) | choose(enrolled, spread8(ENROLLED), spread8(0))
        store(citizens.flags, j, flags)

        shown = shown & here
        expressed += count(bits(shown))
        falsified += count(bits(shown & (line < spread8(4))))
        mobilised += count(bits(shown & enrolled))
    counts[0], counts[1], counts[2] = expressed, falsified, mobilised
