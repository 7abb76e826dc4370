"""A ledger of an invented office, large enough to measure: issues with what hangs on them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.records.issues import Issue, IssueUnit, IssueUpdate
from jzledger.records.projects import Project, Role
from jzledger.records.units import Person, Unit
from tests.office import new_ledger


def make(path: Path, issues: int) -> Ledger:
    """`issues` issues under a tenth as many projects, with two units and two updates each."""
    ledger = new_ledger(str(path))
    units = [Unit(id=new_id(), name=f"云岭市第{n}局") for n in range(60)]
    people = [Person(id=new_id(), name=f"张{n}") for n in range(100)]
    projects = [
        Project(id=new_id(), name=f"云岭第{n}产业园", order_no=n, county_unit_id=units[n % 10].id)
        for n in range(max(1, issues // 10))
    ]

    def fill(session: Any) -> None:
        session.add_all([*units, *people, *projects])
        session.add_all(
            Role(project_id=project.id, person_id=people[n % 100].id, kind="sponsor")
            for n, project in enumerate(projects)
        )
        for number in range(issues):
            opened = date(2024, 1, 1) + timedelta(number % 150)
            issue = Issue(
                id=new_id(),
                kind="problem",
                state="in_progress",
                number=f"{number}",
                project_id=projects[number % len(projects)].id,
                title=f"第{number}号厂房二回路供电尚未接通，影响设备调试和试生产。",
                category="供水供电供气",
                measures="供电部门优化接入方案，青川区负责廊道清障。",
                lead_unit_id=units[number % 60].id,
                person_id=people[number % 100].id,
                opened_on=opened,
                due_text="6月底前",
                due_on=date(2024, 6, 30),
                due_precision="month",
                first_due_on=date(2024, 6, 30),
                order_no=number,
            )
            session.add(issue)
            for place in (1, 2):
                unit = units[(number + place) % 60].id
                session.add(IssueUnit(issue_id=issue.id, unit_id=unit, kind="responsible", order_no=place))
                session.add(
                    IssueUpdate(issue_id=issue.id, on_day=opened, kind="progress", text=f"进展{place}")
                )

    ledger.edit("导入", fill)
    return ledger
