"""What the actions on foreign workbooks do: read beside the window, reviewed one after the other, taken by the clerk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

from jzledger.errors import Cancelled, FileBroken, LedgerError
from jzledger.exchange.file_kinds import reads_as_workbook
from jzledger.exchange.imports import read_file
from jzledger.exchange.new_ledger import city_names
from jzledger.exchange.seen_sheets import SeenSheet, seen_sheets
from jzledger.exchange.workbooks_in import Understood, WorkbookImport
from jzledger.rules.proposal import Progress
from jzledger.ui.dialogs.new_ledger import NewLedgerDialog
from jzledger.ui.leaving import may_close
from jzledger.ui.pages.workbook_review import WorkbookReview
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow

PAGE = "workbook"
FILTER = "Excel、WPS 表格 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.html *.htm);;所有文件 (*)"


NAMED = frozenset((".xlsx", ".xlsm", ".et", ".ods"))


class Sorted(NamedTuple):
    """Files by what is in them, and what could not be read."""

    workbooks: list[Path]
    others: list[Path]
    problems: list[LedgerError]


class _Opened(NamedTuple):
    source: WorkbookImport
    seen: dict[str, SeenSheet]
    understood: Understood


class WorkbookVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.waiting: list[Path] = []  # workbooks that are still to be reviewed
        self.untold: list[LedgerError] = []  # of files that could not be read, until a page or the end tells
        self.page: WorkbookReview | None = None
        self._reading = False
        self._taken = self._step = (
            ""  # what the last review that was taken brought, and the label of its Step
        )
        self.sort_files = sort_files
        window.leaving_ledger.connect(self._leave_ledger)

    def import_workbooks(self) -> None:
        """导入 Excel."""
        if files := self.window.verbs.ask_files(tr("导入 Excel"), tr(FILTER)):
            self.window.verbs.import_files(files)

    def new_from_workbooks(self) -> None:
        """从 Excel 新建: workbooks, then the form of a new ledger, then the review."""
        if files := self.window.verbs.ask_files(tr("从 Excel 新建台账"), tr(FILTER)):
            self.new_from(files)

    def new_from(self, files: Sequence[Path]) -> None:
        window = self.window
        if not may_close(window):
            return
        dialog = NewLedgerDialog(
            city_names(window.around.resources),
            window.clerk(),
            window.clock().year,
            window.verbs.documents(),
            window,
        )

        def make() -> None:
            window.verbs.make_new(dialog, then=lambda: window.verbs.import_files(files))

        dialog.accepted.connect(make)
        dialog.open()

    # -- the review

    def review(self, files: Sequence[Path], problems: Sequence[LedgerError] = ()) -> None:
        """One after the other; those that come while one is open wait for their turn.

        `problems`: of files that came with them and could not be read."""
        self.waiting += [path for path in dict.fromkeys(files) if path not in self.waiting]
        if self.page is not None and problems:
            self.window.report_all(problems)
        else:
            self.untold += problems
        if self.page is None and not self._reading:
            self._taken = ""
            self._next()

    def _next(self) -> None:
        window = self.window
        if not self.waiting:
            self._tell_the_end()
            return
        if window.bridge is None:
            self.waiting.clear()
            self.untold.clear()
            window.say(tr("请先新建或打开一个台账，再导入 Excel。"))
            return
        path = self.waiting.pop(0)
        ledger, context, resources = window.bridge.ledger, window.bridge.context(), window.around.resources
        self._reading = True

        def work(progress: Progress) -> _Opened:
            progress(0, 0, tr("正在读取 {}").format(path.name))
            data = read_file(path)
            source = WorkbookImport(ledger, data, path.name, context, resources, progress)
            wanted = {sheet.sheet for sheet in source.workbook.sheets}
            return _Opened(
                source, seen_sheets(data, path.name, wanted, progress), source.understand(progress=progress)
            )

        def otherwise(error: LedgerError) -> None:
            self._reading = False
            if isinstance(error, Cancelled):
                self.waiting.clear()  # whoever stops the first does not want the others
                window.report(error)
            else:
                self.untold.append(error)
            self._next()

        window.tasks.run(work, self._show, tr("正在读取 {}").format(path.name), otherwise)

    def _tell_the_end(self) -> None:
        """What could not be read, beside what was taken last."""
        problems, self.untold = self.untold, []
        if problems:
            undo = (self._step, self.window.verbs.undo) if self._taken else None
            self.window.report_all(problems, self._taken, undo)

    def _show(self, opened: _Opened) -> None:
        window = self.window
        self._reading = False
        if window.bridge is None or opened.source.ledger is not window.bridge.ledger:
            self._next()  # the ledger was closed meanwhile
            return
        page = WorkbookReview(window.bridge, window)
        page.closed.connect(self._closed)
        self.page = page
        window.pages.lay(PAGE, page)
        page.show_workbook(*opened)
        problems, self.untold = self.untold, []
        if problems:
            remarks = opened.source.workbook.remarks
            window.report_all(problems, "；".join(remarks) + "。" if remarks else "")
        page.enter()

    def _closed(self, taken: bool) -> None:
        page, window = self.page, self.window
        if page is None or page.source is None:
            return
        name, counts = page.source.file_name, page.understood.counts() if page.understood is not None else {}
        self.page = None
        page.leave()
        window.pages.take_away(PAGE)
        window.verbs.show_workbench()
        if window.page is not None:
            window.page.issue_pane.current.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._taken = ""
        if taken:
            self._taken = tr("已导入“{}”：新增 {} 行，补充 {} 行；每一格都记下了出处。").format(
                name, counts.get("new", 0), counts.get("fills", 0)
            )
            self._step = page.step
            window.verbs.banner(self._taken, undo=(self._step, window.verbs.undo))
        else:
            window.say(tr("“{}”没有采用，台账没有改动。").format(name))
        self._next()

    def _leave_ledger(self) -> None:
        """What was under review goes with it."""
        if self.page is not None:
            self.page.leave()
        self.page = None
        self.waiting.clear()
        self.untold.clear()


def sort_files(files: Sequence[Path], resources: Path, progress: Progress) -> Sorted:
    """By content, whatever their names say; what is called a workbook and is none, the reader of workbooks says best."""
    found = Sorted([], [], [])
    for number, path in enumerate(files):
        progress(number, len(files), f"正在读取 {path.name}")
        try:
            if path.name.startswith("~$"):
                raise FileBroken(
                    "这是 Excel 打开文件时的临时文件，不是表格", path.name, "请选名称不带“~$”的那个文件。"
                )
            data = read_file(path)
        except LedgerError as error:
            found.problems.append(error)
            continue
        workbook = path.suffix.lower() in NAMED or reads_as_workbook(data, path.name, resources)
        (found.workbooks if workbook else found.others).append(path)
    return found
