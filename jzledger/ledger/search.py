"""The search box: projects, issues, units, people and articles by Chinese text, pinyin initials and numbers.

All names of a group are one folded string, in which Python looks for the typed text; initials are a second string of
the same length. Both cost a fraction of asking name by name.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.ledger.changes import Changes
from jzledger.ledger.rows import chunks, table_of
from jzledger.records.parts import OWNERS
from jzledger.rules.pinyin import letters
from jzledger.rules.text import fold

GROUPS = {
    "projects": "项目",
    "issues": "问题",
    "directives": "交办事项",
    "units": "单位",
    "people": "人员",
    "articles": "文章",
}
MOST = 6  # shown of one group
_LOOKED_AT = 60  # hits of one group that are ranked
_END = "\n"  # between two entries; folding takes every blank out, so it stands in none
_LONGEST_PATTERN = 12  # letters of initials


@dataclass(frozen=True)
class Hit:
    """One result. `group` is a key of GROUPS; `name` is shown first, `detail` behind it."""

    group: str
    id: str
    name: str
    detail: str


@dataclass(frozen=True)
class _Entry:
    hit: Hit
    name: str  # folded
    folded: str  # name first, then whatever else finds it
    initials: str = ""  # the same text, each character as the letter of its usual reading


class _Group:
    """The entries of one group as two long strings."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self.entries = entries
        self.starts: list[int] = []
        at = 0
        for entry in entries:
            self.starts.append(at)
            at += len(entry.folded) + 1
        self.text = _END.join(entry.folded for entry in entries)
        self.initials = _END.join(entry.initials for entry in entries)

    def found(self, typed: str, pattern: re.Pattern[str] | None) -> list[_Entry]:
        """At most `_LOOKED_AT` entries: by the text itself, then by initials of the usual, then of any reading."""
        places = list(self._places(self.text, typed))
        if pattern is not None:
            places += self._places(self.initials, typed)
            if len(set(places)) < MOST:
                places += self._by_pattern(pattern)
        return [self.entries[place] for place in list(dict.fromkeys(places))[:_LOOKED_AT]]

    def _places(self, within: str, typed: str) -> Iterator[int]:
        at, count = within.find(typed), 0
        while at >= 0 and count < _LOOKED_AT:
            place = bisect_right(self.starts, at) - 1
            yield place
            count += 1
            following = place + 1
            at = within.find(typed, self.starts[following]) if following < len(self.starts) else -1

    def _by_pattern(self, pattern: re.Pattern[str]) -> list[int]:
        found = []
        for match in pattern.finditer(self.text):
            found.append(bisect_right(self.starts, match.start()) - 1)
            if len(found) >= _LOOKED_AT:
                break
        return found


class SearchIndex:
    """Lives beside an open ledger. `forget` what Changes touched; it is read again at the next search.

    Any thread may call it; one at a time is served.
    """

    def __init__(self, read: Callable[..., Any]) -> None:
        """`read` is `Ledger.read`."""
        self._read = read
        self._lock = threading.Lock()
        self._entries: dict[str, dict[str, _Entry]] = {}
        self._groups: dict[str, _Group] = {}
        # noun -> ids, None = all of them; nothing is read yet while there is no such mapping
        self._stale: dict[str, set[str] | None] | None = None
        self._seen: set[str] = set()
        self._first: dict[int, str] = {}  # character -> the letter that its usual reading begins with
        self._begins: dict[
            str, str
        ] = {}  # letter -> every character of the ledger with a reading that begins so

    def build(self) -> None:
        """Read everything that was not read yet."""
        with self._lock:
            self._catch_up()

    def forget(self, changes: Changes) -> None:
        """Note what has to be read again."""
        with self._lock:
            if changes.everything:
                self._stale = None
            elif self._stale is not None:
                for noun, rows in changes.touched.items():
                    if noun in _LOADERS:
                        self._note(noun, set(rows))
                    if any(not columns or "name" in columns for columns in rows.values()):
                        for other in _NAMING.get(noun, ()):
                            self._note(other, None)

    def _note(self, noun: str, ids: set[str] | None) -> None:
        assert self._stale is not None
        known = self._stale.get(noun, set())
        self._stale[noun] = None if ids is None or known is None else known | ids

    def search(self, typed: str, most: int = MOST) -> list[Hit]:
        """Results in the order of the groups, the best of each first; nothing for nothing."""
        wanted = fold(typed)
        if not wanted:
            return []
        with self._lock:
            self._catch_up()
            pattern = self._pattern(wanted)
            found: list[Hit] = []
            for group in GROUPS:
                entries = self._groups[group].found(wanted, pattern)
                entries.sort(key=lambda entry: _rank(entry, wanted))  # stable: else in the ledger's order
                found += [entry.hit for entry in entries[:most]]
            return found

    def _pattern(self, wanted: str) -> re.Pattern[str] | None:
        """For text with Latin letters: each stands for itself and for every character that may be read so."""
        if not any(sign.isascii() and sign.isalpha() for sign in wanted) or len(wanted) > _LONGEST_PATTERN:
            return None
        return re.compile("".join(self._class_of(sign) for sign in wanted))

    def _class_of(self, sign: str) -> str:
        others = self._begins.get(sign, "")
        return f"[{re.escape(sign)}{others}]" if others else re.escape(sign)

    # -- reading

    def _catch_up(self) -> None:
        if self._stale is None:
            self._entries = {group: {} for group in GROUPS}
            stale: Mapping[str, set[str] | None] = dict.fromkeys(_LOADERS, None)
        else:
            stale = self._stale
        if not stale and self._groups:
            return
        for noun, ids in stale.items():
            fresh: list[tuple[str, _Entry]] = self._read(_LOADERS[noun], ids)
            for group in _GROUPS_OF[noun]:
                for row_id in tuple(self._entries[group]) if ids is None else ids:
                    self._entries[group].pop(row_id, None)
            for group, entry in fresh:
                self._entries[group][entry.hit.id] = self._with_initials(entry)
        self._stale = {}
        for group in {group for noun in stale for group in _GROUPS_OF[noun]}:
            # Ids sort by creation, so an entry that was read again stands where it stood.
            entries = [entry for _, entry in sorted(self._entries[group].items())]
            self._groups[group] = _Group(entries)

    def _with_initials(self, entry: _Entry) -> _Entry:
        for sign in set(entry.folded) - self._seen:
            self._seen.add(sign)
            usual, others = letters(sign)
            self._first[ord(sign)] = usual
            for letter in others:
                self._begins[letter] = self._begins.get(letter, "") + re.escape(sign)
        return replace(entry, initials=entry.folded.translate(self._first))


def _rank(entry: _Entry, wanted: str) -> tuple[bool, bool, bool]:
    name = entry.name
    return name != wanted, not name.startswith(wanted), wanted not in name


# -- what is found: each loader reads all rows of a noun, or those of some ids

Ids = Iterable[str] | None


def _rows(session: Session, noun: str, columns: Sequence[Any], ids: Ids, *joins: Any) -> Iterator[Any]:
    table = table_of(noun)
    query = select(table.c.id, *columns).where(table.c.deleted_at.is_(None))
    for other, on in joins:
        query = query.outerjoin(other, on)
    if ids is None:
        yield from session.execute(query)
        return
    for part in chunks(list(ids)):
        yield from session.execute(query.where(table.c.id.in_(part)))


def _entry(group: str, row_id: str, name: str, detail: str, *more: str | None) -> tuple[str, _Entry]:
    # A sign that no text holds keeps a hit from running from one part into the next.
    folded = "\t".join(fold(part) for part in (name, detail, *more) if part)
    return group, _Entry(Hit(group, row_id, name, detail), fold(name), folded)


def _others(session: Session, noun: str, link: str, column: str, ids: Ids) -> dict[str, list[str]]:
    """Names that hang on rows: aliases, posts."""
    table = table_of(noun)
    query = select(table.c[link], table.c[column]).where(table.c.deleted_at.is_(None))
    found: dict[str, list[str]] = {}
    wanted = None if ids is None else set(ids)
    for owner, name in session.execute(query):
        if wanted is None or owner in wanted:
            found.setdefault(owner, []).append(name)
    return found


def _projects(session: Session, ids: Ids) -> list[tuple[str, _Entry]]:
    project, unit = table_of("project"), table_of("unit")
    columns = (project.c.name, project.c.short_name, project.c.code, unit.c.name.label("county"))
    aliases = _others(session, "project_alias", "project_id", "alias", ids)
    rows = _rows(session, "project", columns, ids, (unit, unit.c.id == project.c.county_unit_id))
    return [
        _entry("projects", r.id, r.name, r.county or "", r.short_name, r.code, *aliases.get(r.id, ()))
        for r in rows
    ]


def _issues(session: Session, ids: Ids) -> list[tuple[str, _Entry]]:
    issue, project = table_of("issue"), table_of("project")
    columns = (issue.c.title, issue.c.number, issue.c.kind, project.c.name.label("project"))
    rows = _rows(session, "issue", columns, ids, (project, project.c.id == issue.c.project_id))
    return [
        _entry(
            "directives" if r.kind == "directive" else "issues",
            r.id,
            r.title or "",
            r.project or "",
            r.number,
        )
        for r in rows
        if r.title or r.number
    ]


def _units(session: Session, ids: Ids) -> list[tuple[str, _Entry]]:
    unit = table_of("unit")
    aliases = _others(session, "unit_alias", "unit_id", "alias", ids)
    rows = _rows(session, "unit", (unit.c.name, unit.c.short_name), ids)
    return [_entry("units", r.id, r.name, r.short_name or "", *aliases.get(r.id, ())) for r in rows]


def _people(session: Session, ids: Ids) -> list[tuple[str, _Entry]]:
    person = table_of("person")
    posts = _others(session, "post", "person_id", "title", ids)
    rows = _rows(session, "person", (person.c.name, person.c.phone), ids)
    return [_entry("people", r.id, r.name, "、".join(posts.get(r.id, ())), r.phone) for r in rows]


def _articles(session: Session, ids: Ids) -> list[tuple[str, _Entry]]:
    article = table_of("article")
    columns = (
        article.c.title,
        article.c.published_on,
        article.c.paper,
        article.c.reporter,
        article.c.file_name,
    )
    return [
        _entry(
            "articles",
            r.id,
            r.title or r.file_name or "",
            r.published_on.isoformat() if r.published_on else "",
            r.paper,
            r.reporter,
        )
        for r in _rows(session, "article", columns, ids)
    ]


_LOADERS: dict[str, Callable[[Session, Ids], list[tuple[str, _Entry]]]] = {
    "project": _projects,
    "issue": _issues,
    "unit": _units,
    "person": _people,
    "article": _articles,
}
_GROUPS_OF = {
    "project": ("projects",),
    "issue": ("issues", "directives"),
    "unit": ("units",),
    "person": ("people",),
    "article": ("articles",),
}
# Entries that show the name of a row of this noun.
_NAMING = {"project": ("issue",), "unit": ("project",)}
# A changed part touches its owner (`store.touched`), so aliases and posts need no loader of their own.
assert {OWNERS[part][0] for part in ("project_alias", "unit_alias", "post")} <= set(_LOADERS)
