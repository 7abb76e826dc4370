"""The audit in words: what a column is called, what a kept value says, what a row is known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Date, select
from sqlalchemy.orm import Session

from jzledger.ledger.rows import LABELS, chunks, table_of
from jzledger.records.base import nouns
from jzledger.records.fields import NOUN_TITLES, TABLES
from jzledger.records.kinds import Kind, Link, _Due, _Wan
from jzledger.rules.file_names import size_words

TITLES: Mapping[str, str] = {
    **NOUN_TITLES,
    "annual_plan": "年度计划",
    "attachment": "附件",
    "audit_explanation": "核对说明",
    "blob": "附件内容",
    "category": "问题类别",
    "dispatch": "下发表",
    "evidence": "出处",
    "figure": "公布数",
    "holiday": "节假日",
    "instruction": "指示",
    "issue_unit": "责任单位",
    "issue_update": "办理过程",
    "learned_layout": "版式",
    "listing": "列入工程",
    "post": "职务",
    "project_alias": "项目别名",
    "remembered_mapping": "表头对应",
    "saved_view": "视图",
    "stage": "阶段",
    "stage_template": "阶段模板",
    "template_step": "模板步骤",
    "unit_alias": "单位别名",
    "work_quantity": "实物工作量",
}
UPDATE_KINDS = {
    "assigned": "交办",
    "progress": "进展",
    "extended": "延期",
    "supervised": "督办",
    "closing_requested": "申请销号",
    "verified": "核实",
    "closed": "销号",
    "returned": "退回",
}
ROLE_KINDS = {
    "sponsor": "分包领导",
    "lead": "牵头",
    "responsible": "责任",
    "support": "配合",
    "task_force": "专班",
    "liaison": "联络员",
}
_WORDS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("issue_update", "kind"): UPDATE_KINDS,
    ("issue_unit", "kind"): ROLE_KINDS,
    ("role", "kind"): ROLE_KINDS,
    ("issue", "kind"): {"problem": "存在问题", "directive": "交办事项"},
    ("holiday", "kind"): {"holiday": "放假", "workday": "上班"},
    ("programme", "level"): {"province": "省重点", "city": "市重点", "county": "区县重点"},
}
# Columns that are no Field of a table, or called otherwise there.
_COLUMNS = {
    "alias": "别名", "amount_yuan": "金额", "article_id": "稿件", "baseline_on": "基线", "clean_text": "清洗稿",
    "column_name": "列", "count": "个数", "data": "内容", "days": "天数", "days_before_next": "到下一节点天数",
    "deleted_at": "删除", "done_milli": "完成量", "done_before_yuan": "上年底前累计", "due_on": "时限日期",
    "due_precision": "时限精度", "duty": "分工", "event_text": "事件时间", "file_name": "文件名",
    "finish_due_on": "计划竣工日期", "finish_due_precision": "计划竣工精度", "finish_on": "结束",
    "first_due_on": "原时限", "from_on": "起", "instruction_id": "来自指示", "issue_id": "问题", "key": "键",
    "kind": "种类", "layout": "版式", "level": "级别", "media_type": "文件类型", "meeting_id": "会议",
    "merge_step_id": "合并", "month": "月", "name": "名称", "new_due_on": "新时限", "noun_name": "所属表",
    "on_day": "日期", "order_no": "次序", "ordinal": "第几次", "page": "页面", "parent_id": "上级", "period": "时段",
    "person_id": "人员", "place": "位置", "planned_milli": "计划量", "programme_id": "工程", "project_id": "项目",
    "qualifier": "限定语", "quote": "原句", "ratio": "比率", "raw": "原文", "reader": "读者", "real_finish_on": "实际结束",
    "real_start_on": "实际开始", "reason": "理由", "region_code": "区划代码", "repairs": "修复", "reporter": "记者",
    "returned_on": "收回时间", "row_id": "行", "rows": "行", "rule": "规则", "scope": "范围", "sector": "产业",
    "sent_on": "下发时间", "sha256": "指纹", "share_per_mille": "占比（‰）", "short_name": "简称", "size": "大小",
    "source": "来源", "source_id": "来源", "source_kind": "来源种类", "source_text": "交办来源", "speaker_id": "讲话人",
    "speaker_text": "讲话人", "stage_id": "阶段", "start_due_on": "计划开工日期", "start_due_precision": "计划开工精度",
    "start_on": "开始", "state": "状态", "state_after": "此后状态", "target_text": "年度目标",
    "target_yuan": "年度计划投资", "template_id": "模板", "text": "内容", "title": "标题", "to_on": "止", "token": "标记",
    "unit_id": "单位", "unit_name": "计量单位", "value": "值", "verified_by": "核查人", "verified_text": "核查意见",
    "year": "年", "base": "下发时的内容", "toml": "版式内容", "header": "表头", "field": "列", "words": "表头", "by": "人",
    "sample": "样例", "published_on": "发表时间", "number": "编号", "category": "类别", "opened_on": "列入时间",
    "header_text": "表头文字", "said_by": "说明人", "field_key": "对应的列", "header_key": "表头",
}  # fmt: skip
# Kept for the program, of no use to a reader.
_HIDDEN_ENDS = ("_precision",)
_HIDDEN = frozenset(
    {"id", "sha256", "noun_name", "row_id", "media_type", "source_kind", "token", "base", "sort_key"}
)


@cache
def _fields_of(noun: str) -> Mapping[str, tuple[str, Kind]]:
    """Column -> title and kind, from the tables of this noun."""
    found: dict[str, tuple[str, Kind]] = {}
    for table in TABLES.values():
        for field in table.fields if table.noun == noun else ():
            if isinstance(field.kind, Link):
                found.setdefault(f"{field.key}_id", (field.title, field.kind))
            elif isinstance(field.kind, _Due):
                found.setdefault(f"{field.key}_text", (field.title, Kind()))
            else:
                found.setdefault(field.key, (field.title, field.kind))
    return found


def title_of(noun: str) -> str:
    return TITLES.get(noun, noun)


def column_title(noun: str, column: str) -> str:
    """What a column is called on screen."""
    known = _fields_of(noun).get(column)
    return known[0] if known else _COLUMNS.get(column, column)


def is_told(column: str) -> bool:
    """Does a reader of the audit want to know of this column?"""
    return column not in _HIDDEN and not column.endswith(_HIDDEN_ENDS)


class Names:
    """What rows are called, in the recycle bin, too; asked for in bulk, kept for as long as this lives."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[str, str], str] = {}

    def learn(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Read the names of these (noun, id)."""
        missing: dict[str, set[str]] = defaultdict(set)
        for noun, row_id in wanted:
            if (noun, row_id) not in self._known and noun in nouns():
                missing[noun].add(row_id)
        for noun, ids in missing.items():
            label = _label(noun)
            for part in chunks(ids):
                query = select(table_of(noun).c.id, label).where(table_of(noun).c.id.in_(part))
                self._known.update(((noun, i), str(name or "")) for i, name in self._session.execute(query))

    def of(self, noun: str, row_id: str) -> str:
        """ "" for a row that has no name or is gone."""
        return self._known.get((noun, row_id), "")


def _label(noun: str) -> Any:
    columns = table_of(noun).c
    named = (LABELS.get(noun, "name"), "name", "title", "text", "alias", "key", "quote", "year")
    return next((columns[key] for key in named if key in columns), columns.id)


@cache
def links_of(noun: str) -> Mapping[str, str]:
    """Column -> noun that it links to."""
    return {key.parent.name: key.column.table.name for key in table_of(noun).foreign_keys}


def linked(noun: str, values: Mapping[str, Any] | None) -> Iterable[tuple[str, str]]:
    """Rows that these values link to."""
    for column, target in links_of(noun).items():
        if values and values.get(column):
            yield target, values[column]
    if noun == "evidence" and values and values.get("source_id"):
        kind = values.get("source_kind", "article")
        yield "attachment" if kind == "workbook" else kind, values["source_id"]


def value_words(noun: str, column: str, value: Any, names: Names) -> str:
    """A value of the audit as a clerk knows it; "" for an empty one."""
    if value is None:
        return ""
    if column in links_of(noun):
        return names.of(links_of(noun)[column], value) or "（已清除）"
    if column == "source_id":
        return (
            names.of("article", value) or names.of("meeting", value) or names.of("attachment", value) or "—"
        )
    if (noun, column) in _WORDS:
        return _WORDS[noun, column].get(value, str(value))
    if column in ("state", "state_after"):
        return TABLES["issues"].field("state").kind.show(value) if noun.startswith("issue") else str(value)
    if isinstance(value, dict) and "size" in value:
        return size_words(int(value["size"]))
    if noun == "attachment" and column == "size":
        return size_words(int(value))
    if column in _fields_of(noun):
        kind = _fields_of(noun)[column][1]
        is_date = isinstance(table_of(noun).c[column].type, Date)
        return str(value) if is_date else kind.show(value)
    if column.endswith("_yuan"):
        return _Wan().show(value)
    return str(value) if not isinstance(value, list | dict) else "…"
