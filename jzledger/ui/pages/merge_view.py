"""The merge of one returned file: every differing cell, what stands against what, and how it is decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.errors import LedgerError
from jzledger.exchange.collect import Typed
from jzledger.records.fields import TABLES
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.merge_added import AddedRow
from jzledger.ui.pages.merge_choices import FileReview
from jzledger.ui.pages.merge_detail import MergeDetail
from jzledger.ui.pages.merge_lines import MergeLine, MergeModel
from jzledger.ui.pages.merge_table import MergeTable
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.elided import ElidedLabel


class MergeView(QWidget):
    """`apply_asked(review)`: write what is agreed; `older_asked(review)`: read it although it is an old one."""

    apply_asked = Signal(object)
    older_asked = Signal(object)
    decided = Signal(object)
    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.review: FileReview | None = None
        self.model = MergeModel(self)
        self.table = MergeTable(self.model, self)
        self.detail, self.added = MergeDetail(self), AddedRow(self)
        self.unit, self.file = QLabel(self), ElidedLabel(self)
        self.unit.setObjectName("panelTitle")
        self.file.setObjectName("hint")
        self.counts = ElidedLabel(self)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.apply = QPushButton(self)
        self.apply.setProperty("primary", True)
        self.apply.clicked.connect(self.ask_to_apply)
        self.all = QPushButton(tr("全部采用对方的"), self)
        self.certain = QPushButton(tr("只采用无冲突的"), self)
        self.only_open = QPushButton(tr("只看待定"), self)
        self.only_open.setObjectName("toggle")
        self.only_open.setCheckable(True)
        self.older = QPushButton(tr("仍按旧表合并"), self)
        self.older.clicked.connect(lambda: self.older_asked.emit(self.review))
        self.all.clicked.connect(lambda: self._bulk("take_all"))
        self.certain.clicked.connect(lambda: self._bulk("only_certain"))
        self.only_open.toggled.connect(self._filter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar("panelBar", self.unit, self.file, self.older, self.apply))
        self.tools = self._bar("banner", self.counts, self.only_open, self.certain, self.all)
        layout.addWidget(self.tools)
        layout.addWidget(self.problem)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addWidget(self.added)
        self.table.moved.connect(self._show_line)
        self.table.chosen.connect(self._choose_line)
        self.detail.chosen.connect(self._choose)
        self.added.wanted.connect(self._want)
        for strip in (self.detail, self.added):
            strip.step_asked.connect(self.table.next_open)
        take = QShortcut(QKeySequence("Ctrl+Return"), self, self.ask_to_apply)
        take.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.show_review(None)

    def _bar(self, name: str, *widgets: QWidget) -> QFrame:
        bar = QFrame(self)
        bar.setObjectName(name)
        across = QHBoxLayout(bar)
        across.setContentsMargins(10, 5, 10, 5)
        across.setSpacing(8)
        for widget in widgets:
            across.addWidget(widget, 1 if isinstance(widget, ElidedLabel) else 0)
        return bar

    def set_theme(self, theme: Theme) -> None:
        self.model.theme = theme
        self.model.refresh()

    def show_review(self, review: FileReview | None) -> None:
        self.review = review
        self.only_open.blockSignals(True)
        self.only_open.setChecked(False)
        self.only_open.blockSignals(False)
        self.model.only_open = False
        self.model.show_review(review)
        self._describe()
        if self.model.lines and not self.table.next_open():
            self.table.go_to(0)
        self._show_line(self.table.line())

    def refresh(self) -> None:
        """The merge of this file was made anew."""
        at = self.table.currentIndex().row()
        self.model.show_review(self.review)
        self._describe()
        self.table.go_to(min(at, len(self.model.lines) - 1))
        self._show_line(self.table.line())

    def _describe(self) -> None:
        review = self.review
        found = review.merge if review is not None else None
        for widget in (self.tools, self.table, self.apply):
            widget.setVisible(found is not None)
        error = review.error if review is not None else None
        self.older.setVisible(review is not None and review.may_be_older)
        self.problem.setVisible(error is not None)
        if error is not None:
            self.unit.setText(tr("读不了"))
            self.file.setText(review.path.name if review else "")
            self.problem.setText(f"　{error.message}。{error.todo}")
        if review is None or found is None:
            return
        sent = found.dispatch.sent_on if found.dispatch else None
        day = tr("{}月{}日下发").format(sent.month, sent.day) if sent else ""
        self.unit.setText(found.unit)
        self.file.setText(f"{review.path.name}　{day}")
        self.counts.setText(self._counted(review))
        count = review.taken_count()
        self.apply.setText(
            tr("正在重新比较…")
            if review.outdated
            else tr("采用 {} 处　Ctrl+Enter").format(count)
            if count
            else tr("登记已收　Ctrl+Enter")
            if review.is_receipt
            else tr("没有要写入的")
        )
        self.apply.setEnabled(not review.outdated and (count > 0 or review.is_receipt))
        self.certain.setEnabled(review.open_count() > 0)
        self.all.setEnabled(review.open_count() > 0)
        self.only_open.setEnabled(review.open_count() > 0 or self.only_open.isChecked())

    def _counted(self, review: FileReview) -> str:
        found = review.merge
        assert found is not None
        told = [
            (tr("改动"), len(found.cells("take", "ask"))),
            (tr("双方相同"), found.same),
            (tr("新增"), len(found.new)),
            (tr("缺"), len(found.missing)),
            (tr("请核"), len(found.problems)),
            (tr("待定"), review.open_count()),
        ]
        shown = " · ".join(f"{word} {count}" for word, count in told if count)
        return shown or tr("与下发时一样，没有改动")

    def _show_line(self, line: MergeLine | None) -> None:
        review = self.review
        cell = line.cell if line is not None and line.row is not None and review is not None else None
        new = line.new if line is not None and review is not None else None
        self.detail.setVisible(cell is not None)
        self.added.setVisible(new is not None)
        if review is None or line is None:
            return
        if cell is not None and line.row is not None:
            self.detail.show_cell(review, line.row, cell)
        elif new is not None:
            self.added.show_row(review, new)

    # Choosing.
    def _choose_line(self, line: MergeLine, word: str) -> None:
        if self.review is None:
            return
        if word == "toggle" and line.new is not None:
            self._want(not self.review.wanted(line.new))
        elif word == "typed" and line.cell is not None and line.cell.outcome in ("take", "ask"):
            self.detail.write()
        elif line.cell is not None:
            self._choose(word, "")

    def _want(self, wanted: bool) -> None:
        line = self.table.line()
        if self.review is not None and line is not None and line.new is not None:
            self.review.want(line.new, wanted)
            self._chosen()

    def _choose(self, word: str, text: str) -> None:
        line = self.table.line()
        if self.review is None or line is None or line.cell is None:
            return
        cell = line.cell
        if word == "typed":
            field = TABLES[cell.table].field(cell.key)
            try:
                value = field.kind.parse(text, self.bridge.context())
            except LedgerError as error:
                self.message.emit(f"{error.sentence()}。{error.todo}")
                return
            self.review.choose(cell, Typed(value, text))
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.review.choose(cell, word)
        self._chosen()

    def _chosen(self) -> None:
        self.model.refresh()
        self._describe()
        self._show_line(self.table.line())
        self.decided.emit(self.review)

    def _bulk(self, how: str) -> None:
        if self.review is not None:
            getattr(self.review, how)()
            self._chosen()

    def _filter(self, only_open: bool) -> None:
        self.model.only_open = only_open
        self.model.show_review(self.review)
        self._describe()
        self.table.go_to(0)
        self._show_line(self.table.line())

    def ask_to_apply(self) -> None:
        if self.review is not None and self.apply.isVisible() and self.apply.isEnabled():
            self.apply_asked.emit(self.review)
