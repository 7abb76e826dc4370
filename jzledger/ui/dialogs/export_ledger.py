"""导出台账: which ledger, for which day and month, as what and where to; beside it the pages as they will print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.exchange.paper_pages import PrintedSheet
from jzledger.exchange.view_export import VIEW
from jzledger.ui.dialogs.ledger_kinds import Kind, KindList
from jzledger.ui.dialogs.page_preview import PagePreview
from jzledger.ui.printing.cell_painter import PrintedPages
from jzledger.ui.printing.devices import ask_printer, printers, report_of
from jzledger.ui.texts import tr

XLSX, PDF = ".xlsx", ".pdf"
PRESETS = (("", "单独成册"), ("attachment", "公文附件"))
_MOST_REMARKS = 20
_SIZE, _LEAST = QSize(1180, 690), QSize(900, 560)


@dataclass(frozen=True)
class ExportChoice:
    """What to export: `as_of` is 填报时间, `month` the last month of the period. The ending of `path` says as what."""

    kind: str
    as_of: date
    month: int
    path: Path
    preset: str = ""
    open_folder: bool = False

    @property
    def pdf(self) -> bool:
        return self.path.suffix.lower() == PDF


@dataclass(frozen=True)
class Drawn:
    """A ledger drawn for the preview, with what is not on paper as the ledger holds it, in sentences."""

    sheet: PrintedSheet
    rows: int
    remarks: Sequence[str]


Draw = Callable[[ExportChoice, Callable[[Drawn], None], Callable[[LedgerError], None]], None]


class ExportDialog(QDialog):
    """`name_of(kind, day, month)` gives the office's file name; `draw(choice, then, otherwise)` works beside the window.

    `learn_asked`, `rename_asked` and `delete_asked` are about learned layouts; `show_kinds` brings the new list.
    """

    learn_asked = Signal()
    rename_asked = Signal(str, str)  # kind, new name
    delete_asked = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        kinds: Sequence[Kind],
        today: date,
        month: int,
        folder: Path,
        name_of: Callable[[str, date, int], str],
        draw: Draw,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("导出台账"))
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE)
        self._folder, self._name_of, self._draw = folder, name_of, draw
        self._drawing: ExportChoice | None = None
        self._stale = False
        self._suggested = ""
        self.pages: PrintedPages | None = None
        self.remarks: Sequence[str] = ()
        self.kinds = KindList(self)
        self.preview = PagePreview(self)
        self._make_fields(today, month)
        self._make_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.kinds)
        upper.addWidget(self._options)
        upper.addWidget(self.preview, 1)
        layout.addLayout(upper, 1)
        layout.addWidget(self._foot)
        self._connect()
        self.kinds.show_kinds(kinds)
        self.kinds.setFocus()

    # -- what is made once

    def _make_fields(self, today: date, month: int) -> None:
        self._options = QFrame(self)
        self._options.setObjectName("panel")
        self._options.setFixedWidth(270)
        self.as_of = QDateEdit(QDate(today.year, today.month, today.day), self)
        self.as_of.setDisplayFormat("yyyy年M月d日")
        self.as_of.setCalendarPopup(True)
        self.month = QComboBox(self)
        self.month.addItems([tr("1月")] + [f"1—{n}月" for n in range(2, 13)])
        self.month.setCurrentIndex(month - 1)
        self.preset = QComboBox(self)
        for key, words in PRESETS:
            self.preset.addItem(tr(words), key)
        self.as_xlsx = QRadioButton(tr("Excel 工作簿（.xlsx）"), self)
        self.as_pdf = QRadioButton(tr("PDF 文件（.pdf）"), self)
        self.as_xlsx.setChecked(True)
        self.open_folder = QCheckBox(tr("导出后打开所在文件夹"), self)
        self.about = QLabel(self)
        self.about.setObjectName("hint")
        self.about.setWordWrap(True)
        side = QVBoxLayout(self._options)
        side.setContentsMargins(16, 14, 16, 12)
        side.setSpacing(8)
        for title, rows in (
            (tr("内容"), ((tr("填报时间"), self.as_of), (tr("数据期间"), self.month))),
            (tr("版面"), ((tr("装订"), self.preset),)),
        ):
            side.addWidget(_titled(title))
            form = QFormLayout()
            form.setVerticalSpacing(8)
            form.setHorizontalSpacing(12)
            for words, field in rows:
                form.addRow(words, field)
            side.addLayout(form)
            side.addSpacing(6)
        side.addWidget(_titled(tr("输出")))
        for button in (self.as_xlsx, self.as_pdf, self.open_folder):
            side.addWidget(button)
        side.addSpacing(6)
        side.addWidget(self.about)
        side.addStretch(1)

    def _make_foot(self) -> None:
        self._foot = QFrame(self)
        self._foot.setObjectName("panelBar")
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.see = QPushButton(tr("查看"), self)
        self.see.clicked.connect(self._show_remarks)
        self.path = QLineEdit(self)
        self.path.setAccessibleName(tr("保存到"))
        browse = QPushButton(tr("选择…"), self)
        browse.clicked.connect(self._browse)
        self.to_printer = QPushButton(tr("打印…"), self)
        self.to_printer.clicked.connect(self.print_pages)
        cancel = QPushButton(tr("取消"), self)
        cancel.clicked.connect(self.reject)
        self.go = QPushButton(tr("导出"), self)
        self.go.setProperty("primary", True)
        self.go.setDefault(True)
        self.go.setToolTip("Ctrl+Enter")
        self.go.clicked.connect(self.accept)
        told = QHBoxLayout()
        told.addWidget(self.note, 1)
        told.addWidget(self.see)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(QLabel(tr("保存到"), self))
        where.addWidget(self.path, 1)
        for button in (browse, self.to_printer, cancel, self.go):
            where.addWidget(button)
        for button in (self.see, browse, self.to_printer, cancel):
            button.setAutoDefault(False)
        inside = QVBoxLayout(self._foot)
        inside.setContentsMargins(16, 10, 16, 12)
        inside.setSpacing(8)
        inside.addLayout(told)
        inside.addLayout(where)

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._kind_changed)
        self.kinds.renamed.connect(self.rename_asked)
        self.kinds.delete_asked.connect(self.delete_asked)
        self.kinds.learn_asked.connect(self.learn_asked)
        self.as_of.dateChanged.connect(self._kind_changed)
        self.month.currentIndexChanged.connect(self._kind_changed)
        self.preset.currentIndexChanged.connect(self._redraw)
        self.as_pdf.toggled.connect(self._format_changed)
        self.path.textChanged.connect(self._path_changed)
        for keys, call in (
            ("Ctrl+Return", self._accept_if_ready),
            ("Ctrl+Enter", self._accept_if_ready),
            ("Ctrl+P", self.print_pages),
            ("Ctrl+PgDown", lambda: self.preview.turn(1)),
            ("Ctrl+PgUp", lambda: self.preview.turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(call)

    # -- what was chosen

    def value(self) -> ExportChoice:
        day = self.as_of.date()
        return ExportChoice(
            self.kinds.kind(),
            date(day.year(), day.month(), day.day()),
            self.month.currentIndex() + 1,
            self._target(),
            str(self.preset.currentData()) if self.preset.isEnabled() else "",
            self.open_folder.isChecked(),
        )

    def _target(self) -> Path:
        """The file that is meant: a bare name lies in the folder offered, and its ending says what is in it."""
        path = self._folder / self.path.text().strip()
        if path.suffix.lower() in (XLSX, PDF):
            return path
        return path.with_name(path.name + (PDF if self.as_pdf.isChecked() else XLSX))

    def show_kinds(self, kinds: Sequence[Kind], current: str = "") -> None:
        """Another list, after a layout was learned, renamed or deleted."""
        self.kinds.show_kinds(kinds, current)
        self._kind_changed()

    def _kind_changed(self) -> None:
        kind = self.kinds.kind()
        if not kind:
            self._tell()
            return
        # A view is written as it stands in the window; only the ledgers are made for a period.
        self.month.setEnabled(kind != VIEW)
        self.preset.setEnabled(not self.kinds.is_learned())
        self.about.setText(
            tr("按表里现在的次序、列和筛选写出。")
            if kind == VIEW
            else tr("版面取自学习的样表：标题、表头、字体、线条、列宽、纸张都照原样。")
            if self.kinds.is_learned()
            else tr("灯号和超期按填报时间这一天判定。")
        )
        if self.path.text() == self._suggested:
            choice = self.value()
            name = self._name_of(choice.kind, choice.as_of, choice.month)
            path = self._folder / name
            self._suggested = str(path.with_suffix(PDF if self.as_pdf.isChecked() else XLSX))
            self.path.setText(self._suggested)
        self._redraw()

    def _format_changed(self, pdf: bool) -> None:
        old = self.path.text().strip()
        if not old:
            return
        ending = PDF if pdf else XLSX
        known = Path(old).suffix.lower() in (XLSX, PDF)  # 6.5问题台账 has no ending
        new = str(Path(old).with_suffix(ending)) if known else old + ending
        if old == self._suggested:
            self._suggested = new
        self.path.setText(new)

    def _path_changed(self) -> None:
        suffix = Path(self.path.text().strip()).suffix.lower()
        if suffix in (XLSX, PDF):
            for button, own in ((self.as_xlsx, XLSX), (self.as_pdf, PDF)):
                button.blockSignals(True)
                button.setChecked(suffix == own)
                button.blockSignals(False)
        self._tell()

    # -- the pages

    def _redraw(self) -> None:
        """Draw what is chosen now; while something is being drawn, once more afterwards."""
        if self._drawing is not None:
            self._stale = True
            return
        if not self.kinds.kind():
            return
        self._stale = False
        self._drawing = self.value()
        self.preview.say(tr("正在排版…"))
        self._draw(self._drawing, self._drawn, self._not_drawn)
        self._tell()

    def _drawn(self, drawn: Drawn) -> None:
        if self._again():
            return
        self.pages = PrintedPages(drawn.sheet, Path(self.path.text()).stem)
        self.remarks = drawn.remarks
        self.preview.show_pages(self.pages, drawn.rows)
        self._tell()

    def _not_drawn(self, error: LedgerError) -> None:
        if self._again():
            return
        self.pages, self.remarks = None, ()
        self.preview.show_pages(None, 0)
        self.preview.say(report_of(error))
        self._tell()

    def _again(self) -> bool:
        """Drawing has ended: was something else chosen meanwhile?"""
        self._drawing = None
        if self._stale and self.isVisible():
            self._redraw()
            return True
        return False

    def _tell(self) -> None:
        """Overwriting is asked here, in the form, not in a box on top of it."""
        text = self.path.text().strip()
        there = bool(text) and self._target().is_file()
        count = len(self.remarks)
        self.see.setVisible(bool(count))
        self.note.setText(
            tr("已有同名文件，导出后将替换它。")
            if there
            else tr("◆ 导出前检查：有 {} 处不能照台账原样上纸。").format(count)
            if count
            else tr("每页的内容就是打印出来的样子；Ctrl+PgDn、Ctrl+PgUp 翻页。")
        )
        self.go.setText(tr("替换并导出") if there else tr("导出"))
        self.go.setEnabled(bool(text) and bool(self.kinds.kind()))
        self.to_printer.setEnabled(self.pages is not None and bool(printers()))
        self.to_printer.setToolTip("Ctrl+P" if printers() else tr("没有可用的打印机"))

    def refused(self, error: LedgerError) -> None:
        """It was not written: why stands in the form until something else is chosen."""
        self.note.setText(f"▲ {report_of(error)}")
        self.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_remarks(self) -> None:
        shown = list(self.remarks[:_MOST_REMARKS])
        if len(self.remarks) > _MOST_REMARKS:
            shown.append(tr("……共 {} 处").format(len(self.remarks)))
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("导出前检查"))
        box.setText("\n".join(shown))
        box.open()

    # -- what is done

    def print_pages(self) -> None:
        if self.pages is None or not self.to_printer.isEnabled():
            return
        ask_printer(self.pages, self, self._printed)

    def _printed(self, taken: bool) -> None:
        self.note.setText(tr("已送往打印机。") if taken else tr("打印机没有接收，请检查它是否开着。"))
        if taken:
            self.said.emit(self.note.text())

    def _accept_if_ready(self) -> None:
        if self.go.isEnabled():
            self.accept()

    def _browse(self) -> None:
        filters = (tr("Excel 工作簿 (*.xlsx)"), tr("PDF 文件 (*.pdf)"))
        name, used = QFileDialog.getSaveFileName(
            self,
            tr("导出到"),
            self.path.text(),
            ";;".join(filters if self.as_xlsx.isChecked() else reversed(filters)),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            ending = PDF if used == filters[1] else XLSX
            self.path.setText(name if Path(name).suffix.lower() in (XLSX, PDF) else f"{name}{ending}")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reject()
        super().closeEvent(event)


def _titled(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("stripTitle")
    return label
