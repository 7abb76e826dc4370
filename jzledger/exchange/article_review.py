"""The review of one article: what it proposes, what the clerk decides and corrects, and what of it is not covered.

Knows no window. Nothing is written before `proposal` is applied, and then all of it as one Step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jzledger.articles.coverage import coverage
from jzledger.errors import BadValue, Missing
from jzledger.exchange.article_cleaning import Cleaning
from jzledger.exchange.article_items import FIELDS, KIND_WORDS, MAIN, Candidate, Item, show
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_reading import ItemReader, day_said, same_reading
from jzledger.exchange.article_rows import RowMaker
from jzledger.exchange.article_year import needs_year, with_year
from jzledger.records.base import new_id
from jzledger.records.fields import Field
from jzledger.records.kinds import Link, Ref
from jzledger.rules.context import Context
from jzledger.rules.project_names import plain
from jzledger.rules.proposal import Origin, Proposal
from jzledger.rules.text import fold

# What a sentence can be made into, with the list of the extraction that it would belong to.
BY_HAND = ("project", "issue", "directive", "milestone", "lead", "figure", "person", "meeting")
_YEARS = (1949, 2199)
_KEPT_TOLD = 3  # contradictions that the label of a Step names
_LISTS = {"requirements": "directive", "issues": "issue"}


@dataclass(frozen=True)
class Covered:
    """A sentence that obliges somebody or tells of an obstacle; `ids` of the rows it became, else the `reason`."""

    start: int
    end: int
    text: str
    kind: str  # obligation, obstacle
    ids: tuple[str, ...]
    reason: str

    @property
    def settled(self) -> bool:
        return bool(self.ids)


class ArticleReview:
    """`items` in the order of the page. `step` is that of the writing, None before it.

    `anyway`: the clerk wants it although the ledger has an article that says the same.
    """

    def __init__(
        self, found: Mapping[str, Any], data: bytes, file_name: str, linker: Linker, context: Context
    ) -> None:
        self._read, self.data, self.file_name = found, data, file_name
        self.linker, self.context = linker, context
        self.article_id = new_id()
        self.year: int | None = None
        self.step: str | None = None
        self.anyway = False
        self.cleaning: Cleaning | None = None
        self._sentences = coverage(found)
        self.items: list[Item] = []
        self._make()

    @property
    def found(self) -> Mapping[str, Any]:
        """What the extraction found, with the year that the clerk has given."""
        return self._read if self.year is None else with_year(self._read, self.year)

    @property
    def title(self) -> str:
        return self._read["title"] or self.file_name

    @property
    def body(self) -> str:
        return str(self._read["body"])

    @property
    def day(self) -> date | None:
        return day_said(self.found)

    @property
    def needs_year(self) -> bool:
        return needs_year(self._read)

    def _make(self) -> None:
        """Read the items anew, against what the ledger holds now; what the clerk has touched stays."""
        before = same_reading(self.items)
        old_ids = {}
        fresh = ItemReader(self.found, self.linker.context.calendar).items
        self.linker.link(fresh, self.day)
        for place, (key, item) in enumerate(same_reading(fresh).items()):
            known = before.get(key)
            if known is None:
                continue
            old_ids[item.id] = known.id
            item.id = known.id
            if known.touched:
                _carry_over(known, item)
            fresh[place] = item
        for item in fresh:
            for field_key, value in item.values.items():
                if isinstance(value, Ref) and value.id in old_ids:
                    item.values[field_key] = value._replace(id=old_ids[value.id])
        self.items = [*fresh, *(item for item in self.items if item.by_hand)]
        if before:
            self.linker.link_hanging(self.items)
            self.linker.compare(self.items)

    def relink(self, linker: Linker) -> None:
        """The ledger has changed since: look again for rows that the article speaks of."""
        self.linker = linker
        self._make()

    def set_year(self, typed: str) -> None:
        """The year that the article is of; "" = not known, its days stay words. Raises BadValue."""
        cleaned = fold(typed).removesuffix("年")
        if not cleaned:
            self.year = None
        elif not cleaned.isdecimal() or not _YEARS[0] <= int(cleaned) <= _YEARS[1]:
            raise BadValue(
                f"“{typed.strip()}”不是年份", "", "请写四位的年份，如 2024；不知道就空着，日期照原文保留。"
            )
        else:
            self.year = int(cleaned)
        self._make()

    # Deciding.
    def item(self, row_id: str) -> Item:
        """Raises Missing for a row that is not of this article."""
        found = next((one for one in self.items if one.id == row_id), None)
        if found is None:
            raise Missing("没有这一行", self.title, "请重新选择。")
        return found

    def accept(self, item: Item) -> None:
        """A new row of its own, whatever else it is like; of one that is beyond doubt the known row."""
        if item.decision == "merge" and not item.asked:
            return self._decided(item)
        sure = next((one for one in item.candidates if one.certain), None)
        if item.decision == "skip" and sure is not None:
            return self.merge(item, sure)
        item.decision, item.target = "new", ""
        self._decided(item)

    def make_new(self, item: Item) -> None:
        """A row of its own although the ledger seems to have it."""
        item.decision, item.target = "new", ""
        self._decided(item)

    def merge(self, item: Item, with_row: Candidate) -> None:
        """It is that known row; its wording is remembered there."""
        if with_row.id not in {one.id for one in item.candidates}:
            item.candidates = (*item.candidates, with_row)
        item.decision, item.target = "merge", with_row.id
        self._decided(item)

    def skip(self, item: Item) -> None:
        item.decision, item.target = "skip", ""
        self._decided(item)

    def _decided(self, item: Item) -> None:
        item.asked, item.touched = False, True
        if item.kind == "project":
            self.linker.link_hanging(self.items)
        self.linker.compare(self.items)

    def take(self, item: Item, key: str, *, article: bool) -> None:
        """Of a difference: does the article count, or the ledger?"""
        (item.taken.add if article else item.taken.discard)(key)
        item.judged.add(key)
        item.asked, item.touched = False, True

    def settle(self) -> None:
        """Everything that is asked is answered as it is proposed; where it contradicts the ledger, that stays."""
        for item in self.asked():
            item.judged |= {one.key for one in item.disputed}
            item.asked, item.touched = False, True

    def asked(self) -> list[Item]:
        return [item for item in self.items if item.open]

    def counts(self) -> dict[str, int]:
        """How many items are new, merge, skip."""
        counted = {"new": 0, "merge": 0, "skip": 0}
        for item in self.items:
            counted[item.decision] += 1
        return counted

    # Correcting.
    def value_of(self, of: Field, typed: str) -> Any:
        """What a text typed into a cell means. Raises BadValue, also for a project that nobody knows."""
        value = of.kind.parse(typed, self.context)
        if value is None and of.required:
            raise BadValue(f"“{of.title}”不能为空", "", "请填写内容；不要这一行就跳过它。")
        return self.resolved(of, value)

    def resolved(self, of: Field, value: Any) -> Any:
        """A project's name as the project that it means. Raises BadValue for one that nobody knows."""
        if isinstance(of.kind, Link) and of.kind.noun == "project" and isinstance(value, str):
            return self._project_called(value)
        return value

    def _project_called(self, name: str) -> Ref:
        wanted = plain(fold(name))
        for item in self.items:
            if item.kind == "project" and wanted in {
                plain(fold(one)) for one in (item.name, *item.values.get("aliases", ()))
            }:
                return Ref("project", item.id, item.name)
        for row_id, names in self.linker.known.projects.items():
            if any(plain(fold(one.name)) == wanted for one in names):
                return Ref("project", row_id, names[0].name)
        raise BadValue(
            f"没有叫“{name}”的项目", "", "请从本文的项目和台账里的项目中选择，或先把它列为一个项目。"
        )

    def project_names(self) -> list[str]:
        """To offer where a project is asked for: those of the article first."""
        ours = [item.name for item in self.items if item.kind == "project"]
        theirs = [names[0].name for names in self.linker.known.projects.values()]
        return list(dict.fromkeys([*ours, *theirs]))

    def others(self, item: Item) -> list[Candidate]:
        """Every row of the ledger that it could be, by name; of what hangs on a project only what is like it."""
        known = self.linker.known
        if item.kind in ("project", "unit"):
            names = known.projects if item.kind == "project" else known.units
            pairs = [(row_id, names_of[0].name) for row_id, names_of in names.items()]
        elif item.kind == "person":
            pairs = [(row_id, name) for row_id, (name, _) in known.people.items()]
        elif item.kind == "meeting":
            pairs = [(row.id, row.values["title"]) for row in known.meetings]
        elif item.kind == "lead":
            pairs = [(row_id, name) for name, row_id in known.leads.items()]
        else:
            pairs = []
        likely = {one.id for one in item.candidates}
        return [Candidate(i, name, 0.0, "由经办人指定") for i, name in pairs if i not in likely]

    def correct(self, item: Item, key: str, value: Any) -> None:
        """Put a value, as `value_of` gave it, in the place of what was read."""
        if value in (None, ()):
            item.values.pop(key, None)
        else:
            item.values[key] = value
        item.edited.add(key)
        item.touched = True
        if key == "held_on" and item.decision == "new":
            item.asked = False
        if key == MAIN[item.kind] and item.kind == "project":
            for other in self.items:
                for field_key, link in other.values.items():
                    if isinstance(link, Ref) and link.id == item.id:
                        other.values[field_key] = link._replace(name=item.name)
            if item.decision == "new":
                item.candidates = tuple(self.linker.project_candidates(item))
        self.linker.compare(self.items)

    def add(self, kind: str, start: int, end: int) -> Item:
        """Make a row of a stretch of the text; its sentence becomes the evidence. Raises Missing for an empty one."""
        text = self.body[start:end].strip().strip("。，,；;")
        if not text:
            raise Missing("没有选中文字", self.title, "请先选一句话。")
        origin = self._sentence_at(start, end)
        values: dict[str, Any] = {MAIN[kind]: text}
        if kind == "figure":
            values["kind"] = "count"
        elif kind == "lead":
            values["stage"] = "线索"
        elif kind == "directive" and self.day is not None:
            values["opened_on"] = self.day
        if kind in ("issue", "directive", "milestone") and (project := self._project_near(start, end)):
            values["project"] = project
        item = Item(new_id(), kind, values, {"": origin}, (start, end), touched=True, by_hand=True)
        self.items.append(item)
        if kind == "project":
            item.candidates = tuple(self.linker.project_candidates(item))
        return item

    def _sentence_at(self, start: int, end: int) -> Origin:
        left = max(self.body.rfind(mark, 0, start) for mark in "。！？!?\n") + 1
        right = min(
            (place + 1 for mark in "。！？!?" if (place := self.body.find(mark, max(start, end - 1))) >= 0),
            default=len(self.body),
        )
        stop = self.body.find("\n", max(start, end - 1))
        right = min(right, stop) if stop >= 0 else right
        while right < len(self.body) and self.body[right] in "”’」』":
            right += 1
        while left < start and self.body[left] in "”’」』 　":
            left += 1
        return Origin(f"{left}:{right}", self.body[left:right])

    def _project_near(self, start: int, end: int) -> Ref | None:
        """The one project that the sentence names, else None: nothing is guessed."""
        origin = self._sentence_at(start, end)
        named = [
            item
            for item in self.items
            if item.kind == "project"
            and any(name in origin.quote for name in (item.name, *item.values.get("aliases", ())))
        ]
        return Ref("project", named[0].id, named[0].name) if len(named) == 1 else None

    # What is covered.
    def coverage(self) -> list[Covered]:
        """Every sentence of obligation or obstacle, and what became of it."""
        by_found = {item.found: item for item in self.items if not item.by_hand}
        by_hand = [item for item in self.items if item.by_hand]
        given = []
        for one in self._sentences:
            items = [by_found[found] for found in one.items if found in by_found]
            items += [item for item in by_hand if _overlap(item, one.start, one.end)]
            kept = tuple(item.id for item in items if item.decision != "skip")
            reason = "" if kept else (one.reason or "") if not items else "已跳过"
            given.append(Covered(one.start, one.end, one.text, one.kind, kept, reason))
        return given

    # Writing.
    def proposal(self, *, final: bool = True) -> Proposal:
        """The rows to be written; with `final` False what is asked stays open in it."""
        return RowMaker(self.found, self.items, self.linker, self.article_id, final).proposal(
            self.data, self.file_name
        )

    @property
    def label(self) -> str:
        """What the Step is called: also what the ledger kept against the article, as no row tells of that."""
        kept = [
            f"{item.field(one.key).title}保留“{show(item.field(one.key), one.ledger)}”，"
            f"文章为“{show(item.field(one.key), one.article)}”"
            for item in self.items
            for one in item.differences
            if one.verdict == "differs" and one.key in item.judged - item.taken
        ]
        more = f"等 {len(kept)} 处" if len(kept) > _KEPT_TOLD else ""
        told = f"（{'；'.join(kept[:_KEPT_TOLD])}{more}）" if kept else ""
        return f"导入文章《{self.title}》{told}"


def fields_of(item: Item) -> Sequence[Field]:
    return FIELDS[item.kind]


def kind_word(kind: str) -> str:
    return KIND_WORDS[kind]


def _carry_over(known: Item, item: Item) -> None:
    """What the clerk decided and corrected, onto the item as it is read now."""
    item.decision, item.target, item.asked, item.touched = known.decision, known.target, known.asked, True
    item.edited, item.taken, item.differences = set(known.edited), set(known.taken), known.differences
    item.judged = set(known.judged)
    for key in known.edited:
        if key in known.values:
            item.values[key] = known.values[key]
        else:
            item.values.pop(key, None)
    if known.target and known.merged_with and item.merged_with is None:
        item.candidates = (*item.candidates, known.merged_with)


def _overlap(item: Item, start: int, end: int) -> bool:
    origin = item.origin()
    if origin is None:
        return False
    left, _, right = origin.place.partition(":")
    return int(left) < end and start < int(right)
