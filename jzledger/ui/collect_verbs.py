"""What the window's actions do with workbooks of the units: sending them out, taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jzledger.exchange.collect import was_dispatched
from jzledger.exchange.dispatch import WORKDAYS_TO_FILL, DispatchReport, dispatch, units_to_ask
from jzledger.rules.proposal import Progress
from jzledger.ui.dialogs.dispatch_dialog import DispatchChoice, DispatchDialog
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.main_window import MainWindow
    from jzledger.ui.pages.collect_page import CollectPage

FILTER = "表格 (*.xlsx *.xls *.et *.ods *.xlsm);;所有文件 (*)"
PAGE = "collect"


class CollectVerbs:
    """Each method serves the action of its name (see `actions`)."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def show_collect(self) -> None:
        self.window.pages.show(PAGE)

    def page(self) -> CollectPage:
        return cast("CollectPage", self.window.pages.page(PAGE))

    # Out.
    def dispatch_workbooks(self) -> None:
        """Ask to whom, until when and where, then write."""
        window = self.window
        assert window.bridge is not None
        ledger, context, resources = window.bridge.ledger, window.bridge.context(), window.around.resources

        def then(units: Any) -> None:
            if not units:
                self.show_collect()
                self.page().banner.show_report(
                    tr("没有要下发的内容：未销号的问题和交办事项写明责任单位后再下发。"), warn=True
                )
                return
            due = context.calendar.add_workdays(context.today, WORKDAYS_TO_FILL)
            folder = window.verbs.documents() / tr("下发{}").format(context.today.isoformat())
            dialog = DispatchDialog(units, due, folder, window)
            dialog.accepted.connect(lambda: self.dispatch_to(dialog.value()))
            dialog.open()

        window.tasks.run(
            lambda progress: units_to_ask(ledger, context, resources), then, tr("正在整理各单位的表")
        )

    def dispatch_to(self, choice: DispatchChoice) -> None:
        """Write the workbooks beside the window."""
        window = self.window
        assert window.bridge is not None
        ledger, context, resources = window.bridge.ledger, window.bridge.context(), window.around.resources

        def work(progress: Progress) -> DispatchReport:
            return dispatch(
                ledger,
                choice.folder,
                context,
                resources,
                due_on=choice.due_on,
                units=choice.units,
                progress=progress,
            )

        window.tasks.run(work, self.dispatched, tr("正在下发"))

    def dispatched(self, report: DispatchReport) -> None:
        self.show_collect()
        banner = self.page().banner
        assert banner is not None
        folder = report.sent[0].file
        banner.show_report(
            tr("已生成 {} 家的表和函，放在“{}”。").format(len(report.sent), folder.parent.name),
            [(tr("打开所在文件夹"), lambda: self.window.open_folder_of(folder))],
            undo=(report.changes.label, self.window.actions_by_name["undo"].trigger),
        )

    # Back.
    def collect_workbooks(self) -> None:
        self.collect_files(self.window.verbs.ask_files(tr("收回表格"), tr(FILTER)))

    def collect_folder(self) -> None:
        """All files of a folder, sorted as if they had been dropped on the window."""
        if (folder := self.window.verbs.ask_folder(tr("收回文件夹"))) is not None:
            self.window.verbs.import_files([folder])

    def collect_files(self, files: Sequence[Path]) -> None:
        if files:
            self.show_collect()
            self.page().collect_files(files)

    def apart(self, found: Any) -> tuple[Any, list[Path]]:
        """Of sorted files (`workbooks` among them) those that were sent to units, and the rest as it was.

        Called beside the window."""
        returned = [path for path in found.workbooks if was_dispatched(path)]
        rest = [path for path in found.workbooks if path not in returned]
        return found._replace(workbooks=rest), returned
