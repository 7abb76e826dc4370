"""The lines of a table: its rows in the order shown, the titles of groups, and the ＊ line for a new row.

Order is a view that is settled when the clerk asks for it: rows that were edited, and rows that came, do not jump
while somebody types (`refresh` settles it again).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jzledger.records.fields import Field
from jzledger.ui.tables.shown import is_empty, shown_row
from jzledger.ui.tables.source import FIRST, ID, GroupTitle, KeyOf, Row, TitleOf


class Line:
    """A row with what it shows and the number beside it; or the title of a group; or, with neither, the ＊ line."""

    __slots__ = ("_fields", "_shown", "group", "number", "row")

    def __init__(self, fields: tuple[Field, ...], row: Row | None = None, group: Group | None = None) -> None:
        self.row, self.group, self.number = row, group, 0
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

    def replace(self, row: Row) -> None:
        self.row, self._shown = row, None

    @property
    def is_new(self) -> bool:
        return self.row is None and self.group is None

    def value(self, column: int) -> Any:
        return None if self.row is None else self.row[FIRST + column]

    def id(self) -> str:
        """The row's id; "" where there is none."""
        return "" if self.row is None else str(self.row[ID])


class Group:
    """Rows that belong together, under one title."""

    __slots__ = ("folded", "key", "members", "title")

    def __init__(self, key: str, members: list[Line], title: GroupTitle, folded: bool) -> None:
        self.key, self.members, self.title, self.folded = key, members, title, folded


class SortKey(NamedTuple):
    column: int
    descending: bool


class Lines:
    """`shown` is what the table paints, from top to bottom."""

    def __init__(self, fields: Sequence[Field], *, new_rows: bool) -> None:
        self.fields = tuple(fields)
        self.new_rows = new_rows
        self.shown: list[Line] = []
        self.sort: tuple[SortKey, ...] = ()
        self.folded: set[str] = set()
        self._of: dict[str, Line] = {}  # by row id, in the ledger's order
        self._order: list[Line] = []
        self._key_of: KeyOf | None = None
        self._title_of: TitleOf | None = None
        self._places: dict[str, int] = {}
        self._arrange()

    # -- what changes them

    def set_rows(self, rows: Iterable[Row]) -> None:
        """All rows in the ledger's order. Under a sort, rows that were here keep their places, new ones follow."""
        before, previous = self._of, self._order
        self._of = {row[ID]: self._line(before, row) for row in rows}
        if self.sort and previous:
            kept = [self._of[line.id()] for line in previous if line.id() in self._of]
            self._order = kept + [line for row_id, line in self._of.items() if row_id not in before]
            self._arrange()
        else:
            self.refresh()

    def _line(self, before: dict[str, Line], row: Row) -> Line:
        known = before.get(row[ID])
        if known is None:
            return Line(self.fields, row)
        if known.row is not row:
            known.replace(row)
        return known

    def patch(self, rows: Iterable[Row]) -> list[Line]:
        """Put changed rows where they are; gives the lines of those that were not here, now at the end."""
        came = []
        for row in rows:
            known = self._of.get(row[ID])
            if known is None:
                came.append(Line(self.fields, row))
                self._of[row[ID]] = came[-1]
            else:
                known.replace(row)
        if came:
            self._order += came
            self._arrange()
        else:
            self._retitle()
        return came

    def set_sort(self, keys: Sequence[SortKey]) -> None:
        self.sort = tuple(keys)
        self.refresh()

    def set_groups(self, key_of: KeyOf | None, title_of: TitleOf | None) -> None:
        self._key_of, self._title_of = key_of, title_of
        self._arrange()

    def fold(self, key: str, folded: bool) -> None:
        (self.folded.add if folded else self.folded.discard)(key)
        self._arrange()

    def refresh(self) -> None:
        """Settle the order anew."""
        self._order = list(self._of.values())
        for key in reversed(self.sort):
            self._order = _sorted(self._order, key, self.fields[key.column])
        self._arrange()

    # -- what they say

    def place_of(self, row_id: str) -> int | None:
        """The line of a row; None where it is folded away or gone."""
        return self._places.get(row_id)

    def place_of_group(self, key: str) -> int | None:
        return next((n for n, line in enumerate(self.shown) if line.group and line.group.key == key), None)

    def new_place(self) -> int | None:
        """Where the ＊ line is."""
        return len(self.shown) - 1 if self.new_rows else None

    def last_row(self) -> int:
        """The last line that is not ＊; -1 without any."""
        return len(self.shown) - 1 - self.new_rows

    def count(self) -> int:
        """How many rows there are, shown or folded away."""
        return len(self._of)

    # -- how they are put together

    def _arrange(self) -> None:
        shown = self._order if self._key_of is None else self._grouped(self._key_of)
        for number, line in enumerate((line for line in shown if line.row is not None), 1):
            line.number = number
        self.shown = [*shown, Line(self.fields)] if self.new_rows else list(shown)
        self._places = {line.row[ID]: place for place, line in enumerate(self.shown) if line.row is not None}

    def _grouped(self, key_of: KeyOf) -> list[Line]:
        """Groups stand in the order of their first row in the ledger, however the rows are sorted."""
        keys = {row_id: key_of(line.row) for row_id, line in self._of.items() if line.row is not None}
        groups: dict[str, list[Line]] = {key: [] for key in keys.values()}
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


def _sorted(lines: list[Line], key: SortKey, field: Field) -> list[Line]:
    """Stable; empty cells last, whichever the direction."""
    empty = [line for line in lines if is_empty(line.value(key.column))]
    filled = [line for line in lines if not is_empty(line.value(key.column))]
    filled.sort(key=lambda line: field.kind.order(line.value(key.column)), reverse=key.descending)
    return filled + empty
