"""The one button of a dialog that does what the dialog is for."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton


def make_primary(button: QPushButton) -> None:
    """Give it the look of the style sheet, also where a button box has dressed it already."""
    button.setProperty("primary", True)
    button.style().unpolish(button)
    button.style().polish(button)
