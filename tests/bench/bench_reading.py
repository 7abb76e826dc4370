"""How long foreign workbooks take against reading their values alone with calamine; the memory of a 20 MB workbook.

    python tests/bench/bench_reading.py [FILES] [RUNS]

60 invented workbooks of 200 rows and 24 columns. Floor: `load_workbook(...).to_python` of each. Measured in turns
with it: the checked values with their marks (what collecting returned files needs), and the whole reading with
headings, days and money. Printed are the medians and the median of the ratios of neighbours. Memory is the peak of a
process of its own above what it had before. Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import io
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.formats.reading.workbook import read_workbook  # noqa: E402
from jzledger.formats.sheets_read import Workbook  # noqa: E402

RESOURCES = ROOT / "resources"
ON = date(2024, 6, 5)
LEAST_RUNS = 5
HEADINGS = (
    "序号 项目名称 所属县区 存在问题 问题类别 解决措施 牵头单位 责任单位 责任人 联系电话 分包领导 列入时间 完成时限 "
    "总投资（万元） 年度计划投资（万元） 累计完成投资（万元） 形象进度目标 办理进展 办理状态 预警 销号时间 核查人 备注 系统编号"
).split()


def workbook(rows: int, seed: int) -> bytes:
    """Invented issues of the invented city 云岭市, no two texts alike."""
    import xlsxwriter

    any_ = random.Random(seed)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day, text = book.add_format({"num_format": "yyyy-mm-dd", "border": 1}), book.add_format({"border": 1})
    sheet = book.add_worksheet("问题台账")
    sheet.merge_range(0, 0, 0, 23, "云岭市重点项目存在问题台账", text)
    sheet.write_row(1, 0, HEADINGS, text)
    for r in range(2, rows + 2):
        opened = datetime(2024, 1, 1) + timedelta(any_.randrange(150))
        words = "".join(chr(any_.randrange(0x4E00, 0x9000)) for _ in range(18))
        line: list[object] = [
            r - 1, f"云岭第{r // 7}产业园配套基础设施建设项目", "青川区", f"第{r}号厂房{words}尚未接通", "供水供电供气",
            f"供电公司优化方案{words}，{any_.randrange(1, 12)}月中旬前完成架设", "市供电公司", "青川区政府、市发展改革委", "张××",
            "0391-0000000", "王××", opened, f"{any_.randrange(6, 12)}月{any_.randrange(1, 28)}日前", any_.randrange(10**6),
            any_.randrange(10**5), any_.randrange(10**4), "主体封顶", f"杆塔基础完成{r % 18}基，{words[:9]}", "办理中", "●绿",
            None, None, None, f"{seed}-{r:06}",
        ]  # fmt: skip
        for c, value in enumerate(line):
            if isinstance(value, datetime):
                sheet.write_datetime(r, c, value, day)
            elif isinstance(value, int):
                sheet.write_number(r, c, value, text)
            elif value is None:
                sheet.write_blank(r, c, None, text)
            else:
                sheet.write_string(r, c, str(value), text)
    book.close()
    return out.getvalue()


def values_alone(files: list[bytes]) -> None:
    from python_calamine import load_workbook

    for data in files:
        load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def checked_values(files: list[bytes]) -> None:
    for data in files:
        list(Workbook(data, "上报表.xlsx"))


def whole_reading(files: list[bytes]) -> None:
    for data in files:
        read_workbook(data, "上报表.xlsx", resources=RESOURCES, on=ON)


def seconds(work: Callable[[list[bytes]], None], files: list[bytes]) -> float:
    start = time.perf_counter()
    work(files)
    return time.perf_counter() - start


def measure(name: str, work: Callable[[list[bytes]], None], files: list[bytes], runs: int) -> None:
    floors, times = [seconds(values_alone, files)], []
    for _ in range(runs):
        times.append(seconds(work, files))
        floors.append(seconds(values_alone, files))
    ratios = [
        taken / ((before + after) / 2) for taken, (before, after) in zip(times, pairwise(floors), strict=True)
    ]
    print(
        f"{name}: {statistics.median(times):.3f} s, floor {statistics.median(floors):.3f} s, "
        f"ratio {statistics.median(ratios):.2f}"
    )


MEMORY = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
import python_calamine, lxml.etree
from jzledger.formats.reading.workbook import read_workbook

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024

resources = Path({resources!r})
read_workbook(Path({small!r}).read_bytes(), "a.xlsx", resources=resources)
Path("/proc/self/clear_refs").write_text("5")  # forgets the peak of the process that this one came from
before, start = peak(), time.perf_counter()
found = read_workbook(Path({large!r}).read_bytes(), "b.xlsx", resources=resources)
print(f"rows {{found.rows}}, {{time.perf_counter() - start:.1f}} s, peak {{peak() - before:.0f}} MB above {{before:.0f}} MB")
"""


def memory(megabytes: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.xlsx", Path(folder) / "large.xlsx"
        small.write_bytes(workbook(20, 1))
        sample = len(workbook(2_000, 2))
        large.write_bytes(workbook(2_000 * megabytes * 1_000_000 // sample, 3))
        print(f"a workbook of {large.stat().st_size / 1e6:.1f} MB: ", end="", flush=True)
        code = MEMORY.format(root=str(ROOT), resources=str(RESOURCES), small=str(small), large=str(large))
        subprocess.run([sys.executable, "-c", code], check=True)


def main() -> None:
    count, runs = (int(word) for word in (*sys.argv[1:], *("60", str(LEAST_RUNS))[len(sys.argv) - 1 :]))
    files = [workbook(200, seed) for seed in range(count)]
    print(f"{count} workbooks of 200 rows and {len(HEADINGS)} columns, {sum(map(len, files)) / 1e6:.1f} MB")
    for work in (values_alone, checked_values, whole_reading):
        work(files[:3])  # libraries are loaded, words are read
    measure("checked values", checked_values, files, max(runs, LEAST_RUNS))
    measure("whole reading", whole_reading, files, max(runs, LEAST_RUNS))
    memory(20)


if __name__ == "__main__":
    main()
