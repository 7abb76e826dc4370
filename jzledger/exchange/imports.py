"""Bringing files into a ledger: one Step for each file, what failed is told and changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jzledger.errors import AlreadyImported, Cancelled, FileBroken, LedgerError, NotWritable
from jzledger.exchange import articles_in, workbooks_in
from jzledger.exchange.file_kinds import reads_as_workbook
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES
from jzledger.rules.context import Context
from jzledger.rules.proposal import Progress, Proposal, ProposedRow, silent

# Larger files are no newspaper page; the limit keeps a wrong choice from filling the memory.
LARGEST = 50 * 1024 * 1024
_NO_ROWS = ("attachment", "blob")  # the workbook itself


@dataclass
class ImportReport:
    """What an import did: rows by table, rows left for review, and one problem for each file that was not taken.

    `remarks` tell what was not understood in files that were: a cell of a workbook with its address.
    """

    added: Counter[str] = field(default_factory=Counter)
    merged: Counter[str] = field(default_factory=Counter)
    review: int = 0
    problems: list[LedgerError] = field(default_factory=list)
    changes: list[Changes] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def failed(self) -> bool:
        """Was nothing taken, for reasons other than being here already?"""
        wrong = [problem for problem in self.problems if not isinstance(problem, AlreadyImported)]
        return bool(wrong) and not self.changes and len(wrong) == len(self.problems)


def import_files(
    ledger: Ledger,
    files: Sequence[Path],
    context: Context,
    resources: Path,
    *,
    accept: Callable[[Proposal], Proposal] = Proposal.certain,
    progress: Progress = silent,
) -> ImportReport:
    """Read each file, an article or a workbook by its content, and write what `accept` leaves of its proposal.

    Names of units, projects and people are looked for in the ledger as it is then, so what one file brings the next one
    knows. `resources` holds the word lists. Raises what `progress` raises.
    """
    report = ImportReport()
    for number, path in enumerate(files):
        progress(number, len(files), f"正在读取 {path.name}")
        try:
            data = read_file(path)
            if reads_as_workbook(data, path.name, resources):
                proposal = workbooks_in.propose(ledger, data, path.name, context, resources, progress)
                label = f"导入表格“{path.name}”"
            else:
                proposal = articles_in.propose(ledger, data, path.name, context, resources)
                label = f"导入文章《{_title(proposal) or path.name}》"
            agreed = accept(proposal)
            report.changes.append(ledger.apply(agreed, label, progress, context=context))
            report.remarks += [f"{path.name} {remark}" for remark in proposal.problems]
        except Cancelled:
            raise
        except LedgerError as error:
            report.problems.append(error)
            continue
        report.review += len(proposal.rows) - len(agreed.rows)
        for row in agreed.rows:
            if row.noun in _NO_ROWS:
                continue
            (report.added if row.new else report.merged)[_table_of(row)] += 1
    progress(len(files), len(files), "导入完成")
    return report


def read_file(path: Path) -> bytes:
    """The bytes of a file. Raises FileBroken for one that is missing or too large, NotWritable for one kept shut."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileBroken("文件太大，超过50MB", path.name, "请确认选对了文件。")
        return path.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as error:
        raise FileBroken("找不到这个文件", path.name, "请检查位置后重试。", detail=str(error)) from error
    except OSError as error:
        raise NotWritable("这个文件不允许读取", path.name, "请检查文件的权限。", detail=str(error)) from error


def _title(proposal: Proposal) -> str | None:
    title = next(
        (c.value for row in proposal.rows if row.noun == "article" for c in row.cells if c.key == "title"),
        None,
    )
    return str(title) if title else None


def _table_of(row: ProposedRow) -> str:
    kind = next((cell.value for cell in row.cells if cell.key == "kind"), None)
    if row.noun == "issue":
        return "directives" if kind == "directive" else "issues"
    return next((table.key for table in TABLES.values() if table.noun == row.noun), row.noun)
