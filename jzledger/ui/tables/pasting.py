"""Pasting into a table: where the block goes, what is asked first, one step, and the report afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from jzledger.errors import LedgerError
from jzledger.rules.proposal import Progress, silent
from jzledger.ui.tables.clipboard import (
    OWN_FORMAT,
    Block,
    Text,
    from_html,
    from_own,
    from_tsv,
    has_merged_cells,
)
from jzledger.ui.tables.cursor import Range
from jzledger.ui.tables.marquee import Copied
from jzledger.ui.tables.pasteplan import Plan, Target, Unread, find_heading, make_plan, quoted
from jzledger.ui.tables.report import Answer, Report
from jzledger.ui.tables.source import ID, Edit, Outcome
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.tables.commands import Commands

PREVIEW_FROM = 5_000
"""Blocks of more cells are shown before they are written."""
ASK_FROM = 1_000_000
BESIDE_FROM = 2_000
"""From so many cells on the work is done beside the window."""


class _Done(NamedTuple):
    plan: Plan
    outcome: Outcome
    moved: Copied | None


class Pasting:
    """One paste at a time; `unread` are the cells of the last one that kept their old value."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self.unread: list[Unread] = []
        self._at = -1
        self._told = ""
        self._step, self._label = "", ""  # what the last paste was in the ledger
        self._answers: list[Answer] = []
        self._beyond = self._lost = 0  # columns and rows of the block that found no place

    # -- what is on the clipboard

    def paste(self, *, text_only: bool = False) -> None:
        self._commands.copying.age()
        block = read_clipboard(QGuiApplication.clipboard().mimeData(), text_only=text_only)
        if block is None or not block.width:
            self._commands.say(tr("剪贴板里没有可以粘贴的文字。"))
            return
        self.paste_block(block)

    def paste_block(self, block: Block) -> None:
        """Ask first where the block has a heading row or is large; else write at once."""
        commands = self._commands
        ranges = commands.cursor.ranges()
        if not commands.cursor.valid:
            return
        if len(ranges) > 1 and block.height * block.width > 1:
            commands.say(tr("选了几块地方，只能粘贴单独一格。请只选一块，或只选左上角的一格。"))
            return
        heading = find_heading(block, commands.fields) if not block.ids else None
        if heading is not None:

            def by_place() -> None:
                commands.close_report()
                self._place(block, ranges)

            target = self._target(block.without_first(), ranges, heading.columns)
            words = tr("第一行像是表头：{} 列按列名对应").format(sum(n >= 0 for n in heading.columns))
            if heading.unknown:
                unknown = "、".join(quoted(word) for word in heading.unknown)
                words += tr("，{} 没有对应的列，不会粘贴").format(unknown)
            self._ask(
                tr("{}。将粘贴 {}。").format(words, self._size(target, block)),
                lambda: self.apply(block.without_first(), target),
                [Answer(tr("按位置粘贴"), by_place)],
            )
            return
        self._place(block, ranges)

    def _place(self, block: Block, ranges: Sequence[Range]) -> None:
        if len(ranges) > 1:
            self._everywhere(block)
            return
        target = self._target(block, ranges)
        cells = target.height * len(target.columns)
        if cells <= PREVIEW_FROM:
            self.apply(block, target)
            return
        slow = tr("要几分钟，中途可以取消。") if cells >= ASK_FROM else ""
        self._ask(
            tr("将粘贴 {}。{}").format(self._size(target, block), slow), lambda: self.apply(block, target), []
        )

    def _size(self, target: Target, block: Block) -> str:
        words = tr("{:,} 行 × {:,} 列").format(target.height, len(target.columns))
        if target.new:
            words += tr("，其中新增 {:,} 行").format(target.new)
        return words

    def _ask(self, text: str, apply: object, more: Sequence[Answer]) -> None:
        assert callable(apply)

        def go() -> None:
            self._commands.close_report()
            apply()

        self._commands.tell(
            Report(text, (Answer(tr("应用 Enter"), go), *more), close=tr("取消 Esc"), enter=go)
        )

    # -- where it goes

    def _target(self, block: Block, ranges: Sequence[Range], by_name: Sequence[int] = ()) -> Target:
        """One cell fills the selection, a multiple is tiled, anything else extends from the top left cell."""
        commands, found = self._commands, ranges[-1]
        chosen_columns = commands.columns_of([found])
        chosen_lines = [
            n for n in range(found.top, found.bottom + 1) if commands.lines.shown[n].row is not None
        ]
        tall, wide = len(chosen_lines) % block.height == 0, len(chosen_columns) % block.width == 0
        height = len(chosen_lines) if tall and (wide or len(chosen_columns) == 1) else block.height
        width = len(chosen_columns) if wide and (tall or len(chosen_lines) <= 1) else block.width
        height, width = max(height, block.height), max(width, block.width)
        lines = commands.lines.shown[found.top : commands.lines.last_row() + 1]
        rows = [line.row for line in lines if line.row is not None][:height]
        if by_name:
            columns = list(by_name)
            rows = rows[: block.height]
            height = block.height
        else:
            columns = commands.columns_from(found.left)[:width]
        new = max(0, height - len(rows)) if commands.lines.new_place() is not None else 0
        self._beyond = 0 if by_name else width - len(columns)
        self._lost = height - len(rows) - new
        return Target(rows, new, columns)

    def _everywhere(self, block: Block) -> None:
        """One cell into several ranges: each selected cell by itself, in one step."""
        commands = self._commands
        spots = list(commands.cursor.selected_cells())
        context = commands.source.context()
        plan = Plan()
        for column in dict.fromkeys(spot.column for spot in spots):
            rows = [commands.lines.shown[spot.line].row for spot in spots if spot.column == column]
            target = Target([row for row in rows if row is not None], 0, [column])
            part = make_plan(block, target, commands.fields, context, silent, origin=commands.origin)
            plan.edits += part.edits
            plan.unread += part.unread
            plan.skipped.update(part.skipped)
            plan.cleaned += part.cleaned
        self._beyond = self._lost = 0
        label = tr("粘贴 {} 格").format(len(spots))
        try:
            outcome = commands.source.write(plan.edits, [], label)
        except LedgerError as error:
            commands.fail(error)
            return
        self._finish(_Done(plan, outcome, None), label)

    # -- writing

    def apply(self, block: Block, target: Target) -> None:
        """Read, check and write; a large block beside the window."""
        commands = self._commands
        if not target.height or not target.columns:
            return
        moved = commands.overlay.copied
        if moved is None or not moved.cut or moved.token != block.token or not block.token:
            moved = None
        label = (tr("移动 {} 行 × {} 列") if moved else tr("粘贴 {} 行 × {} 列")).format(
            target.height, len(target.columns)
        )
        context, fields, source = commands.source.context(), commands.fields, commands.source
        like = commands.last_id()
        clears = self._clears(moved, block) if moved else []
        origin = commands.origin
        commands.lines.staying.touched.update(row[ID] for row in target.rows)

        def work(progress: Progress) -> _Done:
            plan = make_plan(block, target, fields, context, progress, like, origin)
            written = {(edit.row_id, edit.key) for edit in plan.edits}
            taken = written | {(cell.row_id, cell.key) for cell in plan.unread}
            hit = {(row[ID], fields[column].key) for row in target.rows for column in target.columns}
            more = [clear for clear in clears if (clear.row_id, clear.key) not in taken | hit]
            if not plan.edits and not plan.rows and not more:
                return _Done(plan, Outcome(), moved)
            outcome = source.write([*plan.edits, *more], plan.rows, label, progress=progress)
            return _Done(plan, outcome, moved)

        def done(result: _Done) -> None:
            # New rows stand where they were pasted, whatever project they belong to.
            commands.lines.staying.touched.update(filter(None, result.outcome.ids))
            commands.select_rows_of(target)
            self._finish(result, label)

        cells = target.height * len(target.columns)
        commands.run(work, done, label, beside=cells > BESIDE_FROM)

    def _clears(self, moved: Copied, block: Block) -> list[Edit]:
        """Edits that empty what was cut, as long as it still holds what was cut."""
        fields = self._commands.fields
        numbers = {field.key: n for n, field in enumerate(fields)}
        columns = [numbers.get(key) for key in moved.keys]
        values = {
            (row_id, column): value
            for row_id, row in zip(block.ids, block.values or (), strict=True)
            for column, value in zip(columns, row, strict=True)
            if column is not None
        }
        found = []
        for (row_id, column), packed in values.items():
            place = self._commands.lines.place_of(row_id)
            seen = packed if place is None else self._commands.lines.shown[place].value(column)
            if fields[column].editable and not fields[column].required and seen is not None:
                found.append(Edit(row_id, fields[column].key, seen, None))
        return found

    # -- afterwards

    def _finish(self, done: _Done, label: str) -> None:
        commands, plan = self._commands, done.plan
        refused = {(one.row_id, one.new, one.key) for one in done.outcome.refused}
        self.unread = [self._with_id(one, done.outcome) for one in plan.unread]
        texts = {(e.row_id, e.key): e.value for e in plan.edits}
        for one in done.outcome.refused:
            value = texts.get((one.row_id, one.key))
            if one.new >= 0:
                value = plan.rows[one.new].values.get(one.key)
            shown = "" if value is None else commands.words(one.key, value)
            cell = Unread(one.row_id, one.new, one.key, shown, one.reason)
            self.unread.append(self._with_id(cell, done.outcome))
        tinted: dict[str, set[str]] = {}
        for edit in plan.edits:
            if (edit.row_id, -1, edit.key) not in refused:
                tinted.setdefault(edit.row_id, set()).add(edit.key)
        changed = len(tinted)
        added = 0
        for row_id, row in zip(done.outcome.ids, plan.rows, strict=False):
            if row_id:
                added += 1
                tinted[row_id] = set(row.values)
        if done.moved is not None:
            commands.overlay.copied = None
        wrote = bool(changed or added)
        self._told = self._sentence(label, changed, added, plan)
        kept = self._kept(done.moved)
        if kept:
            self._told += tr("；{}不能为空，原处没有清除").format("".join(f"“{title}”" for title in kept))
        self._step, self._label = done.outcome.step, label
        answers = [Answer(tr("撤销"), commands.undo)] if wrote else []
        self._at = -1
        commands.overlay.tinted = tinted
        self._answers = answers
        self._report()

    def _kept(self, moved: Copied | None) -> list[str]:
        """Titles of the columns that were cut and had to keep their values."""
        keys = moved.keys if moved is not None else ()
        return [field.title for field in self._commands.fields if field.key in keys and field.required]

    def _with_id(self, one: Unread, outcome: Outcome) -> Unread:
        if one.row_id or one.new < 0 or one.new >= len(outcome.ids):
            return one
        return replace(one, row_id=outcome.ids[one.new])

    def _sentence(self, label: str, changed: int, added: int, plan: Plan) -> str:
        what = [tr("改动 {} 行").format(changed)] if changed else []
        what += [tr("新增 {} 行").format(added)] if added else []
        words = tr("已{}：{}").format(label, "，".join(what) or tr("没有变化"))
        notes = []
        if self.unread:
            notes.append(tr("{} 格未识别，保留原值").format(len(self.unread)))
        if plan.skipped:
            titles = "".join(f"“{title}”" for title in plan.skipped)
            notes.append(tr("{}由程序判定，跳过 {} 格").format(titles, sum(plan.skipped.values())))
        if self._beyond > 0:
            notes.append(tr("右边放不下的 {} 列没有粘贴").format(self._beyond))
        if self._lost > 0:
            notes.append(tr("下面放不下的 {} 行没有粘贴").format(self._lost))
        if plan.cleaned:
            notes.append(tr("{} 格去掉了控制字符").format(plan.cleaned))
        return "；".join([words, *notes])

    def another_step(self, step: str, label: str) -> None:
        """The ledger went on: 撤销 in the report would now take back something else."""
        commands, report = self._commands, self._commands.report
        if report is None or not self._step or step == self._step:
            return
        if not any(one in report.answers for one in self._answers):
            return
        if label == self._label:  # the paste itself was undone
            commands.close_report(report)
            return
        self._answers = []
        if self._at < 0:
            self._report()
        else:
            self.step(0)

    def _report(self) -> None:
        step = [Answer(tr("逐项查看"), self.step)] if self.unread else []
        self._commands.tell(
            Report(self._told, (*self._answers, *step), close=tr("知道了 Esc"), warn=bool(self.unread))
        )

    def step(self, by: int = 1) -> None:
        """Go to the next cell that was not understood, and show what was to be pasted there."""
        if not self.unread:
            return
        self._at = (self._at + by) % len(self.unread)
        one, commands = self.unread[self._at], self._commands
        column = next((n for n, field in enumerate(commands.fields) if field.key == one.key), None)
        place = commands.lines.place_of(one.row_id) if one.row_id else None
        if place is not None and column is not None:
            commands.cursor.go(place, column)
        where = commands.fields[column].title if column is not None else tr("整行")
        row = tr("第 {} 行").format(commands.lines.number_at(place)) if place is not None else tr("新行")
        text = tr("◆ 未识别 {} / {}　{}{}：{}　{}。").format(
            self._at + 1, len(self.unread), row, f"“{where}”", quoted(one.text), one.reason.rstrip("。")
        )
        steps = [Answer(tr("下一个"), self.step)] if len(self.unread) > 1 else []
        self._commands.tell(
            Report(
                text,
                (*self._answers, *steps, Answer(tr("返回"), self._report)),
                close=tr("知道了 Esc"),
                warn=True,
            )
        )


def read_clipboard(mime: QMimeData | None, *, text_only: bool) -> Block | None:
    """Our own cells first, then text; HTML only where text is missing or cells are merged."""
    if mime is None:
        return None
    if not text_only and mime.hasFormat(OWN_FORMAT):
        own = from_own(bytes(mime.data(OWN_FORMAT).data()))
        if own is not None and own.texts:
            return own
    if not text_only and mime.hasHtml():
        html = mime.html()
        if not mime.text() or has_merged_cells(html):
            rows = from_html(html)
            if rows:
                return Block(_with_plain_texts(rows, from_tsv(mime.text())))
    return Block(from_tsv(mime.text())) if mime.text() else None


def _with_plain_texts(rows: list[list[Text]], plain: list[list[Text]]) -> list[list[Text]]:
    """HTML tells which cells are merged; the text beside it, of the same shape, keeps blanks that HTML loses."""
    if [len(row) for row in rows] != [len(row) for row in plain]:
        return rows
    return [
        [other if text else text for text, other in zip(row, others, strict=True)]
        for row, others in zip(rows, plain, strict=True)
    ]
