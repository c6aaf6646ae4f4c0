"""The shape of the code, said once: floors, doors, sizes. Read from the syntax; nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FLOORS = (
    ("words",),
    ("manual",),
    ("characters",),
    ("values",),
    ("typed", "moments", "consent"),
    ("problem", "system"),
    ("snapshot",),
    ("document",),
    ("entry",),
    ("records", "columns"),
    ("law",),
    ("digest", "handles"),
    ("context", "page"),
    ("misplaced", "governed", "recorded"),
    ("ledger", "beside", "merge"),
    ("meetings",),
    ("cooperative",),
    ("decisions",),
    ("payout", "mirror", "roster", "mandates", "structure", "forgotten", "change", "importing", "election"),
    ("needs", "room"),
    ("person", "budget", "stakes", "accord"),
    ("rules",),
    ("judging", "calendar"),
    ("check",),
    ("edit", "edits", "report", "schema", "summary", "demo"),
    ("audit",),
    ("review",),
    ("forge",),
    ("store",),
    ("cli",),
    ("__main__",),
)
"""Ground first. A module imports from lower floors and from its own folder: never up, never sideways."""

DOORS = {
    "yaml": ("coopctl/document/",),
    "ruamel": ("coopctl/document/",),
    "git": ("coopctl/store/",),
    "subprocess": ("coopctl/store/",),
    "rich": ("coopctl/cli/show",),
    "prompt_toolkit": ("coopctl/cli/show",),
    "typer": ("coopctl/cli/",),
    "pydantic": ("coopctl/records/",),
    "python_calamine": ("coopctl/importing/",),
    "xlsxwriter": ("coopctl/export/",),
    "jinja2": ("coopctl/export/",),
    "cryptography": ("coopctl/audit/sshsig",),
    "weasyprint": ("coopctl/cli/pdf.py",),
    "icalendar": ("coopctl/calendar/ics.py",),
    "babel": (),
}
"""Each library has one door: the files (or the beginnings of their paths) that may import it."""

OUTSIDE = {"os", "subprocess", "shutil", "tempfile", "socket", "time", "sys", "fcntl", "glob", "io.open"}
"""Modules that reach the machine: above the store only."""
REACHES = {"print", "open", "input", "exec", "eval", "__import__"}
"""Calls that reach the machine."""
READS_THE_CLOCK_OR_DISK = {"now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "getenv"}

MODULE_LINES = 300
FUNCTION_LINES = 40

SOURCES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "coopctl").rglob("*.py"))


@lru_cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def part(module: str) -> str:
    """The piece of the package a module belongs to: ``coopctl.store.git`` is of ``store``."""
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int | None:
    return next((level for level, names in enumerate(FLOORS) if part(module) in names), None)


def below_the_store(path: str) -> bool:
    level, store = floor(dotted(path)), floor("coopctl.store")
    return level is not None and store is not None and level < store


def imports(path: str) -> Iterator[tuple[int, str]]:
    """Every module named by an import, those for types and those inside functions included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: write the full name of the module"
            base = node.module or ""
            for one in node.names:
                full = f"{base}.{one.name}"
                exists = (ROOT / (full.replace(".", "/") + ".py")).exists() or (ROOT / full.replace(".", "/")).is_dir()
                yield node.lineno, full if exists else base


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def test_the_package_is_looked_at() -> None:
    assert len(SOURCES) > 20
    assert "coopctl/words.py" in SOURCES


@pytest.mark.parametrize("path", SOURCES)
def test_imports_go_strictly_down(path: str) -> None:
    here = dotted(path)
    if here == "coopctl":
        assert not list(imports(path)), "the package itself imports nothing"
        return
    level = floor(here)
    assert level is not None, f"say in FLOORS on which floor {part(here)} stands"
    wrong = []
    for line, name in imports(path):
        if not name.startswith("coopctl.") or part(name) == part(here):
            continue
        there = floor(name)
        assert there is not None, f"say in FLOORS on which floor {part(name)} stands"
        if there >= level:
            wrong.append(f"{path}:{line}: {part(here)} imports {name}, which does not stand below it")
    assert wrong == []


@pytest.mark.parametrize("path", SOURCES)
def test_each_library_has_one_door(path: str) -> None:
    wrong = [
        f"{path}:{line}: {library} is imported in {doors or 'no module at all'}"
        for line, name in imports(path)
        for library, doors in DOORS.items()
        if name.split(".")[0] == library and not path.startswith(doors or ("nowhere",))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", [path for path in SOURCES if below_the_store(path)])
def test_below_the_store_nothing_reaches_the_machine(path: str) -> None:
    wrong = [f"{path}:{line}: imports {name}" for line, name in imports(path) if name.split(".")[0] in OUTSIDE]
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in REACHES:
            wrong.append(f"{path}:{node.lineno}: calls {node.func.id}")
        if isinstance(node.func, ast.Attribute) and node.func.attr in READS_THE_CLOCK_OR_DISK:
            wrong.append(f"{path}:{node.lineno}: calls {node.func.attr}")
    assert wrong == []


def test_the_only_clock_is_the_setting() -> None:
    clocks = {
        f"{path}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in {"today", "now", "utcnow"}
    }
    assert {clock.split(":")[0] for clock in clocks} <= {"coopctl/cli/setting.py"}


@pytest.mark.parametrize("path", SOURCES)
def test_modules_and_functions_stay_small(path: str) -> None:
    lines = (ROOT / path).read_text("utf-8").count("\n")
    assert lines <= MODULE_LINES, f"{path} has {lines} lines: look for the second idea in it"
    counted = [(f"{path}:{node.lineno}: {node.name}", code_lines(node)) for node in functions(path)]
    assert [(name, lines) for name, lines in counted if lines > FUNCTION_LINES] == []


def code_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, the docstring left out: a rule's is its manual page."""
    first = node.body[0]
    page = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    pages = (first.end_lineno or 0) - first.lineno + 1 if page else 0
    return (node.end_lineno or 0) - node.lineno + 1 - pages


@pytest.mark.parametrize("path", SOURCES)
def test_public_things_say_what_they_are(path: str) -> None:
    module = tree(path)
    silent = [] if ast.get_docstring(module) else [path]
    for node in module.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            silent += [] if ast.get_docstring(node) else [f"{path}:{node.lineno}: {node.name}"]
    assert silent == []


COUNTS = [path for path in SOURCES if below_the_store(path) and part(dotted(path)) != "importing"]
"""Where money and hours are counted. A spreadsheet's own cells are floats: importing turns them into text."""


@pytest.mark.parametrize("path", COUNTS)
def test_no_float_counts_money_or_hours(path: str) -> None:
    floats = [
        f"{path}:{node.lineno}" for node in ast.walk(tree(path)) if isinstance(node, ast.Name) and node.id == "float"
    ]
    assert floats == []


def test_nothing_names_where_it_was_made() -> None:
    """No path of a workshop, no address of a package registry, in anything that is shipped."""
    words = ("/wo" + "rk/", "py" + "pi.org", "files.python" + "hosted", "index" + "-url", "sha" + "red/")
    shipped = [path for path in _shipped() if path.is_file() and path.suffix not in {".mo", ".xlsx", ".ods"}]
    assert shipped
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in shipped
        for word in words
        if word in path.read_text("utf-8", errors="replace")
    ]
    assert found == []


def _shipped() -> Iterator[Path]:
    for name in ("coopctl", "docs", "tools", "schemas", ".ci"):
        yield from (path for path in (ROOT / name).rglob("*") if "__pycache__" not in path.parts)
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "constraints.txt"):
        yield ROOT / name
