"""The house keeps its shape: who may import whom, how long a file may grow, nothing of one machine in it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
HOME = CHECKOUT / "jzledger"

ROOMS = {  # room: what it may import
    "__init__": "",
    "errors": "",
    "paths": "platformdirs",
    "surroundings": "",
    "version": "",
    "rules": "errors pypinyin",
    "records": "errors rules sqlalchemy",
    "store": "errors rules records sqlalchemy alembic psycopg",
    "ledger": "errors rules records store sqlalchemy",
    "articles": "errors rules opencc",
    "formats": "errors rules records python_calamine openpyxl xlsxwriter xlrd docx",
    "exchange": "errors rules records ledger formats articles",
    "ui": "errors surroundings version rules records ledger exchange PySide6 pyqtgraph numpy",
    "cli": "errors paths surroundings rules records ledger exchange ui",
    "app": "*",
}
WATCHED = {"jzledger", *" ".join(ROOMS.values()).split(), *ROOMS} - {"*"}
LONGEST_FILE = 500  # lines

MACHINE_PATHS = re.compile(r"(?<![\w.~}-])/(?:" + "|".join(("work", "farm", "root", r"home/\w+")) + r")/")
TEXTS = {".py", ".md", ".toml", ".qss", ".svg", ".bat", ".json", ".tsv", ""}
SKIPPED = {"out", "seeds", "build", "dist", "__pycache__"}  # and folders with a dot, but not .ci


def imported(tree: ast.AST) -> list[tuple[int, str]]:
    """(line, dotted name) of each import, wherever in the file it stands."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, node.module or ""))
    return found


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda path: str(path.relative_to(HOME)))
def test_file_keeps_to_its_room(path: Path):
    room, text = path.relative_to(HOME).parts[0].removesuffix(".py"), path.read_text("utf-8")
    allowed = ROOMS[room].split()
    for line, name in imported(ast.parse(text)):
        top = name.removeprefix("jzledger.").partition(".")[0]
        if top in WATCHED - {room} and allowed != ["*"]:
            assert top in allowed, f"{path}:{line} imports {name}"
        assert name != "jzledger", f"{path}:{line}: write `from jzledger.{room} import …`"
    assert text.count("\n") < LONGEST_FILE, f"{path} has outgrown one file"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import numpy.linalg", ["numpy.linalg"]),
        ("def f():\n    from jzledger.store import audit", ["jzledger.store"]),
        ("from jzledger import errors", ["jzledger"]),
    ],
)
def test_the_rule_sees_every_way_to_import(text: str, names: list[str]):
    assert [name for _line, name in imported(ast.parse(text))] == names


def test_no_path_of_one_machine():
    found = []
    for file in CHECKOUT.rglob("*"):
        folders = file.relative_to(CHECKOUT).parts[:-1]
        if any(name in SKIPPED or (name[0] == "." and name != ".ci") for name in folders):
            continue
        if file.suffix not in TEXTS or not file.is_file():
            continue
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{file.relative_to(CHECKOUT)}: {match[0]}" for match in MACHINE_PATHS.finditer(text)]
    assert not found


def test_scripts_can_be_started():
    scripts = [*(CHECKOUT / "script").iterdir(), CHECKOUT / ".ci/run"]
    assert not [file.name for file in scripts if file.is_file() and not file.stat().st_mode & 0o100]
