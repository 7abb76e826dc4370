"""How long an export takes against a bare XlsxWriter program that writes the same cells.

    python tests/bench/bench_export.py [ROWS] [RUNS]

First inside one process, then as whole processes: `jzledger export` of a ledger with so many issues against a program
that does nothing but load the cells and write them.

The floor knows every cell, format, merge and height beforehand and only writes them. Both run in turns, the floor
before and after each export; printed are the medians and the median of the ratios of neighbours, which a busy
machine disturbs least. Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import io
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from xlsxwriter.worksheet import Worksheet  # noqa: E402

from jzledger.exchange.export import make_paper, with_period  # noqa: E402
from jzledger.formats.layout import Layout  # noqa: E402
from jzledger.formats.layout_file import load_layout  # noqa: E402
from jzledger.formats.paper import Paper, PaperRow  # noqa: E402
from jzledger.formats.xlsx_write import write_ledger  # noqa: E402
from jzledger.records.base import new_id  # noqa: E402
from jzledger.records.issues import Issue  # noqa: E402
from jzledger.records.projects import AnnualPlan, MonthlyProgress, Project, Role  # noqa: E402
from jzledger.records.units import Person, Unit  # noqa: E402
from tests.bench.floor import WRITERS, Call, Floor  # noqa: E402
from tests.office import new_ledger  # noqa: E402

LEAST_RUNS = 5


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


BARE = """
import pickle, sys
sys.path[:0] = [{root!r}]
from tests.bench.floor import Floor
floor = pickle.load(open(sys.argv[1], "rb"))
open(sys.argv[2], "wb").write(floor.write())
"""


def processes(rows: int, runs: int) -> None:
    """The whole command against a bare program that writes the very cells of its workbook."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ledger = new_ledger(str(folder / "云岭.jzl"))
        ledger.edit("导入", fill_projects, rows)
        layout = load_layout(ROOT / "resources" / "layouts", "projects")
        what = make_paper(ledger, layout, with_period(ledger, ledger.context(date(2024, 5, 31))), [])
        ledger.close()
        (folder / "cells").write_bytes(pickle.dumps(Floor(record(layout, what))))
        bare = [
            sys.executable,
            "-c",
            BARE.format(root=str(ROOT)),
            str(folder / "cells"),
            str(folder / "b.xlsx"),
        ]
        ours = [sys.executable, str(ROOT / "main.py"), "export", str(folder / "云岭.jzl"), "projects"]
        ours += [str(folder / "a.xlsx"), "--on", "2024-05-31"]
        show(f"whole processes: {rows} projects", *in_turns(partial(run, ours), partial(run, bare), runs))


def fill_projects(session: Any, count: int) -> None:
    """The invented projects of above as rows of a ledger, with plans, figures and people."""
    units = [Unit(id=new_id(), name=f"云岭市第{n}局") for n in range(60)]
    people = [Person(id=new_id(), name=f"张{n}") for n in range(100)]
    session.add_all([*units, *people])
    for number, row in enumerate(projects(count)):
        held, key = row.values, new_id()
        session.add(
            Project(
                id=key,
                name=held["name"],
                order_no=number,
                nature="carried_over",
                content=held["content"],
                total_yuan=held["total_yuan"],
                county_unit_id=units[number % 10].id,
                started_on=held["started_on"],
                start_due_text="2022年11月1日",
                start_due_on=held["start_due"],
                finish_due_text="2025年12月1日",
                finish_due_on=held["finish_due"],
            )
        )
        plan = {"target_text": held["target_text"], "done_before_yuan": held["done_before_yuan"]}
        session.add(AnnualPlan(project_id=key, year=2024, target_yuan=held["target_yuan"], **plan))
        done = {"done_ytd_yuan": held["done_ytd_yuan"], "physical_progress": held["physical_progress"]}
        session.add(MonthlyProgress(project_id=key, year=2024, month=5, **done))
        session.add(Role(project_id=key, person_id=people[number % 100].id, kind="sponsor"))
        session.add(Role(project_id=key, unit_id=units[number % 60].id, kind="responsible"))
        session.add(Role(project_id=key, person_id=people[number % 90].id, kind="responsible"))
        title, opened = "3户房屋征收补偿未达成协议等2项。", date(2024, 3, 1)
        session.add(Issue(project_id=key, kind="problem", state="in_progress", title=title, opened_on=opened))


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def in_turns(
    ours: Callable[[], object], floor: Callable[[], object], runs: int
) -> tuple[float, float, float]:
    """Medians of both, and of the ratios to the floor's runs before and after."""
    own, bare = [], [seconds(floor)]
    for _ in range(max(LEAST_RUNS, runs)):
        own.append(seconds(ours))
        bare.append(seconds(floor))
    ratios = [2 * each / sum(pair) for each, pair in zip(own, pairwise(bare), strict=True)]
    return statistics.median(own), statistics.median(bare), statistics.median(ratios)


def show(what: str, export: float, bare: float, ratio: float) -> None:
    print(f"{what}: export {export:.2f} s, bare {bare:.2f} s, ratio {ratio:.2f}", flush=True)


def main(rows: int = 3000, runs: int = 7) -> None:
    for kind, make_rows in (("issues", issues), ("projects", projects)):
        layout, what = load_layout(ROOT / "resources" / "layouts", kind), paper(make_rows(rows))
        floor = Floor(record(layout, what))
        export = partial(write_ledger, layout, what, io.BytesIO())
        columns = len(layout.columns) + 1
        show(f"one process: {rows} {kind} x {columns} columns", *in_turns(export, floor.write, runs))
    processes(rows, runs)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
