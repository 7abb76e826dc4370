"""The one button of a dialog that does what the dialog is for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

from jzledger.ui.texts import tr


def make_primary(button: QPushButton) -> None:
    """Give it the look of the style sheet, also where a button box has dressed it already."""
    button.setProperty("primary", True)
    button.style().unpolish(button)
    button.style().polish(button)


def primary_and_cancel(
    dialog: QDialog, words: str, act: Callable[[], None]
) -> tuple[QDialogButtonBox, QPushButton]:
    """The foot of a dialog: the primary button, which does `act`, beside 取消; the box and that button."""
    buttons = QDialogButtonBox(dialog)
    primary = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
    make_primary(primary)
    buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(act)
    buttons.rejected.connect(dialog.reject)
    return buttons, primary
