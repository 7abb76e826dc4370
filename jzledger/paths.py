"""Where things lie on this machine: what the program brings along, and what it keeps for its user.

Only `app` and `cli` ask here and hand the folders in; no other room knows where anything lives.
"""

from __future__ import annotations

import os
from pathlib import Path

APP = "jzledger"
HOME_VARIABLE = "JZLEDGER_HOME"  # puts the user's folders below one folder of choice (tests, a USB stick)

PACKAGE = Path(__file__).resolve().parent


def resources() -> Path:
    """The folder of layouts, icons, style sheets and fonts. Raises FileNotFoundError."""
    return _brought_along("resources")


def seeds() -> Path:
    """The folder of the five articles, as received. Raises FileNotFoundError."""
    return _brought_along("seeds")


def data_dir() -> Path:
    """Folder for what the program keeps beside the ledgers (samples, backups); not created here."""
    return _users("data")


def log_dir() -> Path:
    """Folder for log files; not created here."""
    return _users("log")


def config_dir() -> Path:
    """Folder for window settings; not created here."""
    return _users("config")


def _brought_along(name: str) -> Path:
    """Inside the package (wheel, bundle), else beside it (checkout)."""
    for folder in (PACKAGE / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name} is neither inside nor beside {PACKAGE}")


def _users(kind: str) -> Path:
    """One of the user's folders: "data", "log" or "config"."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return Path(home) / kind
    import platformdirs

    folders = platformdirs.PlatformDirs(APP, appauthor=False)
    found = {
        "data": folders.user_data_path,
        "log": folders.user_log_path,
        "config": folders.user_config_path,
    }
    return found[kind]
