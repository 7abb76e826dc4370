"""Between the Ledger, which knows no window, and the widgets: changes as one signal, errors as one sentence, the day."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from jzledger.errors import LedgerError
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Ledger
from jzledger.rules.context import Context

POLL_MILLISECONDS = 1000
DAY_MILLISECONDS = 30_000
log = logging.getLogger(__name__)


class Bridge(QObject):
    """Tells widgets of one open ledger what changed, by whomever.

    `clock` gives the day; a sample's stored day stands still. Signals come queued, so that an editor that just
    committed has closed before its table is refreshed.
    """

    changed = Signal(object)  # Changes
    failed = Signal(object)  # LedgerError

    def __init__(self, ledger: Ledger, clock: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ledger = ledger
        stored = ledger.settings()["today"]
        self._clock = (lambda: date.fromisoformat(stored)) if stored else clock
        self.stored_day = bool(stored)
        self.today = self._clock()
        self._arrived.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = ledger.subscribe(self._arrived.emit)
        self._timers = [
            self._every(POLL_MILLISECONDS, self._poll),
            self._every(DAY_MILLISECONDS, self.check_day),
        ]

    _arrived = Signal(object)

    def _every(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        timer.start()
        return timer

    def context(self) -> Context:
        return self.ledger.context(self.today)

    def attempt(self, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Call and give the result; an error that a clerk can act upon is reported, and None given."""
        try:
            return work(*args, **named)
        except LedgerError as error:
            self.report(error)
            return None

    def report(self, error: LedgerError) -> None:
        if error.detail:
            log.warning("%s: %s", type(error).__name__, error.detail)
        self.failed.emit(error)

    def check_day(self) -> None:
        """When the calendar day turned, lights and days left are judged again. Nothing is written."""
        today = self._clock()
        if today != self.today:
            self.today = today
            self._arrived.emit(Changes(step=None, today=today))

    def _poll(self) -> None:
        self.attempt(self.ledger.poll)

    def stop(self) -> None:
        """Tell nothing more. The ledger stays open for whoever opened it."""
        for timer in self._timers:
            timer.stop()
        self._unsubscribe()
