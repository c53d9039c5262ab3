"""docs/cases.md names every table and column as the models have them."""

from pathlib import Path

import pytest

from ascendancy.case import listing

PAGE = Path(__file__).parents[2] / "docs" / "cases.md"


@pytest.mark.parametrize("part", [listing.data, listing.tables])
def test_the_page_has_the_listing_that_the_models_give(part):
    heading = f"<!-- generated from ascendancy.case.listing.{part.__name__} -->\n"
    assert heading + part() in PAGE.read_text(encoding="utf-8")
