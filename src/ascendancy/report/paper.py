"""Templates to HTML text, and the text to a file, written aside and renamed."""

from __future__ import annotations

import contextlib
import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from ascendancy.results.folder import RunFolderError


def rendered(template: str, **values: Any) -> str:
    """A page of the package's templates as HTML text, with its style, script and drawing library inside it."""
    import jinja2
    from plotly.offline import get_plotlyjs

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("ascendancy", "report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    own = files("ascendancy.report")
    return environment.get_template(template).render(
        css=own.joinpath("report.css").read_text(encoding="utf-8"),
        script=own.joinpath("report.js").read_text(encoding="utf-8"),
        plotly=get_plotlyjs().replace("</script", "<\\/script"),
        **values,
    )


def write_page(target: Path, text: str) -> Path:
    """Write a page.

    Raises
    ------
    RunFolderError
        where the file cannot be written
    """
    aside = target.with_name(f".{target.name}.partial-{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, target)
    except OSError as error:
        raise RunFolderError(f"{target}: cannot be written ({error.strerror})") from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink()
    return target
