import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "results"))


@pytest.fixture(scope="session")
def case():
    import run_fakes

    return run_fakes.case()


@pytest.fixture(scope="session")
def run(tmp_path_factory, case):
    import run_fakes

    from ascendancy.results import write_run

    return write_run(
        tmp_path_factory.mktemp("runs") / "run",
        case=case,
        run=run_fakes.run(),
        posterior=run_fakes.Posterior(),
        claims=run_fakes.claims(),
        settings=run_fakes.SETTINGS,
    )


@pytest.fixture(scope="session")
def simulated(tmp_path_factory, case):
    import run_fakes

    from ascendancy.results import write_run

    folder = tmp_path_factory.mktemp("runs") / "simulated"
    return write_run(folder, case=case, run=run_fakes.run(), settings=run_fakes.SETTINGS)


@pytest.fixture(scope="session")
def report(run, case):
    from ascendancy.report import write_report

    return write_report(run, case)
