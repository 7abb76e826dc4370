"""演示: the ledger of a made-up office, from `resources/demo.toml`.

Rows are typed in as a clerk would type them, each issue on its own days, so that deadlines, extensions and histories
come about by the same rules as in an office.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from jzledger.articles.sentences import locate
from jzledger.exchange.new_ledger import make_ledger
from jzledger.ledger import issues, names, writers
from jzledger.ledger.ledger import Ledger
from jzledger.records.base import new_id, nouns
from jzledger.records.fields import TABLES
from jzledger.records.issues import Instruction, IssueUpdate
from jzledger.records.kinds import DUE, WAN, Ref
from jzledger.records.projects import MonthlyProgress
from jzledger.records.sources import Article, Evidence
from jzledger.rules.context import Context

DAY = date(2024, 6, 5)
Session = Any  # this room does not know the database
Typed = Mapping[str, Any]  # Field key -> what is typed, of one row

# Keys of the file that are no Fields of their row.
_PARTS = {
    "milestones",
    "issues",
    "done",
    "physical",
    "history",
    "quote",
    "instruction",
    "instructions",
    "key",
}
# The state to which an event of a history takes its issue; a first report takes it to `in_progress`.
_MOVES = {state: state for state in ("assigned", "closing_requested", "verifying", "closed", "long_term")}
_MOVES["returned"] = "in_progress"
# Where the words of an event are kept; without an entry they are its text.
_WORDS = {"verifying": "verified_by", "closed": "verified_text"}
_YUAN = 10_000  # of 1 万元


def make_demo(ledger: str, *, resources: Path, by: str) -> Ledger:
    """Make it and leave it open; each making has the same content. Raises what `make_ledger` raises."""
    data = tomllib.loads((resources / "demo.toml").read_text("utf-8"))
    place: dict[str, Any] = {"city": "9901", "city_name": "云岭市", "office": "云岭市重点项目建设办公室"}
    made = make_ledger(ledger, year=DAY.year, by=by, resources=resources, **place)
    try:
        made.save_settings(today=DAY.isoformat(), sample="演示", **data["settings"])
        demo = _Demo(data, made.context(DAY))
        made.edit("登记单位和人员", demo.add_names)
        made.edit("登记项目、节点和进度", demo.add_projects)
        made.edit("登记稿件和会议", demo.add_sources)
        made.edit("登记问题和交办事项", demo.add_issues)
        made.edit("登记招商线索", demo.add_leads)
    except BaseException:
        made.close()
        raise
    return made


class _Demo:
    """The rows of the file; one method for each Step, later ones link to the rows of earlier ones."""

    def __init__(self, data: Typed, context: Context) -> None:
        self.data, self.context = data, context
        self.projects: dict[str, Ref] = {}
        self.instructions: dict[str, tuple[str, str]] = {}  # text -> id, how its source is called
        self.article_id, self.body = new_id(), data["article"]["body"].strip()

    def add_names(self, session: Session) -> None:
        for order_no, unit in enumerate(self.data["units"], 1):
            _add(session, "units", {**unit, "order_no": order_no}, self.context)
        for person in self.data["people"]:
            _add(session, "people", person, self.context)

    def add_projects(self, session: Session) -> None:
        for order_no, typed in enumerate(self.data["projects"], 1):
            row = _add(session, "projects", {**typed, "order_no": order_no}, self.context)
            project = self.projects[row.name] = Ref("project", row.id, row.name)
            for name, due, baseline_on, done_on in typed["milestones"]:
                days = {"due": due, "baseline_on": baseline_on, "done_on": done_on}
                _add(session, "milestones", {"project": project, "name": name, **days}, self.context)
            self._add_progress(session, typed, row.id)

    def _add_progress(self, session: Session, typed: Typed, project_id: str) -> None:
        """A month that was not reported has no row."""
        months, physical = self.data["months"], typed.get("physical", ())
        target = WAN.parse(typed.get("target_yuan", ""), self.context) or 0
        first_in_words = len(months["reported_on"]) - len(physical)
        for place, reported_on in enumerate(months["reported_on"]):
            done = typed.get("done", {}).get(str(place + 1))
            if done is None:
                continue
            session.add(
                MonthlyProgress(
                    project_id=project_id,
                    year=self.context.year,
                    month=place + 1,
                    plan_ytd_yuan=target * months["planned_percent"][place] // 100,
                    done_ytd_yuan=done * _YUAN,
                    physical_progress=physical[place - first_in_words] if place >= first_in_words else None,
                    reported_on=reported_on,
                    reported_by_id=names.find(session, "person", typed["person"]),
                )
            )

    def add_sources(self, session: Session) -> None:
        typed = self.data["article"]
        head = (
            typed["title"],
            f"{typed['published_on']}　{typed['paper']}",
            f"本报记者　{typed['reporter']}",
        )
        raw = "\n".join((*head, self.body, "")).encode()
        values = {**typed, "body": None, "raw": raw, "clean_text": self.body, "repairs": []}
        del values["body"]
        session.add(Article(id=self.article_id, sha256=hashlib.sha256(raw).hexdigest(), **values))
        for meeting in self.data["meetings"]:
            row = _add(session, "meetings", meeting, self.context)
            self._cite(session, "meeting", row.id, meeting, ("title", "held_on"))
            for order_no, text in enumerate(meeting["instructions"], 1):
                told = Instruction(id=new_id(), meeting_id=row.id, speaker_id=row.chair_id, text=text)
                told.order_no = order_no
                session.add(told)
                self.instructions[text] = (told.id, meeting["key"])

    def add_issues(self, session: Session) -> None:
        typed = [(name, issue) for project in self.data["projects"] for name, issue in _issues_of(project)]
        problems = sorted((issue["opened_on"] for _, issue in typed if "kind" not in issue))
        for name, issue in typed:
            if "kind" in issue:
                self._add_issue(session, "directives", self.projects[name], issue)
                continue
            # Problems are numbered in the order in which they were listed.
            place = problems.index(issue["opened_on"])
            problems[place] = date.min
            number = f"{self.context.year}-{place + 1:03}"
            self._add_issue(session, "issues", self.projects[name], {"number": number, **issue})

    def _add_issue(self, session: Session, table: str, project: Ref, typed: Typed) -> None:
        opened = replace(self.context, today=typed["opened_on"])
        row = _add(session, table, {"project": project, **typed}, opened, state="listed")
        if "instruction" in typed:
            row.instruction_id, row.source_text = self.instructions[typed["instruction"]]
            session.get_one(Instruction, row.instruction_id).project_id = project.id
        for day, event, *words in typed["history"]:
            _happen(session, row, event, words, replace(self.context, today=day))
        self._cite(session, "issue", row.id, typed, ("title", "project_id"))

    def add_leads(self, session: Session) -> None:
        for lead in self.data["leads"]:
            _add(session, "leads", lead, self.context)

    def _cite(self, session: Session, noun: str, row_id: str, typed: Typed, columns: Iterable[str]) -> None:
        """The sentence of the article behind some columns of a row, where the file quotes one."""
        if "quote" not in typed:
            return
        span = locate(self.body, typed["quote"])
        assert span is not None, f"not in the article: {typed['quote']}"
        for column in columns:
            session.add(
                Evidence(
                    source_kind="article",
                    source_id=self.article_id,
                    place=f"{span[0]}:{span[1]}",
                    quote=typed["quote"],
                    noun_name=noun,
                    row_id=row_id,
                    column_name=column,
                )
            )


def _issues_of(project: Typed) -> list[tuple[str, Typed]]:
    return [(project["name"], issue) for issue in project["issues"]]


def _add(session: Session, key: str, typed: Typed, context: Context, **values: Any) -> Any:
    """A new row of a table, with what is typed into its cells on the day of `context`."""
    table = TABLES[key]
    row = nouns()[table.noun](id=new_id(), **table.where, **values)
    later = []
    for name, words in typed.items():
        if name in _PARTS or name in table.where:
            continue
        field = table.field(name)
        value = field.kind.parse(words, context) if isinstance(words, str) else words
        if (table.noun, name) in writers.WRITERS:
            later.append((field, value))
        else:
            writers.write(session, row, field, value, context)
    # What stands in side tables links to the row.
    session.add(row)
    session.flush()
    for field, value in later:
        writers.write(session, row, field, value, context)
    session.flush()
    return row


def _happen(session: Session, issue: Any, event: str, words: Sequence[str], context: Context) -> None:
    """One line of a history: an IssueUpdate, and the state that it leads to."""
    if event == "extended":
        issues.set_due(session, issue, DUE.parse(words[0], context), context)
        words = words[1:]
    elif event in _MOVES:
        issues.move(session, issue, _MOVES[event], context)
    elif event == "progress" and issue.state == "assigned":
        issues.move(session, issue, "in_progress", context)
    else:
        session.add(IssueUpdate(issue_id=issue.id, on_day=context.today, kind=event))
    (update,) = (row for row in session.new if isinstance(row, IssueUpdate))
    if words:
        setattr(update, _WORDS.get(event, "text"), words[0])
    if event == "supervised":
        update.ordinal = int(words[0].partition("第")[2].partition("次")[0])
    session.flush()
