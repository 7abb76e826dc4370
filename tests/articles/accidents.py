"""The documented accidents of a page, done again on sound text: traditional characters held in GBK, a replace on bytes."""

from __future__ import annotations

import functools
import random
import re
from typing import Any

_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_STRIPPED = re.compile("[\ue000-\uf8ff]")
_HEX = re.compile(r"\(?([0-9a-f]+)@@\)")


@functools.cache
def _to_traditional() -> Any:
    import opencc

    return opencc.OpenCC("s2t")


def annotated(
    text: str, chance: random.Random, characters: int = 30, *, swallow: bool = False
) -> tuple[str, str]:
    """(sound, damaged) traditional text: `characters` of it get their pinyin in brackets, wherever their two bytes stand.

    With `swallow` the broken pair before a bracket takes the bracket along, as one of the seeds shows it.
    """
    from pypinyin import Style, pinyin

    sound = _to_traditional().convert(text).translate(_WIDE)
    raw = sound.encode("gbk", "ignore")
    sound = raw.decode("gbk")
    often = sorted(sign for sign in set(sound) if "\u4e00" <= sign <= "\u9fff" and sound.count(sign) > 1)
    for sign in chance.sample(often, min(characters, len(often))):
        # The pinyin travels as hex, for its letters must not be hit by the next replace.
        spelling = pinyin(sign, style=Style.TONE)[0][0].encode().hex().encode()
        raw = raw.replace(sign.encode("gbk"), sign.encode("gbk") + b"(" + spelling + b"@@)")
    page = raw.decode("gb18030", "replace")
    if swallow:
        page = page.replace("\ufffd(", "?")
    page = _HEX.sub(lambda found: found[0].replace(f"{found[1]}@@", bytes.fromhex(found[1]).decode()), page)
    return sound.translate(_HALF), _STRIPPED.sub("", page).translate(_HALF)


def with_commas(text: str, chance: random.Random) -> str:
    """A comma in front of two marks in three, at random."""
    return re.sub("(?=[,，。、;；:：])", lambda _: "," if chance.random() < 0.66 else "", text)
