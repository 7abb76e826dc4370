"""The rows that an article proposes, grouped by kind, each with 接受、合并、跳过."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from jzledger.exchange.article_items import KIND_WORDS, Item, show
from jzledger.exchange.article_review import ArticleReview
from jzledger.records.kinds import Ref
from jzledger.ui.texts import tr
from jzledger.ui.theme import LIGHT, Theme
from jzledger.ui.widgets.lines_model import Index, LinesModel

HEADS = ("序", "类型", "内容", "归类", "核对", "处理")
NUMBER, KIND, CONTENT, GROUP, CHECK, DECISION = range(6)
DECISIONS = (("new", "接受"), ("merge", "合并"), ("skip", "跳过"))
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_GAP = 4


def grouped(item: Item) -> str:
    """归类: what the row belongs to."""
    values = item.values
    if item.kind == "project":
        words = [*values.get("levels", ()), *values.get("programmes", ())]
        return "、".join(words)
    if item.kind in ("issue", "directive", "milestone"):
        project = values.get("project")
        name = project.name if isinstance(project, Ref) else ""
        return name or str(values.get("category") or "")
    if item.kind == "figure":
        return " ".join(
            text for text in (item.shown("kind"), item.shown("count"), item.shown("period")) if text
        )
    if item.kind == "person":
        return "、".join(values.get("posts", ()))
    if item.kind == "meeting":
        return item.shown("held_on") or str(values.get("held_text") or "")
    return item.shown("kind") if item.kind == "unit" else ""


def check(item: Item) -> tuple[str, bool]:
    """核对: what there is to know of the row, and whether a clerk has to look."""
    return (_merged_words(item) if item.decision == "merge" else _own_words(item)), item.open


def _merged_words(item: Item) -> str:
    known, words = item.merged_with, []
    for one in item.differences:
        if one.verdict == "differs" and one.key not in item.taken:
            field = item.field(one.key)
            said = tr("{}保留台账“{}”，文章为“{}”") if one.key in item.judged else tr("{}与台账不同：{} → {}")
            words.append(said.format(field.title, show(field, one.ledger), show(field, one.article)))
    if item.asked and known is not None:
        return "；".join([*words, tr("疑同“{}” {:.2f}").format(known.name, known.score)])
    more = [item.field(one.key).title for one in item.differences if one.key in item.taken]
    if more:
        words.append(tr("已有，补{}").format("、".join(more)))
    return "；".join(words) or tr("已有，补充出处")


def _own_words(item: Item) -> str:
    if item.kind == "meeting" and not item.values.get("held_on"):
        return tr("年份待确认") if item.values.get("held_text") else tr("日期待确认")
    due = item.values.get("due")
    if due is not None and due.on is None:
        return tr("时限“{}”待定").format(due.text)
    if item.decision == "new" and item.candidates:
        return tr("另有相像的 {} 条").format(len(item.candidates))
    return tr("手工添加") if item.by_hand else ""


class ReviewModel(LinesModel):
    """Lines: an Item, or the kind of the group that begins there."""

    heads = HEADS
    lines: list[Item | str]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.review: ArticleReview | None = None
        self._numbers: dict[str, int] = {}

    def show_review(self, review: ArticleReview | None) -> None:
        self.review, self._numbers = review, {}
        lines: list[Item | str] = []
        for kind in KIND_WORDS:
            items = [item for item in review.items if item.kind == kind] if review is not None else []
            lines += [kind, *items] if items else []
            for item in items:
                self._numbers[item.id] = len(self._numbers) + 1
        self.put_lines(lines)

    def item_at(self, row: int) -> Item | None:
        line = self.lines[row] if 0 <= row < len(self.lines) else None
        return line if isinstance(line, Item) else None

    def row_of(self, row_id: str) -> int:
        return next(
            (n for n, line in enumerate(self.lines) if isinstance(line, Item) and line.id == row_id), -1
        )

    def numbers(self) -> dict[str, int]:
        """Item id -> its number on the page."""
        return self._numbers

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.item_at(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _TIP, _ACCESSIBLE) or self.review is None:
            return None
        line = self.lines[index.row()]
        if isinstance(line, str):
            count = sum(isinstance(one, Item) and one.kind == line for one in self.lines)
            return f"{tr(KIND_WORDS[line])}　{count}" if index.column() == 0 and role != _TIP else None
        text = self._text(line, index.column())
        if role == _ACCESSIBLE:
            return f"{tr(HEADS[index.column()])} {text}"
        return text if role == _TIP else text.replace("\n", " ")

    def _text(self, item: Item, column: int) -> str:
        assert self.review is not None
        if column == NUMBER:
            return str(self._numbers[item.id])
        if column == KIND:
            return tr(KIND_WORDS[item.kind])
        if column == CONTENT:
            return item.name
        if column == GROUP:
            return grouped(item)
        if column == CHECK:
            return check(item)[0]
        return tr(dict(DECISIONS)[item.decision])


class ReviewDelegate(QStyledItemDelegate):
    """Paints everything: groups, cells, the ◆ of what is asked, and the three answers."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        model = index.model()
        assert isinstance(table, QTableView) and isinstance(model, ReviewModel)
        theme, rect = self.theme, option.rect  # type: ignore[attr-defined]
        painter.save()
        item = model.item_at(index.row())
        if item is None:
            self._group(painter, rect, str(index.data() or ""), index.column())
            painter.restore()
            return
        current = table.currentIndex().row() == index.row()
        chosen = table.selectionModel().isSelected(index) and len(table.selectionModel().selectedRows()) > 1
        if current or chosen:
            painter.fillRect(rect, QColor(theme.selection if chosen else theme.current_row))
        if index.column() == NUMBER:
            painter.fillRect(rect, QColor(theme.selection if current or chosen else theme.header))
        skipped = item.decision == "skip"
        ink, text = QColor(theme.text3 if skipped else theme.text), str(index.data() or "")
        if index.column() == DECISION:
            self._answers(painter, rect, item, current)
        else:
            asks = False
            if index.column() == CHECK:
                asks = check(item)[1]
                ink = QColor(theme.light_ink["amber"]) if asks else QColor(theme.text2)
            if index.column() in (KIND, GROUP) and not skipped:
                ink = QColor(theme.text2)
            self._text(painter, rect, f"◆ {text}" if asks else text, ink, index.column() == NUMBER, skipped)
        painter.setPen(QColor(theme.grid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if current and index.column() == CONTENT and table.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, text: str, column: int) -> None:
        painter.fillRect(rect, QColor(self.theme.header))
        if column == 0:
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(self.theme.text2))
            painter.drawText(rect.adjusted(8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

    def _text(
        self, painter: QPainter, rect: QRect, text: str, ink: QColor, centred: bool, struck: bool
    ) -> None:
        if struck:
            font = painter.font()
            font.setStrikeOut(not centred)
            painter.setFont(font)
        painter.setPen(ink)
        room = rect.adjusted(6, 0, -6, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _answers(self, painter: QPainter, rect: QRect, item: Item, current: bool) -> None:
        theme = self.theme
        fills = {"new": theme.button, "merge": theme.light_ink["green"], "skip": theme.text2}
        # In the dark theme these inks are light: dark text stands on them.
        dark = {"new": "#FFFFFF", "merge": theme.surface, "skip": theme.surface}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for (code, words), box in zip(DECISIONS, answer_boxes(rect), strict=True):
            chosen = item.decision == code
            usable = code != "merge" or bool(item.candidates)
            painter.setPen(QPen(QColor(theme.edge), 1))
            painter.setBrush(QColor(fills[code]) if chosen else QColor(theme.surface))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
            font = painter.font()
            font.setBold(chosen)
            painter.setFont(font)
            painter.setPen(QColor(dark[code] if chosen else theme.text if usable else theme.disabled))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr(words))


def answer_boxes(rect: QRect) -> list[QRect]:
    """Where the three answers are in their cell."""
    width = (rect.width() - 2 * _GAP) // 3
    top, height = rect.top() + 3, rect.height() - 6
    return [QRect(rect.left() + _GAP + n * width, top, width, height) for n in range(3)]


class ReviewTable(QTableView):
    """`moved(item or None)`; `answered(item, decision)` by the mouse; keys go to `take_key` first.

    Several rows are selected as everywhere: Shift with the keys that move, Ctrl or Shift with the mouse, Ctrl+A.
    """

    moved = Signal(object)
    answered = Signal(object, str)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self.setAccessibleName(tr("拟写入的行"))
        self.take_key: Callable[[QKeyEvent], bool] = lambda event: False
        self.take_tab: Callable[[], bool] = lambda: False
        self._anchor = 0  # the row at which the selection began
        self.rows = ReviewModel(self)
        self.delegate = ReviewDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fit_rows()
        self.doubleClicked.connect(lambda index: self._open(index))

    def _fit_rows(self) -> None:
        height = self.fontMetrics().height() + 10
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em, room = self.fontMetrics().horizontalAdvance("一"), self.viewport().width()
        # Where it is narrow the headings of the groups tell the kind, and the text what a row belongs to.
        narrow, narrowest = room < 44 * em, room < 36 * em
        self.setColumnHidden(KIND, narrow)
        self.setColumnHidden(GROUP, narrowest)
        widths = {NUMBER: 3 * em, KIND: 0 if narrow else 5 * em, DECISION: max(150, 12 * em)}
        rest = max(0, room - sum(widths.values()))
        widths[GROUP] = 0 if narrowest else min(11 * em, rest // 4)
        widths[CHECK] = min(24 * em, rest * 2 // 5)
        widths[CONTENT] = max(6 * em, rest - widths[GROUP] - widths[CHECK])
        for column, width in widths.items():
            if width:
                self.setColumnWidth(column, width)

    def show_review(self, review: ArticleReview | None) -> None:
        self.rows.show_review(review)
        self.clearSpans()
        for row, line in enumerate(self.rows.lines):
            if isinstance(line, str):
                self.setSpan(row, 0, 1, len(HEADS))
        first = next((n for n, line in enumerate(self.rows.lines) if isinstance(line, Item)), -1)
        if first >= 0:
            self._go(first)
        else:
            self.setCurrentIndex(QModelIndex())

    def current_item(self) -> Item | None:
        return self.rows.item_at(self.currentIndex().row())

    def chosen_items(self) -> list[Item]:
        """Every selected row in the order of the page; the current one where none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows(CONTENT))
        found = [item for row in rows if (item := self.rows.item_at(row)) is not None]
        current = self.current_item()
        return found or ([current] if current is not None else [])

    def _go(self, row: int, *, extend: bool = False) -> None:
        """This row alone, whatever keys are held down meanwhile, or all from where the selection began."""
        if not extend:
            self._anchor = row
        select, index = QItemSelectionModel.SelectionFlag, self.rows.index(row, CONTENT)
        # The selection first: who hears that the row is another one finds it as it is.
        span = QItemSelection(self.rows.index(self._anchor, CONTENT), index)
        self.selectionModel().select(span, select.ClearAndSelect | select.Rows)
        self.selectionModel().setCurrentIndex(index, select.NoUpdate)

    def go_to(self, row_id: str) -> bool:
        row = self.rows.row_of(row_id)
        if row >= 0:
            self._go(row)
            self.scrollTo(self.currentIndex())
        return row >= 0

    def step(self, by: int, *, extend: bool = False) -> None:
        """The next row, over the headings of the groups."""
        self._near(self.currentIndex().row() + by, by, extend)

    def _near(self, row: int, by: int, extend: bool) -> None:
        """The first row from there on that is no heading."""
        while 0 <= row < len(self.rows.lines) and self.rows.item_at(row) is None:
            row += by
        if 0 <= row < len(self.rows.lines):
            self._go(row, extend=extend)

    def step_asked(self, items: Sequence[Item]) -> bool:
        """The next of these rows after the current one, round and round; False where there is none."""
        rows = sorted(self.rows.row_of(item.id) for item in items)
        if not rows:
            return False
        here = self.currentIndex().row()
        self._go(next((row for row in rows if row > here), rows[0]))
        self.scrollTo(self.currentIndex())
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.moved.emit(self.rows.item_at(current.row()) if current.isValid() else None)

    def _open(self, index: Index) -> None:
        item = self.rows.item_at(index.row())
        if item is not None and index.column() != DECISION:
            self.opened.emit(item)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = self.currentIndex().row()
        item = self.rows.item_at(index.row()) if index.isValid() else None
        if item is None or index.column() != DECISION or event.button() != Qt.MouseButton.LeftButton:
            return
        for (code, _), box in zip(DECISIONS, answer_boxes(self.visualRect(index)), strict=True):
            if box.contains(event.position().toPoint()):
                self.answered.emit(item, code)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leads to the text; back it goes as everywhere."""
        return (forward and self.take_tab()) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        extend = held == Qt.KeyboardModifier.ShiftModifier
        if self.take_key(event):
            return
        if held and not extend:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.step(1, extend=extend)
        elif event.key() in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.step(-1, extend=extend)
        elif event.key() == Qt.Key.Key_Home:
            self._near(0, 1, extend)
        elif event.key() == Qt.Key.Key_End:
            self._near(len(self.rows.lines) - 1, -1, extend)
        else:
            super().keyPressEvent(event)


def shown_value(item: Item, key: str) -> str:
    return show(item.field(key), item.values.get(key))
