"""The lines of a table: its rows in the order shown, the titles of groups, and the ＊ line for a new row.

Filter and order are a view that is settled when the clerk asks for it: rows that were edited, and rows that came, do
not jump or vanish while somebody types. They are `stale` where they no longer fit, until `refresh` settles the view.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from jzledger.records.fields import Field
from jzledger.ui.tables.columns import Columns
from jzledger.ui.tables.filters import Filters, passes, passing
from jzledger.ui.tables.shown import shown_row
from jzledger.ui.tables.sorting import SortKey, in_order, order
from jzledger.ui.tables.source import ID, GroupTitle, KeyOf, Row, TitleOf
from jzledger.ui.tables.staying import Staying


class Line:
    """A row with what it shows; or the title of a group; or, with neither, the ＊ line."""

    __slots__ = ("_fields", "_shown", "group", "keys", "place", "row", "stale")

    def __init__(self, fields: Columns, row: Row | None = None, group: Group | None = None) -> None:
        self.row, self.group = row, group
        self.place = -1  # where it was last shown
        self.stale = False  # an edit broke the filter or the order
        self.keys: dict[str, Any] = {}  # what it is sorted by
        self._fields = fields
        self._shown: tuple[str, ...] | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The text of each cell."""
        if self._shown is None:
            if self.row is not None:
                self._shown = shown_row(self._fields, self.row)
            elif self.group is not None:
                figures = self.group.title.figures
                self._shown = tuple(figures.get(field.key, "") for field in self._fields)
            else:
                self._shown = ("",) * len(self._fields)
        return self._shown

    def whole_text(self, column: int) -> str:
        """The text of a cell with its own line breaks, to be wrapped."""
        value = self.value(column)
        plain = isinstance(value, str) and self._fields[column].kind.editor in ("long", "line")
        return value if plain else self.shown[column]

    def replace(self, row: Row) -> None:
        self.row, self._shown, self.keys = row, None, {}

    def rearrange(self, fields: Columns) -> None:
        """Other columns are shown, or in another order."""
        self._fields, self._shown, self.keys = fields, None, {}

    @property
    def is_new(self) -> bool:
        return self.row is None and self.group is None

    def value(self, column: int) -> Any:
        return None if self.row is None else self.row[self._fields.places[column]]

    def id(self) -> str:
        """The row's id; "" where there is none."""
        return "" if self.row is None else str(self.row[ID])


class Group:
    """Rows that belong together, under one title."""

    __slots__ = ("folded", "key", "members", "title")

    def __init__(self, key: str, members: list[Line], title: GroupTitle, folded: bool) -> None:
        self.key, self.members, self.title, self.folded = key, members, title, folded


class Lines:
    """`shown` is what the table paints, from top to bottom."""

    def __init__(self, fields: Sequence[Field], *, new_rows: bool) -> None:
        self.source_fields = tuple(fields)  # in the order of the rows
        self.fields = Columns.of(fields)  # in the order of the table
        self.new_rows = new_rows
        self.shown: list[Line] = []
        self.sort: tuple[SortKey, ...] = ()
        self.filters: Filters = {}
        self.today = date.min  # the day that filters are reckoned from
        self.folded: set[str] = set()
        self._of: dict[str, Line] = {}  # by row id, in the ledger's order
        self._order: list[Line] = []
        self._key_of: KeyOf | None = None
        self._title_of: TitleOf | None = None
        self._rank_of: Callable[[str], Any] | None = None
        self._stale: list[Line] = []
        self.staying = Staying()
        self._rows: list[Row] | None = None  # as the lines hold them; None where they have to be gathered
        self._numbers: list[int] | None = None  # found when they are asked for
        self._arrange()

    # -- what changes them

    def set_rows(self, rows: Iterable[Row], *, settle: bool = False) -> None:
        """All rows in the ledger's order. Unless the view is to be settled anew, rows that were shown keep their places,
        rows that were filtered away stay away, and new ones are shown."""
        before, previous = self._of, self._order
        known = {row_id: line.row for row_id, line in before.items()}
        self._of, self._rows = {row[ID]: self._line(before, row) for row in rows}, None
        if settle or not before:
            self.refresh()
            return
        changed = [line for row_id, line in self._of.items() if known.get(row_id) != line.row]
        shown = [line.id() for line in previous]
        if self.sort:
            self._order = self._with_new([self._of[row_id] for row_id in shown if row_id in self._of], before)
            self.staying.touched.clear()
            self._mark(changed)
        else:
            self._follow_ledger(shown, before, changed)
        self._arrange()

    def _follow_ledger(self, shown: Sequence[str], before: Collection[str], changed: Sequence[Line]) -> None:
        """In the ledger's order, but for rows that were edited here; filtered ones stay away, new ones are shown."""
        kept = set(shown)
        natural = [line for row_id, line in self._of.items() if row_id in kept or row_id not in before]
        if not self.filters:
            self._unmark()
        self._order, elsewhere = self.staying.put(shown, natural, {line.id() for line in changed})
        self._mark(changed)
        for line in elsewhere:
            line.stale = True
        self._stale += elsewhere

    def _with_new(self, order: list[Line], before: Collection[str]) -> list[Line]:
        """Rows that came stand above the row that they are above in the ledger, whatever the sort; else at the end."""
        above: dict[str, list[Line]] = {}
        waiting: list[Line] = []
        late: list[Line] = []
        for row_id, line in self._of.items():
            if row_id in self.staying.touched and row_id not in before:
                late.append(line)  # from the ＊ line
            elif row_id not in before:
                waiting.append(line)
            elif waiting:
                above[row_id], waiting = waiting, []
        if above:
            here = {line.id() for line in order}
            waiting = [
                line for row_id, some in above.items() if row_id not in here for line in some
            ] + waiting
            order = [one for line in order for one in (*above.get(line.id(), ()), line)]
        return order + waiting + late

    def _line(self, before: dict[str, Line], row: Row) -> Line:
        known = before.get(row[ID])
        if known is None:
            return Line(self.fields, row)
        if known.row is not row:
            known.replace(row)
        return known

    def patch(self, rows: Iterable[Row]) -> list[Line]:
        """Put changed rows where they are; gives the lines of those that were not here, now at the end."""
        came, changed = [], []
        self._rows = None
        for row in rows:
            known = self._of.get(row[ID])
            if known is None:
                came.append(Line(self.fields, row))
                self._of[row[ID]] = came[-1]
            else:
                known.replace(row)
                changed.append(known)
        self._order += came
        self._mark([*changed, *came])
        if came:
            self._arrange()
        else:
            self._retitle()
        return came

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        self.sort = tuple(keys)
        self.refresh()

    def set_columns(self, columns: Columns) -> None:
        """The same Fields in another order. What the rows are sorted by stays the same, hidden or not."""
        places = {field.key: n for n, field in enumerate(columns)}
        self.sort = tuple(key._replace(column=places[self.fields[key.column].key]) for key in self.sort)
        self.fields = columns
        for line in self._of.values():
            line.rearrange(columns)
        self._arrange()

    def set_filters(self, filters: Filters, today: date) -> None:
        self.filters, self.today = dict(filters), today
        self.refresh()

    def set_groups(
        self, key_of: KeyOf | None, title_of: TitleOf | None, rank_of: Callable[[str], Any] | None = None
    ) -> None:
        """`rank_of`: the order of groups by their key, where it is not that of the rows."""
        self._key_of, self._title_of, self._rank_of = key_of, title_of, rank_of
        self._arrange()

    def fold(self, key: str, folded: bool) -> None:
        (self.folded.add if folded else self.folded.discard)(key)
        self._arrange()

    def refresh(self) -> None:
        """Settle filter and order anew."""
        self.staying.clear()
        if self.filters:
            found = passing(self.rows(), self.filters, self.source_fields, self.today)
            passed = [self._of[row[ID]] for row in found]
        else:
            passed = list(self._of.values())
        self._order = order(passed, self.sort, self.fields)
        self._unmark()
        self._arrange()

    def _mark(self, changed: Collection[Line]) -> None:
        """Rows that would not stand here, or not be shown, were the view settled now."""
        if not changed or not (self.sort or self.filters):
            return
        wanted = passes(self.filters, self.source_fields, self.rows(), self.today)
        places = {line.id(): place for place, line in enumerate(self._order)}
        for line in changed:
            line.stale = True  # so that none of them is measured by another
        self._stale += changed
        for line in changed:
            place = places.get(line.id())
            if place is not None and line.row is not None:
                around = [self._settled(place, -1), line, self._settled(place, 1)]
                line.stale = not wanted(line.row) or not in_order(around, self.sort, self.fields)

    def _unmark(self) -> None:
        for line in self._stale:
            line.stale = False
        self._stale = []

    def _settled(self, place: int, way: int) -> Line | None:
        """The nearest line that stands where it belongs."""
        ahead = range(place + way, len(self._order) if way > 0 else -1, way)
        return next((self._order[n] for n in ahead if not self._order[n].stale), None)

    # -- what they say

    def place_of(self, row_id: str) -> int | None:
        """The line of a row; None where it is folded away or gone."""
        line = self._of.get(row_id)
        shown = line is not None and 0 <= line.place < len(self.shown) and self.shown[line.place] is line
        return line.place if line is not None and shown else None

    def number_at(self, place: int) -> int:
        """The number beside a line, counted over the rows shown from 1; 0 beside a title and the ＊ line."""
        if self.shown[place].row is None:
            return 0
        if self._key_of is None:
            return place + 1
        if self._numbers is None:
            self._numbers = list(accumulate(int(line.row is not None) for line in self.shown))
        return self._numbers[place]

    def place_of_number(self, number: int) -> int | None:
        """The line of the row with that number; None where no row has it."""
        found = range(len(self.shown)) if self._key_of is not None else range(number - 1, number)
        return next((n for n in found if 0 <= n < len(self.shown) and self.number_at(n) == number), None)

    def place_of_group(self, key: str) -> int | None:
        return next((n for n, line in enumerate(self.shown) if line.group and line.group.key == key), None)

    def new_place(self) -> int | None:
        """Where the ＊ line is."""
        return len(self.shown) - 1 if self.new_rows else None

    def last_row(self) -> int:
        """The last line that is not ＊; -1 without any."""
        return len(self.shown) - 1 - self.new_rows

    @property
    def is_grouped(self) -> bool:
        return self._key_of is not None

    def count(self) -> int:
        """How many rows there are, shown, folded or filtered away."""
        return len(self._of)

    def passing(self) -> int:
        """How many rows the filters let pass, shown or folded away."""
        return len(self._order)

    def rows(self) -> Sequence[Row]:
        """All rows, filtered away or not, in the ledger's order."""
        if self._rows is None:
            self._rows = [line.row for line in self._of.values() if line.row is not None]
        return self._rows

    def passing_lines(self) -> Sequence[Line]:
        """The lines of rows that the filters let pass, in the order shown, without titles; folded ones too."""
        if self._key_of is None:
            return self._order
        members = [line.group.members for line in self.shown if line.group is not None]
        return [line for lines in members for line in lines]

    def unfold(self, row_id: str) -> None:
        """Unfold the group of a row, so that it has a place."""
        for line in self.shown:
            group = line.group
            if group is not None and group.folded and any(member.id() == row_id for member in group.members):
                self.fold(group.key, False)
                return

    # -- how they are put together

    def _arrange(self) -> None:
        shown = self._order if self._key_of is None else self._grouped(self._key_of)
        self.shown = [*shown, Line(self.fields)] if self.new_rows else list(shown)
        self._numbers = None
        for place, line in enumerate(self.shown):
            line.place = place

    def _grouped(self, key_of: KeyOf) -> list[Line]:
        """Groups stand in the order of their first row in the ledger, however the rows are sorted."""
        kept = {line.id() for line in self._order}
        keys = {
            row_id: key_of(line.row)
            for row_id, line in self._of.items()
            if line.row is not None and row_id in kept
        }
        ranked = sorted(set(keys.values()), key=self._rank_of) if self._rank_of else keys.values()
        groups: dict[str, list[Line]] = {key: [] for key in ranked}
        for line in self._order:
            groups[keys[line.id()]].append(line)
        shown = []
        for key, members in groups.items():
            folded = key in self.folded
            shown.append(Line(self.fields, group=Group(key, members, self._title(key, members), folded)))
            shown += [] if folded else members
        return shown

    def _title(self, key: str, members: Sequence[Line]) -> GroupTitle:
        rows = [line.row for line in members if line.row is not None]
        title = self._title_of(key, rows) if self._title_of else key
        return GroupTitle(title) if isinstance(title, str) else title

    def _retitle(self) -> None:
        for place, line in enumerate(self.shown):
            if line.group is not None:
                group = line.group
                group.title = self._title(group.key, group.members)
                self.shown[place] = Line(self.fields, group=group)
