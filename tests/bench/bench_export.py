"""How long an export takes against a bare XlsxWriter program that writes the same cells.

    python tests/bench/bench_export.py [ROWS] [RUNS]

The floor knows every cell, format, merge and height beforehand and only writes them. Both run in turns, the floor
before and after each export; printed are the medians and the median of the ratios of neighbours, which a busy
machine disturbs least. Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import xlsxwriter  # noqa: E402
from xlsxwriter.worksheet import Worksheet  # noqa: E402

from jzledger.formats.layout import Layout  # noqa: E402
from jzledger.formats.layout_file import load_layout  # noqa: E402
from jzledger.formats.paper import Paper, PaperRow  # noqa: E402
from jzledger.formats.styles import WORKBOOK_OPTIONS  # noqa: E402
from jzledger.formats.xlsx_write import write_ledger  # noqa: E402

FORMAT_KEYS = (
    "font_name font_size font_family font_charset font_color bold text_h_align text_v_align text_wrap num_format "
    "pattern bg_color left right top bottom".split()
)
WRITERS = ("write_string", "write_number", "write_blank", "write_formula")
LEAST_RUNS = 5
Call = tuple[str, tuple[Any, ...]]


def issues(count: int) -> list[PaperRow]:
    """Invented issues of the invented city 云岭市."""
    lights = ("red", "amber", "green", "closed", None)
    states = ("待交办", "办理中", "待核查", "已销号", "长期推进")
    rows = []
    for number in range(count):
        opened = date(2024, 1, 1) + timedelta(number % 150)
        values = {
            "name": f"云岭第{number // 7}产业园配套基础设施建设项目",
            "county_unit": "青川区",
            "title": f"第{number}号厂房二回路供电尚未接通，影响设备调试和试生产，需供电部门优化接入方案。"
            * (1 + number % 2),
            "category": "供水供电供气",
            "measures": f"供电部门优化接入方案，青川区负责廊道清障，{number % 12 + 1}月中旬前完成二回路架设。",
            "lead_unit": "市供电公司",
            "unit": "青川区政府、市发展改革委",
            "person": "张××",
            "sponsor": "王××",
            "opened_on": opened,
            "due": ("6月底前", date(2024, 6, 30)) if number % 3 else ("2024年6月15日", date(2024, 6, 15)),
            "progress": f"一回路已送电；二回路杆塔基础完成18基中的{number % 18}基，剩余部分正在协调占地补偿。",
            "state": states[number % 5],
            "light": lights[number % 5],
            "closed_on": opened if number % 5 == 3 else None,
            "note": None,
        }
        rows.append(PaperRow(f"0190-{number:06}", values))
    return rows


def projects(count: int) -> list[PaperRow]:
    """Invented projects, with formulas in every row."""
    levels = ("province", "city", "county")
    rows = []
    for number in range(count):
        plan = (number % 9) * 10_000_000
        values = {
            "name": f"云岭第{number}号重点工程",
            "county_unit": "白石县",
            "programme": "十大基础设施",
            "nature": "续建",
            "content": f"全长{number}.8公里，双向四车道，设互通立交5处、特大桥2座，配套建设管养设施。",
            "total_yuan": 5_720_000_000 + number * 10_000,
            "done_before_yuan": 2_080_000_000,
            "target_yuan": plan or None,
            "target_text": "路基工程全部完成，桥梁下部结构完成90%。",
            "done_month_yuan": plan // 10 or None,
            "done_ytd_yuan": plan // 2 or None,
            "physical_progress": "路基完成82%，桥梁下部结构完成64%。",
            "start_due": date(2022, 11, 1),
            "started_on": date(2023, 2, 1),
            "finish_due": date(2025, 12, 1),
            "open_issue": "3户房屋征收补偿未达成协议等2项。",
            "sponsor": "李××",
            "unit": "市交通运输局",
            "person": "赵××",
            "light": "green" if plan else None,
            "note": None,
        }
        rows.append(PaperRow(f"0191-{number:06}", values, levels[number * 3 // count]))
    return rows


def paper(rows: list[PaperRow]) -> Paper:
    context = {
        "city": "云岭市",
        "office": "云岭市重点项目建设办公室",
        "year": 2024,
        "month": 5,
        "as_of": date(2024, 5, 31),
        "scope": "省市",
        "exported_at": datetime(2024, 5, 31, 9),
    }
    return Paper(context, rows)


class Recorder:
    """Listens to an export and keeps its calls, so that the floor can repeat them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.depth = 0

    def listen(self, name: str) -> Callable[..., Any]:
        original = getattr(Worksheet, name)

        def heard(sheet: Worksheet, *arguments: Any) -> Any:
            if not self.depth:
                self.calls.append((name, arguments))
            self.depth += 1
            try:
                return original(sheet, *arguments)
            finally:
                self.depth -= 1

        return heard


def record(layout: Layout, what: Paper) -> list[Call]:
    """Cells, merges, heights and widths of one export, in order."""
    names = (*WRITERS, "merge_range", "set_row_pixels", "set_column_pixels")
    recorder = Recorder()
    originals = {name: getattr(Worksheet, name) for name in names}
    for name in names:
        setattr(Worksheet, name, recorder.listen(name))
    try:
        write_ledger(layout, what, io.BytesIO())
    finally:
        for name, original in originals.items():
            setattr(Worksheet, name, original)
    return recorder.calls


class Floor:
    """The bare program: the same formats, cells, merges, heights and widths, all known beforehand."""

    def __init__(self, calls: list[Call]) -> None:
        used = {id(value): value for _, arguments in calls for value in arguments if is_format(value)}
        places = {key: place for place, key in enumerate(used)}
        self.looks = [{key: getattr(made, key) for key in FORMAT_KEYS} for made in used.values()]
        cells = [call for call in calls if call[0] in WRITERS and call[0] != "write_formula"]
        self.cells = [
            (name, row, column, value, places[id(look)]) for name, (row, column, value, look) in cells
        ]
        formulas = [arguments for name, arguments in calls if name == "write_formula"]
        self.formulas = [(*arguments[:3], places[id(arguments[3])], arguments[4]) for arguments in formulas]
        merges = [arguments for name, arguments in calls if name == "merge_range"]
        self.merges = [(*arguments[:5], places[id(arguments[5])]) for arguments in merges]
        self.heights = [arguments for name, arguments in calls if name == "set_row_pixels"]
        self.widths = [arguments for name, arguments in calls if name == "set_column_pixels"]

    def write(self) -> None:
        book = xlsxwriter.Workbook(io.BytesIO(), dict(WORKBOOK_OPTIONS))
        sheet = book.add_worksheet()
        formats = [book.add_format() for _ in self.looks]
        for made, look in zip(formats, self.looks, strict=True):
            for key, value in look.items():
                setattr(made, key, value)
        for width in self.widths:
            sheet.set_column_pixels(*width)
        for *area, place in self.merges:
            sheet.merge_range(*area, formats[place])
        writers = {name: getattr(sheet, name) for name in WRITERS}
        for name, row, column, value, place in self.cells:
            writers[name](row, column, value, formats[place])
        for row, column, formula, place, result in self.formulas:
            sheet.write_formula(row, column, formula, formats[place], result)
        for height in self.heights:
            sheet.set_row_pixels(*height)
        book.close()


def is_format(value: object) -> bool:
    return type(value).__name__ == "Format"


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(rows: int = 3000, runs: int = 7) -> None:
    for kind, make in (("issues", issues), ("projects", projects)):
        layout, what = load_layout(ROOT / "resources" / "layouts", kind), paper(make(rows))
        bare_program = Floor(record(layout, what))
        ours, floor = [], [seconds(bare_program.write)]
        for _ in range(max(LEAST_RUNS, runs)):
            ours.append(seconds(partial(write_ledger, layout, what, io.BytesIO())))
            floor.append(seconds(bare_program.write))
        ratios = [2 * own / sum(pair) for own, pair in zip(ours, pairwise(floor), strict=True)]
        export, bare, ratio = (statistics.median(figures) for figures in (ours, floor, ratios))
        print(f"{kind}: {rows} rows, export {export:.2f} s, bare {bare:.2f} s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
