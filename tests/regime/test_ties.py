"""Ties and bonds see nothing later than what is given, and go on into the months that are modelled."""

import numpy as np

from ascendancy.case import load, month_index
from ascendancy.regime.setting import regime_setting

GIVEN = month_index("1966-04")


def china(later: bool):
    """Ties of the case china given to April 1966, with and without its later tenures."""
    case = load("china")
    if not later:
        kept = tuple(row for row in case.tenures if row.start.month <= GIVEN)
        object.__setattr__(case, "tenures", kept)
    return regime_setting(case, until=case.parameters.end, given=GIVEN).arrays


def test_tenures_after_what_is_given_change_no_tie():
    whole, cut = china(later=True), china(later=False)
    for name in ("tie_person", "tie_weight", "bond", "power", "members", "office"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(cut, name))


def test_bonds_to_the_leader_last_into_the_modelled_months():
    bond = china(later=True).bond
    assert bond[1969 - 1949].mean() > 0.5 * bond[1966 - 1949].mean() > 0.0
