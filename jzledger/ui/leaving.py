"""What is still being typed, when something is about to take the ledger as it stands: saving, exporting, closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from jzledger.ui.page_list import WORKBENCH
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.tables.grid import Grid


def finish_typing(window: MainWindow) -> bool:
    """Commit what is being typed; False, with the place in sight, where a text cannot be a value and stays."""
    page = window.page
    if page is None:
        return True
    for grid in _grids(window):
        if not grid.finish_editing():
            if grid in page.grids():
                window.pages.show(WORKBENCH)
                page.issue_pane.bring_forward(grid)
            grid.editing.take_focus_back()
            grid.finish_editing()  # which says why, now that it can be seen
            return False
    if not page.record_form.finish():
        window.pages.show(WORKBENCH)
        window.say(tr("表单里还有不能保存的内容，请改正，或按 Esc 恢复原值。"))
        return False
    return True


def after_typing(window: MainWindow, work: Callable[[], None]) -> None:
    """Do it once what is being typed is committed, and the tables, which are told of that later, show it."""
    typing = any(grid.editing.is_open for grid in _grids(window))
    if finish_typing(window):
        QTimer.singleShot(0, window, work) if typing else work()


def may_close(window: MainWindow) -> bool:
    """As above, and for articles under review; asked for the second time with the same, that is given up, so that there
    is always a way out."""
    if finish_typing(window):
        return _review_given_up(window)
    left = tuple(_typed(window))
    if window.property(_REFUSED) == str(left):
        return True
    window.setProperty(_REFUSED, str(left))
    window.say(tr("有一格还没有保存：请改正，或按 Esc 恢复原值。再关一次，就不要这一格的内容了。"))
    return False


def _review_given_up(window: MainWindow) -> bool:
    """What a clerk decided of an article stands nowhere but in its review."""
    page: Any = window.pages.made.get("articles") if window.page is not None else None
    waiting = page.review.waiting() if page is not None else []
    decided = str([(one.article_id, [(i.decision, sorted(i.edited)) for i in one.items]) for one in waiting])
    if not waiting or window.property(_REFUSED) == decided:
        return True
    window.setProperty(_REFUSED, decided)
    window.pages.show("articles", "review")
    window.say(tr("还有 {} 篇文章没有写入。再来一次，就不要这些审阅了。").format(len(waiting)))
    return False


_REFUSED = "refused_to_close_over"


def _grids(window: MainWindow) -> list[Grid]:
    return (
        [] if window.page is None else list(dict.fromkeys((*window.page.grids(), *window.grids_in_front())))
    )


def _typed(window: MainWindow) -> list[str]:
    assert window.page is not None
    editors = [grid.editing.editor for grid in _grids(window)]
    lines = [line.field.key for line in window.page.record_form.lines if not line.finish()]
    return [editor.text_now() for editor in editors if editor is not None] + lines
