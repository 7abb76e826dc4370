"""Returned files that cannot be used: one sentence each, and nothing changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from jzledger.errors import (
    EncryptedWorkbook,
    FileBroken,
    FileError,
    LedgerError,
    NotAWorkbook,
    NotDispatched,
    OlderDispatch,
    OtherLedger,
    WorkbookTooLarge,
)
from jzledger.ledger.ledger import Ledger
from tests.exchange.units_office import edit, fill, send, take, take_one
from tests.office import Office, new_ledger

Spoil = Callable[[Path], None]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:3000])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(bytes(data))


def encrypted(file: Path) -> None:
    file.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")
    )


def bomb(file: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/big.bin", b"\0" * (210 << 20))
    file.write_bytes(made.getvalue())


def entities(file: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            new.writestr(name, data)
    file.write_bytes(made.getvalue())


def empty(file: Path) -> None:
    file.write_bytes(b"")


def text(file: Path) -> None:
    file.write_text("项目名称,办理进展\n甲,乙\n", "utf-8")


def foreign(file: Path) -> None:
    openpyxl.Workbook().save(file)


def heads_gone(file: Path) -> None:
    def change(book) -> None:
        for sheet in book:
            if sheet.title != "_jz":
                for row in (3, 4):
                    for cell in sheet[row]:
                        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                            cell.value = "改了"

    edit(file, change)


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (cut, FileBroken),
        (flipped, FileBroken),
        (encrypted, EncryptedWorkbook),
        (bomb, WorkbookTooLarge),
        (entities, FileBroken),
        (empty, NotAWorkbook),
        (text, FileError),
        (foreign, NotDispatched),
        (heads_gone, NotDispatched),
        (lambda file: file.unlink(), FileBroken),
    ],
)
def test_a_file_that_cannot_be_used(office: Office, file: Path, spoil: Spoil, error: type[LedgerError]):
    before = office.everything()
    spoil(file)
    (done,) = take(office, file)
    assert isinstance(done.error, error) and done.merge is None
    assert done.error.where == file.name and "\n" not in done.error.message
    assert office.everything() == before


def test_a_bad_file_does_not_stop_the_good_ones(office: Office, tmp_path: Path):
    sent = send(office, tmp_path / "下发").sent
    cut(sent[0].file)
    done = take(office, *(one.file for one in sent))
    assert [one.error is None for one in done] == [False, True, True]


def test_a_file_from_another_ledger(office: Office, tmp_path: Path):
    with new_ledger(str(tmp_path / "别的.jzl")) as other:
        fill(other, 1)
        file = send(Office(other), tmp_path / "别处").sent[0].file
    before = office.everything()
    (done,) = take(office, file)
    assert isinstance(done.error, OtherLedger) and office.everything() == before


def test_a_copy_of_the_ledger_is_the_same_ledger(office: Office, file: Path, tmp_path: Path):
    office.ledger.backup(tmp_path / "副本.jzl")
    with Ledger.open(str(tmp_path / "副本.jzl"), by="李四") as copy:
        assert take_one(Office(copy), file).merge.unit == "云岭市第0局"


def test_a_file_from_an_older_dispatch(office: Office, file: Path, tmp_path: Path):
    edit(file, lambda book: book["问题"].__setitem__("M5", "旧表上的进展"))
    send(office, tmp_path / "再下发")
    before = office.everything()
    (done,) = take(office, file)
    assert isinstance(done.error, OlderDispatch) and office.everything() == before
    assert take_one(office, file, older=True).taken == 1


def test_a_hidden_sheet_that_was_written_into(office: Office, file: Path):
    edit(file, lambda book: book["_jz"].__setitem__("A1", "你好"))
    done = take_one(office, file)
    assert done.merge.unit == "云岭市第0局" and "没有下发标识" in done.merge.remarks[0]


def test_a_foreign_token_in_the_hidden_sheet_with_a_spoilt_base(office: Office, file: Path):
    def change(book) -> None:
        first = book["_jz"]["A1"].value
        book["_jz"]["A1"] = first.replace('"token":"', '"token":"x')
        book["_jz"]["D2"] = "[]"

    done = take_one(office, edit(file, change))
    assert done.merge.unit == "云岭市第0局" and done.taken == 0


def test_formatted_but_empty_rows_without_end(office: Office, file: Path):
    def change(book) -> None:
        book["问题"].cell(1_048_576, 1).font = openpyxl.styles.Font(bold=True)

    done = take_one(office, edit(file, change))
    assert done.taken == 0 and not done.merge.missing


def test_macros_are_not_run_and_told(office: Office, file: Path):
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    done = take_one(office, file)
    assert any("宏" in remark for remark in done.merge.remarks)


def test_a_file_kept_shut_by_another_program(office: Office, file: Path, monkeypatch):
    def shut(self: Path) -> bytes:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", shut)
    (done,) = take(office, file)
    assert done.error is not None and "请关闭后重试" in done.error.todo
