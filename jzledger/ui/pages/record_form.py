"""单条编辑: the current row of a table as a form, with what happened to it, where it comes from and what is attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import ChangedElsewhere, LedgerError
from jzledger.ledger import moving
from jzledger.ledger.cell_history import has_history
from jzledger.ledger.changes import Changes
from jzledger.ledger.choices import suggestions as suggested_words
from jzledger.ledger.ledger import Cell
from jzledger.records.fields import Field, Table
from jzledger.records.kinds import DUE
from jzledger.rules.context import Context
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.record_trail import RecordTrail, local_time
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.look import Look
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.elided import ElidedLabel
from jzledger.ui.widgets.field_line import FieldLine
from jzledger.ui.widgets.lifecycle_strip import EXTEND, LifecycleStrip

WIDTH = 440
_LEAST = 340
_MARGIN = 12


class RecordForm(QFrame):
    """`show_row` shows a row; with a grid PgUp and PgDn step through what that shows, and the form follows its cursor."""

    closed = Signal()
    message = Signal(str)
    history_asked = Signal(str)  # key of a column; "" = the whole row
    article_asked = Signal(str, int, int)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAcceptDrops(True)
        self.setMinimumWidth(_LEAST)
        self.bridge = bridge
        self.look = Look(theme, self.font())
        self._theme = theme
        self.table: Table | None = None
        self.grid: Grid | None = None
        self.row_id = ""
        self.lines: list[FieldLine] = []
        self._values: dict[str, Any] = {}
        self._title, self._place = ElidedLabel(self), QLabel(self)
        self._title.setObjectName("panelTitle")
        self._place.setObjectName("hint")
        self._back = self._tool("‹", tr("上一条（PgUp）"), lambda: self.step(-1))
        self._on = self._tool("›", tr("下一条（PgDn）"), lambda: self.step(1))
        self._close = QPushButton(tr("关闭 F7"), self)
        self._close.clicked.connect(self.close_form)
        head = QFrame(self)
        head.setObjectName("panelBar")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(_MARGIN, 4, 10, 4)
        bar.setSpacing(6)
        bar.addWidget(self._title, 1)
        for widget in (self._place, self._back, self._on, self._close):
            bar.addWidget(widget)
        self.strip = LifecycleStrip(self._move, theme, self)
        self._fields = QWidget(self)
        self._grid_layout = QGridLayout(self._fields)
        self._grid_layout.setContentsMargins(_MARGIN, 8, _MARGIN, 4)
        self._grid_layout.setHorizontalSpacing(8)
        self._grid_layout.setVerticalSpacing(5)
        self.origin = QLabel(self)
        self.origin.setObjectName("hint")
        self.origin.setTextFormat(Qt.TextFormat.PlainText)
        self.origin.setWordWrap(True)
        self.origin.setContentsMargins(_MARGIN, 2, _MARGIN, 4)
        self.origin.setAccessibleName(tr("这一格的来源"))
        self.trail = RecordTrail(bridge, self)
        self.trail.message.connect(self.message)
        self.trail.history_asked.connect(lambda: self.history_asked.emit(""))
        self.trail.article_asked.connect(self.article_asked)
        self._body = body = QWidget(self)
        body.setObjectName("formBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._fields)
        column.addWidget(self.origin)
        column.addWidget(self.trail)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("formScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._scroll, 1)
        self.setAccessibleName(tr("单条编辑"))
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self.hide()

    def _tool(self, words: str, name: str, act: Any) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(act)
        return button

    # -- which row

    def show_row(self, table: Table, row_id: str, grid: Grid | None = None) -> bool:
        """Show a row; False where a text that cannot be keeps the form at another one."""
        if not self.finish():
            self.message.emit(tr("表单里还有不能保存的内容，请改正，或按 Esc 恢复原值。"))
            return False
        self.grid = grid
        if self.table is not table:
            self.table = table
            self._make_lines()
        if row_id != self.row_id:
            self.strip.stop_asking()
        self.row_id = row_id
        self.show()
        self.reload()
        return True

    def follow(self, grid: Grid, row_id: str) -> None:
        """The cursor of a table moved."""
        if not self.isVisible() or not row_id or row_id == self.row_id:
            return
        focus = QApplication.focusWidget()
        if grid is not self.grid and (focus is None or not grid.isAncestorOf(focus)):
            return  # it only follows another table
        source: Any = grid.source
        self.show_row(source.table, row_id, grid)

    def step(self, by: int) -> None:
        """To the next row that the table shows."""
        if self.grid is None or not self.finish():
            return
        shown, place = self.grid.model.lines.shown, self.grid.model.lines.place_of(self.row_id)
        while place is not None and 0 <= place + by < len(shown):
            place += by
            if shown[place].row is not None:
                self.grid.cell_cursor.go(place, max(0, self.grid.cell_cursor.active.column))
                return

    def enter(self) -> None:
        """Take the keyboard, to the field of the table's current column."""
        key = self.grid.current_key() if self.grid is not None else None
        wanted = [line for line in self.lines if line.editable]
        chosen = next((line for line in wanted if line.field.key == key), wanted[0] if wanted else None)
        if chosen is not None:
            chosen.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def finish(self) -> bool:
        """Write what is under way; False where some of it cannot be."""
        return all([line.finish() for line in self.lines])

    def close_form(self) -> None:
        """F7 or Esc. What cannot be saved is given up: closing is a way out."""
        for line in self.lines:
            if not line.finish():
                line.give_up()
        self.strip.stop_asking()
        self.hide()
        self.closed.emit()

    def line(self, key: str) -> FieldLine:
        return next(line for line in self.lines if line.field.key == key)

    # -- what it shows

    def refresh(self, changes: Changes) -> None:
        """Something changed: by us, by an undo, by another process."""
        if self.isVisible() and self.row_id:
            self.reload()

    def reload(self) -> None:
        if self.table is None:
            return
        table, fields = self.table, [line.field for line in self.lines]
        rows = self.bridge.attempt(
            self.bridge.ledger.rows, table, self.context(), fields=fields, ids=[self.row_id]
        )
        if not rows:
            self.row_id = ""
            self.hide()
            self.closed.emit()
            return
        self._values = dict(zip((field.key for field in fields), rows[0][2:], strict=True))
        for line in self.lines:
            line.show_value(self._values[line.field.key])
        name = self._values.get("title") or self._values.get("name") or table.title
        self._title.setText(str(name))
        self.strip.setVisible(table.noun == "issue")
        if table.noun == "issue":
            self.strip.show_issue(
                self._values["state"], self._values["outcome"] or "", table.key == "directives"
            )
            self._order_tabs()
        self.trail.show_row(table, self.row_id)
        for line in self.lines:
            said = self.origin_of(line.field)
            if said and has_history(table, line.field):
                line.label.setToolTip(
                    tr("{}（点击看这一格的历史）\n{}").format(line.field.help or line.field.title, said)
                )
        self._tell_origin()
        self._tell_place()
        QTimer.singleShot(0, self, self._keep_whole)  # when new buttons have their looks

    def _keep_whole(self) -> None:
        """Never narrower than what is in it, which a neighbour could else push under its edge."""
        body = self._body.minimumSizeHint().width()
        self.setMinimumWidth(max(_LEAST, body + self._scroll.verticalScrollBar().sizeHint().width()))

    def _order_tabs(self) -> None:
        """Tab goes as one reads: the head, the moves, the fields, what is below."""
        stops: list[QWidget] = [self._close, *self.strip.buttons()]
        stops += [line.editor for line in self.lines if line.editable]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def origin_of(self, field: Field) -> str:
        """Where the value of a Field comes from, in one line; "" where nobody ever wrote it."""
        found = self.trail.origins.get(field.key)
        if found is None:
            return ""
        who = f"{found.by} {local_time(found.at)}"
        if found.source:
            return tr("来源：{}（{} {}）").format(found.source, who, found.label)
        return tr("来源：{} 录入（{}）").format(who, found.label)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._tell_origin()

    def _tell_origin(self) -> None:
        """Of the field with the keyboard; the last one stays when the keyboard leaves the form."""
        if not self.isVisible():
            return
        key = self.current_field()
        line = next((line for line in self.lines if line.field.key == key), None)
        if line is not None:
            said = self.origin_of(line.field)
            self.origin.setText(
                f"{line.field.title}　{said}" if said else tr("{}　没有填过").format(line.field.title)
            )
        self.origin.setVisible(bool(self.origin.text()))

    def _tell_place(self) -> None:
        shown = self.grid is not None
        for widget in (self._place, self._back, self._on):
            widget.setVisible(shown)
        if self.grid is not None:
            lines = self.grid.model.lines
            place = lines.place_of(self.row_id)
            number = lines.number_at(place) if place is not None else 0
            rows = sum(line.row is not None for line in lines.shown)
            self._place.setText(f"{number} / {rows}" if place is not None else tr("不在表内"))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.look = Look(theme, self.font())
        self.strip.set_theme(theme)
        if self.isVisible() and self.row_id:
            self.reload()

    # -- the fields

    def _make_lines(self) -> None:
        assert self.table is not None
        for line in self.lines:
            for widget in (line.label, line.editor, line.problem):
                self._grid_layout.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
            line.deleteLater()
        self.lines = []
        row, at_right = 0, False
        for field in self.table.fields:
            line = FieldLine(field, self, field.editable, self._fields)
            line.stepped.connect(self.step)
            line.left.connect(self.close_form)
            self.lines.append(line)
            for widget in (line.label, line.editor):
                widget.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
            if has_history(self.table, field):
                line.label.installEventFilter(self)
                line.label.setToolTip(tr("{}（点击看这一格的历史）").format(field.help or field.title))
                line.label.setCursor(Qt.CursorShape.PointingHandCursor)
            if line.wide and at_right:
                row, at_right = row + 3, False
            self._place_line(line, row, at_right)
            if line.wide or at_right:
                row, at_right = row + 3, False
            else:
                at_right = True
        self._grid_layout.setColumnStretch(1, 1)
        self._grid_layout.setColumnStretch(3, 1)

    def _place_line(self, line: FieldLine, row: int, at_right: bool) -> None:
        left = 2 if at_right else 0
        span = 3 if line.wide else 1
        top = Qt.AlignmentFlag.AlignTop if line.tall else Qt.AlignmentFlag.AlignVCenter
        line.label.setAlignment(Qt.AlignmentFlag.AlignRight | top)
        self._grid_layout.addWidget(line.label, row, left, top if line.tall else Qt.AlignmentFlag(0))
        self._grid_layout.addWidget(line.editor, row, left + 1, 1, span)
        # Each sentence has the whole width, the one of the right half below that of the left.
        self._grid_layout.addWidget(line.problem, row + (2 if at_right else 1), 1, 1, 3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            line = next((line for line in self.lines if line.label is watched), None)
            if line is not None:
                self.history_asked.emit(line.field.key)
                return True
        return False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files that are dropped here are attached to the row."""
        files = _files_of(event.mimeData())
        if files and self.row_id:
            event.acceptProposedAction()
            self.trail.add_files(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(1 if event.key() == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def current_field(self) -> str:
        """Key of the field with the keyboard; "" without one."""
        focus = QApplication.focusWidget()
        return next((line.field.key for line in self.lines if line.editor is focus), "")

    # -- what its lines ask for

    def context(self) -> Context:
        return self.bridge.context()

    def suggestions(self, field: Field) -> Sequence[str]:
        assert self.table is not None
        found: list[str] = self.bridge.attempt(self.bridge.ledger.read, suggested_words, self.table, field)
        return found or []

    def write(self, field: Field, seen: Any, value: Any) -> None:
        """One Step. Raises LedgerError; where somebody was there first, their value counts as seen from then on."""
        assert self.table is not None
        cell = Cell(self.table.key, self.row_id, field.key, value, seen)
        try:
            self.bridge.ledger.set_cells([cell], self.context())
        except ChangedElsewhere as error:
            for changed in error.cells:
                self.line(field.key).accept_seen(changed[1])  # type: ignore[index]
            raise
        self.reload_line(field)

    def reload_line(self, field: Field) -> None:
        """What the ledger made of the text; the other lines follow with the signal of the change."""
        assert self.table is not None
        rows = self.bridge.ledger.rows(self.table, self.context(), fields=[field], ids=[self.row_id])
        line = self.line(field.key)
        if rows:
            line.seen = self._values[field.key] = rows[0][2]
            line.give_up()

    def _move(self, move: str, answers: Mapping[str, str]) -> None:
        """A button of the lifecycle. Raises LedgerError."""
        assert self.table is not None
        if not self.finish():
            raise LedgerError(tr("表单里还有不能保存的内容"), "", tr("请先改正。"))
        ledger, context = self.bridge.ledger, self.context()
        if move == EXTEND:
            due = DUE.parse(answers["due"], context)
            seen, by, reason = self._values["due"], answers["approved_by"], answers[moving.REASON]
            ledger.edit(tr("延期"), moving.extend, self.row_id, seen, due, by, reason, context)
            return
        state = self._values["state"]
        words = self.table.field("state").kind.show(move)
        label = tr("办理状态改为“{}”").format(words)
        ledger.edit(label, moving.move, self.row_id, state, move, answers, context)


def _files_of(mime: QMimeData) -> list[Path]:
    """What a file manager drops; a folder cannot be attached, a ledger is for the window."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if not path.is_dir() and path.suffix.lower() != ".jzl"]
