"""The welcome page: new, open, both samples in one click, and the ledgers opened lately."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from jzledger.ui.texts import tr
from jzledger.ui.widgets.strips import Banner


class Welcome(QWidget):
    """Shown when no ledger is open."""

    new_asked = Signal()
    open_asked = Signal()
    workbooks_asked = Signal()
    sample_asked = Signal()
    demo_asked = Signal()
    recent_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        card = QFrame(self)
        card.setObjectName("card")
        card.setMaximumWidth(760)
        self._layout = QVBoxLayout(card)
        self._layout.setContentsMargins(36, 28, 36, 28)
        self._layout.setSpacing(10)
        title, hint = (
            QLabel(tr("焦作市重点项目台账"), card),
            QLabel(tr("项目、问题、时限在一个窗口里管，导出的就是单位自己的台账。"), card),
        )
        title.setObjectName("bigTitle")
        hint.setObjectName("hint")
        self._layout.addWidget(title)
        self._layout.addWidget(hint)
        self._layout.addSpacing(10)
        self._add_buttons(
            (tr("新建台账"), tr("填写城市、单位、经办人和年度，建一个空台账"), self.new_asked, True),
            (
                tr("从 Excel 新建"),
                tr("选已有的台账表格，建台账后逐行审阅，再采用"),
                self.workbooks_asked,
                False,
            ),
            (tr("打开台账"), tr("打开本机上已有的 .jzl 文件"), self.open_asked, False),
            (
                tr("打开样例台账"),
                tr("五篇新闻稿里说到的项目和问题，每一条都能看到原文"),
                self.sample_asked,
                False,
            ),
            (
                tr("打开演示台账"),
                tr("虚构的云岭市：项目、问题、计划、节点样样俱全，可以随意试"),
                self.demo_asked,
                False,
            ),
        )
        self._layout.addSpacing(10)
        self._recent_title = QLabel(tr("最近打开"), card)
        self._recent_title.setObjectName("panelTitle")
        self._layout.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._layout.addLayout(self._recent)
        self.banner = Banner(self)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self.banner)
        outer = QHBoxLayout()
        page.addLayout(outer, 1)
        outer.addStretch(1)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(2)
        outer.addLayout(middle, 4)
        outer.addStretch(1)

    def _add_buttons(self, *entries: tuple[str, str, SignalInstance, bool]) -> None:
        for words, explanation, signal, primary in entries:
            line = QHBoxLayout()
            button, label = QPushButton(words, self), QLabel(explanation, self)
            button.setProperty("primary", primary)
            button.setMinimumWidth(150)
            label.setObjectName("hint")
            label.setWordWrap(True)
            button.clicked.connect(signal)
            line.addWidget(button)
            line.addSpacing(10)
            line.addWidget(label, 1)
            self._layout.addLayout(line)

    def show_recent(self, ledgers: Sequence[str]) -> None:
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._recent_title.setVisible(bool(ledgers))
        for ledger in ledgers:
            button = QPushButton(
                f"{Path(ledger).name}　—　{Path(ledger).parent}" if "://" not in ledger else ledger, self
            )
            button.setObjectName("link")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.clicked.connect(lambda _=False, name=ledger: self.recent_asked.emit(name))
            self._recent.addWidget(button)
