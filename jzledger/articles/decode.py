"""Bytes of a file to text: UTF-8 (damaged too), UTF-16 with its mark, GB18030, Big5; html and docx as well."""

from __future__ import annotations

import codecs
import re

from jzledger.articles.markup import html_text
from jzledger.articles.word import is_word, word_text
from jzledger.errors import NotAnArticle

LARGEST = 20_000_000  # bytes; a newspaper page has some ten thousand

_MARKS = (  # the longer mark first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_KINDS = (
    (b"PK\x03\x04", "压缩包或 Excel 文档"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word、Excel 文档"),
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"SQLite format 3", "数据库文件"),
)
_SAVE_AS_TEXT = "请打开报道网页或文档，全选复制正文，粘贴到记事本，另存为 .txt 文件后再导入。"
_SAMPLE = 20_000  # characters looked at to tell one encoding from another
_BAD_SHARE = 0.02  # more broken bytes than this and the text is not UTF-8
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ue000-\uf8ff]"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(
    r"\s*(?:<!doctype\s+html|<html[\s>]|<\?xml|<head[\s>]|<body[\s>]|<!--)|<(?:p|div|br|td|span)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")


def decode(data: bytes, file_name: str = "") -> str:
    """The file's text without invisible and private-use characters; broken bytes become U+FFFD.

    Raises NotAnArticle for an empty, too large, binary or undecodable file, and for one without Chinese.
    Line ends of every kind become `\\n`; an html page and a Word document give a line for each paragraph.
    """
    if len(data) > LARGEST:
        raise NotAnArticle(
            f"文件有 {len(data) / 1_000_000:.0f} MB，不像一篇报道（上限 {LARGEST // 1_000_000} MB）",
            file_name,
            "请只保存这一篇报道的文字，再导入。",
        )
    if not data.strip(b"\x00 \t\r\n"):
        raise NotAnArticle("文件是空的", file_name, "请确认选对了文件；报道文字要先保存成 .txt 文件。")
    if is_word(data):
        text: str | None = word_text(data, file_name)
    else:
        for start, kind in _OTHER_KINDS:
            if data.startswith(start):
                raise NotAnArticle(f"这是{kind}，不是文字稿", file_name, _SAVE_AS_TEXT)
        text = _text(data)
    if text is None or len(_CONTROLS.findall(text[:_SAMPLE])) > len(text[:_SAMPLE]) * _BAD_SHARE:
        raise NotAnArticle("文件不是文字，或者用了读不懂的编码", file_name, _SAVE_AS_TEXT)
    if "<" in text and _MARKUP.search(text, 0, _SAMPLE):
        text = html_text(text)
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    if not _HAN.search(text):
        raise NotAnArticle("文件里没有中文文字", file_name, _SAVE_AS_TEXT)
    return text


def pasted(text: str) -> bytes:
    """Text from the clipboard as the bytes of a file; half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace")


def _text(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in data[:_SAMPLE]:
        return None
    share, text = max(
        ((_likeness(text), text) for text in (data.decode(name, "replace") for name in ("gb18030", "big5"))),
        key=lambda pair: pair[0],
    )
    damaged = data.decode("utf-8", "replace")
    if _likeness(damaged) >= share:
        share, text = _likeness(damaged), damaged
    return text if share > 0.5 else None


def _likeness(text: str) -> float:
    """Share of everyday characters among those that are not ASCII, 0 to 1."""
    foreign = [sign for sign in text[:_SAMPLE] if sign > "\x7f"]
    return sum(map(is_everyday, foreign)) / len(foreign) if foreign else 0.0


def is_everyday(sign: str) -> bool:
    """Is this one of the 3755 common simplified or the 5401 common traditional characters, or a usual mark?"""
    return sign in "，。、；：？！“”‘’（）《》—…·　" or is_common(sign, "gb2312") or is_common(sign, "big5")


def is_common(sign: str, encoding: str) -> bool:
    """Is it in the first level of GB2312 (simplified) or of Big5 (traditional)?"""
    try:
        raw = sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    first, last = (0xB0, 0xD7) if encoding == "gb2312" else (0xA4, 0xC6)
    return len(raw) == 2 and first <= raw[0] <= last
