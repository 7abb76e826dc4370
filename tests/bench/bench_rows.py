"""How long it takes to read 10,000 issues as the window shows them, against a raw sqlite3 fetch of the same columns.

    python tests/bench/bench_rows.py [ISSUES] [RUNS]

The floor fetches, by hand-written SQL, the columns of the issues and of every side table that the shown Fields need,
and does nothing with them. Both run in turns; the median of the ratios of neighbouring runs is printed. Not collected
by pytest: its name begins with bench_.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.ledger.ledger import Ledger  # noqa: E402
from jzledger.records.base import new_id  # noqa: E402
from jzledger.records.fields import TABLES  # noqa: E402
from jzledger.records.issues import Issue, IssueUnit, IssueUpdate  # noqa: E402
from jzledger.records.projects import Project, Role  # noqa: E402
from jzledger.records.units import Person, Unit  # noqa: E402
from tests.office import TODAY, new_ledger  # noqa: E402

# The columns of the issue table in the window (ui/pages/issue_pane.py).
SHOWN = (
    "light project category title units person due days_left state progress outcome closed_on measures need lead_unit "
    "sponsor opened_on note"
).split()
FLOOR = (
    "SELECT i.id, i.version, i.project_id, i.category, i.title, i.person_id, i.due_text, i.due_on, i.due_precision,"
    " i.first_due_on, i.state, i.outcome, i.closed_on, i.measures, i.need, i.lead_unit_id, i.opened_on, i.note"
    " FROM issue i LEFT JOIN project p ON p.id = i.project_id WHERE i.deleted_at IS NULL AND i.kind = 'problem'"
    " ORDER BY p.order_no, p.id, i.order_no, i.opened_on, i.id",
    "SELECT issue_id, unit_id FROM issue_unit WHERE deleted_at IS NULL AND kind = 'responsible'"
    " ORDER BY order_no, id",
    "SELECT issue_id, kind, on_day, text, verified_by, verified_text FROM issue_update WHERE deleted_at IS NULL"
    " ORDER BY on_day, id",
    "SELECT project_id, person_id FROM role WHERE deleted_at IS NULL AND kind = 'sponsor' ORDER BY order_no, id",
    "SELECT id, name FROM project",
    "SELECT id, name FROM unit",
    "SELECT id, name FROM person",
)


def fill(ledger: Ledger, count: int) -> None:
    """500 projects with sponsors, 60 units, and issues with a unit and an update each, all invented."""

    def write(session) -> None:  # type: ignore[no-untyped-def]
        units = [Unit(id=new_id(), name=f"云岭市第{n}局") for n in range(60)]
        people = [Person(id=new_id(), name=f"张{n}") for n in range(100)]
        projects = [Project(id=new_id(), name=f"云岭{n}号产业园", order_no=n) for n in range(500)]
        session.add_all([*units, *people, *projects])
        session.add_all(
            Role(project_id=p.id, person_id=people[n % 100].id, kind="sponsor")
            for n, p in enumerate(projects)
        )
        for n in range(count):
            due = TODAY + timedelta(n % 90 - 30)
            issue = Issue(
                id=new_id(),
                kind="problem",
                state="in_progress",
                project_id=projects[n % 500].id,
                title=f"第{n}件：110千伏专线走廊树障未清理，影响架线进度",
                category="供水供电供气",
                measures="供电部门优化接入方案，属地负责清障",
                person_id=people[n % 100].id,
                lead_unit_id=units[n % 60].id,
                due_text=due.isoformat(),
                due_on=due,
                due_precision="day",
                first_due_on=due,
                opened_on=date(2024, 3, 1),
            )
            session.add(issue)
            session.add(
                IssueUnit(issue_id=issue.id, unit_id=units[n % 60].id, kind="responsible", order_no=1)
            )
            session.add(IssueUpdate(issue_id=issue.id, on_day=TODAY, kind="progress", text="已联系供电公司"))

    ledger.edit("备料", write)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "云岭.jzl"
        with new_ledger(str(path)) as ledger:
            fill(ledger, count)
            fields = [TABLES["issues"].field(key) for key in SHOWN]
            context = ledger.context(TODAY)
            raw = sqlite3.connect(path)
            floors, ours = [], []
            for turn in range(runs + 1):
                begin = time.perf_counter()
                fetched = [raw.execute(statement).fetchall() for statement in FLOOR]
                middle = time.perf_counter()
                rows = ledger.rows(TABLES["issues"], context, fields=fields)
                end = time.perf_counter()
                assert len(rows) == len(fetched[0]) == count
                if turn:
                    floors.append(middle - begin)
                    ours.append(end - middle)
            raw.close()
    ratio = statistics.median(our / floor for our, floor in zip(ours, floors, strict=True))
    print(
        f"{count} issues x {len(SHOWN)} columns, {runs} interleaved runs: raw sqlite3 {statistics.median(floors) * 1000:.0f} ms,"
        f" Ledger.rows {statistics.median(ours) * 1000:.0f} ms, ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()
