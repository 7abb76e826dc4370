"""An article to read: each coloured stretch leads to its rows, each row back to its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QSplitter, QVBoxLayout, QWidget

from jzledger.exchange.article_items import KIND_WORDS
from jzledger.ledger.article_trail import LinkedRow, rows_of_article
from jzledger.ledger.evidence import article_text
from jzledger.ui.bridge import Bridge
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.article_text import ArticleText, Mark
from jzledger.ui.widgets.lines_model import Index, LinesModel
from jzledger.ui.widgets.read_table import read_table

HEADS = ("类型", "由这句话而来的行")
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_TONES = {"issue": "ask", "directive": "ask", "person": "quiet", "figure": "quiet", "unit": "quiet"}


class RowsModel(LinesModel):
    """The rows of a sentence, or of the whole article."""

    heads = HEADS
    lines: list[LinkedRow]

    def show_lines(self, lines: Sequence[LinkedRow]) -> None:
        self.put_lines(list({(one.noun, one.id): one for one in reversed(lines)}.values())[::-1])

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid() or role not in (_DISPLAY, _TIP):
            return None
        line = self.lines[index.row()]
        return tr(KIND_WORDS[line.kind]) if index.column() == 0 else line.name.replace("\n", " ")


class ReadingPane(QFrame):
    """`row_asked(noun, id)` where a row was opened."""

    row_asked = Signal(str, str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.bridge = bridge
        self.rows: list[LinkedRow] = []
        self.heading = QLabel(self)
        self.heading.setObjectName("panelTitle")
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.heading.setWordWrap(True)
        self.heading.setContentsMargins(14, 8, 14, 6)
        self.text = ArticleText(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.model = RowsModel(self)
        self.table = read_table(self.model, tr("由这句话而来的行"), (96, 400))
        self.hint = QLabel(tr("点一下或用 ↑ ↓ 选一句，下面是它成的行；双击或按回车转到那一行"), self)
        self.hint.setObjectName("hint")
        self.hint.setContentsMargins(12, 4, 12, 4)
        down = QSplitter(Qt.Orientation.Vertical, self)
        down.addWidget(self.text)
        down.addWidget(self.table)
        down.setSizes([420, 170])
        down.setHandleWidth(5)
        down.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(down, 1)
        layout.addWidget(self.hint)
        self.text.sentence_changed.connect(self._sentence)
        self.text.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._light(now.row()))

    def set_theme(self, theme: Theme) -> None:
        self.text.set_theme(theme)

    def show_article(self, article_id: str | None) -> bool:
        """Show an article of the ledger; False where it is not there."""
        read, attempt = self.bridge.ledger.read, self.bridge.attempt
        found = attempt(read, article_text, article_id) if article_id else None
        self.rows = (attempt(read, rows_of_article, article_id) if article_id else None) or []
        title, text = found or ("", "")
        self.heading.setText(title)
        self.text.show_text(text)
        self.text.set_marks(
            [Mark(one.start, one.end, (one.id,), _TONES.get(one.kind, "new")) for one in self._stretches()]
        )
        self.model.show_lines(self.rows)
        return found is not None

    def _stretches(self) -> list[LinkedRow]:
        """The name of a row where its sentence holds it, else the sentence."""
        body, found = self.text.body, []
        for one in self.rows:
            place = body.find(one.name, one.start, one.end) if one.name else -1
            if place >= 0:
                one = LinkedRow(place, place + len(one.name), one.noun, one.id, one.name, one.kind)
            found.append(one)
        return found

    def _sentence(self, start: int, end: int) -> None:
        ids = set(self.text.ids_in(start, end))
        inside = [one for one in self.rows if (one.start < end and start < one.end) or one.id in ids]
        self.model.show_lines(inside)

    def _picked(self, ids: list[str]) -> None:
        rows = [one.id for one in self.model.lines]
        if ids and ids[0] in rows:
            self.table.selectRow(rows.index(ids[0]))

    def _light(self, row: int) -> None:
        if 0 <= row < len(self.model.lines) and self.table.hasFocus():
            line = self.model.lines[row]
            self.text.light_up(line.start, line.end)

    def _open(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.row_asked.emit(self.model.lines[row].noun, self.model.lines[row].id)
