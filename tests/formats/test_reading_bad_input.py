"""What is no workbook, or none that may be read: one sentence that names the cause, and nothing else."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.errors import (
    EncryptedWorkbook,
    FileBroken,
    FileError,
    LedgerError,
    NoRows,
    NotAWorkbook,
    WorkbookTooLarge,
)
from jzledger.formats.reading.found import ReadWorkbook
from jzledger.formats.reading.workbook import read_workbook
from jzledger.formats.workbook_guard import LARGEST, MOST_UNPACKED
from tests.workbooks.building import Drawn, Formula, xlsx
from tests.workbooks.scoring import FILES

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
ROWS: list[list[Any]] = [
    ["项目名称", "存在问题", "责任单位", "完成时限"],
    ["云岭储能电站", "消防设计未审查", "市住建局", "2024年6月20日"],
]
GOOD = xlsx(Drawn("台账", ROWS))
SHEET = "xl/worksheets/sheet1.xml"


def read(data: bytes, name: str = "某单位.xlsx") -> ReadWorkbook:
    return read_workbook(data, name, resources=RESOURCES)


def repacked(changed: Mapping[str, bytes | None], data: bytes = GOOD) -> bytes:
    """The workbook with members replaced or added, or left out (None)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *changed}:
            content = changed.get(name, b"") if name in changed else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def sheet_xml(data: bytes = GOOD) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(SHEET)


def with_sheet(xml: bytes) -> bytes:
    return repacked({SHEET: xml})


def ole(*names: str) -> bytes:
    """An OLE container, as far as a reader needs it to see what it holds."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(name.encode("utf-16-le") for name in names)
    )


def bomb() -> bytes:
    """A few hundred KB that unpack to more than may be read."""
    piece = b"<row/>" * 200_000
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as member:
            for _ in range(MOST_UNPACKED // len(piece) + 2):
                member.write(piece)
    return out.getvalue()


def lying(data: bytes) -> bytes:
    """The same with headers that say that the sheet is a few bytes long."""
    raw = bytearray(data)
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack("<H", raw[at + 28 : at + 30])[0]
        if raw[at + 46 : at + 46 + length] == SHEET.encode():
            raw[at + 24 : at + 28] = struct.pack("<I", 10)
        at = raw.find(b"PK\x01\x02", at + 4)
    return bytes(raw)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
FAR_ODS = (
    b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    b'<office:body><office:spreadsheet><table:table table:name="x"><table:table-row table:number-rows-repeated="1048576">'
    b'<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>'
    b"</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def ods(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("content.xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "cause"),
    [
        (b"", NotAWorkbook, "空的"),
        (bytes(LARGEST + 1), WorkbookTooLarge, "太大"),
        (PNG, NotAWorkbook, "图片"),
        (b"%PDF-1.7", NotAWorkbook, "PDF"),
        (bytes(2000), NotAWorkbook, "不是工作簿"),
        (GOOD[: len(GOOD) // 2], FileBroken, "损坏"),
        (GOOD[:30], FileBroken, "损坏"),
        (b"PK\x05\x06" + bytes(18), FileBroken, "损坏"),
        (repacked({"xl/workbook.xml": b"<not closed"}), FileBroken, "损坏"),
        (with_sheet(sheet_xml()[:-200]), FileBroken, "损坏"),
        (with_sheet(ENTITIES), FileBroken, "实体"),
        (ods(ENTITIES), FileBroken, "实体"),
        (repacked({"xl/sharedStrings.xml": b'<sst uniqueCount="99999999999"></sst>'}), FileBroken, "损坏"),
        (ods(FAR_ODS), WorkbookTooLarge, "太远"),
        (ole("EncryptedPackage"), EncryptedWorkbook, "密码"),
        (ole("WordDocument"), NotAWorkbook, "Word"),
        (ole("Workbook"), FileBroken, "损坏"),
        (ole("Nothing"), NotAWorkbook, "没有工作簿"),
        (repacked({"xl/workbook.xml": None, "word/document.xml": b"<x/>"}), NotAWorkbook, "Word"),
        (repacked({"xl/workbook.xml": None, "xl/workbook.bin": b"x"}), NotAWorkbook, "xlsb"),
        ("昨天开了会，没有表格。\n第二行".encode(), NotAWorkbook, "没有分列"),
        (b"<html><body>no table</body></html>", NotAWorkbook, "没有表格"),
        ("姓名,电话\n张三,1\n".encode(), NoRows, "项目名称"),
        (xlsx(Drawn("空", [])), NoRows, "项目名称"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_in_one_sentence(data: bytes, kind: type[LedgerError], cause: str):
    with pytest.raises(FileError) as caught:
        read(data)
    assert type(caught.value) is kind
    assert cause in caught.value.sentence() and "某单位.xlsx" in caught.value.sentence()
    assert "\n" not in str(caught.value)


def test_a_zip_bomb_is_stopped_while_it_is_read():
    data = bomb()
    assert len(data) < 2_000_000
    with pytest.raises(WorkbookTooLarge, match="炸弹"):
        read(data)


@pytest.mark.parametrize("data", [bomb(), GOOD], ids=["bomb", "small"])
def test_headers_that_lie_about_sizes_help_nobody(data: bytes):
    with pytest.raises((FileBroken, WorkbookTooLarge)):
        read(lying(data))


@pytest.mark.parametrize("name", ["a.xls", "b.csv", "c.et", "无后缀", "d.docx"])
def test_the_content_decides_and_not_the_suffix(name: str):
    assert read(GOOD, name).rows == 1


@pytest.mark.parametrize("name", ["a.xlsx", "b.xls", "c.et"])
def test_text_and_html_are_read_whatever_they_are_called(name: str):
    assert read("项目名称,存在问题,责任单位\n云岭站,缺地,市自规局\n".encode("gb18030"), name).rows == 1
    cells = "".join(f"<td>{word}</td>" for word in ROWS[1])
    heads = "".join(f"<th>{word}</th>" for word in ROWS[0])
    assert read(f"<table><tr>{heads}</tr><tr>{cells}</tr></table>".encode(), name).rows == 1


def test_the_owner_file_of_excel_is_known():
    with pytest.raises(NotAWorkbook, match="临时文件"):
        read(b"\x05admin" + bytes(159), "~$台账.xlsx")


def test_macros_and_links_are_named_and_not_followed():
    data = repacked({"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<x/>"})
    found = read(data)
    assert found.rows == 1
    assert any("宏" in remark for remark in found.remarks) and any("其他工作簿" in r for r in found.remarks)


def test_a_formula_without_result_is_told_and_empty():
    rows = [ROWS[0], ["云岭储能电站", "消防设计未审查", Formula("=A1"), "2024年6月20日"]]
    (sheet,) = read(xlsx(Drawn("台账", rows))).sheets
    assert sheet.rows[0].values["lead_unit"] is None
    assert [(problem.at, "公式" in problem.message) for problem in sheet.problems] == [("台账!C2", True)]


def test_a_stored_empty_text_is_a_result():
    rows = [ROWS[0], ["云岭储能电站", "消防设计未审查", Formula('=IF(1,"","")', ""), "2024年6月20日"]]
    data = xlsx(Drawn("台账", rows))
    xml = sheet_xml(data).replace(b"><f>", b' t="str"><f>')  # as Excel and WPS write it
    (sheet,) = read(repacked({SHEET: xml}, data)).sheets
    assert sheet.problems == ()


def test_a_million_formatted_rows_are_one_row():
    row = b'<row r="%d"><c r="A%d" s="1"/><c r="B%d" s="1"/></row>'
    empty = b"".join(row % (number, number, number) for number in range(3, 1_048_577))
    xml = sheet_xml().replace(b"</sheetData>", empty + b"</sheetData>")
    assert read(with_sheet(xml)).rows == 1


@pytest.mark.parametrize("far", ["XFD1048576", "D1048576", "XFD9", "C1999999999"])
def test_a_stray_cell_far_away_does_not_fill_the_memory(far: str):
    number = "".join(sign for sign in far if sign.isdigit())
    stray = f'<row r="{number}"><c r="{far}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()
    try:
        assert read(with_sheet(sheet_xml().replace(b"</sheetData>", stray))).rows == 1
    except FileBroken:
        assert far == "C1999999999"  # no such cell


@pytest.mark.parametrize("file", ["04-projects-yi.xls", "08-leads.ods", "01-issues-two-levels.xlsx"])
def test_a_file_cut_off_anywhere_is_refused_or_read_but_never_worse(file: str):
    data = (FILES / file).read_bytes()
    for share in range(1, 12):
        try:
            read(data[: len(data) * share // 12], file)
        except LedgerError as error:
            assert "\n" not in str(error)


def test_an_old_workbook_whose_sectors_bite_their_tail_is_refused():
    data = bytearray((FILES / "25-by-unit-sheets.xls").read_bytes())
    table = 512 + 512 * int.from_bytes(data[76:80], "little")
    first = int.from_bytes(data[table : table + 4], "little")
    for sector in range(8):
        data[table + 4 * sector : table + 4 * sector + 4] = (sector ^ 1).to_bytes(4, "little")
    assert first != 1
    with pytest.raises(FileBroken):
        read(bytes(data), "a.xls")


def test_text_is_never_a_formula():
    rows = [ROWS[0], ["=1+1", "-缺地", "@市自规局", "+6月底"]]
    (sheet,) = read_workbook(xlsx(Drawn("台账", rows)), "a.xlsx", resources=RESOURCES).sheets
    values = sheet.rows[0].values
    assert (values["project"], values["issue"], values["lead_unit"]) == ("=1+1", "-缺地", "@市自规局")


def test_openpyxl_workbooks_without_results_are_told():
    book = openpyxl.Workbook()
    for line in [["项目名称", "总投资（万元）", "责任单位"], ["云岭站", "=1+2", "市自规局"]]:
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    (sheet,) = read(out.getvalue()).sheets
    assert sheet.rows[0].values["investment_total_wan"] is None
    assert [problem.at for problem in sheet.problems if "公式" in problem.message] == ["Sheet!B2"]
