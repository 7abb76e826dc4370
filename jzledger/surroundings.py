"""What only `app` knows, handed on to window and commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Surroundings:
    """The day by the clock, the clerk's login name, and the folders of this machine."""

    today: date
    login: str
    resources: Path
    seeds: Path
    data: Path
    config: Path
    log: Path

    @property
    def backups(self) -> Path:
        return self.data / "backups"
