"""One window per ledger file: a lock beside the file, and a way to raise the window that holds it.

Command-line calls take no such lock; SQLite orders them.
"""

from __future__ import annotations

import getpass
import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from jzledger.errors import LedgerBusy

WAIT_MILLISECONDS = 500


class WindowClaim(QObject):
    """This window holds the ledger file until `release`. A later start raises it."""

    def __init__(self, path: Path, raise_window: Callable[[], None]) -> None:
        """Raises LedgerBusy where another window holds the file; that window is raised."""
        super().__init__()
        self._lock = QLockFile(str(path.with_name(f".{path.name}.lock")))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(100):
            raise self._held_by(path)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_address(path))
        self._server.newConnection.connect(lambda: self._answer(raise_window))
        self._server.listen(_address(path))

    def _held_by(self, path: Path) -> LedgerBusy:
        pid, host, _ = self._lock.getLockInfo()
        raised = raise_other(path)
        where = f"{host}，进程{pid}" if host else "另一个窗口"
        todo = "已切换到那个窗口。" if raised else "请先关闭那个窗口，或稍后再试。"
        return LedgerBusy(f"这个台账已在另一个窗口中打开（{where}）", path.name, todo)

    def _answer(self, raise_window: Callable[[], None]) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            raise_window()

    def release(self) -> None:
        self._server.close()
        self._lock.unlock()


def raise_other(path: Path) -> bool:
    """Ask the window that holds this file to come to the front. False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_address(path))
    if not socket.waitForConnected(WAIT_MILLISECONDS):
        return False
    socket.disconnectFromServer()
    return True


def _address(path: Path) -> str:
    owner = f"{getpass.getuser()}:{path.resolve()}"
    return f"jzledger-{hashlib.sha256(owner.encode()).hexdigest()[:24]}"
