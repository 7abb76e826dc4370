"""Invented rows of the invented city 云岭市, and a reader that finds its way by header texts."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jzledger.formats.layout_file import load_layout
from jzledger.formats.paper import Paper, PaperRow
from jzledger.formats.xlsx_write import write_ledger

LAYOUTS = Path(__file__).resolve().parents[2] / "resources" / "layouts"
WAN = 10_000


class Sheet:
    """A written ledger: cells by header text, formulas and stored results."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.stored_book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        self.ws = self.book.worksheets[0]
        self.stored = self.stored_book.worksheets[0]
        self.header = next(row for row in range(1, 10) if self.ws.cell(row, 1).value == "序号")
        self.header_last = next(
            (m.max_row for m in self.ws.merged_cells.ranges if m.bounds[:2] == (1, self.header)), self.header
        )
        self.first = self.header_last + 1
        self.column: dict[str, int] = {}
        for place in range(1, self.ws.max_column + 1):
            leaf = self.ws.cell(self.header_last, place).value or self.ws.cell(self.header, place).value
            self.column.setdefault(str(leaf).replace("\n", ""), place)
        self.ids = self.column["系统编号"]
        self.last_printed = self.ids - 1

    def cell(self, row: int, head: str) -> Any:
        """`row` counts from the first row below the header, from 0."""
        return self.ws.cell(self.first + row, self.column[head])

    def result(self, row: int, head: str) -> Any:
        return self.stored.cell(self.first + row, self.column[head]).value

    def values(self, head: str) -> list[Any]:
        return [self.ws.cell(row, self.column[head]).value for row in self.table()]

    def table(self) -> range:
        """Rows of the table, those of groups and totals included."""
        last = next(
            row for row in range(self.first, 99999) if str(self.ws.cell(row, 1).value).startswith("注：")
        )
        return range(self.first, last)

    def letter(self, head: str) -> str:
        return openpyxl.utils.get_column_letter(self.column[head])

    def merged(self) -> set[str]:
        return {area.coord for area in self.ws.merged_cells.ranges}


@pytest.fixture
def layouts() -> Path:
    """The folder of the project's own layouts."""
    return LAYOUTS


@pytest.fixture
def write() -> Callable[..., Sheet]:
    """Writes a paper and reads it back; a folder other than the project's own may be given."""

    def write(kind: str, paper: Paper, folder: Path = LAYOUTS) -> Sheet:
        out = io.BytesIO()
        write_ledger(load_layout(folder, kind), paper, out)
        return Sheet(out.getvalue())

    return write


@pytest.fixture
def context() -> dict[str, Any]:
    return {
        "city": "云岭市",
        "office": "云岭市重点项目建设办公室",
        "year": 2024,
        "month": 5,
        "as_of": date(2024, 5, 31),
        "scope": "省市",
        "exported_at": datetime(2024, 6, 3, 9, 30),
    }


@pytest.fixture
def issue() -> Callable[..., PaperRow]:
    """An issue; words given replace its own."""
    numbers = iter(range(1, 10_000))

    def make(**values: Any) -> PaperRow:
        own = {
            "name": "云岭轻合金新材料产业园",
            "county_unit": "青川区",
            "title": "厂区二回路供电尚未接通，影响设备调试。",
            "category": "供水供电供气",
            "measures": "供电部门优化接入方案，青川区负责廊道清障。",
            "lead_unit": "市供电公司",
            "unit": "青川区政府",
            "person": "张××",
            "sponsor": "王××",
            "opened_on": date(2024, 2, 5),
            "due": ("2024年6月15日", date(2024, 6, 15)),
            "progress": "一回路已送电。",
            "state": "办理中",
            "light": "green",
        }
        return PaperRow(f"issue-{next(numbers)}", {**own, **values})

    return make


@pytest.fixture
def issue_paper(context: dict[str, Any], issue: Callable[..., PaperRow]) -> Paper:
    """Five issues: on time, overdue, extended, closed, without a day."""
    rows = [
        issue(),
        issue(due=("20240520", date(2024, 5, 20)), light="red"),
        issue(due=("2024.6.20", date(2024, 6, 20)), light="amber", note="原时限2024-05-20，已同意延期"),
        issue(name="云岭至白石高速公路", state="已销号", light="closed", closed_on=date(2024, 3, 26)),
        issue(name="清澜湖水源调蓄工程", due=("待定", None), light="undated", opened_on=None),
    ]
    return Paper(context, rows)


@pytest.fixture
def project() -> Callable[..., PaperRow]:
    """A project with plan and figures; `group` and words given replace its own."""
    numbers = iter(range(1, 10_000))

    def make(group: str | None = "province", **values: Any) -> PaperRow:
        own = {
            "name": "云岭至白石高速公路",
            "county_unit": "白石县",
            "programme": "十大基础设施",
            "nature": "续建",
            "content": "全长46.8公里，双向四车道，设互通立交5处、特大桥2座。",
            "total_yuan": 572_000 * WAN,
            "done_before_yuan": 208_000 * WAN,
            "target_yuan": 150_000 * WAN,
            "target_text": "路基工程全部完成。",
            "done_month_yuan": 11_600 * WAN,
            "done_ytd_yuan": 56_800 * WAN,
            "physical_progress": "路基完成82%。",
            "start_due": date(2022, 11, 1),
            "started_on": date(2023, 2, 18),
            "finish_due": date(2025, 12, 1),
            "open_issue": None,
            "sponsor": "李××",
            "unit": "市交通运输局",
            "person": "赵××",
            "light": "amber",
        }
        return PaperRow(f"project-{next(numbers)}", {**own, **values}, group)

    return make


@pytest.fixture
def project_paper(context: dict[str, Any], project: Callable[..., PaperRow]) -> Paper:
    """Two projects of the province, one of the city without a plan, one on no list."""
    without_plan = dict.fromkeys(("target_yuan", "done_month_yuan", "done_ytd_yuan", "light"))
    rows = [
        project(),
        project(
            total_yuan=386_000 * WAN, target_yuan=96_000 * WAN, done_ytd_yuan=45_300 * WAN, light="green"
        ),
        project("city", nature="前期", **without_plan),
        project(None, done_before_yuan=0),
    ]
    return Paper(context, rows)


@pytest.fixture
def small_layout(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Lays a layout of one's own beside the shared styles; gives the folder. The text replaces [groups], [totals]…"""
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "styles.toml").write_bytes((LAYOUTS / "styles.toml").read_bytes())

    def lay(text: str, name: str = "small") -> Path:
        (folder / f"{name}.toml").write_text(text, "utf-8")
        return folder

    yield lay
