"""Long work beside the window: one worker thread, with progress and cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from jzledger.errors import Cancelled, LedgerError
from jzledger.rules.proposal import Progress

# At most ten reports a second reach the window.
REPORT_SECONDS = 0.1
Work = Callable[[Progress], Any]


@dataclass(frozen=True)
class _Answer:
    """Whom the outcome goes to."""

    then: Callable[[Any], None]
    otherwise: Callable[[LedgerError], None] | None
    owner: QObject | None

    def wanted(self) -> bool:
        return self.owner is None or isValid(self.owner)


class Tasks(QObject):
    """Runs one work after the other. Signals arrive on the thread of the window."""

    started = Signal(str)  # title
    progressed = Signal(int, int, str)  # done, total, what
    ended = Signal()
    failed = Signal(object)  # LedgerError

    _done = Signal(object, object, object)  # _Answer, result, error

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._cancel = threading.Event()
        self._running = 0
        self._done.connect(self._finish)

    def run(
        self,
        work: Work,
        then: Callable[[Any], None],
        title: str,
        otherwise: Callable[[LedgerError], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Call `work(progress)` beside the window, then `then(result)` in it. `progress` raises Cancelled.

        A LedgerError goes to `otherwise`, or is told by `failed`. Neither is called when `owner`, the page that asked,
        was left and is gone by then.
        """
        self._running += 1
        self._cancel.clear()
        self.started.emit(title)
        answer = _Answer(then, otherwise, owner)
        self._pool.start(_Job(lambda: self._work(work, answer)))

    def run_here(
        self,
        steps: Generator[tuple[int, int, str], None, Any],
        then: Callable[[Any], None],
        title: str,
        otherwise: Callable[[LedgerError], None] | None = None,
    ) -> None:
        """Work that only the window may do (painting), a step at a time between its other events.

        `steps` yields what `progress` is told and returns the result; it is closed when the clerk cancels.
        """
        self._running += 1
        self._cancel.clear()
        self.started.emit(title)
        timer = QTimer(self)

        def step() -> None:
            try:
                if self._cancel.is_set():
                    steps.close()
                    raise Cancelled
                self.progressed.emit(*next(steps))
                return
            except StopIteration as end:
                result, error = end.value, None
            except Exception as found:
                result, error = None, found
            timer.stop()
            timer.deleteLater()
            self._finish(_Answer(then, otherwise, None), result, error)

        timer.timeout.connect(step)
        timer.start(0)

    @property
    def busy(self) -> bool:
        return self._running > 0

    def cancel(self) -> None:
        """Ask the work to stop; what it has not committed is rolled back."""
        self._cancel.set()

    def wait(self) -> None:
        """For closing: let the work under way stop."""
        self._cancel.set()
        self._pool.waitForDone()

    def _work(self, work: Work, answer: _Answer) -> None:
        last = 0.0

        def progress(done: int, total: int, what: str) -> None:
            nonlocal last
            if self._cancel.is_set():
                raise Cancelled
            now = time.monotonic()
            if now - last >= REPORT_SECONDS:
                last = now
                self.progressed.emit(done, total, what)

        try:
            result = work(progress)
        except Exception as error:
            self._done.emit(answer, None, error)
        else:
            self._done.emit(answer, result, None)

    def _finish(self, answer: _Answer, result: Any, error: Exception | None) -> None:
        self._running -= 1
        self.ended.emit()
        if not isinstance(error, LedgerError | None):
            raise error
        if not answer.wanted():
            return
        if error is None:
            answer.then(result)
        elif answer.otherwise is not None:
            answer.otherwise(error)
        else:
            self.failed.emit(error)


class _Job(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work_to_do = work

    def run(self) -> None:
        self._work_to_do()
