import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def case():
    import run_fakes

    return run_fakes.case()


@pytest.fixture(scope="session")
def pristine(tmp_path_factory, case):
    """A run folder with everything in it; tests that change it take a copy."""
    import run_fakes

    from ascendancy.results import write_run

    return write_run(
        tmp_path_factory.mktemp("runs") / "run",
        case=case,
        run=run_fakes.run(),
        posterior=run_fakes.Posterior(),
        claims=run_fakes.claims(),
        settings=run_fakes.SETTINGS,
    ).path


@pytest.fixture
def folder(tmp_path, pristine):
    import shutil

    return shutil.copytree(pristine, tmp_path / "run")
