"""One proposed row in full: every Field to be corrected, and of a known row what the ledger holds beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import BadValue
from jzledger.exchange.article_items import KIND_WORDS, Difference, Item, show
from jzledger.exchange.article_review import ArticleReview, fields_of
from jzledger.ledger.article_trail import value_source
from jzledger.ledger.choices import suggestions as suggested_words
from jzledger.records.fields import PROJECT, TABLES, Field
from jzledger.records.kinds import Link, Links, Ref
from jzledger.rules.context import Context
from jzledger.ui.bridge import Bridge
from jzledger.ui.tables.look import Look
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.field_line import FieldLine

_VERDICTS = {"same": "一致", "fill": "补入", "add": "追加", "differs": "与台账不同"}
_TABLES = {
    "meeting": "meetings",
    "project": "projects",
    "issue": "issues",
    "directive": "directives",
    "person": "people",
    "unit": "units",
    "milestone": "milestones",
    "lead": "leads",
}


class ReviewDetail(QFrame):
    """The Host of its FieldLines. `corrected` after every change, `left` by Esc, `source_asked(id, start, end)`."""

    corrected = Signal()
    left = Signal()
    merge_asked = Signal()
    new_asked = Signal()
    source_asked = Signal(str, int, int)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.bridge, self.look = bridge, Look(theme, self.font())
        self.review: ArticleReview | None = None
        self.item: Item | None = None
        self.lines: list[FieldLine] = []
        self.takers: dict[str, QPushButton] = {}  # Field key -> 采用文章
        self.keepers: dict[str, QPushButton] = {}  # of contradictions: 保留台账
        self.title, self.hint = QLabel(self), QLabel(self)
        self.title.setObjectName("panelTitle")
        self.hint.setObjectName("hint")
        for label in (self.title, self.hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._other = QPushButton(tr("换一行…　M"), self)
        self._new = QPushButton(tr("改为新增　N"), self)
        self._other.clicked.connect(self.merge_asked)
        self._new.clicked.connect(self.new_asked)
        head = QFrame(self)
        head.setObjectName("panelBar")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(12, 4, 10, 4)
        bar.setSpacing(8)
        bar.addWidget(self.title)
        bar.addWidget(self.hint, 1)
        bar.addWidget(self._other)
        bar.addWidget(self._new)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName("formScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._scroll, 1)
        self.show_item(None, None)

    # -- what it shows

    def show_item(self, review: ArticleReview | None, item: Item | None) -> None:
        """Show every Field of an item; a text under way in another one is written first."""
        self.review, self.item = review, item
        self.lines, self.takers, self.keepers = [], {}, {}
        body = QWidget()
        body.setObjectName("formBody")
        grid = QGridLayout(body)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        if review is not None and item is not None:
            self._fill(grid, body, item)
        self._scroll.setWidget(body)
        self._head()

    def _head(self) -> None:
        item = self.item
        known = item.merged_with if item is not None and item.decision == "merge" else None
        self._other.setVisible(item is not None)
        self._new.setVisible(known is not None)
        if item is None:
            self.title.setText(tr("没有选中的行"))
            self.hint.clear()
            return
        if known is not None:
            self.title.setText(tr("合并到：{}").format(_short(known.name, 22)))
            remembered = item.kind in ("project", "unit") and item.name != known.name
            self.hint.setText(
                f"{known.score:.2f}　{known.reason}" + (tr("；原文的写法记为别名") if remembered else "")
            )
            self._other.setText(tr("换一行…　M"))
        else:
            self.title.setText(tr("{}：{}").format(tr(KIND_WORDS[item.kind]), _short(item.name, 22)))
            likely = len(item.candidates)
            self.hint.setText(
                tr("台账里有 {} 行相像").format(likely) if likely else tr("F2 或 Enter 逐项改正")
            )
            self._other.setText(tr("合并到…　M"))
        self.hint.setToolTip(self.hint.text())
        self.title.setToolTip(tr("识别规则：{}").format(item.rule) if item.rule else "")

    def _fill(self, grid: QGridLayout, body: QWidget, item: Item) -> None:
        """A known row: one Field a line, the ledger beside it, what is said first. A new one: two narrow Fields a line."""
        merged = item.decision == "merge"
        fields = list(fields_of(item))
        if merged:
            differ = {one.key for one in item.differences if one.verdict == "differs"}
            fields.sort(key=lambda field: (field.key not in differ, item.values.get(field.key) is None))
            for column, words in ((0, "字段"), (1, "文章所述"), (2, "台账现值"), (3, "处理")):
                head = QLabel(tr(words), body)
                head.setObjectName("hint")
                grid.addWidget(head, 0, column)
        row, column = 1, 0
        for field in fields:
            line = self._line(body, item, field)
            whole = merged or line.wide
            if column and whole:
                row, column = row + 3, 0
            if whole and not merged:
                grid.addWidget(line.editor, row, 1, 1, 3)
                grid.addWidget(line.problem, row + 1, 1, 1, 3)
            else:
                grid.addWidget(line.editor, row, column + 1)
                grid.addWidget(line.problem, row + 1, column + 1)
            grid.addWidget(line.label, row, column, Qt.AlignmentFlag.AlignTop)
            one = next((one for one in item.differences if one.key == field.key), None)
            if merged and one is not None:
                self._difference(grid, row, body, item, one)
            column = 0 if whole or column else 2
            row += 0 if column else 3
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2 if merged else 3, 2 if merged else 3)
        grid.setRowStretch(row + 3, 1)

    def _line(self, body: QWidget, item: Item, field: Field) -> FieldLine:
        line = FieldLine(field, self, self.review is not None and self.review.step is None, body)
        line.show_value(_for_editor(field, item.values.get(field.key)))
        line.left.connect(self.left)
        origin = item.origin(field.key)
        if origin is not None and item.values.get(field.key) is not None:
            line.label.setToolTip(origin.quote)
        self.lines.append(line)
        return line

    def _difference(self, grid: QGridLayout, row: int, body: QWidget, item: Item, one: Difference) -> None:
        field = item.field(one.key)
        held = QLabel(show(field, one.ledger) or tr("（空）"), body)
        held.setObjectName("fieldShown")
        held.setTextFormat(Qt.TextFormat.PlainText)
        held.setWordWrap(True)
        grid.addWidget(held, row, 2)
        if one.verdict == "same":
            same = QLabel(tr(_VERDICTS["same"]), body)
            same.setObjectName("hint")
            grid.addWidget(same, row, 3)
            return
        button = self._toggle(body, tr("{}采用文章所述").format(field.title))
        self.takers[one.key] = button
        if one.verdict != "differs":
            grid.addWidget(button, row, 3)
            button.clicked.connect(partial(self._take, one))
        else:
            keeper = self.keepers[one.key] = self._toggle(body, tr("{}保留台账现值").format(field.title))
            keeper.setText(tr("保留台账　1"))
            button.setText(tr("采用文章　2"))
            keeper.clicked.connect(lambda: self._take(one, False))
            button.clicked.connect(lambda: self._take(one, True))
            both = QHBoxLayout()
            both.setSpacing(4)
            both.addWidget(keeper)
            both.addWidget(button)
            grid.addLayout(both, row, 3)
            grid.addWidget(self._sentences(body, item, one), row + 2, 1, 1, 3)
        self._show_answer(one)

    def _toggle(self, body: QWidget, spoken: str) -> QPushButton:
        button = QPushButton(body)
        button.setObjectName("toggle")
        button.setCheckable(True)
        button.setAccessibleName(spoken)
        return button

    def _sentences(self, body: QWidget, item: Item, one: Difference) -> QLabel:
        """Both sides with their sentences, so that a clerk can judge."""
        source = self.bridge.attempt(self.bridge.ledger.read, value_source, item.noun, item.target, one.key)
        old = f"《{source.title}》{source.quote}" if source is not None else tr("手工填写，没有出处")
        origin = item.origin(one.key)
        said = QLabel(
            tr("台账：{}\n本文：{}").format(_short(old, 90), _short(origin.quote if origin else "", 90)), body
        )
        said.setObjectName("hint")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setToolTip(f"{old}\n\n{origin.quote if origin else ''}")
        return said

    def _show_answer(self, one: Difference) -> None:
        """Of a contradiction neither answer is pressed until a clerk has given one."""
        if self.item is None:
            return
        taken, button = one.key in self.item.taken, self.takers[one.key]
        button.setChecked(taken)
        if one.verdict == "differs":
            self.keepers[one.key].setChecked(one.key in self.item.judged and not taken)
        else:
            button.setText(tr(_VERDICTS[one.verdict]) if taken else tr("不写入"))

    def _take(self, one: Difference, on: bool) -> None:
        if self.review is None or self.item is None:
            return
        self.review.take(self.item, one.key, article=on)
        self._show_answer(one)
        self.corrected.emit()

    def sentences_shown(self) -> list[str]:
        """What is said of values that differ, for reading aloud and for tests."""
        return [
            label.text() for label in self._scroll.findChildren(QLabel, "hint") if "本文：" in label.text()
        ]

    # -- keys

    def enter(self) -> None:
        """Take the focus into the first editor, its text selected."""
        line = next((one for one in self.lines if one.editable), None)
        if line is None:
            return
        line.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(line.editor, QLineEdit | QPlainTextEdit):
            line.editor.selectAll()

    def finish(self) -> bool:
        """Write what is being typed; False where it cannot be a value."""
        return all(line.finish() for line in self.lines)

    def give_up(self) -> None:
        """What is being typed is not wanted."""
        for line in self.lines:
            line.give_up()

    def editing(self) -> bool:
        return any(line.editor.hasFocus() for line in self.lines)

    # -- for the lines

    def context(self) -> Context:
        return self.bridge.context()

    def suggestions(self, field: Field) -> Sequence[str]:
        if self.review is None or self.item is None:
            return []
        if field.kind == PROJECT:
            return self.review.project_names()
        if isinstance(field.kind, Links) and field.kind.noun in ("project_alias", "unit_alias", "post"):
            return []
        table = _TABLES.get(self.item.kind)
        found: list[str] = []
        if table is not None:
            found = self.bridge.attempt(self.bridge.ledger.read, suggested_words, TABLES[table], field) or []
        return found

    def write(self, field: Field, seen: Any, value: Any) -> None:
        """Correct the item; raises BadValue for what cannot be."""
        if self.review is None or self.item is None:
            return
        if value is None and field.required:
            raise BadValue(f"“{field.title}”不能为空", "", "请填写内容；不要这一行就跳过它。")
        self.review.correct(self.item, field.key, self.review.resolved(field, value))
        for line in self.lines:
            if line.field.key == field.key:
                line.seen = _for_editor(field, self.item.values.get(field.key))
        self._head()
        self.corrected.emit()

    def set_theme(self, theme: Theme) -> None:
        self.look = Look(theme, self.font())
        self.show_item(self.review, self.item)


def _for_editor(field: Field, value: Any) -> Any:
    """Names as links, which the kinds of columns show."""
    kind = field.kind
    if isinstance(kind, Links) and value is not None:
        return tuple(one if isinstance(one, Ref) else Ref(kind.noun, "", one) for one in value)
    if isinstance(kind, Link) and isinstance(value, str):
        return Ref(kind.noun, "", value)
    return value


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
