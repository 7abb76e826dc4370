"""What an article proposes, row by row as a clerk sees it: values by Field, the sentence of each, the decision.

An Item becomes several rows of the ledger (a project brings its aliases, listings and leader; see `article_rows`).
Values are those of a Row, but for people, units and programmes, which are names until they are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jzledger.errors import BadValue
from jzledger.records.fields import PERSON, PROJECT, TABLES, Field
from jzledger.records.kinds import TEXT, WAN, WHOLE, Choice, Due, Kind, Links, Ref
from jzledger.rules import money
from jzledger.rules.context import Context
from jzledger.rules.proposal import Origin
from jzledger.rules.text import fold

Decision = Literal["new", "merge", "skip"]

# The kinds of rows in the order of the page, and what a clerk calls them.
KIND_WORDS = {
    "meeting": "会议",
    "project": "项目",
    "issue": "问题",
    "directive": "交办事项",
    "person": "人员",
    "unit": "单位",
    "figure": "公布数",
    "milestone": "节点",
    "lead": "招商线索",
}
NOUNS = {**{kind: kind for kind in KIND_WORDS}, "directive": "issue"}
FIGURE_KINDS = {
    "total": "总投资",
    "annual_plan": "年度计划",
    "completed": "完成投资",
    "signed": "签约",
    "count": "项目个数",
    "growth": "同比",
}
LEVELS = {"province": "省", "city": "市", "county": "区县"}


class _Share(Kind):
    """A share: 91.7% or 0.917; 1.95倍 is 1.95."""

    def show(self, value: Any) -> str:
        if value is None:
            return ""
        return money.format_percent(value) if value <= 1 else f"{value:g}倍"

    def parse(self, typed: str, context: Context) -> float | None:
        cleaned = fold(typed)
        if not cleaned:
            return None
        whole = cleaned.removesuffix("倍")
        try:
            number = float(whole.removesuffix("%"))
        except ValueError as error:
            raise BadValue(f"“{typed.strip()}”不是比例", "", "请写成如 91.7% 或 1.95倍。") from error
        return round(number / 100, 6) if whole.endswith("%") else number


def _of(table: str, keys: str) -> tuple[Field, ...]:
    return tuple(TABLES[table].field(key) for key in keys.split())


# What a clerk can correct of each kind, in the order of the page.
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "meeting": _of("meetings", "title kind ordinal held_on held_text place chair attendees"),
    "project": (
        *_of("projects", "name"),
        Field("aliases", "又名", Links(noun="project_alias"), 24),
        *_of(
            "projects",
            "levels programmes county_unit sponsor parent total_yuan status signed_on started_on completed_on commissioned_on",
        ),
    ),
    "issue": _of("issues", "title category project lead_unit due"),
    "directive": (
        *_of("directives", "title project lead_unit due opened_on"),
        Field("speaker", "交办领导", PERSON, 10),
        *_of("directives", "source_text note"),
    ),
    "person": _of("people", "name posts"),
    "unit": _of("units", "name kind aliases"),
    "figure": (
        Field("scope", "统计范围", TEXT, 24, required=True),
        Field("kind", "种类", Choice(words=FIGURE_KINDS), 10, required=True),
        Field("level", "层级", Choice(words=LEVELS), 8),
        Field("count", "个数", WHOLE, 8),
        Field("amount_yuan", "金额", WAN, 12),
        Field("ratio", "比例", _Share(align="right"), 10),
        Field("period", "时段", TEXT, 16),
        Field("qualifier", "修饰词", TEXT, 8),
        Field("project", "所属项目", PROJECT, 20),
    ),
    "milestone": _of("milestones", "name project done_on elapsed_days"),
    "lead": _of("leads", "name investor place content amount_yuan county_unit stage"),
}
# The cell that stands for the whole row.
MAIN = {kind: fields[0].key for kind, fields in FIELDS.items()}
# What a known row is asked about: fields that an article may know otherwise than the ledger.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "project": (
        "county_unit", "sponsor", "parent", "total_yuan", "status", "signed_on", "started_on", "completed_on",
        "commissioned_on", "levels", "programmes",
    ),
    "issue": ("category", "due"),
    "directive": ("due",),
    "milestone": ("done_on", "elapsed_days"),
    "person": ("posts",),
    "meeting": ("ordinal", "held_on", "held_text", "chair"),
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """A row of the ledger that an Item may be. `certain`: no clerk needs to be asked."""

    id: str
    name: str
    score: float
    reason: str
    certain: bool = False


@dataclass(frozen=True)
class Difference:
    """What ledger and article say of one Field of a known row.

    fill: the ledger has nothing there; add: the article knows more of a list; same; differs.
    """

    key: str
    ledger: Any
    article: Any
    verdict: Literal["fill", "add", "same", "differs"]


@dataclass
class Item:
    """`id` is that of the row that would be made; `span` the stretch of the text that stands for it.

    `origins`: Field key -> sentence, "" for what has none of its own. `taken`: keys of differences where the article
    counts; `judged`: of those where a clerk has said which side counts. `asked`: nobody has decided yet what the
    program only supposes.
    """

    id: str
    kind: str
    values: dict[str, Any]
    origins: dict[str, Origin] = field(default_factory=dict)
    span: tuple[int, int] = (0, 0)
    candidates: tuple[Candidate, ...] = ()
    decision: Decision = "new"
    target: str = ""
    asked: bool = False
    differences: tuple[Difference, ...] = ()
    taken: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    edited: set[str] = field(default_factory=set)
    touched: bool = False  # the clerk has decided or corrected something
    by_hand: bool = False
    found: tuple[str, int] = ("", 0)  # the list of the extraction, and the number in it
    rule: str = ""  # which rule of the extraction found it

    @property
    def noun(self) -> str:
        return NOUNS[self.kind]

    @property
    def name(self) -> str:
        return str(self.values.get(MAIN[self.kind]) or "")

    @property
    def merged_with(self) -> Candidate | None:
        return next((one for one in self.candidates if one.id == self.target), None)

    @property
    def disputed(self) -> list[Difference]:
        """Where ledger and article contradict each other, and nobody has said which of them counts."""
        return [one for one in self.differences if one.verdict == "differs" and one.key not in self.judged]

    @property
    def open(self) -> bool:
        """◆: a clerk has to look before it is written."""
        return self.decision != "skip" and (self.asked or bool(self.disputed))

    def origin(self, key: str = "") -> Origin | None:
        return self.origins.get(key) or self.origins.get("")

    def field(self, key: str) -> Field:
        return next(one for one in FIELDS[self.kind] if one.key == key)

    def shown(self, key: str) -> str:
        return show(self.field(key), self.values.get(key))


def show(of: Field, value: Any) -> str:
    """A value as text; names stand for people, units and programmes."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(of.kind, Choice):
        return value
    if type(value) is tuple:
        return "、".join(name_of(one) for one in value)
    return of.kind.show(value)


def name_of(value: Any) -> str:
    """The name that a link or a name stands for."""
    return value.name if isinstance(value, Ref) else str(value)


def plain(value: Any) -> Any:
    """To compare: a link is its name, a list the set of its names, a deadline its day or else its words."""
    if isinstance(value, Ref):
        return value.name
    if isinstance(value, Due):
        return value.on or value.text
    if type(value) is tuple:
        return frozenset(name_of(one) for one in value)
    return value
