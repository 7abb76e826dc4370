"""Whatever the rows of a workbook say: it goes in or is told, one undo takes it back, and again it adds nothing."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jzledger.ledger.ledger import Ledger
from tests.exchange.sheets import row, sheet
from tests.exchange.workbook_desk import Desk, counted
from tests.ledgers import fresh_file
from tests.office import Office

TEXTS = st.sampled_from(
    [
        "林地手续未批",
        "林地手续未批复",
        "三户未签约",
        "=1+1",
        "\u200b",
        "甲\n乙",
        "无",
        "-",
        "x" * 300,
        "‮倒写",
        "'引号",
    ]
)
NAMES = st.sampled_from(
    [
        "市林业局",
        "云岭市林业局",
        "林业局",
        "青河县",
        "青河县林业局",
        "县林业局",
        "（）",
        "由市林业局牵头。",
        "局" * 60,
    ]
)
PEOPLE = st.sampled_from(
    ["郑远", "郑 远", "郑局长", "郑远、陈朔", "郑远13800000000", "（", "各科室负责人和有关同志若干人等"]
)
DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
WAN = st.one_of(st.none(), st.floats(0, 1e9, allow_nan=False), st.integers(0, 10**9))
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "project": st.sampled_from(["甲园", "甲园项目", "甲园二期", "“乙”园", "（）", "丙" * 80]),
        "issue": TEXTS,
        "category": TEXTS,
        "measures": TEXTS,
        "progress": TEXTS,
        "status": st.sampled_from(["已办结", "未办结", "是", "否", "长期", "在建", "红", "部分完成"]),
        "lead_unit": NAMES,
        "units": st.lists(NAMES, max_size=3).map(tuple),
        "owner": PEOPLE,
        "sponsor": PEOPLE,
        "listed_on": DAYS,
        "deadline_text": st.sampled_from(["6月底前", "尽快", "2024-13-45", "长期", "6.30"]),
        "deadline": DAYS,
        "investment_total_wan": WAN,
        "plan_wan": WAN,
        "completed_wan": WAN,
        "investor": TEXTS,
        "stage": TEXTS,
        "amount_wan": WAN,
    },
)
KINDS = st.sampled_from("issues projects directives closed schedule investment leads meeting".split())


@given(st.lists(VALUES, min_size=1, max_size=4), KINDS, DAYS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_go_in_come_back_and_add_nothing_the_second_time(
    rows: list[dict[str, Any]], kind: str, as_of: date | None
):
    made = [row(n, **values) for n, values in enumerate(rows, 5)]
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(fresh_file(Path(folder)), by="王芳") as ledger,
        pytest.MonkeyPatch.context() as patch,
    ):
        office = Office(ledger)
        office.unit("云岭市林业和草原局")
        desk, empty = Desk(office, patch), office.living()
        first = desk.take(desk.bring(sheet(*made, kind=kind, as_of=as_of)))
        for key, told in first.told.items():
            assert told.drafts or told.problems, "a row that gave nothing is told"
            assert key[1] < len(rows)
        after = office.living()
        ledger.undo()
        assert office.living() == empty
        ledger.redo()
        assert office.living() == after
        before = counted(office)
        again = desk.take(desk.bring(sheet(*made, kind=kind, as_of=as_of)))
        assert counted(office) == before, again.proposal.rows
