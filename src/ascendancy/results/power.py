"""Power held on the record: the weights of the posts each person held, by institution and month.

Turnover and the order of people in figures are measured in it. It reads the tenures that were known at
a date: an end that came later, or a post taken later, is not seen, and what goes on then goes on to the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ascendancy.case import Case


def power(
    case: Case, people: tuple[str, ...], institutions: tuple[str, ...], start: int, months: int, given: int
) -> NDArray[np.float64]:
    """Power of each person in each institution, month by month.

    Parameters
    ----------
    case : the case
    people, institutions : ids, in the order of the answer's axes
    start : first month
    months : how many
    given : last month whose tenures are taken from the record

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
        first = tenure.start.month
        if first is None or first > given:
            continue
        end = None if tenure.end is None else tenure.end.month
        last = start + months if end is None or end > given else max(end, first + 1)
        span = slice(max(first - start, 0), max(last - start, 0))
        out[span, institution_index[post.institution], person_index[tenure.person]] += post.weight
    return out
