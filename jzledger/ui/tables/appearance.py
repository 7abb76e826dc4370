"""How a table looks, as the clerk set it: columns and their widths, frozen part, zoom, row heights. No data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont

from jzledger.ui.tables.columns import ColumnOrder, texts_in
from jzledger.ui.tables.cursor import Spot
from jzledger.ui.tables.frozen_edge import FrozenEdge
from jzledger.ui.tables.heading_drag import HeadingDrag
from jzledger.ui.tables.heights import RowHeights
from jzledger.ui.tables.look import AIR, Look
from jzledger.ui.theme import Theme

if TYPE_CHECKING:
    from jzledger.ui.tables.grid import Grid

LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 70, 200, 10
DENSITIES = {"compact": -5, "standard": 0, "loose": 8}  # pixels more above and below the text


class Appearance(QObject):
    """`changed`: anything of it. `zoomed`: the percentage."""

    changed = Signal()
    zoomed = Signal(int)

    def __init__(self, grid: Grid, frozen: int) -> None:
        super().__init__(grid)
        self.grid, self._model, self._halves = grid, grid.model, grid.halves
        self.order = ColumnOrder(grid.source.fields, frozen)
        self.zoom, self.density, self._air = 100, "standard", AIR
        self._units = {field.key: float(field.width) for field in grid.source.fields}
        self._placing = False
        self._can_wrap = frozenset(f.key for f in grid.source.fields if f.kind.align == "left")
        self.look = grid.halves.right.columns.look
        self.heights = RowHeights(self._model, self._halves, self.look)
        self.place_widths()
        for half in self._halves.both:
            half.columns.sectionResized.connect(self._resized)
            half.zoom_turned.connect(lambda way: self.set_zoom(self.zoom + way * ZOOM_STEP))
            half.columns.sectionHandleDoubleClicked.connect(self.fit_column)
            HeadingDrag(half, self._halves).dropped.connect(self.move_column)
        FrozenEdge(self._halves, self.look).dropped.connect(self.freeze)
        self._model.columns_changed.connect(self._columns_changed)

    # -- columns

    def hide(self, columns: Sequence[int]) -> bool:
        """Hide these columns; one is always left."""
        done = self.order.hide([self._model.fields[column].key for column in columns])
        if done:
            self._rearrange()
        return done

    def show(self, key: str) -> None:
        self.order.show(key)
        self._rearrange()

    def move_column(self, column: int, to: int) -> None:
        """Put a column before the one that stands at place `to`."""
        fields = self._model.fields
        before = fields[to].key if to < len(fields) else None
        if to not in (column, column + 1):
            self.order.move(fields[column].key, before)
            self._rearrange()

    def arrange(self, order: Sequence[str], hidden: Sequence[str], widths: Mapping[str, float]) -> None:
        """What 列设置 says, at once."""
        self._units.update(widths)
        self.order.restore({"order": order, "hidden": hidden, "frozen": self.order.frozen})
        self._rearrange()

    def freeze(self, count: int) -> None:
        """The first `count` columns stay at the left."""
        self.order.freeze(count)
        self._rearrange()

    def reset_columns(self) -> None:
        """As they were when the program was made."""
        self.order.reset()
        self._units = {field.key: float(field.width) for field in self.order.fields}
        self._rearrange()

    def width_of(self, key: str) -> float:
        """In characters of half a 汉字."""
        return self._units[key]

    def _rearrange(self) -> None:
        self.grid.when_free(self._apply_order)

    def _apply_order(self) -> None:
        key, cursor = self.grid.current_key(), self.grid.cell_cursor
        if cursor.valid:
            cursor.go(*cursor.active)  # a selected range would mean other columns now
        self._model.set_columns(self.order.columns())
        columns = {field.key: n for n, field in enumerate(self._model.fields)}
        if cursor.valid and key != self.grid.current_key():
            cursor.go(*Spot(cursor.active.line, columns.get(key or "", cursor.active.column)))
        self.changed.emit()

    def _columns_changed(self) -> None:
        self._halves.frozen = self.order.frozen
        self.grid.cells.renew_columns()
        self._halves.share_columns()
        self.place_widths()
        self.heights.widths_changed()

    # -- widths

    def place_widths(self) -> None:
        self._placing = True
        for column, field in enumerate(self._model.fields):
            self._halves.set_width(column, self.look.width_of(self._units[field.key]))
        self._placing = False

    def fit_column(self, column: int) -> None:
        """As wide as its texts."""
        texts = [line.shown[column] for line in self._model.lines.shown]
        self._halves.set_width(column, self.look.width_to_fit(self._model.fields[column], texts))

    def _resized(self, column: int, _before: int, pixels: int) -> None:
        if pixels and not self._placing and column < len(self._model.fields):  # hidden columns have none
            self._units[self._model.fields[column].key] = self.look.units_of(pixels)
            self.heights.widths_changed()

    # -- sizes

    def set_zoom(self, percent: int) -> None:
        percent = max(LEAST_ZOOM, min(MOST_ZOOM, percent))
        if percent != self.zoom:
            self.zoom = percent
            self.grid.renew_look()
            self.zoomed.emit(percent)
            self.changed.emit()

    def set_density(self, density: str) -> None:
        self.density = density if density in DENSITIES else "standard"
        self.grid.renew_look()
        self.changed.emit()

    def set_air(self, air: int) -> None:
        """What a row of usual height has above and below its text; smaller screens have less."""
        if air != self._air:
            self._air = air
            self.grid.renew_look()

    def set_wraps(self, wraps: bool) -> None:
        """All texts in lines, or all rows one line high."""
        self._set_wrapped(self._can_wrap if wraps else ())

    @property
    def wraps(self) -> bool:
        """Does any column wrap?"""
        return self.heights.wraps

    def wraps_column(self, key: str) -> bool:
        return key in self.heights.wrapped

    def wrap_column(self, key: str, wraps: bool) -> bool:
        """One column only; False where its texts never wrap (figures, lights)."""
        if key not in self._can_wrap:
            return False
        others = self.heights.wrapped - {key}
        self._set_wrapped({*others, key} if wraps else others)
        return True

    def _set_wrapped(self, keys: Iterable[str]) -> None:
        self.grid.cells.set_wrapped(frozenset(keys))
        self.heights.set_wrapped(keys)
        self._halves.refresh()
        self.changed.emit()

    def make_look(self, theme: Theme, font: QFont) -> Look:
        """Colours of the theme, sizes of the font and of the zoom."""
        zoomed = QFont(font)
        if font.pixelSize() > 0:
            zoomed.setPixelSize(max(6, round(font.pixelSize() * self.zoom / 100)))
        else:
            zoomed.setPointSizeF(font.pointSizeF() * self.zoom / 100)
        air = round((self._air + DENSITIES[self.density]) * self.zoom / 100)
        self.look = self.heights.look = Look(theme, zoomed, max(2, air))
        return self.look

    def look_changed(self) -> None:
        """The halves have the new look: sizes follow."""
        self.place_widths()
        self.heights.forget()
        self.heights.measure()

    # -- as JSON can keep it

    def state(self) -> dict[str, Any]:
        return {
            "widths": dict(self._units),
            "columns": self.order.state(),
            "zoom": self.zoom,
            "density": self.density,
            "wraps": self._wraps_state(),
        }

    def _wraps_state(self) -> bool | list[str]:
        """True = every column that can, False = none, else the keys of those that do."""
        some = self.heights.wrapped not in (frozenset(), self._can_wrap)
        return sorted(self.heights.wrapped) if some else self.wraps

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take over a state; what it says of columns that are not here is left out."""
        widths = state.get("widths")
        for key, units in widths.items() if isinstance(widths, Mapping) else ():
            if key in self._units and isinstance(units, int | float) and 0 < units < 1000:
                self._units[key] = float(units)
        columns = state.get("columns")
        if isinstance(columns, Mapping):
            self.order.restore(columns)
            self._rearrange()
        else:
            self.place_widths()
        zoom, density = state.get("zoom", self.zoom), state.get("density", self.density)
        self.zoom = max(LEAST_ZOOM, min(MOST_ZOOM, zoom)) if isinstance(zoom, int) else self.zoom
        self.density = density if isinstance(density, str) and density in DENSITIES else "standard"
        self.grid.renew_look()
        wraps = state.get("wraps", list(self.heights.wrapped))
        named = self._can_wrap.intersection(texts_in(wraps))
        self._set_wrapped(self._can_wrap if wraps is True else named)
        self.zoomed.emit(self.zoom)
