"""Is a page of HTML a workbook that some program saved as a page, or a page to be read that only uses tables?"""

from __future__ import annotations

from typing import Any

_IN_CELLS = 0.5  # of the text, at least: what is left are titles and notes
_IN_ONE_CELL = 0.6  # of the text, at most: a cell with more is a column of a page
_LONG_CELL = 300  # characters; a short table may have one long cell
_PARAGRAPH = 40  # characters of a sentence that is a paragraph to be read
_IN_PARAGRAPHS = 0.3  # of the text, at most
_ENDS = ("。", "！", "？", "”", "!", "?")
_UNSEEN = frozenset(("script", "style", "noscript", "template", "title", "option"))


def is_table_page(text: str) -> bool:
    """Does most of the text stand in the cells of tables, in many of them and not in paragraphs?"""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return False
    counted = _Counted()
    counted.count(tree)
    every = counted.every
    if not counted.cells or not every:
        return bool(counted.cells)
    longest = max(counted.cells.values())
    return (
        sum(counted.cells.values()) >= _IN_CELLS * every
        and (longest <= _LONG_CELL or longest <= _IN_ONE_CELL * every)
        and counted.paragraphs <= _IN_PARAGRAPHS * every
    )


class _Counted:
    """Characters of a page: all that are seen, those of each innermost cell, those of paragraphs."""

    def __init__(self) -> None:
        self.every = self.paragraphs = 0
        self.cells: dict[Any, int] = {}

    def count(self, tree: Any) -> None:
        ended = [(tree, None, False)]
        while ended:  # no recursion: pages nest deeply
            element, cell, in_paragraph = ended.pop()
            if not isinstance(element.tag, str) or element.tag in _UNSEEN:
                continue
            if element.tag in ("td", "th"):
                cell = element
                self.cells.setdefault(cell, 0)
            if element.tag == "p" and not in_paragraph:
                said = "".join("".join(element.itertext()).split())
                in_paragraph = True
                if len(said) >= _PARAGRAPH and said.endswith(_ENDS):
                    self.paragraphs += len(said)
            texts = [element.text, *(child.tail for child in element)]
            length = sum(len("".join(text.split())) for text in texts if text)
            self.every += length
            if cell is not None:
                self.cells[cell] += length
            ended += [(child, cell, in_paragraph) for child in element]
