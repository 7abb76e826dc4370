"""A workbook that came back from a unit: which dispatch it belongs to, which of its rows were sent, what differs.

Nothing of the ledger's present state is asked here but the dispatches; `merging` compares with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from jzledger.errors import NotDispatched, OlderDispatch, OtherLedger
from jzledger.exchange.form_rows import text_of
from jzledger.formats.paper import FILLERS
from jzledger.formats.returned_read import ReturnedSheet, ReturnedWorkbook, read_returned, trail_of
from jzledger.ledger import dispatches
from jzledger.ledger.dispatches import SentDispatch
from jzledger.ledger.ledger import Ledger
from jzledger.rules import sent_forms
from jzledger.rules.cell_names import cell_name
from jzledger.rules.merge import CellKind, plain
from jzledger.rules.row_identity import Key, Match, match_rows
from jzledger.rules.sent_forms import SentBook, SentRow, SentSheet

ISO_LENGTH = len("2024-06-05")
_NOTHING = frozenset(("", None))
HEADER_WITHIN = 40  # rows in which the header must stand
LEAST_HEADS = 0.5  # share of the heads sent by which a sheet is known again
MOST_TOLD = 20  # problems of one kind in a sheet


@dataclass(frozen=True)
class Difference:
    """One cell that is not as sent. `raw`: as read; `theirs`, `base`: in plain form. `at`: the sent column."""

    at: int
    place: str
    raw: Any
    base: str
    theirs: str


class ReturnedRow(NamedTuple):
    """`number`: of the row in its sheet, from 1; `cells`: by the sent columns, None where the column is gone."""

    number: int
    match: Match
    cells: tuple[Any, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class ReturnedForm:
    """One sheet that was found again. `name`: as it is called now; `places`: sheet column of each sent one."""

    name: str
    sent: SentSheet
    places: tuple[int | None, ...]
    rows: tuple[ReturnedRow, ...]
    missing: tuple[SentRow, ...]
    bases: Mapping[
        str, Sequence[Any]
    ]  # row id -> cells as sent, or as they came when an earlier return added the row
    compared: int  # reply cells that were looked at

    def place(self, number: int, at: int) -> str:
        """The address of a cell, as 问题!M5."""
        column = self.places[at]
        return (
            f"{self.name}!{cell_name(number - 1, column)}" if column is not None else f"{self.name}!{number}"
        )


@dataclass(frozen=True)
class Returned:
    """One file. `problems`: cells and sheets that must be known; `remarks`: what was noticed of the whole file.

    `newer`, `adopted`: what else of the ledger it was read with, the newer dispatch and the rows of earlier returns.
    """

    file: str
    book: SentBook
    dispatch: SentDispatch | None
    forms: tuple[ReturnedForm, ...]
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    newer: SentDispatch | None = None
    adopted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def is_returned(data: bytes, file_name: str) -> bool:
    """A cheap look: does this workbook carry the hidden sheet of a dispatch? Raises what `check` of a workbook raises."""
    trail = trail_of(data, file_name)
    return trail is not None and bool(trail) and bool(trail[0]) and sent_forms.header(trail[0][0]) is not None


def read_file(ledger: Ledger, data: bytes, file_name: str, *, older: bool = False) -> Returned:
    """Read a returned workbook. `older`: a file of an older dispatch is taken, too.

    Raises NotAWorkbook, EncryptedWorkbook, WorkbookTooLarge, FileBroken, NotDispatched, OtherLedger, OlderDispatch.
    """
    workbook = read_returned(data, file_name)
    book, dispatch, remarks, newer = _belongs_to(ledger, workbook, file_name)
    if dispatch is not None and newer is not None and not older:
        raise OlderDispatch(
            f"这是{_day(dispatch.sent_on)}下发的旧表，{_day(newer.sent_on)}已向{dispatch.unit}重新下发",
            file_name,
            "请对方用新表填报；确实要用旧表的，再选按旧表合并。",
        )
    adopted = ledger.read(dispatches.adopted_rows, book.dispatch, _ids(book))
    forms, problems = _forms(workbook.sheets, book, adopted)
    if not forms:
        raise NotDispatched(
            "没有认出下发的表：表头被改过，或者表是空的", file_name, "请对方用原表重填，或手工对应后再收。"
        )
    told = (*workbook.remarks, *remarks)
    return Returned(file_name, book, dispatch, forms, tuple(problems), told, newer, adopted)


def still_holds(ledger: Ledger, returned: Returned) -> bool:
    """Would the same file be read as the same now? The ledger's other rows are not asked: `merging` compares them."""
    if returned.dispatch is None:
        return False
    now = ledger.read(dispatches.standing, returned.dispatch.token)
    if now != (returned.dispatch, returned.newer):
        return False
    ids = _ids(returned.book)
    adopted: Mapping[str, Any] = ledger.read(dispatches.adopted_rows, returned.book.dispatch, ids)
    return adopted == returned.adopted


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else "较早"


def _ids(book: SentBook) -> frozenset[str]:
    return frozenset(row.id for sheet in book.sheets for row in sheet.rows)


# Which dispatch.
_Belongs = tuple[SentBook, SentDispatch | None, tuple[str, ...], SentDispatch | None]


def _belongs_to(ledger: Ledger, workbook: ReturnedWorkbook, file_name: str) -> _Belongs:
    """What was sent, the dispatch, remarks, and the newer dispatch to the same unit if there is one."""
    trail = workbook.trail
    about = sent_forms.header(trail[0][0]) if trail and trail[0] else None
    if about is not None:
        known = ledger.read(dispatches.known, about["token"])
        if about["ledger"] != known.mark:
            raise OtherLedger("这份表是另一个台账下发的", file_name, "请在下发它的台账里收表。")
        if known.dispatch is not None:
            return sent_forms.unpacked(known.base), known.dispatch, (), known.newer
        try:
            assert trail is not None
            book = sent_forms.from_lines(trail)
        except ValueError:
            pass  # somebody wrote into the hidden sheet: as if it were not there
        else:
            return book, None, ("台账里没有这次下发的记录，按表里自带的底稿比较",), None
    book, dispatch, told = _most_alike(ledger, workbook.sheets, file_name)
    return book, dispatch, told, ledger.read(dispatches.newer_of, dispatch)


def _most_alike(
    ledger: Ledger, sheets: Sequence[ReturnedSheet], file_name: str
) -> tuple[SentBook, SentDispatch, tuple[str, ...]]:
    """The dispatch of a file without its hidden sheet: most of its rows, then most cells as sent, then the latest."""
    best: tuple[tuple[int, int, str], SentBook, SentDispatch] | None = None
    for dispatch in ledger.read(dispatches.all_dispatches):
        book = sent_forms.unpacked(ledger.read(dispatches.base_of, dispatch.id))
        forms, _ = _forms(sheets, book, {})
        known = sum(row.match.how in ("id", "key", "odd") for form in forms for row in form.rows)
        changed = sum(len(row.differences) for form in forms for row in form.rows)
        if known and (best is None or (known, -changed, dispatch.id) > best[0]):
            best = ((known, -changed, dispatch.id), book, dispatch)
    if best is None:
        raise NotDispatched(
            "不是本台账下发的表：没有找到下发标识，行也对应不上", file_name, "请对方返回下发的那份Excel表。"
        )
    _, book, dispatch = best
    told = f"没有下发标识（表被复制到了新文件），按行对应到{dispatch.unit}{_day(dispatch.sent_on)}下发的表"
    return book, dispatch, (told,)


# Which sheet is which, and where its columns stand.
@dataclass(frozen=True)
class _Located:
    header: int
    places: tuple[int | None, ...]
    id_place: int | None
    score: float


def _forms(
    sheets: Sequence[ReturnedSheet], book: SentBook, adopted: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[ReturnedForm, ...], list[str]]:
    """The sent sheets found again, each once, the likeliest first taken."""
    likely = sorted(
        (
            (located.score + (sheet.name == sent.name), -place, number, located)
            for place, sheet in enumerate(sheets)
            for heads in (_headings(sheet.cells),)
            for number, sent in enumerate(book.sheets)
            if (located := _locate(heads, sent)) is not None
        ),
        key=lambda found: (-found[0], -found[1], found[2]),
    )
    problems: list[str] = []
    found: dict[int, ReturnedForm] = {}
    used: set[int] = set()
    for _, negative, number, located in likely:
        if number not in found and -negative not in used:
            used.add(-negative)
            found[number] = _read_form(sheets[-negative], book.sheets[number], located, adopted, problems)
    for number, sent in enumerate(book.sheets):
        if found and number not in found:
            problems.append(f"少了“{sent.name}”这张表，其中{len(sent.rows)}行没有收到")
    return tuple(found[number] for number in sorted(found)), problems


def _headings(cells: Sequence[Sequence[Any]]) -> list[list[str]]:
    """The first rows as headings without blanks; under an empty cell the one above it, which may be merged down."""
    headings: list[list[str]] = []
    above: list[str] = []
    for line in cells[:HEADER_WITHIN]:
        shown = ["".join(value.split()) if type(value) is str else "" for value in line]
        headings.append(
            [head or over for head, over in zip_longest(shown, above[: len(shown)], fillvalue="")]
        )
        above = shown
    return headings


def _locate(headings: Sequence[Sequence[str]], sent: SentSheet) -> _Located | None:
    """Where the header stands: the lowest of the rows in which most of the heads are found."""
    wanted = {column.head for column in sent.columns}
    scores = [len(wanted.intersection(heads)) / len(wanted) for heads in headings]
    best = max(scores, default=0)
    if best < LEAST_HEADS:
        return None
    row = len(scores) - 1 - scores[::-1].index(best)
    first = {head: place for place, head in reversed(list(enumerate(headings[row])))}
    places = tuple(first.get(column.head) for column in sent.columns)
    return _Located(row, places, first.get(sent.id_head), best)


def _read_form(
    sheet: ReturnedSheet,
    sent: SentSheet,
    located: _Located,
    adopted: Mapping[str, Mapping[str, str]],
    problems: list[str],
) -> ReturnedForm:
    for at, column in enumerate(sent.columns):
        if located.places[at] is None and (column.reply or column.key in sent.keys):
            problems.append(f"{sheet.name}：少了“{column.head}”这一列，这一列没有收")
    sent_rows = {row.id: row for row in (*sent.rows, *_adopted_rows(sent, adopted))}
    lines = list(_lines(sheet, sent, located, problems))
    keys = [
        at
        for at, column in enumerate(sent.columns)
        if column.key in sent.keys and located.places[at] is not None
    ]
    known = {row_id: _key(row.cells, keys) for row_id, row in sent_rows.items()}
    matching = match_rows(known, [(row_id, _key(cells, keys)) for _, row_id, cells in lines])
    kinds = [column.kind for column in sent.columns]
    form = ReturnedForm(
        sheet.name, sent, located.places, (), (), {row_id: row.cells for row_id, row in sent_rows.items()}, 0
    )
    rows, compared = [], 0
    reply = [at for at, column in enumerate(sent.columns) if column.reply and located.places[at] is not None]
    # Nearly every row is as it was sent, and is found so in one comparison: with days as the reader gives them.
    days = [at for at, kind in enumerate(kinds) if kind == "date"]
    as_read = {row_id: _as_read(row.cells, days) for row_id, row in sent_rows.items()}
    for (number, _, cells), match in zip(lines, matching.rows, strict=True):
        differences: tuple[Difference, ...] = ()
        if match.how in ("id", "key", "odd"):
            compared += len(reply)
        if match.how in ("id", "key", "odd") and cells != as_read[match.id]:
            differences = tuple(_differences(form, number, sent_rows[match.id].cells, cells, kinds))
        rows.append(ReturnedRow(number, match, cells, differences))
    if not matching.trusted:
        problems.append(
            f"{sheet.name}：系统编号与内容对不上（只对部分列排过序或改动过），已改按项目和内容逐行对应"
        )
    elif located.id_place is None and sent.rows:
        problems.append(f"{sheet.name}：没有“{sent.id_head}”列，已按项目和内容逐行对应")
    else:
        _tell_by_key(sheet.name, rows, {row.id for row in sent.rows}, problems)
    missing = tuple(row for row in sent.rows if row.id in set(matching.missing))
    return replace(form, rows=tuple(rows), missing=missing, compared=compared)


def _tell_by_key(name: str, rows: Sequence[ReturnedRow], sent: set[str], problems: list[str]) -> None:
    numbers = [str(row.number) for row in rows if row.match.how == "key" and row.match.id in sent]
    if numbers:
        shown = "、".join(numbers[:MOST_TOLD]) + ("等" if len(numbers) > MOST_TOLD else "")
        problems.append(f"{name}第{shown}行：系统编号被改过或丢失，已按项目和内容对应到原来的行")


def _adopted_rows(sent: SentSheet, adopted: Mapping[str, Mapping[str, str]]) -> Iterator[SentRow]:
    """Rows that an earlier return of this dispatch added: what it said of them is their base."""
    noun = {"issues": "problem", "directives": "directive"}.get(sent.kind, "")
    for row_id, words in adopted.items():
        if words.get("kind") == noun:
            yield SentRow(row_id, 0, tuple(words.get(column.field, "") for column in sent.columns))


def _key(cells: Sequence[Any], keys: Sequence[int]) -> Key:
    return tuple(value if type(value := cells[at]) is str else plain(value) for at in keys)


def _lines(
    sheet: ReturnedSheet, sent: SentSheet, located: _Located, problems: list[str]
) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """(number of the row, id, cells by the sent columns) of every row below the header that says something."""
    places, id_place = located.places, located.id_place
    longest = max((place for place in (*places, id_place) if place is not None), default=0)
    pick = itemgetter(*places) if None not in places and len(places) > 1 else None
    for row, line in enumerate(sheet.cells[located.header + 1 :], located.header + 1):
        if pick is not None and longest < len(line):
            found = pick(line)
        else:
            found = tuple(
                line[place] if place is not None and place < len(line) else None for place in places
            )
        if sheet.unread:
            found = tuple(
                _known(sheet, row, at, located, found[at], sent, problems) for at in range(len(found))
            )
        if not _NOTHING.issuperset(found):
            held = line[id_place] if id_place is not None and id_place < len(line) else ""
            yield row + 1, str(held).strip().lower(), found


def _known(
    sheet: ReturnedSheet,
    row: int,
    at: int,
    located: _Located,
    value: Any,
    sent: SentSheet,
    problems: list[str],
) -> Any:
    """The value, None where the workbook does not hold it; that is told of cells that were to be filled in."""
    place = located.places[at]
    if place is None or value != "" or (row, place) not in sheet.unread:
        return value
    if sent.columns[at].reply:
        problems.append(f"{sheet.name}!{cell_name(row, place)}：{sheet.unread[row, place]}")
    return None


def _as_read(cells: Sequence[Any], days: Sequence[int]) -> tuple[Any, ...]:
    """Cells as sent, with dates for the ISO texts in these columns."""
    read = list(cells)
    for at in days:
        text = read[at]
        if type(text) is str and len(text) == ISO_LENGTH and text[4] == "-":
            with suppress(ValueError):
                read[at] = date.fromisoformat(text)
    return tuple(read)


def _differences(
    form: ReturnedForm, number: int, base: Sequence[Any], theirs: Sequence[Any], kinds: Sequence[CellKind]
) -> Iterator[Difference]:
    for at, (sent, raw) in enumerate(zip(base, theirs, strict=True)):
        if raw is None or raw == sent:
            continue
        kind = kinds[at]
        if (
            kind == "date"
            and isinstance(raw, date)
            and not isinstance(raw, datetime)
            and raw.isoformat() == sent
        ):
            continue
        before, now = plain(sent, kind), plain_reply(raw, kind)
        if before != now:
            yield Difference(at, form.place(number, at), raw, before, now)


def plain_reply(raw: Any, kind: CellKind) -> str:
    """A returned cell in plain form; words that say "nothing here" are an empty cell, as on paper."""
    if isinstance(raw, str):
        raw = text_of(raw)
    shown = plain(raw, kind)
    return "" if shown in FILLERS and kind != "number" else shown
