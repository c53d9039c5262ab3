"""Whether every duty is covered: what is needed, what is supplied, who is moved, what is traded (MODEL.md, S11).

With n people of n₀, needs w_d, demand κ and siege s ::

    need      N_d = κ w_d n ,   of soldiers κ w n₀ s: the threat does not shrink with the unit; in an offensive,
              which opens with chance offensives · s a month and ends with 1 / length, `offensive_need` times that
    supply    S_d = Σ time_id · productivity(skill_id)
    shifting  while one duty is short and another has more than it needs, time goes from the best covered to the
              worst covered, from the ablest of a few who are asked, each for at most his mobility of the month
    trade     a share (1 − isolation) of what is short, soldiering apart, is had for what is over, at the terms

A duty counts as uncovered when it is still short by more than a thousandth of its need.
"""

from __future__ import annotations

from ascendancy._numba import njit
from ascendancy.base.parameters import B
from ascendancy.citizens.draws import next_uniform
from ascendancy.society.layout import DUTIES as NAMES

DUTIES = len(NAMES)
SOLDIER = NAMES.index("soldier")
CHUNK = 0.25
ASKED = 12
TOLERANCE = 1e-3


@njit
def offensive(running, siege, β, state):  # type: ignore[no-untyped-def]
    """Whether the enemy is on the offensive this month."""
    u = next_uniform(state)
    return u >= 1.0 / max(1.0, β[B.OFFENSIVE_LENGTH]) if running else u < β[B.OFFENSIVES] * siege


@njit
def fill_needs(n, size, siege, attacked, β, need):  # type: ignore[no-untyped-def]
    """Fill what each duty asks for this month, in months of full skill."""
    against = size * siege * (β[B.OFFENSIVE_NEED] if attacked else 1.0)
    for d in range(DUTIES):
        people = against if d == SOLDIER else float(n)
        need[d] = β[B.DEMAND] * β[B.NEED_WORKER + d] * people


@njit
def fill_supply(n, time, skill, yields, supply):  # type: ignore[no-untyped-def]
    """Fill what each duty yields this month, in months of full skill."""
    supply[:] = 0.0
    for i in range(n):
        for d in range(DUTIES):
            supply[d] += time[i, d] * yields[skill[i, d]]


@njit
def _extremes(supply, need):  # type: ignore[no-untyped-def]
    """The duty covered worst and the duty covered best, by supply ÷ need; one that nobody needs is covered best."""
    worst, best = 0, 0
    for d in range(1, DUTIES):
        if supply[d] * need[worst] < supply[worst] * need[d]:
            worst = d
        if supply[d] * need[best] > supply[best] * need[d] or (need[d] <= 0.0 and need[best] > 0.0):
            best = d
    return worst, best


@njit
def shift(n, mobility, time, free, skill, yields, supply, need, state):  # type: ignore[no-untyped-def]
    """Move people to the duty covered worst, while it is short; ``free`` is filled with what each can still move."""
    for i in range(n):
        free[i] = mobility
    for _ in range(16 * n + 64):
        worst, best = _extremes(supply, need)
        if supply[worst] >= need[worst] or supply[best] <= need[best] or worst == best:
            return
        chosen, most = -1, 0.0
        for _ in range(ASKED):
            i = min(n - 1, int(next_uniform(state) * n))
            able = yields[skill[i, worst]] / yields[skill[i, best]]
            if time[i, best] > 1e-9 and free[i] > 1e-9 and able > most:
                chosen, most = i, able
        if chosen < 0:
            continue
        leaves, gives = yields[skill[chosen, best]], yields[skill[chosen, worst]]
        moved = min(CHUNK, time[chosen, best], free[chosen])
        moved = min(moved, (need[worst] - supply[worst]) / gives, (supply[best] - need[best]) / leaves)
        time[chosen, best] -= moved
        time[chosen, worst] += moved
        free[chosen] -= moved
        supply[best] -= moved * leaves
        supply[worst] += moved * gives


@njit
def uncovered(supply, need, closed, terms):  # type: ignore[no-untyped-def]
    """How many duties stay short after trade; ``closed`` is the share of trade that isolation cuts off."""
    over, wanted = 0.0, 0.0
    for d in range(DUTIES):
        if d != SOLDIER:
            over += max(0.0, supply[d] - need[d])
            wanted += max(0.0, need[d] - supply[d])
    bought = 0.0
    if wanted > 0.0:
        bought = (1.0 - closed) * min(1.0, terms * over / wanted)
    short = 0
    for d in range(DUTIES):
        missing = max(0.0, need[d] - supply[d])
        if d != SOLDIER:
            missing *= 1.0 - bought
        short += 1 if missing > TOLERANCE * need[d] else 0
    return short
