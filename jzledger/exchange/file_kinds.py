"""Is a file a workbook? Asked of its bytes, as names are changed on the way: .xls that is HTML, .xlsx renamed .txt."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

from jzledger.errors import LedgerError, NoRows, NotAnArticle
from jzledger.formats.html_tables import is_table_page

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What another program keeps in a zip or in OLE, by the first name that tells.
_WORD = ("word/document.xml",)
_OLE_WORD = "WordDocument".encode("utf-16-le")
_HEAD = 1 << 16
_PAGE = 1 << 20  # a page begins with scripts, so that more of it has to be seen
_MARKUP = re.compile(r"<\s*(?:!doctype|html|head|body|table|tr|td)\b", re.IGNORECASE)
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
_SEPARATORS = (",", "\t", ";")
_SENTENCE_ENDS = ("。", "！", "？", "”", "!", "?")  # a paragraph ends so, a row of cells hardly
_LEAST_LINES, _LEAST_CELLS = 2, 3
_SHARE_ALIKE = 0.7  # of the lines have as many cells as the most usual line


def is_workbook(data: bytes) -> bool:
    """Also of a workbook that is damaged or locked by a password: the reader of workbooks says so best."""
    if data.startswith(_ZIP):
        return not _holds_word(data)
    if data.startswith(_OLE):
        return _OLE_WORD not in data
    text = _decoded(data[:_HEAD], whole=len(data) <= _HEAD)
    if text is None:
        return False
    if not _MARKUP.search(text):
        return _SPREADSHEET in text or _is_separated(text)
    if _SPREADSHEET in text and "<html" not in text.lower():
        return True
    page = _decoded(data[:_PAGE], whole=len(data) <= _PAGE)
    return is_table_page(page or text)


def reads_as_workbook(data: bytes, name: str, resources: Path) -> bool:
    """Is it one, and no page of news that is laid out in a table? That shows only when it is read.

    A table that neither reader makes anything of stays a workbook: that reader says what it looked for.
    """
    if not is_workbook(data):
        return False
    if len(data) > _PAGE or not _is_html(data):
        return True
    from jzledger.articles.extract import read_article
    from jzledger.formats.reading.workbook import read_workbook

    try:
        return bool(read_workbook(data, name, resources=resources).sheets)
    except NoRows:
        pass
    except LedgerError:
        return True
    try:
        found = read_article(data, name, resources / "articles")
    except NotAnArticle:
        return True
    return not (found["projects"] or found["leads"])


def _is_html(data: bytes) -> bool:
    text = _decoded(data[:_HEAD], whole=len(data) <= _HEAD)
    return not data.startswith((_ZIP, _OLE)) and text is not None and bool(_MARKUP.search(text))


def _holds_word(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return any(name in packed.namelist() for name in _WORD)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _decoded(head: bytes, *, whole: bool) -> str | None:
    for encoding in ("utf-8-sig", "gb18030") if head[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            # The head may end in the middle of a character.
            if not whole and error.start >= len(head) - 4:
                return head[: error.start].decode(encoding)
    return None


def _is_separated(text: str) -> bool:
    """Lines of cells: nearly all with the same number of them. Prose has commas here and there."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < _LEAST_LINES or sum(line.rstrip().endswith(_SENTENCE_ENDS) for line in lines) * 2 > len(
        lines
    ):
        return False
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) + 1 for line in lines)
        cells, often = counts.most_common(1)[0]
        if (
            cells >= _LEAST_CELLS
            and often >= _SHARE_ALIKE * len(lines)
            and len(text) / sum(n * lines_of for n, lines_of in counts.items()) < 60
        ):
            return True
    return False
