"""What the timeline says of a node or a row in words: tooltips, and for those who listen."""

from __future__ import annotations

from datetime import date

from jzledger.rules.lights import WORDS
from jzledger.rules.timeline import FINISH, ISSUE, MILESTONE, START, Node, TimelineRow, days_late
from jzledger.ui.texts import tr

_DAY_NAMES = {MILESTONE: "计划", START: "计划", FINISH: "计划", ISSUE: "完成时限"}


def node_words(row: TimelineRow, node: Node, today: date) -> str:
    """「健康元…：主体完工，计划 2024-09-12，剩余 99 天」"""
    parts = [f"{row.name}：{node.label}" if node.label else row.name]
    if node.due_on is not None:
        parts.append(f"{tr(_DAY_NAMES[node.kind])} {node.due_on.isoformat()}")
    if node.done:
        parts.append(f"{tr('实际')} {node.on.isoformat()}")
        if node.due_on is not None:
            parts.append(_done_words(node, today))
    elif node.light == "red":
        parts.append(tr("超期 {} 天").format(days_late(node, today)))
    elif node.on == today:
        parts.append(tr("今天到期"))
    elif node.on > today:
        parts.append(tr("剩余 {} 天").format((node.on - today).days))
    return "，".join(parts)


def row_words(row: TimelineRow, today: date) -> str:
    parts = [tr(WORDS[row.light])] if row.light in WORDS else []
    if row.planned is not None:
        parts.append(
            f"{tr('工期')} {row.planned.start.isoformat()} {tr('至')} {row.planned.finish.isoformat()}"
        )
    if not row.scheduled:
        parts.append(tr("未排工期"))
    if row.completed_on is not None:
        parts.append(f"{tr('实际完工')} {row.completed_on.isoformat()}")
    if row.late is not None:
        late = (row.late.finish - row.late.start).days
        parts.append(f"{row.late_for} {tr('超期 {} 天').format(late)}".strip())
    if row.baseline is not None:
        parts.append(f"{tr('基线至')} {row.baseline.finish.isoformat()}")
    return f"{row.name}：{'，'.join(parts)}" if parts else row.name


def _done_words(node: Node, today: date) -> str:
    assert node.due_on is not None
    late = days_late(node, today)
    if late:
        return tr("晚 {} 天").format(late)
    early = (node.due_on - node.on).days
    return tr("提前 {} 天").format(early) if early else tr("按期")
