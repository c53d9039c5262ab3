"""A month of what a block of citizens thinks, shows and joins: ``society/opinion.py``, citizen by citizen.

A line moves up where its draw is below up · (6 − k), down where it is above 1 − down · k. Who is asked (draw < R,
R the share that reconsiders) expresses the line when

    w_e e + w_q q + w_l x − shift − threshold + h (1 − 2 draw/R) > 0

the draw below R being itself uniform: one comparison of integers, scaled by 2^26. Who is not asked stays as he is.
"""

from __future__ import annotations

import numpy as np

from ascendancy._numba import njit
from ascendancy.citizens.draws import rounded
from ascendancy.citizens.layout import BLOCK, THRESHOLD_MEAN, THRESHOLD_STEPS, Rule

U8, U16, I32 = np.uint8, np.uint16, np.int32
SCALE = float(1 << 26)
LARGEST = float(1 << 29)
TOP = U16(6)
LARGEST_STEP = 65535 // 6
FULL = U16(65535)
NOT_SHOWN = U8(0xFC)


@njit
def opinion_integers(rule, visible, state, out):  # type: ignore[no-untyped-def]
    """Fill ``out`` (9) with a unit's integers: line up and down, expression, asked, join, stay."""
    out[0] = min(rounded(rule[Rule.UP] * 65536.0 / 6.0, state), LARGEST_STEP)
    out[1] = min(rounded(rule[Rule.DOWN] * 65536.0 / 6.0, state), LARGEST_STEP)
    asked = rounded(rule[Rule.REVISIT] * 65536.0, state)
    step = rule[Rule.SPREAD] / THRESHOLD_STEPS
    base = rule[Rule.DRIVE] + rule[Rule.VISIBLE] * visible - 3.0 * rule[Rule.LINE] + step * THRESHOLD_MEAN
    out[2] = np.int64(min(LARGEST, max(-LARGEST, SCALE * base)))
    out[3] = np.int64(SCALE * rule[Rule.LINE])
    out[4] = np.int64(SCALE * step)
    out[5] = np.int64(SCALE * 2.0 * rule[Rule.HALF] / max(asked, 1))
    out[6] = min(asked, 65535)
    out[7] = min(rounded(rule[Rule.JOIN] * 65536.0, state), 65535)
    out[8] = 65535 - min(rounded(rule[Rule.LEAVE] * 65536.0, state), 65535)


@njit
def move_opinions(line, threshold, flags, draws, whole, express):  # type: ignore[no-untyped-def]
    """Move a block's lines, then what they show and who is enrolled; ``whole`` from :func:`opinion_integers`."""
    first, second, third = draws[0], draws[1], draws[2]
    up, down = U16(whole[0]), U16(whole[1])
    for i in range(BLOCK):
        k = U16(line[i])
        rise = U16(first[i] < U16(up * U16(TOP - k)))
        fall = U16(U16(FULL - first[i]) < U16(down * k))
        line[i] = U8(U16(U16(k + rise) - fall))
    base, per_line, per_step, per_draw = I32(whole[2]), I32(whole[3]), I32(whole[4]), I32(whole[5])
    asked, join, stay = U16(whole[6]), U16(whole[7]), U16(whole[8])
    for i in range(BLOCK):
        held = I32(I32(base + I32(per_line * I32(line[i]))) - I32(per_step * I32(threshold[i])))
        express[i] = U8(I32(per_draw * I32(second[i])) < held)
    for i in range(BLOCK):
        flag = flags[i]
        shown = U8(flag ^ U8(U8(second[i] < asked) & U8(flag ^ express[i])))
        enrolled = U8(U8(third[i] < join) | U8(U8(flag >> U8(1)) & U8(third[i] <= stay)))
        flags[i] = U8(U8(flag & NOT_SHOWN) | U8(U8(shown & U8(1)) | U8(U8(enrolled & U8(1)) << U8(1))))


@njit
def count_opinions(line, flags, counts):  # type: ignore[no-untyped-def]
    """Add to ``counts`` (3) who of a block expresses, falsifies and is mobilised."""
    expressed, falsified, mobilised = U16(0), U16(0), U16(0)
    for i in range(BLOCK):
        shown = U8(flags[i] & U8(1))
        expressed = U16(expressed + U16(shown))
        falsified = U16(falsified + U16(U8(shown & U8(line[i] <= U8(3)))))
        mobilised = U16(mobilised + U16(U8(shown & U8(flags[i] >> U8(1)))))
    counts[0] += np.int64(expressed)
    counts[1] += np.int64(falsified)
    counts[2] += np.int64(mobilised)
