"""Rows that a unit added to its sheet: offered as new issues of that unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jzledger.errors import BadValue
from jzledger.exchange.form_rows import FIGURES
from jzledger.exchange.reply_values import Untaken, new_state, read_value
from jzledger.exchange.returned import Returned, ReturnedForm, ReturnedRow, plain_reply
from jzledger.formats.layout import Column
from jzledger.ledger import names
from jzledger.ledger.ledger import Ledger
from jzledger.ledger.writers import WRITERS
from jzledger.records.base import new_id
from jzledger.records.fields import Field, Table, table
from jzledger.records.kinds import STATE, Ref
from jzledger.rules.context import Context
from jzledger.rules.text import fold

DIRECTIVE = "交办事项由会议或领导交办，单位加的行请核对"
NO_PROJECT = "没有写项目名称"
THERE_ALREADY = "台账里这个项目已有同样的问题"


@dataclass(frozen=True)
class NewCell:
    """One cell of a new row; `shown`: as the unit wrote it."""

    key: str
    title: str
    place: str
    value: Any
    shown: str


@dataclass(frozen=True)
class NewRow:
    """`row_id`: that the row will have; `names`: project and issue as written; `ask`: why not taken without asking."""

    sheet: str
    kind: str
    number: int
    row_id: str
    names: tuple[str, ...]
    cells: tuple[NewCell, ...]
    ask: str = ""


def new_rows(
    ledger: Ledger, returned: Returned, form: ReturnedForm, columns: Mapping[str, Column], context: Context
) -> tuple[list[NewRow], list[str]]:
    """The rows of a sheet that were not sent, and what cannot be offered, each with its place."""
    added = [row for row in form.rows if row.match.how in ("new", "copy")]
    if not added:
        return [], []
    reader = _Reader(ledger, returned, form, columns, context)
    for row in added:
        reader.read(row)
    return reader.rows, reader.problems


class _Reader:
    def __init__(
        self,
        ledger: Ledger,
        returned: Returned,
        form: ReturnedForm,
        columns: Mapping[str, Column],
        context: Context,
    ) -> None:
        self.ledger, self.form, self.context = ledger, form, context
        self.unit = Ref("unit", returned.book.unit, returned.book.unit_name)
        self.source: Table = table(form.sent.kind if form.sent.kind != FIGURES else "projects")
        self.columns = columns
        self.first = {row.match.id: row for row in form.rows if row.match.how != "copy" and row.match.id}
        self.rows: list[NewRow] = []
        self.problems: list[str] = []
        self._known: set[tuple[str | None, str]] | None = None
        self._added: dict[tuple[str | None, str], tuple[int, list[str]]] = {}  # rows that were offered

    def tell(self, row: ReturnedRow, message: str) -> None:
        self.problems.append(f"{self.form.name}第{row.number}行：{message}")

    def shown(self, row: ReturnedRow) -> list[str]:
        return [
            plain_reply(raw, sent.kind) for raw, sent in zip(row.cells, self.form.sent.columns, strict=True)
        ]

    def read(self, row: ReturnedRow) -> None:
        shown = self.shown(row)
        words = {sent.key: text for sent, text in zip(self.form.sent.columns, shown, strict=True)}
        told = tuple(words[key] for key in self.form.sent.keys)
        if row.match.how == "copy":
            first = self.first[row.match.id]
            if shown == self.shown(first):
                self.tell(row, f"与第{first.number}行是同一行，只采用了前一行")
                return
        if self.form.sent.kind == FIGURES:
            self.tell(row, f"“{'，'.join(told)[:40] or '（空）'}”不在下发的项目里，没有采用")
            return
        project, title = words["name"], words["title"]
        if not title:
            self.tell(row, f"没有写“{self._head('title')}”，没有采用")
            return
        asks = []
        if row.match.how == "copy":
            asks.append(f"系统编号与第{self.first[row.match.id].number}行相同")
        if self.form.sent.kind == "directives":
            asks.append(DIRECTIVE)
        found = None
        if project:
            try:
                found = self.ledger.read(names.find, "project", project)
            except BadValue as error:
                self.tell(row, f"{error.message}，没有采用；{error.todo}")
                return
            if found is None:
                self.tell(
                    row, f"项目“{project[:40]}”不在台账里，没有采用；请先新建这个项目或加上别名，再收一次"
                )
                return
        else:
            asks.append(NO_PROJECT)
        if self._is_there(found, title):
            asks.append(THERE_ALREADY)
        earlier = self._added.setdefault((found, fold(title)), (row.number, shown))
        if earlier[0] != row.number:
            if earlier[1] == shown:
                self.tell(row, f"与第{earlier[0]}行是同一行，只采用了前一行")
                return
            asks.append(f"与第{earlier[0]}行写的是同一个问题")
        cells = self._cells(row, shown, found)
        self.rows.append(
            NewRow(
                self.form.name, self.form.sent.kind, row.number, new_id(), told, tuple(cells), "；".join(asks)
            )
        )

    def _head(self, key: str) -> str:
        return self.form.sent.columns[self.form.sent.place(key)].head

    def _is_there(self, project: str | None, title: str) -> bool:
        if self._known is None:
            fields = [self.source.field(key) for key in ("project", "title")]
            rows = self.ledger.rows(self.source, self.context, fields=fields)
            self._known = {(row[2].id if row[2] else None, fold(row[3] or "")) for row in rows}
        return (project, fold(title)) in self._known

    def _cells(self, row: ReturnedRow, shown: list[str], project: str | None) -> list[NewCell]:
        cells: list[NewCell] = []
        for at, sent in enumerate(self.form.sent.columns):
            if not shown[at] or sent.key not in self.columns:
                continue
            field, place = self.source.field(sent.field), self.form.place(row.number, at)
            if field.key == "project":
                assert project is not None
                cells.append(
                    NewCell("project", sent.head, place, Ref("project", project, shown[at]), shown[at])
                )
            elif field.kind == STATE:
                cells.append(NewCell("state", sent.head, place, new_state(shown[at]), shown[at]))
            elif self._may_write(field):
                read = read_value(field, row.cells[at], self.context)
                if isinstance(read, Untaken):
                    self.problems.append(f"{place} “{shown[at][:40]}”：{read.message}")
                else:
                    cells.append(NewCell(field.key, sent.head, place, read.value, shown[at]))
        return cells

    def _may_write(self, field: Field) -> bool:
        return field.editable or (self.source.noun, field.key) in WRITERS
