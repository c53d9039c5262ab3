"""What holds for the repository as a whole: pins, habits, floors of the house, cheap imports, documented functions."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from importlib.metadata import requires
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
FILES = sorted((SOURCE / "ascendancy").rglob("*.py"))

# The house from the ground up. A module imports from its own entry, or from those below; the longest name counts.
FLOORS = (
    ("_version", "_numba", "threads", "histories"),
    ("rng", "case", "library"),
    ("regime",),
    ("society", "query"),
    ("month", "evidence", "citizens"),
    ("model", "base"),
    ("recorded", "results"),
    ("inference",),
    ("nation", "experiment"),
    ("simulation",),
    ("inference.all_accounts", "pattern", "figures"),
    ("inference.weigh", "report"),
    ("checked",),
    ("mainjob", "console"),
    ("commands",),
    ("cli",),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}

LONGEST = 300


def module_of(path: Path) -> str:
    """``ascendancy.regime.month`` for that file; a package's ``__init__`` bears the package's name."""
    parts = list(path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, *, at_once: bool = False) -> Iterator[str]:
    """Modules of the package that a file imports; ``at_once``: only those needed when it is itself imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = set()
    for node in ast.walk(tree) if at_once else ():
        if isinstance(node, ast.FunctionDef) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        ):
            skipped.update(id(inner) for inner in ast.walk(node))
    modules = {module_of(each) for each in FILES}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ascendancy"):
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in modules else str(node.module)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("ascendancy"))


def entry_of(module: str) -> str:
    """The entry of ``FLOORS`` that a module belongs to."""
    inside = module.removeprefix("ascendancy.")
    found = [name for name in FLOOR_OF if inside == name or inside.startswith(name + ".")]
    assert found, f"{module} is on no floor: give it one in FLOORS"
    return max(found, key=len)


def faces(path: Path) -> bool:
    """A package's face re-exports what lies in it, for type checkers too; it stands for no floor."""
    return path.name == "__init__.py"


@pytest.mark.parametrize("path", [p for p in FILES if not faces(p)], ids=lambda p: module_of(p))
def test_a_room_imports_only_from_floors_below_it(path):
    here = entry_of(module_of(path))
    for module in imported(path):
        if module == "ascendancy":
            continue
        there = entry_of(module)
        assert there == here or FLOOR_OF[there] < FLOOR_OF[here], f"{module_of(path)} imports {module}"


def test_no_files_import_one_another_in_a_circle():
    graph = {module_of(path): set(imported(path, at_once=True)) for path in FILES}
    TopologicalSorter(graph).prepare()


def test_constraints_are_plain_pins_that_cover_every_dependency():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {}
    for line in lines:
        match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][A-Za-z0-9.+!]*)", line)
        assert match is not None, line
        pins[re.sub(r"[-_.]+", "-", match[1]).lower()] = match[2]
    assert len(pins) == len(lines)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for wanted in project["dependencies"] + extras["dev"] + extras["docs"]:
        name = re.match(r"[A-Za-z0-9._-]+", wanted)
        assert name is not None
        assert re.sub(r"[-_.]+", "-", name[0]).lower() in pins, wanted


def test_the_installed_package_asks_for_what_pyproject_says():
    wanted = {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in requires("ascendancy") or []}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.match(r"[A-Za-z0-9._-]+", line)[0].lower() for line in declared} <= wanted


def test_the_readmes_commands_are_targets_of_the_makefile():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z-]+)", readme))
    assert {"run", "test"} <= named <= targets
    assert {"run", "test", "test-all", "lint", "bench", "docs", "serve"} <= targets


def test_the_readmes_pictures_and_pages_exist():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            beside = page.parent / target
            assert beside.exists() or beside.with_suffix(".md").exists(), f"{page.name}: {target}"


@pytest.mark.parametrize(
    "code", ["import ascendancy", "from ascendancy.cli import app"], ids=["import", "command line"]
)
def test_what_runs_first_loads_nothing_heavy(code):
    heavy = ("numba", "plotly", "dask", "pandas", "xarray", "scipy")
    asked = f"{code}; import json, sys; print(json.dumps([n for n in {heavy!r} if n in sys.modules]))"
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == []


def test_help_loads_neither_numba_nor_plotly_nor_dask():
    asked = (
        "import sys; from ascendancy.cli import app\n"
        "try: app(['--help'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print([n for n in ('numba', 'plotly', 'dask') if n in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ran.stdout.rstrip().endswith("[]")


def public_functions(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions and methods; not those of protocols (shapes only) nor of the grammar's transformer."""
    for node in body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            bases = " ".join(ast.unparse(base) for base in node.bases)
            if "Protocol" not in bases and "Transformer" not in bases:
                yield from public_functions(node.body, f"{node.name}.")


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(SOURCE / "ascendancy").as_posix())
def test_every_public_function_is_documented_and_annotated(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or path.stat().st_size == 0, "the file says nothing of itself"
    for name, node in public_functions(tree.body):
        assert ast.get_docstring(node), f"{name} has no docstring"
        if any("njit" in ast.unparse(decorator) for decorator in node.decorator_list):
            continue  # compiled functions take their types from their arguments
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        bare = [each.arg for each in given if each.annotation is None and each.arg not in ("self", "cls")]
        assert not bare, f"{name}: no type for {bare}"
        assert node.returns is not None, f"{name}: no type for the result"


def test_no_file_is_long():
    lengths = {
        path.relative_to(SOURCE / "ascendancy").as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in FILES
    }
    past = {name: length for name, length in lengths.items() if length > LONGEST}
    assert not past, "a file past 300 lines is two ideas"


def test_nothing_names_a_machine_or_holds_back_work():
    """No absolute paths of a workplace and no unfinished marks in what is published."""
    marks = re.compile(r"/home/|/work/|/tmp/|\bTODO\b|\bFIXME\b|\bXXX\b")
    pages = [
        *FILES,
        *(ROOT / "docs").rglob("*.md"),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "Makefile",
    ]
    for page in pages:
        found = marks.search(page.read_text(encoding="utf-8"))
        assert found is None, f"{page.relative_to(ROOT)}: {found and found[0]}"
