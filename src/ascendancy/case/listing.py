"""The tables of a case as a Markdown listing, for docs/cases.md."""

from __future__ import annotations

from ascendancy.case.schema import REQUIRED, TABLES, columns
from ascendancy.case.schema.datum import DATA
from ascendancy.case.schema.row import Column, Record


def tables() -> str:
    """Every table with its columns; a column in bold is filled in every row."""
    parts = []
    for name, model in TABLES.items():
        need = "every case has it" if name in REQUIRED else "optional"
        parts.append(
            f"### {name}\n\n{_summary(model)} ({need}; key: {', '.join(model.key)})\n\n{_table(model)}"
        )
    return "\n\n".join(parts) + "\n"


def data() -> str:
    """Every kind of evidence with the keys of its datum."""
    lines = ["| kind | keys of the datum | what it is |", "| --- | --- | --- |"]
    for kind, model in DATA.items():
        keys = "; ".join(_key(column) for column in columns(model))
        lines.append(f"| `{kind}` | {keys} | {_summary(model)} |")
    return "\n".join(lines) + "\n"


def _summary(model: type[Record]) -> str:
    return (model.__doc__ or "").strip().splitlines()[0]


def _table(model: type[Record]) -> str:
    lines = ["| column | what it says | what is wanted |", "| --- | --- | --- |"]
    for column in columns(model):
        name = f"**{column.name}**" if column.required else column.name
        lines.append(f"| {name} | {column.description} | {column.cell.wanted} |")
    return "\n".join(lines)


def _key(column: Column) -> str:
    return (
        f"**{column.name}** ({column.cell.wanted})"
        if column.required
        else f"{column.name} ({column.cell.wanted})"
    )
