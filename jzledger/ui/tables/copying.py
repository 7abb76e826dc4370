"""Copying and cutting the selected cells of a table to the clipboard."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from jzledger.records.fields import Field
from jzledger.ui.tables.clipboard import (
    OWN_FORMAT,
    Block,
    Text,
    from_own,
    kind_name,
    to_html,
    to_own,
    to_tsv,
)
from jzledger.ui.tables.cursor import Range
from jzledger.ui.tables.marquee import Copied
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.commands import Commands


class Copying:
    """Puts what is selected onto the clipboard, and leaves a ring around it."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._fresh = ""  # token of a copy after which nothing else was done

    def is_fresh(self) -> bool:
        """Was the last thing done a copy or a cut whose ring is still there, and does the clipboard still hold it?"""
        copied = self._commands.overlay.copied
        if copied is None or not copied.token or copied.token != self._fresh:
            return False
        mime = QGuiApplication.clipboard().mimeData()
        own = from_own(bytes(mime.data(OWN_FORMAT).data())) if mime is not None else None
        return own is not None and own.token == copied.token

    def age(self) -> None:
        """Something else was done."""
        self._fresh = ""

    def copy(self, *, heading: bool = False, cut: bool = False) -> bool:
        """False where nothing that can be copied is selected."""
        commands = self._commands
        ranges = commands.cursor.ranges()
        if len(ranges) > 1 and (cut or not _line_up(ranges)):
            commands.say(
                tr("不能这样剪切：请只选一块。")
                if cut
                else tr("选中的几块既不同行也不同列，不能一起复制。请选同样的行，或同样的列。")
            )
            return False
        lines = [
            number
            for number in sorted({n for found in ranges for n in range(found.top, found.bottom + 1)})
            if commands.lines.shown[number].row is not None
        ]
        columns = commands.columns_of(ranges)
        if not lines or not columns:
            return False
        block = self._block(lines, columns)
        texts: list[list[str]] = [[text or "" for text in row] for row in block.texts]
        if heading:
            texts.insert(0, [commands.fields[column].title for column in columns])
        mime = QMimeData()
        mime.setText(to_tsv(texts))
        mime.setHtml(to_html(texts))
        if not heading:
            mime.setData(OWN_FORMAT, QByteArray(to_own(block)))
        QGuiApplication.clipboard().setMimeData(mime)
        keys = tuple(commands.fields[column].key for column in columns)
        commands.overlay.copied = Copied(block.ids, keys, block.token, cut)
        self._fresh = "" if heading else block.token
        commands.refresh()
        what = tr("已剪切 {} 行 × {} 列，粘贴时移动。") if cut else tr("已复制 {} 行 × {} 列。")
        commands.say(what.format(len(lines), len(columns)))
        return True

    def _block(self, lines: Sequence[int], columns: Sequence[int]) -> Block:
        shown, fields = self._commands.lines.shown, self._commands.fields
        values = [[shown[number].value(column) for column in columns] for number in lines]
        texts: list[list[Text]] = [
            [copied_text(fields[column], value) for column, value in zip(columns, row, strict=True)]
            for row in values
        ]
        return Block(
            texts,
            values,
            tuple(kind_name(fields[column].kind) for column in columns),
            uuid.uuid4().hex,
            self._commands.origin,
            tuple(shown[number].id() for number in lines),
        )


def copied_text(field: Field, value: Any) -> str:
    """What can be typed into such a cell again; of a computed column what it shows."""
    return field.kind.typed(value) if field.editable else field.kind.show(value)


def _line_up(ranges: Sequence[Range]) -> bool:
    """Ranges that copy as one block: the same rows, or the same columns."""
    rows = {(found.top, found.bottom) for found in ranges}
    columns = {(found.left, found.right) for found in ranges}
    return len(rows) == 1 or len(columns) == 1
