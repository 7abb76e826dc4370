"""What the cells of one row of a sheet say: texts, names, deadlines, each with the cell that it stands in.

What no rule understands goes into the note of its row under the words of its heading, and is told as a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jzledger.errors import BadValue
from jzledger.exchange.row_drafts import Draft
from jzledger.exchange.workbook_names import LONGEST_PERSON, LONGEST_UNIT, WorkbookNames
from jzledger.formats.reading.found import ReadProblem, ReadRow, ReadSheet
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES, UNIT, Field, Table
from jzledger.records.kinds import WAN, Due, Link, Ref
from jzledger.rules import deadlines
from jzledger.rules.context import Context
from jzledger.rules.proposal import Origin, ProposedCell, ProposedRow, Verdict
from jzledger.rules.text import clean, fold

_SEVERAL = re.compile(r"[、,，;；/\n]+")
_COUNTING = re.compile(r"(?:.*/)?(?:序号|编号|№|No\.?)", re.IGNORECASE)
_SENTENCE = re.compile("[。.]|牵头|配合|负责|协助")  # 由甲局牵头，乙局配合 is no list of names
_PLACE = re.compile("[\u4e00-\u9fff]{1,12}(?:[县区市旗镇乡]|街道|街道办事处|管委会|管理委员会|政府)")
_PHONE_ROOM = 14  # characters of a phone number behind a name
_LONGEST_DUE = 200
TITLES = {
    "issue": "存在问题", "category": "类别", "measures": "解决措施", "progress": "进展情况", "status": "办理状态",
    "lead_unit": "牵头单位", "owner": "责任人", "sponsor": "分包领导", "deadline_text": "完成时限",
    "place": "所在地", "stage": "对接阶段", "next_step": "下步举措", "investor": "投资方", "listed_on": "列入时间",
}  # fmt: skip
# What the reader has keys for, what the program keeps itself, and money, whose unit no such column says.
_NOT_BY_TITLE = frozenset(
    "name title project category measures progress state status lead_unit units person sponsor opened_on due note "
    "order_no parent levels programmes target_text finish_due".split()
)


def _titled(table: Table) -> dict[str, Field]:
    """Folded title or other word -> Field that a cell of a workbook can fill in by it."""
    fields = [one for one in table.fields if one.editable and one.key not in _NOT_BY_TITLE]
    fields = [
        one for one in fields if one.kind is not WAN and (not isinstance(one.kind, Link) or one.kind == UNIT)
    ]
    return {fold(word): one for one in reversed(fields) for word in (one.title, *one.aliases)}


_TITLED = {key: _titled(TABLES[key]) for key in ("projects", "issues", "directives", "leads")}
_COUNTY = TABLES["projects"].field("county_unit")


def _meant(draft: Draft, heading: str) -> Field | None:
    """The Field that a heading, or its last level, names by its very title or another word for it."""
    return _TITLED.get(draft.table.key, {}).get(fold(heading.rpartition("/")[2]))


@dataclass
class Held:
    """What the ledger holds, by Field key: rows of each table by id, and ways to find them."""

    rows: Mapping[str, Mapping[str, Mapping[str, Any]]]  # table key -> id -> Field key -> value
    plans: Mapping[tuple[str, int], tuple[str, int | None]]  # (project, year) -> (id, target in yuan)
    by_project: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table in ("issues", "directives", "milestones", "progress"):
            for row_id, row in self.rows[table].items():
                project = row["project"].id if row["project"] is not None else None
                self.by_project.setdefault((table, project), []).append(row_id)


@dataclass
class Told:
    """One row of a sheet: the drafts that it made or added to, the chief one first, and what was not understood."""

    row: ReadRow
    drafts: list[Draft] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    unsure: bool = False


class RowCells:
    """Reads the cells of the current row into drafts. `drafts` and `parts` are shared by the sheets of a workbook."""

    def __init__(
        self,
        sheet: ReadSheet,
        held: Held,
        names: WorkbookNames,
        drafts: dict[tuple[str, Any], Draft],
        parts: dict[str, ProposedRow],
        context: Context,
    ) -> None:
        self.sheet, self.held, self.names, self.drafts, self.parts = sheet, held, names, drafts, parts
        self.context = context
        self.on = sheet.as_of or context.today
        self.told = Told(ReadRow("", {}, {}))
        self._placed: set[str] = set()  # headings of this row that the project has taken

    # -- what a cell says

    def address(self, place: str) -> str:
        return place if "!" in place else f"{self.sheet.sheet}!{place}"

    def origin(self, key: str) -> Origin:
        """The cell of a key and the words there; without a cell of its own, the row."""
        row = self.told.row
        value = row.values.get(key)
        if isinstance(value, tuple):
            value = "、".join(map(str, value))
        elif isinstance(value, date):
            value = value.isoformat()
        return Origin(self.address(row.cells.get(key) or row.at), "" if value is None else str(value))

    def problem(self, at: str, message: str) -> None:
        self.told.problems.append(ReadProblem(self.address(at), message))

    def text(self, key: str) -> str | None:
        value = self.told.row.values.get(key)
        return clean(str(value))[0].strip() or None if value not in (None, ()) else None

    def put(self, draft: Draft, key: str, value: Any, source: str, *, unsure: bool = False) -> None:
        """Take what the cell of the key `source` says for a Field."""
        if not draft.put(key, value, self.origin(source), unsure=unsure):
            title = draft.table.field(key).title
            self.problem(self.origin(source).place, f"“{title}”与表中前面写的不一致，按前面的采用")
        self.told.unsure |= unsure and value is not None

    def unit(self, written: str, source: str) -> tuple[Ref | None, bool]:
        """The unit that is named, and whether that waits for the clerk; None for a sentence."""
        if len(written) > LONGEST_UNIT or re.search("[。；;]", written):
            self.problem(self.origin(source).place, f"“{written[:20]}”不像单位名称，已记入备注")
            return None, False
        return self.names.find("unit", written, self.origin(source))

    def units(self, draft: Draft, source: str) -> list[tuple[Ref, bool]]:
        """The units that a cell names, each with whether it waits; what is a sentence goes into the note."""
        value = self.told.row.values.get(source) or ()
        if isinstance(value, str):
            whole = self.text(source) or ""
            one = self.names.known("unit", whole) is not None or _SENTENCE.search(whole)
            value = (whole,) if one else _SEVERAL.split(whole)
        found = []
        for written in filter(None, (str(one).strip() for one in value)):
            ref, waits = self.unit(written, source)
            if ref is None:
                self.remark(draft, "lead_unit", written)
            else:
                found.append((ref, waits))
        return found

    def person(self, source: str) -> tuple[Ref | None, bool, str | None]:
        """The first person named, whether that waits, and the whole text where it says more than that name."""
        text = self.text(source)
        if text is None:
            return None, False, None
        first = _SEVERAL.split(text)[0].strip()
        if not first or len(first) > LONGEST_PERSON + _PHONE_ROOM:
            self.problem(self.origin(source).place, f"“{text[:20]}”不像一个人名，已记入备注")
            return None, False, text
        ref, unsure = self.names.find("person", first, self.origin(source))
        return ref, unsure, text if first != text else None

    def put_unit(self, draft: Draft, key: str, source: str) -> None:
        """The unit of a cell; in the note where it is a sentence."""
        written = self.text(source)
        if written is not None:
            ref, waits = self.unit(written, source)
            self.put(draft, key, ref, source, unsure=waits)
            if ref is None:
                self.remark(draft, source, written)

    def put_person(self, draft: Draft, key: str, source: str) -> None:
        """The first person of a cell; the whole text in the note where it says more than that name."""
        person, waits, whole = self.person(source)
        self.put(draft, key, person, source, unsure=waits)
        if whole is not None:
            self.remark(draft, source, whole)

    def due(self) -> Due | None:
        text = self.text("deadline_text")
        if text is None:
            return None
        text = text.replace("\n", " ")[:_LONGEST_DUE]
        meant = deadlines.parse(text, self.on, self.context.calendar)
        on = self.told.row.values.get("deadline", meant.on)
        return Due(text, on, (meant.precision or None) if on is not None else None)

    # -- drafts

    def draft(
        self, table: Table, key: Any, row_id: str | None, *, chief: bool = False, **options: Any
    ) -> Draft:
        """The draft of a row, made at the first call; `chief`: it is what this row of the sheet is about."""
        found = self.drafts.get((table.key, key))
        if found is None:
            held = self.held.rows[table.key].get(row_id) if row_id else None
            found = Draft(table, row_id or new_id(), held, **options)
            self.drafts[table.key, key] = found
        self.told.drafts.insert(0 if chief else len(self.told.drafts), found)
        return found

    def cell(self, column: str, value: Any, draft: Draft, source: str) -> ProposedCell:
        verdict: Verdict = "ask" if draft.unsure else "take"
        return ProposedCell(column, value, verdict, origin=self.origin(source))

    def put_due(self, draft: Draft) -> None:
        """The deadline: of a new row its three columns, of a known one the Field with its own way of being written."""
        due = self.due()
        if due is None or not draft.new:
            self.put(draft, "due", due, "deadline_text")
            return
        for part, item in zip(("text", "on", "precision"), due, strict=True):
            if item is not None:
                cell = self.cell(f"due_{part}", item, draft, "deadline_text")
                # The words are what stands there; the day follows from them.
                draft.cells.setdefault(cell.key, cell if part == "text" else replace(cell, origin=None))
        draft.said.setdefault("due", due)

    def part(self, noun: str, key: Any, draft: Draft, source: str, **values: Any) -> None:
        """A new row that hangs on a draft, once for a key; its last value is the one that the sheet says."""
        if f"{noun}{key}" in self.parts:
            return
        last = list(values)[-1]
        cells = tuple(
            self.cell(column, value, draft, source)
            if column == last
            else ProposedCell(column, value, "ask" if draft.unsure else "take")
            for column, value in values.items()
            if value is not None
        )
        self.parts[f"{noun}{key}"] = ProposedRow(noun, new_id(), True, cells)

    # -- what has no column

    def remark(self, draft: Draft, key: str, text: str) -> None:
        """A text of a known key that finds no column here."""
        self._note(draft, f"{TITLES.get(key, key)}：{text}")

    def remarks(self, draft: Draft, *keys: str) -> None:
        for key in keys:
            if (text := self.text(key)) is not None:
                self.remark(draft, key, text)

    def more(self, draft: Draft) -> None:
        """Columns without a key of their own: by the very title of a Field its value, 备注 the note, the others in it."""
        for heading, said in self._beside():
            if heading not in self._placed and not self._by_title(draft, heading, said):
                self._note(draft, said if "备注" in heading else f"{heading}：{said}")

    def put_place(self, project: Draft) -> None:
        """属地, which is the project's on whatever sheet it stands."""
        self._placed = {
            heading
            for heading, said in self._beside()
            if _meant(project, heading) is _COUNTY and self._by_title(project, heading, said)
        }

    def _beside(self) -> Iterator[tuple[str, str]]:
        """Heading and text of each filled column without a key."""
        for heading, text in self.told.row.more.items():
            said = clean(str(text))[0].strip()
            if said and not _COUNTING.fullmatch(heading):
                yield heading, said

    def _by_title(self, draft: Draft, heading: str, said: str) -> bool:
        """建设性质, 属地, 需协调事项: a heading that is a Field's title or another word for it, if the text can be its value."""
        field = _meant(draft, heading)
        if field is None:
            return False
        if field is _COUNTY and not (self.names.likely("unit", said) or _PLACE.fullmatch(said)):
            return False  # an address is no place that answers
        origin, unsure, value = Origin(self.address(self.told.row.at), said), False, None
        try:
            if field.kind == UNIT:
                if len(said) > LONGEST_UNIT:
                    return False
                value, unsure = self.names.find("unit", said, origin)
            else:
                value = field.kind.parse(said, self.context)
        except BadValue:
            return False
        self.told.unsure |= unsure
        return draft.put(field.key, value, origin, unsure=unsure)

    def _note(self, draft: Draft, line: str) -> None:
        """A further line of the note; what it holds already is not written again."""
        held = (draft.held or {}).get("note") or ""
        before = draft.said.get("note") or held
        if line in before:
            return
        note = f"{before}\n{line}" if before else line
        draft.said["note"] = note
        verdict: Verdict = "ask" if draft.unsure else "take"
        origin = Origin(self.address(self.told.row.at), line)
        draft.cells["note"] = ProposedCell("note", note, verdict, held or None, origin)
