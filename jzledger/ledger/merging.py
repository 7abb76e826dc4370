"""Two issues that are one: the kept one takes over what hangs on the other, which goes to the recycle bin."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from jzledger.errors import NotAllowed
from jzledger.ledger import names
from jzledger.records.base import nouns
from jzledger.records.issues import IssueUnit, IssueUpdate
from jzledger.records.parts import HUNG_ON

# Filled in from the other row where the kept one has nothing. A deadline goes as a whole, with the day first agreed.
_CELLS = (
    "number instruction_id source_text category title measures need lead_unit_id person_id opened_on outcome note"
).split()
_DUE = ("due_text", "due_on", "due_precision", "first_due_on")
# Words of the other row that the kept one has otherwise go here, so that none is lost from sight.
_REMARK = "并入："


def merge_issues(session: Session, kept_id: str, other_id: str) -> None:
    """Both histories, all evidence, attachments and units are the kept row's from now on. Raises NotAllowed, Missing."""
    if kept_id == other_id:
        raise NotAllowed("不能把一行并入它自己", "", "请选择两行。")
    kept, other = names.get(session, "issue", kept_id), names.get(session, "issue", other_id)
    if kept.project_id != other.project_id:
        raise NotAllowed("两行不属于同一个项目，不能合并", "", "请先把所属项目改成一致。")
    for column in _CELLS:
        if getattr(kept, column) is None:
            setattr(kept, column, getattr(other, column))
    if kept.due_text is None:
        for column in _DUE:
            setattr(kept, column, getattr(other, column))
    if other.title and other.title != kept.title:
        kept.note = "\n".join(filter(None, (kept.note, f"{_REMARK}{other.title}")))
    _move_units(session, kept_id, other_id)
    for update in _living(session, IssueUpdate, IssueUpdate.issue_id == other_id):
        update.issue_id = kept_id
    for noun in HUNG_ON:
        model: Any = nouns()[noun]
        for piece in _living(session, model, model.noun_name == "issue", model.row_id == other_id):
            piece.row_id = kept_id
    other.deleted_at = session.now  # type: ignore[attr-defined]


def _move_units(session: Session, kept_id: str, other_id: str) -> None:
    """Units that the kept row does not name yet come after its own; the others go with the other row."""
    own = _living(session, IssueUnit, IssueUnit.issue_id == kept_id)
    known = {(unit.kind, unit.unit_id) for unit in own}
    last = max((unit.order_no or 0 for unit in own), default=0)
    theirs = _living(session, IssueUnit, IssueUnit.issue_id == other_id)
    for unit in sorted(theirs, key=lambda unit: (unit.order_no or 0, unit.id)):
        if (unit.kind, unit.unit_id) in known:
            unit.deleted_at = session.now  # type: ignore[attr-defined]
        else:
            last += 1
            unit.issue_id, unit.order_no = kept_id, last


def _living(session: Session, model: Any, *where: Any) -> list[Any]:
    return list(session.scalars(select(model).where(model.deleted_at.is_(None), *where)))
