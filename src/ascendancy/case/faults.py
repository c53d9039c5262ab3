"""A fault in a case folder, and the error that carries them all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault.

    Attributes
    ----------
    file : str
        File name inside the case folder.
    row : int
        Line of the file; 1 is the header, 0 the file as a whole.
    column : str
        Column, or key of parameters.toml; ``-`` where the fault is in no one column.
    found, wanted : str
        What stands there and what should.
    """

    file: str
    row: int
    column: str
    found: str
    wanted: str

    def __str__(self) -> str:
        line = f"{self.file}:{self.row}:{self.column}: found {self.found}, wanted {self.wanted}"
        return " ".join(line.split())


class CaseError(Exception):
    """A case that cannot be used. Its text is its faults, one a line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def quoted(text: str) -> str:
    """How a fault shows what it found: in quotes, or ``nothing``."""
    shown = "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)
    return f'"{shown}"' if text.strip() else "nothing"
