"""datapackage.json: a case folder described as a Frictionless Data Package, generated from the row models.

The fields of a table are the columns its file has. Lists within a cell, dates and references inside lists
have no equal in a table schema; they are described as text, and ``case:list``, ``case:refersTo`` and
``case:wanted`` say the rest.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ascendancy.case.parameters import read_parameters
from ascendancy.case.schema import TABLES, Column, Row, columns
from ascendancy.case.tables import read_table

FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"


def describe(folder: Path) -> dict[str, Any]:
    """The descriptor of a case folder, from its parameters and the tables it has.

    Parameters
    ----------
    folder : Path
        A case folder.
    """
    parameters, _ = read_parameters(folder)
    present = [name for name in TABLES if (folder / f"{name}.csv").is_file()]
    sources = read_table(folder / "sources.csv", TABLES["sources"])[0] if "sources" in present else ()
    return {
        "$schema": PROFILE,
        "name": parameters.id,
        "title": parameters.title,
        "description": parameters.description,
        "resources": [_resource(folder, name, present) for name in present],
        "sources": [{"title": f"{row.cells()['author']}: {row.cells()['title']}"} for row in sources],
    }


def text(folder: Path) -> str:
    """The descriptor as it stands in the file."""
    return json.dumps(describe(folder), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> Path:
    """Write datapackage.json into a case folder."""
    path = folder / FILE
    part = folder / f".{FILE}.part"
    part.write_text(text(folder), encoding="utf-8")
    return part.rename(path)


def _resource(folder: Path, name: str, present: list[str]) -> dict[str, Any]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    return {
        "$schema": RESOURCE_PROFILE,
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": (TABLES[name].__doc__ or "").strip().splitlines()[0],
        "schema": schema(TABLES[name], header, present),
    }


def schema(model: type[Row], header: Sequence[str], present: Sequence[str]) -> dict[str, Any]:
    """The table schema of a row model.

    Parameters
    ----------
    model : type of Row
    header : sequence of str
        Columns of the file, in order.
    present : sequence of str
        Tables of the folder: foreign keys point only to these.
    """
    known = {column.name: column for column in columns(model)}
    fields = [known[name] for name in header if name in known]
    described: dict[str, Any] = {"fields": [_field(column) for column in fields]}
    if all(known[name].required for name in model.key):
        described["primaryKey"] = list(model.key)
    keys = [_foreign_key(model, column) for column in fields if _is_foreign_key(column, present)]
    if keys:
        described["foreignKeys"] = keys
    return described


def _field(column: Column) -> dict[str, Any]:
    cell = column.cell
    field: dict[str, Any] = {"name": column.name, "type": cell.kind, "description": column.description}
    if cell.kind == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    limits: dict[str, Any] = {"required": True} if column.required else {}
    limits |= {"enum": list(column.choices)} if column.choices else {}
    limits |= {"minimum": cell.minimum} if cell.minimum is not None else {}
    limits |= {"maximum": cell.maximum} if cell.maximum is not None else {}
    if limits:
        field["constraints"] = limits
    if cell.separator:
        field["case:list"] = cell.separator.strip() or " "
    if cell.refers:
        field["case:refersTo"] = list(cell.refers)
    field["case:wanted"] = cell.wanted
    return field


def _is_foreign_key(column: Column, present: Sequence[str]) -> bool:
    cell = column.cell
    single = not cell.separator and not cell.also and len(cell.refers) == 1
    return single and cell.refers[0] in present and len(TABLES[cell.refers[0]].key) == 1


def _foreign_key(model: type[Row], column: Column) -> dict[str, Any]:
    (table,) = column.cell.refers
    resource = "" if table == model.table else table
    return {
        "fields": [column.name],
        "reference": {"resource": resource, "fields": [TABLES[table].key[0]]},
    }
