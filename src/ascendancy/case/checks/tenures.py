"""Nobody holds the same post twice at once, and a post for one has one holder.

A post is for one when it is the leader's or its size is 1. Uncertain dates get the benefit of the doubt.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ascendancy.case.case import Case
from ascendancy.case.checks.pointing import at, cell
from ascendancy.case.faults import Fault
from ascendancy.case.schema import Tenure


def check(case: Case) -> Iterator[Fault]:
    """Overlapping tenures."""
    single = {post.id for post in case.posts if post.single}
    by_post: dict[str, list[Tenure]] = {}
    for tenure in case.tenures:
        if None not in (tenure.person, tenure.post, tenure.start):
            by_post.setdefault(tenure.post, []).append(tenure)
    for post, tenures in by_post.items():
        for first, second in combinations(sorted(tenures, key=begins), 2):
            same = first.person == second.person
            if (same or post in single) and overlap(first, second) and not _twice(first, second):
                holder = "the same person" if same else first.person
                wanted = f"a date from {cell(first, 'end')}, when {holder} left the post (row {first.row})"
                if first.end is None:
                    wanted = f"the post free: {holder} holds it without end (row {first.row})"
                yield at(second, "start", wanted)


def begins(tenure: Tenure) -> tuple[int, str, int]:
    """Order of tenures: by their beginning, within a month by its text, then as in the file."""
    return tenure.start.month, tenure.start.text, tenure.row


def overlap(first: Tenure, second: Tenure) -> bool:
    """Whether a tenure begins before an earlier one has ended, however their dates are read."""
    return first.end is None or second.start.before(first.end)


def _twice(first: Tenure, second: Tenure) -> bool:
    return first.person == second.person and first.start == second.start
