"""A file is the new one or the old one: locked targets, full disks, places that cannot be written."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.errors import FileLocked, NotWritable
from jzledger.formats.safe_file import file_name, free_name, replace_file

ROOT = Path(__file__).resolve().parents[2]


def new(file: BinaryIO) -> None:
    file.write(b"new")


def test_a_new_file_and_one_that_is_replaced(tmp_path):
    target = tmp_path / "六月.xlsx"
    assert replace_file(target, lambda file: file.write(b"four")) == 4
    assert target.read_bytes() == b"four"
    target.write_bytes(b"old")
    target.chmod(0o640)
    replace_file(target, new)
    assert target.read_bytes() == b"new" and target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("owner", ["~$六月.xlsx", ".~lock.六月.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_left_alone(tmp_path, owner):
    target = tmp_path / "六月.xlsx"
    target.write_bytes(b"old")
    (tmp_path / owner).write_bytes(b"")
    (tmp_path / "六月（2）.xlsx").write_bytes(b"")
    with pytest.raises(FileLocked) as caught:
        replace_file(target, new)
    assert caught.value.where == "六月.xlsx"
    assert caught.value.todo == "请关闭后重试，或另存为“六月（3）.xlsx”。"
    assert target.read_bytes() == b"old"


def test_windows_refuses_to_replace_an_open_file(tmp_path, monkeypatch):
    target = tmp_path / "六月.xlsx"
    target.write_bytes(b"old")

    def refuse(source: object, destination: object) -> None:
        error = PermissionError(errno.EACCES, "Access is denied")
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileLocked):
        replace_file(target, new)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_an_error_while_writing_leaves_the_old_file(tmp_path):
    target = tmp_path / "六月.xlsx"
    target.write_bytes(b"old")

    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        replace_file(target, fail)
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_missing_or_is_the_target_itself(tmp_path):
    with pytest.raises(NotWritable):
        replace_file(tmp_path / "no" / "六月.xlsx", new)
    with pytest.raises(NotWritable):
        replace_file(tmp_path, new)
    assert list(tmp_path.iterdir()) == []


CHILD = """
import io, os, sys
from pathlib import Path
from jzledger.errors import FileError
from jzledger.formats.safe_file import replace_file
{before}
try:
    replace_file(Path(sys.argv[1]), lambda file: file.write(b"x" * 200_000))
except FileError as error:
    print(type(error).__name__)
"""


def in_child(target: Path, before: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-B", "-c", CHILD.format(before=before), str(target)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
def test_a_full_disk_leaves_the_old_file(tmp_path):
    target = tmp_path / "六月.xlsx"
    target.write_bytes(b"old")
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))"
    assert in_child(target, limit) == "NoSpace"
    assert target.read_bytes() == b"old" and list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="user ids are a matter of POSIX")
def test_a_folder_that_may_not_be_written_to(tmp_path):
    folder = tmp_path / "公用"
    folder.mkdir()
    target = folder / "六月.xlsx"
    target.write_bytes(b"old")
    folder.chmod(0o555)
    # Root passes over permission bits: the child becomes nobody, after it has loaded its modules.
    nobody = "if os.getuid() == 0:\n    os.chmod(Path(sys.argv[1]).parents[1], 0o755); os.setgid(65534); os.setuid(65534)"
    try:
        assert in_child(target, nobody) == "NotWritable"
    finally:
        folder.chmod(0o755)
    assert target.read_bytes() == b"old" and list(folder.iterdir()) == [target]


def test_free_names_are_numbered(tmp_path):
    target = tmp_path / "六月.xlsx"
    assert free_name(target) == target
    target.write_bytes(b"")
    assert free_name(target).name == "六月（2）.xlsx"
    (tmp_path / "六月（2）.xlsx").write_bytes(b"")
    assert free_name(target).name == "六月（3）.xlsx"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('问题/台账:"一"*?.xlsx', "问题台账一.xlsx"),
        ("..\\..\\etc\\passwd", "etcpasswd"),
        ("CON.xlsx", "_CON.xlsx"),
        ("", "未命名"),
        (" . ", "未命名"),
    ],
)
def test_names_of_files(text, name):
    assert file_name(text) == name


@given(st.text(max_size=300))
def test_any_text_becomes_a_name_that_can_be_used(text):
    name = file_name(text + ".xlsx")
    assert name.endswith(".xlsx") and len(name) <= 80 and len(name.encode()) <= 240
    assert not set(name) & set('\\/:*?"<>|\x00\n')
    assert file_name(name) == name
