"""Canonical content: what of a table or a document counts when two results are compared.

A table is its column names, their kinds, and the values as little-endian bytes in order. How Parquet
packs them, when they were written and on how many threads does not count.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# settings that change how a result is reached or shown, never what it is
INDIFFERENT = frozenset(
    {"threads", "command", "workers", "progress", "out", "created", "elapsed", "seconds", "jobs"}
)


def _column(values: pd.Series[Any]) -> tuple[str, bytes]:
    if pd.api.types.is_datetime64_any_dtype(values):
        days = values.to_numpy().astype("datetime64[D]").astype("<i8")
        return "date", days.tobytes()
    if pd.api.types.is_bool_dtype(values):
        return "bool", values.to_numpy().astype("u1").tobytes()
    if pd.api.types.is_numeric_dtype(values):
        array: NDArray[Any] = values.to_numpy()
        small_end = array.astype(array.dtype.newbyteorder("<"))
        if array.dtype.kind == "f":
            small_end = np.where(np.isnan(small_end), np.array(np.nan, small_end.dtype), small_end)
        return f"{array.dtype.kind}{array.dtype.itemsize}", small_end.tobytes()
    codes, distinct = pd.factorize(
        values
    )  # each text is spelled once; −1, the last, stands for a missing one
    spelled = [f"{len(text)}:{text}" for text in map(str, distinct)]
    spelled.append("0:")
    return "text", "".join([spelled[code] for code in codes.tolist()]).encode()


def table_hash(table: pd.DataFrame) -> str:
    """Hexadecimal SHA-256 of a table's canonical content."""
    digest = hashlib.sha256()
    digest.update(f"{len(table)} rows\n".encode())
    for name in table.columns:
        kind, content = _column(table[name])
        digest.update(f"{name}:{kind}:{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def plain(value: Any) -> Any:
    """A value as JSON holds it: models as dicts, arrays as lists, NaN as null, infinity as text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float | np.floating):
        number = float(value)
        if math.isnan(number):
            return None
        return number if math.isfinite(number) else ("infinity" if number > 0 else "-infinity")
    if isinstance(value, np.bool_ | np.integer):
        return value.item()
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    for method in ("as_dict", "to_dict", "model_dump", "_asdict"):
        if hasattr(value, method) and not isinstance(value, type):
            return plain(getattr(value, method)())
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if hasattr(value, "items"):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if hasattr(value, "__iter__"):
        return [plain(item) for item in value]
    return str(value)


def canonical(document: Any) -> bytes:
    """A JSON document in one spelling: sorted keys, no spaces."""
    return json.dumps(
        document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def document_hash(document: Any) -> str:
    """Hexadecimal SHA-256 of a JSON document's canonical spelling."""
    return hashlib.sha256(canonical(document)).hexdigest()


def matters(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings that bear on the result (threads, folders and clocks left out)."""
    return {key: value for key, value in settings.items() if key not in INDIFFERENT}


def run_digest(manifest: dict[str, Any], tables: dict[str, str], claims: str | None) -> str:
    """The digest of a run: case, seed, parameters and settings, with the hashes of its tables and claims."""
    return document_hash(
        {
            "format": manifest["format"],
            "case": {"id": manifest["case"]["id"], "hash": manifest["case"]["hash"]},
            "seed": manifest["seed"],
            "parameters": manifest["parameters"],
            "settings": matters(manifest["settings"]),
            "tables": tables,
            "claims": claims,
        }
    )
