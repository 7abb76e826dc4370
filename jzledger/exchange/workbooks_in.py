"""A workbook of any office into the ledger: read, held against what is known, proposed row by row with its cells.

The workbook itself is kept as an attachment that hangs on no row (`ledger.workbook_sources`); every value gets Evidence
with the cell that it stands in. The same bytes again are refused, the same rows again are `same` and write nothing.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jzledger.errors import AlreadyImported
from jzledger.exchange.row_drafts import Draft
from jzledger.exchange.workbook_cells import Held, Told
from jzledger.exchange.workbook_names import Question, WorkbookNames
from jzledger.exchange.workbook_rows import SheetRows
from jzledger.formats.reading.found import Mapped, ReadProblem, ReadSheet, ReadWorkbook
from jzledger.formats.reading.workbook import read_workbook
from jzledger.ledger import mappings, workbook_sources
from jzledger.ledger.ledger import Ledger
from jzledger.ledger.name_matching import NameBook
from jzledger.ledger.workbook_sources import NOUN
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES
from jzledger.rules.context import Context
from jzledger.rules.file_names import safe_name
from jzledger.rules.proposal import Progress, Proposal, ProposedCell, ProposedRow, silent

_HELD_TABLES = ("projects", "issues", "directives", "milestones", "progress", "leads")
_REPORT_EVERY = 200  # rows
RowKey = tuple[int, int]  # sheet, row: places in `ReadWorkbook.sheets` and `ReadSheet.rows`


@dataclass(frozen=True)
class Choices:
    """What the clerk said. `names`: (noun, written) -> id, "" for a new row; `left_out`: rows that are not taken;

    `theirs`: rows of which the workbook holds where it differs from the ledger.
    """

    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left_out: frozenset[RowKey] = frozenset()
    theirs: frozenset[RowKey] = frozenset()


@dataclass(frozen=True)
class Understood:
    """A workbook as it would go into the ledger. `told`: what became of each row of each sheet."""

    proposal: Proposal
    told: Mapping[RowKey, Told]
    questions: tuple[Question, ...]
    problems: tuple[ReadProblem, ...]

    def counts(self) -> dict[str, int]:
        """Rows by what they would do: new, fills, differs, same; nothing for those that were not understood."""
        found = {"new": 0, "fills": 0, "differs": 0, "same": 0}
        for told in self.told.values():
            if told.drafts:
                found[told.drafts[0].standing()] += 1
        return found


class WorkbookImport:
    """One workbook under review. `read_again` after a heading was corrected, `understand` after a choice."""

    def __init__(
        self,
        ledger: Ledger,
        data: bytes,
        file_name: str,
        context: Context,
        resources: Path,
        progress: Progress = silent,
    ) -> None:
        """Raises AlreadyImported, and what `read_workbook` raises."""
        self.ledger, self.data, self.file_name = ledger, data, safe_name(file_name)
        self.context, self.resources = context, resources
        self.digest = workbook_sources.digest_of(data)
        if ledger.read(workbook_sources.known_workbook, self.digest):
            raise AlreadyImported(
                "这个表格已经导入过，没有再次导入", self.file_name, "改过以后再导入时，只看不同的地方。"
            )
        self.id = new_id()
        self.workbook = self._read(progress)

    def _read(self, progress: Progress) -> ReadWorkbook:
        """Read it, and once more where the headings of one of its sheets were corrected before."""
        first = read(self.data, self.file_name, self.resources, self.context, None, progress)
        said = self.ledger.read(mappings.remembered)
        mapping: dict[str, str | None] = {}
        for sheet in first.sheets:
            mapping.update(said.get(sheet.headings, {}))
        if not mapping:
            return first
        return read(self.data, self.file_name, self.resources, self.context, mapping, progress)

    def correct(self, sheet: ReadSheet, said: Mapping[str, str | None], progress: Progress = silent) -> None:
        """Headings of a sheet stand for other keys: remembered for this header, and read again at once."""
        self.ledger.edit("记住表头对应", mappings.remember_mapping, sheet.headings, said)
        self.workbook = self._read(progress)

    def understand(self, choices: Choices = Choices(), progress: Progress = silent) -> Understood:
        """What the rows mean, held against the ledger as it is now. Raises what `progress` raises."""
        held = _held(self.ledger, self.context)
        days = [sheet.as_of for sheet in self.workbook.sheets if sheet.as_of is not None]
        book: NameBook = self.ledger.read(NameBook, days[0] if days else self.context.today)
        return _Build(self, held, WorkbookNames(book, choices.names), choices).understood(progress)


class _Build:
    """One way through all rows."""

    def __init__(self, source: WorkbookImport, held: Held, names: WorkbookNames, choices: Choices) -> None:
        self.source, self.held, self.names, self.choices = source, held, names, choices
        self.drafts: dict[tuple[str, Any], Draft] = {}
        self.parts: dict[str, ProposedRow] = {}
        self.told: dict[RowKey, Told] = {}

    def understood(self, progress: Progress) -> Understood:
        workbook = self.source.workbook
        problems: list[ReadProblem] = []
        total, done = workbook.rows, 0
        for sheet_no, sheet in enumerate(workbook.sheets):
            problems += sheet.problems
            if sheet.kind is None:
                continue
            rows = SheetRows(sheet, self.held, self.names, self.drafts, self.parts, self.source.context)
            for row_no, row in enumerate(sheet.rows):
                if done % _REPORT_EVERY == 0:
                    progress(done, total, "正在对照台账")
                done += 1
                if (sheet_no, row_no) not in self.choices.left_out:
                    self.told[sheet_no, row_no] = told = rows.read(row)
                    problems += told.problems
        proposal = Proposal(
            NOUN, self.source.id, tuple(self._rows()), tuple(f"{p.at}：{p.message}" for p in problems)
        )
        return Understood(proposal, self.told, tuple(self.names.questions.values()), tuple(problems))

    def _rows(self) -> Iterable[ProposedRow]:
        """The workbook first, then the rows in an order in which links go to rows that are there."""
        made = [row for draft in self.names.drafts() for row in draft.rows()]
        ids = {row.id for row in made}
        # Units and people before the projects and issues that name them.
        others = [draft for draft in self.drafts.values() if draft.id not in ids]
        yield from self._source_rows()
        yield from sorted(made, key=lambda row: row.noun == "project")
        theirs = {
            id(draft) for key in self.choices.theirs & self.told.keys() for draft in self.told[key].drafts
        }
        for draft in sorted(others, key=lambda draft: draft.table.noun != "project"):
            taken = id(draft) in theirs
            yield from (_taken(row) if taken else row for row in draft.rows())
        followed = {draft.id for draft in others if id(draft) in theirs}
        for row in self.parts.values():
            yield _taken(row) if followed & set(row.candidates) else row
        yield from self.names.alias_rows()

    def _source_rows(self) -> Iterable[ProposedRow]:
        source = self.source
        kind, _ = mimetypes.guess_type(source.file_name)
        values = {
            "noun_name": NOUN,
            "row_id": source.id,
            "name": source.file_name,
            "media_type": kind,
            "size": len(source.data),
            "sha256": source.digest,
        }
        yield ProposedRow("attachment", source.id, True, _cells(values))
        if not workbook_sources.is_kept(source.data):
            return
        state = source.ledger.read(workbook_sources.blob_state, source.digest)
        if state is None:
            yield ProposedRow("blob", new_id(), True, _cells({"sha256": source.digest, "data": source.data}))


def _cells(values: Mapping[str, Any]) -> tuple[ProposedCell, ...]:
    return tuple(ProposedCell(key, value) for key, value in values.items() if value is not None)


def _taken(row: ProposedRow) -> ProposedRow:
    """Where it differs, the workbook holds."""
    return replace(
        row, cells=tuple(replace(c, verdict="take") if c.verdict == "ask" else c for c in row.cells)
    )


def _held(ledger: Ledger, context: Context) -> Held:
    """All that rows of a workbook may be held against, by Field key."""
    tables = {}
    for key in _HELD_TABLES:
        fields = [f for f in TABLES[key].fields if f.key not in _COSTLY]
        rows = ledger.rows(TABLES[key], context, fields=fields)
        keys = [f.key for f in fields]
        tables[key] = {row[0]: dict(zip(keys, row[2:], strict=True)) for row in rows}
    return Held(tables, ledger.read(workbook_sources.annual_plans))


# Judged for the day, and never said by a workbook.
_COSTLY = frozenset(
    {"light", "completion_rate", "lead_points", "done_month_yuan", "open_issue", "days_left", "level"}
)


def read(
    data: bytes,
    file_name: str,
    resources: Path,
    context: Context,
    mapping: Mapped | None = None,
    progress: Progress = silent,
) -> ReadWorkbook:
    """The rows of a workbook, without a ledger. Raises FileError, and what `progress` raises."""
    return read_workbook(
        data,
        file_name,
        resources=resources,
        calendar=context.calendar,
        today=context.today,
        mapping=mapping,
        progress=progress,
    )


def propose(
    ledger: Ledger,
    data: bytes,
    file_name: str,
    context: Context,
    resources: Path,
    progress: Progress = silent,
) -> Proposal:
    """What a workbook would write into this ledger, names as they are likely meant and nothing of it agreed."""
    source = WorkbookImport(ledger, data, file_name, context, resources, progress)
    return source.understand(progress=progress).proposal


def adopted(understood: Understood) -> Proposal:
    """What the clerk agreed to by 采用: names as they stand there; where the ledger differs, it keeps its own."""
    return understood.proposal.accepted()
