"""Directives: what the leader asked, and what became of it.

Ascendancy A *is* the share of his directives that take effect, so

    P(adopted | A) = A,   P(amended, shelved, ignored | A) = (1 − A) (½, ¼, ¼)

a directive amended counts as not taking effect as asked. This is the evidence that makes ascendancy identifiable. What
is known of directives is chosen: those that met resistance are remembered; the case's rule of collection says how.
"""

from __future__ import annotations

import math

from ascendancy._numba import njit

OUTCOMES = ("adopted", "amended", "shelved", "ignored")


@njit
def directive_likelihood(outcome, logit_a):  # type: ignore[no-untyped-def]
    """P(outcome | A), outcomes numbered as in ``OUTCOMES``."""
    a = 1.0 / (1.0 + math.exp(-logit_a))
    if outcome == 0:
        return a
    return (1.0 - a) * (0.5 if outcome == 1 else 0.25)


def sample_directive(logit_a: float, u: float) -> str:
    """What becomes of a directive, at the uniform ``u``."""
    reached = 0.0
    for outcome, name in enumerate(OUTCOMES):
        reached += directive_likelihood(outcome, logit_a)
        if u < reached:
            return name
    return OUTCOMES[-1]
