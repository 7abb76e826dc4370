"""Whatever is done, undone and redone: the ledger is what its audit tells, and undo takes back exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from jzledger.errors import LedgerError
from jzledger.ledger import merging
from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.base import DERIVED, nouns
from jzledger.records.fields import TABLES
from jzledger.records.trail import Change
from jzledger.store.audit import to_json
from tests.ledgers import fresh_file
from tests.office import Office

TEXTS = st.sampled_from(["", "用地手续未批", "蒸汽管网未接通", "=1+1", "缺水\n缺电"])
DUES = st.sampled_from(["", "6月底前", "2024-06-10", "尽快", "5月20日"])
UNITS = st.sampled_from(["", "市发改委", "市发改委、供电公司", "供电公司"])
WHICH = st.integers(0, 30)


def replayed(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """Every row as the Changes, taken in order, leave it; empty columns left out."""
    query = select(Change).order_by(Change.step_id, Change.seq)
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for change in office.ledger.read(lambda session: session.scalars(query).all()):
        key = change.noun, change.row_id
        if change.kind == "purge":
            rows.pop(key, None)
        else:
            row = {**rows.get(key, {}), **(change.after or {})}
            rows[key] = {name: value for name, value in row.items() if value is not None}
    return rows


def standing(office: Office) -> dict[tuple[str, str], dict[str, Any]]:
    """Every row as it stands, with the same names."""
    found = {}
    for (noun, row_id), values in office.everything().items():
        columns = nouns()[noun].__mapper__.column_attrs
        told = {
            attribute.key: to_json(values[attribute.columns[0].name])
            for attribute in columns
            if attribute.columns[0].name in values and attribute.key not in DERIVED
        }
        found[noun, row_id] = {key: value for key, value in told.items() if value is not None}
    return found


class Clerk(RuleBasedStateMachine):
    """Types, pastes, deletes, merges, undoes and redoes at random."""

    @initialize()
    def sit_down(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.open(fresh_file(Path(self.folder.name)), by="王芳")
        self.office = Office(self.ledger)
        self.office.project("云杉产业园")
        # The project is somebody else's: no undo takes it away.
        self.ledger.by = "李强"

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()
            self.folder.cleanup()

    def issue(self, which: int) -> str | None:
        rows = self.ledger.rows(TABLES["issues"], self.office.context, fields=())
        return rows[which % len(rows)][0] if rows else None

    @rule(title=TEXTS, due=DUES, units=UNITS)
    def add(self, title: str, due: str, units: str) -> None:
        projects = [row["name"] for row in self.office.rows("projects")]  # a redo may have taken it away
        self.office.issue(title or "无题", project="".join(projects), due=due, units=units)

    @rule(which=WHICH, title=TEXTS, due=DUES, units=UNITS)
    def paste(self, which: int, title: str, due: str, units: str) -> None:
        """Several cells of two rows in one Step."""
        ids = dict.fromkeys(i for i in (self.issue(which), self.issue(which + 1)) if i)
        meant = self.office.meant("issues", {"measures": title, "due": due, "units": units})
        cells = [Cell("issues", row_id, key, value) for row_id in ids for key, value in meant.items()]
        if cells:
            self.ledger.set_cells(cells, self.office.context, "粘贴")

    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        if row_id := self.issue(which):
            self.office.delete("issues", row_id)

    @rule(which=WHICH)
    def delete_the_project(self, which: int) -> None:
        projects = self.ledger.rows(TABLES["projects"], self.office.context, fields=())
        if which % 7 == 0 and projects:
            self.office.delete("projects", projects[0][0])
            self.ledger.undo()

    @rule(which=WHICH)
    def merge(self, which: int) -> None:
        kept, other = self.issue(which), self.issue(which + 1)
        if kept and other and kept != other:
            self.ledger.edit("合并", merging.merge_issues, kept, other)

    @rule()
    def undo(self) -> None:
        self.forgiving(self.ledger.undo)

    @rule()
    def redo(self) -> None:
        self.forgiving(self.ledger.redo)

    def forgiving(self, call: Any) -> None:
        try:
            call()
        except LedgerError:
            return  # nothing there, or changed since: then nothing was written

    @precondition(lambda self: hasattr(self, "ledger"))
    @rule(which=WHICH, text=TEXTS)
    def an_edit_and_its_undo_are_nothing(self, which: int, text: str) -> None:
        if row_id := self.issue(which):
            before = self.office.living()
            if self.office.set("issues", row_id, note=text, units="供电公司"):
                after = self.office.living()
                self.ledger.undo()
                assert self.office.living() == before
                self.ledger.redo()
                assert self.office.living() == after

    @invariant()
    def the_ledger_is_what_its_audit_tells(self) -> None:
        if hasattr(self, "ledger"):
            assert standing(self.office) == replayed(self.office)


TestClerk = Clerk.TestCase
TestClerk.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
