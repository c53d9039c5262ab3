"""Patterns: measures counted by hand, ablations on the same draws, every fault of a file named."""

import numpy as np
import pytest

from ascendancy.case import CaseError
from ascendancy.case.template import new
from ascendancy.checked import check, load
from ascendancy.pattern import clustering, patterns, quiet_turnover, read_patterns
from tests.inference.synthetic import histories

PATTERNS = """
[[pattern]]
id = "shock"
title = "Prestige falls after the harvest"
query = "mean(prestige @ 1950-11..1951-01) < mean(prestige @ 1950-08..1950-10)"
ablation = { prestige_shock = 0.0 }

[[pattern]]
id = "clusters"
title = "Campaigns cluster"
measure = "clustering"
above = 0.0
ablation = { campaign_action = 0.0 }

[[pattern]]
id = "never"
title = "Ascendancy is never above one"
query = "any(ascendancy > 1 @ 1950-01..1952-12)"
ablation = { prestige_shock = 0.0 }
"""


@pytest.fixture
def folder(tmp_path):
    written = new(tmp_path / "case")
    (written / "patterns.toml").write_text(PATTERNS, encoding="utf-8")
    return written


def test_every_pattern_is_scored_under_every_account_beside_its_ablation(folder):
    case, told = load(folder), []
    found = patterns(case, replicates=24, seed=3, progress=lambda *each: told.append(each))
    assert [(row.id, row.account) for row in found] == [
        (name, account)
        for account in ("majority", "dominance", "levers")
        for name in ("shock", "clusters", "never")
    ]
    for row in found:
        assert 0.0 <= row.share <= 1.0
        if row.id == "shock":
            assert row.share > row.ablated
            assert row.ablation == "prestige_shock = 0"
        if row.id == "never":
            assert (row.share, row.ablated) == (0.0, 0.0)
        if row.id == "clusters":
            assert row.low <= row.middle <= row.high
    assert told[-1][:2] == (9, 9)
    assert patterns(case, replicates=24, seed=3, threads=1) == found


def test_a_case_without_patterns_has_none(tmp_path):
    case = load(new(tmp_path / "case"))
    assert read_patterns(case) == []
    assert patterns(case) == []


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ("[[pattern", ["patterns.toml:0:-: found "]),
        ("pattern = 3", ["patterns.toml:0:-: found another layout, wanted tables headed [[pattern]]"]),
        (
            '[[pattern]]\nid = "a"\n',
            [
                "patterns.toml:1:ablation: found nothing",
                "patterns.toml:1:query: found both or neither",
                "patterns.toml:1:title: found nothing",
            ],
        ),
        (
            '\n[[pattern]]\nid = "a"\ntitle = "A"\nquery = "heir ="\nablation = { heir_loss = 0 }\n',
            ["patterns.toml:2:query: found '=' at character 6, wanted '=='"],
        ),
        (
            '[[pattern]]\nid = "a"\ntitle = "A"\nquery = "ascendancy < 1"\nablation = { heir_loss = 0 }\n',
            ["patterns.toml:1:query: found ascendancy without a month at character 1, wanted @ YYYY-MM"],
        ),
        (
            '[[pattern]]\nid = "a"\ntitle = "A"\nquery = "ascendancy < 1 @ 1960-01"\nablation = { los = 0 }\n',
            [
                'patterns.toml:1:ablation: found "los", wanted a coefficient',
                "patterns.toml:1:query: found 1960-01 at character 16, wanted a month from 1950-01 to 1952-12",
            ],
        ),
        (
            '[[pattern]]\nid = "a"\ntitle = "A"\nmeasure = "clustering"\nablation = { heir_loss = 0 }\n',
            ["patterns.toml:1:measure: found no bound, wanted below or above"],
        ),
        (
            '[[pattern]]\nid = "a"\ntitle = "A"\nmeasure = "clusters"\nabove = 1\nablation = { heir_loss = 0 }\n',
            ['patterns.toml:1:measure: found "clusters", wanted one of clustering, quiet_turnover'],
        ),
        (
            '[[pattern]]\nid = 1\ntitle = "A"\nabove = "1"\nablation = { heir_loss = "0" }\nweight = 2\n',
            [
                "patterns.toml:1:ablation: found {'heir_loss': '0'}, wanted a table",
                "patterns.toml:1:above: found '1', wanted a number",
                "patterns.toml:1:id: found 1, wanted text",
                "patterns.toml:1:weight: found an unknown key, wanted one of id, title",
            ],
        ),
        (
            PATTERNS + PATTERNS.split("\n\n")[0],
            ['patterns.toml:21:id: found "shock" again, wanted each id once'],
        ),
    ],
)
def test_faults_are_named_with_their_row(folder, wrong, faults):
    (folder / "patterns.toml").write_text(wrong, encoding="utf-8")
    found = [str(fault) for fault in check(folder)]
    assert len(found) == len(faults), found
    for told, wanted in zip(found, faults, strict=True):
        assert told.startswith(wanted)
    with pytest.raises(CaseError):
        load(folder)


def test_quiet_turnover_counts_who_falls_in_years_without_a_campaign():
    """Two histories of two years and three people: one falls in the first, quiet year; the second year is loud."""
    status = np.zeros((2, 24, 3), dtype=np.int8)
    status[0, 5:, 1] = 2
    status[0, 15:, 2] = 3
    intensity = np.zeros((2, 24, 2), dtype=np.float32)
    intensity[0, 14, 1] = 1.0
    intensity[1, (2, 20), 0] = 0.35
    found = quiet_turnover(histories(2, 24, status=status, intensity=intensity))
    assert found[0] == pytest.approx(1 / 3)
    assert np.isnan(found[1])


def test_quiet_turnover_leaves_out_the_criticised_the_dead_and_those_already_fallen():
    status = np.zeros((1, 24, 3), dtype=np.int8)
    status[0, 3:, 0] = 1
    status[0, 4:, 1] = 4
    status[0, :, 2] = 3
    status[0, 18:, 0] = 2
    assert quiet_turnover(histories(1, 24, status=status))[0] == pytest.approx(0.5)


def test_clustering_is_the_variance_of_openings_by_year_over_their_mean():
    """Three openings in one year and none in the next: mean 1.5, variance 4.5, ratio 3."""
    intensity = np.zeros((3, 25, 2), dtype=np.float32)
    for month in (2, 5, 8):
        intensity[0, month, 1] = 1.0
    for month in (3, 15):
        intensity[1, month : month + 2, 0] = 0.4
    found = clustering(histories(3, 25, intensity=intensity))
    assert found[:2].tolist() == pytest.approx([3.0, 0.0])
    assert np.isnan(found[2])
