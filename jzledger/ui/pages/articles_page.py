"""文章: the articles of the ledger in order of time, each sentence with the rows it became; and the review of new ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.exchange.article_batch import ReviewBatch
from jzledger.ledger import article_trail
from jzledger.ledger.article_trail import ArticleLine, SaidChange
from jzledger.ledger.changes import Changes
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.article_reading import ReadingPane
from jzledger.ui.pages.article_review import ReviewPane
from jzledger.ui.pages.page import Page
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.lines_model import Index, LinesModel
from jzledger.ui.widgets.panel import Panel
from jzledger.ui.widgets.read_table import read_table
from jzledger.ui.widgets.strips import Banner

REVIEW = "review"
_COUNTS = (
    ("project", "项目"),
    ("issue", "问题"),
    ("directive", "交办"),
    ("milestone", "节点"),
    ("lead", "线索"),
    ("figure", "公布数"),
)
HEADS = ("时间", "标题", "来源", *(words for _, words in _COUNTS))
WIDTHS = (88, 250, 76, 44, 44, 44, 44, 44, 52)
_DISPLAY, _TIP, _ALIGN = (
    int(role)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole)
)


class ArticlesModel(LinesModel):
    """One line for each article."""

    heads = HEADS
    lines: list[ArticleLine]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        if role == _ALIGN and index.column() > 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return self._text(self.lines[index.row()], index.column()) if role in (_DISPLAY, _TIP) else None

    def _text(self, line: ArticleLine, column: int) -> str:
        if column < 3:
            return (line.day or tr("日期未写"), line.title, line.paper)[column]
        count = line.counts.get(_COUNTS[column - 3][0], 0)
        return str(count) if count else ""


class ArticlesPage(Page):
    """`show_batch` opens the review of articles that were just read."""

    def __init__(self, bridge: Bridge, parent: Any = None) -> None:
        super().__init__(bridge, parent)
        self._window = parent
        self._asleep = True
        self.model = ArticlesModel(self)
        self.table = read_table(self.model, tr("文章表"), WIDTHS)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.projects = QComboBox(self)
        self.projects.setAccessibleName(tr("按项目"))
        self.projects.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.projects.setMinimumContentsLength(16)
        self.reading = ReadingPane(bridge, self)
        self.review = ReviewPane(bridge, parent.tasks, self)
        self.open, self.back = QPushButton(tr("打开文章…"), self), QPushButton(self)
        self.paste = QPushButton(tr("粘贴文章"), self)
        self.paste.setToolTip(tr("导入已复制到剪贴板的报道"))
        self.open.setProperty("primary", True)
        self.panel = Panel(tr("文章"), self)
        for widget in (self.projects, self.back, self.paste, self.open):
            self.panel.add_control(widget)
        self.changes = QLabel(self)
        self.changes.setObjectName("hint")
        self.changes.setTextFormat(Qt.TextFormat.PlainText)
        self.changes.setWordWrap(True)
        self.changes.setContentsMargins(12, 6, 12, 6)
        self.changes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        left = QFrame(self)
        left.setObjectName("panel")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.empty = self._make_empty()
        column.addWidget(self.table, 1)
        column.addWidget(self.changes)
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(left)
        across.addWidget(self.reading)
        across.setSizes([620, 640])
        across.setHandleWidth(5)
        across.setChildrenCollapsible(False)
        self.body = QStackedWidget(self)
        self.body.addWidget(across)
        self.body.addWidget(self.empty)
        self.panel.add_widget(self.body, 1)
        self.banner = Banner(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.panel)
        self.stack.addWidget(self.review)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.banner)
        layout.addWidget(self.stack, 1)
        self.open.clicked.connect(self._open_files)
        self.paste.clicked.connect(lambda: self._window.verbs.paste_article())
        self.back.clicked.connect(lambda: self.enter(REVIEW))
        self.projects.activated.connect(lambda _: self.show_articles())
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._show_line(now.row()))
        self.table.opened.connect(lambda _: self.reading.text.setFocus())
        self.reading.row_asked.connect(self.row_asked)
        self.review.message.connect(self.message)
        self.review.more_asked.connect(self._open_files)
        self.review.finished.connect(self._finished)
        bridge.changed.connect(self._refresh)

    def _make_empty(self) -> QWidget:
        empty = QWidget(self)
        column = QVBoxLayout(empty)
        column.addStretch(1)
        said = QLabel(tr("把新闻稿或纪要拖到这里。"), empty)
        said.setObjectName("hint")
        button = QPushButton(tr("打开文章"), empty)
        button.clicked.connect(self._open_files)
        column.addWidget(said, 0, Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
        return empty

    def _open_files(self) -> None:
        self._window.verbs.import_articles()

    # -- coming and going

    def enter(self, place: str = "") -> None:
        """`review` shows what waits to be reviewed; else the list, but for a review that is under way."""
        self._asleep = False
        if place == REVIEW and self.review.reviews:
            self.stack.setCurrentWidget(self.review)
            self.review.resume()
            return
        if self.stack.currentWidget() is self.review and self.review.waiting() and not place:
            self.review.focus_list()
            return
        self.show_list()

    def show_list(self) -> None:
        """The articles of the ledger."""
        self.stack.setCurrentWidget(self.panel)
        self._fill_projects()
        self.show_articles()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def sleep(self) -> None:
        self._asleep = True

    def set_theme(self, theme: Theme) -> None:
        self.review.set_theme(theme)
        self.reading.set_theme(theme)

    def show_batch(self, batch: ReviewBatch) -> None:
        """Review articles that were read beside the window."""
        self.stack.setCurrentWidget(self.review)
        self.review.show_batch(batch.reviews)

    def _finished(self) -> None:
        """Nothing waits any more: the list, at the article written last."""
        written = self.review.review
        self.show_list()
        if written is not None:
            self.go_to(written.article_id)

    def _refresh(self, changes: Changes) -> None:
        touched = {"article", "evidence", "project"} & changes.touched.keys()
        if not self._asleep and (touched or changes.everything) and self.stack.currentWidget() is self.panel:
            self._fill_projects()
            self.show_articles()
        self._name_back()

    # -- the list

    def _fill_projects(self) -> None:
        chosen = self.projects.currentData()
        found = self.bridge.attempt(self.bridge.ledger.read, article_trail.projects_spoken_of) or []
        self.projects.blockSignals(True)
        self.projects.clear()
        self.projects.addItem(tr("全部项目"), "")
        for row_id, name, count in found:
            self.projects.addItem(tr("{}（{} 篇）").format(name, count), row_id)
        self.projects.setCurrentIndex(max(0, self.projects.findData(chosen)))
        self.projects.blockSignals(False)

    def show_project(self, project_id: str) -> bool:
        """The articles that speak of one project, in order of time; False where none does."""
        self.show_list()
        place = self.projects.findData(project_id)
        self.projects.setCurrentIndex(max(0, place))
        self.show_articles()
        return place > 0

    def show_articles(self) -> None:
        """The articles of the chosen project; the current one stays."""
        kept, project = self._current_id(), self.projects.currentData() or None
        read, attempt = self.bridge.ledger.read, self.bridge.attempt
        lines = attempt(read, article_trail.articles, project) or []
        self.model.put_lines(lines)
        self.panel.set_hint(tr("{} 篇，按时间排列").format(len(lines)))
        self.body.setCurrentIndex(0 if lines else 1)
        self._name_back()
        changed = attempt(read, article_trail.changes_by_articles, project) if project else []
        self._tell_changes(changed or [], lines)
        rows = [line.id for line in lines]
        self.table.selectRow(rows.index(kept) if kept in rows else 0)
        if not lines:
            self.reading.show_article(None)

    def _name_back(self) -> None:
        waiting = len(self.review.waiting())
        self.back.setVisible(bool(waiting))
        self.back.setText(tr("继续审阅（{} 篇未写入）").format(waiting))

    def _tell_changes(self, changed: Sequence[SaidChange], lines: Sequence[ArticleLine]) -> None:
        """What changed from article to article: 总投资 5 → 8, and in which one."""
        days = {line.id: f"{line.day}《{line.title}》" for line in lines}
        words = [
            tr("{}：{} {} → {}").format(
                days[one.article_id], one.title, one.before or tr("（空）"), one.after
            )
            for one in changed
            if one.article_id in days
        ]
        self.changes.setVisible(bool(words))
        self.changes.setText(tr("各篇之间的变化：\n") + "\n".join(words))

    def _current_id(self) -> str:
        row = self.table.currentIndex().row()
        return self.model.lines[row].id if 0 <= row < len(self.model.lines) else ""

    def go_to(self, article_id: str, start: int = 0, end: int = 0) -> bool:
        """Make an article the current one, with a sentence lit; False where it is not in the list."""
        rows = [line.id for line in self.model.lines]
        if article_id not in rows:
            return False
        self.table.selectRow(rows.index(article_id))
        if end > start:
            self.reading.text.light_up(start, end)
        return True

    def _show_line(self, row: int) -> None:
        if 0 <= row < len(self.model.lines):
            self.reading.show_article(self.model.lines[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.stack.currentWidget() is self.review:
            self.show_list()
        else:
            super().keyPressEvent(event)
