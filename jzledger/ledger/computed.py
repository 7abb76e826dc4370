"""Fields that are no column of their noun: read from side tables, or judged for the day. See `ledger.rows`.

Each function gets a Reader and gives one value per row, in the order of the reader's ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, select

from jzledger.ledger.rows import Reader, computed, table_of
from jzledger.records.kinds import Ref
from jzledger.rules import lights, progress

LEVEL_WORDS = {"province": "省重点", "city": "市重点", "county": "区县重点"}


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
    return _refs_by_row(reader, "unit", pairs)


@computed("issue", "sponsor", needs=("project_id",))
def _issue_sponsor(reader: Reader) -> Sequence[Any]:
    projects = reader.column("project_id")
    held = _holders(reader, "sponsor", "person", projects)
    return [next(iter(held.get(project, ())), None) for project in projects]


@computed("issue", "county_unit", needs=("project_id",))
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


@computed("issue", "meeting", needs=("instruction_id",))
def _issue_meeting(reader: Reader) -> Sequence[Any]:
    return [None if found is None else found.meeting for found in _instructions(reader)]


@computed("issue", "instructed_by", needs=("instruction_id",))
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


# Projects.
def _holders(reader: Reader, kind: str, column: str, projects: Iterable[Any]) -> dict[str, list[Ref]]:
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


def _first_holder(kind: str, column: str) -> Any:
    def read(reader: Reader) -> Sequence[Any]:
        held = _holders(reader, kind, column, reader.ids)
        return [next(iter(held.get(row_id, ())), None) for row_id in reader.ids]

    return read


computed("project", "sponsor")(_first_holder("sponsor", "person"))
computed("project", "lead_unit")(_first_holder("lead", "unit"))
computed("project", "person")(_first_holder("responsible", "person"))


@computed("project", "units")
def _project_units(reader: Reader) -> Sequence[Any]:
    held = _holders(reader, "responsible", "unit", reader.ids)
    return [tuple(held.get(row_id, ())) or None for row_id in reader.ids]


def _refs_by_row(reader: Reader, noun: str, pairs: Sequence[Any]) -> list[tuple[Ref, ...] | None]:
    refs = reader.refs(noun, (i for _, i in pairs))
    found: dict[str, list[Ref]] = defaultdict(list)
    for row_id, other in pairs:
        found[row_id].append(refs[other])
    return [tuple(found[i]) if i in found else None for i in reader.ids]


def _listings(reader: Reader) -> dict[str, list[Any]]:
    """Programmes of the projects: (project, programme id, name, level), in the order of the programmes."""
    if "listings" not in reader.cache:
        listing, programme = table_of("listing"), table_of("programme")
        query = (
            select(listing.c.project_id, programme.c.id, programme.c.name, programme.c.level)
            .join(programme, programme.c.id == listing.c.programme_id)
            .where(listing.c.deleted_at.is_(None), programme.c.deleted_at.is_(None))
            .order_by(programme.c.order_no.nulls_last(), programme.c.id)
        )
        found: dict[str, list[Any]] = defaultdict(list)
        for row in reader.side(query, listing.c.project_id, reader.ids):
            found[row[0]].append(row)
        reader.cache["listings"] = found
    listings: dict[str, list[Any]] = reader.cache["listings"]
    return listings


@computed("project", "levels")
def _levels(reader: Reader) -> Sequence[Any]:
    """The levels of a project, highest first, each as a link to the first programme that gives it."""
    listings = _listings(reader)

    def levels(row_id: str) -> tuple[Ref, ...] | None:
        rows = listings.get(row_id, ())
        given = ((level, next((r for r in rows if r.level == level), None)) for level in LEVEL_WORDS)
        return tuple(Ref("programme", row.id, LEVEL_WORDS[level]) for level, row in given if row) or None

    return [levels(row_id) for row_id in reader.ids]


@computed("project", "level")
def _level(reader: Reader) -> Sequence[Any]:
    """The code word of the highest level."""
    listings = _listings(reader)
    on = [{row.level for row in listings.get(row_id, ())} for row_id in reader.ids]
    return [next((level for level in LEVEL_WORDS if level in levels), None) for levels in on]


@computed("project", "programmes")
def _programmes(reader: Reader) -> Sequence[Any]:
    """The programmes of a project, without those that are only the list of a level (省重点 …)."""
    listings, plain = _listings(reader), set(LEVEL_WORDS.values())
    by_row = ([row for row in listings.get(row_id, ()) if row.name not in plain] for row_id in reader.ids)
    return [tuple(Ref("programme", row.id, row.name) for row in rows) or None for rows in by_row]


def _plans(reader: Reader) -> dict[str, Any]:
    if "plans" not in reader.cache:
        plan = table_of("annual_plan")
        names = ("project_id", "target_yuan", "target_text", "done_before_yuan")
        query = select(*(plan.c[name] for name in names)).where(
            plan.c.deleted_at.is_(None), plan.c.year == reader.context.year
        )
        reader.cache["plans"] = {
            row.project_id: row for row in reader.side(query, plan.c.project_id, reader.ids)
        }
    plans: dict[str, Any] = reader.cache["plans"]
    return plans


def _plan_column(name: str) -> Any:
    return lambda reader: [getattr(_plans(reader).get(row_id), name, None) for row_id in reader.ids]


for _name in ("target_yuan", "target_text", "done_before_yuan"):
    computed("project", _name)(_plan_column(_name))


def report_month(reader: Reader) -> int | None:
    """The last month of the period: as asked for, else the latest month of the ledger's year with figures."""
    if reader.context.month:
        return reader.context.month
    if "month" not in reader.cache:
        table = table_of("monthly_progress")
        query = select(func.max(table.c.month)).where(
            table.c.deleted_at.is_(None),
            table.c.year == reader.context.year,
            table.c.done_ytd_yuan.is_not(None),
        )
        reader.cache["month"] = reader.connection.execute(query).scalar()
    month: int | None = reader.cache["month"]
    return month


def _reports(reader: Reader, projects: Iterable[str]) -> dict[tuple[str, int, int], Any]:
    """Monthly progress by (project, year, month)."""
    if "reports" not in reader.cache:
        table = table_of("monthly_progress")
        names = ("project_id", "year", "month", "done_ytd_yuan", "physical_progress")
        query = select(*(table.c[name] for name in names)).where(table.c.deleted_at.is_(None))
        found = reader.side(query, table.c.project_id, list(projects))
        reader.cache["reports"] = {(row.project_id, row.year, row.month): row for row in found}
    reports: dict[tuple[str, int, int], Any] = reader.cache["reports"]
    return reports


def _done_in_month(
    reports: dict[tuple[str, int, int], Any], project: str, year: int, month: int
) -> int | None:
    """A month is the difference of two cumulative figures; unknown where one of them is missing."""
    now = getattr(reports.get((project, year, month)), "done_ytd_yuan", None)
    if now is None or month == 1:
        return now
    before = getattr(reports.get((project, year, month - 1)), "done_ytd_yuan", None)
    return None if before is None else now - before


@computed("project", "done_ytd_yuan")
def _done_ytd(reader: Reader) -> Sequence[Any]:
    reports, year, month = _reports(reader, reader.ids), reader.context.year, report_month(reader)
    return [getattr(reports.get((i, year, month or 0)), "done_ytd_yuan", None) for i in reader.ids]


@computed("project", "done_month_yuan")
def _done_month(reader: Reader) -> Sequence[Any]:
    reports, year, month = _reports(reader, reader.ids), reader.context.year, report_month(reader)
    return [_done_in_month(reports, i, year, month) if month else None for i in reader.ids]


@computed("project", "physical_progress")
def _physical(reader: Reader) -> Sequence[Any]:
    reports, year, month = _reports(reader, reader.ids), reader.context.year, report_month(reader)
    return [getattr(reports.get((i, year, month or 0)), "physical_progress", None) for i in reader.ids]


@computed("project", "completion_rate")
def _rate(reader: Reader) -> Sequence[Any]:
    return [None if rate is None else float(rate) for rate in _rates(reader)]


def _rates(reader: Reader) -> list[Any]:
    plans, done = _plans(reader), _done_ytd(reader)
    targets = (getattr(plans.get(i), "target_yuan", None) for i in reader.ids)
    return [progress.completion_rate(d, target) for d, target in zip(done, targets, strict=True)]


@computed("project", "lead_points")
def _points(reader: Reader) -> Sequence[Any]:
    month, context = report_month(reader), reader.context
    if not month:
        return [None] * len(reader.ids)
    by_days = context.progress_rule == "days"
    share = progress.pro_rata(context.year, month, as_of=context.today if by_days else None)
    points = (progress.lead_points(rate, share) for rate in _rates(reader))
    return [None if value is None else float(value) for value in points]


def _open_rows(reader: Reader) -> dict[str, list[tuple[str, str]]]:
    """Of each project: (light, title) of its open issues and nodes; done and closed ones as ("closed", "")."""
    if "open" not in reader.cache:
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        issue, node = table_of("issue"), table_of("milestone")
        names = ("project_id", "state", "due_on", "first_due_on", "title", "kind")
        query = select(*(issue.c[n] for n in names)).where(
            issue.c.deleted_at.is_(None), issue.c.project_id.is_not(None)
        )
        ordered = query.order_by(issue.c.order_no.nulls_last(), issue.c.opened_on.nulls_last(), issue.c.id)
        for row in reader.side(ordered, issue.c.project_id, reader.ids):
            light = lights.deadline_light(row.state, row.due_on, row.first_due_on, reader.context)
            found[row.project_id].append((light, (row.title or "") if row.kind == "problem" else ""))
        nodes = select(node.c.project_id, node.c.due_on, node.c.done_on).where(node.c.deleted_at.is_(None))
        for row in reader.side(nodes, node.c.project_id, reader.ids):
            if row.due_on is not None or row.done_on is not None:
                state = "closed" if row.done_on else "in_progress"
                found[row.project_id].append(
                    (lights.deadline_light(state, row.due_on, None, reader.context), "")
                )
        reader.cache["open"] = found
    rows: dict[str, list[tuple[str, str]]] = reader.cache["open"]
    return rows


@computed("project", "light")
def _project_light(reader: Reader) -> Sequence[Any]:
    """The worst light of the open issues and nodes; green where all are done, none where there is nothing."""
    open_rows = _open_rows(reader)
    worst = (lights.worst(light for light, _ in open_rows.get(i, ())) for i in reader.ids)
    return ["green" if light == "closed" else light for light in worst]


@computed("project", "open_issue")
def _open_issue(reader: Reader) -> Sequence[Any]:
    """The first open issue and a count (…等3项), for the register on paper."""
    open_rows = _open_rows(reader)

    def words(row_id: str) -> str | None:
        titles = [title for light, title in open_rows.get(row_id, ()) if light != "closed" and title]
        if len(titles) < 2:
            return titles[0] if titles else None
        return f"{titles[0].rstrip('。；;，,. ')}等{len(titles)}项"

    return [words(row_id) for row_id in reader.ids]


# The smaller tables.
@computed("milestone", "light", needs=("due_on", "done_on"))
def _milestone_light(reader: Reader) -> Sequence[Any]:
    pairs = zip(reader.column("due_on"), reader.column("done_on"), strict=True)
    return [
        lights.deadline_light("closed" if done else "in_progress", due, None, reader.context)
        for due, done in pairs
    ]


@computed("monthly_progress", "done_month_yuan", needs=("project_id", "year", "month"))
def _month_of_report(reader: Reader) -> Sequence[Any]:
    columns = [reader.column(name) for name in ("project_id", "year", "month")]
    reports = _reports(reader, columns[0])
    return [_done_in_month(reports, *key) for key in zip(*columns, strict=True)]


@computed("unit", "aliases")
def _aliases(reader: Reader) -> Sequence[Any]:
    return _side_names(reader, "unit_alias", "unit_id")


@computed("person", "posts")
def _posts(reader: Reader) -> Sequence[Any]:
    return _side_names(reader, "post", "person_id")


def _side_names(reader: Reader, noun: str, link: str) -> list[Any]:
    table = table_of(noun)
    query = select(table.c[link], table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    return _refs_by_row(reader, noun, list(reader.side(query, table.c[link], reader.ids)))
