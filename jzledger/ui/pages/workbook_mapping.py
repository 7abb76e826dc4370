"""表头对应: each heading of a sheet with the column that it is taken for, to be corrected."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.workbook_lines import Heading
from jzledger.exchange.workbook_words import KEY_TITLES
from jzledger.ui.texts import tr
from jzledger.ui.widgets.elided import ElidedCombo

_ACROSS = 3
_LINES_SHOWN = 3
_LABEL_WIDTH = 120  # pixels; the last level of a heading tells most


class MappingBox(QFrame):
    """`corrected(heading, key)`; "" as the key: the column stands for nothing."""

    corrected = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.combos: dict[str, QComboBox] = {}
        self.head = QPushButton(self)
        self.head.setObjectName("sectionHead")
        self.head.setFlat(True)
        self.head.setCheckable(True)
        self.head.toggled.connect(self._fold)
        self._body = QWidget(self)
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(12, 4, 12, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(5)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._body)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._scroll)
        self._words = ""
        self._fold(False)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Opened where a heading is only likely, or stands for nothing."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.combos = {}
        for place, one in enumerate(headings):
            row, column = divmod(place, _ACROSS)
            label, combo = QLabel(self._body), ElidedCombo(self._body)
            label.setText(
                label.fontMetrics().elidedText(one.heading, Qt.TextElideMode.ElideLeft, _LABEL_WIDTH)
            )
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label.setToolTip(one.heading)
            combo.setAccessibleName(tr("“{}”对应的列").format(one.heading))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
            combo.addItem(tr("— 不对应 —"), "")
            for key, title in KEY_TITLES.items():
                combo.addItem(tr(title), key)
            combo.setCurrentIndex(max(0, combo.findData(one.key or "")))
            doubt = "" if one.sure else tr("，按相近的词对应的，请看一下")
            combo.setToolTip(f"{combo.currentText()}{doubt}")
            # Only what the clerk picks counts: not the wheel, not what is set here.
            combo.activated.connect(lambda _, name=one.heading, box=combo: self._picked(name, box))
            self._grid.addWidget(label, row, 2 * column)
            self._grid.addWidget(combo, row, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)
            self.combos[one.heading] = combo
        unmatched = sum(one.key is None for one in headings)
        likely = sum(not one.sure for one in headings)
        said = [tr("{} 列").format(len(headings))]
        said += [tr("{} 列按相近的词").format(likely)] if likely else []
        said += [tr("{} 列记入备注").format(unmatched)] if unmatched else []
        self._words = tr("表头对应") + "　" + "，".join(said)
        self._scroll.setFixedHeight(self._height(-(-len(headings) // _ACROSS)))
        self.head.setChecked(bool(likely))
        self._fold(self.head.isChecked())

    def _height(self, lines: int) -> int:
        """Of whole lines, so that none is cut in two."""
        for combo in self.combos.values():
            combo.ensurePolished()
        line = max((combo.sizeHint().height() for combo in self.combos.values()), default=0)
        gap, around = self._grid.verticalSpacing(), self._grid.contentsMargins()
        if lines <= _LINES_SHOWN:
            return lines * (line + gap) - gap + around.top() + around.bottom()
        return _LINES_SHOWN * (line + gap) - gap + around.top()

    def _picked(self, heading: str, combo: QComboBox) -> None:
        self.corrected.emit(heading, str(combo.currentData() or ""))

    def _fold(self, opened: bool) -> None:
        self.head.setText(f"{'▾' if opened else '▸'} {self._words}")
        self._scroll.setVisible(opened)
