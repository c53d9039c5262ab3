"""The kernel, bit for bit against plain Python, and its sums against counting."""

from __future__ import annotations

import numpy as np
import pytest
from tests.citizens.plain import month

from ascendancy.citizens.layout import ENROLLED, EXPRESSED, SENT, STRUCK, SUMS, Rule, Sum
from ascendancy.citizens.rules import compile_rules
from ascendancy.citizens.society import settle
from ascendancy.citizens.unit import make_room, month_of_units
from ascendancy.society.layout import LEVELS, Fixed, Pressure
from ascendancy.society.parameters import S
from nation import CENTRE, coefficients, press, two_places


def calm(**levels):
    """Pressure that sends and strikes nobody."""
    return press(mobilisation=0.7, study=0.6, works=0.5, levelling=0.1, programme=0.5, **levels)


def asked(tempering):
    """Calm, or with everyone tempered and struck where ``tempering`` is above 0."""
    out = calm()
    out[Pressure.TEMPERING : Pressure.TEMPERING + 6] = tempering
    out[Pressure.STRUGGLE : Pressure.STRUGGLE + 6] = tempering
    out[Pressure.AUTHORITY] = 0.2
    return out


@pytest.mark.parametrize("size", [1, 37, 256, 700, 1031, 2500])
@pytest.mark.parametrize("tempering", [0.0, 1.0])
def test_a_unit_is_moved_as_plain_python_moves_it(size, tempering):
    θ = coefficients(send_rate=0.1, struggle_rate=0.2)
    fixed = two_places()[:1]
    society = settle(fixed, θ, citizens=size, seed=9, months=12, unit_size=0)
    people, units = society.citizens, society.units
    sums = society.sums
    for t in range(4):
        rules, beyond = compile_rules(fixed, asked(tempering)[None], θ, sums, society.persons(), np.zeros(2))
        rules[:, [Rule.GROWTH, Rule.FAMINE]] = 0.0  # nobody comes or goes
        held = [field[..., :size].copy() for field in people]
        own, apart = units.expressed[0] / size, tempering > 0.0 or units.apart[0] > 0
        counts, time = month(0, t, held, own, beyond[0], rules[0], θ[S.LABOUR_TERM], 9, apart)
        sums = np.zeros((1, SUMS), dtype=np.int64)
        month_of_units(0, 1, t, people, units, rules, beyond, np.uint64(9), make_room(θ), sums)
        for name, here, there in zip(people._fields, people, held, strict=True):
            np.testing.assert_array_equal(here[..., :size], there, err_msg=f"{name}, month {t}")
        assert [sums[0, Sum.EXPRESSED], sums[0, Sum.FALSIFIED], sums[0, Sum.MOBILISED]] == counts
        yields = np.cumsum(make_room(θ).yields)
        for d in range(4):
            assert sums[0, Sum.TIME + d] == time[:, d].sum()
            assert sums[0, Sum.OUTPUT + d] == (time[:, d] * yields[held[4][d]]).sum()
    if tempering > 0.0 and size > 200:
        assert sums[0, Sum.SENT] > 0
        assert sums[0, Sum.STRUCK] > 0


def test_terms_of_labour_are_geometric_with_the_stated_mean():
    for mean in (1.0, 3.0, 12.0, 40.0):
        found = np.array(make_room(coefficients(labour_term=mean)).terms, dtype=float)
        assert found.mean() == pytest.approx(mean, rel=5e-3)
        assert (found == 1).mean() == pytest.approx(1.0 / mean, abs=2e-4)


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
