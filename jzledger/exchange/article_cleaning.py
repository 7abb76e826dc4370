"""What cleaning did to a page: which lines it took as the article, which it left out, which characters it mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from jzledger.articles import clean
from jzledger.articles.decode import decode
from jzledger.articles.frequency import common_pairs
from jzledger.articles.repair import mend

Fate = Literal["kept", "mended", "again", "left"]
# More of a page is not worth looking at line by line.
_MOST_LINES = 5_000


@dataclass(frozen=True)
class PageLine:
    """A line as received. kept: in the text as it is; mended: in it, repaired; again: a second copy; left: left out."""

    text: str
    fate: Fate


@dataclass(frozen=True)
class Cleaning:
    """`lines` are those of the page, without empty ones; `damage` as the extraction reports it."""

    lines: tuple[PageLine, ...]
    damage: tuple[Mapping[str, Any], ...]
    title: str
    body: str

    def counts(self) -> dict[str, int]:
        counted = dict.fromkeys(("kept", "mended", "again", "left"), 0)
        for line in self.lines:
            counted[line.fate] += 1
        return counted

    def summary(self) -> str:
        """One sentence for the banner; "" where the page was the article and nothing else."""
        counted, certain = self.counts(), sum(bool(one["certain"]) for one in self.damage)
        words = [
            (counted["left"], "去除页面其他内容{}行"),
            (counted["again"], "去除重复的正文{}段"),
            (counted["mended"], "整理{}段文字（夹注拼音、繁体、多余逗号、错码）"),
            (certain, "修复错码{}处"),
            (len(self.damage) - certain, "另有{}处错码不能确定，照原样保留"),
        ]
        return "，".join(text.format(number) for number, text in words if number)


def cleaning_of(data: bytes, file_name: str, found: Mapping[str, Any], words: Path) -> Cleaning:
    """Compare the page as received with the text that was read from it by the word lists in `words`."""
    originals = clean.split_lines(decode(data, file_name))[:_MOST_LINES]
    mended = mend(originals, common_pairs(words)).lines
    paragraphs = set(found["body"].split("\n"))
    seen: set[str] = set()
    lines = []
    for original, line in zip(originals, mended, strict=False):
        if not original.strip():
            continue
        plain = clean.squeeze(clean.without_images(line))
        fate: Fate = "left"
        if plain in paragraphs:
            same = clean.squeeze(clean.without_images(original)) == plain
            fate = "again" if plain in seen else "kept" if same else "mended"
            seen.add(plain)
        elif plain and plain == clean.squeeze(found["title"] or ""):
            fate = "again" if plain in seen else "kept"
            seen.add(plain)
        lines.append(PageLine(original, fate))
    return Cleaning(tuple(lines), tuple(found["damage"]), found["title"] or "", found["body"])
