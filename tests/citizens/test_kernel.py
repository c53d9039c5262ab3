"""The kernel, bit for bit against plain Python, and its sums against counting."""

from __future__ import annotations

import numpy as np
import pytest
from tests.citizens.plain import month

from ascendancy.citizens.layout import ENROLLED, EXPRESSED, SENT, STRUCK, SUMS, Sum
from ascendancy.citizens.rules import compile_rules
from ascendancy.citizens.society import settle
from ascendancy.citizens.unit import month_of_units
from ascendancy.society.layout import LEVELS, Fixed, Pressure
from nation import CENTRE, press, two_places


def calm(**levels):
    """Pressure that sends and strikes nobody."""
    return press(mobilisation=0.7, study=0.6, works=0.5, levelling=0.1, programme=0.5, **levels)


@pytest.mark.parametrize("size", [1, 37, 256, 700, 1031])
def test_a_unit_is_moved_as_plain_python_moves_it(size):
    fixed = two_places()[:1]
    society = settle(fixed, CENTRE, citizens=size, seed=9, months=12, unit_size=0)
    people = society.citizens
    for t in range(3):
        rules, beyond = compile_rules(
            fixed, calm()[None], CENTRE, society.sums, society.persons(), society.famine
        )
        rules[:, 18:20] = 0.0  # nobody comes or goes
        held = [people.line[:size].copy(), people.threshold[:size].copy(), people.flags[:size].copy()]
        held.append(people.skill[:, :size].copy())
        own = society.units.expressed[0] / size
        counts = month(0, t, held, own, beyond[0], rules[0], 9)
        sums = np.zeros((1, SUMS), dtype=np.int64)
        month_of_units(0, 1, t, people, society.units, rules, beyond, CENTRE, np.uint64(9), sums)
        np.testing.assert_array_equal(people.line[:size], held[0])
        np.testing.assert_array_equal(people.flags[:size], held[2])
        np.testing.assert_array_equal(people.skill[:, :size], held[3])
        assert [sums[0, Sum.EXPRESSED], sums[0, Sum.FALSIFIED], sums[0, Sum.MOBILISED]] == counts


@pytest.mark.parametrize("tempering", [0.0, 0.8])
def test_sums_are_what_counting_the_citizens_gives(tempering):
    fixed = two_places()
    society = settle(fixed, CENTRE, citizens=30_011, seed=4, months=12)
    asked = calm()
    asked[Pressure.TEMPERING + 3 : Pressure.TEMPERING + 6] = tempering
    asked[Pressure.STRUGGLE + 3 : Pressure.STRUGGLE + 6] = tempering
    asked[Pressure.AUTHORITY] = 0.2
    for _ in range(4):
        society.step(asked)
    units, people, sums = society.units, society.citizens, society.sums
    for c in range(len(fixed)):
        mine = np.concatenate(
            [
                np.arange(units.start[u], units.start[u] + units.size[u])
                for u in np.flatnonzero(units.cell == c)
            ]
        )
        line, flags, skill = people.line[mine], people.flags[mine], people.skill[:, mine]
        shown = (flags & EXPRESSED) != 0
        assert sums[c, Sum.CITIZENS] == mine.size
        assert sums[c, Sum.EXPRESSED] == shown.sum()
        assert sums[c, Sum.FALSIFIED] == (shown & (line <= 3)).sum()
        assert sums[c, Sum.MOBILISED] == (shown & ((flags & ENROLLED) != 0)).sum()
        assert sums[c, Sum.SENT] == ((flags & SENT) != 0).sum() == (people.labour[mine] > 0).sum()
        assert sums[c, Sum.STRUCK] == ((flags & STRUCK) != 0).sum()
        assert sums[c, Sum.ALLROUND] == (skill.min(axis=0) >= 8).sum()
        for d in range(4):
            for k in range(1, LEVELS):
                assert sums[c, Sum.TAILS + d * LEVELS + k] == (skill[d] >= k).sum()
    assert (sums[:, Sum.SENT].sum() > 0) == (tempering > 0)


def test_citizens_start_as_the_case_has_them():
    fixed = two_places()
    society = settle(fixed, CENTRE, citizens=200_003, seed=1, months=1)
    held = society.sums[:, Sum.CITIZENS]
    assert held.sum() == 200_003
    exact = fixed[:, Fixed.PERSONS] / fixed[:, Fixed.PERSONS].sum() * 200_003
    assert np.abs(held - exact).max() < 1.0
    sizes = society.units.size[society.units.cell == 0]
    assert sizes.max() - sizes.min() <= 1
    assert 500 < sizes.mean() < 2000
