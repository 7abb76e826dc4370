"""An invented office whose units have something to fill in: issues, directives, projects with figures; and returns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger import paths
from jzledger.exchange.collect import Collected, collect, look
from jzledger.exchange.dispatch import DispatchReport, dispatch
from jzledger.exchange.merging import FileMerge
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.records.issues import Issue, IssueUnit, IssueUpdate
from jzledger.records.projects import AnnualPlan, MonthlyProgress, Project, Role
from jzledger.records.units import Unit
from jzledger.rules.context import Context
from tests.office import Office

RESOURCES = paths.resources()
LATER = date(2024, 6, 8)


def fill(ledger: Ledger, units: int, issues: int = 4) -> None:
    """`units` units with `issues` issues each (every fourth a directive) and one project with figures up to April."""
    made = [Unit(id=new_id(), name=f"云岭市第{n}局", order_no=n) for n in range(units)]
    projects = [Project(id=new_id(), name=f"云岭第{n}产业园", order_no=n) for n in range(units)]

    def work(session: Any) -> None:
        session.add_all([*made, *projects])
        for n, (unit, project) in enumerate(zip(made, projects, strict=True)):
            session.add(Role(project_id=project.id, unit_id=unit.id, kind="responsible", order_no=1))
            session.add(AnnualPlan(project_id=project.id, year=2024, target_yuan=(n + 1) * 10**8))
            session.add(
                MonthlyProgress(project_id=project.id, year=2024, month=4, done_ytd_yuan=(n + 1) * 10**7)
            )
            for k in range(issues):
                kind = "directive" if k % 4 == 3 else "problem"
                issue = Issue(
                    id=new_id(),
                    kind=kind,
                    state="in_progress",
                    number=f"{n}-{k}",
                    project_id=project.id,
                    title=f"第{n}局第{k}项：二回路供电尚未接通，影响设备调试。",
                    category="供水供电供气",
                    measures="=供电部门优化接入方案",
                    opened_on=date(2024, 3, 1 + k % 20),
                    due_text="6月底前" if k % 2 else "2024-06-30",
                    due_on=date(2024, 6, 30),
                    due_precision="day",
                    first_due_on=date(2024, 6, 30),
                )
                session.add(issue)
                session.add(IssueUnit(issue_id=issue.id, unit_id=unit.id, kind="responsible", order_no=1))
                session.add(
                    IssueUpdate(
                        issue_id=issue.id,
                        on_day=date(2024, 5, 20),
                        kind="progress",
                        text=f"进展{n}-{k}，正在办理",
                    )
                )

    ledger.edit("导入", work)


def send(office: Office, folder: Path, **options: Any) -> DispatchReport:
    return dispatch(office.ledger, folder, office.context, RESOURCES, **options)


@pytest.fixture
def office(file_office: Office) -> Office:
    """Three units with issues, a directive and figures each."""
    fill(file_office.ledger, 3)
    return file_office


@pytest.fixture
def file(office: Office, tmp_path: Path) -> Path:
    """The workbook that went to the first unit."""
    return send(office, tmp_path / "下发").sent[0].file


def context(office: Office) -> Context:
    """Of a later day than the dispatch."""
    return office.ledger.context(LATER)


def told(office: Office, file: Path) -> FileMerge:
    """What a returned workbook would change."""
    return look(office.ledger, file, context(office), RESOURCES)


def take(office: Office, *files: Path, **options: Any) -> list[Collected]:
    return collect(office.ledger, files, context(office), RESOURCES, **options)


def take_one(office: Office, file: Path, **options: Any) -> Collected:
    (done,) = take(office, file, **options)
    assert done.error is None, done.error
    return done


def merge_of(done: Collected) -> FileMerge:
    assert done.merge is not None
    return done.merge


def edit(file: Path, change: Callable[[Any], object], target: Path | None = None) -> Path:
    """What a unit does to its workbook before it sends it back."""
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(target or file)
    return target or file


def put(sheet: Any, row: int, head: str, value: Any) -> str:
    """Type into a cell; gives its address."""
    cell = sheet.cell(row, heads(sheet)[head])
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of =1+1
    return f"{sheet.title}!{cell.coordinate}"


def typed(file: Path, **cells: Any) -> Path:
    """Type into the first issue of a workbook: heading -> value."""

    def change(book: Any) -> None:
        sheet = book["问题"]
        for head, value in cells.items():
            put(sheet, first_row(sheet), head, value)

    return edit(file, change)


def heads(sheet: Any) -> dict[str, int]:
    """Heading -> column of a sheet, from 1; of the lower row where there are two."""
    row = next(cell.row for cell in sheet["A"] if cell.value == "序号")
    found: dict[str, int] = {}
    lower = (row + 1,) if sheet.cell(row + 1, 1).value is None else ()
    for line in (row, *lower):
        for cell in sheet[line]:
            if isinstance(cell.value, str):
                found["".join(cell.value.split())] = cell.column
    return found


def first_row(sheet: Any) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == 1)


def row_ids(sheet: Any) -> list[str]:
    column = heads(sheet)["系统编号"]
    return [sheet.cell(row, column).value for row in range(first_row(sheet), sheet.max_row + 1)]


def first_issue(file: Path) -> str:
    return row_ids(openpyxl.load_workbook(file)["问题"])[0]
