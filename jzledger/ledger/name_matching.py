"""Which unit, project or person a written name means: the one door for typing, pasting, articles and workbooks.

Names, short names and dated aliases come first, by the letter; then the scores of `rules`. An answer that was accepted
is remembered as an alias, so that nobody is asked twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.settings import read as read_settings
from jzledger.records.base import new_id
from jzledger.records.projects import Project, ProjectAlias
from jzledger.records.units import Person, Post, Unit, UnitAlias
from jzledger.rules import people_names
from jzledger.rules.name_matches import Candidate, Known, Match
from jzledger.rules.people_names import KnownPerson
from jzledger.rules.project_names import ProjectIndex, plain
from jzledger.rules.text import fold
from jzledger.rules.unit_names import Places, UnitIndex, canonical

NOUNS = ("unit", "project", "person")
_COUNTY_ENDS = ("人民政府", "政府")


class Alias(NamedTuple):
    """Another name of a row, from the first to the last day that it was used; None = open."""

    id: str
    alias: str
    from_on: date | None = None
    to_on: date | None = None

    def holds_on(self, day: date | None) -> bool:
        if day is None:
            return self.from_on is None and self.to_on is None
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True)
class _Row:
    id: str
    name: str
    short_name: str | None = None


class NameBook:
    """All names of a ledger, read once, to be asked many times. `day` is the day that the names are of."""

    def __init__(self, session: Session, day: date | None = None) -> None:
        self.day = day
        self._session = session
        self._rows: dict[str, dict[str, _Row]] = {}
        self._aliases: dict[str, list[Alias]] = {}
        self._exact: dict[str, dict[str, list[Candidate]]] = {}
        self._match: dict[str, Callable[[str], Match]] = {}
        self._answers: dict[tuple[str, str], Match] = {}
        for noun in NOUNS:
            self._read(noun)

    # -- asking

    def match(self, noun: str, written: str) -> Match:
        """The known rows that a name may mean, with points and a reason each, and the decision."""
        key = (noun, written.strip())
        if key not in self._answers:
            self._answers[key] = self._decide(*key)
        return self._answers[key]

    def _decide(self, noun: str, written: str) -> Match:
        found = self._exact[noun].get(fold(written), [])
        if len(found) == 1:
            return Match(written, "take", (found[0],))
        if found:
            if noun == "person":
                told = self._match[noun](written)
                return told if told.decision == "take" else Match(written, "offer", tuple(found))
            return Match(written, "offer", tuple(found))
        match = self._match[noun](written)
        explained = (self._explained(noun, one) for one in match.candidates)
        return match._replace(candidates=tuple(explained))

    def _explained(self, noun: str, one: Candidate) -> Candidate:
        if one.reason and noun != "person":
            return one
        said = f"名称相近，{round(one.points)} 分" if one.points < 100 else "名称写法不同"
        if one.name != self.name(noun, one.id):
            said += f"（按别名“{one.name}”）"
        return one._replace(reason=said)

    def name(self, noun: str, row_id: str) -> str:
        """The name of a known row, "" for one that is not known."""
        row = self._rows[noun].get(row_id)
        return row.name if row is not None else ""

    def knows(self, noun: str, row_id: str, written: str) -> bool:
        """Does the row carry this very name already?"""
        return any(one.id == row_id for one in self._exact[noun].get(fold(written), ()))

    def units(self) -> list[tuple[str, str]]:
        """(id, name) of all units, for a choice."""
        return [(row.id, row.name) for row in self._rows["unit"].values()]

    def all_of(self, noun: str) -> list[tuple[str, str]]:
        """(id, name) of all rows of a noun in the order of their making, for a choice."""
        return [(row.id, row.name) for row in self._rows[noun].values()]

    # -- reading

    def _read(self, noun: str) -> None:
        model: Any = {"unit": Unit, "project": Project, "person": Person}[noun]
        short = getattr(model, "short_name", None)
        columns = [model.id, model.name, *([short] if short is not None else [])]
        query = select(*columns).where(model.deleted_at.is_(None)).order_by(model.id)
        self._rows[noun] = {row[0]: _Row(*row) for row in self._session.execute(query)}
        self._aliases[noun] = list(_aliases(self._session, noun))
        self._exact[noun] = self._by_letter(noun)
        makers = {"unit": self._unit_index, "project": self._project_index, "person": self._people}
        self._match[noun] = makers[noun]()

    def _by_letter(self, noun: str) -> dict[str, list[Candidate]]:
        """Folded name -> rows that carry it, by the first way that gives any: name, short name, alias of the day, alias."""
        ways: list[list[Candidate]] = [[], [], [], []]
        for row in self._rows[noun].values():
            ways[0].append(Candidate(row.id, row.name, 100.0, "名称一致"))
            if row.short_name:
                ways[1].append(Candidate(row.id, row.short_name, 100.0, "简称一致"))
        for alias in self._aliases[noun]:
            if alias.id in self._rows[noun]:
                now = alias.holds_on(self.day)
                said = f"别名“{alias.alias}”" if now else f"曾用名“{alias.alias}”{_period(alias)}"
                ways[2 if now else 3].append(Candidate(alias.id, alias.alias, 100.0, said))
        found: dict[str, list[Candidate]] = {}
        for way in ways:
            fresh: dict[str, dict[str, Candidate]] = {}
            for one in way:
                fresh.setdefault(fold(one.name), {}).setdefault(one.id, one)
            for name, ones in fresh.items():
                found.setdefault(name, list(ones.values()))
        return found

    def _known(self, noun: str, levels: dict[str, str] | None = None) -> list[Known]:
        known = []
        for row in self._rows[noun].values():
            level = (levels or {}).get(row.id, "")
            known += [Known(row.id, name, level) for name in (row.name, row.short_name) if name]
        rows = self._rows[noun]
        return known + [Known(one.id, one.alias) for one in self._aliases[noun] if one.id in rows]

    def _unit_index(self) -> Callable[[str], Match]:
        self.places, levels = places_of(self._session)
        return UnitIndex(self._known("unit", levels), self.places).match

    def _project_index(self) -> Callable[[str], Match]:
        return ProjectIndex(self._known("project")).match

    def _people(self) -> Callable[[str], Match]:
        titles: dict[str, list[str]] = {}
        query = select(Post.person_id, Post.title).where(Post.deleted_at.is_(None)).order_by(Post.id)
        for person_id, title in self._session.execute(query):
            titles.setdefault(person_id, []).append(title)
        known = [
            KnownPerson(row.id, row.name, tuple(titles.get(row.id, ())))
            for row in self._rows["person"].values()
        ]
        return lambda written: people_names.match(written, known)


def _aliases(session: Session, noun: str) -> Iterable[Alias]:
    model: Any = {"unit": UnitAlias, "project": ProjectAlias}.get(noun)
    if model is None:
        return
    link = getattr(model, f"{noun}_id")
    query = select(link, model.alias, model.from_on, model.to_on).where(model.deleted_at.is_(None))
    for row in session.execute(query.order_by(model.id)):
        yield Alias(*row)


def _period(alias: Alias) -> str:
    """（2019-03-01 前）, （2010-01-01 至 2019-03-01）."""
    first, last = (day.isoformat() if day else "" for day in (alias.from_on, alias.to_on))
    if first and last:
        return f"（{first} 至 {last}）"
    if last:
        return f"（至 {last}）"
    return f"（{first} 起）" if first else ""


def places_of(session: Session) -> tuple[Places, dict[str, str]]:
    """The city and its counties, and for each unit below a county the county's name."""
    city = read_settings(session.connection())["city_name"]
    query = select(Unit.id, Unit.name, Unit.kind, Unit.parent_id).where(Unit.deleted_at.is_(None))
    rows = {row.id: row for row in session.execute(query.order_by(Unit.id))}
    counties: dict[str, str] = {}
    for row in rows.values():
        name = row.name
        for end in _COUNTY_ENDS:
            name = name.removesuffix(end)
        # A zone (示范区) may be of the kind county; as a name it is a body, no level.
        if row.kind == "county" and canonical(name).level:
            counties[row.id] = name.removeprefix(city) or name
    levels = {}
    for row in rows.values():
        above, seen = row.parent_id, {row.id}
        while above in rows and above not in seen and above not in counties:
            seen.add(above)
            above = rows[above].parent_id
        if above in counties:
            levels[row.id] = counties[above]
    return Places(city, tuple(sorted(counties.values(), key=len, reverse=True))), levels


# -- by another spelling of the very name, for what is typed

_SPELLINGS = "names_by_spelling"


def by_spelling(session: Session, noun: str, name: str) -> tuple[str, ...]:
    """Rows whose name is the same but for its spelling: blanks, width, 市 for the city, 人民政府 for 政府.

    Read once for a session; `note_spelling` where a row came.
    """
    if noun not in NOUNS:
        return ()
    known = session.info.setdefault(_SPELLINGS, {})
    if noun not in known:
        model: Any = {"unit": Unit, "project": Project, "person": Person}[noun]
        spell = _speller(session, noun)
        found: dict[Any, dict[str, None]] = {}
        live = select(model.id, model.name).where(model.deleted_at.is_(None)).order_by(model.id)
        for row_id, written in session.execute(live):
            found.setdefault(spell(written), {})[row_id] = None
        known[noun] = spell, {key: tuple(ids) for key, ids in found.items()}
    spell, found_ids = known[noun]
    key = spell(name)
    return found_ids.get(key, ()) if key else ()


def _speller(session: Session, noun: str) -> Callable[[str], Any]:
    if noun == "unit":
        places, _ = places_of(session)

        def form(name: str) -> Any:
            found = canonical(name, places)
            return found if found.core else None

        return form
    return (lambda name: plain(fold(name))) if noun == "project" else fold


def note_spelling(session: Session, noun: str, name: str, row_id: str) -> None:
    """A row was made in this session."""
    if noun in session.info.get(_SPELLINGS, {}):
        spell, found_ids = session.info[_SPELLINGS][noun]
        key = spell(name)
        found_ids[key] = (*found_ids.get(key, ()), row_id)


# -- remembering

ALIAS_LINKS = {"unit": (UnitAlias, "unit_id"), "project": (ProjectAlias, "project_id")}


def remember(session: Session, noun: str, row_id: str, written: str) -> bool:
    """Keep an accepted answer as an alias; False where the row carries that name already, or its noun has no aliases."""
    written = written.strip()
    if noun not in ALIAS_LINKS or not written:
        return False
    model: Any
    model, link = ALIAS_LINKS[noun]
    owner: Any = {"unit": Unit, "project": Project}[noun]
    row = session.get(owner, row_id)
    own = {fold(name) for name in (row.name, row.short_name) if name} if row is not None else set()
    aliases = session.scalars(
        select(model.alias).where(model.deleted_at.is_(None), getattr(model, link) == row_id)
    )
    if fold(written) in own | {fold(alias) for alias in aliases}:
        return False
    session.add(model(id=new_id(), **{link: row_id, "alias": written}))
    return True
