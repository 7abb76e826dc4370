"""A folder stands for the files in it that can be read."""

from __future__ import annotations

from pathlib import Path

from jzledger.exchange.article_files import expanded


def test_a_folder_gives_workbooks_of_every_program_and_no_leavings(tmp_path: Path):
    names = ("一.xlsx", "二.et", "三.xls", "四.ods", "五.csv", "六.txt", "~$一.xlsx", "七.png")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert {path.name for path in expanded([tmp_path])} == set(names[:6])
