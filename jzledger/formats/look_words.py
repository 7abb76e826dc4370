"""Which Field a heading of an office's table means, by its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jzledger.formats.look import NOTHING, SEQ
from jzledger.records.fields import TABLES

SOURCES = ("issues", "projects", "directives", "leads")  # tables that offices keep as ledgers
_NOISE = re.compile(
    r"[\s*＊:：]|[（(][^（）()]*[）)]|[0-9]{4}年?|[0-9]{1,2}[—\-－~～至][0-9]{1,2}月|[0-9]{1,2}月底?"
)
_SEQ_WORDS = frozenset(("序号", "编号", "序", "顺序号", "No", "NO", "no"))
# What offices write above a column, beside titles and aliases of the Fields.
_MORE: Mapping[str, Mapping[str, str]] = {
    "projects": {
        "name": "建设项目 项目 工程项目",
        "owner_unit": "项目业主 建设主体 实施单位 申报单位",
        "county_unit": "所在地 所在县区 县区市 县市区 所属区域 项目地点 建设地址 地区",
        "levels": "项目级别 级别 项目层级 重点级别",
        "programmes": "项目类别 类别 工程类别 所属类别 批次",
        "sector": "行业 产业类别 行业类别 产业",
        "nature": "性质 项目性质",
        "content": "建设规模 项目概况 建设规模及内容 建设规模和内容 项目内容 主要内容 工作任务",
        "status": "状态 建设阶段 进展状态 项目阶段",
        "sponsor": "包保领导 市级领导 分包市领导 牵头领导 联系市领导 包联市领导 责任领导",
        "lead_unit": "牵头部门",
        "units": "责任部门 承担单位 服务单位",
        "person": "联系人 项目负责人 具体责任人 负责人",
        "total_yuan": "总投资额 计划总投资 投资总额 概算投资 投资规模",
        "done_before_yuan": "截至上年底累计完成投资 上年底累计完成投资 以前年度完成投资 累计完成至上年底 至底累计完成投资",
        "target_yuan": "年度投资计划 年计划投资 本年计划投资 计划投资 年度计划 年度目标投资 今年计划投资 当年计划投资",
        "target_text": "年度建设目标 年度形象进度目标 年度工作目标 年度形象目标 形象进度目标",
        "done_month_yuan": "本月完成投资 当月完成投资 当月完成",
        "done_ytd_yuan": "累计完成投资 已完成投资 完成投资 年度完成投资 本年累计完成投资 年累计完成投资",
        "completion_rate": "完成率 完成比例 投资完成率 占年度计划 完成年度计划 占年度计划比例 占比",
        "lead_points": "与序时进度差 超序时进度",
        "physical_progress": "目前形象进度 工程形象进度 进展情况 项目进展 目前进展 工程进度 当前进展 建设进展",
        "started_on": "开工时间 开工日期 实际开工时间",
        "start_due": "计划开工时间 拟开工时间",
        "finish_due": "计划竣工时间 竣工时间 计划完工时间 拟竣工时间 竣工日期 建设期限",
        "completed_on": "实际竣工 实际竣工时间",
        "signed_on": "签约时间",
        "light": "预警 亮灯 灯号 红黄绿灯 亮灯情况",
        "open_issue": "问题 困难问题 需协调解决的问题 存在的问题 存在困难 主要问题 存在问题及建议",
        "note": "说明",
    },
    "issues": {
        "project": "项目 建设项目 企业名称 涉及项目 项目企业名称",
        "category": "问题类型 类型",
        "title": "问题内容 问题描述 具体问题 问题事项 反映问题 存在的问题 需解决问题 困难和问题",
        "measures": "整改措施 工作措施 办理措施 措施 推进措施 解决建议 化解措施 处置措施",
        "need": "需协调解决事项 提请事项",
        "lead_unit": "牵头部门 主办单位",
        "units": "责任部门 办理单位 整改单位 配合单位 协办单位 主责单位",
        "person": "联系人 具体责任人 负责人",
        "sponsor": "包保领导 市级领导 责任领导 牵头领导 包联领导",
        "opened_on": "交办日期 提出时间 收集时间 上报时间 登记时间 受理时间 发现时间",
        "due": "办理时限 解决时限 整改期限 要求完成时间 完成时间 办结时间 时间节点 限办时间 计划完成时间",
        "state": "状态 是否解决 是否办结 办结情况 办理结果状态 完成状态 销号状态",
        "light": "预警 亮灯 灯号 红黄绿灯 亮灯情况",
        "progress": "目前进展 落实情况 推进情况 办理情况 最新进展 工作进展 整改进展",
        "outcome": "解决情况 整改结果 处理结果",
        "verified_by": "销号人 核查人员",
        "verified_text": "核查情况 验收意见",
        "closed_on": "办结日期 解决时间 销号日期",
        "county_unit": "县区 所在县区 属地 县市区 地区 县区市",
        "number": "问题编号",
        "days_left": "剩余天数",
    },
    "directives": {
        "title": "交办事项 督办事项 议定事项 工作任务 事项 任务 重点任务 工作事项 交办内容",
        "source_text": "事项来源 来源 任务来源",
        "instructed_by": "批示领导 交办人",
        "number": "督办编号 编号",
        "supervised_on": "最近督办时间",
    },
    "leads": {
        "name": "项目名称 线索名称",
        "investor": "投资企业 投资主体 企业名称 投资商",
        "amount_yuan": "总投资 投资额 计划投资",
        "stage": "项目阶段 阶段 进展阶段",
        "latest": "进展情况 目前进展 洽谈进展",
    },
}
_SURE, _LIKELY = 1.0, 0.6


def cleaned(heading: str) -> str:
    """A heading without blanks, units, years and months."""
    return _NOISE.sub("", heading)


def is_seq(heading: str) -> bool:
    return "".join(heading.split()) in _SEQ_WORDS


def match(headings: Sequence[Sequence[str]], source: str) -> list[str]:
    """For each column (its headings from top to bottom) the key of a Field of `source`, SEQ or NOTHING.

    Each Field is given once, to the column whose words fit it best.
    """
    scores: list[tuple[float, int, str]] = []
    for place, levels in enumerate(headings):
        for key, words in _words(source).items():
            score = max((_score(text, words) for text in _readings(levels)), default=0.0)
            if score:
                scores.append((score, place, key))
    found = [SEQ if levels and is_seq(levels[-1]) else NOTHING for levels in headings]
    given: set[str] = set()
    for _, place, key in sorted(scores, key=lambda one: (-one[0], one[1])):
        if found[place] == NOTHING and key not in given:
            found[place] = key
            given.add(key)
    return found


def best_source(headings: Sequence[Sequence[str]], title: str = "") -> str:
    """The table whose Fields the headings name best; the title decides between equals."""
    hints = {
        "directives": ("交办", "督办", "议定"),
        "issues": ("问题", "堵点", "难点"),
        "leads": ("线索", "招商"),
    }

    def worth(source: str) -> tuple[float, bool]:
        known = _words(source)
        found = match(headings, source)
        sure = sum(
            max((_score(text, known[key]) for text in _readings(levels)), default=0)
            for levels, key in zip(headings, found, strict=True)
            if key not in (SEQ, NOTHING)
        )
        hinted = any(word in title for word in hints.get(source, ()))
        return sure + 1.5 * hinted, hinted

    return max(SOURCES, key=worth)


def _words(source: str) -> dict[str, tuple[str, ...]]:
    more = dict(_MORE.get(source, {}))
    if source == "directives":
        more = {**_MORE["issues"], **more}
    return {
        each.key: tuple(
            cleaned(word) for word in (each.title, *each.aliases, *more.get(each.key, "").split())
        )
        for each in TABLES[source].fields
        if each.key != "order_no"
    }


def _readings(levels: Sequence[str]) -> list[str]:
    """The lowest heading alone, and with those above it: 责任落实 over 单位 may mean 责任单位."""
    parts = [cleaned(level) for level in levels if cleaned(level)]
    if not parts:
        return []
    return [parts[-1], *("".join(parts[at:]) for at in range(len(parts) - 1))]


def _score(text: str, words: Sequence[str]) -> float:
    if text in words:
        return _SURE
    for word in words:
        if len(word) >= 2 and len(text) >= 2 and (word in text or text in word):
            return _LIKELY * min(len(word), len(text)) / max(len(word), len(text))
    return 0.0
