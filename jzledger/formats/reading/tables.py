"""The rows of a table: which lines are data, and what a line states about those under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from jzledger.formats.reading import lines
from jzledger.formats.reading.columns import Columns, Guess
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.header import Header, find_header
from jzledger.formats.reading.making import Raw, RawRow
from jzledger.formats.reading.nodes import Node, of_actual_days, says_status
from jzledger.formats.reading.values import is_nothing, is_same, may_be_same, unit_and_owner
from jzledger.formats.reading.words import Words, squash

ISSUE_KINDS = frozenset(("issues", "directives", "closed", "meeting", "schedule"))
CARD = "："
"""Style of what a label with a colon states, above a table or among its rows."""
_SAME_SHARE = 0.75
_MANY_ROWS = 2_000


@dataclass
class Line:
    """A row of data as it stands in the sheet."""

    row: int
    raw: RawRow
    more: dict[str, str]
    others: list[RawRow] = field(default_factory=list)
    """Further issues of the row, in columns of their own (问题2)."""


@dataclass
class Body:
    """What was read of a table. `rows`: those of data; `end`: the first that is no longer of it.

    `told`: (address, sentence).
    """

    rows: set[int] = field(default_factory=set)
    end: int = 0
    told: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Context:
    """What the lines above state, by key, with the numbering style of the line that states it."""

    stated: dict[str, tuple[Raw, str]] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)
    project: Raw | None = None
    """The project to fill down; forgotten at a band or a total."""

    def state(self, key: str, raw: Raw, style: str) -> None:
        if style not in self.styles:
            self.styles.append(style)
        level = self.styles.index(style)
        self.stated = {
            other: (value, old)
            for other, (value, old) in self.stated.items()
            if self.styles.index(old) < level
            or (self.styles.index(old) == level and (key != "project" or value.row == raw.row))
        }
        self.stated[key] = (raw, style)


class TableReader:
    """Reads the lines under one heading."""

    def __init__(
        self,
        grid: Grid,
        header: Header,
        columns: Columns,
        words: Words,
        categories: frozenset[str],
        titles: list[str],
        nodes: Sequence[Node] = (),
    ):
        self.grid, self.header, self.columns, self.words = grid, header, columns, words
        self.categories = categories
        self.nodes = nodes
        self.titles = {lines.page_title(title) for title in titles}
        self.context = Context()
        self.body = Body()
        self._last: Line | None = None
        self._card = -1  # the last row of labels that began with a project
        self._open: dict[str, tuple[str, str]] = {}
        self._take: Callable[[Line], None] = lambda line: None
        self.main = "issue" if columns.kind in ISSUE_KINDS else "project"
        self._siblings = _siblings(header)
        self._has_merges = grid.has_merges_below(header.bottom)
        self._mixed = self._has_mixed_serials()
        project = columns.by_key.get("project")
        self._label_end = max(
            [c for c in (columns.serial, project.index if project else None) if c is not None]
            or [header.first + 1]
        )

    def read(self, take: Callable[[Line], None]) -> Body:
        """Hands each row of data to `take` as soon as nothing more can belong to it."""
        self._take = take
        r = self.header.bottom + 1
        while r < self.grid.height:
            cells = self.grid.filled(r)
            if not cells:
                r += 1
                continue
            header = find_header(self.grid, self.words, r)
            if header is not None:
                if not self._is_repeated(header):
                    break
                r = header.bottom + 1
                continue
            if self._opens_another(r, cells):
                break
            self._line(r, cells)
            if r > _MANY_ROWS and not self._has_merges:
                self.grid.rows[r] = []  # a large sheet is let go as it is read
            r += 1
        if self._last is not None:
            take(self._last)
        for style in list(self._open):
            self._without_issues(style)
        self.body.end = r
        return self.body

    def _is_repeated(self, header: Header) -> bool:
        words = header.words
        return len(words & self.header.words) >= _SAME_SHARE * max(len(words), 1)

    def _opens_another(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """Is this the title of a table that follows?"""
        if len(cells) != 1:
            return False
        for below in range(r + 1, min(r + 5, self.grid.height)):
            if not self.grid.filled(below):
                continue
            header = find_header(self.grid, self.words, below)
            if header is not None:
                return not self._is_repeated(header)
            if len(self.grid.filled(below)) > 3:
                return False
        return False

    def _line(self, r: int, cells: list[tuple[int, str]]) -> None:
        if lines.is_total(cells, self._label_end) or self._sums_places(r):
            self.context.project = None
            return
        # 联系人：below 项目名称：is a label of that project's card; below the data it signs the sheet.
        if self._card == r - 1 and self._stated(r, cells):
            return
        if lines.is_signature(cells) or (len(cells) <= 2 and lines.is_note(cells[0][1])):
            return
        stated = self._stated(r, cells)
        if stated:
            return
        if self._band(r, cells):
            return
        self._data(r, cells)

    def _sums_places(self, r: int) -> bool:
        """全市 among the counties is their total."""
        project = self.columns.by_key.get("project")
        return (
            project is not None
            and self.main == "project"
            and lines.is_all_places(self._cell(r, project).text())
        )

    def _stated(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """`项目名称：甲` in a line of its own, among the data."""
        c, text = cells[0]
        if "：" not in text and ":" not in text and not lines.label_of(text, self.words).known:
            return False
        found = lines.labelled(cells, self.words, least=0.6)
        if not found or found[0].column > c + 3:
            return False
        for one in found:
            self.context.state(raw_key(one.key), Raw(one.value, r, one.column, one.unit), CARD)
            if one.key == "project":
                self.context.project = None
                self._card = r
        if self._card == r - 1:
            self._card = r
        return True

    def _band(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """A line that only names a section. True also for lines that say nothing."""
        c, text = cells[0]
        name_column, name = c, text
        wide = self.grid.range(r, c)[3] > c
        if len(cells) == 1:
            if lines.is_number(text) or not lines.page_title(text):  # 续表, in whatever column
                return True
            if not wide and not self._names_section(c) and not self._is_heading_of_projects(text):
                return False
        elif self._mixed and c == self.columns.serial and lines.is_chinese_number(text):
            if self._says_more(r, cells[2:]):
                return False
            name_column, name = cells[1]
        elif not (
            wide and c <= self._label_end <= self.grid.range(r, c)[3] and c != self._main_column()
        ) or self._says_more(r, cells[1:]):
            return False
        if self._is_title_again(r, name):
            return True
        kind, value, style = lines.band(name, self.words, self.categories)
        if name is not text:
            style = "一、"
        self.context.project = None
        if kind in ("status", "category") or (kind == "project" and self.main == "issue"):
            self.context.state(str(kind), Raw(value, r, name_column), style)
        if kind == "project" and self.main == "issue" and not lines.ends_sheet(name):
            self._without_issues(style)
            self._open[style] = (self.grid.at(r, name_column), value)
        return True

    def _is_title_again(self, r: int, name: str) -> bool:
        """The title once more on the next page, with （续） or as 续表1; or the title of a further part (水利局问题台账)."""
        title = lines.page_title(name)
        if title in self.titles or not title:
            return True
        if not lines.names_sheet(title) or not self._heads_page(r):
            return False
        if title == squash(name):  # another part begins: what stood in the bands before is not said of it
            kept = {key: one for key, one in self.context.stated.items() if one[1] == CARD}
            self.context = Context(kept, [CARD])
        return True

    def _heads_page(self, r: int) -> bool:
        """Does the heading stand once more below, with at most a date or a unit between?"""
        for below in range(r + 1, min(r + 5, self.grid.height)):
            if find_header(self.grid, self.words, below) is not None:
                return True
            if len(self.grid.filled(below)) > 3:
                return False
        return False

    def _without_issues(self, style: str) -> None:
        """A project that stands alone over no issue is not lost in silence."""
        if style in self._open:
            at, name = self._open.pop(style)
            self.body.told.append((at, f"“{name}”下面没有问题，没有读作一行"))

    def _names_section(self, c: int) -> bool:
        """May a lone cell in this column name a section? Not in the column of the issues, nor right of it."""
        main = self._main_column()
        if self.main == "project":
            return c != main or self.columns.serial is not None
        return main is None or c < main

    def _is_heading_of_projects(self, text: str) -> bool:
        """省重点项目 alone in the column of the projects names a section, not a project."""
        return self.main == "project" and lines.names_several(text, self.words, self.categories)

    def _main_column(self) -> int | None:
        main = self.columns.by_key.get(self.main)
        return main.index if main else None

    def _says_more(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """Do the other cells hold texts that only a row of data has?"""
        for c, text in cells:
            if isinstance(self.grid.own(r, c), str) and not lines.is_number(text) and not _is_figure(text):
                return True
        return False

    def _data(self, r: int, cells: list[tuple[int, str]]) -> None:
        raw: RawRow = {}
        own = False
        for key, one in self.columns.by_key.items():
            cell = self._cell(r, one)
            if cell.value == "" and key in self.columns.otherwise:
                cell = self._cell(r, self.columns.otherwise[key])
            own = own or (cell.row == r and cell.text() != "")
            if one.match.key == "unit+owner":
                unit, person = unit_and_owner(text_of(cell.value))
                cell = Raw(unit if key == "lead_unit" else person, cell.row, cell.column)
            raw[raw_key(key)] = cell
        for number, one in enumerate(self.columns.units):
            raw[f"units{number or ''}"] = cell = self._cell(r, one)
            own = own or (cell.row == r and cell.text() != "")
        own = own or any(self.grid.own(r, node.column.index) != "" for node in self.nodes)
        if not own:
            self._only_extra(r, cells)
            return
        if self._counts_only(raw):
            self.body.told.append((self.grid.at(r, cells[0][0]), "这一行像是统计数字，没有读取"))
            return
        self._repeat(raw)
        self._project(r, raw)
        self._from_above(raw)
        others = self._further(r, raw)
        main = raw.get(self.main)
        missing = main is None or not main.text() or is_nothing(main.text())
        if missing and others:
            raw, missing = others.pop(0), False
        if missing and not self._has_error(main) and not self._without_main(r, raw):
            return
        more = {}
        for one in self.columns.extra:
            text = self._cell(r, one).text()
            if text:
                more[one.heading] = text
        self._open.clear()
        if not self._belongs_to_last(r, raw, more):
            if self._last is not None:
                self._take(self._last)
            self._last = Line(r, raw, more, others)
            self.body.rows.add(r)

    def _further(self, r: int, raw: RawRow) -> list[RawRow]:
        """The row once more for each of its further issues."""
        found = []
        for turn in self.columns.again:
            other = {key: cell for key, cell in raw.items() if key not in self.columns.numbered}
            other |= {raw_key(key): self._cell(r, one) for key, one in turn.items()}
            issue = other.get("issue")
            if issue is not None and issue.text() and not is_nothing(issue.text()):
                found.append(other)
        return found + self._days(r, raw)

    def _days(self, r: int, raw: RawRow) -> list[RawRow]:
        """The row once for each node that it has a day for, where the nodes stand beside each other."""
        if not self.nodes or any(of_actual_days(text) for _, text in self.grid.filled(r)):
            return []  # the days that came true, below those that were planned
        found = []
        for node in self.nodes:
            cell = self._cell(r, node.column)
            if cell.text() and not is_nothing(cell.text()):
                key = "status" if says_status(cell.text(), self.words) else "deadline_text"
                found.append({**raw, "issue": node.name, key: cell})
        return found

    def _counts_only(self, raw: RawRow) -> bool:
        """Figures where the project and the issue should stand: counts of some summary."""
        named = [raw[key].text() for key in ("project", "issue") if key in raw and raw[key].text()]
        return bool(named) and all(_is_figure(text) for text in named)

    def _cell(self, r: int, one: Guess) -> Raw:
        """The cell of a column in this row; of a merged one its corner, if that stands under the same heading."""
        if not self._has_merges and len(self._siblings[one.index]) == 1:
            line = self.grid.rows[r]
            return Raw(line[one.index] if one.index < len(line) else "", r, one.index, one.unit)
        for c in self._siblings[one.index]:
            row, column = self.grid.corner(r, c)
            if column != c and self.header.corners.get(column) != one.corner:
                continue
            if row <= self.header.bottom:
                continue
            value = self.grid.own(row, column)
            if (
                value != ""
                or (row, column) in self.grid.marks.errors
                or (row, column) in self.grid.marks.unstored
            ):
                return Raw(value, row, column, one.unit)
        return Raw("", r, one.index, one.unit)

    def _repeat(self, raw: RawRow) -> None:
        """同上 and 〃 are what stands in the row above."""
        last = self._last.raw if self._last is not None else {}
        for key, cell in raw.items():
            value = cell.value
            if type(value) is str and may_be_same(value) and is_same(squash(value)):
                above = last.get(key)
                if above is None and key == "project":
                    above = self.context.project
                raw[key] = above if above is not None else Raw("", cell.row, cell.column, cell.unit)

    def _project(self, r: int, raw: RawRow) -> None:
        """An empty project cell belongs to the project above it; one with a dash to none."""
        project = raw.get("project")
        if project is not None and project.text() and not is_nothing(project.text()):
            self.context.project = project
        elif project is not None and project.row == r and project.text():
            self.context.project = project  # a dash says that there is none
        elif (project is not None and self.context.project is not None and self.main == "issue") or (
            project is not None
            and self.context.project is not None
            and raw.get("issue")
            and raw["issue"].text()
        ):
            raw["project"] = self.context.project

    def _from_above(self, raw: RawRow) -> None:
        for key, (cell, _) in self.context.stated.items():
            if key not in raw or not raw[key].text() or is_nothing(raw[key].text()):
                raw[key] = cell

    def _without_main(self, r: int, raw: RawRow) -> bool:
        """A row without issue (or without project): is it one all the same?"""
        at = self.grid.at(r, self.header.first)
        others = {
            key for key, cell in raw.items() if cell.row == r and cell.text() and not is_nothing(cell.text())
        }
        if self.main == "issue":
            if others & {"measures", "progress", "deadline_text", "category", "status"}:
                self.body.told.append((at, "这一行没有写问题或事项"))
                return True
            if "project" in others:
                self.body.told.append((at, "这一行只有项目，没有问题，没有读作一行"))
            return False
        if others & {"investor", "issue", "progress", "lead_unit"}:
            self.body.told.append((at, "这一行没有项目名称"))
            return True
        self.body.told.append((at, "这一行没有项目名称，像是合计，没有读取"))
        return False

    def _has_error(self, cell: Raw | None) -> bool:
        if cell is None:
            return False
        return (cell.row, cell.column) in self.grid.marks.errors or (
            cell.row,
            cell.column,
        ) in self.grid.marks.unstored

    def _only_extra(self, r: int, cells: list[tuple[int, str]]) -> None:
        """Something stands in this row, but in none of the columns that are read."""
        c, text = cells[0]
        if len(cells) == 1 and (c == self.columns.serial or lines.is_number(text)):
            return
        if all(c == self.columns.serial for c, _ in cells):
            return
        shown = text if len(text) <= 20 else text[:20] + "…"
        self.body.told.append((self.grid.at(r, c), f"这一行只有“{shown}”，没有读取"))

    def _belongs_to_last(self, r: int, raw: RawRow, more: dict[str, str]) -> bool:
        """One issue whose cell is merged over several rows is one row: what stands beside it is joined."""
        issue, last = raw.get("issue"), self._last
        if self.main != "issue" or issue is None or last is None or issue.row == r:
            return False
        if (issue.row, issue.column) != (last.raw["issue"].row, last.raw["issue"].column) or not issue.text():
            return False
        due, old = raw.get("deadline_text"), last.raw.get("deadline_text")
        if due and old and due.text() and old.text() and due.text() != old.text():
            return False
        for key, cell in raw.items():
            if cell.row == r and cell.text() and key in last.raw:
                first = last.raw[key]
                if not first.text():
                    last.raw[key] = cell
                elif cell.text() not in first.text().split("\n"):
                    last.raw[key] = Raw(first.value, first.row, first.column, first.unit, [*first.more, cell])
        for heading, text in more.items():
            if text not in last.more.setdefault(heading, text):
                last.more[heading] += "\n" + text
        return True

    def _has_mixed_serials(self) -> bool:
        """Do both 一 and 1 stand in the column of numbers? Then 一 counts sections."""
        c = self.columns.serial
        if c is None:
            return False
        chinese = arabic = False
        for r in range(self.header.bottom + 1, self.grid.height):
            value = self.grid.own(r, c)
            if value == "":
                continue
            text = text_of(value)
            chinese = chinese or lines.is_chinese_number(text)
            arabic = arabic or lines.is_number(text)
            if chinese and arabic:
                return True
        return False


def raw_key(key: str) -> str:
    """Where a stated value goes: a unit stated above is the one that leads."""
    return {
        "unit.lead": "lead_unit",
        "unit.responsible": "lead_unit",
        "unit.support": "units",
        "status?": "progress",
    }.get(key, key)


def _siblings(header: Header) -> dict[int, list[int]]:
    """By column, the columns under the same lowest heading cell."""
    return {
        c: [other for other, corner in header.corners.items() if corner == header.corners[c]]
        for c in header.corners
    }


def _is_figure(text: str) -> bool:
    bare = squash(text).replace(",", "").rstrip("%")
    return bare.replace(".", "", 1).lstrip("-+").isdecimal() or bare in ("-", "—", "/")
