"""From a sample sheet to a look: where its heading, rows, groups, totals and notes are, and what each looks like."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jzledger.errors import FileBroken
from jzledger.formats import look_words
from jzledger.formats.look import (
    Block,
    Look,
    LookCell,
    LookGroups,
    LookPage,
    LookRow,
    LookScreen,
)
from jzledger.formats.look_columns import learn_columns, learn_heights
from jzledger.formats.look_sheet import ADVICE, SampleCell, SampleSheet, read_sample

_MOST_TITLE_ROWS, _MOST_HEADER_ROWS = 30, 4
_LEAST_HEADINGS = 3
_LONGEST_HEADING = 30
_TOTAL = re.compile(r"^(总?合计|总计|共计|全市合计|全市)$")
_SUBTOTAL = re.compile(r"小计$")
_NOTE = re.compile(
    r"^(注|备注|说明|填表|填报|制表|审核|单位负责人|联系|附)[^，。]{0,6}[:：]|^(注|说明)\d?[.、]"
)
_ORDINAL = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、.．]|\d+[、.．])")
_COUNT = re.compile(r"(?<=[（(共计 ])\d+(?=\s*[个项件])")
_DAY = re.compile(r"(?<=[:：至止])\s*\d{4}年\d{1,2}月\d{1,2}日")
_YEAR = re.compile(r"20\d\d(?=年)")
_WHOLE_DAY = re.compile(r"20\d\d(?:年\d{1,2}月\d{1,2}日|([.\-/])\d{1,2}\1\d{1,2})")
_DOTTED = re.compile(r"(?<=[:：至止])\s*20\d\d([.\-/])\d{1,2}\1\d{1,2}(?![\d.])")
_FIGURE = re.compile(r"[-+−]?[\d,，]*\d(?:\.\d+)?\s*(?:[%％]|亿元?|万元?|元|个|项|件)?")
_SPAN = re.compile(r"1[—\-－–~～至]\d{1,2}月")


@dataclass(frozen=True)
class Draft:
    """A look before the clerk has looked at it. `headings`: for each column its words from top to bottom;
    `samples`: a value of each column; `group_names`: what the group rows say; `rows` how many rows the sample has."""

    look: Look
    headings: tuple[tuple[str, ...], ...]
    samples: tuple[str, ...]
    group_names: tuple[str, ...]
    rows: int
    title: str


def read_look(path: Path, sheet: str = "") -> Draft:
    """The look of a workbook's first table. Raises FileBroken with one sentence."""
    return understand(read_sample(path, sheet), path.name)


def understand(sample: SampleSheet, name: str) -> Draft:
    """Raises FileBroken where no heading is found."""
    parts = _Parts(sample)
    header = parts.find_header()
    if header is None:
        raise FileBroken("没有找到表头", name, "请选一张有表头（项目名称、责任单位等）的台账。")
    first, last, left, right = header
    headings = [parts.heading(first, last, column) for column in range(left, right + 1)]
    title = next((cell.text for row in range(first) for cell in parts.row(row).values() if cell.text), "")
    source = look_words.best_source(headings, title)
    kinds = parts.kinds_of_rows(last + 1, left, right)
    data = [row for row, kind in kinds.items() if kind == "row"]
    if not data:
        raise FileBroken("表头下面没有数据行", name, ADVICE)
    end = max(kinds)
    fields = look_words.match(headings, source)
    columns = learn_columns(
        sample, data, left, headings, fields, source, parts.merged_down(data, left, right)
    )
    page, screen = _anchored(sample, end)
    look = Look(
        source=source,
        sheet=sample.name,
        styles=tuple(sample.looks),
        normal=sample.normal,
        head=parts.block(range(last + 1), heading=(first, last), template=_templated),
        columns=tuple(columns),
        tail=parts.block(range(end + 1, sample.last_row + 1), template=_templated),
        left=left,
        header_rows=(first, last),
        heights=learn_heights(sample, data, left, right),
        widths=tuple(sample.widths),
        default_width=sample.default_width,
        default_height=sample.default_height,
        page=page,
        screen=screen,
        remarks=tuple(sample.remarks),
    )
    look, names = _with_sums(look, parts, kinds)
    samples = tuple(_first_value(sample, data, left + place) for place in range(len(columns)))
    return Draft(look, tuple(headings), samples, names, len(data), title)


class _Parts:
    """Questions about the rows of a sample."""

    def __init__(self, sample: SampleSheet) -> None:
        self.sample = sample
        self.by_row: dict[int, dict[int, SampleCell]] = {}
        for (row, column), cell in sample.cells.items():
            self.by_row.setdefault(row, {})[column] = cell
        self.owner: dict[tuple[int, int], tuple[int, int]] = {}
        self.area: dict[tuple[int, int], tuple[int, int]] = {}
        for top, left, bottom, right in sample.merges:
            self.area[top, left] = (bottom, right)
            for row in range(top, min(bottom, sample.last_row) + 1):
                for column in range(left, min(right, sample.last_column) + 1):
                    self.owner[row, column] = (top, left)

    def row(self, row: int) -> Mapping[int, SampleCell]:
        return self.by_row.get(row, {})

    def shown(self, row: int, column: int) -> SampleCell | None:
        """The cell whose text is seen here, that of a merged cell included."""
        return self.sample.cells.get(self.owner.get((row, column), (row, column)))

    # The heading

    def find_header(self) -> tuple[int, int, int, int] | None:
        """First and last row, first and last column of the heading."""
        best: tuple[float, int, int, int, int] | None = None
        for row in range(min(_MOST_TITLE_ROWS, self.sample.last_row + 1)):
            texts = {
                column: cell.text
                for column, cell in self.row(row).items()
                if cell.text and len(cell.text) <= _LONGEST_HEADING
            }
            starts = [column for column in texts if self.owner.get((row, column), (row, column))[0] == row]
            if len(starts) < _LEAST_HEADINGS:
                continue
            last = self._header_end(row, starts)
            left, right = min(starts), self._right_end(row, last)
            known = sum(
                bool(key)
                for key in look_words.match(
                    [self.heading(row, last, column) for column in range(left, right + 1)],
                    look_words.best_source(
                        [self.heading(row, last, column) for column in range(left, right + 1)]
                    ),
                )
            )
            score = known + len(starts) / 100
            if known >= _LEAST_HEADINGS - 1 and (best is None or score > best[0]):
                best = (score, row, last, left, right)
        return best[1:] if best else None

    def _header_end(self, row: int, starts: Sequence[int]) -> int:
        """As low as the lowest merged cell; groups over leaves without any merged downwards take one row more."""
        ends = [self.area.get((row, column), (row, column)) for column in starts]
        last = max(bottom for bottom, _ in ends)
        grouped = any(right > column for (_, right), column in zip(ends, starts, strict=True))
        if last == row and grouped:
            last += 1
        below = [self.area[key][0] for key in self.area if row < key[0] <= last and key[1] >= min(starts)]
        return min(max([last, *below]), row + _MOST_HEADER_ROWS - 1)

    def _right_end(self, first: int, last: int) -> int:
        return max(
            self.area.get((row, column), (row, column))[1]
            for row in range(first, last + 1)
            for column, cell in self.row(row).items()
            if cell.text
        )

    def heading(self, first: int, last: int, column: int) -> tuple[str, ...]:
        """The words above a column from top to bottom, each once."""
        found: list[str] = []
        seen = set()
        for row in range(first, last + 1):
            place = self.owner.get((row, column), (row, column))
            cell = self.sample.cells.get(place)
            if place not in seen and cell is not None and cell.text:
                found.append(cell.text.replace("\n", ""))
            seen.add(place)
        return tuple(found)

    # The rows

    def kinds_of_rows(self, start: int, left: int, right: int) -> dict[int, str]:
        """row -> row, group, foot (小计), total; up to the last row of the table."""
        kinds: dict[int, str] = {}
        for row in range(start, self.sample.last_row + 1):
            kind = self._kind(row, left, right)
            if kind == "tail":
                break
            kinds[row] = kind
        while kinds and kinds[max(kinds)] in ("blank", "group"):
            del kinds[max(kinds)]
        if "row" not in kinds.values():
            # A form without entries: its bordered empty rows show how entries look.
            empty = range(start, self.sample.last_row + 1)
            return {row: "row" for row in empty if self._is_bordered(row, left, right)}
        return {row: ("row" if kind == "blank" else kind) for row, kind in kinds.items()}

    def _kind(self, row: int, left: int, right: int) -> str:
        cells = {
            column: cell
            for column, cell in self.row(row).items()
            if left <= column <= right and cell.kind != "blank"
        }
        covered = {
            column
            for column in range(left, right + 1)
            if self.owner.get((row, column), (row, column))[0] < row
        }
        texts = [cell.text for _, cell in sorted(cells.items()) if cell.text]
        first = "".join(texts[0].split()) if texts else ""
        if texts and _NOTE.search(first):
            return "tail"
        label = re.sub(r"[（(].*[）)]", "", first)
        if _TOTAL.match(label):
            return "total"
        if _SUBTOTAL.search(label) and len(label) <= 20:
            return "foot"
        if not cells and not covered:
            return "blank" if self._is_bordered(row, left, right) else "tail"
        if self._is_band(row, left, right, cells):
            return "group" if self._is_bordered(row, left, right) or _ORDINAL.match(first) else "tail"
        return "row"

    def _is_band(self, row: int, left: int, right: int, cells: Mapping[int, SampleCell]) -> bool:
        """One text at the left, alone or with figures behind it: 一、省重点项目（18个）."""
        texts = [column for column, cell in cells.items() if cell.text]
        if len(texts) != 1 or texts[0] > left + 1:
            return False
        at = texts[0]
        wide = self.area.get((row, at), (row, at))[1] - at
        figures = len(cells) - 1
        if any(isinstance(cell.value, int | float) for column, cell in cells.items() if column < at):
            return False  # a running number before it
        return wide >= 1 or figures == 0 or bool(_ORDINAL.match(cells[at].text))

    def _is_bordered(self, row: int, left: int, right: int) -> bool:
        looks = [
            self.sample.looks[cell.look] for column, cell in self.row(row).items() if left <= column <= right
        ]
        lined = sum(bool(look.top or look.bottom or look.left or look.right) for look in looks)
        return lined >= (right - left + 1) * 0.6

    def merged_down(self, data: Sequence[int], left: int, right: int) -> set[int]:
        """Columns whose cells are merged downwards within the rows."""
        rows = set(data)
        return {
            column
            for (row, column), (bottom, _) in self.area.items()
            if row in rows and bottom > row and left <= column <= right
        }

    # What stands as it is

    def block(
        self,
        rows: range,
        *,
        heading: tuple[int, int] | None = None,
        template: Callable[[str], str] | None = None,
        sums: Callable[[int, SampleCell], bool] = lambda column, cell: False,
    ) -> Block:
        made = []
        for row in rows:
            cells = []
            own = heading is not None and heading[0] <= row <= heading[1]
            for column, cell in sorted(self.row(row).items()):
                summed = sums(column, cell)
                text = "" if summed or cell.value is None else _as_text(cell)
                if template is not None:
                    text = _spans(text) if own else template(text)
                cells.append(LookCell(column, cell.look, text, summed))
            made.append(LookRow(tuple(cells), self.sample.heights.get(row), row in self.sample.hidden_rows))
        merges = tuple(
            (top - rows.start, left, bottom - rows.start, right)
            for top, left, bottom, right in self.sample.merges
            if top in rows and bottom in rows
        )
        return Block(tuple(made), merges)


def _as_text(cell: SampleCell) -> str:
    value = cell.value
    if isinstance(value, str):
        return value.replace("{", "｛").replace("}", "｝")
    if hasattr(value, "year"):
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _templated(text: str) -> str:
    """A text with slots where it speaks of day, year, months and number of rows."""
    if _WHOLE_DAY.fullmatch(text.strip()):
        return "{as_of:date_cn}"  # 填报时间 and its day in two cells
    text = _DAY.sub("{as_of:date_cn}", text)
    text = _DOTTED.sub("{as_of:date_cn}", text)
    text = _COUNT.sub("{count}", text)
    text = _SPAN.sub("{month_span}", text)
    return _YEAR.sub("{year}", text)


def _spans(text: str) -> str:
    """A heading: its year and its months go on with the export; 2023 in 至2023年底 stays one year behind."""
    text = _SPAN.sub("{month_span}", text)
    text = re.sub(r"(?<=[至到])20\d\d(?=年底|年末)", "{last_year}", text)
    return re.sub(r"20\d\d(?=年)", "{year}", text)


def _anchored(sample: SampleSheet, table_end: int) -> tuple[LookPage, LookScreen]:
    """Print area and filter end so many rows behind the table or the sheet, wherever that will end."""
    page, screen = sample.page, sample.screen
    if page.area is not None and sample.area_end is not None:
        page = replace(page, area=(*page.area[:3], min(sample.area_end, sample.last_row) - sample.last_row))
    if screen.filter is not None and sample.filter_end is not None:
        screen = replace(screen, filter=(*screen.filter[:3], sample.filter_end - table_end))
    return page, screen


def _with_sums(look: Look, parts: _Parts, kinds: Mapping[int, str]) -> tuple[Look, tuple[str, ...]]:
    """The look with its group, 小计 and total rows, and the names of the groups."""

    def summed(column: int, cell: SampleCell) -> bool:
        # A figure typed as text is a figure: the sample's own must not stand under other rows.
        figure = cell.kind == "number" or bool(cell.text and _FIGURE.fullmatch(cell.text.strip()))
        return figure and look.left <= column

    def block(kind: str) -> Block | None:
        row = next((row for row, known in kinds.items() if known == kind), None)
        if row is None:
            return None
        return parts.block(range(row, row + 1), template=_grouped, sums=summed)

    bands = [row for row, kind in kinds.items() if kind == "group"]
    feet = [row for row, kind in kinds.items() if kind == "foot"]
    names = tuple(dict.fromkeys(_name(parts.row(row)) for row in bands or feet))
    totals = [row for row, kind in kinds.items() if kind == "total"]
    total = block("total")
    groups = None
    if bands or feet:
        head = block("group")
        if head is not None:
            head = _named(head, names)
        foot = block("foot")
        if foot is not None and not bands:
            foot = _named(foot, names)
        groups = LookGroups("", {}, head, foot, restart=_restarts(parts, kinds, look.left))
    first_row = next(row for row, kind in kinds.items() if kind == "row")
    above = bool(totals) and totals[0] < first_row
    return replace(look, groups=groups, total=total, total_above=above), names


def _name(row: Mapping[int, SampleCell]) -> str:
    text = next((cell.text for _, cell in sorted(row.items()) if cell.text), "")
    text = _ORDINAL.sub("", text)
    return re.sub(r"[（(].*|\s*小计$", "", text).strip()


def _grouped(text: str) -> str:
    return _COUNT.sub("{count}", text)


def _named(block: Block, names: Sequence[str]) -> Block:
    """{ordinal} and {name} for the words of the group that the row was learned from."""
    row = block.rows[0]
    cells = []
    for cell in row.cells:
        text = cell.text
        name = next((name for name in names if name and name in text), "")
        if name:
            ordinal = _ORDINAL.match(text)
            rest = text[ordinal.end() :] if ordinal else text
            mark = _ordinal_mark(ordinal[0]) if ordinal else ""
            text = mark + rest.replace(name, "{name}", 1)
        cells.append(replace(cell, text=text))
    return replace(block, rows=(replace(row, cells=tuple(cells)),))


def _ordinal_mark(written: str) -> str:
    return re.sub(r"[一二三四五六七八九十]+", "{ordinal}", re.sub(r"\d+", "{number}", written))


def _restarts(parts: _Parts, kinds: Mapping[int, str], left: int) -> bool:
    """Does 序号 begin anew in each group?"""
    ones = 0
    for row, kind in kinds.items():
        cell = parts.shown(row, left)
        if kind == "row" and cell is not None and cell.value in (1, "1"):
            ones += 1
    return ones > 1


def _first_value(sample: SampleSheet, data: Sequence[int], column: int) -> str:
    for row in data:
        cell = sample.cells.get((row, column))
        if cell is not None and cell.kind != "blank" and cell.value is not None:
            return _as_text(cell)
    return ""
