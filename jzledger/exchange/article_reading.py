"""From what the extraction found in an article to Items: what each says, its sentence, the stretch of text it stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jzledger.articles.extract import locate
from jzledger.articles.names import plain
from jzledger.exchange.article_items import MAIN, Item
from jzledger.exchange.article_meeting import day_of, meeting_of, sentence_with
from jzledger.ledger.issues import CATEGORIES
from jzledger.records.base import new_id
from jzledger.records.kinds import Due, Ref
from jzledger.rules import deadlines
from jzledger.rules.proposal import Origin
from jzledger.rules.text import fold
from jzledger.rules.workdays import WorkCalendar

_CATEGORY_NAMES = dict(CATEGORIES)
LEVEL_LISTS = {"省": "省重点", "市": "市重点", "区县": "区县重点"}
_FIGURE_LEVELS = {"省": "province", "市": "city", "区县": "county"}
# Where the lists of the extraction become items, in this order.
_STAGES = {
    "签约": ("signed_on", "signed"),
    "开工": ("started_on", "under_construction"),
    "竣工": ("completed_on", "completed"),
    "投产": ("commissioned_on", "commissioned"),
}
_COUNTY = tuple("县区市")


def plain_name(name: str) -> str:
    """A name for comparing: folded, without marks, without 项目, 工程 or 建设 at its end."""
    return plain(fold(name))


def day_said(found: Mapping[str, Any]) -> date | None:
    """The day that deadlines count from: that of the event, else that of the paper."""
    return day_of(found["event_date"]) or day_of(found["published"])


class ItemReader:
    """`items` are those of one article, as if the ledger were empty."""

    def __init__(self, found: Mapping[str, Any], calendar: WorkCalendar) -> None:
        self.found, self.calendar = found, calendar
        self.body: str = found["body"]
        self.items: list[Item] = []
        self.projects: dict[str, Item] = {}  # plain name -> project
        self.leaders = [one["name"] for one in found["people"] if one["role"] == "leader"]
        self._read()

    def _read(self) -> None:
        found = self.found
        meeting = meeting_of(found, self.leaders)
        if meeting is not None:
            values, sentence = meeting
            self._add("meeting", values, sentence)
        self._each("projects", self._project)
        for number, said in enumerate(found["projects"]):
            self._parent(said, number)
        self._each("issues", self._issue)
        self._each("requirements", self._requirement)
        for number, said in enumerate(found["people"]):
            if said["role"] == "leader":
                self._person(said, number)
        self._units()
        self._each("figures", self._figure)
        self._each("milestones", self._milestone)
        self._each("leads", self._lead)

    def _each(self, key: str, read: Any) -> None:
        for number, said in enumerate(self.found[key]):
            read(said, number)

    def _add(
        self, kind: str, values: Mapping[str, Any], quote: str | None, found: tuple[str, int] = ("", 0)
    ) -> Item:
        kept = {key: value for key, value in values.items() if value not in (None, ())}
        item = Item(new_id(), kind, kept, found=found, rule=self._rule(found))
        origin = self.origin(quote)
        if origin is not None:
            item.origins[""] = origin
            item.span = span_of(self.body, origin, str(kept.get(MAIN[kind]) or ""))
        self.items.append(item)
        return item

    def _rule(self, found: tuple[str, int]) -> str:
        key, number = found
        return str(self.found[key][number].get("rule") or "") if key in self.found else ""

    def origin(self, quote: str | None) -> Origin | None:
        place = locate(self.body, quote) if quote else None
        return Origin(f"{place[0]}:{place[1]}", quote or "") if place else None

    def _ref(self, name: str | None) -> Ref | None:
        item = self.projects.get(plain_name(name)) if name else None
        return Ref("project", item.id, item.name) if item is not None else None

    def _project(self, said: Mapping[str, Any], number: int) -> None:
        place = said["place"]
        values = {
            "name": said["name"],
            "aliases": tuple(said["aliases"]),
            "levels": tuple(LEVEL_LISTS[level] for level in said["levels"]),
            "programmes": tuple(said["programmes"]),
            # Towns are no 属地.
            "county_unit": place if place and place.endswith(_COUNTY) else None,
            "sponsor": said["leader"],
        }
        item = self._add("project", values, said["evidence"], ("projects", number))
        for name in (said["name"], *said["aliases"]):
            self.projects.setdefault(plain_name(name), item)

    def _parent(self, said: Mapping[str, Any], number: int) -> None:
        above, item = self._ref(said["part_of"]), self.projects[plain_name(said["name"])]
        if above is not None and above.id != item.id:
            item.values["parent"] = above

    def _issue(self, said: Mapping[str, Any], number: int) -> None:
        values = {
            "title": said["text"],
            "category": _CATEGORY_NAMES[said["category"]],
            "project": self._ref(said["project"]),
        }
        self._add("issue", values, said["evidence"], ("issues", number))

    def _requirement(self, said: Mapping[str, Any], number: int) -> None:
        due = self.due(said["deadline"])
        values = {
            "title": said["text"],
            "project": self._ref(said["project"]),
            # Papers name units loosely (属地政府, 各项目实施单位); only a known unit becomes a link.
            "note": f"承办：{said['unit']}" if said["unit"] else None,
            "lead_unit": said["unit"],
            "due": due,
            "opened_on": day_of(self.found["event_date"]),
            "speaker": said["by"],
        }
        self._add("directive", values, said["evidence"], ("requirements", number))

    def due(self, words: str | None) -> Due | None:
        """A deadline counts from the day of the event; without one only a full date means a day."""
        if not words:
            return None
        base = day_said(self.found)
        if base is None:
            day = deadlines.is_plain_date(words)
            return Due(words, day, "day" if day else None)
        meant = deadlines.parse(words, base, self.calendar)
        return Due(words, meant.on, meant.precision or None)

    def _person(self, said: Mapping[str, Any], number: int) -> None:
        titles = tuple(said["title"].split("、")) if said["title"] else ()
        # 市委副书记、市长 is one title in the paper and two posts; a shared title stays whole.
        values = {"name": said["name"], "posts": (said["title"],) if titles else ()}
        self._add("person", values, sentence_with(self.body, said["name"]), ("people", number))

    def _units(self) -> None:
        """Places that projects lie in: counties, districts and cities of their own."""
        seen: dict[str, Item] = {}
        for item in list(self.items):
            place = item.values.get("county_unit") if item.kind == "project" else None
            if place and place not in seen:
                origin = item.origin()
                quote = origin.quote if origin else None
                seen[place] = self._add("unit", {"name": place, "kind": "county"}, quote)

    def _figure(self, said: Mapping[str, Any], number: int) -> None:
        amount, project = said["amount_wan"], self._ref(said["scope"])
        values = {
            "scope": said["scope"],
            "kind": said["kind"],
            "level": _FIGURE_LEVELS.get(said["level"] or ""),
            "count": said["count"],
            "amount_yuan": None if amount is None else round(amount * 10_000),
            "ratio": said["ratio"],
            "period": said["period"],
            "qualifier": said["qualifier"],
            "project": project,
        }
        item = self._add("figure", values, said["evidence"], ("figures", number))
        if project is not None and said["kind"] == "total" and amount is not None and not said["qualifier"]:
            self._told(project, "total_yuan", item.values["amount_yuan"], item)

    def _milestone(self, said: Mapping[str, Any], number: int) -> None:
        project = self._ref(said["project"])
        if project is None:
            return
        done = day_of(said["date"])
        values = {
            "name": said["stage"],
            "project": project,
            "done_on": done,
            "elapsed_days": said["elapsed_days"],
        }
        item = self._add("milestone", values, said["evidence"], ("milestones", number))
        item.span = span_of(self.body, item.origin(), said["stage"])
        column, status = _STAGES.get(said["stage"], ("", ""))
        if column and done:
            self._told(project, column, done, item)
            self._told(project, "status", status, item)

    def _told(self, project: Ref, key: str, value: Any, by: Item) -> None:
        """Another item says something of a project; later stages say more than earlier ones."""
        item = next(one for one in self.items if one.id == project.id)
        standing = item.values.get("status")
        if key == "status" and standing and _later(standing, value):
            return
        if key in item.values and key != "status":
            return
        item.values[key] = value
        origin = by.origin()
        if origin is not None:
            item.origins[key] = origin

    def _lead(self, said: Mapping[str, Any], number: int) -> None:
        self._add("lead", {"name": said["name"], "stage": "线索"}, said["evidence"], ("leads", number))


def _later(standing: str, other: str) -> bool:
    order = [status for _, status in _STAGES.values()]
    return order.index(standing) > order.index(other)


def span_of(body: str, origin: Origin | None, words: str) -> tuple[int, int]:
    """Where the words stand in their sentence; the whole sentence where they do not stand there as they are."""
    if origin is None:
        return (0, 0)
    start, end = place_of(origin)
    for part in (words, *words.split("。")):
        place = body.find(part, start, end) if part else -1
        if place >= 0:
            return place, place + len(part)
    return start, end


def place_of(origin: Origin) -> tuple[int, int]:
    """Start and end of a sentence in the text."""
    start, _, end = origin.place.partition(":")
    return int(start), int(end)


def same_reading(items: Sequence[Item]) -> dict[tuple[str, str, int], Item]:
    """Items by where they come from, to carry decisions over when the article is read again."""
    counted: dict[tuple[str, str, int], Item] = {}
    for number, item in enumerate(items):
        key, place = item.found
        counted[item.kind, key, place if key else number] = item
    return counted
