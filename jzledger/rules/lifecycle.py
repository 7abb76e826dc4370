"""The states of an issue and the moves between them (列入→交办→办理→申请销号→核实→销号)."""

from __future__ import annotations

STATES = {
    "listed": "列入台账",
    "assigned": "已交办",
    "in_progress": "办理中",
    "closing_requested": "申请销号",
    "verifying": "核实中",
    "closed": "已销号",
    "long_term": "长期推进",
}
MOVES: dict[str, tuple[str, ...]] = {
    "listed": ("assigned",),
    "assigned": ("in_progress",),
    "in_progress": ("closing_requested", "long_term"),
    "closing_requested": ("verifying",),
    "verifying": ("closed", "in_progress"),
    "closed": ("in_progress",),
    "long_term": ("in_progress",),
}
# The kind of IssueUpdate that a move leaves, by the state reached; 退回 is told from it in `update_kind`.
_UPDATE_KINDS = {
    "assigned": "assigned",
    "in_progress": "progress",
    "closing_requested": "closing_requested",
    "verifying": "verified",
    "closed": "closed",
    "long_term": "progress",
}
_PRINTED = {
    "listed": "待交办",
    "assigned": "办理中",
    "in_progress": "办理中",
    "closing_requested": "待核查",
    "verifying": "待核查",
    "closed": "已销号",
    "long_term": "长期推进",
}
PRINTED_WORDS = ("待交办", "办理中", "待核查", "已销号", "长期推进")


def may_move(old: str, new: str) -> bool:
    return new in MOVES.get(old, ())


def update_kind(old: str, new: str) -> str:
    """The kind of IssueUpdate that records this move."""
    if (old, new) == ("verifying", "in_progress"):
        return "returned"
    return _UPDATE_KINDS[new]


def printed(state: str) -> str:
    """The word for a state on paper, where there are five."""
    return _PRINTED[state]
