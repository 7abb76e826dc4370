"""From what an article says to rows of the ledger: a Proposal with the evidence of every value.

What the article does not say is left empty. A name that is known, or is known in another wording, is linked to its
row; the wording alone decides (`same_project`), never knowledge from outside.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jzledger.articles.extract import locate, read_article
from jzledger.articles.names import plain, same_project
from jzledger.errors import AlreadyImported, NotAnArticle
from jzledger.ledger.issues import CATEGORIES
from jzledger.ledger.known import Known, known_names
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id
from jzledger.rules import deadlines
from jzledger.rules.chinese_numbers import number
from jzledger.rules.context import Context
from jzledger.rules.proposal import Origin, Proposal, ProposedCell, ProposedRow, Verdict
from jzledger.rules.text import fold
from jzledger.rules.workdays import WorkCalendar

# Where an article knows month and day only, nothing is written into a date column.
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CATEGORY_NAMES = dict(CATEGORIES)
_LEVEL_LISTS = {"省": ("省重点", "province"), "市": ("市重点", "city"), "区县": ("区县重点", "county")}
_FIGURE_LEVELS = {"省": "province", "市": "city", "区县": "county"}
_STAGE_COLUMNS = {
    "签约": ("signed_on", "signed"),
    "开工": ("started_on", "under_construction"),
    "竣工": ("completed_on", "completed"),
    "投产": ("commissioned_on", "commissioned"),
}
_MEETINGS = (("调度会", "coordination"), ("例会", "weekly"), ("观摩", "tour"), ("调研", "visit"))
_ORDINAL = re.compile(r"第([一二三四五六七八九十百\d]{1,4})次")


def plain_name(name: str) -> str:
    """A name for comparing: folded, without marks, without 项目, 工程 or 建设 at its end."""
    return plain(fold(name))


class ArticleReader:
    """Makes the Proposal of one article. Ids of new rows are given here, so that rows can link to each other."""

    def __init__(
        self, found: Mapping[str, Any], known: Known, article_id: str, calendar: WorkCalendar
    ) -> None:
        self.found, self.known, self.article_id, self.calendar = found, known, article_id, calendar
        self.rows: list[ProposedRow] = []
        self.project_ids: dict[str, str] = {}
        self.known_projects = {
            plain_name(n): row_id for row_id, names in known.projects.items() for n in names
        }
        self.people = dict(known.people)
        self.programmes = dict(known.programmes)
        self.units = dict(known.units)
        self.unsure: dict[str, Verdict] = {}

    def proposal(self, data: bytes, file_name: str) -> Proposal:
        self._article(data, file_name)
        for project in self.found["projects"]:
            self._project(project)
        for project in self.found["projects"]:
            self._parent(project)
        self._people()
        meeting = self._meeting()
        for issue in self.found["issues"]:
            self._issue(issue)
        for order, requirement in enumerate(self.found["requirements"], 1):
            self._requirement(requirement, meeting, order)
        for figure in self.found["figures"]:
            self._figure(figure)
        for milestone in self.found["milestones"]:
            self._milestone(milestone)
        for lead in self.found["leads"]:
            self._lead(lead)
        return Proposal("article", self.article_id, tuple(self.rows))

    def _add(self, noun: str, values: Mapping[str, Any], quote: str | None = None, **options: Any) -> str:
        """Propose a new row; each value that is not empty gets the sentence as its origin."""
        row_id = options.pop("row_id", None) or new_id()
        origin, verdict = self._origin(quote), options.pop("verdict", "take")
        cells = tuple(
            ProposedCell(key, v, verdict, origin=origin) for key, v in values.items() if v is not None
        )
        self.rows.append(ProposedRow(noun, row_id, True, cells, **options))
        return row_id

    def _change(self, noun: str, row_id: str, values: Mapping[str, Any], quote: str | None) -> None:
        """Propose to note a sentence for a known row, and to fill what `values` holds."""
        origin = self._origin(quote)
        cells = tuple(
            ProposedCell(key, v, "same", origin=origin) for key, v in values.items() if v is not None
        )
        self.rows.append(ProposedRow(noun, row_id, False, cells))

    def _origin(self, quote: str | None) -> Origin | None:
        span = locate(self.found["body"], quote) if quote else None
        return Origin(f"{span[0]}:{span[1]}", quote or "") if span else None

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
        self._add("article", values, row_id=self.article_id)

    def _project(self, project: Mapping[str, Any]) -> None:
        wordings = [project["name"], *project["aliases"]]
        exact, alike = self._matches(wordings)
        if exact:
            row_id = exact
            self._change("project", row_id, {"name": project["name"]}, project["evidence"])
        elif alike:
            # The wording says that it is a known project; a clerk has the last word.
            row_id = alike
            self.unsure[row_id] = "ask"
            origin = self._origin(project["evidence"])
            cell = ProposedCell("name", project["name"], "ask", origin=origin)
            self.rows.append(ProposedRow("project", row_id, False, (cell,), (row_id,), "名称相近"))
        else:
            values = {"name": project["name"], "county_unit_id": self._county(project)}
            row_id = self._add("project", values, project["evidence"])
        for name in wordings:
            self.project_ids[plain_name(name)] = row_id
        self._aliases(row_id, wordings, project["evidence"])
        self._listings(row_id, project)
        if project["leader"]:
            person = self._person(project["leader"], None, project["evidence"])
            values = {"project_id": row_id, "person_id": person, "kind": "sponsor"}
            self._add("role", values, project["evidence"], verdict=self._verdict(row_id))

    def _county(self, project: Mapping[str, Any]) -> str | None:
        """The county, district or county-level city that the article gives as the place; towns are no 属地."""
        place = project["place"]
        if not place or place[-1] not in "县区市":
            return None
        if place not in self.units:
            self.units[place] = self._add("unit", {"name": place, "kind": "county"}, project["evidence"])
        return self.units[place]

    def _matches(self, wordings: Iterable[str]) -> tuple[str | None, str | None]:
        """The known project that carries one of these names, and the one whose name says the same otherwise."""
        ours = [plain_name(name) for name in wordings]
        exact = next((self.known_projects[name] for name in ours if name in self.known_projects), None)
        if exact:
            return exact, None
        for name in wordings:
            for theirs, row_id in self.known_projects.items():
                # Two wordings of one project share the beginning of one of them; the look spares most comparisons.
                near = theirs[:2] in name or plain_name(name)[:2] in theirs
                if near and any(same_project(fold(name), fold(n)) for n in self.known.projects[row_id]):
                    return None, row_id
        return None, None

    def _verdict(self, project_id: str | None) -> Verdict:
        return self.unsure.get(project_id or "", "take")

    def _aliases(self, row_id: str, wordings: list[str], evidence: str) -> None:
        held = set(self.known.projects.get(row_id, ()))
        new = not held
        for name in wordings[1:] if new else wordings:
            if name not in held:
                values = {"project_id": row_id, "alias": name, "article_id": self.article_id}
                self._add("project_alias", values, evidence, verdict=self._verdict(row_id))

    def _listings(self, row_id: str, project: Mapping[str, Any]) -> None:
        lists: list[tuple[str, str | None]] = [_LEVEL_LISTS[level] for level in project["levels"]]
        lists += [(name, None) for name in project["programmes"]]
        for name, level in lists:
            if name not in self.programmes:
                self.programmes[name] = self._add(
                    "programme", {"name": name, "level": level}, project["evidence"]
                )
            values = {"project_id": row_id, "programme_id": self.programmes[name]}
            self._add("listing", values, project["evidence"], verdict=self._verdict(row_id))

    def _parent(self, project: Mapping[str, Any]) -> None:
        parent = self._project_id(project["part_of"])
        row_id = self.project_ids[plain_name(project["name"])]
        if parent is None or parent == row_id:
            return
        for place, row in enumerate(self.rows):
            if row.noun == "project" and row.id == row_id and row.new:
                cell = ProposedCell("parent_id", parent, origin=self._origin(project["evidence"]))
                self.rows[place] = ProposedRow(row.noun, row.id, True, (*row.cells, cell))

    def _project_id(self, name: str | None) -> str | None:
        return self.project_ids.get(plain_name(name)) if name else None

    def _people(self) -> None:
        for person in self.found["people"]:
            if person["role"] == "leader":
                self._person(person["name"], person["title"], self._sentence_with(person["name"]))

    def _person(self, name: str, title: str | None, evidence: str | None) -> str:
        if name not in self.people:
            self.people[name] = self._add("person", {"name": name}, evidence)
            if title:
                self._add("post", {"person_id": self.people[name], "title": title}, evidence)
        return self.people[name]

    def _sentence_with(self, words: str) -> str | None:
        sentences = re.findall(r"[^。！？!?\n]*[。！？!?]?[”’」』]?", self.found["body"])
        return next((sentence.strip() for sentence in sentences if words in sentence), None)

    def _meeting(self) -> str | None:
        """The meeting, tour or visit that the lead paragraph tells of, where requirements come from one."""
        lead = self.found["body"].partition("\n")[0]
        kind = next(((word, code) for word, code in _MEETINGS if word in lead), None)
        if kind is None or not self.found["requirements"]:
            return None
        word, code = kind
        sentence = self._sentence_with(word) or lead
        clause = next((c for c in re.split(r"[,，;；。]", sentence) if word in c), word)
        ordinal = _ORDINAL.search(clause)
        values = {
            "kind": code,
            "title": re.sub(r"(召开|举行|开幕)$", "", clause.strip()),
            "ordinal": number(ordinal[1]) if ordinal else None,
            "held_on": day_of(self.found["event_date"]),
            "held_text": _month_day(self.found["event_date"]),
        }
        return self._add("meeting", values, sentence)

    def _issue(self, issue: Mapping[str, Any]) -> None:
        project = self._project_id(issue["project"])
        values = {
            "kind": "problem",
            "state": "listed",
            "project_id": project,
            "title": issue["text"],
            "category": _CATEGORY_NAMES[issue["category"]],
        }
        self._add("issue", values, issue["evidence"], verdict=self._verdict(project))

    def _requirement(self, requirement: Mapping[str, Any], meeting: str | None, order: int) -> None:
        project, speaker = self._project_id(requirement["project"]), requirement["by"]
        verdict = self._verdict(project)
        person = self.people.get(speaker) if speaker else None
        said = {
            "meeting_id": meeting,
            "article_id": self.article_id,
            "project_id": project,
            "speaker_id": person,
            "speaker_text": None if person else speaker,
            "text": requirement["text"],
            "order_no": order,
        }
        instruction = self._add("instruction", said, requirement["evidence"], verdict=verdict)
        values = {
            "kind": "directive",
            "state": "listed",
            "project_id": project,
            "instruction_id": instruction,
            "title": requirement["text"],
            # Papers name units loosely (属地政府, 各项目实施单位); only a known unit becomes a link.
            "lead_unit_id": self.units.get(requirement["unit"] or ""),
            "note": f"承办：{requirement['unit']}" if requirement["unit"] else None,
            **self._due(requirement["deadline"]),
        }
        self._add("issue", values, requirement["evidence"], verdict=verdict)

    def _due(self, words: str | None) -> dict[str, Any]:
        """A deadline counts from the day of the event; without one only a full date means a day."""
        if not words:
            return {}
        base = day_of(self.found["event_date"]) or day_of(self.found["published"])
        if base is None:
            plain = deadlines.is_plain_date(words)
            return {"due_text": words, "due_on": plain, "first_due_on": plain}
        meant = deadlines.parse(words, base, self.calendar)
        due = {"due_text": words, "due_on": meant.on, "due_precision": meant.precision or None}
        return {**due, "first_due_on": meant.on}

    def _figure(self, figure: Mapping[str, Any]) -> None:
        year = re.match(r"\d{4}", figure["period"] or "")
        month = re.search(r"-(\d\d)$", figure["period"] or "")
        values = {
            "article_id": self.article_id,
            "project_id": self._project_id(figure["scope"]),
            "scope": figure["scope"],
            "level": _FIGURE_LEVELS.get(figure["level"] or ""),
            "kind": figure["kind"],
            "count": figure["count"],
            "amount_yuan": None if figure["amount_wan"] is None else round(figure["amount_wan"] * 10_000),
            "ratio": figure["ratio"],
            "period": figure["period"],
            "year": int(year[0]) if year else None,
            "month": int(month[1]) if month else None,
            "qualifier": figure["qualifier"],
        }
        self._add("figure", values, figure["evidence"])

    def _milestone(self, milestone: Mapping[str, Any]) -> None:
        project = self._project_id(milestone["project"])
        if project is None:
            return
        values = {
            "project_id": project,
            "name": milestone["stage"],
            "done_on": day_of(milestone["date"]),
            "elapsed_days": milestone["elapsed_days"],
        }
        self._add("milestone", values, milestone["evidence"], verdict=self._verdict(project))
        column = _STAGE_COLUMNS.get(milestone["stage"])
        if column and values["done_on"]:
            self._reached(project, column, values["done_on"], milestone["evidence"])

    def _reached(self, project: str, column: tuple[str, str], day: date, evidence: str) -> None:
        """A new project also shows the day in its own column; a known one keeps what the office wrote there."""
        for place, row in enumerate(self.rows):
            if row.noun == "project" and row.id == project and row.new:
                cells = (
                    ProposedCell(column[0], day, origin=self._origin(evidence)),
                    ProposedCell("status", column[1]),
                )
                self.rows[place] = ProposedRow(row.noun, row.id, True, (*row.cells, *cells))

    def _lead(self, lead: Mapping[str, Any]) -> None:
        if lead["name"] not in self.known.leads:
            self._add("lead", {"name": lead["name"], "stage": "线索"}, lead["evidence"])


def day_of(text: str | None) -> date | None:
    """A full day (2024-02-07); anything less is no day."""
    return date.fromisoformat(text) if text and _FULL_DAY.fullmatch(text) else None


def _month_day(text: str | None) -> str | None:
    """--05-29 as it stood in the paper: 5月29日."""
    found = re.fullmatch(r"--(\d\d)-(\d\d)", text or "")
    return f"{int(found[1])}月{int(found[2])}日" if found else None


def propose(ledger: Ledger, data: bytes, file_name: str, context: Context, resources: Path) -> Proposal:
    """What an article would write into this ledger; `resources` holds the word lists to read it by.

    Raises NotAnArticle for a file that is none, for an article that names no project, and for one known already.
    """
    found = read(data, file_name, resources)
    if not found["projects"] and not found["leads"]:
        raise NotAnArticle(
            "文章里没有读到项目，没有导入任何内容", file_name, "请确认这是关于项目的报道或纪要。"
        )
    known: Known = ledger.read(known_names)
    if hashlib.sha256(data).hexdigest() in known.articles:
        raise AlreadyImported("这篇文章已经导入过，没有再次导入", file_name, "可以在问题的“出处”里看到它。")
    return ArticleReader(found, known, new_id(), context.calendar).proposal(data, file_name)


def read(data: bytes, file_name: str, resources: Path) -> dict[str, Any]:
    """What an article says, without a ledger. Raises NotAnArticle for a file that is none."""
    return read_article(data, file_name, resources / "articles")
