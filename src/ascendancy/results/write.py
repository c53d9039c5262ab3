"""Writing a run folder: aside, then renamed, so that no reader ever sees half of one."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ascendancy.results.calendar import end_of_evidence
from ascendancy.results.content import canonical, document_hash, plain, run_digest, table_hash
from ascendancy.results.ensembles import PosteriorLike, RunLike
from ascendancy.results.folder import CLAIMS, MANIFEST, POSTERIOR, RunFolder, RunFolderError, read_run
from ascendancy.results.manifest import KIND, manifest
from ascendancy.results.tables import build

if TYPE_CHECKING:
    from ascendancy.case import Case

Progress = Callable[[int, int, str], None]


def write_run(
    folder: str | Path,
    *,
    case: Case,
    run: RunLike | Mapping[str, RunLike] | None = None,
    posterior: PosteriorLike | None = None,
    claims: Iterable[Any] | None = None,
    settings: Mapping[str, Any],
    progress: Progress | None = None,
) -> RunFolder:
    """Write a run folder and read it back.

    Parameters
    ----------
    folder : the run folder itself; an earlier run there is replaced, anything else is left alone
    case : the case that was run
    run : a run without evidence, or runs by account
    posterior : the posterior, if evidence was used
    claims : weighed claims (dataclasses, models or dicts)
    settings : every setting of the command, ``seed`` among them
    progress : called with (done, total, text)

    Raises
    ------
    RunFolderError
        where something that is not a run folder is in the way, or the place cannot be written
    """
    target = Path(folder).absolute()
    restore(target)
    refuse_foreign(target)
    aside = target.with_name(f".{target.name}.partial-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
    except OSError as error:
        raise RunFolderError(f"{target}: cannot be written ({error.strerror})") from error
    try:
        _fill(aside, case, run, posterior, claims, settings, progress)
        put_in_place(aside, target)
    except OSError as error:
        raise RunFolderError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return read_run(target)


def refuse_foreign(target: Path, kind: str = KIND, wanted: str = "a run folder") -> None:
    """Raise unless ``target`` is absent, an empty folder, or a folder of this kind (which may be replaced)."""
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir():
        raise RunFolderError(f"{target}: found a file, wanted a new folder or {wanted} to replace")
    if not any(target.iterdir()):
        return
    try:
        found = json.loads((target / MANIFEST).read_text(encoding="utf-8")).get("kind")
    except (OSError, ValueError, AttributeError):
        found = None
    if found != kind:
        raise RunFolderError(f"{target}: found a folder that holds other things, wanted {wanted} to replace")


def put_in_place(aside: Path, target: Path) -> None:
    """Rename the finished folder to its name; an earlier run steps aside first and is then removed."""
    earlier = _earlier(target)
    if target.exists():
        os.rename(target, earlier)
    os.rename(aside, target)
    shutil.rmtree(earlier, ignore_errors=True)


def restore(target: Path) -> None:
    """Tidy up after a write that was killed: bring an earlier run back, remove what was left half written."""
    earlier = _earlier(target)
    if earlier.exists():
        if target.exists():
            shutil.rmtree(earlier, ignore_errors=True)
        else:
            os.rename(earlier, target)
    for left in target.parent.glob(f".{target.name}.partial-*"):
        if not _running(left.name.rpartition("-")[2]):
            shutil.rmtree(left, ignore_errors=True)


def _earlier(target: Path) -> Path:
    return target.with_name(f".{target.name}.earlier")


def _running(process: str) -> bool:
    """Whether the process that owns a half-written folder is still at work (this one never is, on entry)."""
    if not process.isdigit() or int(process) == os.getpid():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _fill(
    aside: Path,
    case: Case,
    run: RunLike | Mapping[str, RunLike] | None,
    posterior: PosteriorLike | None,
    claims: Iterable[Any] | None,
    settings: Mapping[str, Any],
    progress: Progress | None,
) -> None:
    until = end_of_evidence(case, settings)
    tables = build(case, run, posterior, progress=progress, until=until)
    document = manifest(case, settings, _parts(tables["regime"]))
    hashes: dict[str, str] = {}
    for name, table in tables.items():
        hashes[name] = table_hash(table)
        document["tables"][name] = {
            "rows": len(table),
            "columns": list(table.columns),
            "sha256": hashes[name],
        }
        path = aside / f"{name}.parquet"
        table.to_parquet(path, engine="pyarrow", compression="zstd", index=False)
        document["files"][path.name] = file_hash(path)
    claims_hash = None
    if claims is not None:
        weighed = [plain(claim) for claim in claims]
        claims_hash = document_hash(weighed)
        _write_json(aside / CLAIMS, weighed)
        document["files"][CLAIMS] = file_hash(aside / CLAIMS)
    if posterior is not None:
        posterior.to_datatree().to_netcdf(aside / POSTERIOR, engine="h5netcdf")
        document["files"][POSTERIOR] = file_hash(aside / POSTERIOR)
    document["claims"] = claims_hash
    document["digest"] = run_digest(document, hashes, claims_hash)
    _write_json(aside / MANIFEST, document)


def _parts(regime: pd.DataFrame) -> dict[str, list[str]]:
    """Accounts present, by source."""
    return {
        source: list(dict.fromkeys(regime.loc[regime["source"] == source, "account"]))
        for source in ("prior", "posterior")
    }


def _write_json(path: Path, document: Any) -> None:
    canonical(document)  # refuses what JSON cannot hold before anything is written
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def file_hash(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
