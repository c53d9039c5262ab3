"""Power held on the record: the weights of the posts each person held, by institution and month.

Turnover and the order of people in figures are measured in it. It reads the tenures that the case
gives; what the model removes is counted against them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ascendancy.case import Case


def power(
    case: Case, people: tuple[str, ...], institutions: tuple[str, ...], start: int, months: int
) -> NDArray[np.float64]:
    """Power of each person in each institution, month by month.

    Parameters
    ----------
    case : the case
    people, institutions : ids, in the order of the answer's axes
    start : first month
    months : how many

    Returns
    -------
    (months, K, N) array, the sum of weights of posts held
    """
    out = np.zeros((months, len(institutions), len(people)))
    person_index = {name: i for i, name in enumerate(people)}
    institution_index = {name: k for k, name in enumerate(institutions)}
    posts = {post.id: post for post in case.posts}
    for tenure in case.tenures:
        post = posts.get(tenure.post)
        if post is None or tenure.person not in person_index or post.institution not in institution_index:
            continue
        first, last = spell(tenure.start, tenure.end, start, months)
        out[first:last, institution_index[post.institution], person_index[tenure.person]] += post.weight
    return out


def spell(begin: object, end: object, start: int, months: int) -> tuple[int, int]:
    """Columns [first, last) that a spell of office covers; an open side reaches to the edge."""
    first = getattr(begin, "month", None)
    last = getattr(end, "month", None)
    low = 0 if first is None else min(max(first - start, 0), months)
    high = months if last is None else min(max(last - start, 0), months)
    return low, max(low, high)
