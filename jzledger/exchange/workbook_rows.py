"""What the rows of one sheet say, as drafts of rows of the ledger. Nothing is guessed, nothing is dropped."""

from __future__ import annotations

from typing import Any

from jzledger.exchange import workbook_words as words
from jzledger.exchange.row_drafts import Draft
from jzledger.exchange.workbook_cells import RowCells, Told
from jzledger.formats.reading.found import ReadRow
from jzledger.records.fields import TABLES, Table
from jzledger.records.kinds import Ref
from jzledger.rules import lifecycle, similar
from jzledger.rules.project_names import plain
from jzledger.rules.text import fold

_OF_ISSUES = ("issues", "directives", "closed", "meeting")
# Said of an issue; of its project they would say something else.
_OF_AN_ISSUE = ("category", "measures", "lead_unit", "units", "owner", "deadline_text")
NEAR = 0.8  # likeness from which on a known issue of the project may be the same


class SheetRows(RowCells):
    """Makes the drafts of a sheet. A project is one row for all sheets of a workbook."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        said = f"{self.sheet.title} {self.sheet.sheet}"
        self.year, self.month = words.period(said, self.sheet.as_of)

    def read(self, row: ReadRow) -> Told:
        """The drafts of one row."""
        self.told, self._placed = Told(row), set()
        if self.sheet.kind == "leads":
            self._lead(row)
            return self.told
        project, unsure = self._project()
        issue = self.text("issue")
        if issue is not None and words.says_none(issue):
            # 无 is no issue; on a sheet of issues its other cells say nothing then.
            if project is None:
                self.problem(row.at, "这一行没有项目名称，也没有问题，没有采用")
            elif self.sheet.kind in _OF_ISSUES:
                self.problem(self.origin("issue").place, f"“{issue}”不是问题，只导入了项目")
            else:
                self._project_cells(project)
        elif self.sheet.kind == "schedule" and issue:
            self._milestone(row, project, unsure)
        elif issue:
            self._issue(row, project, unsure)
        elif self.sheet.kind in _OF_ISSUES and any(self.text(key) for key in _OF_AN_ISSUE):
            self.problem(row.at, "这一行没有写问题内容，问题没有采用")
        elif project is not None:
            self._project_cells(project)
        else:
            self.problem(row.at, "这一行没有项目名称，也没有问题，没有采用")
        return self.told

    # -- projects

    def _project(self) -> tuple[Draft | None, bool]:
        """The project of a row, and whether it waits for the clerk that this one is meant."""
        name = self.text("project")
        if name is None:
            return None, False
        name = name.replace("\n", "")
        ref, unsure = self.names.find("project", name, self.origin("project"))
        self.told.unsure |= unsure
        made = next((draft for draft in self.names.drafts() if draft.id == ref.id), None)
        if made is not None:
            self.drafts.setdefault(("projects", ref.id), made)
        draft = self.draft(TABLES["projects"], ref.id, ref.id, unsure=unsure)
        draft.unsure = draft.unsure and unsure  # another row may name it without a doubt
        draft.put("name", name if made is not None else ref.name, self.origin("project"), unsure=unsure)
        self.put_person(draft, "sponsor", "sponsor")
        self.put_place(draft)
        self._figures(draft)
        return draft, unsure

    def _figures(self, draft: Draft) -> None:
        """Total, plan of the year, done to the month; in words how far it is."""
        total, plan, done = (
            words.yuan(self.told.row.values.get(key))
            for key in ("investment_total_wan", "plan_wan", "completed_wan")
        )
        self.put(draft, "total_yuan", total, "investment_total_wan")
        if plan is not None:
            self._plan(draft, plan)
        issue = self.text("issue")
        physical = self.text("progress") if issue is None or words.says_none(issue) else None
        if self.year is None or self.month is None:
            if done is not None:
                place = self.origin("completed_wan").place
                self.problem(place, "表里没有写截至哪年哪月，累计完成投资没有采用")
            if physical is not None:
                self.remark(draft, "progress", physical)
        elif done is not None or physical is not None:
            self._month(draft, done, physical)

    def _plan(self, draft: Draft, plan: int) -> None:
        year = self.year or self.context.year
        if self.year is None:
            self.problem(self.origin("plan_wan").place, f"表里没有写年份，年度计划按台账的 {year} 年采用")
        known = self.held.plans.get((draft.id, year))
        if year == self.context.year:
            self.put(draft, "target_yuan", plan, "plan_wan")
        elif known is None:
            values = {"project_id": draft.id, "year": year, "target_yuan": plan}
            self.part("annual_plan", (draft.id, year), draft, "plan_wan", **values)
        elif known[1] != plan:
            self.problem(self.origin("plan_wan").place, f"{year} 年计划与台账里的不同，台账的没有动")

    def _month(self, draft: Draft, done: int | None, physical: str | None) -> None:
        key = (draft.id, self.year, self.month)
        rows = self.held.rows["progress"]
        reports = self.held.by_project.get(("progress", draft.id), ())
        known = next((i for i in reports if (rows[i]["year"], rows[i]["month"]) == key[1:]), None)
        report = self.draft(TABLES["progress"], key, known, unsure=draft.unsure)
        for column, value in (("project_id", draft.id), ("year", self.year), ("month", self.month)):
            report.fix(column, value)
        self.put(report, "done_ytd_yuan", done, "completed_wan")
        self.put(report, "physical_progress", physical, "progress")

    def _project_cells(self, draft: Draft) -> None:
        """Of a row without an issue: who answers for the project, until when it is to be done, how it stands."""
        self._holders(draft)
        self.put(draft, "finish_due", self.due(), "deadline_text")
        status = self.text("status")
        if status is not None:
            state, nature = words.project_state(status), words.nature(status)
            self.put(draft, "status", state, "status")
            self.put(draft, "nature", nature, "status")
            if state is None and nature is None:
                self.problem(self.origin("status").place, f"“{status}”不是已知的项目状态，已记入备注")
                self.remark(draft, "status", status)
        self.remarks(draft, "category", "measures")
        self.more(draft)

    def _holders(self, draft: Draft) -> None:
        """牵头单位, 责任单位 and 责任人 of an issue or a project.

        Of several units in the cell of those that lead, the first leads; the others answer, as all of 责任单位 do.
        """
        leads = self.units(draft, "lead_unit")
        if leads:
            ref, waits = leads[0]
            self.put(draft, "lead_unit", ref, "lead_unit", unsure=waits)
        others = self.units(draft, "units")
        answering = [*(leads if self.sheet.leads_answer else leads[1:]), *others]
        units = tuple({ref.id: ref for ref, _ in answering}.values())
        waiting = any(waits for _, waits in answering)
        self.put(draft, "units", units or None, "units" if others else "lead_unit", unsure=waiting)
        self.put_person(draft, "person", "owner")

    # -- issues

    def _issue(self, row: ReadRow, project: Draft | None, unsure: bool) -> None:
        directive = self.sheet.kind in ("directives", "meeting")
        table = TABLES["directives" if directive else "issues"]
        title = self.text("issue") or ""
        project_id = project.id if project is not None else None
        known, near = self._known_issue(table, project_id, title)
        waits = unsure or bool(near)
        reason = "与台账里的一条相近" if near else ""
        key = known or (project_id, fold(title), fold(self.text("measures") or ""))
        draft = self.draft(table, key, known, chief=True, unsure=waits, reason=reason, candidates=tuple(near))
        self.told.unsure |= waits
        draft.fix("kind", "directive" if directive else "problem")
        draft.put("title", title, self.origin("issue"))
        if project is not None:
            draft.put("project", Ref("project", project.id, ""), self.origin("project"))
        category = self.text("category")
        self.put(draft, "category", words.category(category) if category else None, "category")
        self.put(draft, "measures", self.text("measures"), "measures")
        self._holders(draft)
        self.put(draft, "opened_on", row.values.get("listed_on"), "listed_on")
        self.put_due(draft)
        if (due := draft.said.get("due")) is not None:
            draft.fix("first_due_on", due.on)
        self._state(draft)
        self.more(draft)

    def _known_issue(self, table: Table, project_id: str | None, title: str) -> tuple[str | None, list[str]]:
        """The known issue with this very text; else those of the project that are nearly the same.

        One problem may stand over several rows, each with measures of its own: then each row is an issue.
        """
        held = self.held.rows[table.key]
        ids = self.held.by_project.get((table.key, project_id), ())
        exact = [row_id for row_id in ids if fold(held[row_id]["title"] or "") == fold(title)]
        measures = fold(self.text("measures") or "")
        exact.sort(key=lambda row_id: fold(held[row_id]["measures"] or "") != measures)
        for row_id in exact:
            taken = self.drafts.get((table.key, row_id))
            if taken is None or fold(taken.said.get("measures") or "") == measures:
                return row_id, []
        if exact:
            return None, []
        texts = {row_id: held[row_id]["title"] or "" for row_id in ids}
        return None, [one.key for one in similar.near(title, texts, NEAR)]

    def _state(self, draft: Draft) -> None:
        status, progress = self.text("status"), self.text("progress")
        state = words.issue_state(status) if status else None
        if status and state is None:
            self.problem(self.origin("status").place, f"“{status}”不是已知的办理状态，已记入备注")
            self.remark(draft, "status", status)
        if state is None and self.sheet.kind == "closed":
            state = "closed"
        source = "status" if status else "issue"
        if draft.new and "state" not in draft.cells:
            draft.cells["state"] = self.cell("state", state or "listed", draft, source)
            draft.said["state"] = state or "listed"
            if state == "closed" and progress is not None:
                # What was done is what came of it: a closed issue has a result.
                draft.cells["outcome"] = self.cell("outcome", progress, draft, "progress")
        elif state is not None and not draft.new:
            self._known_state(draft, state, source)
        if progress is not None:
            self._progress(draft, progress)

    def _known_state(self, draft: Draft, state: str, source: str) -> None:
        """A known issue goes its way step by step, and closing asks who checked: the sheet cannot do that for it."""
        now = (draft.held or {}).get("state")
        if now is None or lifecycle.printed(now) == lifecycle.printed(state):
            return
        if state != "closed" and lifecycle.may_move(now, state):
            self.put(draft, "state", state, source)
            return
        said, ours = lifecycle.STATES[state], lifecycle.STATES[now]
        self.problem(self.origin(source).place, f"表里是“{said}”，台账里是“{ours}”，请在台账里办理")

    def _progress(self, draft: Draft, text: str) -> None:
        if not draft.new:
            self.put(draft, "progress", text, "progress")
            return
        values = {"issue_id": draft.id, "on_day": self.sheet.as_of, "kind": "progress", "text": text}
        self.part("issue_update", ("progress", draft.id), draft, "progress", **values)

    # -- nodes and leads

    def _milestone(self, row: ReadRow, project: Draft | None, unsure: bool) -> None:
        name = self.text("issue") or ""
        if project is None:
            self.problem(row.at, "节点没有所属项目，没有采用")
            return
        ids = self.held.by_project.get(("milestones", project.id), ())
        rows = self.held.rows["milestones"]
        known = next((i for i in ids if fold(rows[i]["name"] or "") == fold(name)), None)
        draft = self.draft(TABLES["milestones"], (project.id, fold(name)), known, chief=True, unsure=unsure)
        draft.fix("project_id", project.id)
        draft.put("name", name, self.origin("issue"))
        self.put_due(draft)
        self._holders(project)
        for key in ("progress", "status", "measures"):
            if (text := self.text(key)) is not None:
                self.remark(project, key, f"{name}：{text}")
        self.more(project)

    def _lead(self, row: ReadRow) -> None:
        name = self.text("project")
        if name is None:
            self.problem(row.at, "这一行没有项目名称，没有采用")
            return
        rows, core = self.held.rows["leads"], plain(fold(name))
        known = next((i for i, held in rows.items() if plain(fold(held["name"] or "")) == core), None)
        draft = self.draft(TABLES["leads"], known or core, known, chief=True)
        draft.put("name", name if known is None else rows[known]["name"], self.origin("project"))
        for key in ("investor", "place", "next_step"):
            self.put(draft, key, self.text(key), key)
        stage = self.text("stage")
        self.put(draft, "stage", words.lead_stage(stage) if stage else None, "stage")
        if stage and words.lead_stage(stage) is None:
            self.problem(self.origin("stage").place, f"“{stage}”不是已知的对接阶段，已记入备注")
            self.remark(draft, "stage", stage)
        self.put(draft, "amount_yuan", words.yuan(row.values.get("amount_wan")), "amount_wan")
        self.put(draft, "latest", self.text("progress"), "progress")
        self.put(draft, "obtained_on", row.values.get("listed_on"), "listed_on")
        self.put_unit(draft, "unit", "lead_unit")
        others = [str(one) for one in row.values.get("units") or ()]
        if others:
            self.remark(draft, "lead_unit", "、".join(others))
        self.put_person(draft, "person", "owner")
        self.put_person(draft, "sponsor", "sponsor")
        self.remarks(draft, "issue", "measures", "status", "category", "deadline_text")
        self.more(draft)
