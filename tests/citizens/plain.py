"""One month of one unit, written a second time: plain Python, one citizen after the other, from the equations."""

from __future__ import annotations

import numpy as np

from ascendancy.citizens.layout import EXPRESSED, SENT, STRUCK, Rule
from ascendancy.rng import Stream, philox

MASK = 0xFFFFFFFF


def mixed(x):
    x ^= x >> 16
    x = x * 0x7FEB352D & MASK
    x ^= x >> 15
    x = x * 0x846CA68B & MASK
    return x ^ x >> 16


def draws_of(i, key, second):
    """Four draws of 16 bits for citizen ``i``: halves of the words of his block, in the machine's order."""
    first = i // 256 * 256
    out = []
    for plane in range(2):
        for half in range(2):
            n = i % 256 + 256 * half
            word = mixed((first + n // 2) & MASK ^ key)
            if plane:
                word = (word + second) * 0x9E3779B1 & MASK
                word ^= word >> 15
            out.append(word >> 16 if n % 2 else word & 0xFFFF)
    return out


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
        return int(x + (z >> 11) / 2**53)


def month(u, t, fields, own, beyond, rule, seed):
    """A month of a unit without labour or struggle; ``fields`` (line, threshold, flags, skill) are moved in place."""
    line, threshold, flags, skill = fields
    keys = [int(k) for k in philox(
        np.uint32(u), np.uint32(0), np.uint32(t), np.uint32(Stream.CITIZEN_MONTH), np.uint32(seed), np.uint32(0)
    )]  # fmt: skip
    chance = Uniforms((keys[0] << 32) ^ keys[3] ^ 0x5851F42D4C957F2D)
    up = chance.rounded(rule[Rule.UP] * 65536 / 6)
    down = chance.rounded(rule[Rule.DOWN] * 65536 / 6)
    asked = chance.rounded(rule[Rule.REVISIT] * 65536)
    join = chance.rounded(rule[Rule.JOIN] * 65536)
    leave = chance.rounded(rule[Rule.LEAVE] * 65536)
    visible = rule[Rule.OWN] * own + beyond
    step = rule[Rule.SPREAD] / 32
    scale = 1 << 26
    base = int(scale * (rule[Rule.DRIVE] + rule[Rule.VISIBLE] * visible - 3 * rule[Rule.LINE] + step * 127.5))
    counts = [0, 0, 0]
    for i in range(line.size):
        first, second, third, _ = draws_of(i, keys[0], keys[1])
        k = int(line[i])
        line[i] = k + (first < up * (6 - k)) - (65535 - first < down * k)
        held = base + int(scale * rule[Rule.LINE]) * int(line[i]) - int(scale * step) * int(threshold[i])
        flag = int(flags[i])
        shown, enrolled = flag & EXPRESSED, flag >> 1 & 1
        if second < asked:
            shown = int(scale * 2 * rule[Rule.HALF] / asked) * second < held
        enrolled = third < join or (enrolled and third <= 65535 - leave)
        flags[i] = flag & (SENT | STRUCK) | shown | enrolled << 1
        counts[0] += shown
        counts[1] += shown and line[i] <= 3
        counts[2] += shown and enrolled
    mobilised = counts[2] / line.size
    steps = []
    for d in range(4):
        diverted = mobilised * rule[Rule.WORKS]
        time = rule[Rule.HOME + d] * (1 - mobilised * rule[Rule.MEETINGS] - diverted) + (
            diverted if d == 0 else 0
        )
        steps.append(
            (
                chance.rounded(rule[Rule.GAIN] * time * 65536 / 15),
                chance.rounded(rule[Rule.DECAY] * (1 - time) * 65536 / 15),
            )
        )
    for i in range(line.size):
        drawn = draws_of(i, keys[2], keys[3])
        for d in range(4):
            k = int(skill[d, i])
            skill[d, i] = k + (drawn[d] < steps[d][0] * (15 - k)) - (65535 - drawn[d] < steps[d][1] * k)
    return [int(c) for c in counts]
