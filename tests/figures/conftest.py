import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "results"))


@pytest.fixture(scope="session")
def case():
    import run_fakes

    return run_fakes.case()


@pytest.fixture(scope="session")
def tables(case):
    import run_fakes

    from ascendancy.results import build

    return build(case, run_fakes.run(), run_fakes.Posterior())


@pytest.fixture(scope="session")
def simulated(case):
    import run_fakes

    from ascendancy.results import build

    return build(case, run_fakes.run())
