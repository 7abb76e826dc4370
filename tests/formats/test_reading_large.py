"""Large sheets are read row by row, with the same values; mapping and progress of the reader."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import load_workbook

from jzledger.app import main
from jzledger.errors import Cancelled
from jzledger.formats import marks_xlsx
from jzledger.formats.reading.workbook import read_workbook
from jzledger.formats.sheet_cells import Value
from jzledger.formats.xlsx_rows import read_rows
from jzledger.formats.xlsx_streamed import read_streamed
from tests.workbooks.building import Drawn, xlsx
from tests.workbooks.scoring import workbooks

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def trimmed(rows: Any) -> list[list[Value]]:
    kept: list[list[Value]] = []
    for row in rows:
        values = list(row)
        while values and values[-1] == "":
            values.pop()
        kept.append(values)
    while kept and not kept[-1]:
        kept.pop()
    return kept


@pytest.mark.parametrize("file", [f for f in workbooks() if f.suffix == ".xlsx"], ids=lambda file: file.name)
def test_rows_read_from_the_bytes_are_those_of_calamine(file: Path):
    data = file.read_bytes()
    _, epoch_1904, parts = marks_xlsx.look(data, {})
    book = load_workbook(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, part in parts.items():
            rows = read_rows(archive, part, epoch_1904=epoch_1904)
            assert rows is not None
            assert trimmed(rows) == trimmed(book.get_sheet_by_name(name).to_python(skip_empty_area=False))


def test_a_sheet_of_another_shape_is_left_to_openpyxl():
    book = openpyxl.Workbook()
    book.active.append(["项目名称", 1.5, date(2024, 6, 5), "a&b"])
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as old:
        xml = old.read("xl/worksheets/sheet1.xml").replace(b'<c r="A1" t="s">', b'<c t="s" r="A1">')
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, xml if name.endswith("sheet1.xml") else old.read(name))
    rows = read_streamed(changed.getvalue(), "Sheet", "xl/worksheets/sheet1.xml", epoch_1904=False)
    assert trimmed(rows) == [["项目名称", 1.5, date(2024, 6, 5), "a&b"]]


def small() -> bytes:
    rows = [["工程", "困扰", "谁来办", "何时办完"], ["云岭站", "缺地", "市自规局", "2024年6月底"]]
    return xlsx(Drawn("表", [["项目名称", *rows[0][1:]], *rows[1:]]))


def test_a_mapping_overrules_the_words():
    mapping = {"困扰": "issue", "谁来办": "lead_unit", "何时办完": "deadline_text"}
    (sheet,) = read_workbook(small(), "a.xlsx", resources=RESOURCES, mapping=mapping).sheets
    assert dict(sheet.rows[0].values) == {
        "project": "云岭站", "issue": "缺地", "lead_unit": "市自规局",
        "deadline_text": "2024年6月底", "deadline": date(2024, 6, 30),
    }  # fmt: skip
    assert sheet.rows[0].cells["deadline"] == "表!D2"
    assert [column.key for column in sheet.columns] == ["project", "issue", "lead_unit", "deadline_text"]
    assert sheet.headings == ("项目名称", "困扰", "谁来办", "何时办完")
    dropped = read_workbook(
        small(), "a.xlsx", resources=RESOURCES, mapping={**mapping, "谁来办": None}
    ).sheets[0]
    assert "lead_unit" not in dropped.rows[0].values and dropped.rows[0].more == {"谁来办": "市自规局"}


def test_progress_may_cancel():
    def cancel(done: int, total: int, what: str) -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        read_workbook(small(), "a.xlsx", resources=RESOURCES, progress=cancel)


def test_a_deadline_without_any_year_is_told_and_not_guessed():
    rows = [["项目名称", "存在问题", "责任单位", "完成时限"], ["云岭站", "缺地", "市自规局", "6月底"]]
    data = xlsx(Drawn("表", rows))
    (sheet,) = read_workbook(data, "a.xlsx", resources=RESOURCES).sheets
    assert (sheet.rows[0].values["deadline_text"], sheet.rows[0].values["deadline"]) == ("6月底", None)
    assert "没有写年份" in sheet.problems[0].message and sheet.problems[0].at == "表!D2"
    (sheet,) = read_workbook(data, "a.xlsx", resources=RESOURCES, today=date(2025, 3, 1)).sheets
    assert sheet.rows[0].values["deadline"] == date(2025, 6, 30)


def test_table_prints_the_contract(capsys, tmp_path):
    def run(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    path = tmp_path / "某单位.xlsx"
    rows = [["项目名称", "存在问题", "责任单位", "完成时限"], ["云岭站", "缺地", "市自规局", "6月底"]]
    path.write_bytes(xlsx(Drawn("表", rows)))
    code, out, err = run("table", path, "--json", "--on", "2024-06-05")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "file": "某单位.xlsx",
        "sheets": [{
            "sheet": "表", "kind": "issues", "problems": [],
            "rows": [{"at": "表!A2", "project": "云岭站", "issue": "缺地", "lead_unit": "市自规局",
                      "deadline_text": "6月底", "deadline": "2024-06-30"}],
        }],
    }  # fmt: skip
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    code, out, err = run("table", path, "--json")
    assert (code, out) == (1, "") and len(err.splitlines()) == 1 and "图片" in err
