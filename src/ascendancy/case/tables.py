"""From the files of a folder to rows, with a fault for whatever cannot be read.

Nothing stops at the first fault: a cell that cannot be read is None in its row, and the other cells of that
row still take part in every later check.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ascendancy.case.faults import Fault, quoted
from ascendancy.case.schema import REQUIRED, TABLES, Row, columns
from ascendancy.case.schema.datum import DATA, DatumError, parse
from ascendancy.case.schema.row import adapter

NEVER_EMPTY = ("people", "posts", "tenures", "sources")
Tables = dict[str, tuple[Row, ...]]


def read_tables(folder: Path) -> tuple[Tables, list[Fault]]:
    """Read every table of a case folder.

    Returns
    -------
    tables : dict
        Rows by table; an absent table is empty. Rows with faults hold None for the cells at fault.
    faults : list of Fault
    """
    tables: Tables = {}
    faults: list[Fault] = []
    for name, model in TABLES.items():
        path = folder / f"{name}.csv"
        tables[name] = ()
        if path.is_file():
            tables[name], found = read_table(path, model)
            faults += found
            if name in NEVER_EMPTY and not tables[name] and not found:
                faults.append(Fault(path.name, 1, "-", "no row below the header", f"a row of {name}"))
        elif path.exists() or name in REQUIRED:
            found_text = "no file" if not path.exists() else "something that is not a file"
            faults.append(Fault(path.name, 0, "-", found_text, f"a table of {name}"))
    return tables, faults


def read_table(path: Path, model: type[Row]) -> tuple[tuple[Row, ...], list[Fault]]:
    """Read one CSV file into rows of a model."""
    faults: list[Fault] = []
    try:
        data = path.read_bytes()
    except OSError as error:
        return (), [Fault(path.name, 0, "-", f"a file that cannot be read ({error.strerror})", "a table")]
    text, fault = _decode(path.name, data)
    faults += fault
    records = list(_records(path.name, text, faults))
    if not records:
        return (), [*faults, Fault(path.name, 1, "-", "nothing", "a header")]
    header = [name.strip() for name in records[0][1]]
    faults += _header_faults(path.name, header, model)
    rows = []
    for line, values in records[1:]:
        if len(values) != len(header):
            found, wanted = f"{len(values)} cells", f"{len(header)}, as many as the header has"
            faults.append(Fault(path.name, line, "-", found, wanted))
        cells = {name: value.strip() for name, value in zip(header, values, strict=False)}
        row, found_faults = _read_row(path.name, line, cells, model, set(header))
        rows.append(row)
        faults += found_faults
    return tuple(rows), faults


def _decode(file: str, data: bytes) -> tuple[str, list[Fault]]:
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(file, line, "-", f"byte 0x{data[error.start]:02x}", "text in UTF-8")
        return data.decode("utf-8-sig", errors="replace"), [fault]


def _records(file: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(
            Fault(file, line, "-", f"a row that cannot be read ({error})", "comma-separated values")
        )


def _header_faults(file: str, header: list[str], model: type[Row]) -> list[Fault]:
    wanted = {column.name: column for column in columns(model)}
    faults = [
        Fault(file, 1, name, "no such column", f"a column {name}: {column.description}")
        for name, column in wanted.items()
        if column.required and name not in header
    ]
    for name, times in Counter(header).items():
        if times > 1:
            faults.append(Fault(file, 1, name or "-", f"the column {times} times", "it once"))
        if name not in wanted:
            faults.append(
                Fault(file, 1, name or "-", f"column {quoted(name)}", "one of " + ", ".join(wanted))
            )
    return faults


def _read_row(
    file: str, line: int, cells: dict[str, str], model: type[Row], header: Iterable[str]
) -> tuple[Row, list[Fault]]:
    known = {column.name: column for column in columns(model)}
    values: dict[str, Any] = {name: text for name, text in cells.items() if text and name in known}
    try:
        return model.model_validate({**values, "row": line}), []
    except ValidationError:
        pass
    faults = []
    read: dict[str, Any] = {"row": line}
    for name, column in known.items():
        field = model.model_fields[name]
        if name == "datum":
            read[name], pairs = _read_datum(cells)
            faults += [Fault(file, line, name, found, wanted) for found, wanted in pairs]
        elif name not in values:
            read[name] = None if column.required else field.default
            if column.required and name in header:
                faults.append(Fault(file, line, name, "nothing", column.cell.wanted))
        else:
            try:
                read[name] = adapter(model, name).validate_python(values[name])
            except ValidationError:
                read[name] = None
                faults.append(Fault(file, line, name, quoted(values[name]), column.cell.wanted))
    return model.model_construct(**read), faults


def _read_datum(cells: dict[str, str]) -> tuple[Any, list[tuple[str, str]]]:
    kind = cells.get("kind", "")
    if kind not in DATA:
        return None, []
    try:
        return parse(kind, cells.get("datum", "")), []
    except DatumError as error:
        return None, error.faults


def write_table(path: Path, model: type[Row], rows: Iterable[Row]) -> None:
    """Write rows as a CSV file with every column of the model."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [column.name for column in columns(model)], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row.cells() for row in rows)
