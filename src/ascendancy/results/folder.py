"""Reading a run folder back: tables as DataFrames, claims as a list, the posterior as an xarray DataTree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ascendancy.results.content import document_hash, run_digest, table_hash
from ascendancy.results.manifest import FORMAT, KIND

if TYPE_CHECKING:
    from xarray import DataTree

MANIFEST = "manifest.json"
CLAIMS = "claims.json"
POSTERIOR = "posterior.nc"


class RunFolderError(Exception):
    """A run folder that cannot be written or read; its text is one message for the user."""


class RunFolder(Mapping[str, pd.DataFrame]):
    """A run folder: a mapping from table names to DataFrames, each read when first asked for.

    Attributes
    ----------
    path : where it is
    manifest : versions, seed, case hash, parameters, settings, tables with their rows and hashes

    Examples
    --------
    >>> run = read_run("runs/china")                    # doctest: +SKIP
    >>> run["regime"].query("variable == 'ascendancy'")  # doctest: +SKIP
    """

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self._tables: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.manifest["tables"]:
            raise KeyError(name)
        if name not in self._tables:
            self._tables[name] = _read_table(self.path, name, self.manifest["tables"][name]["sha256"])
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.manifest["tables"])

    def __len__(self) -> int:
        return len(self.manifest["tables"])

    def __repr__(self) -> str:
        return f"RunFolder({str(self.path)!r}, digest={self.digest[:12]})"

    @property
    def digest(self) -> str:
        """The digest recorded when the run was written."""
        return str(self.manifest["digest"])

    @property
    def case_id(self) -> str:
        """Id of the case that was run."""
        return str(self.manifest["case"]["id"])

    @property
    def claims(self) -> list[dict[str, Any]] | None:
        """The weighed claims, or None where none were weighed."""
        path = self.path / CLAIMS
        if self.manifest["claims"] is None:
            return None
        claims: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return claims

    @property
    def inferred(self) -> bool:
        """Whether evidence was used: whether there is a posterior."""
        return bool(self.manifest["parts"]["posterior"])

    def accounts(self, source: str) -> list[str]:
        """Accounts present under a source, ``prior`` or ``posterior``."""
        return list(self.manifest["parts"].get(source, []))

    def posterior(self) -> DataTree:
        """The posterior in ArviZ's layout.

        Raises
        ------
        RunFolderError
            where the run simulated only
        """
        import xarray

        path = self.path / POSTERIOR
        if POSTERIOR not in self.manifest["files"]:
            raise RunFolderError(f"{self.path}: this run simulated only and has no posterior")
        return xarray.open_datatree(path, engine="h5netcdf")


def read_run(folder: str | Path) -> RunFolder:
    """Open a run folder.

    Every file is compared with the hash written with it (tables by content, so that a table saved anew
    with the same content passes).

    Raises
    ------
    RunFolderError
        where the folder is no run folder, is incomplete, or was changed since it was written
    """
    path = Path(folder).absolute()
    manifest = _read_manifest(path)
    for name, recorded in manifest["files"].items():
        file = path / name
        if not file.is_file():
            raise RunFolderError(f"{path}: incomplete, {name} is missing")
        with file.open("rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == recorded
        if not same:
            _check_content(path, name, manifest)
    hashes = {name: entry["sha256"] for name, entry in manifest["tables"].items()}
    if run_digest(manifest, hashes, manifest["claims"]) != manifest["digest"]:
        raise RunFolderError(f"{path}: {MANIFEST} was changed since the run was written (digest mismatch)")
    return RunFolder(path, manifest)


def digest(folder: str | Path) -> str:
    """Hexadecimal digest of a run, computed from what the folder holds now.

    It covers the case's hash, the seed, parameters and settings, the content of every table and the
    claims; not how Parquet packs them, nor times, threads, platform or versions. Two folders with the
    same digest hold the same results.

    Raises
    ------
    RunFolderError
        where the folder is no run folder or a table is missing
    """
    path = Path(folder).absolute()
    manifest = _read_manifest(path)
    hashes = {name: table_hash(_read_table(path, name, None)) for name in manifest["tables"]}
    claims = None
    if manifest["claims"] is not None:
        claims = document_hash(_read_json(path / CLAIMS))
    return run_digest(manifest, hashes, claims)


def _read_manifest(path: Path) -> dict[str, Any]:
    if not path.is_dir():
        raise RunFolderError(f"{path}: no such folder, wanted a run folder")
    if not (path / MANIFEST).is_file():
        raise RunFolderError(f"{path}: not a run folder, {MANIFEST} is missing")
    document = _read_json(path / MANIFEST)
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise RunFolderError(f"{path}: not a run folder, {MANIFEST} is of another kind")
    if document.get("format") != FORMAT:
        found = document.get("format")
        raise RunFolderError(f"{path}: written in format {found!r}, this version reads format {FORMAT}")
    wanted = ("case", "claims", "digest", "files", "parameters", "parts", "seed", "settings", "tables")
    missing = [key for key in wanted if key not in document]
    if missing:
        raise RunFolderError(f"{path}: {MANIFEST} is incomplete, {missing[0]!r} is missing")
    return document


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RunFolderError(f"{path.parent}: incomplete, {path.name} is missing") from error
    except ValueError as error:
        raise RunFolderError(f"{path.parent}: {path.name} is not JSON ({error})") from error


def _read_table(path: Path, name: str, recorded: str | None) -> pd.DataFrame:
    file = path / f"{name}.parquet"
    if not file.is_file():
        raise RunFolderError(f"{path}: incomplete, {file.name} is missing")
    try:
        table = pd.read_parquet(file, engine="pyarrow")
    except Exception as error:  # pyarrow raises many kinds for a damaged file
        raise RunFolderError(f"{path}: {file.name} cannot be read as Parquet") from error
    if recorded is not None and table_hash(table) != recorded:
        raise RunFolderError(f"{path}: {file.name} was changed since the run was written (hash mismatch)")
    return table


def _check_content(path: Path, name: str, manifest: dict[str, Any]) -> None:
    """A file whose bytes differ: pass it where its content is the same, else say that it was changed."""
    table = name.removesuffix(".parquet")
    if table in manifest["tables"]:
        _read_table(path, table, manifest["tables"][table]["sha256"])
    elif name != CLAIMS or document_hash(_read_json(path / CLAIMS)) != manifest["claims"]:
        raise RunFolderError(f"{path}: {name} was changed since the run was written (hash mismatch)")
