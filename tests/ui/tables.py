"""A small table in memory, served to a Grid as a ledger would serve it, and hands to drive the Grid with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from jzledger.errors import ChangedElsewhere, Missing
from jzledger.records.fields import Field
from jzledger.records.kinds import DATE, DUE, LIGHT, LONG, TEXT, WAN, WHOLE, Choice, Link, Links, Ref
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, silent
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui import theme as themes
from jzledger.ui.tables.conflict import Conflict
from jzledger.ui.tables.editors import LineEditor, LongEditor
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.source import FIRST, Edit, NewRow, Outcome, Refused, Row

TODAY = date(2024, 6, 5)
CONTEXT = Context(TODAY, WorkCalendar(), 2024)
UNITS = ("市自然资源局", "市住建局", "马村区政府", "山阳区政府")
FIELDS = (
    Field("light", "状态", LIGHT, 10, editable=False),
    Field("title", "存在问题", LONG, 24, required=True, aliases=("问题", "主要问题")),
    Field("units", "责任单位", Links(noun="unit"), 18, aliases=("承办单位",)),
    Field("person", "责任人", Link(noun="person"), 10),
    Field("due", "完成时限", DUE, 14, aliases=("时限",)),
    Field("opened_on", "列入时间", DATE, 12),
    Field("amount", "总投资", WAN, 12),
    Field("count", "数量", WHOLE, 8),
    Field("kind", "类型", Choice(words={"a": "手续", "b": "土地", "c": "资金"}), 10),
    Field("note", "备注", TEXT, 20),
)
KEYS = [field.key for field in FIELDS]


class Sheet:
    """A TableSource. `steps` is its log: (label, rows before), which `undo` goes back through."""

    def __init__(self, rows: int = 0, fields: Sequence[Field] = FIELDS, origin: str = "台账甲") -> None:
        self.origin = origin
        self.fields = tuple(fields)
        self.rows: list[Row] = []
        self.steps: list[tuple[str, list[Row]]] = []
        self.grid: Grid | None = None
        self.likes: list[str] = []  # from which rows new ones inherit
        self._made = 0
        for number in range(1, rows + 1):
            self._append({"light": "green", "title": f"问题{number}", "count": number})

    # -- as a TableSource

    def context(self) -> Context:
        return CONTEXT

    def suggestions(self, field: Field) -> Sequence[str]:
        return (
            UNITS
            if field.key == "units"
            else ("手续", "土地", "资金")
            if field.key == "kind"
            else ("王建业", "李明")
        )

    def commit(self, edits: Sequence[Edit]) -> None:
        self.write(edits, [], "修改")

    def add(self, values: Mapping[str, Any], like: str = "") -> str:
        outcome = self.write([], [NewRow(values, like)], "新增")
        return outcome.ids[0]

    def write(
        self,
        edits: Sequence[Edit],
        rows: Sequence[NewRow],
        label: str,
        *,
        above: str = "",
        progress: Progress = silent,
    ) -> Outcome:
        progress(0, len(edits), label)
        before, refused = list(self.rows), []
        for edit in edits:
            place, column = self.place(edit.row_id), FIRST + self.column(edit.key)
            row = self.rows[place]
            if row[column] != edit.seen:
                self.rows = before
                raise ChangedElsewhere("这一格刚被别处改过", cells=[(edit, row[column])])
            if edit.value is None and self.field(edit.key).required:
                title = self.field(edit.key).title
                refused.append(Refused(edit.row_id, -1, edit.key, f"“{title}”不能为空"))
                continue
            value = self._linked(edit.key, edit.value)
            self.rows[place] = (row[0], row[1] + 1, *row[2:column], value, *row[column + 1 :])
        at = self.place(above) if above else len(self.rows)
        ids = [self._append(row.values, at + n) for n, row in enumerate(rows)]
        self.likes += [row.like for row in rows]
        if edits or rows:
            self._logged(label, before)
        return Outcome(ids, refused)

    def delete(self, ids: Sequence[str]) -> None:
        before = list(self.rows)
        if not {row[0] for row in before} >= set(ids):
            raise Missing("没有这一行")
        self.rows = [row for row in before if row[0] not in ids]
        self._logged(f"删除 {len(ids)} 行", before)

    def mark(self, field: Field) -> float | None:
        return None

    def last_change(self, row_id: str, key: str) -> str:
        return "李明 6月5日 10:31"

    # -- for tests

    def undo(self) -> None:
        _, self.rows = self.steps.pop()
        self._show()

    def place(self, row_id: str) -> int:
        return next(n for n, row in enumerate(self.rows) if row[0] == row_id)

    def column(self, key: str) -> int:
        return next(n for n, field in enumerate(self.fields) if field.key == key)

    def field(self, key: str) -> Field:
        return self.fields[self.column(key)]

    def value(self, row: int, key: str) -> Any:
        return self.rows[row][FIRST + self.column(key)]

    def text(self, row: int, key: str) -> str:
        return self.field(key).kind.typed(self.value(row, key))

    def texts(self, key: str) -> list[str]:
        return [self.text(n, key) for n in range(len(self.rows))]

    def labels(self) -> list[str]:
        return [label for label, _ in self.steps]

    def put(self, row: int, **typed: str) -> None:
        """What stands in cells before the test begins."""
        for key, text in typed.items():
            column, old = FIRST + self.column(key), self.rows[row]
            value = self._linked(key, self.field(key).kind.parse(text, CONTEXT))
            self.rows[row] = (*old[:column], value, *old[column + 1 :])
        self._show()

    def _append(self, values: Mapping[str, Any], at: int | None = None) -> str:
        self._made += 1
        row_id = f"r{self._made}"
        cells = tuple(self._linked(field.key, values.get(field.key)) for field in self.fields)
        self.rows.insert(len(self.rows) if at is None else at, (row_id, 1, *cells))
        return row_id

    def _linked(self, key: str, value: Any) -> Any:
        kind = self.field(key).kind
        if not isinstance(kind, Link) or value is None or isinstance(value, Ref):
            return value
        if isinstance(value, tuple):
            return tuple(item if isinstance(item, Ref) else Ref(kind.noun, item, item) for item in value)
        return Ref(kind.noun, value, value)

    def _logged(self, label: str, before: list[Row]) -> None:
        self.steps.append((label, before))
        self._show()

    def _show(self) -> None:
        if self.grid is not None:
            self.grid.set_rows(list(self.rows))


def shown_grid(qtbot: Any, sheet: Sheet, *, frozen: int = 2, size: tuple[int, int] = (1400, 600)) -> Grid:
    """A Grid over a Sheet, on screen and with the focus."""
    grid = Grid(sheet, frozen=frozen, theme=themes.LIGHT, name="试验表")
    sheet.grid = grid
    qtbot.addWidget(grid)
    grid.resize(*size)
    grid.show()
    grid.set_rows(list(sheet.rows))
    grid.activateWindow()
    grid.setFocus()
    go(grid, 0, sheet.fields[1].key)
    return grid


def column_of(grid: Grid, key: str) -> int:
    return next(n for n, field in enumerate(grid.model.fields) if field.key == key)


def go(grid: Grid, line: int, key: str) -> None:
    grid.cell_cursor.go(line, column_of(grid, key))


def select(grid: Grid, top: int, left: str, bottom: int, right: str) -> None:
    """A range, from its top left cell, as a drag of the mouse would leave it."""
    go(grid, top, left)
    grid.cell_cursor.go(bottom, column_of(grid, right), extend=True)


def cell_point(grid: Grid, line: int, key: str) -> tuple[QWidget, QPoint]:
    """The viewport and the middle of a cell in it."""
    column = column_of(grid, key)
    half = grid.halves.half_of(column)
    rect = half.visualRect(grid.model.index(line, column))
    return half.viewport(), rect.center()


def click(
    grid: Grid,
    line: int,
    key: str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    viewport, at = cell_point(grid, line, key)
    QTest.mouseClick(viewport, button, modifiers, at)


def copy_in(text: str = "", html: str = "") -> None:
    """What another program puts onto the clipboard."""
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


def reported(grid: Grid) -> str:
    """What the banner would say."""
    return grid.commands.report.text if grid.commands.report is not None else ""


def answer(grid: Grid, words: str) -> None:
    """Press a button of the banner."""
    assert grid.commands.report is not None
    next(one for one in grid.commands.report.answers if one.words == words).call()


def sayings(grid: Grid) -> list[str]:
    """What the status bar will have been told, as it comes."""
    told: list[str] = []
    grid.message.connect(told.append)
    return told


def editor_of(grid: Grid) -> LineEditor | LongEditor:
    assert grid.editing.editor is not None, "no editor is open"
    return grid.editing.editor


def conflict_of(grid: Grid) -> Conflict:
    assert grid.editing.conflict is not None, "nothing is asked"
    return grid.editing.conflict
