"""The folder of a frontier: a manifest and its tables as Parquet, written aside and renamed.

It stands by itself, or as ``frontier/`` within a run folder, whose report then shows it. The run's own digest does not
cover it: it has one of its own.
"""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ascendancy.results.content import document_hash, matters, plain, table_hash
from ascendancy.results.folder import MANIFEST, RunFolderError
from ascendancy.results.manifest import versions
from ascendancy.results.write import put_in_place, refuse_foreign, restore

KIND = "ascendancy frontier"
FORMAT = 1
NAME = "frontier"
"""Its name within a run folder."""


class FrontierFolder(Mapping[str, pd.DataFrame]):
    """A frontier that was written: a mapping from the names of its tables to DataFrames."""

    def __init__(self, path: Path, manifest: dict[str, Any], tables: dict[str, pd.DataFrame]) -> None:
        self.path = path
        self.manifest = manifest
        self._tables = tables

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    @property
    def settings(self) -> dict[str, Any]:
        """What it was computed with."""
        return dict(self.manifest["settings"])

    @property
    def digest(self) -> str:
        """Hash of settings and tables."""
        return str(self.manifest["digest"])


def write_frontier(
    folder: str | Path, tables: Mapping[str, pd.DataFrame], settings: Mapping[str, Any]
) -> FrontierFolder:
    """Write a frontier and read it back.

    Parameters
    ----------
    folder : path
        An earlier frontier there is replaced, anything else left alone.
    tables : mapping of name to DataFrame
    settings : mapping
        What it was computed with; threads and the command are kept, but are no part of the digest.

    Returns
    -------
    FrontierFolder

    Raises
    ------
    RunFolderError
        where something else is in the way, or the place cannot be written
    """
    target = Path(folder).absolute()
    restore(target)
    refuse_foreign(target, KIND, "a frontier")
    aside = target.with_name(f".{target.name}.partial-{os.getpid()}")
    chosen = plain(settings)
    hashes = {name: table_hash(table) for name, table in tables.items()}
    document = {
        "kind": KIND, "format": FORMAT, "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "versions": versions(), "settings": chosen, "tables": hashes, "digest": _digest(chosen, hashes),
    }  # fmt: skip
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir()
        for name, table in tables.items():
            table.to_parquet(aside / f"{name}.parquet", engine="pyarrow", compression="zstd", index=False)
        text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
        (aside / MANIFEST).write_text(text, encoding="utf-8")
        put_in_place(aside, target)
    except OSError as error:
        raise RunFolderError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return read_frontier(target)


def read_frontier(folder: str | Path) -> FrontierFolder:
    """Read a frontier.

    Raises
    ------
    RunFolderError
        where the folder is no frontier, is incomplete, or was changed since it was written
    """
    path = Path(folder).absolute()
    try:
        document = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
        kind, hashes, settings = document["kind"], document["tables"], document["settings"]
    except (OSError, ValueError, KeyError, TypeError):
        raise RunFolderError(f"{path}: not a frontier, {MANIFEST} is missing or damaged") from None
    if kind != KIND or document.get("format") != FORMAT:
        raise RunFolderError(
            f"{path}: found {kind!r}, format {document.get('format')}, wanted {KIND!r}, {FORMAT}"
        )
    tables = {}
    for name, recorded in hashes.items():
        try:
            table = pd.read_parquet(path / f"{name}.parquet", engine="pyarrow")
        except Exception as error:  # pyarrow raises many kinds for a damaged file
            raise RunFolderError(f"{path}: {name}.parquet is missing or damaged") from error
        if table_hash(table) != recorded:
            raise RunFolderError(f"{path}: {name}.parquet was changed since it was written (hash mismatch)")
        tables[name] = table
    if document.get("digest") != _digest(settings, hashes):
        raise RunFolderError(f"{path}: {MANIFEST} was changed since it was written (digest mismatch)")
    return FrontierFolder(path, document, tables)


def frontier_within(run_folder: Path) -> FrontierFolder | None:
    """The frontier that was added to a run folder, if one was."""
    path = run_folder / NAME
    return read_frontier(path) if path.is_dir() else None


def _digest(settings: dict[str, Any], hashes: dict[str, str]) -> str:
    return document_hash({"format": FORMAT, "settings": matters(settings), "tables": hashes})
