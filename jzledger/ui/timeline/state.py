"""What the parts of the timeline share: rows, day, marks, place, look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtGui import QFont

from jzledger.rules.days import add_months
from jzledger.rules.time_axis import DAYS_SHOWN
from jzledger.rules.timeline import Node, TimelineRow
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui.theme import Theme
from jzledger.ui.timeline.draw import Marks
from jzledger.ui.timeline.frame import MIDDAY, Frame
from jzledger.ui.timeline.labels import node_x
from jzledger.ui.timeline.look import Look, header_height, row_height
from jzledger.ui.timeline.nodes import node_size

MONTHS_BEFORE, MONTHS_AFTER = 3, 4
FIRST_DAY, LAST_DAY = date(1950, 1, 1).toordinal(), date(2101, 1, 1).toordinal()
FEWEST_DAYS, MOST_DAYS = 14.0, 366.0 * 30
ZOOM_STEP = 1.25
_NEAR = 9  # pixels of the layout between the pointer and the middle of a node it means


@dataclass
class State:
    """`first` and `last`: the days at the edges, ordinals with a fraction; equal before the first rows came."""

    theme: Theme
    font: QFont
    today: date = date(2000, 1, 1)
    rows: Sequence[TimelineRow] = ()
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    first: float = 0.0
    last: float = 0.0
    scroll: int = 0  # in pixels of the layout
    selected: frozenset[str] = frozenset()
    row: int = -1
    node: int = -1
    focused: bool = False
    _looks: dict[float, Look] = field(default_factory=dict)

    def forget_looks(self) -> None:
        self._looks.clear()

    def look(self, unit: float) -> Look:
        """For a screen so fine. Remembered: it measures fonts and keeps the pictures of labels."""
        if unit not in self._looks:
            if len(self._looks) > 2:
                self._looks.clear()
            self._looks[unit] = Look(self.theme, self.font, unit)
        return self._looks[unit]

    @property
    def row_height(self) -> int:
        return row_height(self.font)

    @property
    def header_height(self) -> int:
        return header_height(self.font)

    def frame(self, width: int, height: int, unit: float = 1.0) -> Frame:
        """For an area of so many pixels, `unit` of them to one of the layout."""
        per_day = max(1, width) / max(FEWEST_DAYS, self.last - self.first)
        return Frame(
            self.first, per_day, width, height, self.scroll * unit, self.row_height * unit, self.today
        )

    def marks(self) -> Marks:
        return Marks(self.selected, *((self.row, self.node) if self.focused else (-1, -1)))

    # The days that are shown.
    def show_around_today(self) -> None:
        self.first = add_months(self.today, -MONTHS_BEFORE).toordinal()
        self.last = add_months(self.today, MONTHS_AFTER).toordinal() + 1.0

    def move_today_into_view(self) -> None:
        """Today stands where it stood at first, three sevenths from the left; as many days as now are shown."""
        share = MONTHS_BEFORE / (MONTHS_BEFORE + MONTHS_AFTER)
        days = self.last - self.first
        self.set_days(self.today.toordinal() + MIDDAY - days * share, days)

    def zoom(self, factor: float, day: float) -> None:
        """Show `factor` times as many days; `day` stays where it is."""
        days = min(max((self.last - self.first) * factor, FEWEST_DAYS), MOST_DAYS)
        self.set_days(day - (day - self.first) / (self.last - self.first) * days, days)

    def set_scale(self, scale: str) -> None:
        """Today stays where it is if it is in sight, else the middle does."""
        today = self.today.toordinal() + MIDDAY
        anchor = today if self.first <= today <= self.last else (self.first + self.last) / 2
        self.zoom(DAYS_SHOWN[scale] / (self.last - self.first), anchor)

    def set_days(self, first: float, days: float) -> None:
        self.first = min(max(first, FIRST_DAY), LAST_DAY - days)
        self.last = self.first + days

    def reveal_day(self, day: float) -> None:
        """Move no further than needed to have the day, with some room, in sight."""
        days = self.last - self.first
        room = days / 12
        if day < self.first + room:
            self.set_days(day - room, days)
        elif day > self.last - room:
            self.set_days(day + room - days, days)

    # Rows and nodes.
    @property
    def body(self) -> int:
        """Height of all rows, in pixels of the layout."""
        return len(self.rows) * self.row_height

    def place_of(self, row_id: str) -> int:
        return next((place for place, row in enumerate(self.rows) if row.row_id == row_id), -1)

    def keep_cursor(self, row_id: str | None, node_id: str | None) -> None:
        """Find row and node of the keyboard again, by their ids, after the rows have changed."""
        self.row = -1 if row_id is None else self.place_of(row_id)
        nodes = self.rows[self.row].nodes if self.row >= 0 else ()
        self.node = next((place for place, node in enumerate(nodes) if node.row_id == node_id), -1)

    def current(self) -> tuple[TimelineRow | None, Node | None]:
        if not 0 <= self.row < len(self.rows):
            return None, None
        row = self.rows[self.row]
        return row, row.nodes[self.node] if 0 <= self.node < len(row.nodes) else None

    def hit(self, frame: Frame, x: float, y: float) -> tuple[TimelineRow | None, Node | None]:
        """What lies at a point of the rows; of several nodes the nearest, of equally near ones the upper."""
        place = frame.row_at(y)
        if not (0 <= place < len(self.rows) and 0 <= y < frame.height):
            return None, None
        row, unit = self.rows[place], frame.row_height / self.row_height
        look = self.look(unit)
        found, nearest = None, _NEAR * unit
        for node in row.nodes:
            away = abs(node_x(node, frame) - x) + max(
                0.0, abs(frame.middle(place) - y) - node_size(node, look)
            )
            if away <= nearest:
                found, nearest = node, away
        return row, found
