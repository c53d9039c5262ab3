import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pandas as pd
import pytest
import run_fakes

from ascendancy.results import RunFolderError, digest, read_run, write_run


def test_what_was_written_is_read_back(folder, case):
    run = read_run(folder)
    assert run.case_id == "nowhere"
    assert run.manifest["case"]["hash"] == case.hash
    assert run.manifest["seed"] == 7
    assert len(run["regime"]) == run.manifest["tables"]["regime"]["rows"]
    assert [claim["id"] for claim in run.claims] == ["K1", "K2"]
    assert "posterior" in run.posterior().children
    assert run.inferred


def test_digest_is_what_the_manifest_says(folder):
    assert digest(folder) == read_run(folder).digest


def test_digest_ignores_how_parquet_packs_a_table(folder):
    before = digest(folder)
    path = folder / "regime.parquet"
    packed = path.read_bytes()
    pd.read_parquet(path).to_parquet(path, compression=None, index=False)
    assert path.read_bytes() != packed
    assert digest(folder) == before
    assert len(read_run(folder)["regime"]) > 0


def test_digest_ignores_threads_and_time(tmp_path, case):
    settings = run_fakes.SETTINGS
    one = write_run(tmp_path / "a", case=case, run=run_fakes.run(), settings={**settings, "threads": 1})
    two = write_run(tmp_path / "b", case=case, run=run_fakes.run(), settings={**settings, "threads": 2})
    assert one.digest == two.digest


def test_digest_depends_on_seed_and_settings(tmp_path, case):
    settings = run_fakes.SETTINGS
    found = {
        write_run(tmp_path / str(i), case=case, run=run_fakes.run(), settings={**settings, **change}).digest
        for i, change in enumerate(({}, {"seed": 8}, {"particles": 64}))
    }
    assert len(found) == 3


def test_digest_changes_with_one_bit_of_a_table(folder):
    before = digest(folder)
    path = folder / "people.parquet"
    table = pd.read_parquet(path)
    bits = table["p_wait"].to_numpy(copy=True)
    bits.view("i8")[17] ^= 1
    table["p_wait"] = bits
    table.to_parquet(path, index=False)
    assert digest(folder) != before


def test_a_changed_table_is_refused(folder):
    path = folder / "bodies.parquet"
    table = pd.read_parquet(path)
    table.loc[0, "mean"] += 0.1
    table.to_parquet(path, index=False)
    with pytest.raises(RunFolderError, match=r"bodies.parquet was changed .* \(hash mismatch\)"):
        read_run(folder)


def test_a_changed_claim_is_refused(folder):
    path = folder / "claims.json"
    path.write_text(path.read_text().replace("unlikely", "likely").replace("0.3", "0.9"))
    with pytest.raises(RunFolderError, match=r"claims\.json was changed"):
        read_run(folder)


def test_a_changed_manifest_is_refused(folder):
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["seed"] = 8
    path.write_text(json.dumps(manifest))
    with pytest.raises(RunFolderError, match=r"manifest.json was changed"):
        read_run(folder)


@pytest.mark.parametrize("name", ["ess.parquet", "claims.json", "posterior.nc"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(RunFolderError, match=f"incomplete, {name} is missing"):
        read_run(folder)


def test_other_folders_are_no_run(tmp_path):
    with pytest.raises(RunFolderError, match="no such folder"):
        read_run(tmp_path / "nothing")
    with pytest.raises(RunFolderError, match="not a run folder"):
        read_run(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(RunFolderError, match="not JSON"):
        digest(tmp_path)


def test_a_folder_with_other_things_is_left_alone(tmp_path, case):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("x")
    with pytest.raises(RunFolderError, match="holds other things"):
        write_run(tmp_path / "letters", case=case, run=run_fakes.run(), settings={})
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["dear.txt"]


def test_an_earlier_run_is_replaced(folder, case):
    before = digest(folder)
    write_run(folder, case=case, run=run_fakes.run(), settings=run_fakes.SETTINGS)
    assert digest(folder) != before
    assert not (folder / "posterior.nc").exists()
    assert [p.name for p in folder.parent.iterdir()] == ["run"]


def test_a_failure_leaves_the_earlier_run_and_nothing_else(folder, case, monkeypatch):
    before = digest(folder)

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", full)
    with pytest.raises(RunFolderError, match="cannot be written"):
        write_run(folder, case=case, run=run_fakes.run(), settings={})
    assert digest(folder) == before
    assert [p.name for p in folder.parent.iterdir()] == ["run"]


KILLED = """
    import os, sys
    sys.path.insert(0, sys.argv[2])
    import run_fakes
    from ascendancy.results import write, write_run
    real = os.rename
    def rename(a, b):
        if int(sys.argv[3]) == rename.calls:
            os._exit(9)
        rename.calls += 1
        real(a, b)
    rename.calls = 0
    write.os.rename = rename
    write_run(sys.argv[1], case=run_fakes.case(), run=run_fakes.run(), settings={"seed": 99})
"""


@pytest.mark.parametrize("renames", [0, 1])
def test_killed_before_the_last_rename_leaves_nothing_half(folder, case, renames):
    before = digest(folder)
    here = str(Path(__file__).parent)
    script = [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), here, str(renames)]
    assert subprocess.run(script, check=False).returncode == 9
    if renames == 0:
        assert digest(folder) == before
    else:
        assert not folder.exists()  # the earlier run stands aside, whole: the next write brings it back
    assert list(folder.parent.glob(".run.partial-*"))
    write_run(folder, case=case, run=run_fakes.run(), settings=run_fakes.SETTINGS)
    assert [p.name for p in folder.parent.iterdir()] == ["run"]
    assert read_run(folder).manifest["seed"] == 7


def test_a_write_still_at_work_is_not_swept_away(tmp_path, case):
    other = tmp_path / f".run.partial-{os.getppid()}"
    other.mkdir()
    write_run(tmp_path / "run", case=case, run=run_fakes.run(), settings={})
    assert other.exists()
