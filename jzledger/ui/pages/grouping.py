"""Groups of a table: by which column, in which order, with which counts and subtotals in their titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from jzledger.ledger.changes import Row
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import Fields
from jzledger.records.kinds import LIGHT, WAN
from jzledger.rules.lights import WORDS, WORST_FIRST
from jzledger.rules.money import format_percent, format_wan
from jzledger.rules.progress import completion_rate
from jzledger.ui.tables.grid import Grid
from jzledger.ui.tables.source import FIRST, GroupTitle
from jzledger.ui.texts import tr

Detail = Callable[[Sequence[Row]], str]
_LEVELS = ("省重点", "市重点", "区县重点", "区重点", "县重点")


class Grouping(QComboBox):
    """`picked`: the key that is grouped by, "" for none."""

    picked = Signal(str)

    def __init__(self, words: Mapping[str, str], name: str, parent: QWidget | None = None) -> None:
        """`words`: what is offered -> key."""
        super().__init__(parent)
        self._keys = list(words.values())
        self.addItems([tr(text) for text in words])
        self.setAccessibleName(name)
        self.currentIndexChanged.connect(lambda place: self.picked.emit(self._keys[place]))

    @property
    def key(self) -> str:
        return self._keys[self.currentIndex()]

    def pick(self, key: str) -> None:
        self.setCurrentIndex(self._keys.index(key) if key in self._keys else 0)

    def show_key(self, key: str) -> None:
        """Show what another table is grouped by; tells nobody."""
        blocked = self.blockSignals(True)
        self.pick(key)
        self.blockSignals(blocked)


def group(
    grid: Grid, live: LiveRows, key: str, detail: Detail, other: Callable[[Row], str] | None = None
) -> None:
    """Group a table by a column, or by what `other` says of a row; "" for no groups."""
    if not key:
        grid.set_groups(None, None)
        return
    field = next((field for field in live.fields if field.key == key), None)
    empty = tr("未填写")
    if other is not None or field is None:
        say = other or (lambda row: "")
        grid.set_groups(lambda row: say(row) or empty, _title(live.fields, detail), _rank(_LEVELS))
        return
    place, show = live.place(key), field.kind.show
    order = (
        tuple(WORDS[code] for code in WORST_FIRST)
        if field.kind is LIGHT
        else _LEVELS
        if key == "levels"
        else ()
    )
    grid.set_groups(
        lambda row: show(row[place]) or empty, _title(live.fields, detail), _rank(order) if order else None
    )


def _rank(order: Sequence[str]) -> Callable[[str], tuple[int, str]]:
    """Known words in their order, others after them; what is listed with 、 by its first word."""
    places = {word: place for place, word in enumerate(order)}
    return lambda key: (places.get(key.partition("、")[0], len(places)), key)


def _title(fields: Fields, detail: Detail) -> Callable[[str, Sequence[Row]], GroupTitle]:
    return lambda name, rows: GroupTitle(name, detail(rows), subtotals(fields, rows))


def subtotals(fields: Fields, rows: Sequence[Row]) -> dict[str, str]:
    """Sums of the money columns, each in its column; the completion rate of the sums."""
    sums: dict[str, int] = {}
    for place, field in enumerate(fields, FIRST):
        if field.kind is WAN:
            amounts = [row[place] for row in rows if row[place] is not None]
            if amounts:
                sums[field.key] = sum(amounts)
    figures = {key: format_wan(amount) for key, amount in sums.items()}
    keys = [field.key for field in fields]
    if {"completion_rate", "done_ytd_yuan", "target_yuan"} <= set(keys):
        # The quotient of the sums, as on paper; a project without a plan counts in neither.
        done, target = (FIRST + keys.index(key) for key in ("done_ytd_yuan", "target_yuan"))
        planned = sum(row[target] or 0 for row in rows)
        rate = completion_rate(sum(row[done] or 0 for row in rows if row[target]), planned)
        if rate is not None:
            figures["completion_rate"] = format_percent(float(rate))
    return figures
