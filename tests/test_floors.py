"""The floors of the house: imports go one way, and what is below a screen starts without one."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cockpit", "screens", "data")
SCREEN_LIBRARIES = {"textual", "rich"}
HEAVY = {"sqlalchemy", "alembic", "pydantic", "babel", "openpyxl", "psycopg"}


def settings() -> dict[str, Any]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["tool"]["importlinter"]
    return found


def floors() -> list[list[str]]:
    layers = next(contract["layers"] for contract in settings()["contracts"] if contract["type"] == "layers")
    return [[module.strip() for module in layer.split(":")] for layer in layers]


def contracts_hold(folder: Path) -> tuple[bool, str]:
    """Check the contracts of `folder`, whose copy of the packages comes first on the path."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - a command of our own
    return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copied_house(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_one_way() -> None:
    held, said = contracts_hold(ROOT)
    assert held, said


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("cockpit/method/money.py", "import cockpit.language.plain"),
        ("cockpit/method/money.py", "import data.columns"),
        ("cockpit/language/plain.py", "import screens.plain"),
        ("data/columns.py", "import screens.plain"),
        ("data/columns.py", "import cockpit.output.base"),
        ("screens/plain.py", "import cockpit.settings"),
        ("screens/plain.py", "import cockpit.commands.options"),
        ("data/columns.py", "import rich.text"),
        ("cockpit/language/plain.py", "import textual"),
        ("cockpit/method/money.py", "import sqlalchemy"),
        ("cockpit/method/money.py", "import time"),
        ("cockpit/method/money.py", "def later():\n    import textual"),
    ],
)
def test_an_import_in_the_wrong_direction_breaks_the_contract(copied_house: Path, module: str, forbidden: str) -> None:
    with (copied_house / module).open("a", encoding="utf-8") as file:
        file.write(f"\n{forbidden}\n")
    held, said = contracts_hold(copied_house)
    assert not held
    assert "BROKEN" in said


def test_every_module_stands_on_a_floor() -> None:
    placed = {module for floor in floors() for module in floor}
    package = importlib.import_module("cockpit")
    found = {f"cockpit.{module.name}" for module in pkgutil.iter_modules(package.__path__)}
    assert found | {"screens", "data"} == placed


def modules_of(package: str) -> list[str]:
    """Name every module of a package without importing it; what only Alembic runs is left out."""
    folder = ROOT / package.replace(".", "/")
    return sorted(
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for file in folder.rglob("*.py")
        if "migrations" not in file.relative_to(folder).parts
    )


def loaded_by(modules: list[str], watched: set[str]) -> set[str]:
    """Return which of the watched libraries a fresh interpreter has loaded after importing the modules."""
    script = f"""
import importlib, sys
for module in {modules!r}:
    importlib.import_module(module)
print(*({watched!r} & set(sys.modules)))
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603 - a command of our own
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_method_needs_no_library() -> None:
    assert loaded_by(modules_of("cockpit.method"), SCREEN_LIBRARIES | HEAVY | {"click", "platformdirs"}) == set()


def test_a_language_and_the_stores_face_start_light() -> None:
    assert loaded_by(["cockpit.language", "data.store"], SCREEN_LIBRARIES | HEAVY) == set()


def test_everything_that_remembers_works_without_a_screen_library() -> None:
    assert loaded_by([*modules_of("cockpit.language"), *modules_of("data")], SCREEN_LIBRARIES) == set()


def test_the_command_line_is_read_without_what_answers_it() -> None:
    assert loaded_by(["cockpit.cli"], SCREEN_LIBRARIES | HEAVY | {"cockpit.printing", "data"}) == set()


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    assert loaded_by(["cockpit.__main__", "cockpit.start", *modules_of("screens")], HEAVY) == set()


CLOCK = {"now", "today", "utcnow"}
CLOCK_OWNERS = {"datetime", "date"}


def reads_the_clock(file: Path) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in CLOCK
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr) in CLOCK_OWNERS
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


def test_only_the_front_door_reads_the_clock() -> None:
    files = {str(file.relative_to(ROOT)) for package in PACKAGES for file in (ROOT / package).rglob("*.py")}
    front_door = {f"{module.replace('.', '/')}.py" for module in floors()[0]}
    assert {file for file in files if reads_the_clock(ROOT / file)} <= front_door
