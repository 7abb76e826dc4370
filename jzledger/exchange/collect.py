"""Collecting what units sent back: each file read, held against the ledger, and written as one Step that undo takes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jzledger.errors import ChangedElsewhere, LedgerError
from jzledger.exchange.heap import held_apart
from jzledger.exchange.merging import CellMerge, FileMerge, LedgerSide, merge
from jzledger.exchange.new_rows import THERE_ALREADY, NewRow
from jzledger.exchange.returned import Returned, is_returned, read_file, still_holds
from jzledger.formats.returned_read import read_bytes
from jzledger.ledger import dispatches
from jzledger.ledger.changes import Changes
from jzledger.ledger.ledger import UNSEEN, Cell, Ledger
from jzledger.ledger.writers import LAST
from jzledger.records.fields import TABLES
from jzledger.records.kinds import Ref
from jzledger.rules.context import Context
from jzledger.rules.proposal import Origin, Progress, Proposal, ProposedCell, ProposedRow, silent

SOURCE_KIND = "workbook"


@dataclass(frozen=True)
class Typed:
    """The clerk's own value for a cell, in place of ours and theirs. `shown`: as typed."""

    value: Any
    shown: str = ""


Choice = Typed | str
"""\"theirs\", \"ours\", or a value of the clerk's own."""


@dataclass(frozen=True)
class Decisions:
    """What the clerk decided. `cells`: (row id, Field key) -> choice, for cells that are asked or decided otherwise;
    `new`: sheet and number of added rows -> take it? Rows that need no asking are taken unless it says no."""

    cells: Mapping[tuple[str, str], Choice] = field(default_factory=dict)
    new: Mapping[tuple[str, int], bool] = field(default_factory=dict)

    def taken(self, cell: CellMerge) -> bool:
        if cell.outcome not in ("take", "ask"):
            return False
        chosen = self.cells.get(cell.at, "theirs" if cell.outcome == "take" else "")
        return chosen == "theirs" or isinstance(chosen, Typed)

    def decided(self, cell: CellMerge) -> bool:
        return cell.outcome != "ask" or cell.at in self.cells

    def wanted(self, row: NewRow) -> bool:
        return self.new.get((row.sheet, row.number), not row.ask)


CERTAIN = Decisions()


@dataclass(frozen=True)
class Collected:
    """What became of one file. `merge` is None where it could not be read, and `error` says why."""

    file: str
    merge: FileMerge | None = None
    taken: int = 0
    added: int = 0
    changes: Changes | None = None
    error: LedgerError | None = None


def collect(
    ledger: Ledger,
    files: Sequence[Path],
    context: Context,
    resources: Path,
    *,
    older: bool = False,
    progress: Progress = silent,
) -> list[Collected]:
    """Take from each file what needs no choice, as one Step for each; what is open stays as the ledger has it.

    A file that cannot be read changes nothing and does not stop the others. Raises what `progress` raises, between
    files."""
    done = []
    for number, (path, found) in enumerate(
        zip(files, look_all(ledger, files, context, resources, older=older, progress=progress), strict=True)
    ):
        progress(number, len(files), f"正在写入 {path.name}")
        if isinstance(found, LedgerError):
            done.append(Collected(path.name, error=found))
            continue
        try:
            try:
                changes = apply(ledger, found, CERTAIN, context)
            except ChangedElsewhere:  # an earlier file wrote the same cell
                found = look(ledger, path, context, resources, older=older)
                changes = apply(ledger, found, CERTAIN, context)
        except LedgerError as error:
            done.append(Collected(path.name, error=error))
            continue
        taken = sum(map(CERTAIN.taken, found.cells("take", "ask")))
        added = sum(map(CERTAIN.wanted, found.new))
        done.append(Collected(path.name, found, taken, added, changes))
    progress(len(files), len(files), "收表完成")
    return done


class KeptFiles:
    """Returned files as they were read: reading sixty of them anew after each merge would stop the window again and again."""

    def __init__(self) -> None:
        self._read: dict[tuple[Path, bool], tuple[tuple[int, int], Returned]] = {}

    def read(self, ledger: Ledger, path: Path, *, older: bool) -> Returned:
        """The file, from the disk only if it or what the ledger knows of its dispatch has changed since."""
        stamp = _stamp(path)
        kept = self._read.get((path, older))
        if kept is not None and kept[0] == stamp and still_holds(ledger, kept[1]):
            return kept[1]
        found = read_file(ledger, read_bytes(path), path.name, older=older)
        if stamp is not None:
            self._read[path, older] = (stamp, found)
        return found

    def keep_only(self, paths: Collection[Path]) -> None:
        """Forget the other files."""
        self._read = {key: kept for key, kept in self._read.items() if key[0] in paths}


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size


def look_all(
    ledger: Ledger,
    files: Sequence[Path],
    context: Context,
    resources: Path,
    *,
    older: bool = False,
    kept: KeptFiles | None = None,
    progress: Progress = silent,
) -> list[FileMerge | LedgerError]:
    """Read returned files and hold them against the ledger, which is asked once for all; nothing is written.

    Gives for each its merge, or why it cannot be read. `kept` spares reading again what was read before. Raises what
    `progress` raises.
    """
    kept = KeptFiles() if kept is None else kept
    read_files: list[Returned | LedgerError] = []
    with held_apart() as hold:
        for number, path in enumerate(files):
            progress(number, len(files), f"正在读取 {path.name}")
            try:
                read_files.append(kept.read(ledger, path, older=older))
            except LedgerError as error:
                read_files.append(error)
            hold()
    progress(len(files), len(files), "正在与台账比较")
    side = LedgerSide(ledger, [one for one in read_files if isinstance(one, Returned)], context, resources)
    return [merge(ledger, one, context, side) if isinstance(one, Returned) else one for one in read_files]


def look(ledger: Ledger, path: Path, context: Context, resources: Path, *, older: bool = False) -> FileMerge:
    """The same for one file. Raises what `returned.read_file` raises, and FileBroken, FileLocked for the disk."""
    (found,) = look_all(ledger, [path], context, resources, older=older)
    if isinstance(found, LedgerError):
        raise found
    return found


def was_dispatched(path: Path) -> bool:
    """A cheap look: was this workbook sent to a unit by a ledger? False for anything that cannot be read."""
    try:
        return is_returned(read_bytes(path), path.name)
    except LedgerError:
        return False


def apply(
    ledger: Ledger, found: FileMerge, decisions: Decisions, context: Context, progress: Progress = silent
) -> Changes:
    """Write what was agreed, with where it came from, as one Step; the dispatch is returned, or merged.

    Raises ChangedElsewhere where a cell no longer holds what the merge compared with, or the ledger has got an issue
    that the file would add, and what the ledger's rules refuse; then nothing is written.
    """
    taken = [cell for cell in found.cells("take", "ask") if decisions.taken(cell)]
    seen = [
        Cell(cell.table, cell.target, cell.key, None, cell.seen) for cell in taken if cell.seen is not UNSEEN
    ]
    added = [_what(row) for row in found.new if decisions.wanted(row) and THERE_ALREADY not in row.ask]

    def first(session: Any) -> None:
        dispatches.refuse_changed(session, seen, context)
        dispatches.refuse_added(session, added)

    return ledger.apply(
        agreed(found, decisions, context), f"收表 {found.unit}", progress, context=context, first=first
    )


def agreed(found: FileMerge, decisions: Decisions, context: Context) -> Proposal:
    """The Proposal of what is taken: cells of rows that were sent, rows that the unit added, the state of the dispatch."""
    rows: dict[tuple[str, str], list[ProposedCell]] = {}
    for cell in found.cells("take", "ask"):
        if decisions.taken(cell):
            noun = TABLES[cell.table].noun
            rows.setdefault((noun, cell.target), []).extend(_proposed(cell, decisions.cells.get(cell.at)))
    made = [
        ProposedRow(
            noun,
            row_id,
            row_id in found.new_reports,
            tuple(_of_report(found, row_id, context)) + tuple(_last(cells)),
        )
        for (noun, row_id), cells in rows.items()
    ]
    made += [_added(found, row, context) for row in found.new if decisions.wanted(row)]
    if found.dispatch is not None:
        made.append(_of_dispatch(found.dispatch, is_open(found, decisions), context))
    return Proposal(SOURCE_KIND, found.dispatch_id, tuple(made))


def taken_count(found: FileMerge, decisions: Decisions) -> int:
    """Cells and rows that would be written."""
    return sum(map(decisions.taken, found.cells("take", "ask"))) + sum(map(decisions.wanted, found.new))


def is_open(found: FileMerge, decisions: Decisions) -> bool:
    """Is something left that nobody has decided?"""
    cells = any(not decisions.decided(cell) for cell in found.cells("ask"))
    rows = any(row.ask and (row.sheet, row.number) not in decisions.new for row in found.new)
    return cells or rows or bool(found.problems)


def _proposed(cell: CellMerge, chosen: Choice | None) -> list[ProposedCell]:
    if isinstance(chosen, Typed):
        return [
            ProposedCell(cell.key, chosen.value)
        ]  # the clerk's own: the workbook is not where it comes from
    origin = Origin(cell.place, cell.theirs)
    way = [ProposedCell(cell.key, state) for state in cell.path[:-1]]
    return [*way, ProposedCell(cell.key, cell.value, origin=origin)]


def _last(cells: Sequence[ProposedCell]) -> list[ProposedCell]:
    """Cells that ask for others of their row come after them."""
    return sorted(cells, key=lambda cell: cell.key in LAST)


def _of_report(found: FileMerge, row_id: str, context: Context) -> list[ProposedCell]:
    """What a report of the month needs that the ledger does not have yet."""
    project = found.new_reports.get(row_id)
    if project is None:
        return []
    values = {"project_id": project, "year": found.year, "month": found.month, "reported_on": context.today}
    return [ProposedCell(key, value) for key, value in values.items()]


def _what(row: NewRow) -> tuple[str, str | None, str]:
    """Kind, project and title of the issue that a row would become."""
    values = {cell.key: cell.value for cell in row.cells}
    project = values.get("project")
    return _kind(row), project.id if project is not None else None, str(values.get("title") or "")


def _kind(row: NewRow) -> str:
    return "problem" if row.kind == "issues" else "directive"


def _added(found: FileMerge, row: NewRow, context: Context) -> ProposedRow:
    """A new issue of the unit that added it, entered today where it names no day."""
    cells = [
        ProposedCell("kind", _kind(row)),
        *(ProposedCell(cell.key, cell.value, origin=Origin(cell.place, cell.shown)) for cell in row.cells),
    ]
    given = {cell.key for cell in row.cells}
    if "state" not in given:
        cells.append(ProposedCell("state", "listed"))
    if "opened_on" not in given:
        cells.append(ProposedCell("opened_on", context.today))
    if not given & {"units", "lead_unit"}:
        cells.append(ProposedCell("units", (Ref("unit", found.unit_id, found.unit),)))
    return ProposedRow("issue", row.row_id, True, tuple(cells))


def _of_dispatch(dispatch: dispatches.SentDispatch, is_open: bool, context: Context) -> ProposedRow:
    state = dispatches.RETURNED if is_open else dispatches.MERGED
    cells = [ProposedCell("state", state)]
    if dispatch.returned_on is None:
        cells.append(ProposedCell("returned_on", context.today))
    return ProposedRow("dispatch", dispatch.id, False, tuple(cells))
