"""Fields that are no column of their noun: read from side tables, or judged for the day. See `ledger.rows`.

Each function gets a Reader and gives one value per row, in the order of the reader's ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from jzledger.ledger.rows import Reader, computed, table_of
from jzledger.records.kinds import Ref
from jzledger.rules import lights

LEVEL_WORDS = {"province": "省重点", "city": "市重点", "county": "区县重点"}


# What several tables need.
def holders(reader: Reader, kind: str, column: str, projects: Iterable[Any]) -> dict[str, list[Ref]]:
    """Today's holders of a role, by project, in order: persons or units."""
    role, today = table_of("role"), reader.context.today
    target = role.c[f"{column}_id"]
    query = select(role.c.project_id, target).where(
        role.c.deleted_at.is_(None),
        role.c.kind == kind,
        target.is_not(None),
        role.c.from_on.is_(None) | (role.c.from_on <= today),
        role.c.to_on.is_(None) | (role.c.to_on >= today),
    )
    ordered = query.order_by(role.c.order_no.nulls_last(), role.c.id)
    pairs = list(reader.side(ordered, role.c.project_id, list(projects)))
    refs = reader.refs(column, (i for _, i in pairs))
    found: dict[str, list[Ref]] = defaultdict(list)
    for project, holder in pairs:
        found[project].append(refs[holder])
    return found


def refs_by_row(reader: Reader, noun: str, pairs: Sequence[Any]) -> list[tuple[Ref, ...] | None]:
    refs = reader.refs(noun, (i for _, i in pairs))
    found: dict[str, list[Ref]] = defaultdict(list)
    for row_id, other in pairs:
        found[row_id].append(refs[other])
    return [tuple(found[i]) if i in found else None for i in reader.ids]


def reports_of(reader: Reader, projects: Iterable[str]) -> dict[tuple[str, int, int], Any]:
    """Monthly progress by (project, year, month)."""
    if "reports" not in reader.cache:
        table = table_of("monthly_progress")
        names = ("project_id", "year", "month", "done_ytd_yuan", "physical_progress")
        query = select(*(table.c[name] for name in names)).where(table.c.deleted_at.is_(None))
        found = reader.side(query, table.c.project_id, list(projects))
        reader.cache["reports"] = {(row.project_id, row.year, row.month): row for row in found}
    reports: dict[tuple[str, int, int], Any] = reader.cache["reports"]
    return reports


def done_in_month(
    reports: dict[tuple[str, int, int], Any], project: str, year: int, month: int
) -> int | None:
    """A month is the difference of two cumulative figures; unknown where one of them is missing."""
    now = getattr(reports.get((project, year, month)), "done_ytd_yuan", None)
    if now is None or month == 1:
        return now
    before = getattr(reports.get((project, year, month - 1)), "done_ytd_yuan", None)
    return None if before is None else now - before


# Issues and directives.
@computed("issue", "light", needs=("state", "due_on", "first_due_on"))
def _issue_light(reader: Reader) -> Sequence[Any]:
    columns = (reader.column(name) for name in ("state", "due_on", "first_due_on"))
    rows = zip(*columns, strict=True)
    return [lights.deadline_light(state, due, first, reader.context) for state, due, first in rows]


@computed("issue", "days_left", needs=("state", "due_on"))
def _days_left(reader: Reader) -> Sequence[Any]:
    today = reader.context.today
    pairs = zip(reader.column("state"), reader.column("due_on"), strict=True)
    return [None if due is None or state == "closed" else (due - today).days for state, due in pairs]


@computed("issue", "units")
def _issue_units(reader: Reader) -> Sequence[Any]:
    link = table_of("issue_unit")
    query = select(link.c.issue_id, link.c.unit_id).where(
        link.c.deleted_at.is_(None), link.c.kind == "responsible"
    )
    pairs = list(reader.side(query.order_by(link.c.order_no, link.c.id), link.c.issue_id, reader.ids))
    return refs_by_row(reader, "unit", pairs)


@computed("issue", "sponsor", needs=("project_id",), through=("project", "project"))
def _issue_sponsor(reader: Reader) -> Sequence[Any]:
    projects = reader.column("project_id")
    held = holders(reader, "sponsor", "person", projects)
    return [next(iter(held.get(project, ())), None) for project in projects]


@computed("issue", "county_unit", needs=("project_id",), through=("project", "project"))
def _issue_county(reader: Reader) -> Sequence[Any]:
    project = table_of("project")
    projects = reader.column("project_id")
    county = dict(
        map(tuple, reader.side(select(project.c.id, project.c.county_unit_id), project.c.id, projects))
    )
    return reader.links("unit", [county.get(project) for project in projects])


def _updates(reader: Reader) -> dict[str, list[Any]]:
    """Updates of the issues, oldest first: (issue, kind, on_day, text, verified_by, verified_text)."""
    if "updates" not in reader.cache:
        update = table_of("issue_update")
        names = ("issue_id", "kind", "on_day", "text", "verified_by", "verified_text")
        query = select(*(update.c[name] for name in names)).where(update.c.deleted_at.is_(None))
        found: dict[str, list[Any]] = defaultdict(list)
        for row in reader.side(
            query.order_by(update.c.on_day.nulls_first(), update.c.id), update.c.issue_id, reader.ids
        ):
            found[row[0]].append(row)
        reader.cache["updates"] = found
    updates: dict[str, list[Any]] = reader.cache["updates"]
    return updates


def _latest(reader: Reader, attribute: str, kinds: frozenset[str] | None = None) -> Sequence[Any]:
    updates = _updates(reader)

    def latest(row_id: str) -> Any:
        for update in reversed(updates.get(row_id, ())):
            if (kinds is None or update.kind in kinds) and getattr(update, attribute):
                return getattr(update, attribute)
        return None

    return [latest(row_id) for row_id in reader.ids]


@computed("issue", "progress")
def _issue_progress(reader: Reader) -> Sequence[Any]:
    return _latest(reader, "text")


@computed("issue", "verified_by")
def _verified_by(reader: Reader) -> Sequence[Any]:
    return _latest(reader, "verified_by")


@computed("issue", "verified_text")
def _verified_text(reader: Reader) -> Sequence[Any]:
    return _latest(reader, "verified_text")


@computed("issue", "replied_on")
def _replied_on(reader: Reader) -> Sequence[Any]:
    return _latest(reader, "on_day", frozenset({"progress", "closing_requested"}))


@computed("issue", "supervised_on")
def _supervised_on(reader: Reader) -> Sequence[Any]:
    return _latest(reader, "on_day", frozenset({"supervised"}))


@computed("issue", "supervised_count")
def _supervised_count(reader: Reader) -> Sequence[Any]:
    updates = _updates(reader)
    return [sum(update.kind == "supervised" for update in updates.get(i, ())) for i in reader.ids]


@computed("issue", "meeting", needs=("instruction_id",), watches=("instruction", "meeting"))
def _issue_meeting(reader: Reader) -> Sequence[Any]:
    return [None if found is None else found.meeting for found in _instructions(reader)]


@computed("issue", "instructed_by", needs=("instruction_id",), watches=("instruction", "person"))
def _instructed_by(reader: Reader) -> Sequence[Any]:
    return [None if found is None else found.speaker or found.speaker_text for found in _instructions(reader)]


def _instructions(reader: Reader) -> list[Any]:
    instruction, meeting, person = table_of("instruction"), table_of("meeting"), table_of("person")
    wanted = reader.column("instruction_id")
    query = (
        select(
            instruction.c.id,
            meeting.c.title.label("meeting"),
            person.c.name.label("speaker"),
            instruction.c.speaker_text,
        )
        .outerjoin(meeting, meeting.c.id == instruction.c.meeting_id)
        .outerjoin(person, person.c.id == instruction.c.speaker_id)
    )
    found = {row.id: row for row in reader.side(query, instruction.c.id, wanted)}
    return [found.get(i) for i in wanted]


# The smaller tables.
@computed("milestone", "light", needs=("due_on", "done_on"))
def _milestone_light(reader: Reader) -> Sequence[Any]:
    pairs = zip(reader.column("due_on"), reader.column("done_on"), strict=True)
    return [
        lights.deadline_light("closed" if done else "in_progress", due, None, reader.context)
        for due, done in pairs
    ]


@computed(
    "monthly_progress",
    "done_month_yuan",
    needs=("project_id", "year", "month"),
    through=("project", "project"),
)
def _month_of_report(reader: Reader) -> Sequence[Any]:
    columns = [reader.column(name) for name in ("project_id", "year", "month")]
    reports = reports_of(reader, columns[0])
    return [done_in_month(reports, *key) for key in zip(*columns, strict=True)]


@computed("unit", "aliases")
def _aliases(reader: Reader) -> Sequence[Any]:
    return _side_names(reader, "unit_alias", "unit_id")


@computed("person", "posts")
def _posts(reader: Reader) -> Sequence[Any]:
    return _side_names(reader, "post", "person_id")


def _side_names(reader: Reader, noun: str, link: str) -> list[Any]:
    table = table_of(noun)
    query = select(table.c[link], table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    return refs_by_row(reader, noun, list(reader.side(query, table.c[link], reader.ids)))
