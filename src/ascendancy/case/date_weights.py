"""The rule that turns a stated date into weights on months.

Weights always sum to one.

- A plain day or month: all weight on its month.
- A plain year, season, decade (``196X``) or range: the same weight on each of its months.
- ``~`` (approximate): the same weight on each stated month, falling off linearly on both sides and
  reaching zero three months beyond for a day, month or season (so a month has 3/9, its neighbours 2/9 and
  1/9), seven months beyond for a year or longer.
- ``?`` (uncertain): 0.8 on the stated months; 0.2 spread evenly over the six months on either side.
- ``%`` (both): 0.8 on the ``~`` weights; 0.2 spread evenly over the six months on either side.
- A range with a qualified end: the average of the ranges that its ends allow, each by its weight.
- A range with an open end: the weights of the end that is known.
- A set: the average of its members.

The widths are conventions, chosen for monthly data: "about May" seldom means July or later, and a source that
doubts a date seldom errs by more than half a year. Nothing finer than a month is distinguished.
"""

from __future__ import annotations

from ascendancy.case.edtf_text import Single, Span, Stated

APPROXIMATE_SHORT = 2
APPROXIMATE_LONG = 6
LONG = 12
UNCERTAIN_REACH = 6
UNCERTAIN_SHARE = 0.2

Weights = dict[int, float]


def weigh(stated: Stated) -> Weights:
    """Weights on months, by month number, summing to one."""
    if isinstance(stated, Single):
        return _single(stated)
    if isinstance(stated, Span):
        return _span(stated)
    return _average([(weigh(member), 1.0) for member in stated.members])


def bounds(stated: Stated) -> tuple[int | None, int | None]:
    """First and last stated month, qualifiers apart; None where a range is open."""
    if isinstance(stated, Single):
        return stated.first, stated.last
    if isinstance(stated, Span):
        return (stated.start.first if stated.start else None), (stated.end.last if stated.end else None)
    return _outer([bounds(member) for member in stated.members])


def reach(stated: Stated) -> tuple[int | None, int | None]:
    """First and last month the date can mean, qualifiers included; None where a range is open."""
    if isinstance(stated, Single):
        weights = _single(stated)
        return min(weights), max(weights)
    if isinstance(stated, Span):
        start = None if stated.start is None else min(_single(stated.start))
        return start, None if stated.end is None else max(_single(stated.end))
    return _outer([reach(member) for member in stated.members])


def _outer(pairs: list[tuple[int | None, int | None]]) -> tuple[int | None, int | None]:
    firsts, lasts = [a for a, _ in pairs], [b for _, b in pairs]
    first = None if None in firsts else min(a for a in firsts if a is not None)
    return first, None if None in lasts else max(b for b in lasts if b is not None)


def _single(stated: Single) -> Weights:
    first, last = stated.first, stated.last
    weights = _even(first, last)
    if stated.approximate:
        fall = APPROXIMATE_LONG if last - first + 1 >= LONG else APPROXIMATE_SHORT
        weights = dict.fromkeys(range(first, last + 1), float(fall + 1))
        for distance in range(1, fall + 1):
            weights[first - distance] = weights[last + distance] = float(fall + 1 - distance)
        weights = _average([(weights, 1.0)])
    if stated.uncertain:
        beside = _even(first - UNCERTAIN_REACH, first - 1) | _even(last + 1, last + UNCERTAIN_REACH)
        weights = _average([(weights, 1 - UNCERTAIN_SHARE), (_average([(beside, 1.0)]), UNCERTAIN_SHARE)])
    return weights


def _span(stated: Span) -> Weights:
    if stated.start is None or stated.end is None:
        known = stated.start or stated.end
        assert known is not None
        return _single(known)
    if not (_loose(stated.start) or _loose(stated.end)):
        return _even(stated.start.first, stated.end.last)
    starts = _single(stated.start) if _loose(stated.start) else {stated.start.first: 1.0}
    ends = _single(stated.end) if _loose(stated.end) else {stated.end.last: 1.0}
    return _average([(_even(a, b), p * q) for a, p in starts.items() for b, q in ends.items() if a <= b])


def _loose(stated: Single) -> bool:
    return stated.approximate or stated.uncertain


def _even(first: int, last: int) -> Weights:
    return dict.fromkeys(range(first, last + 1), 1.0 / (last - first + 1))


def _average(parts: list[tuple[Weights, float]]) -> Weights:
    total: Weights = {}
    for weights, share in parts:
        for month, weight in weights.items():
            total[month] = total.get(month, 0.0) + share * weight
    whole = sum(total.values())
    return {month: total[month] / whole for month in sorted(total)}
