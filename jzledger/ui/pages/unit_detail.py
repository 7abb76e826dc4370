"""The current unit or person in full: dated aliases or posts, where it is named, what may be the same, merging."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jzledger.ledger.changes import Changes
from jzledger.ledger.live_rows import LiveRows
from jzledger.ledger.unit_usage import Use, named, twins_of, uses_of
from jzledger.records.fields import TABLES, Table
from jzledger.records.kinds import Ref
from jzledger.ui.bridge import Bridge
from jzledger.ui.ledger_source import LedgerSource
from jzledger.ui.pages.merge_box import MergeBox
from jzledger.ui.tables.grid import Grid
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.section import Section

WIDTH = 400
_LINES = 5  # of the little table, with the one for new rows
_MOST_OFFERED = 30
_WIDTHS = {"alias": 26, "title": 16, "unit": 16, "from_on": 11, "to_on": 11}


class PartTable(QWidget):
    """The rows of a part noun that hang on one row: the aliases of a unit, the posts of a person."""

    def __init__(
        self, bridge: Bridge, theme: Theme, table: Table, owner: str, words: str, empty: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.bridge, self.owner_key = bridge, owner
        self.owner: Ref | None = None
        fields = [table.field(f.key, _WIDTHS.get(f.key)) for f in table.fields if f.key != owner]
        self.live = LiveRows(bridge.ledger, table, [table.field(owner), *fields])
        self.source = LedgerSource(bridge, table, fields, self._defaults)
        self.grid = Grid(self.source, theme=theme, name=words, row_numbers=False)
        self.grid.empty_hint.words = empty
        self.title = QLabel(words, self)
        self.title.setObjectName("panelTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.grid)
        self.fit()

    def fit(self) -> None:
        """As high as a heading and a few lines of the font that is used."""
        line = self.grid.fontMetrics().height() + 11
        self.grid.setFixedHeight(line * (_LINES + 1) + 16)

    def _defaults(self, like: str) -> Mapping[str, Any]:
        return {self.owner_key: self.owner} if self.owner is not None else {}

    def load(self) -> None:
        self.live.load(self.bridge.context())

    def show_owner(self, owner: Ref | None) -> None:
        changed = owner is None or self.owner is None or owner.id != self.owner.id
        self.owner = owner
        self.grid.setEnabled(owner is not None)
        self._show(settle=changed)

    def _show(self, *, settle: bool) -> None:
        wanted = self.owner.id if self.owner is not None else ""
        rows = [
            (row[0], row[1], *row[3:]) for row in self.live.rows if row[2] is not None and row[2].id == wanted
        ]
        self.grid.set_rows(rows, settle=settle)

    def refresh(self, changes: Changes) -> None:
        if self.live.refresh(changes, self.bridge.context()):
            self._show(settle=False)


class UnitDetail(QFrame):
    """`show_entry` shows a row of units or people."""

    message = Signal(str)
    row_asked = Signal(str, str)
    entry_asked = Signal(str, str)  # noun, id of a unit or a person

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setMinimumWidth(320)
        self.bridge = bridge
        self.noun, self.row_id = "unit", ""
        self._title, self._kind = QLabel(self), QLabel(self)
        self._title.setObjectName("panelTitle")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.merge_button = QPushButton(tr("合并到…"), self)
        self.merge_button.setToolTip(tr("与另一条是同一个时：把这一条并入那一条"))
        self.merge_button.clicked.connect(lambda: self.ask_merge())
        head = QFrame(self)
        head.setObjectName("panelBar")
        bar = QHBoxLayout(head)
        bar.setContentsMargins(12, 4, 10, 4)
        bar.setSpacing(8)
        bar.addWidget(self._title, 1)
        bar.addWidget(self.merge_button)
        self.merge_box = MergeBox(bridge, self)
        self.merge_box.merged.connect(self._merged)
        self.merge_box.message.connect(self.message)
        self.merge_box.left.connect(lambda: self.parts().grid.setFocus())
        self.aliases = PartTable(
            bridge,
            theme,
            TABLES["unit_aliases"],
            "unit",
            tr("别名和曾用名"),
            tr("没有别名。可以直接输入。"),
            self,
        )
        self.posts = PartTable(
            bridge, theme, TABLES["posts"], "person", tr("任职"), tr("没有职务。可以直接输入。"), self
        )
        self.twins = Section(tr("可能是同一个"), self)
        self.uses = Section(tr("用在哪里"), self)
        body = QWidget(self)
        body.setObjectName("formBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        for widget in (self.merge_box, self.aliases, self.posts):
            column.addWidget(widget)
        for section in (self.twins, self.uses):
            held = QVBoxLayout()
            held.setContentsMargins(6, 2, 12, 2)
            held.addWidget(section)
            column.addLayout(held)
        column.addStretch(1)
        self.room = QScrollArea(self)
        self.room.setObjectName("formScroll")
        self.room.setWidgetResizable(True)
        self.room.setFrameShape(QFrame.Shape.NoFrame)
        self.room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.room.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.room, 1)
        self.setAccessibleName(tr("单位和人员的详情"))

    def grids(self) -> list[Grid]:
        return [self.aliases.grid, self.posts.grid]

    def parts(self) -> PartTable:
        """The little table that is shown."""
        return self.aliases if self.noun == "unit" else self.posts

    def load(self) -> None:
        self.aliases.load()
        self.posts.load()

    def show_entry(self, noun: str, row_id: str, name: str) -> None:
        """ "" as the id: there is no row to show."""
        if (noun, row_id) != (self.noun, self.row_id):
            self.merge_box.close_box()
        self.noun, self.row_id = noun, row_id
        self._title.setText(name or (tr("没有选中单位") if noun == "unit" else tr("没有选中人员")))
        self._title.setToolTip(name)
        self.merge_button.setEnabled(bool(row_id))
        owner = Ref(noun, row_id, name) if row_id else None
        for part, its in ((self.aliases, "unit"), (self.posts, "person")):
            part.setVisible(noun == its)
            part.show_owner(owner if noun == its else None)
        self._show_sections()

    def refresh(self, changes: Changes) -> None:
        self.aliases.refresh(changes)
        self.posts.refresh(changes)
        self._show_sections()

    def set_theme(self, theme: Theme) -> None:
        for grid in self.grids():
            grid.set_theme(theme)

    # -- where it is named, what may be the same

    def _show_sections(self) -> None:
        read = self.bridge.ledger.read
        uses = (self.bridge.attempt(read, uses_of, self.noun, self.row_id) or []) if self.row_id else []
        self.uses.start(sum(len(use.ids) for use in uses))
        for use in uses:
            self.uses.add(f"{use.title}　{len(use.ids)}", "", ((tr("查看"), partial(self._offer_rows, use)),))
        if not uses:
            self.uses.add(tr("没有别的行用到它"))
        twins = (self.bridge.attempt(read, twins_of, self.noun, self.row_id) or []) if self.row_id else []
        self.twins.setVisible(bool(twins))
        self.twins.start(len(twins))
        for twin in twins:
            answers = (
                (tr("转到"), partial(self.entry_asked.emit, self.noun, twin.second)),
                (tr("合并到它…"), partial(self.ask_merge, twin.second)),
            )
            self.twins.add(f"{twin.second_name}　{round(twin.points)} {tr('分')}", "", answers)

    def _offer_rows(self, use: Use) -> None:
        """A row to go to: at once where there is one, else from a menu."""
        if len(use.ids) == 1:
            self.row_asked.emit(use.noun, use.ids[0])
            return
        menu = self.rows_menu(use)
        menu.popup(self.uses.mapToGlobal(QPoint(24, self.uses.height())))

    def rows_menu(self, use: Use) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("contextMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        shown = use.ids[:_MOST_OFFERED]
        for row_id, name in self.bridge.attempt(self.bridge.ledger.read, named, use.noun, shown) or []:
            words = (name or tr("（没有名称）")).replace("\n", " ").replace("&", "&&")
            menu.addAction(
                words if len(words) <= 40 else words[:39] + "…", partial(self._go, use.noun, row_id)
            )
        if len(use.ids) > len(shown):
            menu.addAction(tr("…共 {} 行").format(len(use.ids))).setEnabled(False)
        return menu

    def _go(self, noun: str, row_id: str) -> None:
        if noun in ("unit", "person"):
            self.entry_asked.emit(noun, row_id)
        else:
            self.row_asked.emit(noun, row_id)

    # -- merging

    def ask_merge(self, into: str = "") -> None:
        """合并到…: choose the entry that stays; `into` is one that is chosen already."""
        if self.row_id:
            self.merge_box.ask(self.noun, self.row_id, self._title.text(), into)
            self.room.ensureWidgetVisible(self.merge_box)

    def _merged(self, kept_id: str) -> None:
        self.entry_asked.emit(self.noun, kept_id)
