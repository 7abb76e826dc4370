"""Makes the ledger that stands for a schema version, to be kept as it is: every later program must open it.

    python tests/old_ledgers/make.py

writes v<version>.jzl and v<version>.toml with its totals beside this file. Run once for each version, before its first
release, and never again: a file made by a later program would prove nothing.
"""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.ledger.ledger import Ledger  # noqa: E402
from jzledger.records.base import nouns  # noqa: E402
from jzledger.records.issues import Instruction, IssueUnit, IssueUpdate  # noqa: E402
from jzledger.records.office import (  # noqa: E402
    AuditExplanation,
    Holiday,
    LearnedLayout,
    RememberedMapping,
    SavedView,
)
from jzledger.records.projects import (  # noqa: E402
    ProjectAlias,
    Stage,
    StageTemplate,
    TemplateStep,
    WorkQuantity,
)
from jzledger.records.sources import (  # noqa: E402
    Article,
    Attachment,
    Blob,
    Dispatch,
    Evidence,
    Figure,
)
from jzledger.store.migrations import newest  # noqa: E402
from tests.office import Office, new_ledger  # noqa: E402

HERE = Path(__file__).resolve().parent


def fill(office: Office) -> None:
    """Rows in every table, each with dependants where its table may have some; Steps of every kind."""
    office.unit("云岭市发展和改革委员会", short_name="市发改委", kind="市直部门", aliases="市计委、发改委")
    office.unit("青川区", kind="县区", order_no="1")
    office.unit("青川区发改局", parent="青川区", kind="市直部门")
    office.add("people", name="王芳", phone="0391-0000000", posts="副市长、市重点办主任")
    office.project(
        "云岭产业园", code="9901-2024-001", total_yuan="12亿", levels="省重点、市重点", programmes="三十工程"
    )
    project = office.project(
        "云岭产业园一期",
        parent="云岭产业园",
        county_unit="青川区",
        sponsor="王芳",
        lead_unit="市发改委",
        units="市发改委、青川区",
        total_yuan="3.5亿",
        target_yuan="1.2亿",
        target_text="主体封顶",
        nature="新建",
        status="在建",
        finish_due="2025年6月底前",
    )
    node = office.add("milestones", project="云岭产业园一期", name="主体封顶", due="9月底前")
    for month, done in ((4, "2000万"), (5, "4500万")):
        office.add(
            "progress",
            project="云岭产业园一期",
            year="2024",
            month=str(month),
            done_ytd_yuan=done,
            reported_by="王芳",
        )
    issue = office.issue(
        "二回路供电尚未接通",
        project="云岭产业园一期",
        category="供水供电供气",
        lead_unit="市发改委",
        units="青川区、市发改委",
        due="6月底前",
        progress="已联系供电公司",
    )
    for state in ("已交办", "办理中"):
        office.set("issues", issue, state=state)
    meeting = office.add(
        "meetings", title="第三次调度会", kind="调度会", ordinal="3", held_on="2024-05-29", chair="王芳"
    )
    office.add(
        "leads",
        name="新能源电池线索",
        investor="某公司",
        amount_text="约5亿元",
        amount_yuan="5亿",
        sponsor="王芳",
    )
    (unit,) = [row["id"] for row in office.rows("units") if row["name"] == "青川区"]

    def rest(session: Any) -> None:
        raw = "云岭日报讯 产业园一期开工".encode()
        article = Article(
            id=_id(1), title="开工", sha256="a1", raw=raw, clean_text=raw.decode(), repairs=[{"at": 0}]
        )
        told = Instruction(
            id=_id(2), meeting_id=meeting, project_id=project, text="六月底前通电", speaker_text="王芳"
        )
        stage = Stage(id=_id(3), project_id=project, name="主体施工", start_on=date(2024, 3, 1))
        template = StageTemplate(id=_id(4), name="厂房类", sector="制造业")
        session.add_all([article, told, stage, template, Blob(sha256="b1", data=b"%PDF-1.4")])
        session.flush()
        session.get_one(nouns()["milestone"], node).stage_id = stage.id
        session.get_one(nouns()["issue"], issue).instruction_id = told.id
        session.add_all(
            [
                ProjectAlias(project_id=project, alias="产业园一期", article_id=article.id),
                WorkQuantity(project_id=project, year=2024, month=5, name="桩基", unit_name="根", planned_milli=120_000, done_milli=96_500),
                IssueUnit(issue_id=issue, unit_id=unit, kind="support", order_no=1),
                IssueUpdate(issue_id=issue, kind="supervised", ordinal=1, on_day=date(2024, 6, 1), unit_id=unit),
                Evidence(source_kind="article", source_id=article.id, place="0:12", quote="产业园一期开工", noun_name="project", row_id=project, column_name="name"),
                Figure(article_id=article.id, scope="全市", level="city", kind="investment", count=120, amount_yuan=91_200_000_000, ratio=0.917, period="2024-01/2024-05", year=2024, month=5),
                Attachment(noun_name="project", row_id=project, name="批复.pdf", media_type="application/pdf", size=8, sha256="b1"),
                Dispatch(unit_id=unit, layout="issues", sent_on=date(2024, 6, 3), token="t1", base=b"x\x9c", state="sent"),
                TemplateStep(template_id=template.id, name="基础", days=60, share_per_mille=250, order_no=1),
                Holiday(on_day=date(2024, 6, 10), kind="holiday", name="端午节", source="nation"),
                SavedView(page="workbench", name="急件", state={"light": ["red"]}),
                LearnedLayout(name="本办台账", kind="issues", toml="[layout]"),
                RememberedMapping(header="整改时限", field_key="due"),
                AuditExplanation(rule="sum", rows=[project], reason="口径不同", said_by="王芳"),
            ]
        )  # fmt: skip

    office.ledger.edit("导入", rest)
    # What lies in the bin, with parts; an undo and a redo; a purge.
    gone = office.issue("已作废的问题", project="云岭产业园一期", units="青川区")
    office.set("issues", gone, note="x")
    office.ledger.undo()
    office.ledger.redo()
    purged = office.unit("将被清除的单位")
    office.delete("units", purged)
    office.ledger.empty_bin()
    office.delete("issues", gone)


def _id(number: int) -> str:
    return f"01900000-0000-7000-8000-{number:012}"


def totals(ledger: Ledger) -> dict[str, Any]:
    """What must be the same in whatever version the file is read."""
    office = Office(ledger)
    projects = office.rows("projects")
    return {
        "counts": ledger.counts(),
        "total_yuan": sum(row["total_yuan"] or 0 for row in projects),
        "done_ytd_yuan": sum(row["done_ytd_yuan"] or 0 for row in projects),
        "lights": sorted(str(row["light"]) for row in (*projects, *office.rows("issues"))),
        "names": sorted(row["name"] for row in (*projects, *office.rows("units"), *office.rows("people"))),
        "in_the_bin": sum(row["deleted_at"] is not None for row in office.everything().values()),
        "undo": list(ledger.undo_labels())[:1],
    }


def as_toml(found: dict[str, Any]) -> str:
    def word(value: Any) -> str:
        if isinstance(value, list):
            return f"[{', '.join(word(item) for item in value)}]"
        return str(value) if isinstance(value, int) else '"' + str(value) + '"'

    plain = [f"{key} = {word(value)}" for key, value in found.items() if not isinstance(value, dict)]
    tables = [
        "\n".join([f"\n[{key}]", *(f"{k} = {word(v)}" for k, v in value.items())])
        for key, value in found.items()
        if isinstance(value, dict)
    ]
    return "\n".join([*plain, *tables]) + "\n"


def main() -> None:
    path = HERE / f"v{newest():03}.jzl"
    if path.exists():
        raise SystemExit(f"{path.name} is there and stays as it is")
    with new_ledger(str(path)) as ledger:
        office = Office(ledger)
        fill(office)
        empty = {noun for noun, count in ledger.counts().items() if not count}
        assert not empty, f"no rows in {empty}"
        path.with_suffix(".toml").write_text(as_toml(totals(ledger)), "utf-8")
        ledger.backup(path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)
    # Most tables hold a row or two: small pages keep the file small.
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA page_size=1024")
        raw.execute("VACUUM")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
