"""parameters.toml: what the case is, where it starts, and its priors."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from ascendancy.case.dates import month_index, month_text
from ascendancy.case.faults import Fault, quoted
from ascendancy.case.schema.cells import (
    Cell,
    Code,
    Id,
    Number,
    PersonId,
    Share,
    Signed,
    SourceIds,
    Text,
    Whole,
)
from ascendancy.case.schema.row import Record, adapter, columns, may, must

FILE = "parameters.toml"
MONTH_WANTED = 'a month such as "1949-10"'


def _month(value: object) -> int:
    if not isinstance(value, str):
        raise ValueError(MONTH_WANTED)
    return month_index(value)


Month = Annotated[int, BeforeValidator(_month), Cell(MONTH_WANTED)]
Institutions = Annotated[tuple[Code, ...], Field(min_length=1), Cell('a list such as ["party", "army"]')]


class Prior(Record):
    """The prior of one coefficient.

    ``a`` and ``b`` are mean and standard deviation (normal), mean and standard deviation of the logarithm
    (lognormal), the two shapes (beta), the ends (uniform); a fixed value stands in ``a`` alone.
    """

    dist: Literal["normal", "lognormal", "beta", "uniform", "fixed"] = must("the distribution")
    a: Number = must("its first parameter")
    b: Number | None = may("its second parameter")
    source: SourceIds = must("where it comes from")
    note: Text | None = may("remark")

    def problem(self) -> tuple[str, str, str] | None:
        """The key at fault, what it holds and what is wanted there; None when the two parameters agree."""
        if self.dist == "fixed":
            return None
        if self.b is None:
            return "b", "nothing", f"the second parameter of {self.dist}"
        if self.dist == "uniform" and self.b <= self.a:
            return "b", f"{self.b}", f"a number above a, {self.a}"
        if self.dist in ("normal", "lognormal") and self.b <= 0:
            return "b", f"{self.b}", "a standard deviation above 0"
        if self.dist == "beta" and (self.a <= 0 or self.b <= 0):
            name, value = ("a", self.a) if self.a <= 0 else ("b", self.b)
            return name, f"{value}", "a shape above 0"
        return None


class Initial(Record):
    """The state of the regime in the first month, where the case states it."""

    ascendancy: Share | None = may("the leader's ascendancy")
    programme: Signed | None = may("the programme asked for")
    engagement: Share | None = may("probability that the leader directs affairs himself")


class CaseParameters(Record):
    """What parameters.toml says. Months are month numbers.

    Attributes
    ----------
    start, end : int
        First and last month of the case.
    evidence_until : int
        Last month with evidence.
    horizon : int
        Months beyond it that a query may reach.
    leader : str
        Person who leads in the first month.
    heir : str or None
        Designated successor in the first month.
    """

    id: Id = must("name of the case")
    title: Text = must("title of the case")
    description: Text = must("what it covers, in a sentence or two")
    start: Month = must("first month")
    end: Month = must("last month")
    evidence_until: Month = must("last month with evidence")
    horizon: Whole = may("months beyond the evidence that a query may reach", 0)
    leader: PersonId = must("person who leads in the first month")
    heir: PersonId | None = may("designated successor in the first month")
    institutions: Institutions = may("institutions of the case", ("party", "government", "army"))
    initial: Initial = Field(default=Initial(), description="state in the first month")
    priors: dict[str, Prior] = Field(default={}, description="priors by coefficient")

    def as_toml(self) -> dict[str, Any]:
        """The same, in the shape of the file."""
        case = self.model_dump(mode="json", exclude={"initial", "priors"}, exclude_none=True)
        case |= {name: month_text(case[name]) for name in ("start", "end", "evidence_until")}
        priors = {name: _prior_as_toml(prior) for name, prior in self.priors.items()}
        return {"case": case, "initial": self.initial.model_dump(exclude_none=True), "priors": priors}


def _prior_as_toml(prior: Prior) -> dict[str, Any]:
    values = prior.model_dump(mode="json", exclude_none=True)
    return {**values, "source": " ".join(prior.source)}


def read_parameters(folder: Path) -> tuple[CaseParameters, list[Fault]]:
    """Read parameters.toml; what cannot be read is None in the result, and a fault.

    A fault's row is the line of its key; where the key is missing, the line of its section.
    """
    path = folder / FILE
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return UNREAD, [Fault(FILE, 0, "-", "no file", "the parameters of the case")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return UNREAD, [Fault(FILE, line, "-", f"byte 0x{error.object[error.start]:02x}", "text in UTF-8")]
    except OSError as error:
        return UNREAD, [Fault(FILE, 0, "-", f"a file that cannot be read ({error.strerror})", "TOML")]
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        return UNREAD, [Fault(FILE, line, "-", f"text that is not TOML ({error})", "TOML")]
    return _Reader(text).read(values)


UNREAD: CaseParameters = CaseParameters.model_construct(**dict.fromkeys(CaseParameters.model_fields))


class _Reader:
    """Reads the sections one by one and remembers on which line each key stands."""

    def __init__(self, text: str) -> None:
        self.lines = key_lines(text)
        self.faults: list[Fault] = []

    def read(self, values: dict[str, Any]) -> tuple[CaseParameters, list[Fault]]:
        sections: dict[str, Any] = {}
        for name in ("case", "initial", "priors"):
            section = values.pop(name, {})
            if not isinstance(section, dict):
                self.fault(name, "a value", f"a section [{name}]")
                section = {}
            sections[name] = section
        for name in values:
            self.fault(name, f"{name}", "[case], [initial] or [priors.NAME]")
        initial, _ = self.record(Initial, "initial", sections["initial"])
        priors = {}
        for name, prior in sections["priors"].items():
            where = f"priors.{name}"
            if not isinstance(prior, dict):
                self.fault(where, "a value", f"a section [{where}]")
                continue
            priors[name], whole = self.record(Prior, where, prior)
            problem = priors[name].problem() if whole else None
            if problem:
                self.fault(f"{where}.{problem[0]}", problem[1], problem[2])
        case, _ = self.record(CaseParameters, "case", sections["case"], initial=initial, priors=priors)
        return case, self.faults

    def record(
        self, model: type[Record], where: str, values: dict[str, Any], **more: Any
    ) -> tuple[Any, bool]:
        """The record, None where it is at fault, and whether it is whole."""
        known = {column.name: column for column in columns(model) if column.name not in more}
        for name in values.keys() - known.keys():
            self.fault(f"{where}.{name}", f'key "{name}"', "one of " + ", ".join(known))
        read: dict[str, Any] = {}
        whole = True
        for name, column in known.items():
            try:
                if name in values:
                    read[name] = adapter(model, name).validate_python(values[name])
                elif column.required:
                    raise ValueError(name)
                else:
                    read[name] = model.model_fields[name].default
            except ValueError:
                read[name], whole = None, False
                found = quoted(str(values[name])) if name in values else "nothing"
                self.fault(f"{where}.{name}", found, column.cell.wanted)
        return model.model_construct(**read, **more), whole

    def fault(self, key: str, found: str, wanted: str) -> None:
        """Note a fault at a dotted key."""
        section = key.rpartition(".")[0]
        line = self.lines.get(key, self.lines.get(section, 1))
        column = key.removeprefix("case.")
        self.faults.append(Fault(FILE, line, column, found, wanted))


def key_lines(text: str) -> dict[str, int]:
    """The line of each key and section of a TOML text, by dotted name."""
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[([^\[\]]+)\]", line)
        key = re.match(r"\s*([A-Za-z0-9_.\"'-]+)\s*=", line)
        if header:
            section = _bare(header[1])
            lines.setdefault(section, number)
        elif key:
            lines.setdefault(f"{section}.{_bare(key[1])}" if section else _bare(key[1]), number)
    return lines


def _bare(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
