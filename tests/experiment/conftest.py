"""One small frontier for all tests of this room."""

import pytest


@pytest.fixture(scope="session")
def found():
    from ascendancy.experiment.frontier import frontier

    return frontier(quick=True, draws=4, largest=1_000, seed=5, threads=1)
