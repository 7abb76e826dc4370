"""The lower part of the record form: 办理过程, 附件, 出处, 修改记录."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from jzledger.errors import LedgerError
from jzledger.ledger import attachments, moving
from jzledger.ledger.cell_history import row_history
from jzledger.ledger.evidence import sources_of
from jzledger.ledger.provenance import Provenance, latest_of
from jzledger.ledger.wording import UPDATE_KINDS
from jzledger.ledger.workbook_sources import cells_of
from jzledger.records.fields import Table
from jzledger.rules.file_names import size_words
from jzledger.rules.lifecycle import STATES
from jzledger.ui.bridge import Bridge
from jzledger.ui.texts import tr
from jzledger.ui.widgets.section import Section

_MOST_HISTORY = 6


def local_time(at: datetime) -> str:
    """A time of the audit (UTC) as the clerk's clock shows it: 2024-06-05 10:42."""
    return at.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")


class RecordTrail(QWidget):
    """`show_row` reads and shows it."""

    message = Signal(str)
    history_asked = Signal()
    article_asked = Signal(str, int, int)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.table: Table | None = None
        self.row_id = ""
        self.notes = Section(tr("办理过程"), self)
        self.files = Section(tr("附件"), self)
        self.sources = Section(tr("出处"), self)
        self.changes = Section(tr("修改记录"), self)
        add = QPushButton(tr("添加附件…"), self)
        add.clicked.connect(self._choose)
        self.files.add_control(add)
        more = QPushButton(tr("全部…"), self)
        more.setToolTip(tr("本行修改记录（Ctrl+Shift+H）"))
        more.clicked.connect(self.history_asked)
        self.changes.add_control(more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 12, 4)
        layout.setSpacing(2)
        for section in (self.notes, self.files, self.sources, self.changes):
            layout.addWidget(section)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self.origins: dict[str, Provenance] = {}  # by Field key: who put what stands there now, from where

    def show_row(self, table: Table, row_id: str) -> None:
        self.table, self.row_id = table, row_id
        self.notes.setVisible(table.noun == "issue")
        if table.noun == "issue":
            self._show_notes()
        self._show_files()
        self._show_sources()
        self._show_changes()

    # -- 办理过程

    def _show_notes(self) -> None:
        found = self.bridge.attempt(self.bridge.ledger.read, moving.notes_of, self.row_id) or []
        self.notes.start(len(found))
        for note in found:
            day = note.day.isoformat() if note.day else tr("日期不详")
            words = UPDATE_KINDS.get(note.kind, note.kind)
            if note.state_after and note.kind == "progress":
                words = STATES[note.state_after]
            self.notes.add(f"{day}　{note.by}　{words}", "；".join(_parts(note)))
        if not found:
            self.notes.add(tr("还没有办理记录"))

    # -- 附件

    def _show_files(self) -> None:
        assert self.table is not None
        found = self.bridge.attempt(
            self.bridge.ledger.read, attachments.attached_to, self.table.noun, self.row_id
        )
        self.files.start(len(found or ()))
        for one in found or ():
            answers = (
                (tr("打开"), lambda row=one.id: self.open_file(row)),
                (tr("删除"), lambda row=one.id, name=one.name: self.delete_file(row, name)),
            )
            head = f"{one.name}　{size_words(one.size)}"
            entry = self.files.add(head, "", answers)
            entry.setToolTip(f"{one.by}　{local_time(one.at)}")
        if not found:
            limit = size_words(attachments.LIMIT)
            self.files.add(tr("没有附件（每个最大 {}）").format(limit.replace(".0", "")))

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("添加附件"))
        self.add_files([Path(name) for name in names])

    def add_files(self, files: list[Path]) -> None:
        """Each file is one Step; what cannot be attached is told, and the others are."""
        assert self.table is not None
        attached = []
        for file in files:
            try:
                name, data = attachments.read_file(file)
                self.bridge.ledger.edit(
                    tr("添加附件"), attachments.attach, self.table.noun, self.row_id, name, data
                )
                attached.append(name)
            except LedgerError as error:
                self.bridge.report(error)
        if attached:
            self.message.emit(tr("已添加附件“{}”。").format("”“".join(attached)))

    def open_file(self, attachment_id: str) -> None:
        """Open a copy with the program that the system has for it; the ledger's own bytes stay as they are."""
        found = self.bridge.attempt(self.bridge.ledger.read, attachments.content, attachment_id)
        if found is None:
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="jzledger-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name) / attachment_id
        folder.mkdir(exist_ok=True)
        copy = folder / found[0]
        try:
            if not copy.exists():
                copy.write_bytes(found[1])
        except OSError as error:
            self.message.emit(tr("打不开附件：{}").format(error.strerror or error))
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy))):
            self.message.emit(tr("系统里没有能打开“{}”的程序。").format(found[0]))

    def delete_file(self, attachment_id: str, name: str) -> None:
        if self.bridge.attempt(self.bridge.ledger.edit, tr("删除附件"), attachments.detach, attachment_id):
            self.message.emit(tr("已删除附件“{}”，放入回收站。").format(name))

    # -- 出处, 修改记录

    def _show_sources(self) -> None:
        assert self.table is not None
        found = self.bridge.attempt(self.bridge.ledger.read, sources_of, self.table.noun, self.row_id) or []
        self.sources.start(len(found))
        for one in found:
            day = f"　{one.published_on.isoformat()}" if one.published_on else ""

            def ask(source: str = one.article_id, start: int = one.start, end: int = one.end) -> None:
                self.article_asked.emit(source, start, end)

            self.sources.add(f"《{one.title}》{day}", one.quote, ((tr("打开文章"), ask),))
        cells = self.bridge.attempt(self.bridge.ledger.read, cells_of, self.table.noun, self.row_id) or []
        for cell in cells:
            head = f"{cell.file_name}　{cell.place}　{'、'.join(cell.titles)}"
            opening = (
                ((tr("打开表格"), lambda row=cell.workbook_id: self.open_file(row)),) if cell.kept else ()
            )
            entry = self.sources.add(
                head, cell.quote if len(cell.quote) <= 80 else cell.quote[:79] + "…", opening
            )
            entry.setToolTip(f"{cell.by}　{local_time(cell.at)}")
        self.sources.start_count(len(found) + len(cells))
        found = [*found, *cells]
        if not found:
            self.sources.add(tr("这一行没有出处"))

    def _show_changes(self) -> None:
        assert self.table is not None
        found = self.bridge.attempt(
            self.bridge.ledger.read, row_history, self.table, self.row_id, self.bridge.context()
        )
        steps: dict[str, list[str]] = {}
        heads: dict[str, str] = {}
        for one in found or ():
            heads[one.step_id] = f"{local_time(one.at)}　{one.by}　{one.label}"
            steps.setdefault(one.step_id, []).append(one.field.title)
        self.origins = latest_of(found or ())
        self.changes.start(len(steps))
        for step_id, titles in list(steps.items())[:_MOST_HISTORY]:
            named = "、".join(dict.fromkeys(titles))
            self.changes.add(heads[step_id], named if len(named) <= 60 else named[:59] + "…")


def _parts(note: moving.Note) -> list[str]:
    told = [note.text]
    if note.new_due_on:
        told.append(tr("新时限 {}").format(note.new_due_on.isoformat()))
    if note.person:
        told.append(tr("批准人 {}").format(note.person) if note.kind == "extended" else note.person)
    if note.verified_by:
        told.append(tr("核查人 {}").format(note.verified_by))
    if note.verified_text:
        told.append(tr("核查意见：{}").format(note.verified_text))
    return [part for part in told if part]
