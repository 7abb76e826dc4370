"""What the actions of 视图 and 数据 do: filters, order, widths, find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jzledger.ui.leaving import after_typing
from jzledger.ui.tables.appearance import ZOOM_STEP
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.tables.grid import Grid


class ViewVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def _grid(self) -> Grid:
        grid: Grid = self.window.verbs.grid_with_focus()
        return grid

    # Find.
    def find(self) -> None:
        self._grid().viewing.find()

    def find_next(self) -> None:
        self._grid().viewing.find_next(1)

    def find_previous(self) -> None:
        self._grid().viewing.find_next(-1)

    def replace(self) -> None:
        self._grid().viewing.find(replace=True)

    def go_to_row(self) -> None:
        self._grid().viewing.go_to()

    # Filters, order, groups.
    def toggle_filter_buttons(self) -> None:
        self._grid().viewing.toggle_buttons()

    def filter_column(self) -> None:
        self._grid().viewing.open_filter()

    def clear_filters(self) -> None:
        self._grid().viewing.clear_filters()

    def sort_up(self) -> None:
        self._grid().viewing.sort_current(False)

    def sort_down(self) -> None:
        self._grid().viewing.sort_current(True)

    def sort_by(self) -> None:
        """Several keys, each with its own direction and its own way to order Chinese."""
        from jzledger.ui.dialogs.sort_rows import SortDialog

        grid = self._grid()
        if grid.editing.finish():
            dialog = SortDialog(grid.model.fields, grid.model.lines.sort, self.window)
            dialog.accepted.connect(lambda: grid.set_sort(dialog.value()))
            dialog.open()

    def group_rows(self) -> None:
        """Into the list of groupings of the table with the focus."""
        assert self.window.page is not None
        page = self.window.page
        combo = (
            page.project_pane.grouping if self._grid() is page.project_pane.grid else page.issue_pane.grouping
        )
        combo.setFocus()
        combo.showPopup()

    def refresh_view(self) -> None:
        self._grid().refresh()

    def save_view(self) -> None:
        """What the table with the focus shows, under a name."""
        assert self.window.page is not None
        page = self.window.page
        if self._grid() is page.project_pane.grid:
            page.project_pane.tabs.ask_name()
        else:
            page.issue_pane.current.page.ask_name()

    # Columns, rows, size.
    def watch_tables(self, grids: Sequence[Grid]) -> None:
        """The checks in the menu follow the table with the focus."""
        for grid in grids:
            grid.appearance.changed.connect(self.show_state)
            grid.cell_cursor.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        if self.window.page is None:
            return
        appearance, actions = self._grid().appearance, self.window.actions_by_name
        actions["toggle_wrap"].setChecked(appearance.wraps)
        actions["wrap_column"].setChecked(appearance.wraps_column(self._grid().current_key() or ""))
        self.window.page.issue_pane.wrap.setChecked(self.window.page.issue_pane.current.grid.appearance.wraps)
        for density in ("compact", "standard", "loose"):
            actions[f"rows_{density}"].setChecked(appearance.density == density)

    def freeze_here(self) -> None:
        """All columns up to the current one stay at the left; once more gives them free."""
        grid = self._grid()
        if not grid.cell_cursor.valid:
            self.window.say(tr("请先点一下要冻结到的那一列。"))
            return
        count = grid.cell_cursor.active.column + 1
        frozen = grid.appearance.order.frozen == count
        grid.appearance.freeze(0 if frozen else count)
        field = grid.model.fields[count - 1]
        self.window.say(tr("已取消冻结。") if frozen else tr("已冻结到“{}”。").format(field.title))

    def toggle_wrap(self) -> None:
        appearance = self._grid().appearance
        appearance.set_wraps(not appearance.wraps)

    def wrap_column(self) -> None:
        """The columns with a selected cell, by themselves."""
        grid = self._grid()
        if not grid.cell_cursor.valid:
            self.window.say(tr("请先点一下要换行的那一列。"))
            return
        keys = [
            grid.model.fields[c].key for r in grid.cell_cursor.ranges() for c in range(r.left, r.right + 1)
        ]
        wraps = not grid.appearance.wraps_column(grid.current_key() or "")
        if not any([grid.appearance.wrap_column(key, wraps) for key in dict.fromkeys(keys)]):
            self.window.say(tr("这一列的内容只有一行，不需要换行。"))
        self.show_state()

    def column_settings(self) -> None:
        from jzledger.ui.dialogs.columns_dialog import ColumnsDialog

        grid = self._grid()
        if grid.editing.finish():
            ColumnsDialog(grid.appearance, self.window).open()

    def hide_column(self) -> None:
        """The columns with a selected cell; they come back in 列设置."""
        grid = self._grid()
        if not grid.editing.finish() or not grid.cell_cursor.valid:
            return
        chosen = sorted({c for r in grid.cell_cursor.ranges() for c in range(r.left, r.right + 1)})
        titles = "、".join(grid.model.fields[column].title for column in chosen)
        done = grid.appearance.hide(chosen)
        told = tr("已隐藏“{}”，在“列设置”（Ctrl+1）里可以再显示。").format(titles)
        self.window.say(told if done else tr("至少要留一列。"))

    def rows_compact(self) -> None:
        self._grid().appearance.set_density("compact")

    def rows_standard(self) -> None:
        self._grid().appearance.set_density("standard")

    def rows_loose(self) -> None:
        self._grid().appearance.set_density("loose")

    def zoom_in(self) -> None:
        self._zoom(1)

    def zoom_out(self) -> None:
        self._zoom(-1)

    def zoom_reset(self) -> None:
        self._grid().appearance.set_zoom(100)

    def _zoom(self, way: int) -> None:
        appearance = self._grid().appearance
        appearance.set_zoom(appearance.zoom + way * ZOOM_STEP)

    # Paper.
    def print_pages(self) -> None:
        """The pages of the table with the focus, as they will print."""
        after_typing(self.window, self._preview)

    def _preview(self) -> None:
        from jzledger.ui.printing.from_grid import sheet_of
        from jzledger.ui.printing.preview import PrintPreview

        assert self.window.bridge is not None
        grid = self._grid()
        known = self.window.bridge.ledger.settings()
        below = (tr("填报单位：{}").format(known["office"]), self.window.status.day.text())
        sheet = sheet_of(grid, view_title(self.window, grid), below)
        preview = PrintPreview(sheet, self.window.verbs.documents(), self.window)
        preview.said.connect(self.window.say)
        preview.open()


def view_title(window: MainWindow, grid: Grid) -> str:
    """What stands above a table on paper: 「云岭市重点项目问题台账」."""
    assert window.bridge is not None and window.page is not None
    city = window.bridge.ledger.settings()["city_name"]
    part = next((part for part in window.page.issue_pane.tables if part.grid is grid), None)
    return tr("{}重点项目{}台账").format(city, part.table.title if part is not None else "")
