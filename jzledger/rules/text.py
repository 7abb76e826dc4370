"""Text as it is stored, searched and printed."""

from __future__ import annotations

import re
import unicodedata

# What no ledger may hold: control characters, halves of surrogate pairs (UTF-8 refuses them), signs that turn
# the direction of writing (they hide what a text says), invisible blanks, noncharacters (XML refuses them).
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS_AT_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]+(?=\n|\Z)")
_NUMBER = re.compile(r"(\d+)")
_SENTENCE_ENDS = ("。", "！", "？", "…")
_DOUBLED = re.compile("([，。])\\1+")


def clean(text: str, *, many_lines: bool = True) -> tuple[str, bool]:
    """The text as it may be stored, and whether characters had to be dropped.

    Dropped: control characters with NUL, lone surrogates, bidi controls, invisible blanks. Not counted as
    dropped: every line end becomes `\\n` (a blank where `many_lines` is False), a tab becomes a blank,
    blanks at the end of the text and of its lines go.
    """
    if text.isprintable():  # nearly always: nothing to drop, no line end, no tab
        return text.rstrip(), False
    kept = _UNWANTED.sub("", text)
    lined = _LINE_ENDS.sub("\n", kept).replace("\t", " ")
    if not many_lines:
        lined = lined.strip("\n").replace("\n", " ")
    return _BLANKS_AT_LINE_END.sub("", lined).rstrip(), len(kept) != len(text)


def fold(text: str) -> str:
    """For searching: half-width, lower case, without blanks. Ask `fold(typed) in fold(text)`."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).split())


def sentence(text: str, longest: int) -> str:
    """A text with a full stop at its end; one of more characters than `longest` is cut behind a sentence, with a …."""
    ended = text.strip()
    if not ended:
        return ""
    if ended.rstrip("”’）")[-1:] not in _SENTENCE_ENDS:
        ended = ended.rstrip("，,、；;：:.") + "。"
    if len(ended) <= longest:
        return ended
    kept = ended[: longest - 1]
    cut = max(kept.rfind(mark) for mark in (*_SENTENCE_ENDS, "；")) + 1
    return kept[: cut or None] + "…"


def by_number(text: str) -> tuple[tuple[int, str], ...]:
    """A key to sort by that counts: 2号 before 10号."""
    parts = enumerate(_NUMBER.split(text))
    return tuple((int(part), "") if place % 2 else (-1, part) for place, part in parts)


def for_paper(text: str) -> str:
    """As printed: cleaned, without blanks at either end, without doubled ，， and 。。."""
    cleaned = clean(text)[0].strip()
    return _DOUBLED.sub(r"\1", cleaned) if "，，" in cleaned or "。。" in cleaned else cleaned
