"""审阅表格: a foreign workbook as it is on the left, its rows as they were understood on the right; then 采用.

Nothing is written before 采用, which is one Step. A heading that was corrected is remembered at once, as a Step of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.seen_sheets import SeenSheet, place_in
from jzledger.exchange.workbook_lines import (
    Line,
    columns_of,
    headings_of,
    lines_of,
    problem_lines,
    sheets_with_rows,
)
from jzledger.exchange.workbooks_in import Choices, RowKey, Understood, WorkbookImport, adopted
from jzledger.ledger.changes import Changes
from jzledger.ledger.name_matching import NameBook
from jzledger.rules.proposal import Progress
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.page import Page
from jzledger.ui.pages.workbook_mapping import MappingBox
from jzledger.ui.pages.workbook_names import NamesPane
from jzledger.ui.pages.workbook_rows_model import RowsModel, rows_table
from jzledger.ui.pages.workbook_sheet import SheetView
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.strips import Banner

HANDLE = 5
_PLACE = Qt.ItemDataRole.UserRole
# A choice is worked out anew for the whole workbook: several in a row become one.
_SETTLE_MILLISECONDS = 60


class WorkbookReview(Page):
    """`show_workbook` shows one that was read. `closed(taken)` when the clerk is done with it."""

    closed = Signal(bool)
    step = ""  # label of the Step that took the rows

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(bridge, parent)
        theme: Theme = getattr(parent, "theme", LIGHT)
        self._run: Callable[..., None] = partial(parent.tasks.run, owner=self)  # type: ignore[union-attr]
        self._stop: Callable[[], None] = parent.tasks.cancel  # type: ignore[union-attr]
        self._writing = False
        self.source: WorkbookImport | None = None
        self.seen: dict[str, SeenSheet] = {}
        self.understood: Understood | None = None
        self.choices = Choices()
        self._sheets: list[int] = []
        self._lines: list[Line] = []
        self._working = False
        self._again = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._understand)
        self.title, self.summary = QLabel(self), QLabel(self)
        self.title.setObjectName("panelTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setObjectName("hint")
        self.take_button = QPushButton(tr("采用"), self)
        self.take_button.setProperty("primary", True)
        self.take_button.setToolTip(tr("把打勾的行写入台账，一次撤销可以全部收回（Ctrl+Enter）"))
        self.take_button.clicked.connect(self.take)
        self.theirs_button = QPushButton(tr("不同处以原表为准 T"), self)
        self.theirs_button.setToolTip(tr("选中的行里与台账不同的地方，采用时写原表的；再按一次改回"))
        self.theirs_button.clicked.connect(self._toggle_selected)
        cancel = QPushButton(tr("不采用，关闭"), self)
        cancel.clicked.connect(self.close_review)
        head = QFrame(self)
        head.setObjectName("panelBar")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(12, 5, 10, 5)
        bar.setSpacing(10)
        bar.addWidget(self.title)
        bar.addWidget(self.summary, 1)
        for button in (self.theirs_button, cancel, self.take_button):
            bar.addWidget(button)
        self.banner = Banner(self)
        self.tabs = QTabBar(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("工作表"))
        self.tabs.currentChanged.connect(lambda _: self._show_sheet())
        self.sheet = SheetView(theme, self)
        self.sheet.cell_entered.connect(self._cell_entered)
        self.mapping = MappingBox(self)
        self.mapping.corrected.connect(self._correct)
        self.rows_model = RowsModel(theme, self)
        self.rows_model.ticked.connect(self._tick)
        self.rows = rows_table(self.rows_model, tr("读到的行"))
        self.rows.toggled.connect(self._toggle)
        self.rows.theirs_toggled.connect(self._toggle_theirs)
        self.rows.selectionModel().currentChanged.connect(self._row_entered)
        self.rows.opened.connect(lambda _: self.sheet.setFocus(Qt.FocusReason.OtherFocusReason))
        self.names = NamesPane(self)
        self.names.answered.connect(self._answer)
        self.names.all_confirmed.connect(self._confirm_all)
        self.names.place_asked.connect(self._look_at)
        self.problems, self.differences = QListWidget(self), QListWidget(self)
        self.problems.setAccessibleName(tr("没有读懂和要注意的地方"))
        self.problems.itemActivated.connect(self._open_problem)
        self.problems.currentItemChanged.connect(lambda item, _: self._see_problem(item))
        self.differences.setAccessibleName(tr("这一行与台账不同的地方"))
        self.below = QTabWidget(self)
        self.below.setDocumentMode(True)
        for widget, words in (
            (self.names, "名称"),
            (self.problems, "问题"),
            (self.differences, "与台账不同"),
        ):
            self.below.addTab(widget, tr(words))
        understood = QSplitter(Qt.Orientation.Vertical, self)
        understood.setHandleWidth(HANDLE)
        upper = QWidget(self)
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.mapping)
        column.addWidget(self.rows, 1)
        understood.addWidget(upper)
        understood.addWidget(self.below)
        understood.setSizes([440, 230])
        self.across = QSplitter(Qt.Orientation.Horizontal, self)
        self.across.setHandleWidth(HANDLE)
        self.across.addWidget(self.sheet)
        self.across.addWidget(understood)
        self.across.setSizes([560, 740])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, self.banner, self.tabs):
            layout.addWidget(part)
        layout.addWidget(self.across, 1)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.take)
        next_one = QShortcut(QKeySequence("F8"), self)
        next_one.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        next_one.activated.connect(self.next_undecided)
        bridge.changed.connect(self._ledger_changed)

    # -- a workbook comes

    def show_workbook(
        self, source: WorkbookImport, seen: dict[str, SeenSheet], understood: Understood
    ) -> None:
        """All of it was read beside the window."""
        self.source, self.seen, self.choices = source, seen, Choices()
        self.title.setText(source.file_name)
        self._fill_tabs()
        self._show_understood(understood)
        self._show_sheet()
        if remarks := source.workbook.remarks:
            self.banner.show_report("；".join(remarks))  # type: ignore[union-attr]

    def enter(self, place: str = "") -> None:
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_review(self) -> None:
        """Without taking anything; while it is being written, that is stopped first."""
        if self._writing:
            self._stop()
        else:
            self.closed.emit(False)

    def leave(self) -> None:
        """The page is put away: what is still being worked out for it has nowhere to go."""
        self.source = None
        self._settle.stop()

    def set_theme(self, theme: Theme) -> None:
        self.sheet.set_theme(theme)
        self.rows_model.theme = theme
        self.rows.viewport().update()

    def _fill_tabs(self) -> None:
        assert self.source is not None
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        found = sheets_with_rows(self.source)
        self._sheets = [number for number, *_ in found]
        for _, name, kind, count in found:
            self.tabs.addTab(f"{name}　{kind} {count} {tr('行')}")
        self.tabs.blockSignals(False)

    def _show_sheet(self) -> None:
        number = self.sheet_no()
        if self.source is None or number is None:
            return
        name = self.source.workbook.sheets[number].sheet
        self.sheet.show_sheet(self.seen.get(name, SeenSheet(name, ())))
        self.mapping.show_headings(headings_of(self.source, number))
        self._show_lines()
        if self.rows_model.lines:
            self.rows.selectRow(0)

    def sheet_no(self) -> int | None:
        """Which sheet of the workbook is shown."""
        place = self.tabs.currentIndex()
        return self._sheets[place] if 0 <= place < len(self._sheets) else None

    # -- understanding

    def _later(self) -> None:
        """After a choice."""
        self._settle.start()

    def _understand(self) -> None:
        """Work it out beside the window; choices made meanwhile come after it."""
        if self._working:
            self._again = True
            return
        source, choices = self.source, self.choices
        assert source is not None
        self._working = True

        def then(understood: Understood) -> None:
            self._working = False
            if source is not self.source:
                return
            if self._again:
                self._again = False
                self._understand()
            else:
                self._show_understood(understood)

        def otherwise(error: Any) -> None:
            self._working = self._again = False
            self.bridge.report(error)

        self._run(lambda progress: source.understand(choices, progress), then, tr("正在对照台账"), otherwise)

    def settled(self) -> bool:
        """Does what is shown follow from all choices?"""
        return not (self._working or self._again or self._settle.isActive())

    def _show_understood(self, understood: Understood) -> None:
        self.understood = understood
        counts = understood.counts()
        out = len(self.choices.left_out)
        parts = [
            tr("新增 {}").format(counts["new"]),
            tr("补充 {}").format(counts["fills"]),
            tr("不同 {}").format(counts["differs"]),
            tr("已有 {}").format(counts["same"]),
        ]
        parts += [tr("不采用 {}").format(out)] if out else []
        self.summary.setText("　".join(parts))
        book: NameBook | None = self.bridge.attempt(self.bridge.ledger.read, NameBook, self.bridge.today)
        known = (
            {noun: book.all_of(noun) for noun in ("unit", "project", "person")} if book is not None else {}
        )
        self.names.show_questions(understood.questions, known)
        waiting = self.names.waiting()
        self.below.setTabText(0, tr("名称 {}").format(waiting) + tr(" 待确认") if waiting else tr("名称"))
        self._show_problems(understood)
        self._show_lines()

    def _show_lines(self) -> None:
        number = self.sheet_no()
        if self.source is None or self.understood is None or number is None:
            return
        self._lines = lines_of(self.source, number, self.understood, self.choices)
        self.rows_model.show_lines(self._lines, columns_of(self.source, number), self.choices.theirs)
        self._show_differences()

    def _show_problems(self, understood: Understood) -> None:
        found = problem_lines(understood)
        self.problems.clear()
        doubtful = set()
        shown = self._sheet_name()
        for at, message in found:
            item = QListWidgetItem(f"{at}　{message}")
            item.setData(_PLACE, at)
            item.setToolTip(message)
            self.problems.addItem(item)
            place = place_in(at)
            if place is not None and place[0] == shown:
                doubtful.add((place[1], place[2]))
        self.sheet.sheet_model.doubt(doubtful)
        self.below.setTabText(1, tr("问题 {}").format(len(found)) if found else tr("没有问题"))

    def _sheet_name(self) -> str:
        number = self.sheet_no()
        return (
            self.source.workbook.sheets[number].sheet
            if self.source is not None and number is not None
            else ""
        )

    def _ledger_changed(self, changes: Changes) -> None:
        """Somebody changed the ledger: what a row would do may be another thing now."""
        if self.source is not None and self.isVisible():
            self._later()

    # -- the clerk moves about

    def line(self) -> Line | None:
        place = self.rows.currentIndex().row()
        return self._lines[place] if 0 <= place < len(self._lines) else None

    def _row_entered(self, *_: Any) -> None:
        """The cells of the row light up; the cell of the current column comes into sight."""
        line = self.line()
        if line is None:
            return
        places = [place_in(at) for at in line.cells.values()]
        self.sheet.light({(p[1], p[2]) for p in places if p is not None}, follow=False)
        key = self.rows_model.key_of(self.rows.currentIndex().column())
        wanted = place_in(line.cells.get(key) or line.at)
        if wanted is not None:
            self.sheet.go_to(wanted[1], wanted[2])
        self._show_differences()

    def _cell_entered(self, row: int, column: int) -> None:
        """A cell of the sheet: the row that says it."""
        corner = self.sheet._corner(row, column)
        for number, line in enumerate(self._lines):
            for key, at in line.cells.items():
                place = place_in(at)
                if place is not None and self.sheet._corner(place[1], place[2]) == corner:
                    self.rows.selectionModel().blockSignals(True)
                    self.rows.selectRow(number)
                    self.rows.selectionModel().blockSignals(False)
                    self.rows.scrollTo(self.rows_model.index(number, self.rows_model.column_of(key)))
                    self.rows.viewport().update()
                    self.sheet.sheet_model.light(
                        {self.sheet._corner(p[1], p[2]) for a in line.cells.values() if (p := place_in(a))}
                    )
                    self._show_differences()
                    return

    def _show_differences(self) -> None:
        self.differences.clear()
        line = self.line()
        found = line.differences if line is not None else ()
        for title, ours, theirs in found:
            self.differences.addItem(
                tr("{}：台账“{}”，原表“{}”").format(title, ours, theirs).replace("\n", " ")
            )
        for message in line.problems if line is not None else ():
            self.differences.addItem(message)
        self.below.setTabText(2, tr("与台账不同 {}").format(len(found)) if found else tr("与台账不同"))
        self.theirs_button.setEnabled(any(one.outcome == "differs" for one in self._lines))

    def _look_at(self, at: str) -> None:
        place = place_in(at)
        if place is not None and place[0] == self._sheet_name():
            self.sheet.go_to(place[1], place[2])

    def _see_problem(self, item: QListWidgetItem | None) -> None:
        if item is not None and self.problems.hasFocus():
            self._look_at(str(item.data(_PLACE)))

    def _open_problem(self, item: QListWidgetItem) -> None:
        """Enter: to the cell, whichever sheet it is on."""
        place = place_in(str(item.data(_PLACE)))
        assert self.source is not None
        if place is None:
            return
        for tab, number in enumerate(self._sheets):
            if self.source.workbook.sheets[number].sheet == place[0]:
                self.tabs.setCurrentIndex(tab)
                self.sheet.go_to(place[1], place[2])
                self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.message.emit(tr("“{}”不是要采用的工作表。").format(place[0]))

    def next_undecided(self) -> None:
        """F8: the next row with a name that waits, round and round."""
        start = self.rows.currentIndex().row() + 1
        order = [*range(start, len(self._lines)), *range(start)]
        found = next((n for n in order if self._lines[n].unsure and self._lines[n].outcome != "out"), None)
        if found is None:
            self.message.emit(tr("没有要确认的了。"))
            return
        self.rows.selectRow(found)
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the clerk decides

    def _tick(self, keys: Collection[RowKey], on: bool) -> None:
        out = self.choices.left_out - set(keys) if on else self.choices.left_out | set(keys)
        self.choices = replace(self.choices, left_out=frozenset(out))
        self._later()

    def _toggle(self, keys: Collection[RowKey]) -> None:
        self._tick(keys, on=set(keys) <= self.choices.left_out)

    def _toggle_theirs(self, keys: Collection[RowKey]) -> None:
        differing = {line.key for line in self._lines if line.outcome == "differs"} & set(keys)
        if not differing:
            self.message.emit(tr("选中的行没有与台账不同的地方。"))
            return
        theirs = self.choices.theirs
        theirs = theirs - differing if differing <= theirs else theirs | differing
        self.choices = replace(self.choices, theirs=frozenset(theirs))
        self._later()

    def _toggle_selected(self) -> None:
        self._toggle_theirs(self.rows.selected_keys())

    def _answer(self, noun: str, written: str, row_id: str) -> None:
        self.choices = replace(self.choices, names={**self.choices.names, (noun, written): row_id})
        self._later()

    def _confirm_all(self) -> None:
        """Every name that waits, as it is proposed."""
        said = {(one.noun, one.written): one.answer for one in self.names.model.lines if not one.sure}
        self.choices = replace(self.choices, names={**self.choices.names, **said})
        self._later()

    def _correct(self, heading: str, key: str) -> None:
        """Remembered for this header, and the workbook is read again."""
        source, number = self.source, self.sheet_no()
        assert source is not None and number is not None
        sheet, choices = source.workbook.sheets[number], self.choices

        def work(progress: Progress) -> Understood:
            source.correct(sheet, {heading: key or None}, progress)
            return source.understand(choices, progress)

        def then(understood: Understood) -> None:
            if source is not self.source:
                return
            self._fill_tabs()
            self._show_understood(understood)
            self.tabs.setCurrentIndex(self._sheets.index(number) if number in self._sheets else 0)
            self._show_sheet()
            self.message.emit(tr("已记住：“{}”的对应关系，以后这种表头照此读。").format(heading))

        self._run(work, then, tr("正在重新读取"))

    def take(self) -> None:
        """采用: one Step. Waits until what is shown follows from all choices."""
        source, ledger, context = self.source, self.bridge.ledger, self.bridge.context()
        if source is None or self.understood is None or self._writing:
            return
        choices = self.choices

        def work(progress: Progress) -> Any:
            agreed = adopted(source.understand(choices, progress))
            label = tr("导入表格“{}”").format(source.file_name)
            return ledger.apply(agreed, label, progress, context=context)

        def then(changes: Any) -> None:
            self._writing = False
            self.step = changes.label
            if source is self.source:
                self.closed.emit(True)

        def otherwise(error: Any) -> None:
            self._writing = False
            if source is self.source:
                self.take_button.setEnabled(True)
                self.bridge.report(error)

        self._writing = True
        self.take_button.setEnabled(False)
        self._run(work, then, tr("正在写入"), otherwise)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_review()
        else:
            super().keyPressEvent(event)

    def regions(self) -> list[QWidget]:
        """For F6: sheet tabs, sheet, rows, what is below."""
        return [self.tabs, self.sheet, self.rows, self.below.currentWidget()]
