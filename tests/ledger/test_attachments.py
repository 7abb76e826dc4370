"""Documents kept with a row: once in the ledger, cleaned of their paths, refused before they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from jzledger.errors import BadValue, FileBroken, Missing
from jzledger.ledger import attachments
from jzledger.ledger.merging import merge_issues
from jzledger.records.sources import Blob
from tests.office import Office


def attach(office: Office, row_id: str, name: str = "批复.pdf", data: bytes = b"pdf") -> str:
    office.ledger.edit("添加附件", attachments.attach, "issue", row_id, name, data)
    return listed(office, row_id)[-1].id


def listed(office: Office, row_id: str) -> list[attachments.Attached]:
    return office.ledger.read(attachments.attached_to, "issue", row_id)


def blobs(office: Office) -> int:
    return office.ledger.read(lambda session: session.scalar(select(func.count()).select_from(Blob)))


def test_what_was_attached_comes_out_as_it_went_in(office):
    row_id = office.issue()
    attachment = attach(office, row_id, "C:\\桌面\\批复.pdf", b"\x00\xffpdf")
    (one,) = listed(office, row_id)
    assert (one.name, one.size, one.by) == ("批复.pdf", 5, "王芳")
    assert office.ledger.read(attachments.content, attachment) == ("批复.pdf", b"\x00\xffpdf")


def test_a_file_of_two_gigabytes_is_refused_by_its_size_alone(tmp_path: Path, monkeypatch):
    file = tmp_path / "录像.mp4"
    with file.open("wb") as made:
        made.truncate(2 << 30)
    monkeypatch.setattr(Path, "open", lambda *args, **named: pytest.fail("it was opened"))
    with pytest.raises(BadValue) as refused:
        attachments.read_file(file)
    assert "2.0 GB" in refused.value.message and "20.0 MB" in refused.value.message
    assert refused.value.where == "录像.mp4"


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [("空.txt", b"", BadValue), ("脚本.bat", b"del", BadValue), ("图.lnk", b"x", BadValue)],
)
def test_empty_files_and_programs_are_refused(tmp_path: Path, name, data, error):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error):
        attachments.read_file(tmp_path / name)


def test_a_folder_or_a_file_that_is_gone_is_told_in_words(tmp_path: Path):
    for path in (tmp_path, tmp_path / "没有.pdf"):
        with pytest.raises(FileBroken):
            attachments.read_file(path)


def test_the_same_bytes_lie_once_and_stay_as_long_as_one_row_needs_them(office):
    one, other = office.issue(), office.issue("供电线路未定")
    first, second = attach(office, one), attach(office, other, "同一份.pdf")
    assert blobs(office) == 1
    office.ledger.edit("删除附件", attachments.detach, first)
    office.ledger.empty_bin()
    assert office.ledger.read(attachments.content, second) == ("同一份.pdf", b"pdf")
    office.ledger.edit("删除附件", attachments.detach, second)
    office.ledger.empty_bin()
    assert blobs(office) == 0
    with pytest.raises(Missing):
        office.ledger.read(attachments.content, second)


def test_attachments_go_and_come_with_their_row_and_with_undo(office):
    row_id = office.issue()
    attachment = attach(office, row_id)
    office.delete("issues", row_id)
    assert listed(office, row_id) == []
    office.ledger.undo()
    assert [one.id for one in listed(office, row_id)] == [attachment]
    office.ledger.undo()
    assert listed(office, row_id) == []
    office.ledger.redo()
    assert office.ledger.read(attachments.content, attachment)[1] == b"pdf"


def test_merged_issues_keep_the_attachments_of_both(office):
    office.project()
    kept, other = office.issue(project="健康元"), office.issue("用地手续没有办结", project="健康元")
    attach(office, kept)
    attach(office, other, "现场.jpg", b"jpg")
    office.ledger.edit("合并问题", merge_issues, kept, other)
    assert [one.name for one in listed(office, kept)] == ["批复.pdf", "现场.jpg"]
