"""What the actions of 编辑 do in the table that has the focus: clipboard, filling, rows in and out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit, QTextEdit

from jzledger.ui.tables.report import Report
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ledger.changes import Changes
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.pages.page import Page
    from jzledger.ui.pages.workbench import Workbench
    from jzledger.ui.tables.grid import Grid

# The context menu of a table, None = a line. What has no action yet is left out.
CONTEXT_MENU = (
    *("cut", "copy", "copy_with_heading", "paste", "paste_text", "clear_cells", None),
    *("fill_down", "fill_right", "change_rows", None),
    *("insert_row", "delete_rows", None),
    *("record_form", "close_issue", "extend_due", None),
    *("cell_history", "row_history"),
)
# Of a heading; acts on its column.
HEADING_MENU = (
    *("sort_up", "sort_down", "filter_column", "clear_filters", None),
    *("freeze_here", "hide_column", "wrap_column", "column_settings", None),
)


class TableVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def attach(self, page: Workbench | Page) -> None:
        """Take over what the tables of a page report, ask for, and do beside the window."""
        page.bridge.changed.connect(partial(self._another_step, page))
        for grid in page.grids():
            commands = grid.commands
            commands.beside = self.window.tasks.run
            commands.reported.connect(partial(self._report, grid))
            commands.undo_asked.connect(self.window.verbs.undo)
            commands.menu_asked.connect(partial(self._show_menu, grid))
            commands.rows_deleted.connect(self._deleted)
            for half in grid.halves.both:
                half.columns.menu_asked.connect(partial(self._show_heading_menu, grid))

    def _report(self, grid: Grid, report: Report | None) -> None:
        if self.window.page is None:
            return
        banner = self.window.banner_in_front()
        if report is None:
            banner.hide()
            return
        answers = [(answer.words, self._then_back(grid, answer.call)) for answer in report.answers]
        closed = partial(grid.commands.close_report, report)
        banner.show_report(report.text, answers, warn=report.warn, close=report.close, closed=closed)

    def _show_heading_menu(self, grid: Grid, column: int, at: QPoint) -> None:
        """What can be done with a column, which becomes the selected one."""
        if not grid.finish_editing():
            return
        grid.setFocus()
        grid.cell_cursor.select_column(column)
        menu = self._menu(HEADING_MENU)
        field = grid.model.fields[column]
        if field.help:
            told = tr("“{}”：{}").format(field.title, field.help)
            menu.addAction(tr("本列说明"), partial(self.window.say, told))
        menu.popup(at)

    def _another_step(self, page: Workbench | Page, changes: Changes) -> None:
        if changes.step is not None and self.window.page is not None:
            for grid in page.grids():
                grid.commands.pasting.another_step(changes.step, changes.label)

    def _then_back(self, grid: Grid, call: Callable[[], None]) -> Callable[[], None]:
        """After a button of the banner the keyboard goes on in the table."""

        def answer() -> None:
            call()
            grid.setFocus()

        return answer

    def _show_menu(self, grid: Grid, at: QPoint) -> None:
        """The same actions as in the menus, with their keys beside them."""
        grid.setFocus()
        self._menu(CONTEXT_MENU).popup(at)

    def _menu(self, names: Sequence[str | None]) -> QMenu:
        menu = QMenu(self.window)
        menu.setObjectName("contextMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        for name in names:
            action = self.window.actions_by_name.get(name or "")
            if name is None:
                menu.addSeparator()
            elif action is not None:
                action.setShortcutVisibleInContextMenu(True)
                menu.addAction(action)
        return menu

    # -- where the keyboard is

    def _grid(self) -> Grid | None:
        """The table whose cells have the focus."""
        focus = QApplication.focusWidget()
        grids: list[Grid] = self.window.grids_in_front()
        return next(
            (
                grid
                for grid in grids
                if focus is not None and (grid.halves.isAncestorOf(focus) or focus is grid.editing.editor)
            ),
            None,
        )

    def _in_grid(self, name: str) -> Any:
        """Call a command of the table that has the focus."""
        grid = self._grid()
        if grid is None:
            self.window.say(tr("请先点一下表格里的单元格。"))
            return None
        return getattr(grid.commands, name)()

    def _in_text(self, name: str) -> bool:
        """Call the method of an edit field that has the focus; False where none has."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit | QPlainTextEdit):
            getattr(focus, name)()
            return True
        return False

    # -- the verbs

    def cut(self) -> None:
        if not self._in_text("cut"):
            self._in_grid("cut")

    def copy(self) -> None:
        if not self._in_text("copy"):
            self._in_grid("copy")

    def paste(self) -> None:
        if not self._in_text("paste"):
            self._in_grid("paste")

    def copy_with_heading(self) -> None:
        self._in_grid("copy_with_heading")

    def paste_text(self) -> None:
        if not self._in_text("paste"):
            self._in_grid("paste_text")

    def clear_cells(self) -> None:
        self._in_grid("clear")

    def select_all(self) -> None:
        if not self._in_text("selectAll") and (grid := self._grid()) is not None:
            grid.cell_cursor.select_all()

    def fill_down(self) -> None:
        self._in_grid("fill_down")

    def fill_right(self) -> None:
        self._in_grid("fill_right")

    def fill_selection(self) -> None:
        self._in_grid("fill_selection")

    def put_today(self) -> None:
        self._in_grid("put_today")

    def line_break(self) -> None:
        self._in_grid("line_break")

    def insert_row(self) -> None:
        self._in_grid("insert_rows")

    def delete_rows(self) -> None:
        self._in_grid("delete_rows")

    def change_rows(self) -> None:
        """Ask which column of the selected rows shall become what."""
        from jzledger.ui.dialogs.change_rows import ChangeRowsDialog

        grid = self._grid()
        if grid is None or not grid.selected_ids():
            self.window.say(tr("请先选中要一起修改的行。"))
            return
        if grid.finish_editing():
            ChangeRowsDialog(grid, self.window).open()

    def _deleted(self, count: int) -> None:
        assert self.window.bridge is not None
        back, _ = self.window.bridge.attempt(self.window.bridge.ledger.undo_labels) or ("", "")
        self.window.toast.show_text(tr("已删除 {} 行，放入回收站。").format(count), back or "")
