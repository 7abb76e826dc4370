"""What is done with many returned files at once: writing all that need no choice, and naming the units still to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from jzledger.exchange.collect_together import Settled, Written, write_together
from jzledger.ledger.dispatches import SentDispatch
from jzledger.ui.pages.merge_choices import OPEN, FileReview
from jzledger.ui.texts import tr

if TYPE_CHECKING:
    from jzledger.ui.pages.collect_page import CollectPage

MOST_NAMED = 6


def settled(reviews: Sequence[FileReview]) -> list[Settled]:
    """The files in which nothing waits for the clerk and something is to be written."""
    return [
        Settled(one.path, one.merge, one.decisions(), one.older)
        for one in reviews
        if one.merge is not None and one.is_settled
    ]


def write_all(page: CollectPage) -> None:
    """Write them beside the window, then tell what was written and what is left."""
    files = settled(page.reviews)
    ledger, context = page.bridge.ledger, page.bridge.context()
    resources, kept = page.window_.around.resources, page.kept

    def then(done: list[Written]) -> None:
        page.written({one.merge.dispatch_id for one in files})
        written = [one for one in done if one.changes is not None]
        left = [f"{one.unit}（{one.why}）" for one in done if one.changes is None]
        undecided = [one.merge.unit for one in page.reviews if one.merge is not None and one.state() == OPEN]
        told = [
            tr("已合并 {} 份，采用 {} 处；每份是一步，可以逐份撤销。").format(
                len(written), sum(one.taken for one in written)
            )
        ]
        if left:
            told.append(tr("没有合并 {} 份：{}。").format(len(left), _named(left)))
        if undecided:
            told.append(tr("还有 {} 份要逐处看：{}。").format(len(undecided), _named(undecided)))
        answers = [(tr("只看待处理的"), lambda: page.show_state(OPEN))] if undecided else []
        page.banner.show_report("".join(told), answers, warn=bool(left))

    page.window_.tasks.run(
        lambda progress: write_together(ledger, files, context, resources, kept, progress),
        then,
        tr("正在合并 {} 份").format(len(files)),
        owner=page,
    )


def _named(names: Sequence[str]) -> str:
    told = "、".join(names[:MOST_NAMED])
    return told if len(names) <= MOST_NAMED else tr("{}等").format(told)


def reminder(waiting: Sequence[SentDispatch], today: date) -> str:
    """The units that have not returned their workbook, as a text to be sent to them."""
    due = max((one.due_on for one in waiting if one.due_on), default=None)
    until = tr("，应于{}月{}日前返回").format(due.month, due.day) if due else ""
    head = tr("截至{}月{}日，以下 {} 家单位还没有交表{}：").format(
        today.month, today.day, len(waiting), until
    )
    return "\n".join([head, *(f"{number}. {one.unit}" for number, one in enumerate(waiting, 1))])
