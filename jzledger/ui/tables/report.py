"""What a table has to say about a larger change, with what can be done about it. The page shows it as a banner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Answer:
    words: str
    call: Callable[[], None]


@dataclass(frozen=True, eq=False)
class Report:
    """`enter`: what Enter in the table does while this is open (nothing for None). Esc and the last button close it."""

    text: str
    answers: Sequence[Answer] = field(default=())
    close: str = ""  # words of the closing button; "" = 「知道了」
    enter: Callable[[], None] | None = None
    warn: bool = False
