"""From days and rows to pixels and back, for one picture of the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jzledger.rules.time_axis import scale_of

MIDDAY = 0.5  # a mark stands in the middle of its day


@dataclass(frozen=True, slots=True)
class Frame:
    """Sizes are in the painter's own pixels; (0, 0) is the left upper corner of the rows.

    `left`: the day at x = 0, as an ordinal with a fraction. `scroll`: pixels of rows above the upper edge.
    """

    left: float
    per_day: float
    width: int
    height: int
    scroll: float
    row_height: float
    today: date

    def x(self, day: float) -> int:
        return round((day - self.left) * self.per_day)

    def y(self, row: int) -> int:
        """Upper edge of a row."""
        return round(row * self.row_height - self.scroll)

    def middle(self, row: int) -> int:
        return (self.y(row) + self.y(row + 1)) // 2

    @property
    def bar_height(self) -> int:
        return max(3, round(self.row_height * 0.46))

    @property
    def right(self) -> float:
        """The day at the right edge."""
        return self.left + self.width / self.per_day

    @property
    def scale(self) -> str:
        return scale_of(self.width / self.per_day)

    @property
    def today_x(self) -> int:
        return self.x(self.today.toordinal() + MIDDAY)

    def visible(self, count: int) -> range:
        """The rows, of `count`, of which something is to be seen."""
        first = max(0, int(self.scroll // self.row_height))
        last = int((self.scroll + self.height) // self.row_height) + 1
        return range(min(first, count), min(last, count))

    def day_at(self, x: float) -> float:
        return self.left + x / self.per_day

    def row_at(self, y: float) -> int:
        return int((y + self.scroll) // self.row_height)
