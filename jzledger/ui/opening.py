"""Opening a ledger beside the window: claim its file, open it, read its rows, hand it over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from jzledger.errors import LedgerError
from jzledger.rules.proposal import Progress
from jzledger.ui.leaving import may_close
from jzledger.ui.one_window import WindowClaim
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ledger.ledger import Ledger
    from jzledger.ui.main_window import MainWindow


class Opening(QObject):
    """Holds the claim on the file that is open in the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._claim: WindowClaim | None = None
        self._next: WindowClaim | None = None

    def open(self, ledger: str) -> None:
        """Open `ledger` and show it; the one that is open now stays until the new one is there."""
        window = self._window
        if window.bridge is not None and _same(window.bridge.ledger, ledger):
            window.raise_to_front()
            return
        if not may_close(window):
            return
        try:
            self._next = self._claim_file(ledger)
        except LedgerError as error:
            window.report(error)
            return

        clerk = window.clerk()

        def work(progress: Progress) -> Ledger:
            progress(0, 0, tr("正在打开台账"))
            # Heavy, and free of Qt: loaded here, it does not keep the window from being painted.
            from jzledger.ledger.ledger import Ledger

            return Ledger.open(ledger, by=clerk, backup_folder=window.around.backups)

        window.tasks.run(work, lambda opened: self._opened(opened, ledger), tr("正在打开台账"), self._failed)

    def adopt(self, ledger: Ledger, name: str) -> None:
        """Show a ledger that was just made."""
        try:
            self._next = self._claim_file(name)
        except LedgerError as error:
            ledger.close()
            self._window.report(error)
            return
        self._opened(ledger, name)

    def _claim_file(self, ledger: str) -> WindowClaim | None:
        if "://" in ledger or not Path(ledger).is_file():
            return None
        return WindowClaim(Path(ledger), self._window.raise_to_front)

    def _opened(self, ledger: Ledger, name: str) -> None:
        from jzledger.ui.bridge import Bridge
        from jzledger.ui.pages.workbench import Workbench

        window = self._window
        bridge = Bridge(ledger, window.clock, window)
        page = Workbench(bridge, window.theme, window.state)

        def work(progress: Progress) -> None:
            progress(0, 0, tr("正在读取"))
            page.load()

        def show(_: None) -> None:
            claim, self._next = self._next, None
            window.show_ledger(bridge, page)
            self._claim = claim
            window.state.remember(str(Path(name).resolve()) if "://" not in name else name)

        window.tasks.run(work, show, tr("正在读取台账"), self._failed)

    def _failed(self, error: LedgerError) -> None:
        if self._next is not None:
            self._next.release()
            self._next = None
        self._window.report(error)

    def release(self) -> None:
        """The window's ledger was closed."""
        if self._claim is not None:
            self._claim.release()
            self._claim = None


def _same(open_now: Ledger, ledger: str) -> bool:
    path = open_now.place.path
    return path is not None and "://" not in ledger and path.resolve() == Path(ledger).resolve()
