"""Children and the old: nothing reaches them but growth and death, and in shares they count with their families."""

from __future__ import annotations

import numpy as np
import pytest

from ascendancy.citizens.layout import Sum
from ascendancy.citizens.measures import with_dependants
from ascendancy.citizens.society import settle
from ascendancy.society.layout import AGGREGATES, Fixed
from nation import CENTRE, coefficients, live, press, two_places

MONTHS = 24
SHARES = (0.6, 0.35, 0.05)


def undivided():
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0.0
    return fixed


def divided(cells=(0, 1, 6, 7)):
    """The two places, with peasants and workers divided into working age, children and old."""
    rows = []
    for c, row in enumerate(undivided()):
        parts = SHARES if c in cells else (1.0,)
        first = len(rows)
        for n, share in enumerate(parts):
            part = row.copy()
            part[Fixed.PERSONS] *= share
            if n > 0:
                part[Fixed.TIME : Fixed.TIME + 4] = 0.0
                part[Fixed.DEPENDS] = first + 1
            rows.append(part)
    return np.array(rows)


def asked():
    return press(
        mobilisation=0.6, study=0.5, works=0.5, tempering=0.3, struggle=0.3, programme=0.6, authority=0.5
    )


def lived(citizens, fixed, θ=CENTRE, deaths=0.0, seed=3, months=MONTHS):
    society = settle(fixed, θ, citizens=citizens, seed=seed, months=months, unit_size=0)
    return society, np.array([society.step(asked(), None, deaths) for _ in range(months)])


def test_citizens_of_all_ages_are_near_the_coarse_society_which_knows_none():
    _, path = lived(400_000, divided())
    _, exact = live(MONTHS, asked(), fixed=undivided())
    for name in ("purity", "falsification", "mobilised", "sent_down", "struggled", "output_peasant", "food"):
        np.testing.assert_allclose(path[:, AGGREGATES.index(name)], exact[name], atol=6e-3, err_msg=name)


def test_nothing_reaches_children_and_the_old():
    fixed = divided()
    θ = coefficients(growth=0.0)
    society = settle(fixed, θ, citizens=30_000, seed=3, months=MONTHS)
    before = [field.copy() for field in society.citizens]
    for _ in range(6):
        society.step(asked())
    depends = fixed[society.units.cell, Fixed.DEPENDS] > 0
    slots = np.repeat(depends, society.units.room)
    for then, now in zip(before, society.citizens, strict=True):
        np.testing.assert_array_equal(then[..., slots], now[..., slots])
    assert (society.citizens.line[~slots] != before[0][~slots]).any()
    of_dependants = society.sums[fixed[:, Fixed.DEPENDS] > 0]
    assert of_dependants[:, Sum.CITIZENS].sum() > 10_000
    assert not np.delete(of_dependants, Sum.CITIZENS, axis=1).any()


def test_they_count_with_those_they_depend_on():
    fixed = divided()
    society, _ = lived(30_000, fixed, months=2)
    counted = with_dependants(society.sums, fixed)
    assert counted[:, Sum.CITIZENS].sum() == pytest.approx(30_000, rel=1e-2)
    assert not counted[fixed[:, Fixed.DEPENDS] > 0].any()
    share = counted[0, Sum.EXPRESSED] / counted[0, Sum.CITIZENS]
    assert share == pytest.approx(society.sums[0, Sum.EXPRESSED] / society.sums[0, Sum.CITIZENS])


def test_usual_deaths_are_made_up_for_by_newcomers():
    """Growth stays what it was, deaths come at their rate, and shares do not move by them."""
    θ = coefficients(growth=0.002, famine_mortality=0.0)
    counts = {}
    for deaths in (0.0, 0.004):
        society = settle(divided(), θ, citizens=200_000, seed=3, months=MONTHS)
        held, passed = [], 0
        for _ in range(MONTHS):
            last = society.step(press(mobilisation=0.4), None, deaths)
            held.append(society.sums[:, Sum.CITIZENS].sum())
            passed += society.sums[:, Sum.PASSED].sum()
        counts[deaths] = (held, passed, last)
    np.testing.assert_allclose(counts[0.0][0], counts[0.004][0], rtol=1e-3)
    assert counts[0.0][1] == 0
    assert counts[0.004][1] == pytest.approx(0.004 * sum(counts[0.004][0][:-1]), rel=1e-2)
    np.testing.assert_allclose(counts[0.0][2][:4], counts[0.004][2][:4], atol=5e-3)
