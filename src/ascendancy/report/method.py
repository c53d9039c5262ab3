"""How the run was computed: settings, versions, machine, and the command that does it again."""

from __future__ import annotations

import json
import shlex
from typing import Any

from ascendancy.report.parts import Table

FLAGS = {"citizens": "--citizens", "from": "--from", "start": "--from", "until": "--until"}


def tables(manifest: dict[str, Any]) -> tuple[Table, ...]:
    """Settings; versions; the priors the parameters were drawn from."""
    found = [
        Table(
            "Settings", ("setting", "value"), _pairs(manifest["settings"] | {"seed": manifest["seed"]}), False
        ),
        Table("Versions", ("package", "version"), _pairs(manifest["versions"]), False),
        Table("Machine", ("what", "value"), _pairs(manifest["machine"]), False),
    ]
    priors = (manifest["parameters"] or {}).get("priors") or {}
    if priors:
        rows = tuple(
            (name, str(one["dist"]), _text(one["a"]), _text(one.get("b")), _text(one.get("source")))
            for name, one in priors.items()
        )
        found.append(
            Table("Priors that the case sets", ("coefficient", "form", "a", "b", "source"), rows, False)
        )
    return tuple(found)


def command(manifest: dict[str, Any]) -> str:
    """The command that reproduces the run, as it was given or as its settings say."""
    settings = manifest["settings"]
    if settings.get("command"):
        return str(settings["command"])
    words = ["ascendancy", "run", str(manifest["case"]["id"])]
    for key, flag in FLAGS.items():
        if settings.get(key) is not None and flag not in words:
            words += [flag, str(settings[key])]
    if manifest["seed"] is not None:
        words += ["--seed", str(manifest["seed"])]
    if not manifest["parts"]["posterior"]:
        words.append("--no-infer")
    return shlex.join(words)


def _pairs(values: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(key), _text(value)) for key, value in values.items())


def _text(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return ", ".join(str(item) for item in value) or "–"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)
