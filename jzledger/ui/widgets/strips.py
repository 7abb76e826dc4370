"""Thin strips: the banner above a table, the toast and the progress above the status bar, the evidence below a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from jzledger.ui.texts import tr
from jzledger.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from jzledger.ledger.evidence import Source
    from jzledger.ledger.workbook_sources import CellSource

TOAST_MILLISECONDS = 6000


def _row(frame: QWidget, left: int = 12, top: int = 4) -> QHBoxLayout:
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(left, top, 10, top)
    layout.setSpacing(8)
    return layout


class Banner(QFrame):
    """A report with what can be done about it; stays until it is answered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._layout = _row(self)
        self._layout.addWidget(self._label, 1)
        self._buttons: list[QPushButton] = []
        self._closed: Callable[[], None] | None = None
        self._about = ""  # label of the step that 撤销 takes back
        self.hide()

    def another_step(self, label: str) -> None:
        """The ledger went on: 撤销 would now take back something else."""
        if self._about and label != self._about:
            self._about = ""
            self._buttons[0].hide()

    def taken_back(self, label: str) -> None:
        """A Step was undone: what was told of it no longer holds."""
        if self._about and label == self._about:
            self._about = ""
            self.hide()

    def show_report(
        self,
        text: str,
        answers: Sequence[tuple[str, Callable[[], None]]] = (),
        *,
        warn: bool = False,
        close: str = "",
        closed: Callable[[], None] | None = None,
        undo: tuple[str, Callable[[], None]] | None = None,
    ) -> None:
        """Show `text` with a button for each answer, and one that closes: `close`, else 「知道了」.

        `closed` is called when that one is pressed, or another report takes the place. `undo`: the label of a Step
        and what takes it back; 「撤销」 stands first and goes as soon as it would take back something else.
        """
        self._about = undo[0] if undo is not None else ""
        if undo is not None:
            answers = [(tr("撤销"), undo[1]), *answers]
        before, self._closed = self._closed, None
        if before is not None:
            before()
        self._closed = closed
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for words, answer in (*answers, (close or tr("知道了"), closed or (lambda: None))):
            button = QPushButton(words, self)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, call=answer: call())
            self._layout.addWidget(button)
            self._buttons.append(button)
        self._label.setText(text)
        self.setProperty("warn", warn)
        self.style().unpolish(self)
        self.style().polish(self)
        self.show()

    def text(self) -> str:
        return self._label.text()


class Toast(QFrame):
    """「已删除 3 行，放入回收站。」「撤销」 for six seconds; one at a time."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label, undo = QLabel(self), QPushButton(tr("撤销"), self)
        self.about = ""  # label of the step that 撤销 takes back
        layout = _row(self)
        layout.addWidget(self._label, 1)
        layout.addWidget(undo)
        undo.clicked.connect(self.hide)
        undo.clicked.connect(self.undo_asked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_text(self, text: str, about: str = "") -> None:
        self._label.setText(text)
        self.about = about
        self.show()
        self._timer.start(TOAST_MILLISECONDS)

    def another_step(self, label: str) -> None:
        """The ledger went on: 撤销 would now take back something else."""
        if label != self.about:
            self.hide()


class ProgressStrip(QFrame):
    """「正在导出 38 / 60 …」 with 取消, while work runs beside the window."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label, self._bar, cancel = QLabel(self), QProgressBar(self), QPushButton(tr("取消 Esc"), self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        layout = _row(self)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._bar)
        layout.addWidget(cancel)
        cancel.clicked.connect(self.cancelled)
        self.hide()

    def begin(self, title: str) -> None:
        self._label.setText(title)
        self._bar.setRange(0, 0)
        self.show()
        self.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that nothing else in the window wanted."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if pressed and event.key() == Qt.Key.Key_Escape and self.isVisible():  # type: ignore[attr-defined]
            self.cancelled.emit()
            return True
        return False

    def report(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._label.setText(f"{what}　{done} / {total}")


class EvidenceStrip(QFrame):
    """Which sentence, or which cells of a workbook, the current row comes from; steps through them where there are several."""

    article_asked = Signal(str, int, int)  # article id, start, end

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self._head = QLabel(tr("出处"), self)
        self._head.setObjectName("stripTitle")
        self._title, self._quote = ElidedLabel(self), ElidedLabel(self)
        self._title.setObjectName("hint")
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._quote.setObjectName("quote")
        self._next = QToolButton(self)
        self._open = QPushButton(tr("打开文章"), self)
        self._next.clicked.connect(self._step)
        self._open.clicked.connect(self._ask)
        layout = _row(self)
        for widget in (self._head, self._title):
            layout.addWidget(widget)
        layout.addWidget(self._quote, 1000)
        layout.addStretch(1)  # where there is no sentence
        layout.addWidget(self._next)
        layout.addWidget(self._open)
        self._sources: Sequence[Any] = ()  # Source, CellSource
        self._cells: Sequence[CellSource] = ()
        self._at = 0
        self.show_sources(())

    def show_sources(self, sources: Sequence[Source], cells: Sequence[CellSource] = ()) -> None:
        """Of the cells of one workbook the first stands for all; the form lists each."""
        first = {one.workbook_id: one for one in reversed(cells)}
        self._sources, self._at = (*sources, *first.values()), 0
        self._cells = cells
        self._refresh()

    def _refresh(self) -> None:
        self._describe()
        self._share_room()

    def _share_room(self) -> None:
        """The sentence matters more than where it stands."""
        whole = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 4
        self._title.setFixedWidth(min(whole, self.width() // 3) if self._sources else whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _describe(self) -> None:
        many = len(self._sources)
        source = self._sources[self._at] if many else None
        self._next.setVisible(many > 1)
        self._open.setVisible(many > 0 and not hasattr(source, "workbook_id"))
        self._quote.setVisible(many > 0)
        self._next.setText(f"{self._at + 1} / {many}")
        if source is None:
            self._title.setText(tr("这一行没有出处"))
            return
        if hasattr(source, "workbook_id"):
            self._title.setText(f"{source.file_name}　{source.place}")
            same = [one for one in self._cells if one.workbook_id == source.workbook_id]
            self._quote.setText("；".join(f"{'、'.join(one.titles)} {one.quote}" for one in same))
            return
        day = f" {source.published_on.isoformat()}" if source.published_on else ""
        self._title.setText(f"《{source.title}》{day}")
        self._quote.setText(source.quote)

    def _step(self) -> None:
        self._at = (self._at + 1) % len(self._sources)
        self._refresh()

    def _ask(self) -> None:
        source = self._sources[self._at]
        if not hasattr(source, "workbook_id"):
            self.article_asked.emit(source.article_id, source.start, source.end)

    def quote(self) -> str:
        return self._quote.text() if self._sources else ""
