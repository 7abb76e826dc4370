"""What can be done to the selected cells of a table, by key, by menu and by mouse: one place for all three."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from jzledger.errors import LedgerError
from jzledger.records.fields import Field
from jzledger.rules.proposal import silent
from jzledger.ui.tables.copying import Copying, copied_text
from jzledger.ui.tables.cursor import Range
from jzledger.ui.tables.editors import LineEditor
from jzledger.ui.tables.filling import Filling
from jzledger.ui.tables.marquee import Overlay
from jzledger.ui.tables.pasteplan import Target
from jzledger.ui.tables.pasting import Pasting
from jzledger.ui.tables.report import Report
from jzledger.ui.tables.source import FIRST, ID, Edit, NewRow
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid

K = Qt.Key
Beside = Callable[..., None]  # run(work, then, title, otherwise), as `Tasks.run`


class Commands(QObject):
    """`reported` tells what the page shows as a banner, None to close it; `menu_asked` where a menu is wanted."""

    reported = Signal(object)
    menu_asked = Signal(QPoint)
    undo_asked = Signal()
    rows_deleted = Signal(int)

    def __init__(self, grid: Grid, overlay: Overlay) -> None:
        super().__init__(grid)
        self.grid, self.overlay = grid, overlay
        self.source, self.cursor, self.lines = grid.source, grid.cell_cursor, grid.model.lines
        self.beside: Beside | None = None  # how long work is done; None = at once
        self.copying, self.filling, self.pasting = Copying(self), Filling(self), Pasting(self)
        self.report: Report | None = None
        self._awaited = ""  # a new row that shall become the current one when it is shown
        grid.model.settled.connect(self._arrive)
        grid.editing.closed.connect(self.copying.age)
        self._keys: dict[tuple[Qt.Key, bool], Callable[[], Any]] = {  # with Ctrl; True = and Shift
            (K.Key_C, False): self.copy,
            (K.Key_C, True): self.copy_with_heading,
            (K.Key_X, False): self.cut,
            (K.Key_V, False): self.paste,
            (K.Key_V, True): self.paste_text,
            (K.Key_D, False): self.fill_down,
            (K.Key_R, False): self.fill_right,
            (K.Key_Return, False): self.fill_selection,
            (K.Key_Enter, False): self.fill_selection,
            (K.Key_Semicolon, False): self.put_today,
            (K.Key_Minus, False): self.delete_rows,
            (K.Key_Plus, True): self.insert_rows,
            (K.Key_Equal, True): self.insert_rows,
        }

    @property
    def origin(self) -> str:
        return self.source.origin

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns as they stand now; hidden ones last."""
        return self.grid.model.fields

    # -- keys of the table

    def key(self, event: QKeyEvent) -> bool:
        """Take a key that no editor wanted."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        ctrl, shift, alt = (
            bool(modifiers & one)
            for one in (
                Qt.KeyboardModifier.ControlModifier,
                Qt.KeyboardModifier.ShiftModifier,
                Qt.KeyboardModifier.AltModifier,
            )
        )
        if alt:
            return False
        if ctrl and (key, shift) in self._keys:
            self._keys[key, shift]()
            return True
        if key == K.Key_Delete and not ctrl and not shift:
            self.clear()
        elif key == K.Key_Escape:
            return self.escape()
        elif key in (K.Key_Return, K.Key_Enter) and not ctrl and not shift:
            return self._enter()
        elif key == K.Key_Menu or (key == K.Key_F10 and shift):
            self.ask_menu()
        else:
            return False
        return True

    def escape(self) -> bool:
        """Close the report; then drop the ring of the copy."""
        if self.report is not None:
            self.close_report()
        elif self.overlay.copied is not None:
            self.overlay.copied = None
            self.refresh()
        else:
            return False
        return True

    def _enter(self) -> bool:
        """Enter applies what is asked; right after a copy it pastes, once, as in a spreadsheet."""
        if self.report is not None and self.report.enter is not None:
            self.report.enter()
        elif self.copying.is_fresh():
            self.paste()
            self.overlay.copied = None
            self.refresh()
        else:
            return False
        return True

    def ask_menu(self) -> None:
        """A menu at the current cell."""
        spot = self.cursor.active
        half = self.grid.halves.half_of(spot.column)
        self.menu_asked.emit(half.viewport().mapToGlobal(self.grid.halves.cell_rect(spot).bottomLeft()))

    # -- clipboard

    def copy(self) -> None:
        if self._free():
            self.copying.copy()

    def copy_with_heading(self) -> None:
        if self._free():
            self.copying.copy(heading=True)

    def cut(self) -> None:
        if self._free():
            self.copying.copy(cut=True)

    def paste(self) -> None:
        if self._free():
            self.pasting.paste()

    def paste_text(self) -> None:
        if self._free():
            self.pasting.paste(text_only=True)

    def clear(self) -> None:
        """Empty the selected cells."""
        self._when_free(self._clear)

    def _clear(self) -> None:
        spots = list(self.cursor.selected_cells())
        skipped = sorted(
            {self.fields[spot.column].title for spot in spots if not self.fields[spot.column].editable}
        )
        edits = []
        for spot in spots:
            field, line = self.fields[spot.column], self.lines.shown[spot.line]
            if field.editable and field.kind.typed(line.value(spot.column)):
                edits.append(Edit(line.id(), field.key, line.value(spot.column), None))
        told = [tr("“{}”由程序判定，不能清除").format("”“".join(skipped))] if skipped else []
        self.write(edits, tr("清除 {} 格").format(len(edits)), told)

    # -- filling

    def fill_down(self) -> None:
        self._when_free(self.filling.down)

    def fill_right(self) -> None:
        self._when_free(self.filling.right)

    def fill_selection(self) -> None:
        """What is being typed, else the current cell, into every selected cell."""
        if self.grid.editing.is_open:
            self.grid.editing.finish(fill=True)
        elif self._free():
            self.filling.selection()

    def put_today(self) -> None:
        """Today's date, into the open editor or into every selected cell."""
        day = self.source.context().today.isoformat()
        editor = self.grid.editing.editor
        if isinstance(editor, LineEditor):
            editor.insert(day)
        elif editor is not None:
            editor.insertPlainText(day)
        elif self.cursor.valid and self.lines.shown[self.cursor.active.line].is_new:
            if self.grid.editing.begin(typing=True) and isinstance(self.grid.editing.editor, LineEditor):
                self.grid.editing.editor.setText(day)
        else:
            self.filling.text(day, self.cursor.selected_cells(), tr("填今天日期"))

    # -- rows

    def insert_rows(self) -> None:
        """As many rows as are selected, above them."""
        if not self._free() or not self.cursor.valid:
            return
        found = self.cursor.ranges()[-1]
        ids = [self.lines.shown[n].id() for n in range(found.top, found.bottom + 1)]
        count, above = len([row_id for row_id in ids if row_id]), next(filter(None, ids), "")
        if not above:
            self.grid.add_row()
            return
        rows = [NewRow({}, above)] * count
        try:
            outcome = self.source.write([], rows, tr("插入 {} 行").format(count), above=above)
        except LedgerError as error:
            self.fail(error)
            return
        made = next(filter(None, outcome.ids), "")
        if not made:
            self.say(tr("{}，请在末行 ＊ 处填写。").format(outcome.refused[0].reason.rstrip("。")))
            self.grid.add_row()
            return
        self._awaited = made
        self._arrive()
        self.say(tr("已插入 {} 行。").format(count))

    def _arrive(self) -> None:
        place = self.lines.place_of(self._awaited) if self._awaited else None
        if place is not None:
            self._awaited = ""
            self.cursor.go(place, self.grid.model.entry_column())

    def delete_rows(self) -> int:
        """Delete the rows with a selected cell; how many."""
        count = self.grid.delete_selected()
        if count:
            self.rows_deleted.emit(count)
        return count

    def line_break(self) -> None:
        """A line break in the cell, whose editor opens for that."""
        if self.grid.editing.is_open or self.grid.editing.begin():
            self.grid.editing.to_popup()

    def change_selected(self, key: str, text: str) -> None:
        """One value into a column of all selected rows, in one step. Raises InputError for what cannot be."""
        field = next(field for field in self.source.fields if field.key == key)
        at = FIRST + list(self.source.fields).index(field)
        value = field.kind.parse(text, self.source.context())
        edits = []
        for row_id in self.cursor.selected_ids():
            place = self.lines.place_of(row_id)
            row = None if place is None else self.lines.shown[place].row
            if row is not None and row[at] != value:
                edits.append(Edit(row_id, key, row[at], value))
        self.write(edits, tr("批量修改{} {} 行").format(field.title, len(edits)))

    # -- writing, and saying what became of it

    def write(self, edits: Sequence[Edit], label: str, told: Sequence[str] = ()) -> None:
        """One step; `told` is what has to be said besides."""
        self.copying.age()
        words = list(told)
        self.lines.staying.touched.update(edit.row_id for edit in edits)
        if edits:
            try:
                outcome = self.source.write(edits, [], label)
            except LedgerError as error:
                self.fail(error)
                return
            reasons = list(dict.fromkeys(one.reason.rstrip("。") for one in outcome.refused))
            kept = (
                tr("{} 格保留原值：{}").format(len(outcome.refused), "；".join(reasons[:3]))
                if reasons
                else ""
            )
            done = tr("已{}").format(label) if len(edits) > len(outcome.refused) else ""
            words.insert(0, tr("，其中 ").join(filter(None, (done, kept))))
        if words:
            self.say("；".join(words) + "。")

    def run(self, work: Any, then: Callable[[Any], None], title: str, *, beside: bool) -> None:
        """Call `work(progress)` beside the window where there is a way to, else at once."""
        if beside and self.beside is not None:
            self.beside(work, then, title, self.fail)
            return
        try:
            result = work(silent)
        except LedgerError as error:
            self.fail(error)
            return
        then(result)

    def say(self, text: str) -> None:
        self.grid.message.emit(text)

    def fail(self, error: LedgerError) -> None:
        self.say(f"{error.sentence().rstrip('。')}。{error.todo}")

    def tell(self, report: Report) -> None:
        self.report = report
        self.reported.emit(report)
        self.refresh()

    def close_report(self, report: Report | None = None) -> None:
        """Close what is open; of a given report only while it is still that one."""
        if self.report is None or (report is not None and report is not self.report):
            return
        self.report = None
        self.overlay.tinted = {}
        self.reported.emit(None)
        self.refresh()

    def undo(self) -> None:
        self.close_report()
        self.undo_asked.emit()

    def refresh(self) -> None:
        self.grid.halves.refresh()

    # -- what the others ask

    def columns_of(self, ranges: Iterable[Range]) -> list[int]:
        """The columns of these ranges that are shown, from left to right."""
        wanted = {column for found in ranges for column in range(found.left, found.right + 1)}
        return [column for column in self.columns_from(0) if column in wanted]

    def columns_from(self, column: int) -> list[int]:
        """This column and those right of it."""
        return list(range(column, len(self.fields)))

    def last_id(self) -> str:
        """Id of the last row shown."""
        shown = self.lines.shown
        return next((row_id for line in reversed(shown) if (row_id := line.id())), "")

    def words(self, key: str, value: Any) -> str:
        """A value of a column as text, also one that the ledger has not looked up yet."""
        field = next((field for field in self.source.fields if field.key == key), None)
        if isinstance(value, str) or field is None:
            return str(value)
        if (
            isinstance(value, tuple)
            and all(isinstance(item, str) for item in value)
            and not hasattr(value, "_fields")
        ):
            return "、".join(value)
        return copied_text(field, value)

    def select(self, found: Range) -> None:
        """Make this range the selection; its first cell becomes the current one."""
        self.cursor.go(found.top, found.left)
        self.cursor.go(found.bottom, found.right, extend=True)

    def select_rows_of(self, target: Target) -> None:
        places = [place for row in target.rows if (place := self.lines.place_of(row[ID])) is not None]
        columns = [column for column in target.columns if column >= 0]
        if places and columns:
            self.select(Range(min(places), min(columns), max(places), max(columns)))

    def _when_free(self, work: Callable[[], None]) -> None:
        """Do it once what is being typed is committed, and the table, which is told of that later, shows it."""
        typing = self.grid.editing.is_open
        if self._free():
            QTimer.singleShot(0, self, work) if typing else work()

    def _free(self) -> bool:
        """Commit what is being typed; False where that cannot be, or where there is no cell."""
        return self.grid.editing.finish() and self.cursor.valid
