"""Which row of a returned sheet is which row that was sent: by its id, and where ids cannot be trusted by its words.

Ids leave their rows when somebody sorts part of a sheet, copies rows, or types into the hidden column; then the key
columns (project, issue) tell which row it is (data.md, section 4).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from jzledger.rules.text import fold

Key = tuple[str, ...]
How = Literal["id", "key", "odd", "copy", "new"]
"""id: by its id; key: by its words, its id being missing or wrong; odd: by its id, but all its words are others;
copy: the row of this id came before; new: no row that was sent."""
MOST_SUSPICIOUS = 0.2  # share of rows whose words all differ from those sent under their id
LEAST_SHUFFLED = 2  # one row alone cannot change places


class Match(NamedTuple):
    """What one returned row is. `id` is the row that was sent, "" for a new one; of a copy the row it is a copy of."""

    how: How
    id: str = ""


@dataclass(frozen=True)
class Matching:
    """`rows`: in the order of the returned rows; `missing`: ids sent that did not come back, in the order sent.

    `trusted` is False where so many ids stood beside foreign words that all rows were matched by their words.
    """

    rows: tuple[Match, ...]
    missing: tuple[str, ...]
    trusted: bool


def match_rows(sent: Mapping[str, Key], returned: Sequence[tuple[str, Key]]) -> Matching:
    """Match returned rows (id or "", key) with those sent (id -> key). No id is given to two rows but as a copy."""
    came = [(row_id if row_id in sent else "", key) for row_id, key in returned]
    # Nearly always a row is as it was; only the others are looked at closely.
    words = dict(sent)
    if _any_differs(sent, came):
        words = {row_id: _folded(key) for row_id, key in sent.items()}
        came = [(row_id, _folded(key)) for row_id, key in came]
    with_id = [(row_id, key) for row_id, key in came if row_id]
    strange = sum(key != words[row_id] and _all_differ(words[row_id], key) for row_id, key in with_id)
    trusted = strange < LEAST_SHUFFLED or strange <= MOST_SUSPICIOUS * len(with_id)
    found: list[Match | None] = [None] * len(came)
    taken: set[str] = set()
    copied: dict[int, str] = {}

    def give(place: int, how: How, row_id: str) -> None:
        found[place] = Match(how, row_id)
        taken.add(row_id)

    # Id and words agree: beyond doubt, wherever else the id or the words turn up.
    for place, (row_id, key) in enumerate(came):
        if row_id and key == words[row_id]:
            if row_id in taken:
                copied[place] = row_id
            else:
                give(place, "id", row_id)
    by_words: dict[Key, list[str]] = defaultdict(list)
    for row_id, key in words.items():
        if row_id not in taken and any(key):
            by_words[key].append(row_id)
    for place, (_, key) in enumerate(came):
        if found[place] is None and place not in copied and by_words.get(key):
            give(place, "key", by_words[key].pop(0))
    for place, (row_id, key) in enumerate(came):
        if found[place] is not None or place in copied or not row_id:
            continue
        if row_id in taken:
            copied[place] = row_id
        elif trusted:
            give(place, "odd" if _all_differ(words[row_id], key) else "id", row_id)
    rows = tuple(
        match or (Match("copy", copied[place]) if place in copied else Match("new"))
        for place, match in enumerate(found)
    )
    return Matching(rows, tuple(row_id for row_id in sent if row_id not in taken), trusted)


def _any_differs(sent: Mapping[str, Key], came: Sequence[tuple[str, Key]]) -> bool:
    return len(came) != len(sent) or any(not row_id or key != sent[row_id] for row_id, key in came)


def _folded(key: Key) -> Key:
    return tuple(fold(word) for word in key)


def _all_differ(one: Key, other: Key) -> bool:
    return bool(one) and all(a != b for a, b in zip(one, other, strict=True))
