"""Which rows of the ledger an article speaks of: candidates with a score and a reason, and what both sides say.

What is beyond doubt is linked at once; what is only likely is proposed and asked (`Item.asked`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.exchange.article_items import COMPARED, Candidate, Difference, Item, plain
from jzledger.ledger.article_known import KnownNames, KnownRow, Named, hanging_on, known_rows
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Due, Ref
from jzledger.rules import people_names, similar
from jzledger.rules.context import Context
from jzledger.rules.name_matches import Known
from jzledger.rules.people_names import KnownPerson
from jzledger.rules.project_names import SAME, ProjectIndex
from jzledger.rules.unit_names import Places, UnitIndex

# Two texts of one project that are so alike are proposed as one: issues by their few words, tasks by their many.
_LIKE = {"issue": 0.6, "directive": 0.75}
_MEETING_LIKE = 0.6
# The same words with another deadline may be the same task moved, or a second one: the score says so.
_OTHER_DUE = 0.2
# A unit so named is nobody in particular.
_NOBODY = (
    "各",
    "属地",
    "相关",
    "有关",
    "责任",
    "项目",
    "企业",
    "施工",
    "建设单位",
    "业主",
    "全市",
    "全区",
    "全县",
)
_SHARED_TITLES = ("省领导", "市领导", "县领导", "区领导", "县区领导", "镇领导", "有关领导", "领导")


class Linker:
    """The names of one ledger at one time. `link` may be called for several articles; it reads, and writes nothing."""

    def __init__(self, ledger: Ledger, context: Context) -> None:
        self.ledger, self.context = ledger, context
        self.known: KnownNames = ledger.read(known_rows)
        self.city = ledger.settings()["city_name"]
        self._projects: ProjectIndex | None = None
        self._units: UnitIndex | None = None
        self._people: dict[str, list[KnownPerson]] = {}
        for row_id, (name, posts) in self.known.people.items():
            self._people.setdefault(people_names.parts_of(name)[0], []).append(
                KnownPerson(row_id, name, posts)
            )

    @property
    def projects(self) -> ProjectIndex:
        if self._projects is None:
            names = [Known(i, one.name) for i, names in self.known.projects.items() for one in names]
            self._projects = ProjectIndex(names)
        return self._projects

    @property
    def units(self) -> UnitIndex:
        if self._units is None:
            counties = tuple(
                names[0].name
                for row_id, names in self.known.units.items()
                if self.known.unit_kinds.get(row_id) == "county"
            )
            names = [Known(i, one.name) for i, names in self.known.units.items() for one in names]
            self._units = UnitIndex(names, Places(self.city, counties))
        return self._units

    def link(self, items: list[Item], day: date | None) -> None:
        """Give every item that no clerk has touched its candidates and what the program proposes."""
        for item in [one for one in items if not one.touched]:
            if item.kind == "project":
                self._propose(item, self.project_candidates(item))
            elif item.kind == "unit":
                self._propose(item, self.unit_candidates(item.name, day))
            elif item.kind == "person":
                self._link_person(item)
            elif item.kind == "meeting":
                self._propose(item, self._meetings_like(item))
                # A day without a year is asked, never guessed.
                item.asked |= item.decision == "new" and not item.values.get("held_on")
            elif item.kind == "lead":
                self._propose(item, self._leads_like(item))
        self._link_units_in_words(items, day)
        self.link_hanging(items)
        self.compare(items)

    # Projects.
    def project_candidates(self, item: Item) -> list[Candidate]:
        found: dict[str, Candidate] = {}
        for name in (item.name, *item.values.get("aliases", ())):
            for one in self.projects.match(name).candidates:
                if one.id not in found or one.points / 100 > found[one.id].score:
                    found[one.id] = self._project_candidate(name, one.id, one.name, one.points)
        ranked = sorted(found.values(), key=lambda one: (-one.score, one.id))
        # Two rows of the ledger with one name: a clerk has to say which.
        if len([one for one in ranked if one.certain]) > 1:
            ranked = [Candidate(c.id, c.name, c.score, f"{c.reason}，台账里不止一个") for c in ranked]
        return ranked

    def _project_candidate(self, written: str, row_id: str, name: str, points: float) -> Candidate:
        own = self.known.projects[row_id][0].name
        if points >= 100:
            reason = "名称相同" if name == own else f"与别名“{name}”相同"
        elif points >= SAME:
            reason = f"与“{name}”用字相同，只是长短或次序不同"
        else:
            reason = f"与“{name}”有些相像"
        return Candidate(row_id, own, round(points / 100, 2), reason, points >= 100)

    # Units.
    def unit_candidates(self, name: str, day: date | None) -> list[Candidate]:
        found = []
        for one in self.units.match(name).candidates:
            names = self.known.units[one.id]
            said = next((n for n in names if n.name == name), None)
            found.append(
                self._unit_candidate(said, one.id, one.name, one.points, day)
                if said
                else Candidate(one.id, names[0].name, round(one.points / 100, 2), f"“{one.name}”的另一种写法")
            )
        return found

    def _unit_candidate(
        self, said: Named, row_id: str, name: str, points: float, day: date | None
    ) -> Candidate:
        own = self.known.units[row_id][0].name
        if said.holds_on(day):
            return Candidate(row_id, own, 1.0, f"“{name}”的别名" if said.alias else "名称相同", True)
        span = f"{said.from_on or '起初'}至{said.to_on or '今'}"
        return Candidate(row_id, own, 0.8, f"曾用名“{said.name}”用于{span}，文章日期不在其中")

    def known_unit(self, name: str, day: date | None) -> str | None:
        """The unit that carries this very name on that day."""
        for row_id, names in self.known.units.items():
            if any(one.name == name and one.holds_on(day) for one in names):
                return row_id
        return None

    def _link_units_in_words(self, items: list[Item], day: date | None) -> None:
        """Requirements name units loosely: a likely one becomes an item of its own, so that its wording is remembered."""
        asked = {item.name: item for item in items if item.kind == "unit"}
        for item in [one for one in items if one.kind == "directive" and not one.touched]:
            name = item.values.get("lead_unit")
            if not isinstance(name, str) or name in asked or self.known_unit(name, day):
                continue
            likely = [] if name.startswith(_NOBODY) else self.unit_candidates(name, day)
            if not likely or likely[0].score < 0.8:
                item.values.pop("lead_unit")
                continue
            unit = Item(
                new_id(),
                "unit",
                {"name": name},
                dict(item.origins),
                item.span,
                found=(f"unit {name}", 0),
            )
            self._propose(unit, likely)
            asked[name] = unit
            items.insert(items.index(item) + 1, unit)

    # People.
    def people_called(self, name: str) -> list[KnownPerson]:
        return self._people.get(people_names.parts_of(name)[0], [])

    def _link_person(self, item: Item) -> None:
        titles = tuple(item.values.get("posts", ()))
        found = []
        known = self.people_called(item.name)
        for person in known:
            held = [title for title in titles if _holds(title, person.titles)]
            if len(known) > 1:
                reason = "姓名相同，台账里不止一人" + ("，职务相符" if held else "")
                found.append(Candidate(person.id, person.name, 1.0 if held else 0.8, reason, bool(held)))
            elif not person.titles or not titles or held or all(t in _SHARED_TITLES for t in titles):
                found.append(Candidate(person.id, person.name, 1.0, "姓名相同", True))
            else:
                reason = f"姓名相同；台账职务“{'、'.join(person.titles)}”，文中“{'、'.join(titles)}”"
                found.append(Candidate(person.id, person.name, 0.9, reason))
        found.sort(key=lambda one: -one.score)
        sure = [one for one in found if one.certain]
        if len(sure) > 1:
            found = [Candidate(c.id, c.name, c.score, c.reason) for c in found]
        self._propose(item, found)

    # Meetings, leads.
    def _meetings_like(self, item: Item) -> list[Candidate]:
        found = []
        for row in self.known.meetings:
            if row.values["kind"] != item.values.get("kind"):
                continue
            likeness = similar.likeness(
                similar.signs_of(item.name), similar.signs_of(row.values["title"] or "")
            )
            same_day = bool(
                (item.values.get("held_on") and item.values["held_on"] == row.values["held_on"])
                or (item.values.get("held_text") and item.values["held_text"] == row.values["held_text"])
            )
            other_day = item.values.get("held_on") and row.values["held_on"] and not same_day
            number = item.values.get("ordinal")
            same_number = number is not None and number == row.values["ordinal"]
            if other_day or likeness < _MEETING_LIKE or not (same_day or same_number):
                continue
            words = [word for word, holds in (("日期相同", same_day), ("次数相同", same_number)) if holds]
            reason = "、".join([*words, f"名称相似 {likeness:.2f}"])
            found.append(
                Candidate(
                    row.id, row.values["title"], round(likeness, 2), reason, same_day and likeness > 0.95
                )
            )
        return sorted(found, key=lambda one: -one.score)

    def _leads_like(self, item: Item) -> list[Candidate]:
        if item.name in self.known.leads:
            return [Candidate(self.known.leads[item.name], item.name, 1.0, "名称相同", True)]
        index = ProjectIndex(Known(row_id, name) for name, row_id in self.known.leads.items())
        return [
            Candidate(one.id, one.name, round(one.points / 100, 2), f"与“{one.name}”相像", one.points >= 100)
            for one in index.match(item.name).candidates
        ]

    # What hangs on projects that are known.
    def link_hanging(self, items: Sequence[Item]) -> None:
        """Issues, tasks and milestones against those of the known projects that the items are merged with."""
        targets = {
            item.id: item.target for item in items if item.kind == "project" and item.decision == "merge"
        }
        hanging = [item for item in items if item.kind in ("issue", "directive", "milestone")]
        wanted: dict[str, str] = {}
        for item in hanging:
            project = item.values.get("project")
            if isinstance(project, Ref):
                known = targets.get(project.id, project.id if project.id in self.known.projects else "")
                if known:
                    wanted[item.id] = known
        rows = self.ledger.read(hanging_on, set(wanted.values())) if wanted else {}
        for item in hanging:
            if item.touched:
                continue
            beside = [r for r in rows.get(item.kind, ()) if r.project_id == wanted.get(item.id)]
            self._propose(item, self._hanging_like(item, beside))

    def _hanging_like(self, item: Item, rows: Sequence[KnownRow]) -> list[Candidate]:
        if item.kind == "milestone":
            return [
                Candidate(row.id, str(row.values["name"]), 1.0, "同一项目的同一节点", True)
                for row in rows
                if row.values["name"] == item.name
            ]
        titles = {row.id: row.values["title"] for row in rows if row.values["title"]}
        bare = {row.id: _without_due(titles[row.id], row.values) for row in rows if row.id in titles}
        due, dues = item.values.get("due"), {row.id: row.values.get("due") for row in rows}
        found = []
        for one in similar.near(_without_due(item.name, item.values), bare, _LIKE[item.kind]):
            moved, reason = _contradict(due, dues[one.key]), f"同一项目下内容相似 {one.likeness:.2f}"
            found.append(
                Candidate(
                    one.key,
                    titles[one.key],
                    round(one.likeness - (_OTHER_DUE if moved else 0), 2),
                    f"{reason}，完成时限不同" if moved else reason,
                    one.likeness >= 0.999 and titles[one.key] == item.name and not moved,
                )
            )
        return sorted(found, key=lambda one: -one.score)

    # What both sides say.
    def compare(self, items: Sequence[Item]) -> None:
        """Fill `differences` of the items that are merged; what the ledger lacks is taken from the article."""
        merged = [item for item in items if item.decision == "merge"]
        held = {
            **self._held("projects", {i.target for i in merged if i.kind == "project"}, COMPARED["project"]),
            **self._held("issues", {i.target for i in merged if i.kind == "issue"}, COMPARED["issue"]),
            **self._held("directives", {i.target for i in merged if i.kind == "directive"}, ("due",)),
            **self._held(
                "milestones", {i.target for i in merged if i.kind == "milestone"}, COMPARED["milestone"]
            ),
            **self._held("people", {i.target for i in merged if i.kind == "person"}, ("posts",)),
            **self._held("meetings", {i.target for i in merged if i.kind == "meeting"}, COMPARED["meeting"]),
        }
        for item in items:
            if item.decision != "merge":
                item.differences, item.taken, item.judged = (), set(), set()
                continue
            before = {one.key: one for one in item.differences}
            item.differences = tuple(self._differences(item, held.get(item.target, {})))
            for one in item.differences:
                old = before.get(one.key)
                if old != one:
                    item.judged.discard(one.key)
                if old is None or old.verdict != one.verdict:
                    item.taken.discard(one.key)
                    item.taken |= {one.key} if one.verdict in ("fill", "add") else set()
            item.taken &= {one.key for one in item.differences if one.verdict != "same"}

    def _held(self, table: str, ids: Collection[str], keys: Sequence[str]) -> dict[str, dict[str, Any]]:
        if not ids:
            return {}
        fields = [TABLES[table].field(key) for key in keys]
        rows = self.ledger.rows(TABLES[table], self.context, fields=fields, ids=ids)
        return {row[0]: dict(zip(keys, row[2:], strict=True)) for row in rows}

    def _differences(self, item: Item, held: dict[str, Any]) -> Iterable[Difference]:
        for key in COMPARED.get(item.kind, ()):
            article, ledger = item.values.get(key), held.get(key)
            if article in (None, ()) or key not in held:
                continue
            if key == "held_text" and held.get("held_on"):
                continue
            if key == "posts":
                more = [
                    t for t in article if not _holds(t, [ref.name for ref in ledger or ()]) and not (
                        t in _SHARED_TITLES and ledger
                    )
                ]  # fmt: skip
                yield Difference(key, ledger, article, ("add" if ledger else "fill") if more else "same")
            elif ledger in (None, ()):
                yield Difference(key, ledger, article, "fill")
            elif type(article) is tuple:
                more = [one for one in article if one not in plain(ledger)]
                yield Difference(key, ledger, article, "add" if more else "same")
            else:
                same = self._same(item, key, ledger, article)
                yield Difference(key, ledger, article, "same" if same else "differs")

    def _same(self, item: Item, key: str, ledger: Any, article: Any) -> bool:
        if key == "parent" and isinstance(article, Ref):
            return bool(article.id == ledger.id or article.name == ledger.name)
        if key == "county_unit":
            match = self.units.match(str(article))
            return bool(match.taken is not None and match.taken.id == ledger.id)
        if key == "due":
            return not _contradict(article, ledger)
        return bool(plain(ledger) == plain(article))

    def _propose(self, item: Item, found: Sequence[Candidate]) -> None:
        """Certain: merged. Likely (0.8 and more): merged, but asked. Else a new row, with others to choose from."""
        item.candidates = tuple(found)
        sure = [one for one in found if one.certain]
        first = sure[0] if sure else next(iter(found), None)
        if first is not None and (first.certain or first.score >= _ask_from(item.kind)):
            item.decision, item.target, item.asked = "merge", first.id, not first.certain
        else:
            item.decision, item.target, item.asked = "new", "", False


def _ask_from(kind: str) -> float:
    """What hangs on a project is a candidate only if it is like enough."""
    return 0.0 if kind in _LIKE else _MEETING_LIKE if kind == "meeting" else 0.8


def _without_due(title: str, values: Mapping[str, Any]) -> str:
    """A task with another deadline is the same task."""
    due = values.get("due")
    return title.replace(due.text, "") if due is not None else title


def _contradict(one: Due | None, other: Due | None) -> bool:
    """Two deadlines, and not the same? The same words do not contradict each other where one lacks its year."""
    if one is None or other is None or plain(one) == plain(other):
        return False
    return one.text != other.text or None not in (one.on, other.on)


def _holds(title: str, held: Iterable[str]) -> bool:
    """Is the post known already, perhaps among several or in a longer wording?"""
    return any(title == one or title in one or one in title for one in held)
