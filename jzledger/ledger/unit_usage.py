"""Where a unit or a person is named: every kind of link in words, with the rows that the clerk can go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.merging_units import links_to
from jzledger.ledger.name_matching import places_of
from jzledger.ledger.rows import chunks, table_of
from jzledger.ledger.wording import Names, title_of
from jzledger.records.parts import OWNERS
from jzledger.records.units import Person, Unit, UnitAlias
from jzledger.rules import people_names
from jzledger.rules.name_matches import Known
from jzledger.rules.people_names import KnownPerson
from jzledger.rules.unit_names import Places, UnitIndex, alike

# What a link says of the row, by noun and column; roles and units of an issue by their kind, too.
_SAID = {
    ("issue", "lead_unit_id"): "牵头单位",
    ("issue", "person_id"): "责任人",
    ("issue_unit", "responsible"): "责任单位",
    ("issue_unit", "support"): "配合单位",
    ("issue_update", "unit_id"): "办理过程",
    ("issue_update", "person_id"): "办理过程",
    ("project", "owner_unit_id"): "建设单位",
    ("project", "county_unit_id"): "属地",
    ("role", "sponsor"): "分包领导",
    ("role", "lead"): "牵头单位",
    ("role", "responsible"): "责任单位",
    ("role", "support"): "配合单位",
    ("role", "task_force"): "专班",
    ("role", "liaison"): "联络员",
    ("monthly_progress", "reported_by_id"): "填报人",
    ("lead", "county_unit_id"): "拟落地",
    ("lead", "unit_id"): "责任单位",
    ("lead", "person_id"): "责任人",
    ("lead", "sponsor_id"): "包联领导",
    ("unit", "parent_id"): "下级单位",
    ("post", "unit_id"): "任职",
    ("dispatch", "unit_id"): "下发表",
    ("meeting", "chair_id"): "主持人",
    ("instruction", "speaker_id"): "交办领导",
}
# What belongs to the entry itself is no use of it.
_OWN = {("unit_alias", "unit_id"), ("post", "person_id")}
_BY_KIND = ("role", "issue_unit")
# From here on another entry is shown as one that may be the same.
LIKE_ENOUGH = 70.0


@dataclass(frozen=True)
class Use:
    """`noun` and `ids` are the rows to go to: the project of a role, the issue of its unit."""

    title: str
    noun: str
    ids: tuple[str, ...]


def uses_of(session: Session, noun: str, row_id: str) -> list[Use]:
    """Every way in which the living ledger names this unit or person, the most frequent first."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for other, column in links_to(noun):
        if (other, column) in _OWN:
            continue
        table = table_of(other)
        home, link = OWNERS[other] if other in OWNERS and other != "issue" else (other, "id")
        columns = [table.c[link], *([table.c.kind] if other in _BY_KIND else [])]
        query = select(*columns).where(table.c.deleted_at.is_(None), table.c[column] == row_id)
        for row in session.execute(query.order_by(table.c.id)):
            said = _SAID.get((other, row[1] if other in _BY_KIND else column), "")
            if (other, column, said) == ("role", "person_id", "责任单位"):
                said = "责任人"
            title = "·".join(filter(None, (title_of(home), said)))
            if row[0] is not None:
                found.setdefault((title, home), {})[row[0]] = None
    uses = [Use(title, home, tuple(ids)) for (title, home), ids in found.items()]
    return sorted(uses, key=lambda use: (-len(use.ids), use.title))


def named(session: Session, noun: str, ids: Sequence[str]) -> list[tuple[str, str]]:
    """(id, what the row is called) for a list to choose from."""
    names = Names(session)
    for some in chunks(ids):
        names.learn([(noun, row_id) for row_id in some])
    return [(row_id, names.of(noun, row_id)) for row_id in ids]


@dataclass(frozen=True)
class Twin:
    """Two entries that may be one. `points` from 0 to 100."""

    first: str
    second: str
    first_name: str
    second_name: str
    points: float


def twin_units(session: Session) -> list[Twin]:
    """Units whose wording is that of another, the likeliest first; each name and alias counts."""
    known, places, names = _known_units(session)
    return [Twin(a, b, names[a], names[b], points) for a, b, points in alike(known, places)]


def twin_people(session: Session) -> list[Twin]:
    """People whose name is the same but for blanks, titles and brackets."""
    by_name: dict[str, list[Any]] = {}
    for row in _people(session):
        by_name.setdefault(people_names.parts_of(row.name)[0], []).append(row)
    return [
        Twin(rows[0].id, other.id, rows[0].name, other.name, 100.0)
        for name, rows in by_name.items()
        if name
        for other in rows[1:]
    ]


def twins_of(session: Session, noun: str, row_id: str) -> list[Twin]:
    """Entries that may be the same as this one, the likeliest first."""
    points: dict[str, float] = {}
    if noun == "unit":
        known, places, names = _known_units(session)
        own, others = ([k for k in known if (k.id == row_id) is mine] for mine in (True, False))
        pairs = [(match, "") for match in map(UnitIndex(others, places).match, (one.name for one in own))]
        # Either may be the shorter one.
        this = UnitIndex(own, places)
        pairs += [(this.match(one.name), one.id) for one in others]
    else:
        names = {row.id: row.name for row in _people(session)}
        people = [KnownPerson(person_id, name) for person_id, name in names.items() if person_id != row_id]
        pairs = [(people_names.match(names[row_id], people), "")] if row_id in names else []
    for match, other in pairs:
        for one in match.candidates:
            if one.points >= LIKE_ENOUGH:
                points[other or one.id] = max(points.get(other or one.id, 0.0), one.points)
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return [Twin(row_id, other, names[row_id], names[other], score) for other, score in ranked]


def _known_units(session: Session) -> tuple[list[Known], Places, dict[str, str]]:
    places, levels = places_of(session)
    live = select(Unit.id, Unit.name, Unit.short_name).where(Unit.deleted_at.is_(None)).order_by(Unit.id)
    rows = session.execute(live).all()
    names = {row.id: row.name for row in rows}
    known = [Known(row.id, name, levels.get(row.id, "")) for row in rows for name in row[1:] if name]
    aliases = select(UnitAlias.unit_id, UnitAlias.alias).where(UnitAlias.deleted_at.is_(None))
    known += [Known(unit_id, alias) for unit_id, alias in session.execute(aliases) if unit_id in names]
    return known, places, names


def _people(session: Session) -> Sequence[Any]:
    return session.execute(
        select(Person.id, Person.name).where(Person.deleted_at.is_(None)).order_by(Person.id)
    ).all()
