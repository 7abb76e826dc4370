"""What the window's actions do; each method serves the action of its name (see `actions`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, QTime
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from jzledger.errors import LedgerError, NothingToUndo, UndoConflict
from jzledger.exchange import export, imports
from jzledger.exchange.new_ledger import city_names, make_ledger
from jzledger.exchange.samples import open_sample_file
from jzledger.exchange.view_export import VIEW, View, export_view, view_file_name
from jzledger.ledger.evidence import article_text
from jzledger.records.fields import TABLES
from jzledger.rules.proposal import Progress, Proposal
from jzledger.ui import theme as themes
from jzledger.ui.actions import ACTIONS, WIDGET_KEYS
from jzledger.ui.dialogs.export_ledger import ExportChoice, ExportDialog
from jzledger.ui.dialogs.new_ledger import NewLedgerDialog
from jzledger.ui.dialogs.reading import ArticleWindow, KeysWindow
from jzledger.ui.page_list import WORKBENCH
from jzledger.ui.texts import tr
from jzledger.ui.view_table import view_of
from jzledger.version import __version__

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow

LEDGER_FILTER = "台账 (*.jzl)"
WORKBOOKS = frozenset((".xlsx", ".xls", ".xlsm", ".et", ".ods", ".csv"))
ARTICLE_FILTER = "文章 (*.txt);;所有文件 (*)"


class WindowVerbs:
    """The verbs of one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.view: View | None = None  # what the table showed when its export was asked for

    def documents(self) -> Path:
        """Where files are offered to be saved."""
        kept = self.window.state.load("folder", "")
        if kept and Path(kept).is_dir():
            return Path(kept)
        return Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )

    # File.
    def new_ledger(self) -> None:
        year = self.window.clock().year
        dialog = NewLedgerDialog(
            city_names(self.window.around.resources), self.window.clerk(), year, self.documents(), self.window
        )
        dialog.accepted.connect(lambda: self.make_new(dialog))
        dialog.open()

    def make_new(self, dialog: NewLedgerDialog) -> None:
        asked = dialog.value()
        self.window.state.save("clerk", asked.clerk)
        self.window.state.save("folder", str(asked.path.parent))

        def work(progress: Progress) -> Any:
            return make_ledger(
                str(asked.path),
                city=asked.city,
                city_name=asked.city_name,
                office=asked.office,
                year=asked.year,
                by=asked.clerk,
                resources=self.window.around.resources,
            )

        self.window.tasks.run(
            work, lambda ledger: self.window.opening.adopt(ledger, str(asked.path)), tr("正在建立台账")
        )

    def open_ledger(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window, tr("打开台账"), str(self.documents()), tr(LEDGER_FILTER)
        )
        if name:
            self.window.state.save("folder", str(Path(name).parent))
            self.window.open_ledger_at(name)

    def open_sample(self) -> None:
        self.open_made("样例")

    def open_demo(self) -> None:
        self.open_made("演示")

    def open_made(self, kind: str) -> None:
        """The user's own copy of a sample, made at the first call."""
        around = self.window.around

        def work(progress: Progress) -> Path:
            progress(0, 0, tr("正在准备{}台账").format(kind))
            return open_sample_file(kind, around.data, around.resources, around.seeds)

        self.window.tasks.run(
            work, lambda path: self.window.open_ledger_at(str(path)), tr("正在准备{}台账").format(kind)
        )

    def export_ledger(self) -> None:
        assert self.window.bridge is not None
        ledger, resources = self.window.bridge.ledger, self.window.around.resources
        kinds = [(kind, export.layout_title(resources, kind)) for kind in reversed(export.kinds(resources))]
        period = export.with_period(ledger, self.window.bridge.context())
        kinds.sort(key=lambda kind: kind[0] != "issues")
        self.view = view = self._view_shown()
        kinds.insert(0, (VIEW, tr("当前视图（{}，{} 行）").format(view.name, len(view.lines))))

        def name_of(kind: str, day: date, month: int) -> str:
            if kind == VIEW:
                return view_file_name(ledger, view, day)
            return export.suggested_name(ledger, kind, replace(period, today=day, month=month), resources)

        dialog = ExportDialog(
            kinds, self.window.bridge.today, period.month or 1, self.documents(), name_of, self.window
        )
        dialog.accepted.connect(lambda: self.export_to(dialog.value()))
        dialog.open()

    def _view_shown(self) -> View:
        """What the table with the focus shows now; before anything was done in it, the issue table."""
        assert self.window.page is not None
        grid = self.grid_with_focus()
        if not grid.cell_cursor.valid:
            grid = self.window.page.issue_pane.current.grid
        part = next((part for part in self.window.page.issue_pane.tables if part.grid is grid), None)
        table = part.table if part is not None else TABLES["projects"]
        return view_of(grid, table.key, tr("{}台账").format(table.title))

    def export_to(self, choice: ExportChoice) -> None:
        """Write an Excel ledger beside the window."""
        assert self.window.bridge is not None
        ledger, resources = self.window.bridge.ledger, self.window.around.resources
        period = export.with_period(ledger, self.window.bridge.context())
        context = replace(period, today=choice.as_of, month=choice.month)
        view, self.view = self.view, None
        if view is None and choice.kind == VIEW:
            view = self._view_shown()
        self.window.state.save("folder", str(choice.path.parent))

        def work(progress: Progress) -> Any:
            if view is not None and choice.kind == VIEW:
                return export_view(ledger, view, choice.path, context, resources, progress)
            return export.export_kind(ledger, choice.kind, choice.path, context, resources, progress)

        def done(remarks: Sequence[Any]) -> None:
            more = tr("；{}处内容放不下，已注明").format(len(remarks)) if remarks else ""
            self.banner(
                tr("已导出“{}”{}。").format(choice.path.name, more),
                [(tr("打开所在文件夹"), lambda: self.window.open_folder_of(choice.path))],
            )

        self.window.tasks.run(work, done, tr("正在导出"))

    def backup_now(self) -> None:
        assert self.window.bridge is not None
        ledger = self.window.bridge.ledger
        folder = self.window.around.backups
        name = f"{Path(ledger.place.name).stem}（备份 {self.window.clock().isoformat()}）.jzl"

        def work(progress: Progress) -> Path:
            folder.mkdir(parents=True, exist_ok=True)
            ledger.backup(folder / name)
            return folder / name

        def done(path: Path) -> None:
            at = QTime.currentTime().toString("HH:mm")
            self.window.say(tr("已保存，并留一份备份({})").format(at))
            self.window.saved.setToolTip(str(path))

        self.window.tasks.run(work, done, tr("正在备份"))

    def save_copy(self) -> None:
        assert self.window.bridge is not None
        ledger = self.window.bridge.ledger
        offered = self.documents() / f"{Path(ledger.place.name).stem}（副本）.jzl"
        name, _ = QFileDialog.getSaveFileName(self.window, tr("另存为"), str(offered), tr(LEDGER_FILTER))
        if name:
            target = Path(name if name.endswith(".jzl") else f"{name}.jzl")
            self.window.tasks.run(
                lambda progress: ledger.backup(target),
                lambda _: self.window.open_ledger_at(str(target)),
                tr("正在另存"),
            )

    def close_ledger(self) -> None:
        self.window.close_ledger()

    def quit(self) -> None:
        self.window.close()

    # Edit.
    def undo(self) -> None:
        self.take_back("undo", tr("已撤销：{}"))

    def redo(self) -> None:
        self.take_back("redo", tr("已恢复：{}"))

    def take_back(self, verb: str, words: str, leave_conflicts: bool = False) -> None:
        if self.window.bridge is None:
            return
        try:
            changes = getattr(self.window.bridge.ledger, verb)(leave_conflicts=leave_conflicts)
        except NothingToUndo as error:
            self.window.say(error.message)
        except UndoConflict as error:
            rest = (tr("只撤销其余部分"), lambda: self.take_back(verb, words, True))
            self.banner(f"{error.sentence()}。", [rest], warn=True)
        except LedgerError as error:
            self.window.report(error)
        else:
            self.window.toast.hide()
            self.window.say(words.format(changes.label))

    def grid_with_focus(self) -> Any:
        """The table that has the focus, else the issue table."""
        assert self.window.page is not None
        focus = QApplication.focusWidget()
        grids = self.window.page.grids()
        return next(
            (g for g in grids if focus is not None and g.isAncestorOf(focus)),
            self.window.page.issue_pane.current.grid,
        )

    # View.
    def show_workbench(self) -> None:
        self.window.pages.show(WORKBENCH)

    def next_page(self) -> None:
        self.window.pages.step(1)

    def previous_page(self) -> None:
        self.window.pages.step(-1)

    def toggle_evidence(self) -> None:
        assert self.window.page is not None
        strip = self.window.page.issue_pane.evidence
        strip.setVisible(not strip.isVisible())
        self.window.actions_by_name["toggle_evidence"].setChecked(strip.isVisible())

    def show_today(self) -> None:
        assert self.window.page is not None
        self.window.page.timeline_pane.timeline.show_today()

    def next_region(self) -> None:
        self.step_region(1)

    def previous_region(self) -> None:
        self.step_region(-1)

    def step_region(self, by: int) -> None:
        assert self.window.page is not None
        regions = self.window.page.regions()
        focus = QApplication.focusWidget()
        at = next((n for n, r in enumerate(regions) if r is focus or (focus and r.isAncestorOf(focus))), -1)
        regions[(at + by) % len(regions)].setFocus(Qt.FocusReason.TabFocusReason)

    def toggle_dark(self) -> None:
        self.window.theme = themes.LIGHT if self.window.theme is themes.DARK else themes.DARK
        self.window.state.save("dark", self.window.theme is themes.DARK)
        self.window.apply_theme()

    def toggle_full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    # Ledger, tools, help.
    def new_project(self) -> None:
        assert self.window.page is not None
        self.window.page.add_project()

    def new_issue(self) -> None:
        assert self.window.page is not None
        self.window.page.add_issue()

    def import_articles(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self.window, tr("导入文章"), str(self.documents()), tr(ARTICLE_FILTER)
        )
        if names:
            self.window.state.save("folder", str(Path(names[0]).parent))
            self.import_files([Path(name) for name in names])

    def import_files(self, files: Sequence[Path]) -> None:
        """Bring articles in beside the window, each as one Step."""
        if any(file.suffix.lower() in WORKBOOKS for file in files):
            self.window.say(tr("还不能导入 Excel 文件：请在表格里复制要的行，再粘贴到这里的表中。"))
            files = [file for file in files if file.suffix.lower() not in WORKBOOKS]
            if not files:
                return
        if self.window.bridge is None:
            self.window.say(tr("请先新建或打开一个台账，再导入文章。"))
            return
        ledger, context = self.window.bridge.ledger, self.window.bridge.context()
        resources = self.window.around.resources

        def work(progress: Progress) -> imports.ImportReport:
            return imports.import_files(
                ledger, files, context, resources, accept=Proposal.accepted, progress=progress
            )

        self.window.tasks.run(work, self.imported, tr("正在导入文章"))

    def imported(self, report: imports.ImportReport) -> None:
        words = {
            "projects": tr("项目"),
            "issues": tr("问题"),
            "directives": tr("交办事项"),
            "people": tr("人员"),
        }
        added = "、".join(f"{words[key]} {report.added[key]}" for key in words if report.added[key])
        told = []
        if report.changes:
            told.append(tr("已导入 {} 篇文章，新增：{}").format(len(report.changes), added or tr("无")))
        if report.merged["projects"]:
            told.append(tr("{} 个项目已有，只补充了出处和别名").format(report.merged["projects"]))
        told += [f"{problem.sentence()}。{problem.todo}".rstrip("。") for problem in report.problems]
        answers = [(tr("撤销"), self.undo)] if report.changes else []
        self.banner("；".join(told) + "。", answers, warn=bool(report.problems))

    def show_keys(self) -> None:
        named = [spec for spec in ACTIONS if spec.keys]
        native = QKeySequence.SequenceFormat.NativeText
        lines = [
            (tr("全局"), QKeySequence(spec.keys).toString(native), tr(spec.text).replace("…", ""))
            for spec in named
        ]
        KeysWindow([*lines, *WIDGET_KEYS], self.window).show()

    def about(self) -> None:
        box = QMessageBox(self.window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("关于"))
        box.setText(tr("焦作市重点项目台账 {}").format(__version__))
        box.setInformativeText(tr("数据只在本机的台账文件里。许可：Apache-2.0。"))
        box.open()

    def show_article(self, article_id: str, start: int, end: int) -> None:
        assert self.window.bridge is not None
        found = self.window.bridge.attempt(self.window.bridge.ledger.read, article_text, article_id)
        if found is not None:
            title, text = found
            window = ArticleWindow(title, text, self.window)
            window.light_up(start, end, *self.window.marker())
            window.show()

    def banner(self, text: str, answers: Sequence[Any] = (), *, warn: bool = False) -> None:
        assert self.window.page is not None
        self.window.page.issue_pane.banner.show_report(text, answers, warn=warn)
