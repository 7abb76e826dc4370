"""Random days at the office: undo takes back exactly what was done, and the audit tells all of the ledger."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jzledger.errors import InputError, NothingToUndo, UndoConflict
from jzledger.ledger.ledger import Cell
from jzledger.records.base import DERIVED
from jzledger.records.fields import TABLES
from jzledger.records.trail import Change
from jzledger.store.audit import to_json
from tests.office import Office

# The ordinary run looks at a few days; more with JZLEDGER_DAYS=250.
DAYS = int(os.environ.get("JZLEDGER_DAYS", "12"))
NAMES = ("市发改委", "城投集团", "供电公司")
TEXTS = st.sampled_from(["一", "二", "三", ""])
VALUES: Mapping[str, Mapping[str, st.SearchStrategy[str]]] = {
    "projects": {
        "note": TEXTS,
        "county_unit": st.sampled_from([*NAMES, ""]),
        "sponsor": st.sampled_from(["王副市长", "李副市长", ""]),
        "levels": st.sampled_from(["省重点", "省重点、市重点", ""]),
        "target_yuan": st.sampled_from(["1亿", "2亿", ""]),
        "finish_due": st.sampled_from(["6月底前", "2024-08-01", ""]),
    },
    "issues": {
        "note": TEXTS,
        "units": st.sampled_from(["市发改委", "城投集团、市发改委", "供电公司", ""]),
        "lead_unit": st.sampled_from([*NAMES, ""]),
        "progress": TEXTS,
        "due": st.sampled_from(["5月底前", "6月底前", "7月15日", "长期", ""]),
        "outcome": st.sampled_from(["已办结", ""]),
        "state": st.sampled_from(["已交办", "办理中", "申请销号", "核实中", "已销号", "长期推进"]),
    },
    "units": {"order_no": st.sampled_from(["1", "2", ""]), "aliases": st.sampled_from(["甲", "甲、乙", ""])},
}
_tables = st.sampled_from(sorted(VALUES))
_which = st.integers(0, 20)
edits = _tables.flatmap(
    lambda table: st.tuples(
        st.just("edit"),
        st.just(table),
        st.lists(
            st.tuples(
                _which,
                st.sampled_from(sorted(VALUES[table])).flatmap(
                    lambda key: st.tuples(st.just(key), VALUES[table][key])
                ),
            ),
            min_size=1,
            max_size=3,
        ),
    )
)
works = st.one_of(
    st.tuples(st.just("add"), _tables, _which),
    edits,
    st.tuples(st.just("delete"), _tables, _which),
    st.tuples(st.just("restore"), _tables, _which),
)
turns = st.one_of(works, works, st.tuples(st.just("undo")), st.tuples(st.just("redo")))
_days = itertools.count()
several_days = settings(
    max_examples=DAYS,
    deadline=None,
    derandomize=DAYS == 12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def do(office: Office, work: tuple[Any, ...]) -> str | None:
    """One thing that a clerk does; the id of its Step, None where it came to nothing."""
    kind, table, *rest = work
    if kind == "add":
        name = f"{TABLES[table].title}{next(_days)}"
        key = "title" if table == "issues" else "name"
        projects = office.rows("projects")
        extra = (
            {"project": projects[rest[0] % len(projects)]["name"]} if table == "issues" and projects else {}
        )
        office.add(table, **{key: name}, **extra)
        return office.steps()[-1].id
    if kind == "restore":
        gone = sorted(i for (noun, i), row in office.everything().items()
                      if noun == TABLES[table].noun and row["deleted_at"] is not None)  # fmt: skip
        return office.ledger.restore(TABLES[table], [gone[rest[0] % len(gone)]]).step if gone else None
    ids = sorted(row["id"] for row in office.rows(table))
    if not ids:
        return None
    if kind == "delete":
        return office.delete(table, ids[rest[0] % len(ids)]).step
    cells = [
        Cell(table, ids[which % len(ids)], key, office.meant(table, {key: typed})[key])
        for which, (key, typed) in rest[0]
    ]
    return office.ledger.set_cells(cells, office.context).step


def attempt(work: Callable[[], str | None]) -> str | None:
    """What a rule refuses comes to nothing."""
    try:
        return work()
    except InputError:
        return None


def replayed(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """The ledger as its audit tells it."""
    told: dict[tuple[str, str], dict[str, Any]] = {}
    query = select(Change).order_by(Change.step_id, Change.seq)
    for change in office.ledger.read(lambda session: session.scalars(query).all()):
        key = (change.noun, change.row_id)
        if change.kind == "purge":
            assert {k: v for k, v in told.pop(key).items() if v is not None} == change.before
            continue
        if change.kind == "update":
            assert {k: told[key].get(k) for k in change.before} == change.before
        told.setdefault(key, {}).update(change.after)
    return told


def kept(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """The same as it stands in the tables."""
    from jzledger.records.base import nouns

    found = {}
    for (noun, row_id), row in office.everything().items():
        keys = {column.columns[0].name: column.key for column in nouns()[noun].__mapper__.column_attrs}
        found[noun, row_id] = {
            keys[name]: to_json(value) for name, value in row.items() if name not in DERIVED
        }
    return found


def same(told: dict[Any, dict[str, Any]], stands: dict[Any, dict[str, Any]]) -> bool:
    def filled(rows: dict[Any, dict[str, Any]]) -> Any:
        return {key: {k: v for k, v in row.items() if v is not None} for key, row in rows.items()}

    return bool(filled(told) == filled(stands))


@several_days
@given(day=st.lists(turns, max_size=14))
def test_undo_and_redo_come_back_to_exactly_what_was(office: Office, day: list[tuple[Any, ...]]):
    # Each day has a clerk of its own, so that the ledger may grow from day to day.
    office.ledger.by = f"经办{next(_days)}"
    states, at = [office.living()], 0
    for work in day:
        if work[0] in ("undo", "redo"):
            wanted = at + (1 if work[0] == "redo" else -1)
            take = getattr(office.ledger, work[0])
            if not 0 <= wanted < len(states):
                with pytest.raises(NothingToUndo):
                    take()
                continue
            take()
            at = wanted
        elif attempt(lambda work=work: do(office, work)) is not None:  # type: ignore[misc]
            states[at + 1 :] = [office.living()]
            at += 1
        assert office.living() == states[at]
    while at:
        office.ledger.undo()
        at -= 1
        assert office.living() == states[at]
    assert same(replayed(office), kept(office))
    assert office.ledger.integrity() == "ok"


@several_days
@given(day=st.lists(st.tuples(st.booleans(), turns, st.booleans()), max_size=14))
def test_two_clerks_never_break_the_ledger_by_undoing(
    office: Office, day: list[tuple[bool, tuple[Any, ...], bool]]
):
    clerks = [f"经办{next(_days)}", f"经办{next(_days)}"]
    for first, work, leave in day:
        office.ledger.by = clerks[first]
        if work[0] not in ("undo", "redo"):
            attempt(lambda work=work: do(office, work))  # type: ignore[misc]
            continue
        before = office.living()
        labels = office.ledger.undo_labels()
        try:
            getattr(office.ledger, work[0])(leave_conflicts=leave)
        except NothingToUndo:
            assert office.living() == before
        except UndoConflict:
            # With the conflicts left aside an undo always goes through.
            assert not leave and office.living() == before
        else:
            assert office.ledger.undo_labels() != labels or before == office.living()
    if day:
        attempt(lambda: office.ledger.empty_bin().step)
    assert same(replayed(office), kept(office))
    assert office.ledger.integrity() == "ok"
