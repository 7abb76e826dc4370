"""The paragraphs of a Word document (docx): a zip with XML in it, both from a stranger."""

from __future__ import annotations

import io
import zipfile

from jzledger.errors import NotAnArticle

LARGEST = 30_000_000  # bytes of unpacked XML; a book has some million
_PART = "word/document.xml"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RESAVE = "请用 Word 打开，另存为新的 .docx 或 .txt 文件后再导入。"


def is_word(data: bytes) -> bool:
    """Is it a zip that holds a Word document?"""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return _PART in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def word_text(data: bytes, file_name: str = "") -> str:
    """One line for each paragraph, those of tables and text boxes too. Raises NotAnArticle for a damaged document."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, iterparse

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(_PART) as part:
            xml = part.read(LARGEST + 1)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise NotAnArticle("这个 Word 文档打不开", file_name, _RESAVE, detail=str(error)) from error
    if len(xml) > LARGEST:
        raise NotAnArticle("这个 Word 文档展开后太大，不像一篇报道", file_name, _RESAVE)
    lines: list[str] = []
    words: list[str] = []
    copies = 0  # a text box is written twice, for new and for old programs
    try:
        for event, element in iterparse(io.BytesIO(xml), events=("start", "end"), forbid_dtd=True):
            tag = element.tag
            if tag == _COPY:
                copies += 1 if event == "start" else -1
            elif event == "start" or copies:
                continue
            elif tag == f"{_WORDS}t":
                words.append(element.text or "")
            elif tag in (f"{_WORDS}tab", f"{_WORDS}br", f"{_WORDS}cr"):
                words.append("\t" if tag.endswith("tab") else "\n")
            elif tag == f"{_WORDS}p":
                lines.append("".join(words).strip())
                words.clear()
            if event == "end":
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise NotAnArticle("这个 Word 文档已损坏", file_name, _RESAVE, detail=str(error)) from error
    return "\n".join(lines)
