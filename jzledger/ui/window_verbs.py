"""What the window's actions do; each method serves the action of its name (see `actions`).

It is loaded with the first ledger, whose rows come first: what reads articles and makes ledgers is loaded by the work that
needs it, beside the window, and dialogs by the action that opens them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt, QTime, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from jzledger.errors import LedgerError, NothingToUndo, UndoConflict
from jzledger.ledger.changes import Changes
from jzledger.rules.proposal import Progress
from jzledger.ui import theme as themes
from jzledger.ui.actions import ACTIONS, WIDGET_KEYS
from jzledger.ui.leaving import finish_typing, may_close
from jzledger.ui.page_list import WORKBENCH
from jzledger.ui.texts import tr
from jzledger.ui.widgets.strips import Banner
from jzledger.version import __version__

if TYPE_CHECKING:
    from jzledger.exchange.article_batch import ReviewBatch
    from jzledger.ui.dialogs.new_ledger import NewLedgerDialog
    from jzledger.ui.main_window import MainWindow

TAKEN_BACK_BESIDE = 200  # rows; fewer are written back within a frame or two
LEDGER_FILTER = "台账 (*.jzl)"
ARTICLE_FILTER = "文章 (*.txt *.html *.htm *.docx);;所有文件 (*)"


class WindowVerbs:
    """The verbs of one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def documents(self) -> Path:
        """Where files are offered to be saved."""
        kept = self.window.state.load("folder", "")
        if kept and Path(kept).is_dir():
            return Path(kept)
        return Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )

    def ask_files(self, title: str, kinds: str) -> list[Path]:
        """The files that the clerk points at; the next dialog begins in their folder."""
        names, _ = QFileDialog.getOpenFileNames(self.window, title, str(self.documents()), kinds)
        if names:
            self.window.state.save("folder", str(Path(names[0]).parent))
        return [Path(name) for name in names]

    def ask_folder(self, title: str) -> Path | None:
        """The folder that the clerk points at; the next dialog begins in it."""
        name = QFileDialog.getExistingDirectory(self.window, title, str(self.documents()))
        if not name:
            return None
        self.window.state.save("folder", name)
        return Path(name)

    # File.
    def new_ledger(self) -> None:
        from jzledger.exchange.new_ledger import city_names
        from jzledger.ui.dialogs.new_ledger import NewLedgerDialog

        if not may_close(self.window):
            return
        year = self.window.clock().year
        dialog = NewLedgerDialog(
            city_names(self.window.around.resources), self.window.clerk(), year, self.documents(), self.window
        )
        dialog.accepted.connect(lambda: self.make_new(dialog))
        dialog.open()

    def make_new(self, dialog: NewLedgerDialog, then: Callable[[], None] | None = None) -> None:
        """Make the ledger and show it; `then` what comes after."""
        asked = dialog.value()
        self.window.state.save("clerk", asked.clerk)
        self.window.state.save("folder", str(asked.path.parent))

        def work(progress: Progress) -> Any:
            from jzledger.exchange.new_ledger import make_ledger

            return make_ledger(
                str(asked.path),
                city=asked.city,
                city_name=asked.city_name,
                office=asked.office,
                year=asked.year,
                by=asked.clerk,
                resources=self.window.around.resources,
            )

        def made(ledger: Any) -> None:
            self.window.opening.adopt(ledger, str(asked.path))
            if then is not None:
                # Works are done one after the other: this one comes when the ledger is shown.
                self.window.tasks.run(lambda progress: None, lambda _: then(), tr("正在读取台账"))

        self.window.tasks.run(work, made, tr("正在建立台账"))

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
            from jzledger.exchange.samples import open_sample_file

            return open_sample_file(kind, around.data, around.resources, around.seeds)

        self.window.tasks.run(
            work, lambda path: self.window.open_ledger_at(str(path)), tr("正在准备{}台账").format(kind)
        )

    def backup_now(self) -> None:
        assert self.window.bridge is not None
        if not finish_typing(self.window):
            return
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
            self.window.status.saved.setToolTip(str(path))

        self.window.tasks.run(work, done, tr("正在备份"))

    def save_copy(self) -> None:
        assert self.window.bridge is not None
        if not may_close(self.window):
            return
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
        if may_close(self.window):
            self.window.tasks.wait()
            self.window.close_ledger()

    def quit(self) -> None:
        self.window.close()

    # Edit.
    def undo(self) -> None:
        self.take_back("undo", tr("已撤销：{}"))

    def redo(self) -> None:
        self.take_back("redo", tr("已恢复：{}"))

    def take_back(self, verb: str, words: str, leave_conflicts: bool = False) -> None:
        """At once, or, where it would hold the window up, beside it."""
        if self.window.bridge is None:
            return
        ledger = self.window.bridge.ledger
        take = partial(getattr(ledger, verb), leave_conflicts=leave_conflicts)

        def taken(changes: Changes) -> None:
            self.window.toast.hide()
            for banner in self.window.findChildren(Banner):
                banner.taken_back(changes.label)
            self.window.say(words.format(changes.label))

        def refused(error: LedgerError) -> None:
            if isinstance(error, NothingToUndo):
                self.window.say(error.message)
            elif isinstance(error, UndoConflict):
                rest = (tr("只撤销其余部分"), lambda: self.take_back(verb, words, True))
                self.banner(f"{error.sentence()}。", [rest], warn=True)
            else:
                self.window.report(error)

        if ledger.take_back_size(verb) >= TAKEN_BACK_BESIDE:
            self.window.tasks.run(lambda progress: take(progress=progress), taken, tr("正在写回"), refused)
            return
        try:
            taken(take())
        except LedgerError as error:
            refused(error)

    def grid_with_focus(self) -> Any:
        """The table that has the focus, else the main one of the page: the issue table of the workbench."""
        assert self.window.page is not None
        focus = QApplication.focusWidget()
        grids = self.window.grids_in_front()
        usual = self.window.page.issue_pane.current.grid
        if usual not in grids and grids:
            usual = grids[0]
        return next((g for g in grids if focus is not None and g.isAncestorOf(focus)), usual)

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
        front: Any = self.window.stack.currentWidget()
        regions = front.regions() if hasattr(front, "regions") else self.window.page.regions()
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
        if files := self.ask_files(tr("导入文章"), tr(ARTICLE_FILTER)):
            self.import_files(files)

    def import_files(self, files: Sequence[Path]) -> None:
        """Files that were dropped or chosen: articles and workbooks, told apart by what is in them."""
        self.window.say("")  # what was said of earlier files is not meant of these
        if self.window.bridge is None:
            self.window.welcome.banner.show_report(
                tr(
                    "还没有打开台账。拖进来的 {} 个文件放到哪里？先新建一个台账，或打开已有的再拖一次。"
                ).format(len(files)),
                [(tr("新建台账并导入"), lambda: self.window.workbook_verbs.new_from(files))],
                warn=True,
            )
            return
        sort, apart = self.window.workbook_verbs.sort_files, self.window.collect_verbs.apart
        resources = self.window.around.resources

        def work(progress: Progress) -> tuple[Any, list[Path]]:
            from jzledger.exchange.article_files import expanded

            return apart(sort(list(dict.fromkeys(expanded(files))), resources, progress))

        self.window.tasks.run(work, self.files_sorted, tr("正在读取文件"))

    def files_sorted(self, sorted_files: tuple[Any, list[Path]]) -> None:
        found, returned = sorted_files
        self.window.collect_verbs.collect_files(returned)
        if found.others:
            self.read_articles(found.others)
        self.window.workbook_verbs.review(found.workbooks, found.problems)

    def read_articles(self, files: Sequence[Path]) -> None:
        """Read articles beside the window, then review them on their page; nothing is written before that."""
        assert self.window.bridge is not None
        ledger, context = self.window.bridge.ledger, self.window.bridge.context()
        resources = self.window.around.resources

        def work(progress: Progress) -> ReviewBatch:
            from jzledger.exchange.article_batch import review_files

            return review_files(ledger, files, context, resources, progress)

        self.window.tasks.run(work, self.articles_read, tr("正在读取文章"))

    def paste_article(self) -> None:
        """An article that was copied elsewhere."""
        text = QApplication.clipboard().text()
        if self.window.bridge is None or not text.strip():
            self.window.say(tr("剪贴板里没有文字。请先在网页或文档里复制报道的正文。"))
            return
        ledger, context = self.window.bridge.ledger, self.window.bridge.context()
        resources = self.window.around.resources

        def work(progress: Progress) -> ReviewBatch:
            progress(0, 0, tr("正在读取"))
            from jzledger.exchange.article_batch import review_text

            return review_text(ledger, text, context, resources)

        self.window.tasks.run(work, self.articles_read, tr("正在读取文章"))

    def articles_read(self, batch: ReviewBatch) -> None:
        told = [f"{problem.sentence()}。{problem.todo}".rstrip("。") for problem in batch.problems]
        if batch.reviews:
            page: Any = self.window.pages.page("articles")
            # A turn later: making the page for the first time and filling it are two short works, not one long.
            QTimer.singleShot(0, page, lambda: self._review(page, batch))
        if told:
            self.window.say("；".join(told) + "。")
            self._tell_problems(batch, "；".join(told) + "。")

    def _tell_problems(self, batch: ReviewBatch, words: str) -> None:
        """Where the clerk looks; what is taken for a known article can be held against it, and reviewed all the same."""
        answers: list[tuple[str, Callable[[], None]]] = []
        known = next((id_ for one in batch.problems if (id_ := getattr(one, "article_id", ""))), "")

        def open_known() -> None:
            self.show_article(known, 0, 0)
            self._tell_problems(batch, words)

        if known:
            answers.append((tr("打开已有的那一篇"), open_known))
        if batch.alike:
            answers.append(
                (tr("仍要审阅（{} 篇）").format(len(batch.alike)), lambda: self.review_anyway(batch))
            )
        page: Any = self.window.pages.page("articles") if batch.reviews else None
        banner: Banner = page.banner if page is not None else self.window.banner_in_front()
        banner.show_report(words, answers, warn=True)

    def review_anyway(self, batch: ReviewBatch) -> None:
        """Read what was taken for a known article."""
        assert self.window.bridge is not None
        ledger, context = self.window.bridge.ledger, self.window.bridge.context()
        resources = self.window.around.resources

        def work(progress: Progress) -> ReviewBatch:
            from jzledger.exchange.article_batch import review_anyway

            return review_anyway(ledger, batch.alike, context, resources, progress)

        self.window.tasks.run(work, self.articles_read, tr("正在读取文章"))

    def _review(self, page: Any, batch: ReviewBatch) -> None:
        page.show_batch(batch)
        self.window.pages.show("articles", "review")

    def show_keys(self) -> None:
        from jzledger.ui.dialogs.reading import KeysWindow

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
        """An article beside the tables, a sentence of it lit; its sentences lead to their rows."""
        from jzledger.ui.dialogs.reading import ArticleWindow

        assert self.window.bridge is not None
        window = ArticleWindow(self.window.bridge, article_id, self.window.theme, self.window)
        window.row_asked.connect(self.window.record_verbs.go_to)
        window.show()
        window.light_up(start, end)

    def banner(self, text: str, answers: Sequence[Any] = (), *, warn: bool = False, undo: Any = None) -> None:
        assert self.window.page is not None
        self.window.page.issue_pane.banner.show_report(text, answers, warn=warn, undo=undo)
