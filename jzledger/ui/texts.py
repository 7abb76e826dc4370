"""Texts of the window. They are written in Chinese; `tr` is the place where another language would come in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    return QCoreApplication.translate("jzledger", text)
