"""One month of one unit, written a second time: plain Python, one citizen after the other, from the equations."""

from __future__ import annotations

import math

import numpy as np

from ascendancy.citizens.layout import EXPRESSED, SENT, STRUCK, Rule
from ascendancy.rng import Stream, philox

MASK = 0xFFFFFFFF


def mixed(x, second=0):
    x ^= x >> 16
    x = x * 0x7FEB352D & MASK
    x = (x ^ x >> 15) + second & MASK
    x = x * 0x846CA68B & MASK
    return x ^ x >> 16


def words_of(i, n, key, second):
    """Word ``n`` of the 64 that citizen ``i`` is among, of six in turn."""
    x, out = mixed((i // 64 * 16 + n) * 0x9E3779B1 & MASK ^ key, second), []
    for _ in range(6):
        out.append(x)
        x = x * 0x3C2DBBF1 & MASK
        x ^= x >> 17
    return out


def draws_of(i, key, second):
    """Bytes for citizen ``i``: of his 64, place n has byte n % 4 of word n // 4, in the machine's order."""
    return [word >> 8 * (i % 4) & 0xFF for word in words_of(i, i % 64 // 4, key, second)]


def noise_of(i, key, second):
    """Sixteen bits: half n // 2 of the fifth words for those of even place n, of the sixth for those of odd."""
    n = i % 64 // 2
    return words_of(i, n // 2, key, second)[4 + i % 2] >> 16 * (n % 2) & 0xFFFF


def happens(draw, rest, chance):
    return 256 * draw + rest < chance


def ends(draw, rest, chance):
    """The same at the other end."""
    return 65535 - 256 * draw - rest < chance


class Uniforms:
    """SplitMix64."""

    def __init__(self, state):
        self.state = state

    def rounded(self, x):
        self.state = (self.state + 0x9E3779B97F4A7C15) & (1 << 64) - 1
        z = self.state
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & (1 << 64) - 1
        z = (z ^ z >> 27) * 0x94D049BB133111EB & (1 << 64) - 1
        z ^= z >> 31
        return math.floor(x + (z >> 11) / 2**53)


def terms(mean):
    """4096 equally likely terms: month m up to the draw at which a share (1 − 1/mean)^m is left."""
    left, out = 1.0, []
    for month in range(1, 256):
        left *= 1 - 1 / mean
        until = 4096 if month == 255 else 4096 - int(4096 * left + 0.5)
        out += [month] * (until - len(out))
    return out


def month(u, t, fields, own, beyond, rule, term, seed, apart):
    """A month of a unit; ``fields`` (line, threshold, flags, labour, skill) are moved in place.

    Returns how many express, falsify and are mobilised, and the time that each citizen worked in each duty, in 2^-14.
    """
    line, threshold, flags, labour, skill = fields
    keys = []
    for stream in (Stream.CITIZEN_MONTH, Stream.CITIZEN_LABOUR):
        keys += philox(
            np.uint32(u), np.uint32(0), np.uint32(t), np.uint32(stream), np.uint32(seed), np.uint32(0)
        )
    keys = [int(k) for k in keys]
    chance = Uniforms((keys[0] << 32) ^ keys[3] ^ 0x5851F42D4C957F2D)
    up = chance.rounded(rule[Rule.UP] * 65536 / 6)
    down = chance.rounded(rule[Rule.DOWN] * 65536 / 6)
    asked = chance.rounded(rule[Rule.REVISIT] * 65536)
    join = chance.rounded(rule[Rule.JOIN] * 65536)
    leave = chance.rounded(rule[Rule.LEAVE] * 65536)
    step, width = rule[Rule.SPREAD] / 32, 2 * rule[Rule.HALF]
    drive = rule[Rule.DRIVE] + rule[Rule.VISIBLE] * (rule[Rule.OWN] * own + beyond)
    drive += -3 * rule[Rule.LINE] + step * 127.5
    scale = 32000 / (abs(drive) + 6 * rule[Rule.LINE] + 255 * step + width)
    base = chance.rounded(scale * drive - 0.5)
    per_line = chance.rounded(scale * rule[Rule.LINE])
    per_step = chance.rounded(scale * step * 256)
    per_draw = chance.rounded(scale * width)
    counts = [0, 0, 0]
    for i in range(line.size):
        rest, first, second, third = draws_of(i, keys[0], keys[1])[:4]
        k = int(line[i])
        line[i] = k + happens(first, rest, up * (6 - k)) - ends(first, rest, down * k)
        held = base + per_line * int(line[i]) - (per_step * 256 * int(threshold[i]) >> 16)
        flag = int(flags[i])
        shown, enrolled = flag & EXPRESSED, flag >> 1 & 1
        if happens(second, rest, asked):
            shown = (noise_of(i, keys[0], keys[1]) * per_draw >> 16) < held
        enrolled = happens(third, rest, join) or (enrolled and not ends(third, rest, leave))
        flags[i] = flag & (SENT | STRUCK) | shown | enrolled << 1
        counts[0] += shown
        counts[1] += shown and line[i] <= 3
        counts[2] += shown and enrolled
    if apart:
        send_and_strike(flags, labour, rule, term, keys, chance)
    time = np.zeros((line.size, 4), dtype=np.int64)
    steps, worked = [], []
    for kind in range(3 if apart else 1):
        for d in range(4):
            share = share_of(rule, kind, d, counts[2] / line.size)
            worked.append(int(share * 16384 + 0.5))
            steps.append((
                chance.rounded(rule[Rule.GAIN] * share * 65536 / 15),
                chance.rounded(rule[Rule.DECAY] * (1 - share) * 65536 / 15),
            ))  # fmt: skip
    for i in range(line.size):
        rest, *drawn = draws_of(i, keys[2], keys[3])
        kind = 2 if flags[i] & STRUCK else 1 if flags[i] & SENT else 0
        for d in range(4):
            k, (rise, fall) = int(skill[d, i]), steps[4 * kind + d]
            skill[d, i] = k + happens(drawn[d], rest, rise * (15 - k)) - ends(drawn[d], rest, fall * k)
            time[i, d] = worked[4 * kind + d]
    return [int(c) for c in counts], time


def send_and_strike(flags, labour, rule, term, keys, chance):
    send = chance.rounded(rule[Rule.SEND] * 65536)
    strike = chance.rounded(rule[Rule.STRIKE] * 65536)
    release = chance.rounded(rule[Rule.RELEASE] * 65536)
    drawn = terms(term)
    for i in range(flags.size):
        rest, first, second = draws_of(i, keys[4], keys[5])[:3]
        struck = bool(flags[i] & STRUCK) ^ happens(first, rest, release if flags[i] & STRUCK else strike)
        if labour[i] > 0:
            labour[i] -= 1
        elif happens(second, rest, send):
            labour[i] = drawn[mixed(i ^ keys[6]) >> 20]
        flags[i] = int(flags[i]) & ~(SENT | STRUCK) | SENT * (labour[i] > 0) | STRUCK * struck


def share_of(rule, kind, duty, mobilised):
    if kind == 2:
        return 0.0
    diverted = mobilised * rule[Rule.WORKS]
    share = rule[(Rule.AWAY if kind else Rule.HOME) + duty] * (1 - mobilised * rule[Rule.MEETINGS] - diverted)
    return share + (diverted if duty == 0 else 0.0)
