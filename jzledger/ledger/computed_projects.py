"""Fields of projects that are no column: who answers, lists, plans, reported months, open issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from jzledger.ledger.computed import LEVEL_WORDS, done_in_month, holders, reports_of
from jzledger.ledger.rows import Reader, computed, table_of
from jzledger.records.kinds import Ref
from jzledger.rules import lights, progress

# The first report for a month moves the month that every project shows.
_MONTH = ("monthly_progress",)


def _first_holder(kind: str, column: str) -> Any:
    def read(reader: Reader) -> Sequence[Any]:
        held = holders(reader, kind, column, reader.ids)
        return [next(iter(held.get(row_id, ())), None) for row_id in reader.ids]

    return read


computed("project", "sponsor")(_first_holder("sponsor", "person"))
computed("project", "lead_unit")(_first_holder("lead", "unit"))
computed("project", "person")(_first_holder("responsible", "person"))


@computed("project", "units")
def _project_units(reader: Reader) -> Sequence[Any]:
    held = holders(reader, "responsible", "unit", reader.ids)
    return [tuple(held.get(row_id, ())) or None for row_id in reader.ids]


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


@computed("project", "done_ytd_yuan", watches=_MONTH)
def _done_ytd(reader: Reader) -> Sequence[Any]:
    reports, year, month = reports_of(reader, reader.ids), reader.context.year, report_month(reader)
    return [getattr(reports.get((i, year, month or 0)), "done_ytd_yuan", None) for i in reader.ids]


@computed("project", "done_month_yuan", watches=_MONTH)
def _done_month(reader: Reader) -> Sequence[Any]:
    reports, year, month = reports_of(reader, reader.ids), reader.context.year, report_month(reader)
    return [done_in_month(reports, i, year, month) if month else None for i in reader.ids]


@computed("project", "physical_progress", watches=_MONTH)
def _physical(reader: Reader) -> Sequence[Any]:
    reports, year, month = reports_of(reader, reader.ids), reader.context.year, report_month(reader)
    return [getattr(reports.get((i, year, month or 0)), "physical_progress", None) for i in reader.ids]


@computed("project", "completion_rate", watches=_MONTH)
def _rate(reader: Reader) -> Sequence[Any]:
    return [None if rate is None else float(rate) for rate in _rates(reader)]


def _rates(reader: Reader) -> list[Any]:
    plans, done = _plans(reader), _done_ytd(reader)
    targets = (getattr(plans.get(i), "target_yuan", None) for i in reader.ids)
    return [progress.completion_rate(d, target) for d, target in zip(done, targets, strict=True)]


@computed("project", "lead_points", watches=_MONTH)
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
