import json

import numpy as np
import plotly.graph_objects as go
import pytest
import run_fakes

from ascendancy import figures
from ascendancy.figures.style import ACCOUNT_COLOURS, INK, PALETTE, PAPER, SOFT
from ascendancy.results import plain


def every(tables, case):
    yield figures.ascendancy(tables, case)
    yield figures.people(tables, case, "stance")
    yield figures.people(tables, case, "status")
    yield figures.heir(tables, case)
    yield figures.turnover(tables, case)
    yield figures.compared(tables, case)
    yield from (figures.society(tables, name) for name in figures.measures(tables))


def test_every_figure_is_drawn_from_a_posterior(tables, case):
    drawn = [*every(tables, case), figures.surprise(tables, case), figures.ess(tables)]
    assert all(len(figure.data) > 0 for figure in drawn)


def test_every_figure_is_drawn_from_a_simulation_alone(simulated, case):
    assert all(isinstance(figure, go.Figure) for figure in every(simulated, case))


def test_no_figure_fetches_outlines(tables, case):
    kinds = {trace.type for figure in every(tables, case) for trace in figure.data}
    assert kinds <= {"scatter", "heatmap"}


def test_bands_of_the_figure_are_those_of_the_table(tables, case):
    figure = figures.ascendancy(tables, case, account="levers")
    table = tables["regime"].query(
        "variable == 'ascendancy' and account == 'levers' and source == 'posterior'"
    )
    mean = next(trace for trace in figure.data if trace.name == "ascendancy")
    np.testing.assert_array_equal(mean.y, table["mean"])
    np.testing.assert_array_equal(np.asarray(mean.customdata)[:, 0], table["q05"])


def test_evidence_not_yet_public_is_not_marked(tables, case):
    last = case.evidence[-1].date.month

    def marks(until: int) -> int:
        figure = figures.ascendancy(tables, case, until=until)
        return sum(len(t.x) for t in figure.data if t.type == "scatter" and t.mode == "markers")

    assert marks(last) == len(case.evidence)
    assert marks(last - 1) == len(case.evidence) - 1


def test_evidence_names_its_source_and_date(tables, case):
    figure = figures.ascendancy(tables, case)
    hover = next(t for t in figure.data if t.type == "scatter" and t.mode == "markers").text
    assert "Annals of &lt;Nowhere&gt;, 1971, p. 1" in hover[1]
    assert "1955-02" in hover[1]


def test_children_lie_in_the_lane_of_their_parent_title(case, tables):
    from ascendancy.figures.campaigns import lanes

    found = lanes(case, tables["regime"]["month"].drop_duplicates())
    assert [(lane.parent.id, [child.id for child in lane.children]) for lane in found] == [
        ("tidying", ["papers"])
    ]


def test_people_are_sorted_by_power(tables, case):
    figure = figures.people(tables, case)
    assert figure.data[0].y[0] == "Chen Ao 陈敖"
    assert list(figure.data[0].y)[-1] == "Lu Ji 陆己"


def test_the_dead_are_left_blank(tables, case):
    z = np.asarray(figures.people(tables, case).data[0].z, dtype=float)
    assert np.isnan(z[-1, -1])
    assert not np.isnan(z[0, -1])


def test_an_unknown_account_is_named(tables, case):
    with pytest.raises(
        ValueError, match="found 'monarchy', wanted one of majority, dominance, levers, mixed"
    ):
        figures.ascendancy(tables, case, account="monarchy")


def test_claims_lie_on_log_odds_and_within_the_edges():
    figure = figures.weighed([plain(claim) for claim in run_fakes.claims()])
    edge = figure.layout.xaxis.range[1]
    assert all(abs(x) <= edge for trace in figure.data for x in trace.x)
    assert {trace.name for trace in figure.data} == {"majority", "dominance", "levers", "mixed"}


def test_a_claim_that_was_not_testable_is_an_empty_row():
    claim = {"id": "C9", "statement": "s", "prior": None, "posterior": None, "accounts": {}}
    figure = figures.weighed([claim])
    assert len(figure.data) == 0
    assert figure.layout.yaxis.ticktext == ("C9",)


def test_a_figure_survives_json(tables, case):
    assert json.loads(figures.ascendancy(tables, case).to_json())["data"]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [INK, SOFT])
def test_lettering_has_contrast_aa(colour):
    assert (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("colour", [*ACCOUNT_COLOURS.values(), *PALETTE[:5]])
def test_lines_have_contrast_for_graphics(colour):
    assert (luminance(PAPER) + 0.05) / (luminance(colour) + 0.05) >= 3.0
