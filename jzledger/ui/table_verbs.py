"""What the actions of 编辑 do in the table that has the focus: rows in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow


class TableVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def insert_row(self) -> None:
        grid = self.window.verbs.grid_with_focus()
        grid.add_row()

    def delete_rows(self) -> None:
        grid = self.window.verbs.grid_with_focus()
        count = len(grid.selected_ids())
        if (
            count
            and self.window.bridge is not None
            and self.window.bridge.attempt(lambda: grid.delete_selected() or True)
        ):
            self.window.toast.show_text(tr("已删除 {} 行，放入回收站。").format(count))
