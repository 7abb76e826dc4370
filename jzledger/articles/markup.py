"""A saved web page as lines of text: scripts and styles go, a block is a line."""

from __future__ import annotations

_HIDDEN = frozenset(
    "script style noscript template head iframe object svg math select option button textarea".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote br caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table tbody td tfoot th thead tr ul".split()
)
_BLANKS = " \t\r\n\f"


class _Lines:
    """Receives what the parser finds. Text between blocks is one line; line ends of the source are blanks."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words: list[str] = []
        self.hidden = 0

    def start(self, tag: str, attributes: object) -> None:
        if tag in _HIDDEN:
            self.hidden += 1
        elif tag in _BLOCKS:
            self._end_line()

    def end(self, tag: str) -> None:
        if tag in _HIDDEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self._end_line()

    def data(self, text: str) -> None:
        if not self.hidden:
            self.words.append(text)

    def comment(self, text: str) -> None:
        """Comments say nothing."""

    def close(self) -> str:
        self._end_line()
        return "\n".join(self.lines)

    def _end_line(self) -> None:
        line = "".join(self.words).translate(_AS_BLANKS).strip(_BLANKS)
        self.words.clear()
        if line or (self.lines and self.lines[-1]):
            self.lines.append(line)


_AS_BLANKS = {ord(sign): " " for sign in _BLANKS}


def html_text(page: str) -> str:
    """Entities are resolved by the parser; nothing is fetched, nothing is run."""
    from lxml import etree

    parser = etree.HTMLParser(target=_Lines(), encoding="utf-8", no_network=True, recover=True)
    data = page.encode("utf-8", "replace")
    try:
        parser.feed(data)
        return str(parser.close())
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
