"""The frame of the review: the article at the left, its rows at the right, what is being looked at below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.article_review_coverage import CoverageTable
from jzledger.ui.pages.article_review_detail import ReviewDetail
from jzledger.ui.pages.article_review_keys import HINTS
from jzledger.ui.pages.article_review_merge import MergeChooser
from jzledger.ui.pages.article_review_table import ReviewTable
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.article_text import ArticleText
from jzledger.ui.widgets.panel import Panel
from jzledger.ui.widgets.strips import Banner

_YEAR_EMS = 6


class ReviewFrame(QWidget):
    """The widgets and their places; what they do is told by those who inherit."""

    message = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.banner = Banner(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in (
            (self._make_head(), 0),
            (self.banner, 0),
            (self._make_sides(), 1),
            (self._make_foot(), 0),
        ):
            layout.addWidget(part, stretch)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _make_head(self) -> QFrame:
        self.choice, self.place = QComboBox(self), QLabel(self)
        self.choice.setAccessibleName(tr("文章"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(4)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setMaximumWidth(320)
        self.place.setObjectName("hint")
        self.year_label, self.year = QLabel(tr("◆ 文章年份"), self), QLineEdit(self)
        self.year.setPlaceholderText(tr("文中未写"))
        self.year.setAccessibleName(tr("文章年份"))
        self.year.setToolTip(tr("文中只有月日。填了年份，日期和时限才能成为日子；不填就照原文保留。"))
        self.year.setFixedWidth(_YEAR_EMS * self.fontMetrics().horizontalAdvance("一"))
        self.year_label.setBuddy(self.year)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.before, self.after = QPushButton(tr("上一篇"), self), QPushButton(tr("下一篇"), self)
        self.more = QPushButton(tr("打开…"), self)
        self.more.setToolTip(tr("再打开几篇文章"))
        self.away = QPushButton(tr("不要这篇"), self)
        self.away.setToolTip(tr("不写入这篇文章，也不再审阅它"))
        self.writing = QPushButton(self)
        self.writing.setProperty("primary", True)
        head = QFrame(self)
        head.setObjectName("panelBar")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(12, 6, 10, 6)
        bar.setSpacing(6)
        for told in (self.choice, self.place, self.year_label, self.year, self.problem):
            bar.addWidget(told, 3 if told is self.choice else 0)
        bar.addStretch(2)
        for button in (self.before, self.after, self.more, self.away, self.writing):
            bar.addWidget(button)
        return head

    def _make_sides(self) -> QSplitter:
        self.left_panel, self.right_panel = Panel(tr("正文"), self), Panel(tr("拟写入"), self)
        self.text = ArticleText(self)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.covered = QPushButton(self)
        self.covered.setObjectName("toggle")
        self.covered.setCheckable(True)
        self.left_panel.add_control(self.covered)
        self.left_panel.add_widget(self.text, 1)
        self.legend = QLabel(self)
        self.legend.setContentsMargins(12, 4, 12, 5)
        self.left_panel.add_widget(self.legend)
        self.suggested = QPushButton(tr("全部按建议"), self)
        self.right_panel.add_control(self.suggested)
        self.answers: dict[str, QPushButton] = {}
        for words, code in ((tr("接受　A"), "new"), (tr("合并　M"), "merge"), (tr("跳过　S"), "skip")):
            button = QPushButton(words, self)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.right_panel.add_control(button)
            self.answers[code] = button
        self.table, self.coverage = ReviewTable(self), CoverageTable(self)
        self.detail, self.chooser = ReviewDetail(self.bridge, LIGHT, self), MergeChooser(self)
        self.lists, self.below = QStackedWidget(self), QStackedWidget(self)
        for stack, widgets in (
            (self.lists, (self.table, self.coverage)),
            (self.below, (self.detail, self.chooser)),
        ):
            for inner in widgets:
                stack.addWidget(inner)
        rows = QSplitter(Qt.Orientation.Vertical, self)
        rows.addWidget(self.lists)
        rows.addWidget(self.below)
        rows.setSizes([380, 300])
        self.right_panel.add_widget(rows, 1)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.left_panel)
        across.addWidget(self.right_panel)
        across.setSizes([500, 760])
        across.setStretchFactor(1, 1)
        for splitter in (rows, across):
            splitter.setHandleWidth(5)
            splitter.setChildrenCollapsible(False)
        return across

    def _make_foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("evidence")
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 4, 10, 4)
        self.hint = QLabel(foot)
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)  # a narrow window shows it in two lines
        line.addWidget(self.hint, 1)
        return foot

    def set_theme(self, theme: Theme) -> None:
        self.text.set_theme(theme)
        self.legend.setText(legend(theme))
        self.table.delegate.theme = self.coverage.rows.theme = theme
        self.detail.set_theme(theme)

    def _focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or not (now is self or self.isAncestorOf(now)):
            return
        place = "text" if now is self.text else "coverage" if now is self.coverage else "table"
        if self.detail.isAncestorOf(now):
            place = "detail"
        elif self.chooser.isAncestorOf(now):
            place = "merge"
        self.hint.setText(tr(HINTS[place]))
        self.hint.setToolTip(self.hint.text())


def legend(theme: Theme) -> str:
    """What the colours of the text mean, as rich text."""
    tones = (
        (theme.bar, theme.banner, "新增"),
        (theme.light_ink["green"], theme.light_fill["green"], "合并到已有"),
        (theme.light_ink["amber"], theme.light_fill["amber"], "要求、问题"),
        (theme.text2, theme.light_fill["undated"], "人员、数字"),
    )
    parts = [
        f"<span style='background:{fill};color:{ink}'>&nbsp;{tr(words)}&nbsp;</span>"
        for ink, fill, words in tones
    ]
    return "　".join([*parts, f"<span style='color:{theme.text3}'>┄ {tr('没有成行')}</span>"])
