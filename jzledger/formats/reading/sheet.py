"""One sheet: its tables or forms, what they stand for, and their rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jzledger.formats.reading import forms
from jzledger.formats.reading.beside import parts_of
from jzledger.formats.reading.columns import Columns, Guess, guess, kind_of, name_places, settle
from jzledger.formats.reading.found import MONEY_KEYS, Mapped, ReadColumn, ReadProblem, ReadRow, ReadSheet
from jzledger.formats.reading.grid import Grid, text_of
from jzledger.formats.reading.header import Header, find_header
from jzledger.formats.reading.lines import labelled, project_in_title
from jzledger.formats.reading.making import Maker, Raw, spans
from jzledger.formats.reading.nodes import as_read, nodes_beside, says_status, without_nodes
from jzledger.formats.reading.statements import Statement, read_statement
from jzledger.formats.reading.tables import CARD, ISSUE_KINDS, Body, Line, TableReader, raw_key
from jzledger.formats.reading.transposed import projects_in_columns
from jzledger.formats.reading.values import ANY_DAY, Times, is_nothing
from jzledger.formats.reading.words import Words, squash
from jzledger.formats.sheet_cells import SheetCells
from jzledger.rules.cell_names import column_letters
from jzledger.rules.money import WAN
from jzledger.rules.workdays import WorkCalendar

_SAMPLE = 400
_LEAST_IN_HIDDEN = 4
"""So many keys must a hidden sheet have to be data: lists of words have one or two."""


@dataclass(frozen=True)
class Reading:
    """How to read: the words, the reference day, the holidays, a mapping from outside, the office's categories."""

    words: Words
    calendar: WorkCalendar
    on: date | None = None
    today: date | None = None
    mapping: Mapped | None = None
    categories: frozenset[str] = frozenset()


_TAIL = 40
"""So many of the last rows are searched for what the sheet states about itself."""


class SheetReader:
    """Reads one sheet from top to bottom."""

    def __init__(self, sheet: SheetCells, how: Reading, file_stem: str) -> None:
        self.sheet, self.how, self.stem = sheet, how, file_stem
        self.grid = Grid(sheet)
        self.first = self._first_heading()
        self.statement = read_statement(self.grid, self._outside())
        self.maker = Maker(self.grid, _times(how, self.statement, sheet), WAN)
        self.rows: list[ReadRow] = []
        self.kind: str | None = None
        self.columns: tuple[ReadColumn, ...] = ()
        self.of_places = self.leads_answer = False

    def read(self) -> ReadSheet:
        # 存在问题 beside its values may look like a heading, but not above the names of the projects.
        across = self._across(self.first)
        if not across:
            self._tables()
        if not self.rows:
            self.maker.unit = self.statement.unit or WAN
            across = across or self._across(self.grid.height)
            self.kind, self.leads_answer, self.rows = _forms(
                self.grid, self.how, self.statement, self.maker, self.stem, across
            )
        said = self.statement
        found = ReadSheet(
            self.sheet.name, self.kind, self.columns, tuple(self.rows), tuple(self.maker.problems),
            said.titles[0] if said.titles else "", said.on, self.sheet.hidden, self.of_places, self.leads_answer,
        )  # fmt: skip
        return _hidden(found) if self.sheet.hidden else found

    def _across(self, before: int) -> list[forms.Form]:
        return projects_in_columns(self.grid, self.how.words, self.statement.year, self.maker.times, before)

    def _first_heading(self) -> int:
        grid, words = self.grid, self.how.words
        return next(
            (r for r in range(grid.height) if grid.rows[r] and find_header(grid, words, r)), grid.height
        )

    def _outside(self) -> list[int]:
        """Rows that may state something about the sheet: those above its first table, and its last ones."""
        tail = range(max(self.first + 1, self.grid.height - _TAIL), self.grid.height)
        return [*range(self.first), *(r for r in tail if len(self.grid.filled(r)) <= 6)]

    def _tables(self) -> None:
        r, start = self.first, 0
        titles: list[str] = []
        while r < self.grid.height:
            header = find_header(self.grid, self.how.words, r) if self.grid.rows[r] else None
            if header is None:
                r += 1
                continue
            above = range(start, header.top)
            statement = read_statement(self.grid, above)
            named = statement.titles or titles
            titles = titles or statement.titles
            end = self._table(header, statement, above, named)
            r = start = header.bottom + 1 if end is None else end

    def _table(self, header: Header, statement: Statement, above: range, titles: list[str]) -> int | None:
        """The row behind the table; None if it is no table of a known kind."""
        grid, how = self.grid, self.how
        year = statement.year or self.statement.year or (how.on.year if how.on else None)
        unit = statement.unit or self.statement.unit
        of_money = unit is not None or any("投资" in title for title in (*titles, grid.name))
        guesses = guess(header, how.words, grid.marks.hidden_columns, year, how.mapping, of_money=of_money)
        of_places = name_places(guesses)
        nodes = nodes_beside(
            grid, header, guesses, how.words, [*titles, grid.name, self.stem], self.maker.times
        )
        kind = kind_of(guesses, [*reversed(titles), grid.name], self.stem, how.words)
        if nodes:
            kind, guesses = "schedule", without_nodes(grid, header, guesses, nodes)
        if kind is None:
            return None
        if kind == "issues" and _is_list_without_issues(grid, header, guesses):
            kind = "projects"
        columns = settle(kind, guesses, _one_word(grid, header, guesses, how.words))
        columns.all = tuple(sorted((*columns.all, *map(as_read, nodes)), key=lambda column: column.index))
        reader = TableReader(grid, header, columns, how.words, how.categories, statement.titles, nodes)
        stated = _state_above(grid, above, reader, how.words)
        self._project_of_title(columns, reader, above, titles)
        self.maker.unit = unit or WAN
        _tell_columns(header, columns, unit, self.maker)

        def take(line: Line) -> None:
            at = grid.at(line.row, header.first)
            hidden = line.row in grid.marks.hidden_rows
            for raw in (line.raw, *line.others):
                self.rows += self.maker.make(raw, kind, at, line.more, hidden=hidden)

        body = reader.read(take)
        if body.rows:
            self.kind, self.columns = self.kind or kind, self.columns or columns.all
            self.of_places = of_places
            stands_above = "lead_unit" not in columns.by_key and "unit.responsible" in stated
            self.leads_answer |= columns.leads_answer or stands_above
            for at, message in body.told:
                self.maker.tell(at, message)
            _tell_hidden(header, body, self.maker)
        return body.end

    def _project_of_title(
        self, columns: Columns, reader: TableReader, above: range, titles: list[str]
    ) -> None:
        """A table without a column of projects may be about the one that its title names."""
        if (
            "project" in columns.by_key
            or columns.kind not in ISSUE_KINDS
            or "project" in reader.context.stated
        ):
            return
        for r in reversed(above):
            for c, text in self.grid.filled(r):
                name = project_in_title(text) if text in titles else ""
                if name:
                    reader.context.state("project", Raw(name, r, c), "")
                    self.maker.tell(self.grid.at(r, c), f"没有项目名称这一列，项目“{name}”取自标题")
                    return


def read_sheet(sheet: SheetCells, how: Reading, file_stem: str) -> ReadSheet:
    """What a clerk would type in from the sheet."""
    found = [SheetReader(part, how, file_stem).read() for part in parts_of(sheet, how.words)]
    first, *others = found
    for other in others:
        first = replace(first, rows=first.rows + other.rows, problems=first.problems + other.problems)
    return first


def _state_above(grid: Grid, above: range, reader: TableReader, words: Words) -> set[str]:
    """`项目名称：甲` or `责任单位：乙` above the heading holds for the whole table; the keys of what is stated there."""
    said = [(r, one) for r in above for one in labelled(grid.filled(r), words, least=0.6)]
    # Only on a card of one project is 联系人 a person of it, not the one who fills in the sheet.
    of_one = any(one.key == "project" for _, one in said)
    holds = [(r, one) for r, one in said if of_one or one.sure]
    for r, one in holds:
        reader.context.state(raw_key(one.key), Raw(one.value, r, one.column, one.unit), CARD)
    return {one.key for _, one in holds}


def _is_list_without_issues(grid: Grid, header: Header, guesses: list[Guess]) -> bool:
    """A list of projects and amounts whose column of issues is empty throughout."""
    keys = {one.match.key for one in guesses}
    if "project" not in keys or not keys & set(MONEY_KEYS):
        return False
    issues = [one.index for one in guesses if one.match.key == "issue"]
    below = range(header.bottom + 1, grid.height)
    return not any(
        (value := grid.own(r, c)) != "" and not is_nothing(text_of(value)) for r in below for c in issues
    )


def _one_word(grid: Grid, header: Header, guesses: list[Guess], words: Words) -> dict[int, bool]:
    """By column of 办理情况: do its cells hold words of a status and nothing else?"""
    found = {}
    for one in guesses:
        if one.match.key != "status?":
            continue
        texts = [
            squash(text_of(grid.own(r, one.index)))
            for r in range(header.bottom + 1, min(grid.height, header.bottom + 1 + _SAMPLE))
        ]
        texts = [text for text in texts if text]
        stated = sum(text in words.statuses for text in texts)
        found[one.index] = bool(texts) and stated >= 0.6 * len(texts) and max(map(len, texts)) <= 12
    return found


def _times(how: Reading, statement: Statement, sheet: SheetCells) -> Times:
    year = statement.year
    stated = how.on or statement.on or statement.meeting
    if stated is None and year is not None:
        return Times(date(year, 1, 1), how.calendar, sheet.epoch_1904, statement.meeting, sure=False)
    reference = stated or how.today
    known = reference is not None
    return Times(reference or ANY_DAY, how.calendar, sheet.epoch_1904, statement.meeting, known, known)


def _tell_columns(header: Header, columns: Columns, unit: int | None, maker: Maker) -> None:
    """Two columns for one thing, amounts without a unit."""
    grid = maker.grid
    for winner, loser in columns.doubled:
        chosen, other = column_letters(winner.index), column_letters(loser.index)
        at = grid.at(header.bottom, loser.index)
        maker.tell(at, f"“{loser.heading}”和“{winner.heading}”像是同一列，取了{chosen}列，{other}列没有取")
    for key in MONEY_KEYS:
        one = columns.by_key.get(key)
        if one is None or one.unit is not None or unit is not None:
            continue
        below = range(header.bottom + 1, min(grid.height, header.bottom + 1 + _SAMPLE))
        if any(isinstance(grid.own(r, one.index), int | float) for r in below):
            at = grid.at(header.bottom, one.index)
            maker.tell(at, f"“{one.heading}”没有写金额单位，可能是万元，也可能是亿元，暂按万元读取")


def _tell_hidden(header: Header, body: Body, maker: Maker) -> None:
    grid = maker.grid
    for first, last in spans(row for row in grid.marks.hidden_rows if row in body.rows):
        where = f"第{first + 1}行" if first == last else f"第{first + 1}至{last + 1}行"
        at = grid.at(first, header.first)
        maker.tell(at, f"{where}是隐藏的（或被筛选掉的），已照常读取")
    for c in sorted(grid.marks.hidden_columns & set(header.paths)):
        heading = "/".join(squash(level) for level in header.paths[c])
        maker.tell(grid.at(header.bottom, c), f"{column_letters(c)}列“{heading}”是隐藏的，已照常读取")


def _forms(
    grid: Grid, how: Reading, statement: Statement, maker: Maker, file_stem: str, across: list[forms.Form]
) -> tuple[str | None, bool, list[ReadRow]]:
    """The kind of the forms, whether who leads there answers, and their rows."""
    titles = [*statement.titles, grid.name]
    # A table on its side is one table: what one project leaves empty does not make it another kind.
    whole = kind_of([one for form in across for one in _labels(form)], titles, file_stem, how.words)
    if any(form.nodes for form in across):
        whole = "schedule"
    rows: list[ReadRow] = []
    kinds: list[str] = []
    answers = False
    for form in across or forms.find_forms(grid, how.words, range(grid.height)):
        labels = _labels(form)
        kind = whole if across else kind_of(labels, titles, file_stem, how.words)
        if kind in ("projects", "investment") and "issue" in form.raw and not across:
            kind = "issues"  # a form is one row for each issue on it
        if "project" not in form.raw and "issue" in form.raw:
            lost = form.raw["issue"]
            maker.tell(grid.at(lost.row, lost.column), "这里写着问题，但没有读出是哪个项目的，没有读作一行")
        if kind is None or "project" not in form.raw:
            continue
        kept = set(settle(kind, labels, {}).by_key) | {"unit.lead", "unit.responsible", "unit.support"}
        if kind == "leads":
            for old in ("investment_total_wan", "plan_wan"):
                if old in form.raw and "amount_wan" not in form.raw:
                    form.raw["amount_wan"] = form.raw.pop(old)
        if "next_step" in form.raw and kind != "leads":
            form.raw.setdefault("measures", form.raw.pop("next_step"))
        form.raw = {key: raw for key, raw in form.raw.items() if key in kept or key == "project"}
        answers |= forms.settle_units(form)
        if form.hidden:
            name = form.raw["project"]
            maker.tell(grid.at(name.row, name.column), f"{column_letters(name.column)}列是隐藏的，已照常读取")
        if form.nodes:
            kinds.append(kind)
            for what, day in form.nodes:
                key = "status" if says_status(day.text(), how.words) else "deadline_text"
                at = grid.at(day.row, day.column)
                raw = {**form.raw, "issue": what, key: day}
                rows += maker.make(raw, kind, at, form.more, hidden=form.hidden)
            continue
        main = form.raw.get("issue") if kind in ISSUE_KINDS else form.raw.get("project")
        if main is None:
            name = form.raw["project"]
            maker.tell(grid.at(name.row, name.column), "这里只有项目，没有问题，没有读作一行")
            continue
        kinds.append(kind)
        for lone in _issues_of(form.raw, kind):
            first = lone.get("issue", main) if kind in ISSUE_KINDS else main
            rows += maker.make(lone, kind, grid.at(first.row, first.column), form.more, hidden=form.hidden)
    return (kinds[0] if kinds else None), answers, rows


def _labels(form: forms.Form) -> list[Guess]:
    """The labels of a form as if they were headings."""
    return [
        Guess(raw.column, (key,), form.matches[key], raw.unit, False, raw.column)
        for key, raw in form.raw.items()
    ]


def _issues_of(raw: dict[str, Raw], kind: str) -> list[dict[str, Raw]]:
    """One row for each cell of a label that stands beside several rows (问题, merged over three), aligned with the others."""
    issue = raw.get("issue")
    if issue is None or not issue.more or kind not in ISSUE_KINDS:
        return [raw]
    count = 1 + len(issue.more)
    split = []
    for number in range(count):
        one = {}
        for key, cell in raw.items():
            cells = [cell, *cell.more]
            if len(cells) == count:
                chosen = cells[number]
                one[key] = Raw(chosen.value, chosen.row, chosen.column, cell.unit)
            else:
                one[key] = cell
        split.append(one)
    return split


def _hidden(found: ReadSheet) -> ReadSheet:
    """A hidden sheet is data only if it is a full table; that it was hidden is told."""
    keys = {column.key for column in found.columns if column.key}
    if not found.rows or len(keys) < _LEAST_IN_HIDDEN or found.sheet.startswith("_"):
        return ReadSheet(found.sheet, None, (), (), (), hidden=True)
    told = ReadProblem(f"{found.sheet}!A1", f"工作表“{found.sheet}”是隐藏的，已照常读取")
    return replace(found, problems=(told, *found.problems))
