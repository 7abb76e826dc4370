"""Field: a column, described once, for table, record form, export, import, search and help.

`TABLES` names the tables that window and command line show (`cli.md`). Where a Field's value is no column of its
noun, `ledger.computed` reads it and `ledger.writers` writes it, if it can be written at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jzledger.errors import Missing
from jzledger.records import kinds
from jzledger.records.kinds import (
    DATE,
    DAYS,
    DUE,
    LIGHT,
    LONG,
    MONTH,
    NAMED,
    PERCENT,
    POINTS,
    STATE,
    TEXT,
    WAN,
    WHOLE,
    YEAR,
    Choice,
    Kind,
    Link,
    Links,
)

UNIT = Link(noun="unit")
UNITS = Links(noun="unit")
PERSON = Link(noun="person")
PROJECT = Link(noun="project", grows=False)
NATURE = Choice(words={"new": "新建", "carried_over": "续建", "preparatory": "前期"})
STATUS = Choice(
    words={
        "planned": "谋划",
        "signed": "签约",
        "under_construction": "在建",
        "completed": "竣工",
        "commissioned": "投产",
        "halted": "停工",
    }
)
MEETING_KIND = Choice(words={"coordination": "调度会", "weekly": "周例会", "tour": "观摩", "visit": "调研"})
UNIT_KIND = Choice(
    words={
        "county": "县区",
        "bureau": "市直部门",
        "town": "乡镇街道",
        "company": "企业",
        "platform": "平台公司",
    }
)
LEAD_STAGE = Choice(words={word: word for word in ("线索", "洽谈", "考察", "签约", "落地", "搁置")})
ISSUE_KIND = Choice(words={"problem": "存在问题", "directive": "交办事项"})


@dataclass(frozen=True)
class Field:
    """One column of a table. `listed`: printed by `jzledger rows`; the others serve window and paper only."""

    key: str
    title: str
    kind: Kind = TEXT
    width: int = 12  # in characters of half a 汉字
    editable: bool = True
    required: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    search: bool = False
    listed: bool = True
    group: str = ""  # the heading above this one and its neighbours of the same group, as on paper


Fields = Sequence[Field]


@dataclass(frozen=True)
class Table:
    """Rows of one noun, narrowed by `where` (column -> value), with its Fields in order."""

    key: str
    noun: str
    title: str
    fields: tuple[Field, ...]
    where: Mapping[str, Any] = field(default_factory=dict)

    def field(self, key: str, width: int | None = None) -> Field:
        """The Field of a key, with another width where one is given. Raises Missing for a key of another table."""
        for candidate in self.fields:
            if candidate.key == key:
                return candidate if width is None else replace(candidate, width=width)
        known = "、".join(f.key for f in self.fields if f.editable)
        raise Missing(f"{self.title}没有“{key}”这一列", "", f"可以填的列：{known}")


def _computed(key: str, title: str, kind: Kind, width: int = 10, **options: Any) -> Field:
    return Field(key, title, kind, width, editable=False, **options)


_PLACES = (
    "建设地点",
    "所属县区",
    "县区",
    "区县",
    "县市区",
    "县(市、区)",
    "所在县区",
    "所在地",
    "辖区",
    "项目属地",
)

PROJECT_FIELDS = (
    Field("order_no", "序号", WHOLE, 6, help="手工排定的次序，即正式名单上的次序"),
    Field("code", "项目代码", TEXT, 14),
    Field("name", "项目名称", TEXT, 26, required=True, search=True, aliases=("项目", "工程名称")),
    Field("short_name", "简称", TEXT, 12, search=True),
    Field("parent", "上级项目", PROJECT, 18),
    Field("owner_unit", "建设单位", UNIT, 16, aliases=("业主", "项目单位", "业主单位")),
    Field("county_unit", "属地", UNIT, 10, aliases=_PLACES),
    Field("levels", "层级", Links(noun="programme"), 10, help="省重点、市重点、区县重点，可以同时有几个"),
    Field("programmes", "所属工程", Links(noun="programme"), 14),
    Field("sector", "所属产业", NAMED, 10),
    Field("nature", "建设性质", NATURE, 8),
    Field("content", "建设规模及主要内容", LONG, 30, aliases=("建设内容", "主要建设内容")),
    Field("status", "项目状态", STATUS, 8),
    Field("sponsor", "分包领导", PERSON, 10, aliases=("包联领导", "联系领导"), group="责任落实"),
    Field("lead_unit", "牵头单位", UNIT, 14, group="责任落实"),
    Field("units", "责任单位", UNITS, 18, group="责任落实"),
    Field("person", "责任人", PERSON, 10, group="责任落实"),
    Field("total_yuan", "总投资", WAN, 12, help="单位万元，可以写 1.2亿、3500万"),
    Field("done_before_yuan", "上年底前累计", WAN, 12),
    Field("target_yuan", "年度计划投资", WAN, 12),
    Field("target_text", "年度目标", LONG, 20),
    _computed("done_month_yuan", "本月完成", WAN, 11),
    _computed("done_ytd_yuan", "累计完成", WAN, 11),
    _computed("completion_rate", "年度完成率", PERCENT, 12),
    _computed("lead_points", "超欠", POINTS, 8, help="完成率减序时进度，单位百分点"),
    _computed("physical_progress", "形象进度", LONG, 24),
    Field("work_in_place", "实物工作量", LONG, 16),
    Field("signed_on", "签约", DATE, 12),
    Field("started_on", "开工", DATE, 12, aliases=("实际开工",), group="时间节点"),
    Field("completed_on", "竣工", DATE, 12),
    Field("commissioned_on", "投产", DATE, 12),
    Field("start_due", "计划开工", DUE, 12, group="时间节点"),
    Field("finish_due", "计划竣工", DUE, 12, group="时间节点"),
    _computed("light", "状态", LIGHT, 11, help="最急的未销号问题或节点"),
    Field("note", "备注", LONG, 16),
    _computed("open_issue", "存在问题", LONG, 20, listed=False),
    _computed("level", "级别", TEXT, 8, listed=False),
)

_ISSUE_FIELDS = (
    Field("order_no", "序号", WHOLE, 6, help="手工排定的次序"),
    Field("number", "编号", TEXT, 12, search=True),
    Field("project", "所属项目", PROJECT, 20, aliases=("项目名称", "项目")),
    Field("category", "类别", NAMED, 13, aliases=("问题类别",)),
    Field(
        "title", "存在问题", LONG, 30, required=True, search=True, aliases=("问题", "堵点难点", "主要问题")
    ),
    Field("measures", "解决措施", LONG, 26, aliases=("措施", "下步措施")),
    Field("need", "需协调事项", LONG, 20),
    Field("lead_unit", "牵头单位", UNIT, 14, group="责任落实"),
    Field("units", "责任单位", UNITS, 16, aliases=("承办单位",), group="责任落实"),
    Field("person", "责任人", PERSON, 9, group="责任落实"),
    _computed("sponsor", "分包领导", PERSON, 10, group="责任落实"),
    Field("opened_on", "列入时间", DATE, 12, aliases=("交办时间",)),
    Field(
        "due",
        "完成时限",
        DUE,
        14,
        aliases=("时限", "办结时限", "整改时限"),
        help="6.30、6月底前、10个工作日内、长期",
    ),
    Field("state", "办理状态", STATE, 10, group="办理情况"),
    _computed("light", "状态", LIGHT, 11, help="按完成时限和办理状态判定", group="办理情况"),
    Field("progress", "办理进展", LONG, 26, aliases=("进展情况", "进展"), group="办理情况"),
    Field("outcome", "办理结果", LONG, 20, group="办理情况"),
    _computed("verified_by", "核查人", TEXT, 9),
    _computed("verified_text", "核查意见", LONG, 16),
    Field("closed_on", "销号时间", DATE, 12, editable=False, group="办理情况"),
    Field("note", "备注", LONG, 16),
    _computed("days_left", "剩余", DAYS, 9, listed=False, help="离完成时限的天数"),
    _computed("county_unit", "所属县区", UNIT, 10, listed=False),
    _computed("first_due_on", "原时限", DATE, 12, listed=False),
)

_DIRECTIVE_FIELDS = (
    *_ISSUE_FIELDS,
    _computed("meeting", "会议", TEXT, 18),
    Field("source_text", "交办来源", TEXT, 16),
    _computed("instructed_by", "交办领导", TEXT, 10),
    _computed("replied_on", "反馈时间", DATE, 12),
    _computed("supervised_count", "督办次数", WHOLE, 8),
    _computed("supervised_on", "最近督办", DATE, 12),
)

_MILESTONE_FIELDS = (
    Field("project", "所属项目", PROJECT, 20, required=True),
    Field("stage", "阶段", Link(noun="stage", grows=False), 12, editable=False),
    Field("name", "节点", TEXT, 20, required=True),
    Field("start_on", "计划开始", DATE),
    Field("due", "计划完成", DUE, 14),
    Field("baseline_on", "基线", DATE),
    Field("done_on", "实际完成", DATE),
    Field("elapsed_days", "用时（天）", WHOLE, 8),
    _computed("light", "状态", LIGHT, 11),
)

_PROGRESS_FIELDS = (
    Field("project", "所属项目", PROJECT, 20, required=True),
    Field("year", "年", YEAR, 6, required=True),
    Field("month", "月", MONTH, 5, required=True),
    Field("plan_ytd_yuan", "计划累计", WAN, 12),
    Field("plan_text", "月度目标", LONG, 20),
    Field("done_ytd_yuan", "本年累计完成", WAN, 12),
    _computed("done_month_yuan", "当月完成", WAN, 11),
    Field("physical_progress", "形象进度", LONG, 24),
    Field("reported_on", "填报时间", DATE),
    Field("reported_by", "填报人", PERSON, 9),
)

_LEAD_FIELDS = (
    Field("name", "项目名称", TEXT, 24, required=True, search=True),
    Field("investor", "投资方", TEXT, 18),
    Field("place", "所在地", TEXT, 10),
    Field("sector", "所属产业", NAMED, 10),
    Field("content", "拟建设内容", LONG, 26),
    Field("amount_text", "投资额（原文）", TEXT, 12),
    Field("amount_yuan", "拟投资额", WAN, 12),
    Field("county_unit", "拟落地", UNIT, 10),
    Field("source", "线索来源", TEXT, 12),
    Field("obtained_on", "获取时间", DATE),
    Field("stage", "对接阶段", LEAD_STAGE, 8),
    Field("latest", "最新进展", LONG, 24),
    Field("next_step", "下步举措", LONG, 20),
    Field("next_on", "下次对接", DATE),
    Field("contacted_on", "最近对接", DATE),
    Field("sponsor", "包联领导", PERSON, 10),
    Field("unit", "责任单位", UNIT, 14),
    Field("person", "责任人", PERSON, 9),
    Field("project", "转为项目", PROJECT, 18),
    Field("note", "备注", LONG, 16),
)

_MEETING_FIELDS = (
    Field("kind", "类型", MEETING_KIND, 8),
    Field("ordinal", "第几次", WHOLE, 8),
    Field("title", "名称", TEXT, 28, required=True, search=True),
    Field("held_on", "时间", DATE),
    Field("held_text", "时间（原文）", TEXT, 12),
    Field("place", "地点", TEXT, 14),
    Field("chair", "主持人", PERSON, 9),
    Field("attendees", "参加人员", LONG, 24),
    Field("note", "备注", LONG, 16),
)

_ARTICLE_FIELDS = (
    Field("title", "标题", TEXT, 32, editable=False, search=True),
    Field("paper", "来源", TEXT, 12, editable=False),
    Field("published_on", "发表时间", DATE, editable=False),
    Field("reporter", "记者", TEXT, 12, editable=False),
    Field("sha256", "原文指纹", TEXT, 16, editable=False),
)

_UNIT_FIELDS = (
    Field("name", "名称", TEXT, 24, required=True, search=True),
    Field("short_name", "简称", TEXT, 12, search=True),
    Field("kind", "类型", UNIT_KIND, 10),
    Field("parent", "上级单位", Link(noun="unit"), 16),
    Field("aliases", "别名", Links(noun="unit_alias"), 18),
    Field("order_no", "次序", WHOLE, 6),
    Field("from_on", "启用", DATE, 12, listed=False, help="机构设立或改名的日子"),
    Field("to_on", "停用", DATE, 12, listed=False, help="机构撤销的日子"),
)

_ALIAS_FIELDS = (
    Field("unit", "单位", UNIT, 20, required=True),
    Field("alias", "别名", TEXT, 20, required=True, aliases=("曾用名",)),
    Field("from_on", "从", DATE, 12, help="从这一天起叫这个名字；空着表示一直"),
    Field("to_on", "到", DATE, 12, help="到这一天为止；空着表示现在还用"),
)

_POST_FIELDS = (
    Field("person", "姓名", PERSON, 10, required=True),
    Field("title", "职务", TEXT, 16, required=True),
    Field("unit", "单位", UNIT, 20),
    Field("from_on", "从", DATE, 12, help="任职的第一天；空着表示不详"),
    Field("to_on", "到", DATE, 12, help="任职的最后一天；空着表示现任"),
)

_PERSON_FIELDS = (
    Field("name", "姓名", TEXT, 10, required=True, search=True),
    Field("phone", "电话", TEXT, 14),
    Field("posts", "职务", Links(noun="post"), 24),
)

_CHANGE_FIELDS = tuple(
    _computed(key, title, TEXT)
    for key, title in (
        ("at", "时间"),
        ("by", "经办人"),
        ("label", "操作"),
        ("noun", "表"),
        ("row_id", "行"),
        ("column", "列"),
        ("before", "原值"),
        ("after", "新值"),
    )
)

TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        Table("projects", "project", "项目", PROJECT_FIELDS),
        Table("issues", "issue", "问题", _ISSUE_FIELDS, {"kind": "problem"}),
        Table("directives", "issue", "交办事项", _DIRECTIVE_FIELDS, {"kind": "directive"}),
        Table("meetings", "meeting", "会议", _MEETING_FIELDS),
        Table("milestones", "milestone", "节点", _MILESTONE_FIELDS),
        Table("progress", "monthly_progress", "月度进展", _PROGRESS_FIELDS),
        Table("leads", "lead", "招商线索", _LEAD_FIELDS),
        Table("articles", "article", "稿件", _ARTICLE_FIELDS),
        Table("units", "unit", "单位", _UNIT_FIELDS),
        Table("people", "person", "人员", _PERSON_FIELDS),
        Table("unit_aliases", "unit_alias", "单位别名", _ALIAS_FIELDS),
        Table("posts", "post", "任职", _POST_FIELDS),
        Table("changes", "change", "修改记录", _CHANGE_FIELDS),
    )
}
NOUN_TITLES = {
    **{table.noun: table.title for table in TABLES.values()},
    "issue": "问题",
    "programme": "工程",
    "role": "责任分工",
    "setting": "设置",
}


def table(key: str) -> Table:
    """Raises Missing for a table that does not exist."""
    if key not in TABLES:
        raise Missing(f"没有“{key}”这张表", "", f"可以用的表：{' '.join(TABLES)}")
    return TABLES[key]


__all__ = ["TABLES", "Field", "Fields", "Table", "kinds", "table"]
