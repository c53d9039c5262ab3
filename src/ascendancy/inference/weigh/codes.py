"""Which codes of a document moved a claim about its sponsor: each passed over in turn, exactly."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ascendancy.case.case import Case
from ascendancy.evidence.imprint import codes_of, imprint
from ascendancy.inference.weigh.influence import Influence
from ascendancy.query import Query
from ascendancy.query.tree import Ask, Compare, Word, bare


def code_influences(
    query: Query, case: Case, attribution: bool, exclude_origins: Iterable[str]
) -> list[Influence] | None:
    """The influence of each code of the document on the odds that it is somebody's, the greatest first.

    Parameters
    ----------
    query : Query
    case : Case
    attribution, exclude_origins
        As in :func:`ascendancy.evidence.imprint.imprint`.

    Returns
    -------
    list of Influence, or None when the query is not one comparison of a sponsor with a name
    """
    tree = bare(query.tree)
    if not isinstance(tree, Compare):
        return None
    sides = (bare(tree.left), bare(tree.right))
    asked = next((side for side in sides if isinstance(side, Ask) and side.name == "sponsor"), None)
    name = next((side.text for side in sides if isinstance(side, Word)), None)
    if asked is None or name is None:
        return None
    document, role = (word.text for word in asked.arguments)
    exclude = tuple(exclude_origins)

    def probability(*without: tuple[str, str]) -> float:
        found = imprint(
            case,
            document,
            role,
            attribution=attribution,
            exclude_origins=exclude,
            without=without,
        )
        p = found.probability(name)
        return float(np.clip(p if tree.sign == "==" else 1.0 - p, 1e-12, 1.0 - 1e-12))

    def bits(p: float) -> float:
        return float(np.log2(p / (1.0 - p)))

    now = bits(probability())
    left = [(f"{family}:{code}", probability((family, code))) for family, code in codes_of(case, document)]
    found = [Influence(code, now - bits(p), 0.0, p, None, True) for code, p in left]
    return sorted(found, key=lambda each: (-abs(each.bits), each.item))
