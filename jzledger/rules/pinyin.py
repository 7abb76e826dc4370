"""Pinyin: the sort key of names, finding them by initials. pypinyin is loaded at the first call (0.3 s)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from jzledger.rules.chinese_numbers import number

# Names that pypinyin misreads, or reads right only in some neighbourhood.
_PLACES = {
    "长垣": "chang yuan", "单县": "shan xian", "漯河": "luo he", "浚县": "xun xian", "尉氏": "wei shi",
    "泌阳": "bi yang", "荥阳": "xing yang", "荥经": "ying jing", "中牟": "zhong mu", "武陟": "wu zhi",
    "渑池": "mian chi", "长葛": "chang ge", "长治": "chang zhi", "召陵": "shao ling", "殷都": "yin du",
    "魏都": "wei du", "厦工": "xia gong", "厦门": "xia men", "大城县": "dai cheng xian", "洪洞": "hong tong",
    "繁峙": "fan shi", "朝阳": "chao yang", "朝歌": "zhao ge", "六安": "lu an", "东阿": "dong e",
    "莘县": "shen xian", "莘庄": "xin zhuang", "乐亭": "lao ting", "蚌埠": "beng bu", "铅山": "yan shan",
}  # fmt: skip

# Surnames that are read otherwise than the same character in other words.
_SURNAMES = {
    "曾": "zeng", "仇": "qiu", "单": "shan", "翟": "zhai", "查": "zha", "朴": "piao", "解": "xie", "盖": "ge",
    "区": "ou", "种": "chong", "缪": "miao", "员": "yun", "覃": "qin", "秘": "bi", "薄": "bo", "阚": "kan",
    "祭": "zhai", "折": "she", "召": "shao", "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun",
}  # fmt: skip

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[0-9]+|[A-Za-z]+|[{_HAN}]+")
_PLACE = re.compile("|".join(sorted(_PLACES, key=len, reverse=True)))
_SURNAME = re.compile("|".join(sorted(_SURNAMES, key=len, reverse=True)))
_NUMERAL = "[一二三四五六七八九十百廿]{1,5}"
_ORDINAL = re.compile(f"(?<=第){_NUMERAL}|{_NUMERAL}(?=期|标|批|号|届|次|轮|阶段|季度|组团|地块|大)")
_DIGITS_IN_KEY = 10


def sort_key(name: str, *, person: bool = False) -> str:
    """The key that names are ordered by, byte by byte: digits, then Latin letters, then Chinese by pinyin.

    Numbers come in their natural order (2号 before 10号, 二期 before 三期). `person`: the first character
    is a surname (单 is shan). The name itself closes the key, so that different names never share one.
    """
    plain = _ORDINAL.sub(_as_digits, unicodedata.normalize("NFKC", name))
    tokens = []
    surname = _SURNAME.match(plain) if person else None
    if surname:
        tokens.append(_SURNAMES[surname[0]])
        plain = plain[surname.end() :]
    tokens += [_token_key(token) for token in _TOKEN.findall(plain)]
    # Two blanks sort before any further token: a name comes before its extensions.
    return f"{' '.join(tokens)}  {name}"


def _as_digits(found: re.Match[str]) -> str:
    value = number(found[0])
    return found[0] if value is None else str(value)


def _token_key(token: str) -> str:
    if token[0] in "0123456789":
        return token.zfill(_DIGITS_IN_KEY)
    return token.upper() if token.isascii() else " ".join(_syllables(token))


@lru_cache(maxsize=50_000)
def _syllables(chinese: str) -> list[str]:
    """Pinyin without tones; our own names first, the rest in the context between them."""
    syllables: list[str] = []
    place = 0
    for found in _PLACE.finditer(chinese):
        syllables += _read(chinese[place : found.start()])
        syllables.append(_PLACES[found[0]])
        place = found.end()
    return syllables + _read(chinese[place:])


def _read(chinese: str) -> list[str]:
    """As lazy_pinyin reads it, word by word, in a tenth of the time: the words of an office come again and again."""
    from pypinyin.seg.mmseg import seg

    return [syllable for word in seg.cut(chinese) for syllable in _word(word)]


@lru_cache(maxsize=50_000)
def _word(word: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(word)


@lru_cache(maxsize=30_000)
def _letters(sign: str) -> frozenset[str]:
    """What may be typed for one character: itself, and the first letter of each of its readings."""
    if sign.isascii():
        return frozenset(sign)
    from pypinyin import Style, pinyin

    readings = pinyin(sign, style=Style.NORMAL, heteronym=True)
    return frozenset(reading[0] for reading in (readings[0] if readings else []) if reading) | {sign}


def letters(sign: str) -> tuple[str, frozenset[str]]:
    """For one folded character: the letter its usual reading begins with (itself where it has none), and those of all
    its readings."""
    if sign.isascii():
        return sign, frozenset()
    from pypinyin import Style, lazy_pinyin

    readings = _letters(sign) - {sign}
    usual = lazy_pinyin(sign, style=Style.NORMAL)[0][:1]
    return (usual if usual in readings else sign), readings


@lru_cache(maxsize=20_000)
def initials(text: str) -> tuple[frozenset[str], ...]:
    """For each letter, digit or Chinese character of `text` what may be typed for it: 长, c or z for 长.

    Every reading counts, so that a character read wrongly does not hide a row.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_letters(sign) for sign in plain if sign.isalnum() or sign == "〇")


def matches_initials(text: str, typed: str) -> bool:
    """Whether `typed` (initials, digits, characters, mixed) stands somewhere in `text`: cyx in 长垣县."""
    wanted = "".join(unicodedata.normalize("NFKC", typed).casefold().split())
    signs = initials(text)
    return any(
        all(letter in signs[start + place] for place, letter in enumerate(wanted))
        for start in range(len(signs) - len(wanted) + 1)
    )
