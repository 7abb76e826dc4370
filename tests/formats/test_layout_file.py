"""Layouts from TOML: what is there loads, what is wrong is named with file and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzledger.errors import FileBroken
from jzledger.formats.layout_file import kinds, load_layout


@pytest.fixture
def folder(layouts: Path, tmp_path: Path) -> Path:
    """A copy of the layouts to be spoiled."""
    for file in layouts.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def spoil(folder: Path, old: str, new: str, name: str = "issues") -> None:
    file = folder / f"{name}.toml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_every_declared_ledger_loads(layouts):
    assert {"issues", "projects", "directives", "closed"} <= set(kinds(layouts))
    for kind in kinds(layouts):
        layout = load_layout(layouts, kind)
        assert layout.kind == kind and layout.columns[0].type == "seq"


def test_columns_say_what_they_print(layouts):
    layout = load_layout(layouts, "issues")
    assert layout.column("unit").field == "units" and layout.column("title").field == "title"
    assert layout.column("light").rule == "deadline" and layout.column("progress").reply
    assert layout.lists["category"].grows and not layout.lists["state"].grows


WRONG = {
    "unknown key": ("width = 18", "width = 18\nwidht = 3", "widht"),
    "not a number": ("width = 18", 'width = "18"', "width"),
    "too wide": ("width = 18", "width = 1800", "width"),
    "unknown type": ('type  = "due"', 'type  = "deu"', "type"),
    "unknown slot": ("{city}{scope}", "{citty}{scope}", "citty"),
    "unknown format": ("{as_of:date_cn}）", "{as_of:%Y}）", "file"),
    "unpaired brace": ("{city}{scope}", "{city}{scope", "title.text"),
    "no such list": ('list  = "state"', 'list  = "status"', "status"),
    "same key twice": ('key   = "person"', 'key   = "unit"', "key"),
    "unknown column": ('freeze_after = "name"', 'freeze_after = "nmae"', "nmae"),
    "unknown figure": ('share = "closed"', 'share = "open"', "counts.closed_rate"),
    "torn group": ('group = "责任落实"\nfield', "field", "columns[9].group"),
    "missing table": ("[signatures]", "[signature]", "signatures"),
    "bad sheet name": ('sheet   = "问题台账"', 'sheet   = "问题/台账"', "sheet"),
    "other kind": ('kind    = "issues"', 'kind    = "issue"', "kind"),
    "unknown paper": ('"A3"', '"A5"', "paper"),
    "rule of another type": ('type  = "due"', 'type  = "due"\nrule  = "ontime"', "columns[12].rule"),
    "sentences without end": ('type  = "due"', 'type  = "due"\nsentence = -1', "columns[12].sentence"),
    "requires an unknown column": ("height  = 26", 'height  = 26\nrequired = ["verdict"]', "rows.required"),
    "only by no word": ("height  = 26", "height  = 26\nonly = { state = 1 }", "rows.only.state"),
    "not TOML": ("[title]", "[title", "TOML"),
    "empty list": (
        'words = ["待交办", "办理中", "待核查", "已销号", "长期推进"]',
        "words = []",
        "lists.state",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named(folder, what):
    old, new, named = WRONG[what]
    spoil(folder, old, new)
    with pytest.raises(FileBroken) as caught:
        load_layout(folder, "issues")
    assert caught.value.where.startswith("issues.toml")
    assert named in caught.value.where + caught.value.message
    assert caught.value.todo


WRONG_PROJECTS = {
    "formula over texts": ('plan = "target_yuan"', 'plan = "target_text"', "formula"),
    "unknown formula": ("formula = { gap", "formula = { gapp", "gapp"),
    "total over texts": (
        '"done_ytd_yuan", "completion_rate"',
        '"done_ytd_yuan", "content"',
        "totals.columns",
    ),
    "rate without its sums": ('"target_yuan", "done_month_yuan"', '"done_month_yuan"', "totals.columns"),
    "filter over groups": ("filter     = false", "filter     = true", "page.filter"),
    "rest without a name": ('rest      = "other"', 'rest      = "others"', "groups.rest"),
}


@pytest.mark.parametrize("what", WRONG_PROJECTS)
def test_wrong_groups_totals_and_formulas_are_named(folder, what):
    old, new, named = WRONG_PROJECTS[what]
    spoil(folder, old, new, "projects")
    with pytest.raises(FileBroken) as caught:
        load_layout(folder, "projects")
    assert named in caught.value.where + caught.value.message


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('fill = "C00000"', 'fill = "red"', "lights.red.fill"),
        ('style = "long"', 'style = "lnog"', "types.long.style"),
        ("pp     =", "ppp    =", "types"),
        ("top    = 20", "top    = -20", "presets.standalone.top"),
    ],
)
def test_wrong_styles_are_named(folder, old, new, named):
    spoil(folder, old, new, "styles")
    with pytest.raises(FileBroken) as caught:
        load_layout(folder, "issues")
    assert f"styles.toml {named}" in caught.value.where


@pytest.mark.parametrize("kind", ["styles", "nothing", "../issues", "", "A" * 500])
def test_a_ledger_that_is_not_declared(layouts, kind):
    with pytest.raises(FileBroken):
        load_layout(layouts, kind)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a = " + b"[" * 3000, b"", b"#" * 2_000_000])
def test_damaged_files(folder, content):
    (folder / "issues.toml").write_bytes(content)
    with pytest.raises(FileBroken) as caught:
        load_layout(folder, "issues")
    assert caught.value.where.startswith("issues.toml")
