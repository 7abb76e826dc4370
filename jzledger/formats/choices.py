"""Lists that a cell offers, and colours that follow an edited light."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jzledger.formats.cells import plain
from jzledger.formats.layout import Column, Layout
from jzledger.rules.cell_names import column_letters

DICTIONARY = "字典"  # hidden sheet for lists that do not fit inline
LONGEST_LIST = 255  # characters of an inline list, and of a message
LONGEST_TITLE = 32


class Choices:
    """Lists and light colours of one sheet, over the rows `first` to `last` (from 0)."""

    def __init__(self, book: Any, sheet: Any, first: int, last: int) -> None:
        self.book = book
        self.sheet = sheet
        self.first = first
        self.last = last
        self._dictionary: Any = None
        self._lists = 0

    def offer(self, place: int, head: str, words: Sequence[str], *, grows: bool) -> None:
        """A list over a column. One that grows warns about other words, any other refuses them."""
        named = "、".join(words)
        message = f"{head}不在列表中：{named}" if grows else f"{head}只能选：{named}"
        if len(message) > LONGEST_LIST:
            message = f"{head}不在列表中，请从下拉列表中选。"
        status = self.sheet.data_validation(
            self.first,
            place,
            self.last,
            place,
            {
                "validate": "list",
                "source": self._source(words),
                "ignore_blank": True,
                "error_type": "warning" if grows else "stop",
                "error_title": head[:LONGEST_TITLE],
                "error_message": message,
            },
        )
        if status:
            raise ValueError(f"the list of {head} was refused: {status}")

    def follow_lights(self, place: int, layout: Layout, make_format: Any) -> None:
        """An edited light changes its colour: one conditional format for each light."""
        for light in layout.sheet_styles.shown_lights():
            colours = {"bg_color": f"#{light.fill}", "font_color": f"#{light.colour}"}
            self.sheet.conditional_format(
                self.first,
                place,
                self.last,
                place,
                {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{light.text}"',
                    "format": make_format(colours),
                },
            )

    def _source(self, words: Sequence[str]) -> Any:
        """The words inline, or where they are too long or hold marks of the list itself a range on a hidden sheet."""
        if len(",".join(words)) <= LONGEST_LIST and not any(mark in word for word in words for mark in ',"'):
            return list(words)
        if self._dictionary is None:
            self._dictionary = self.book.add_worksheet(DICTIONARY)
            self._dictionary.hide()
        column, self._lists = self._lists, self._lists + 1
        for row, word in enumerate(words):
            self._dictionary.write_string(row, column, plain(word))
        letters, name = column_letters(column), f"jz_list_{self._lists}"
        self.book.define_name(name, f"='{DICTIONARY}'!${letters}$1:${letters}${len(words)}")
        return f"={name}"


def offered_words(
    layout: Layout, column: Column, office: Mapping[str, Sequence[str]], used: set[str]
) -> list[str]:
    """The words of a choice column: the layout's, and in a list that grows the office's and those in use."""
    words = layout.lists[column.list]
    if not words.grows:
        return list(words.words)
    return list(dict.fromkeys([*words.words, *office.get(column.key, ()), *sorted(used)]))
