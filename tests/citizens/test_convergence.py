"""Citizens converge to the coarse society as n^(−1/2), whatever the number of threads."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from ascendancy.citizens.layout import Sum
from ascendancy.citizens.society import settle
from ascendancy.society.layout import AGGREGATES, Fixed, Pressure
from nation import CENTRE, coefficients, live, press, two_places

MONTHS = 24


def pressed():
    asked = press(mobilisation=0.6, study=0.5, works=0.5, levelling=0.1, programme=0.6, authority=0.5)
    asked[Pressure.TEMPERING + 3 : Pressure.TEMPERING + 6] = 0.5
    asked[Pressure.STRUGGLE + 3 : Pressure.STRUGGLE + 5] = 0.3
    return asked


def lived(citizens, seed, unit_size=0, threads=None, months=MONTHS, θ=CENTRE, asked=None):
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0.0
    society = settle(
        fixed, θ, citizens=citizens, seed=seed, months=months, unit_size=unit_size, threads=threads
    )
    path = np.array([society.step(pressed() if asked is None else asked, threads) for _ in range(months)])
    return society, path


def root_mean_square(sizes_and_seeds):
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0.0
    _, path = live(MONTHS, pressed(), fixed=fixed)
    exact = np.array([path[name] for name in AGGREGATES]).T[-1]
    out = []
    for n, seeds in sizes_and_seeds:
        last = np.array([lived(n, seed)[1][-1] for seed in range(1, seeds + 1)])
        out.append(np.sqrt(np.square(last - exact).mean(axis=0)) * np.sqrt(n))
    return np.array(out)


WATCHED = (
    "purity",
    "falsification",
    "mobilised",
    "sent_down",
    "distinction_town_country",
    "output_peasant",
    "food",
)


def check(scaled):
    """Error × √n is the same from size to size, but for the spread of so few seeds."""
    for name in WATCHED:
        column = scaled[:, AGGREGATES.index(name)]
        assert column.max() < 3.0 * column.min(), (name, column)


def test_error_falls_as_one_over_root_n():
    check(root_mean_square([(1_000, 24), (10_000, 16), (100_000, 12), (1_000_000, 6)]))


@pytest.mark.slow
def test_error_falls_as_one_over_root_n_up_to_ten_million():
    check(root_mean_square([(1_000, 40), (100_000, 12), (1_000_000, 10), (10_000_000, 8)]))


def digest(society):
    out = hashlib.sha256()
    for values in (*society.citizens, *society.units, society.sums, society.harvest):
        out.update(np.ascontiguousarray(values).tobytes())
    return out.hexdigest()


def test_threads_do_not_change_a_byte():
    found = {digest(lived(50_021, 3, None, threads, 8)[0]) for threads in (1, 2, 3)}
    assert len(found) == 1


def test_seeds_do():
    assert digest(lived(5_000, 1, None, None, 2)[0]) != digest(lived(5_000, 2, None, None, 2)[0])


def test_a_nation_grows_and_starves_as_the_rates_say():
    asked = press(mobilisation=1.0, works=1.0)
    θ = coefficients(works_time=0.5)
    society, path = lived(100_000, 2, None, None, 48, θ, asked)
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0.0
    coarse, expected = live(48, asked, θ, fixed)
    deaths = AGGREGATES.index("excess_deaths")
    assert path[:, deaths].sum() > 0
    assert path[:, deaths].sum() == pytest.approx(expected["excess_deaths"].sum(), rel=0.02)
    persons = society.persons()
    np.testing.assert_allclose(persons, coarse[:, 0], rtol=0.02)
    assert society.sums[:, Sum.TURNED_AWAY].sum() == 0


def test_growth_alone_changes_no_share():
    grown, path = lived(100_000, 5, None, None, 24, coefficients(growth=0.01), press())
    assert grown.sums[:, Sum.CITIZENS].sum() == pytest.approx(100_000 * 1.01**23, rel=2e-3)
    _, quiet = lived(100_000, 5, None, None, 24, coefficients(growth=0.0), press())
    assert np.abs(path[-1, :2] - quiet[-1, :2]).max() < 0.01


def test_newcomers_do_not_thin_out_what_a_unit_sees():
    """A unit's expressed share is of those who were counted, not of those who have come since."""
    θ = coefficients(growth=0.02)
    asked = press(mobilisation=0.6)
    _, path = lived(400_000, 7, 0, None, MONTHS, θ, asked)
    fixed = two_places()
    fixed[:, Fixed.GROWTH] = 0.0
    _, exact = live(MONTHS, asked, θ, fixed)
    assert path[-1, 0] == pytest.approx(exact["purity"][-1], abs=3e-3)
