"""What was sent survives both places where it is kept, and anything else is refused."""

from __future__ import annotations

import zlib

import pytest

from jzledger.rules.sent_forms import (
    LONGEST_PART,
    SentBook,
    SentColumn,
    SentRow,
    SentSheet,
    from_lines,
    header,
    unpacked,
)

COLUMNS = (
    SentColumn("name", "project", "项目名称", "text", False),
    SentColumn("progress", "progress", "办理进展", "text", True),
    SentColumn("done_ytd_yuan", "done_ytd_yuan", "累计", "number", True),
)
LONG = "进展" * LONGEST_PART
ROWS = (SentRow("a", 5, ("甲", LONG, 3.5)), SentRow("b", 6, ("乙\n丙", '="x"', "")))
BOOK = SentBook(
    "l", "d", "t", "u", "马村区", "2024-06-05", "2024-06-12", 2024, 5,
    (SentSheet("issues", "问题", "系统编号", ("name",), COLUMNS, ROWS), SentSheet("figures", "月度投资", "系统编号", ("name",), COLUMNS, ())),
)  # fmt: skip


def test_both_forms_give_it_back():
    assert unpacked(BOOK.packed()) == BOOK
    lines = list(BOOK.lines())
    assert from_lines(lines) == BOOK
    assert all(len(cell) <= 32_767 for line in lines for cell in line)
    assert from_lines([[*line, "", ""] for line in lines]) == BOOK, "a sheet pads its rows"


def test_the_header_alone_tells_whose_it_is():
    first = next(iter(BOOK.lines()))[0]
    found = header(first)
    assert found is not None and (found["token"], found["ledger"]) == ("t", "l")


@pytest.mark.parametrize("text", ["", "你好", "{", "[]", '{"ledger": 3}', None, 4.0])
def test_other_words_are_no_header(text):
    assert header(text) is None


@pytest.mark.parametrize(
    "base", [b"", b"junk", zlib.compress(b"{}"), zlib.compress(b"[1]"), zlib.compress(b"\x00" * 10)]
)
def test_other_bytes_are_no_base(base):
    with pytest.raises(ValueError):
        unpacked(base)


def test_a_hidden_sheet_that_was_written_into_is_refused():
    lines = list(BOOK.lines())
    for broken in (
        [],
        [["x"]],
        [lines[0], ["a", "5"]],
        [lines[0], ["a", "5", "0", '["甲"]']],
        [lines[0], ["a", "五", "0", "[]"]],
    ):
        with pytest.raises(ValueError):
            from_lines(broken)
