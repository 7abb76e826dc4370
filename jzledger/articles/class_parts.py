"""A part of a class of projects: 155个已经开工, 没有动工的还有6个, 剩下的2个处在前期阶段."""

from __future__ import annotations

import re

_STATE = "(?:开工|动工|复工|竣工|完工|投产|投用|投运|建成|交付|签约|落地|通车|施工|在建|实施|推进|建设)"
_HOW = "(?:已经?|均已|都已|正在?|仍在|没有|尚未|还未|还没有?|未|全部|正式|顺利|如期|加紧|全面|有序)"
PART = re.compile(
    f"(?P<n>\\d+)[个项](?:(?P<state>{_HOW}*{_STATE}{{1,2}}(?=[,;。、)]|的[,;。]|了|$)|处[在于][^,;。、]{{2,8}})|(?=[,;。、里中处是都均]|$))"
)
_BEHIND = re.compile(f"(?P<state>{_HOW}{{1,2}}{_STATE}{{1,2}})的?(?:还有|仅有|只有|有|达到?|共)?$")


def state_of(part: str, match: re.Match[str]) -> str | None:
    """What is said of the projects that `match` counts, behind the number or before it; None if it is no state."""
    if match["state"]:
        return match["state"]
    behind = _BEHIND.search(part, max(0, match.start() - 14), match.start())
    return behind["state"] if behind else None
