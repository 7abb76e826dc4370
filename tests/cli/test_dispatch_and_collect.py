"""Workbooks to the units and back by the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.app import main
from tests.exchange.units_office import edit, fill
from tests.office import new_ledger

DAY = ["--on", "2024-06-05"]


@pytest.fixture
def run(capsys):
    """Call a command; gives (exit code, standard output, standard error)."""

    def call(*words: object) -> tuple[int, str, str]:
        try:
            code = main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return (code, *capsys.readouterr())

    return call


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "云岭.jzl"
    with new_ledger(str(path)) as made:
        fill(made, 2)
    return path


def issues(run, ledger: Path) -> list[dict[str, Any]]:
    return json.loads(run("rows", ledger, "issues", "--json", *DAY)[1])


def test_out_and_back(run, ledger: Path, tmp_path: Path):
    code, out, err = run("dispatch", ledger, tmp_path / "下发", "--json", "--due", "2024-06-20", *DAY)
    told = json.loads(out)
    assert (code, err, told["due"]) == (0, "", "2024-06-20")
    assert [file["unit"] for file in told["files"]] == ["云岭市第0局", "云岭市第1局"]
    first, second = (Path(file["file"]) for file in told["files"])
    row = next(row for row in issues(run, ledger) if row["units"] == ["云岭市第0局"])
    run("edit", ledger, "issues", row["id"], "note=我方", *DAY)

    def change(book: Any) -> None:
        book["问题"]["M5"] = "已办好"
        book["问题"]["Q5"] = "对方"

    edit(first, change)
    code, out, err = run("collect", ledger, first, second, "--json", "--on", "2024-06-08")
    told = json.loads(out)
    assert (code, err, len(told["files"])) == (0, "", 2)
    found = told["files"][0]
    assert found.keys() == {
        "file",
        "unit",
        "unchanged",
        "taken",
        "conflicts",
        "new_rows",
        "missing_rows",
        "problems",
    }
    assert (found["file"], found["unit"], found["taken"], found["unchanged"]) == (
        first.name,
        "云岭市第0局",
        1,
        16,
    )
    assert [(one["at"], one["ours"], one["theirs"]) for one in found["conflicts"]] == [
        ("问题!Q5", "我方", "对方")
    ]
    after = next(one for one in issues(run, ledger) if one["id"] == row["id"])
    assert (after["progress"], after["note"]) == ("已办好", "我方")
    assert run("undo", ledger, *DAY)[1].strip() == "收表 云岭市第1局", (
        "the file without changes is noted as back"
    )
    assert run("undo", ledger, *DAY)[1].strip() == "收表 云岭市第0局"


def test_a_file_that_cannot_be_used_is_told_beside_the_others(run, ledger: Path, tmp_path: Path):
    run("dispatch", ledger, tmp_path / "下发", *DAY)
    good = sorted((tmp_path / "下发").glob("*.xlsx"))[0]
    bad = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(bad)
    code, out, _ = run("collect", ledger, bad, good, "--json", *DAY)
    files = json.loads(out)["files"]
    assert (
        code == 0 and files[0]["unit"] is None and len(files[0]["problems"]) == 1 and files[1]["taken"] == 0
    )
    before = ledger.read_bytes()
    code, out, err = run("collect", ledger, bad, *DAY)
    assert (code, out) == (1, "") and err.startswith("别的.xlsx：")
    assert ledger.read_bytes() == before


def test_nothing_to_dispatch_and_wrong_words(run, ledger: Path, tmp_path: Path):
    with new_ledger(str(tmp_path / "空.jzl")):
        pass
    code, out, err = run("dispatch", tmp_path / "空.jzl", tmp_path / "下发", *DAY)
    assert (code, out) == (1, "") and "没有要下发的内容" in err and not (tmp_path / "下发").exists()
    assert run("dispatch", ledger)[0] == 2 and run("collect", ledger)[0] == 2
    assert run("dispatch", ledger, tmp_path, "--due", "明天")[0] == 2
