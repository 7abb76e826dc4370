"""A desk to which workbooks come that were read already, and a row of issue that names everything."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest

from jzledger import paths
from jzledger.exchange import workbooks_in
from jzledger.exchange.workbooks_in import Choices, Understood, WorkbookImport, adopted
from jzledger.formats.reading.found import ReadWorkbook
from tests.exchange.sheets import workbook
from tests.office import Office


class Desk:
    """A clerk with workbooks that were read already: `bring` gives one, `take` writes what is agreed."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office, self.monkeypatch = office, monkeypatch
        self.count = 0

    def bring(self, *sheets: Any, data: bytes | None = None, read: Any = None) -> WorkbookImport:
        found = workbook(*sheets)

        def reading(*args: Any, **named: Any) -> ReadWorkbook:
            return found

        self.monkeypatch.setattr(workbooks_in, "read", read or reading)
        self.count += 1
        bytes_of = data if data is not None else f"workbook {self.count}".encode()
        return WorkbookImport(
            self.office.ledger, bytes_of, "台账.xlsx", self.office.context, paths.resources()
        )

    def bring_file(self, lines: Iterable[Sequence[Any]]) -> WorkbookImport:
        """A workbook with one sheet of these lines, read as a file is."""
        book, out = openpyxl.Workbook(), io.BytesIO()
        for line in lines:
            book.active.append(line)
        book.save(out)
        office = self.office
        return WorkbookImport(office.ledger, out.getvalue(), "台账.xlsx", office.context, paths.resources())

    def take(self, source: WorkbookImport, choices: Choices = Choices()) -> Understood:  # noqa: B008
        understood = source.understand(choices)
        self.office.ledger.apply(adopted(understood), "导入表格", context=self.office.context)
        return understood

    def certain(self, source: WorkbookImport) -> None:
        proposal = source.understand().proposal.certain()
        self.office.ledger.apply(proposal, "导入表格", context=self.office.context)


@pytest.fixture
def desk(file_office: Office, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(file_office, monkeypatch)


def counted(office: Office) -> dict[str, int]:
    """Rows of the ledger proper, without what only tells where they came from."""
    counts = office.ledger.counts()
    left_out = ("step", "change", "evidence", "attachment", "blob", "setting", "holiday", "category")
    return {noun: n for noun, n in counts.items() if n and noun not in left_out}


ISSUE: dict[str, Any] = {
    "project": "云杉高端原料药项目",
    "issue": "林地手续未批复",
    "category": "手续",
    "measures": "省市联动",
    "progress": "已报市局",
    "status": "办理中",
    "lead_unit": "市林业局",
    "units": ("青河县", "市自然资源局"),
    "owner": "张建国",
    "sponsor": "李明远",
    "listed_on": date(2024, 3, 1),
    "deadline_text": "6月底前",
    "deadline": date(2024, 6, 30),
    "investment_total_wan": 120000,
}
