"""A row of a table, and what can be read off its model: columns, what is wanted in them, its text."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ascendancy.case.schema.cells import Cell, text_of


class Record(BaseModel):
    """Named values that do not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(Record):
    """A row of a table.

    Attributes
    ----------
    row : int
        The line of the file on which it begins; the header is line 1. Zero for a row made in memory.
    """

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]

    row: int = Field(default=0, exclude=True, repr=False)

    def cells(self) -> dict[str, str]:
        """The row as text, a cell a column."""
        return {
            column.name: text_of(getattr(self, column.name), column.cell.separator)
            for column in columns(type(self))
        }


def must(description: str) -> Any:
    """A column that every row fills."""
    return Field(description=description)


def may(description: str, default: Any = None) -> Any:
    """A column that a row may leave empty, and a file may leave out."""
    return Field(default=default, description=description)


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, whether every row fills it, what is wanted there, the words allowed."""

    name: str
    required: bool
    description: str
    cell: Cell
    choices: tuple[str, ...] = ()


@cache
def columns(model: type[Record]) -> tuple[Column, ...]:
    """The columns of a model, in order."""
    hints = typing.get_type_hints(model, include_extras=True)
    found = []
    for name, field in model.model_fields.items():
        if name == "row":
            continue
        cell, choices = _wanted(hints[name])
        found.append(Column(name, field.is_required(), field.description or "", cell, choices))
    return tuple(found)


def _wanted(hint: Any) -> tuple[Cell, tuple[str, ...]]:
    if typing.get_origin(hint) is Literal:
        words = typing.get_args(hint)
        return Cell("one of " + ", ".join(words)), words
    for note in getattr(hint, "__metadata__", ()):
        if isinstance(note, Cell):
            return note, ()
    for part in typing.get_args(hint):
        if part is not type(None):
            cell, choices = _wanted(part)
            if cell.wanted:
                return cell, choices
    return Cell(""), ()


@cache
def adapter(model: type[Record], name: str) -> TypeAdapter[Any]:
    """What reads one column of a model by itself."""
    field = model.model_fields[name]
    annotation: Any = field.annotation
    for note in field.metadata:
        annotation = Annotated[annotation, note]
    return TypeAdapter(annotation)
