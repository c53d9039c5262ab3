"""A copy of the demonstration case to plant faults in."""

import shutil

import pytest

from ascendancy.case import load


@pytest.fixture
def folder(tmp_path):
    """A copy of the demonstration case."""
    copy = tmp_path / "case"
    shutil.copytree(load("demo").folder, copy)
    return copy
