"""What the window remembers on this machine: geometry, splitters, widths, recent ledgers. Never data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8


class UiState:
    """Settings in one explicit file, `ui.ini` of the user's configuration folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._settings = QSettings(str(folder / "ui.ini"), QSettings.Format.IniFormat)

    def recent(self) -> list[str]:
        """Ledgers opened lately, latest first; files that are gone are left out."""
        known = self.load("recent", [])
        return [name for name in known if isinstance(name, str) and ("://" in name or Path(name).exists())]

    def remember(self, ledger: str) -> None:
        others = [name for name in self.recent() if name != ledger]
        self.save("recent", [ledger, *others][:MOST_RECENT])

    def load(self, key: str, otherwise: Any) -> Any:
        """A JSON value; `otherwise` where nothing or nonsense is stored."""
        try:
            return json.loads(str(self._settings.value(key, "")))
        except ValueError:
            return otherwise

    def save(self, key: str, value: Any) -> None:
        self._settings.setValue(key, json.dumps(value, ensure_ascii=False))

    def load_bytes(self, key: str) -> QByteArray | None:
        """A geometry or splitter state as Qt gave it."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def save_bytes(self, key: str, value: QByteArray) -> None:
        self._settings.setValue(key, value)
