"""学习样表: what was read off a workbook of the office, to be corrected, beside the pages that it would make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.exchange import learn_look as looks
from jzledger.exchange.learn_look import GROUPING, KINDS, NOTHING, SEQ, Draft, Look
from jzledger.records.fields import TABLES
from jzledger.rules.cell_names import column_letters
from jzledger.ui.dialogs.export_ledger import Drawn
from jzledger.ui.dialogs.page_preview import PagePreview
from jzledger.ui.printing.cell_painter import PrintedPages
from jzledger.ui.printing.devices import report_of
from jzledger.ui.texts import tr

_SIZE, _LEAST, _LEFT = QSize(1240, 690), QSize(940, 560), 520
_HEADS = ("列", "样表的表头", "对应的字段", "样表里的例子")
DrawLook = Callable[[Look, Callable[[Drawn], None], Callable[[LedgerError], None]], None]


def ask_workbook(parent: QWidget, folder: Path) -> Path | None:
    """The workbook that the clerk points at."""
    name, _ = QFileDialog.getOpenFileName(
        parent, tr("选一张本单位的样表"), str(folder), tr("Excel 工作簿 (*.xlsx *.xlsm)")
    )
    return Path(name) if name else None


class LearnLookDialog(QDialog):
    """`kept` gives the name and the look, as corrected."""

    kept = Signal(str, object)

    def __init__(self, draft: Draft, name: str, draw: DrawLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("学习样表"))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self.draft = draft
        self._draw = draw
        self._drawing = self._stale = False
        self.preview = PagePreview(self)
        self._make_fields(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self._side)
        upper.addWidget(self.preview, 1)
        layout.addLayout(upper, 1)
        layout.addWidget(self._make_foot())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._keep)
        self._show()
        self.name.setFocus()

    # -- what is made once

    def _make_fields(self, name: str) -> None:
        self._side = QFrame(self)
        self._side.setObjectName("panel")
        self._side.setFixedWidth(_LEFT)
        self.name = QLineEdit(name, self)
        self.name.textChanged.connect(self._tell)
        self.kind, self.by = QComboBox(self), QComboBox(self)
        for kind in KINDS:
            self.kind.addItem(tr(kind.title), kind.key)
        look = self.draft.look
        chosen = next(k for k in KINDS if k.source == look.source and dict(k.only) == dict(look.only))
        self.kind.setCurrentIndex(KINDS.index(chosen))
        self.kind.activated.connect(self._kind_changed)
        self.by.activated.connect(self._by_changed)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        form.addRow(tr("版式名称"), self.name)
        form.addRow(tr("印什么"), self.kind)
        self._by_label = QLabel(tr("分组行按"), self)
        form.addRow(self._by_label, self.by)
        self.columns = QTableWidget(0, len(_HEADS), self)
        self.columns.setHorizontalHeaderLabels([tr(head) for head in _HEADS])
        self.columns.verticalHeader().setVisible(False)
        self.columns.verticalHeader().setDefaultSectionSize(32)
        self.columns.setAccessibleName(tr("各列对应的字段"))
        header = self.columns.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((36, 158, 172)):
            header.resizeSection(place, width)
        header.setStretchLastSection(True)
        self.columns.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes take the keyboard
        self.columns.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.texts = QTableWidget(0, 2, self)
        self.texts.setHorizontalHeaderLabels([tr("位置"), tr("文字")])
        self.texts.verticalHeader().setVisible(False)
        self.texts.verticalHeader().setDefaultSectionSize(30)
        self.texts.horizontalHeader().resizeSection(0, 96)
        self.texts.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.texts.setTabKeyNavigation(False)
        self.texts.itemChanged.connect(self._text_changed)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.columns, tr("各列对应的字段"))
        self.tabs.addTab(self.texts, tr("标题和说明"))
        side = QVBoxLayout(self._side)
        side.setContentsMargins(16, 14, 16, 8)
        side.setSpacing(12)
        side.addLayout(form)
        side.addWidget(self.tabs, 1)

    def _make_foot(self) -> QWidget:
        foot = QFrame(self)
        foot.setObjectName("panelBar")
        self.note = QLabel(foot)
        self.note.setWordWrap(True)
        cancel = QPushButton(tr("取消"), foot)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(tr("留下这个版式"), foot)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self._keep)
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 10, 16, 12)
        line.setSpacing(8)
        line.addWidget(self.note, 1)
        line.addWidget(cancel)
        line.addWidget(self.go)
        return foot

    # -- what is shown

    def _show(self) -> None:
        self._show_columns()
        self._show_texts()
        self._show_grouping()
        self._redraw()

    def _show_columns(self) -> None:
        look = self.draft.look
        self.columns.setRowCount(len(look.columns))
        for row, column in enumerate(look.columns):
            for place, text in (
                (0, column_letters(look.left + row)),
                (1, column.head),
                (3, self.draft.samples[row]),
            ):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                self.columns.setItem(row, place, item)
            self.columns.setCellWidget(row, 2, self._field_box(row))

    def _field_box(self, row: int) -> QComboBox:
        column = self.draft.look.columns[row]
        box = QComboBox(self.columns)
        box.setAccessibleName(tr("{}对应的字段").format(column.head))
        box.setMaxVisibleItems(18)
        box.addItem(tr("（不填，留空列）"), NOTHING)
        box.addItem(tr("序号"), SEQ)
        for field in TABLES[self.draft.look.source].fields:
            if field.key != "order_no":
                box.addItem(field.title, field.key)
        box.setCurrentIndex(max(0, box.findData(column.field)))
        box.activated.connect(lambda _: self._field_changed(row, str(box.currentData())))
        return box

    def _show_texts(self) -> None:
        self.texts.blockSignals(True)
        found = self.draft.look.texts()
        self.texts.setRowCount(len(found))
        names = {"head": tr("表头上方"), "tail": tr("表格下方")}
        for row, (block, line, place, text) in enumerate(found):
            where = QTableWidgetItem(tr("{}第{}行").format(names[block], line + 1))
            where.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.texts.setItem(row, 0, where)
            item = QTableWidgetItem(_in_words(text))
            item.setData(Qt.ItemDataRole.UserRole, (block, line, place))
            self.texts.setItem(row, 1, item)
        self.texts.blockSignals(False)

    def _show_grouping(self) -> None:
        groups = self.draft.look.groups
        for widget in (self.by, self._by_label):
            widget.setVisible(groups is not None)
        self.by.clear()
        source = self.draft.look.source
        self.by.addItem(tr("（不分组）"), "")
        for key in GROUPING.get(source, ()):
            self.by.addItem(TABLES[source].field(key).title, key)
        if groups is not None:
            self.by.setCurrentIndex(max(0, self.by.findData(groups.by)))
            self.by.setToolTip(tr("样表里的组：{}").format("、".join(self.draft.group_names)))

    def _tell(self) -> None:
        look = self.draft.look
        empty = sum(column.field == NOTHING for column in look.columns)
        parts = [tr("样表有 {} 列、{} 行数据。").format(len(look.columns), self.draft.rows)]
        if empty:
            parts.append(tr("◆ {} 列没有对上字段，印出来是空列，请在左边选。").format(empty))
        if look.groups is not None and not look.groups.by:
            parts.append(tr("◆ 没看出分组行按什么分，请选。"))
        parts += [f"{remark}。" for remark in look.remarks]
        self.note.setText("".join(parts))
        self.go.setEnabled(bool(self.name.text().strip()) and empty < len(look.columns))

    # -- what is corrected

    def _kind_changed(self, place: int) -> None:
        self.draft = looks.with_kind(self.draft, KINDS[place])
        self.draft = replace(self.draft, look=looks.grouped_by(self.draft, ""))
        self._show()

    def _by_changed(self, _: int) -> None:
        self.draft = replace(self.draft, look=looks.grouped_by(self.draft, str(self.by.currentData())))
        self._redraw()

    def _field_changed(self, row: int, field: str) -> None:
        """A Field stands in one column only: the other one that had it becomes empty."""
        look = self.draft.look
        columns = list(look.columns)
        for place, column in enumerate(columns):
            if place != row and column.field == field and field not in (NOTHING, SEQ):
                columns[place] = looks.replace_field(column, NOTHING, look.source)
                box = self.columns.cellWidget(place, 2)
                if isinstance(box, QComboBox):
                    box.setCurrentIndex(0)
        columns[row] = looks.replace_field(columns[row], field, look.source)
        self.draft = replace(self.draft, look=replace(look, columns=tuple(columns)))
        self._redraw()

    def _text_changed(self, item: QTableWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if place is None:
            return
        look = looks.with_texts(self.draft.look, {tuple(place): _with_slots(item.text())})
        self.draft = replace(self.draft, look=look)
        self._redraw()

    # -- the pages

    def _redraw(self) -> None:
        self._tell()
        if self._drawing:
            self._stale = True
            return
        self._drawing, self._stale = True, False
        self.preview.say(tr("正在排版…"))
        self._draw(self.draft.look, self._drawn, self._not_drawn)

    def _drawn(self, drawn: Drawn) -> None:
        self._drawing = False
        if self._stale:
            self._redraw()
            return
        self.preview.show_pages(PrintedPages(drawn.sheet), drawn.rows)

    def _not_drawn(self, error: LedgerError) -> None:
        self._drawing = False
        self.preview.show_pages(None, 0)
        self.preview.say(report_of(error))

    def _keep(self) -> None:
        if not self.go.isEnabled():
            return
        self.kept.emit(self.name.text().strip(), self.draft.look)
        self.accept()


# What a clerk reads and writes in place of slots.
_WORDS = (
    ("{as_of:date_cn}", "〔填报时间〕"),
    ("{month_span}", "〔期间〕"),
    ("{last_year}", "〔上年〕"),
    ("{year}", "〔年〕"),
    ("{count}", "〔项数〕"),
    ("{office}", "〔填报单位〕"),
    ("{city}", "〔城市〕"),
)


def _in_words(text: str) -> str:
    for slot, word in _WORDS:
        text = text.replace(slot, word)
    return text


def _with_slots(text: str) -> str:
    text = text.replace("{", "｛").replace("}", "｝")
    for slot, word in _WORDS:
        text = text.replace(word, slot)
    return text
