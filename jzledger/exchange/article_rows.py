"""From decided Items to the rows of a Proposal, each value with its sentence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from jzledger.exchange.article_items import Item
from jzledger.exchange.article_links import Linker
from jzledger.exchange.article_meeting import day_of
from jzledger.exchange.article_reading import day_said
from jzledger.ledger.article_known import listed_on, sponsors_of
from jzledger.ledger.computed import LEVEL_WORDS
from jzledger.records.base import new_id
from jzledger.records.kinds import Due, Ref
from jzledger.rules.proposal import Origin, Proposal, ProposedCell, ProposedRow, Verdict

_LEVELS = {word: level for level, word in LEVEL_WORDS.items()}
_PLAIN = {
    "project": "total_yuan status signed_on started_on completed_on commissioned_on".split(),
    "meeting": "kind title ordinal held_on held_text place attendees".split(),
    "milestone": "name done_on elapsed_days".split(),
    "lead": "name investor place content amount_yuan stage".split(),
    "figure": "scope kind level count amount_yuan ratio period qualifier".split(),
    "issue": "title category".split(),
    "directive": "title opened_on source_text note".split(),
}


class RowMaker:
    """Makes the rows of one article. With `final` every item is taken as decided, else what is asked stays `ask`."""

    def __init__(
        self, found: Mapping[str, Any], items: Sequence[Item], linker: Linker, article_id: str, final: bool
    ) -> None:
        self.found, self.linker, self.article_id, self.final = found, linker, article_id, final
        self.items = [item for item in items if item.decision != "skip"]
        self.by_id = {item.id: item for item in self.items}
        self.skipped = {(item.kind, item.name) for item in items if item.decision == "skip"}
        self.day = day_said(found)
        self.rows: list[ProposedRow] = []
        self.programmes = dict(linker.known.programmes)
        self.people: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.asked: set[str] = set()  # ids of known rows that a clerk has to confirm

    def proposal(self, data: bytes, file_name: str) -> Proposal:
        self._article(data, file_name)
        for kind, make in (
            ("unit", self._unit),
            ("person", self._person),
            ("project", self._project),
            ("meeting", self._meeting),
            ("issue", self._issue),
            ("directive", self._directive),
            ("figure", self._figure),
            ("milestone", self._milestone),
            ("lead", self._lead),
        ):
            for item in self.items:
                if item.kind == kind:
                    make(item)
        return Proposal("article", self.article_id, tuple(self.rows))

    # Rows.
    def _add(self, noun: str, values: Mapping[str, Any], item: Item, verdict: Verdict = "take") -> str:
        """A new row; with the id of its item where the item is that row."""
        row_id = item.id if noun == item.noun else new_id()
        cells = tuple(
            ProposedCell(key, value, verdict, origin=item.origin(_field_of(key)))
            for key, value in values.items()
            if value is not None
        )
        self.rows.append(ProposedRow(noun, row_id, True, cells))
        return row_id

    def _merge(self, item: Item, name: tuple[str, Any], written: Mapping[str, Any]) -> str:
        """A known row: its sentence is noted, and what the clerk takes from the article is written."""
        asks = item.asked and not self.final
        first = ProposedCell(name[0], name[1], "ask" if asks else "same", origin=item.origin())
        kept = [
            ProposedCell(one.key, one.article, "same", origin=item.origin(one.key))
            for one in item.differences
            if one.verdict == "same" and one.key in _PLAIN.get(item.kind, ())
        ]
        before = {one.key: one.ledger for one in item.differences}
        cells = [
            ProposedCell(key, value, "take", _base(before.get(_field_of(key))), item.origin(_field_of(key)))
            for key, value in written.items()
        ]
        if asks:
            self.asked.add(item.target)
        known = item.merged_with
        told = ((item.target,), known.reason if known else "") if asks else ((), "")
        self.rows.append(ProposedRow(item.noun, item.target, False, (first, *kept, *cells), *told))
        return item.target

    def _taken(self, item: Item) -> dict[str, Any]:
        """What of a merged item counts over the ledger: Field key -> value."""
        return {one.key: one.article for one in item.differences if one.key in item.taken}

    def _verdict(self, *linked: str | None) -> Verdict:
        return "ask" if self.asked.intersection(one for one in linked if one) else "take"

    # What items link to.
    def _project_id(self, value: Any) -> str | None:
        if not isinstance(value, Ref):
            return None
        item = self.by_id.get(value.id)
        if item is not None:
            return item.target if item.decision == "merge" else item.id
        return value.id if value.id in self.linker.known.projects else None

    def _person_id(self, name: str | None, item: Item) -> str | None:
        """The person of that name: of this article, of the ledger, or a new one."""
        if not name:
            return None
        if name not in self.people:
            known = self.linker.people_called(name)
            if not known and ("person", name) in self.skipped:
                return None
            self.people[name] = (
                known[0].id
                if known
                else self._named("person", name, item, item.origin("sponsor") or item.origin())
            )
        return self.people[name]

    def _unit_id(self, name: Any, item: Item, *, grows: bool) -> str | None:
        if not name:
            return None
        if name not in self.units:
            known = self.linker.known_unit(name, self.day)
            if known is None and (not grows or ("unit", name) in self.skipped):
                return None
            self.units[name] = known or self._named("unit", name, item, item.origin())
        return self.units[name]

    def _named(self, noun: str, name: str, item: Item, origin: Origin | None) -> str:
        row_id = new_id()
        self.rows.append(ProposedRow(noun, row_id, True, (ProposedCell("name", name, origin=origin),)))
        return row_id

    def _programme_id(self, name: str, item: Item) -> str:
        if name not in self.programmes:
            self.programmes[name] = self._add("programme", {"name": name, "level": _LEVELS.get(name)}, item)
        return self.programmes[name]

    # Kind by kind.
    def _article(self, data: bytes, file_name: str) -> None:
        found = self.found
        values = {
            "title": found["title"],
            "paper": found["source"],
            "published_on": day_of(found["published"]),
            "event_text": found["event_date"],
            "reporter": "、".join(found["reporters"]) or None,
            "file_name": file_name,
            "sha256": hashlib.sha256(data).hexdigest(),
            "raw": data,
            "clean_text": found["body"],
            "repairs": found["damage"],
        }
        cells = tuple(ProposedCell(key, value) for key, value in values.items() if value is not None)
        self.rows.append(ProposedRow("article", self.article_id, True, cells))

    def _unit(self, item: Item) -> None:
        if item.decision == "merge":
            row_id = self._merge(item, ("name", item.name), {})
            self._remember(item, "unit_alias", {"unit_id": row_id}, (item.name,), self.linker.known.units)
        else:
            values = {"name": item.name, "kind": item.values.get("kind")}
            row_id = self._add("unit", values, item)
            self._remember(item, "unit_alias", {"unit_id": row_id}, item.values.get("aliases", ()), {})
        self.units[item.name] = row_id

    def _remember(
        self,
        item: Item,
        noun: str,
        values: Mapping[str, Any],
        wordings: Sequence[str],
        known: Mapping[str, Any],
    ) -> None:
        """Other names that a row goes by, but for those it has."""
        owner = next(iter(values.values()))
        held = {one.name for one in known.get(owner, ())}
        for name in dict.fromkeys(wordings):
            if name and name not in held:
                self._add(noun, {**values, "alias": name}, item, self._verdict(owner))

    def _person(self, item: Item) -> None:
        posts = item.values.get("posts", ())
        verdict: Verdict = "take"
        if item.decision == "merge":
            # The name is beyond doubt; what may be asked is the post.
            cell = ProposedCell("name", item.name, "same", origin=item.origin())
            self.rows.append(ProposedRow("person", item.target, False, (cell,)))
            row_id, posts = item.target, [t for one in self._taken(item).values() for t in one]
            posts = [title for title in posts if title not in self.linker.known.people[row_id][1]]
            verdict = "ask" if item.asked and not self.final else "take"
        else:
            row_id = self._add("person", {"name": item.name}, item)
        for title in posts:
            self._add("post", {"person_id": row_id, "title": title}, item, verdict)
        self.people[item.name] = row_id

    def _project(self, item: Item) -> None:
        values = item.values if item.decision == "new" else self._taken(item)
        own = {key: values[key] for key in _PLAIN["project"] if values.get(key) is not None}
        parent = self._project_id(values.get("parent"))
        links = {
            "parent_id": parent if parent != item.id else None,
            "county_unit_id": self._unit_id(values.get("county_unit"), item, grows=item.decision == "new"),
        }
        own |= {key: value for key, value in links.items() if value}
        wordings = [item.name, *item.values.get("aliases", ())]
        if item.decision == "merge":
            row_id = self._merge(item, ("name", item.name), own)
            known: Mapping[str, Any] = self.linker.known.projects
        else:
            row_id, known, wordings = self._add("project", {"name": item.name, **own}, item), {}, wordings[1:]
        owner = {"project_id": row_id, "article_id": self.article_id}
        self._remember(item, "project_alias", owner, wordings, known)
        lists = (*values.get("levels", ()), *values.get("programmes", ()))
        listed = self.linker.ledger.read(listed_on, [row_id]) if lists and item.decision == "merge" else set()
        for name in lists:
            programme = self._programme_id(name, item)
            if (row_id, programme) not in listed:
                linked = {"project_id": row_id, "programme_id": programme}
                self._add("listing", linked, item, self._verdict(row_id))
        if values.get("sponsor"):
            self._sponsor(item, row_id, values["sponsor"])

    def _sponsor(self, item: Item, project: str, name: str) -> None:
        """A new leader takes over on the day of the article; who led before stays in the history until the day before."""
        values: dict[str, Any] = {
            "project_id": project,
            "person_id": self._person_id(name, item),
            "kind": "sponsor",
        }
        if item.decision == "merge" and self.day is not None:
            before = self.linker.ledger.read(sponsors_of, [project]).get(project, ())
            values["from_on"] = self.day if before else None
            for role in before:
                cell = ProposedCell("to_on", self.day - timedelta(days=1), origin=item.origin("sponsor"))
                self.rows.append(ProposedRow("role", role, False, (cell,)))
        elif item.decision == "merge" and any(
            one.key == "sponsor" and one.verdict == "differs" for one in item.differences
        ):
            # Without a day nobody knows until when the other led: the table shows the new one instead.
            cell = ProposedCell("sponsor", name, "take", origin=item.origin("sponsor"))
            self.rows.append(ProposedRow("project", project, False, (cell,)))
            return
        self._add("role", values, item, self._verdict(project))

    def _meeting(self, item: Item) -> None:
        values = item.values if item.decision == "new" else self._taken(item)
        own = {key: values.get(key) for key in _PLAIN["meeting"] if values.get(key) is not None}
        if values.get("held_on"):
            own.pop("held_text", None)
        if values.get("chair"):
            own["chair_id"] = self._person_id(values["chair"], item)
        if item.decision == "merge":
            self._merge(item, ("title", item.name), own)
        else:
            self._add("meeting", own, item)

    @property
    def _meeting_id(self) -> str | None:
        item = next((one for one in self.items if one.kind == "meeting"), None)
        if item is None:
            return None
        return item.target if item.decision == "merge" else item.id

    def _issue(self, item: Item) -> None:
        project = self._project_id(item.values.get("project"))
        if item.decision == "merge":
            self._merge(item, ("title", item.name), self._issue_change(item))
            return
        values = {
            "kind": "problem",
            "state": "listed",
            "project_id": project,
            **{key: item.values.get(key) for key in _PLAIN["issue"]},
            "lead_unit_id": self._unit_id(item.values.get("lead_unit"), item, grows=item.touched),
            **_due(item.values.get("due")),
        }
        self._add("issue", values, item, self._verdict(project))

    def _issue_change(self, item: Item) -> dict[str, Any]:
        """A deadline goes the way that a clerk's typing goes, so that an extension is noted as one."""
        taken = self._taken(item)
        return {key: taken[key] for key in ("category", "due") if key in taken}

    def _directive(self, item: Item) -> None:
        project, meeting = self._project_id(item.values.get("project")), self._meeting_id
        speaker = item.values.get("speaker")
        person = self.people.get(speaker or "") or (
            self._person_id(speaker, item) if speaker and self.linker.people_called(speaker) else None
        )
        verdict = self._verdict(project, meeting, item.target if item.decision == "merge" else None)
        said = {
            "meeting_id": meeting,
            "article_id": self.article_id,
            "project_id": project,
            "speaker_id": person,
            "speaker_text": None if person else speaker,
            "text": item.name,
            "order_no": self._order(item),
        }
        if item.decision == "merge":
            self._merge(item, ("title", item.name), self._issue_change(item))
            self._add("instruction", said, item, self._verdict(item.target, project, meeting))
            return
        instruction = self._add("instruction", said, item, verdict)
        values = {
            "kind": "directive",
            "state": "listed",
            "project_id": project,
            "instruction_id": instruction,
            **{key: item.values.get(key) for key in _PLAIN["directive"]},
            "source_text": item.values.get("source_text") or (None if meeting else self._source()),
            "lead_unit_id": self._unit_id(item.values.get("lead_unit"), item, grows=item.touched),
            **_due(item.values.get("due")),
        }
        self._add("issue", values, item, verdict)

    def _source(self) -> str | None:
        title = self.found["title"]
        return f"《{title}》" if title else None

    def _order(self, item: Item) -> int:
        return [one.id for one in self.items if one.kind == "directive"].index(item.id) + 1

    def _figure(self, item: Item) -> None:
        period = str(item.values.get("period") or "")
        year, month = re.match(r"\d{4}", period), re.search(r"-(\d\d)$", period)
        values: dict[str, Any] = {
            "article_id": self.article_id,
            "project_id": self._project_id(item.values.get("project")),
            **{key: item.values.get(key) for key in _PLAIN["figure"]},
            "year": int(year[0]) if year else None,
            "month": int(month[1]) if month else None,
        }
        self._add("figure", values, item, self._verdict(values["project_id"]))

    def _milestone(self, item: Item) -> None:
        project = self._project_id(item.values.get("project"))
        if project is None:
            return  # its project was skipped
        if item.decision == "merge":
            self._merge(item, ("name", item.name), self._taken(item))
            return
        values = {"project_id": project, **{key: item.values.get(key) for key in _PLAIN["milestone"]}}
        self._add("milestone", values, item, self._verdict(project))

    def _lead(self, item: Item) -> None:
        if item.decision == "merge":
            self._merge(item, ("name", item.name), {})
            return
        values = {key: item.values.get(key) for key in _PLAIN["lead"]}
        values["county_unit_id"] = self._unit_id(item.values.get("county_unit"), item, grows=True)
        self._add("lead", values, item)


def _due(due: Due | None) -> dict[str, Any]:
    if due is None:
        return {}
    return {
        "due_text": due.text,
        "due_on": due.on,
        "due_precision": due.precision,
        "first_due_on": due.on,
    }


def _field_of(column: str) -> str:
    """The Field key of a column: project_id -> project."""
    return column.removesuffix("_id")


def _base(ledger: Any) -> Any:
    """What the ledger held when the clerk looked; of links and lists only the ledger itself knows the columns."""
    if isinstance(ledger, Ref):
        return ledger.id
    return ledger if isinstance(ledger, int | float | str | date) else None
