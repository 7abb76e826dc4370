"""What the window's actions do with paper: exporting, printing, learning a look. Each method serves the action of its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMessageBox

from jzledger.errors import Cancelled, LedgerError
from jzledger.exchange import export, learn_look
from jzledger.exchange.paper_pages import LedgerPaper, kind_paper, save_bytes, shown_paper
from jzledger.exchange.view_export import VIEW, View, view_file_name
from jzledger.ledger import learned
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress
from jzledger.ui.dialogs.export_ledger import Drawn, ExportChoice, ExportDialog
from jzledger.ui.dialogs.ledger_kinds import Kind
from jzledger.ui.leaving import after_typing
from jzledger.ui.printing.cell_painter import PrintedPages
from jzledger.ui.printing.devices import pdf_steps
from jzledger.ui.texts import tr
from jzledger.ui.view_table import view_of

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow

LEARNED = "learned:"


class PaperVerbs:
    """`view`: what the table showed when its export was asked for."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.view: View | None = None
        self.dialog: ExportDialog | None = None

    # Export.
    def export_ledger(self) -> None:
        after_typing(self.window, self._ask_export)

    def _ask_export(self) -> None:
        period = self._period()
        self.view = self.view_shown()
        verbs = self.window.verbs
        dialog = ExportDialog(
            self._kinds(),
            self._bridge().today,
            period.month or 1,
            verbs.documents(),
            self._name_of,
            self._draw,
            self.window,
        )
        self.dialog = dialog
        dialog.accepted.connect(lambda: self.export_to(dialog.value(), dialog))
        dialog.rejected.connect(self.window.tasks.cancel)
        dialog.finished.connect(self._closed)
        dialog.said.connect(self.window.say)
        dialog.learn_asked.connect(self.learn_look)
        dialog.rename_asked.connect(self._rename)
        dialog.delete_asked.connect(self._ask_delete)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

    def export_to(self, choice: ExportChoice, dialog: ExportDialog | None = None) -> None:
        """Write a ledger beside the window. Where that fails the dialog comes back as it was, with the reason."""
        view, self.view = self.view, None
        if view is None and choice.kind == VIEW:
            view = self.view_shown()
        self.window.state.save("folder", str(choice.path.parent))
        ledger, context = self._ledger(), self._context(choice)

        def otherwise(error: LedgerError) -> None:
            if dialog is None or isinstance(error, Cancelled):
                self.window.tasks.failed.emit(error)
                return
            self.dialog, self.view = dialog, view
            dialog.open()
            dialog.refused(error)

        if choice.pdf:
            self._export_pdf(ledger, view, choice, context, otherwise)
            return

        def work(progress: Progress) -> Any:
            return self._paper(ledger, view, choice, context).save(choice.path, progress)

        self.window.tasks.run(
            work, lambda remarks: self._exported(choice, remarks), tr("正在导出"), otherwise
        )

    def view_shown(self) -> View:
        """What the table with the focus shows now; before anything was done in it, the issue table."""
        assert self.window.page is not None
        grid = self.window.verbs.grid_with_focus()
        if not grid.cell_cursor.valid:
            grid = self.window.page.issue_pane.current.grid
        part = next((part for part in self.window.page.issue_pane.tables if part.grid is grid), None)
        table = part.table if part is not None else getattr(grid.source, "table", TABLES["projects"])
        return view_of(grid, table.key, tr("{}台账").format(table.title))

    def _export_pdf(
        self,
        ledger: Ledger,
        view: View | None,
        choice: ExportChoice,
        context: Context,
        otherwise: Callable[[LedgerError], None],
    ) -> None:
        """Rows and layout beside the window; the painting, which only the window may do, page by page in between."""

        def work(progress: Progress) -> Any:
            return self._paper(ledger, view, choice, context).printed(progress)

        def drawn(made: Any) -> None:
            sheet, remarks = made
            steps = pdf_steps(PrintedPages(sheet, choice.path.stem))
            tasks.run_here(steps, lambda content: save(content, remarks), tr("正在导出"), otherwise)

        def save(content: bytes, remarks: Sequence[Any]) -> None:
            tasks.run(
                lambda progress: save_bytes(choice.path, content),
                lambda _: self._exported(choice, remarks),
                tr("正在导出"),
                otherwise,
            )

        tasks = self.window.tasks
        tasks.run(work, drawn, tr("正在导出"), otherwise)

    def _exported(self, choice: ExportChoice, remarks: Sequence[Any]) -> None:
        more = tr("；{}处内容放不下，已注明").format(len(remarks)) if remarks else ""
        self.window.verbs.banner(
            tr("已导出“{}”{}。").format(choice.path.name, more),
            [(tr("打开所在文件夹"), lambda: self.window.open_folder_of(choice.path))],
        )
        if choice.open_folder:
            self.window.open_folder_of(choice.path)

    # What the dialog asks for.
    def _kinds(self) -> list[Kind]:
        resources = self.window.around.resources
        view = self.view or self.view_shown()
        kinds = [(kind, export.layout_title(resources, kind)) for kind in export.kinds(resources)]
        order = ("issues", "projects", "directives", "closed")
        kinds.sort(key=lambda kind: order.index(kind[0]) if kind[0] in order else len(order))
        shown = tr("当前视图（{} 行）").format(len(view.lines))
        found = [Kind(VIEW, shown, view.name)]
        found += [Kind(key, title, tr("台账")) for key, title in kinds]
        found += [
            Kind(f"{LEARNED}{layout.id}", layout.name, tr("学习的版式"), learned=True)
            for layout in learned.learned(self._ledger())
        ]
        return found

    def _name_of(self, kind: str, day: date, month: int) -> str:
        ledger, resources = self._ledger(), self.window.around.resources
        if kind == VIEW:
            return view_file_name(ledger, self.view or self.view_shown(), day)
        context = replace(self._period(), today=day, month=month)
        if kind.startswith(LEARNED):
            return learn_look.suggested_name(ledger, kind.removeprefix(LEARNED), context)
        return export.suggested_name(ledger, kind, context, resources)

    def _draw(
        self,
        choice: ExportChoice,
        then: Callable[[Drawn], None],
        otherwise: Callable[[LedgerError], None],
    ) -> None:
        ledger, view, context = self._ledger(), self.view, self._context(choice)

        def work(progress: Progress) -> Drawn:
            paper = self._paper(ledger, view, choice, context)
            sheet, remarks = paper.printed(progress)
            return Drawn(sheet, paper.rows, [f"{remark.where}：{remark.message}" for remark in remarks])

        self.window.tasks.run(work, then, tr("正在排版"), otherwise)

    def _paper(
        self, ledger: Ledger, view: View | None, choice: ExportChoice, context: Context
    ) -> LedgerPaper:
        """Called beside the window."""
        resources = self.window.around.resources
        if choice.kind == VIEW:
            assert view is not None
            return shown_paper(ledger, view, context, resources, preset=choice.preset)
        if choice.kind.startswith(LEARNED):
            return learn_look.learned_paper(ledger, choice.kind.removeprefix(LEARNED), context)
        return kind_paper(ledger, choice.kind, context, resources, preset=choice.preset)

    # Learned layouts.
    def learn_look(self) -> None:
        """Ask for a workbook of the office and read its look."""
        from jzledger.ui.dialogs.learn_look import ask_workbook

        path = ask_workbook(self.window, self.window.verbs.documents())
        if path is not None:
            self.learn_from(path)

    def learn_from(self, path: Path) -> None:
        from jzledger.ui.dialogs.learn_look import LearnLookDialog

        self.window.state.save("folder", str(path.parent))
        ledger, context = self._ledger(), self._period()

        def work(progress: Progress) -> Any:
            return learn_look.read_look(path, ledger, context, progress)

        def read(found: Any) -> None:
            dialog = LearnLookDialog(found, path.stem, self._draw_look, self.dialog or self.window)
            dialog.kept.connect(self._keep)
            dialog.open()

        self.window.tasks.run(work, read, tr("正在读样表"))

    def _draw_look(
        self, look: Any, then: Callable[[Drawn], None], otherwise: Callable[[LedgerError], None]
    ) -> None:
        ledger, context = self._ledger(), self._period()

        def work(progress: Progress) -> Drawn:
            paper = learn_look.look_paper(ledger, look, context)
            sheet, remarks = paper.printed(progress)
            return Drawn(sheet, paper.rows, [f"{remark.where}：{remark.message}" for remark in remarks])

        self.window.tasks.run(work, then, tr("正在排版"), otherwise)

    def _keep(self, name: str, look: Any) -> None:
        kept = self._bridge().attempt(learn_look.keep, self._ledger(), name, look)
        if kept is None:
            return
        if self.dialog is not None:
            self.dialog.show_kinds(self._kinds(), f"{LEARNED}{kept}")
        else:
            self.window.verbs.banner(
                tr("已学会版式“{}”，在“导出 Excel”里可以选它。").format(name),
                [(tr("导出…"), self.export_ledger)],
                undo=(learned.step_label(name), self.window.verbs.undo),
            )

    def _rename(self, kind: str, name: str) -> None:
        self._bridge().attempt(learned.rename, self._ledger(), kind.removeprefix(LEARNED), name)
        self._show_kinds()

    def _ask_delete(self, kind: str) -> None:
        name = next((kept.name for kept in learned.learned(self._ledger()) if kind.endswith(kept.id)), "")
        box = QMessageBox(self.dialog or self.window)
        box.setWindowTitle(tr("删除版式"))
        box.setText(tr("删除学习的版式“{}”？可以撤销。").format(name))
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        go = box.addButton(tr("删除"), QMessageBox.ButtonRole.AcceptRole)
        go.clicked.connect(lambda: self.delete_learned(kind))
        box.open()

    def delete_learned(self, kind: str) -> None:
        self._bridge().attempt(learned.delete, self._ledger(), kind.removeprefix(LEARNED))
        self._show_kinds()

    def _show_kinds(self) -> None:
        if self.dialog is not None:
            self.dialog.show_kinds(self._kinds())

    # The ledger in the window.
    def _bridge(self) -> Any:
        assert self.window.bridge is not None
        return self.window.bridge

    def _ledger(self) -> Ledger:
        ledger: Ledger = self._bridge().ledger
        return ledger

    def _period(self) -> Context:
        return export.with_period(self._ledger(), self._bridge().context())

    def _context(self, choice: ExportChoice) -> Context:
        return replace(self._period(), today=choice.as_of, month=choice.month)
