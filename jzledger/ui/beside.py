"""Short questions to the ledger, asked beside the window: only the answer to the latest one arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from jzledger.errors import LedgerError


class Beside(QObject):
    """`report` is told of a LedgerError.

    For reads that may take a tenth of a second; work with progress and cancel belongs to `Tasks`.
    """

    _answered = Signal(int, object, object)  # number of the question, answer, error

    def __init__(self, report: Callable[[LedgerError], None], parent: QObject) -> None:
        super().__init__(parent)
        self._report = report
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._number = 0
        self._then: Callable[[Any], None] | None = None
        self._answered.connect(self._arrive)

    @property
    def waiting(self) -> bool:
        """Is an answer still to come?"""
        return self._then is not None

    def ask(self, question: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Call `question` beside the window, then `then(answer)` in it, unless something else is asked meanwhile."""
        self._number += 1
        self._then = then
        self._pool.clear()  # what has not begun need not begin
        self._pool.start(_Question(self._number, question, self._answered))

    def stop(self) -> None:
        """Forget the question; the ledger is no longer read when this returns."""
        self._then = None
        self._number += 1
        self._pool.clear()
        self._pool.waitForDone()

    def _arrive(self, number: int, answer: Any, error: Exception | None) -> None:
        if number != self._number or self._then is None:
            return
        then, self._then = self._then, None
        if error is None:
            then(answer)
        elif isinstance(error, LedgerError):
            self._report(error)
        else:
            raise error


class _Question(QRunnable):
    def __init__(self, number: int, question: Callable[[], Any], answered: Any) -> None:
        super().__init__()
        self._number, self._question, self._answered = number, question, answered

    def run(self) -> None:
        try:
            answer = self._question()
        except Exception as error:
            self._answered.emit(self._number, None, error)
        else:
            self._answered.emit(self._number, answer, None)
