"""The model that the benchmark of other libraries shares: the kernel against plain Python and theory."""

import json
import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from ascendancy.rng import Stream, philox
from ascendancy.society.thresholds import normal_share, resting_share

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks" / "peers"))

import page  # noqa: E402 – scripts that stand beside one another, not a package
from kernel import Mobilisation, thresholds_of_draws  # noqa: E402
from model import HALF, MEAN, SD, UNIT, pressure  # noqa: E402

MASK = 0xFFFFFFFF


def mixed(x):
    x ^= x >> 16
    x = x * 0x7FEB352D & MASK
    x ^= x >> 15
    x = x * 0x846CA68B & MASK
    return x ^ x >> 16


def draw(i, month, seed):
    """The 16-bit draw of agent ``i``: a half of one of the words of his block of 1,000."""
    block, n = divmod(i, 1000)
    key, second, _, _ = (
        int(k) for k in philox(*(np.uint32(c) for c in (block, 0, month, Stream.TEST, seed, 0)))
    )
    word = mixed(n // 2 % 256 ^ key)
    if n // 2 >= 256:
        word = (word + second) * 0x9E3779B1 & MASK
        word ^= word >> 15
    return word >> 16 if n % 2 else word & 0xFFFF


def plain(agents, size, months, seed):
    """The model, one agent after the other: units' counts, month by month."""
    table = thresholds_of_draws()
    thresholds = [int(table[draw(i, MASK, seed)]) for i in range(agents)]
    joined, found = [0] * (agents // size), []
    width = round(2 * HALF / SD * 32 * 128)
    for month in range(months):
        counts = [0] * len(joined)
        for i in range(agents):
            share = joined[i // size] / size
            seen = (share + pressure(month) - MEAN) / SD * (32 * 128) + 127.5 * 128 + 0.5 * width
            noise = draw(i, month, seed) * width >> 16
            counts[i // size] += thresholds[i] * 128 + noise < int(min(65535, max(0, seen)))
        joined = counts
        found.append(list(joined))
    return found


@pytest.mark.parametrize(("size", "threads"), [(UNIT, 1), (UNIT, 2), (700, 2)])
def test_the_kernel_is_the_plain_model_exactly(size, threads):
    population = Mobilisation(4200, seed=7, size=size, threads=threads)
    found = []
    for _ in range(12):
        population.step()
        found.append(population.agents.joined.tolist())
        counted = population.agents.active.reshape(-1, size).sum(axis=1)
        assert found[-1] == counted.tolist()
    assert found == plain(4200, size, 12, seed=7)


def test_one_large_unit_follows_granovetters_recursion():
    """Noise uniform on (−h, h) adds h²/3 to the variance of thresholds, nearly normally since it is small."""
    pressed, sd = 0.17, math.sqrt(SD**2 + HALF**2 / 3)
    population = Mobilisation(20_000_000, seed=3, size=20_000_000)
    found = [population.step(pressed) for _ in range(12)]
    expected = [resting_share(MEAN - pressed, sd, month) for month in range(1, 13)]
    assert max(expected) > 0.95
    assert found == pytest.approx(expected, abs=0.002)


def test_units_of_a_hundred_begin_as_theory_says_and_tip_one_by_one():
    population = Mobilisation(1_000_000, seed=5)
    sd = math.sqrt(SD**2 + HALF**2 / 3)
    first = population.step(0.08)
    assert first == pytest.approx(normal_share((0.08 - MEAN) / sd), abs=0.001)
    for _ in range(30):
        share = population.step(0.08)
    together = resting_share(MEAN - 0.08, sd, 31)
    assert share > together + 0.2  # chance tips small units where a large one would rest


def test_the_answer_depends_on_the_seed_and_not_on_the_threads():
    paths = []
    for seed, threads in ((1, 1), (1, 2), (2, 2)):
        population = Mobilisation(50_000, seed, threads=threads)
        for _ in range(9):
            population.step()
        paths.append(population.path())
    assert paths[0] == paths[1] != paths[2]


def test_agents_must_fill_their_units():
    with pytest.raises(ValueError, match="found 150 agents, wanted a multiple of 100"):
        Mobilisation(150, seed=1)


def test_the_pages_table_and_picture_are_those_of_the_results():
    results = json.loads((ROOT / "benchmarks" / "results" / "peers.json").read_text(encoding="utf-8"))
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    between = re.search(rf"{page.BEGIN}\n(.*){page.END}", text, re.DOTALL)
    assert between
    assert between[1] == page.report(results)
    picture = (ROOT / "docs" / "images" / "peers.svg").read_text(encoding="utf-8")
    assert picture == page.plot(results)


def test_speed_stands_beside_answers_that_agree():
    results = json.loads((ROOT / "benchmarks" / "results" / "peers.json").read_text(encoding="utf-8"))
    for peer in results["peers"].values():
        for run in peer.get("runs", []):
            assert run["difference"] <= 4.5
            low, middle, high = (run["ratio"][key] for key in ("low", "median", "high"))
            assert low <= middle <= high
