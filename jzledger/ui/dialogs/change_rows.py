"""批量修改: one value into one column of all selected rows, as one step to undo."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import LedgerError
from jzledger.ui.tables import suggestions
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.widgets.primary import primary_and_cancel

# What clerks change together is offered first (habit 48).
_FIRST = ("units", "due", "state", "person", "category", "lead_unit")


class ChangeRowsDialog(QDialog):
    """Closes once the value is written; a text that cannot be a value stays, with the reason."""

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._grid = grid
        count = len(grid.selected_ids())
        self.setWindowTitle(tr("批量修改 {} 行").format(count))
        fields = [field for field in grid.source.fields if field.editable]
        first = {key: place for place, key in enumerate(_FIRST)}
        self._fields = sorted(fields, key=lambda field: first.get(field.key, len(first)))
        self.column, self.typed, self.problem = QComboBox(self), QLineEdit(self), QLabel(self)
        self.column.addItems([field.title for field in self._fields])
        self.column.setAccessibleName(tr("要修改的列"))
        self.typed.setAccessibleName(tr("改成"))
        self.typed.setPlaceholderText(tr("留空则清除"))
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        form = QFormLayout()
        form.addRow(tr("列"), self.column)
        form.addRow(tr("改成"), self.typed)
        buttons, change = primary_and_cancel(self, tr("修改 {} 行").format(count), self.accept)
        change.setDefault(True)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.column.currentIndexChanged.connect(self._column_chosen)
        self.typed.textEdited.connect(lambda _: self.problem.clear())
        current = next((n for n, field in enumerate(self._fields) if field.key == grid.current_key()), 0)
        self.column.setCurrentIndex(current)
        self._column_chosen()
        self.typed.setFocus()

    def choose(self, key: str) -> None:
        """Take the column of a key."""
        self.column.setCurrentIndex(next(n for n, field in enumerate(self._fields) if field.key == key))

    def accept(self) -> None:
        field = self._fields[self.column.currentIndex()]
        try:
            self._grid.commands.change_selected(field.key, self.typed.text())
        except LedgerError as error:
            self.problem.setText(f"{error.message.rstrip('。')}。{error.todo}")
            return
        super().accept()

    def _column_chosen(self) -> None:
        """Offer the words that the column knows."""
        field = self._fields[self.column.currentIndex()]
        self.problem.clear()
        words: list[str] = []
        if suggestions.is_listed(field):
            try:
                words = suggestions.words_of(field, self._grid.source.suggestions(field))
            except LedgerError as error:
                self.problem.setText(error.message)
        completer = QCompleter(words, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.typed.setCompleter(completer)
