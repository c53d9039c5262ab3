"""What the pages say of the code is what the code has: tables of likelihoods, names of coefficients, counts of rows."""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from ascendancy.case import load, month_index
from ascendancy.evidence import campaign, office, presence, resolution, statement
from ascendancy.regime.parameters import NAMES as REGIME
from ascendancy.regime.parameters import PRIORS
from ascendancy.society.parameters import NAMES as SOCIETY

DOCS = Path(__file__).resolve().parents[1] / "docs"
NUMBER = re.compile(r"(?<![\w.])\d*\.?\d+(?![\w.])")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def row(text: str, first: str, then: str = "") -> list[float]:
    """The numbers in the table row whose first cell is ``first``."""
    found = re.search(rf"^\| `?{re.escape(first)}`? \|{then}(.*)\|$", text, re.MULTILINE)
    assert found, first
    return [float(number) for number in NUMBER.findall(found[1])]


def test_the_tables_of_evidence_are_those_of_the_code():
    text = page("evidence.md")
    dismissals = text[text.index("**Dismissals**") : text.index("**Statements.**")]
    for name, values in office.DISMISSED.items():
        assert row(dismissals, name or "no status") == pytest.approx(values[:4])
    statements = text[text.index("**Statements.**") : text.index("**Resolutions.**")]
    for k, name in enumerate(("oppose", "wait", "support")):
        assert row(statements, name) == pytest.approx(statement.SAYS[k])
    resolutions = text[text.index("**Resolutions.**") : text.index("**A child campaign**")]
    assert row(resolutions, "none") == pytest.approx(resolution.PUBLISHED[0])
    assert row(resolutions, "majority") == pytest.approx(resolution.PUBLISHED[1])
    notices = text[text.index("**A child campaign**") : text.index("## Silence")]
    for name, values in campaign.CHILD.items():
        assert row(notices, name) == pytest.approx(np.asarray(values))
    assert row(text, "appearance") == pytest.approx(presence.SEEN)
    assert row(text, "appointment") == pytest.approx(office.APPOINTED)
    assert row(text, "(tenures)") == pytest.approx([*office.GOES_ON[:4], *office.ENDS[:4]])


def test_the_grades_have_the_priors_that_the_page_gives():
    for grade in "ABCDEF":
        prior = PRIORS[f"error_{grade.lower()}"]
        assert prior.dist == "beta"
        assert row(page("evidence.md"), grade) == pytest.approx(
            [prior.a, prior.b, prior.a / (prior.a + prior.b)], abs=0.005
        )


def test_the_models_page_names_coefficients_that_exist():
    text = page("model.md")
    files = {path.stem for path in (DOCS.parent / "src").rglob("*.py")}
    named = {name for name in re.findall(r"`([a-z]+_[a-z_]+)`", text) if name not in files}
    assert named
    assert named <= {*REGIME, *SOCIETY}


def test_the_number_of_coefficients_is_what_the_pages_say():
    for name in ("inference.md", "validation.md"):
        assert f"{len(REGIME) + len(SOCIETY)} of them" in page(name)


def test_the_page_on_china_counts_what_the_case_has():
    text, case = page("cases/china.md"), load("china")
    last = case.parameters.evidence_until
    before = [item for item in case.evidence if item.date.month <= last]
    assert f"| people | {len(case.people)}," in text
    assert f"| posts and tenures | {len(case.tenures)} spells" in text
    assert (
        f"{len(case.meetings)}; {len(case.campaigns)}, some under parent titles; {len(case.documents)} with"
        in text
    )
    public = len(case.known(last).evidence)
    assert (
        f"{len(case.evidence)} items of twelve kinds; {len(before)} on events to April 1966, {public} of all"
        in text
    )
    asked = sum(1 for claim in case.claims if claim.query)
    assert f"{len(case.claims)} rows for the sixteen claims" in text
    assert f"{asked} carry a query" in text
    kinds = Counter(item.kind for item in before)
    assert (
        f"{kinds['mentions']} mentions, {kinds['statement']} statements, {kinds['directive']} directives"
        in text
    )
    shared = [item for item in case.evidence if item.origin == "mao-1966-10"]
    assert len(shared) == 5  # «Five items share the origin»
    assert last == month_index("1966-04")


def test_the_page_on_china_gives_the_famines_rows():
    text, case = page("cases/china.md"), load("china")
    for item in case.evidence:
        if item.kind == "series" and item.datum.measure == "excess_deaths":
            year = item.date.text[:4]
            found = re.search(rf"{year}, ([\d.]+)(?: million)? \((?:s\.d\. )?([\d.]+)\)", text)
            assert found, year
            assert [float(found[1]), float(found[2])] == [item.datum.value, item.datum.sd]
