"""What the actions on one record do: its form, its history, its state; and what looks over all records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from jzledger.ledger.cell_history import has_history
from jzledger.ledger.search import Hit, SearchIndex
from jzledger.records.base import nouns
from jzledger.records.fields import TABLES, Field, Table
from jzledger.rules.proposal import Progress
from jzledger.ui.pages.record_form import RecordForm
from jzledger.ui.texts import tr
from jzledger.ui.widgets.lifecycle_strip import EXTEND

if TYPE_CHECKING:
    from jzledger.ledger.similar import Pair
    from jzledger.ui.dialogs.history import HistoryWindow
    from jzledger.ui.dialogs.similar import SimilarDialog
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.tables.grid import Grid

# Tables whose rows have no place in the workbench; the record form shows them.
_FORM_ONLY = {"units": "units", "people": "people", "unit": "units", "person": "people", "lead": "leads",
              "meeting": "meetings", "milestone": "milestones", "monthly_progress": "progress"}  # fmt: skip


class RecordVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self._stop_index: Any = None
        window.search_box.chosen.connect(self.go_to_hit)
        window.search_box.left.connect(self.back_to_table)
        window.leaving_ledger.connect(self._leave_ledger)

    # -- with the ledger

    def ledger_shown(self) -> None:
        """A ledger has been opened in the window."""
        window = self.window
        assert window.bridge is not None and window.page is not None
        index = SearchIndex(window.bridge.ledger.read)
        self._stop_index = window.bridge.ledger.subscribe(index.forget)
        window.search_box.set_index(index)
        form = window.page.record_form
        form.message.connect(window.say)
        form.article_asked.connect(window.verbs.show_article)
        form.history_asked.connect(lambda key: self.show_history(form.table, form.row_id, key))
        form.closed.connect(self.back_to_table)
        window.page.issue_pane.similar.asked.connect(lambda row_id: self.go_to("issue", row_id))

    def _leave_ledger(self) -> None:
        self.window.search_box.set_index(None)
        if self._stop_index is not None:
            self._stop_index()
            self._stop_index = None

    def back_to_table(self) -> None:
        if self.window.page is not None and self.window.page.isVisible():
            form = self.window.page.record_form
            (form.grid or self.window.page.issue_pane.current.grid).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- the form

    def _current(self) -> tuple[Grid, Table, str] | None:
        """The current row of the table that has the focus; of the form where that has it."""
        grid = self.window.verbs.grid_with_focus()
        row_id = grid.current_id()
        return (grid, grid.source.table, row_id) if row_id else None

    def _form(self) -> RecordForm:
        assert self.window.page is not None
        return self.window.page.record_form

    def record_form(self) -> None:
        """F7 opens the form at the current row, and closes it."""
        form = self._form()
        if form.isVisible():
            form.close_form()
            return
        current = self._current()
        if current is None:
            self.window.say(tr("请先选择一行。"))
        elif current[0].finish_editing() and self._open(*current):
            form.enter()

    def _open(self, grid: Grid | None, table: Table, row_id: str) -> bool:
        assert self.window.page is not None
        shown = self._form().show_row(table, row_id, grid)
        if shown:
            self.window.page.make_room_for_form()
        return shown

    def close_issue(self) -> None:
        """销号: the form asks for what it needs."""
        self._ask("closed")

    def extend_due(self) -> None:
        self._ask(EXTEND)

    def _ask(self, move: str) -> None:
        form = self._form()
        if form.isVisible() and form.table is not None and form.table.noun == "issue":
            shown = True
        else:
            current = self._current()
            if current is None or current[1].noun != "issue":
                self.window.say(tr("请先选择一个问题或交办事项。"))
                return
            shown = current[0].finish_editing() and self._open(*current)
        if not shown:
            return
        if move == "closed" and form.strip.state in ("listed", "assigned", "long_term", "closed"):
            words = form.strip.state
            self.window.say(
                tr("已经销号了。")
                if words == "closed"
                else tr("还没有办理，不能销号；请先按表单上方的按钮交办、办理。")
            )
            return
        form.strip.ask(move)

    # -- history

    def cell_history(self) -> None:
        """这一格的历史."""
        form = self._form()
        if form.isVisible() and form.current_field():
            self.show_history(form.table, form.row_id, form.current_field())
            return
        current = self._current()
        if current is not None:
            grid, table, row_id = current
            self.show_history(table, row_id, grid.current_key() or "")

    def row_history(self) -> None:
        """本行修改记录."""
        form = self._form()
        if form.isVisible() and form.current_field():
            self.show_history(form.table, form.row_id, "")
            return
        current = self._current()
        if current is not None:
            self.show_history(current[1], current[2], "")

    def project_articles(self) -> None:
        """The articles that speak of the current project, or of the project of the current row."""
        current, bridge = self._current(), self.window.bridge
        if current is None or bridge is None:
            self.window.say(tr("请先选择一个项目，或它的一个问题。"))
            return
        _, table, row_id = current
        project = row_id if table.noun == "project" else ""
        if table.noun == "issue":
            link = [table.field("project")]
            rows = bridge.attempt(bridge.ledger.rows, table, bridge.context(), fields=link, ids=[row_id])
            project = rows[0][2].id if rows and rows[0][2] is not None else ""
        page: Any = self.window.pages.show("articles", "list")
        if not project or page is None or not page.show_project(project):
            self.window.say(tr("还没有文章说到这个项目。"))

    def show_history(self, table: Table | None, row_id: str, key: str) -> HistoryWindow | None:
        """Of one cell, of the whole row for no key."""
        from jzledger.ui.dialogs.history import HistoryWindow

        bridge = self.window.bridge
        if table is None or bridge is None:
            return None
        field: Field | None = table.field(key) if key else None
        if field is not None and not has_history(table, field):
            self.window.say(tr("“{}”由程序判定，没有修改记录。").format(field.title))
            return None
        known = {f.key: f for f in table.fields}
        shown = next(known[key] for key in ("title", "name", "project") if key in known)
        rows = bridge.attempt(bridge.ledger.rows, table, bridge.context(), fields=[shown], ids=[row_id])
        name = shown.kind.show(rows[0][2]).replace("\n", " ") if rows else ""
        opened = HistoryWindow(bridge, self.window.theme, table, row_id, name, field, self.window)
        opened.show()
        return opened

    # -- pages

    def show_bin(self) -> None:
        self.window.pages.show("changes", "bin")

    # -- going to a row

    def search_all(self) -> None:
        self.window.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_hit(self, hit: Hit) -> None:
        if hit.group == "articles":
            self.window.verbs.show_article(hit.id, 0, 0)
        elif hit.group in _FORM_ONLY:
            self._show_in_form(hit.group, hit.id)
        else:
            self.go_to("project" if hit.group == "projects" else "issue", hit.id)

    def go_to(self, noun: str, row_id: str) -> None:
        """Show a row where it is at home: in the workbench, or in the record form."""
        page = self.window.page
        if page is None:
            return
        if noun == "article":
            self.window.verbs.show_article(row_id, 0, 0)
        elif noun in ("project", "issue"):
            self.window.verbs.show_workbench()
            if not page.show_row(noun, row_id):
                self.window.say(tr("表里没有这一行：可能已删除，到回收站里找。"))
        elif noun in _FORM_ONLY:
            self._show_in_form(_FORM_ONLY[noun], row_id)
        else:
            known = noun in nouns()
            self.window.say(tr("这条记录没有可以转到的行。") if known else tr("没有这一行。"))

    def _show_in_form(self, table: str, row_id: str) -> None:
        self.window.verbs.show_workbench()
        if self._open(None, TABLES[table], row_id):
            self._form().enter()

    # -- over all records

    def find_similar(self) -> None:
        """查重: compared beside the window, then shown."""
        window = self.window
        assert window.bridge is not None
        ledger = window.bridge.ledger

        def work(progress: Progress) -> list[Pair]:
            progress(0, 0, tr("正在比较"))
            from jzledger.ledger.similar import all_pairs

            found: list[Pair] = ledger.read(all_pairs)
            return found

        window.tasks.run(work, self._show_found, tr("正在查重"))

    def _show_found(self, pairs: list[Pair]) -> None:
        self.show_similar(pairs)

    def show_similar(self, pairs: list[Pair]) -> SimilarDialog | None:
        from jzledger.ui.dialogs.similar import SimilarDialog

        if self.window.bridge is None:
            return None
        dialog = SimilarDialog(self.window.bridge, self.window.theme, pairs, self.window)
        dialog.go_asked.connect(lambda row_id: self.go_to("issue", row_id))
        dialog.message.connect(self.window.say)
        dialog.show()
        return dialog

    def light_rules(self) -> None:
        from jzledger.ui.dialogs.light_rules import LightRulesDialog

        bridge = self.window.bridge
        assert bridge is not None
        dialog = LightRulesDialog(bridge.context(), self.window.theme, self.window)
        dialog.accepted.connect(
            lambda: bridge.attempt(lambda: bridge.ledger.save_settings(**dialog.values()))
        )
        dialog.open()
