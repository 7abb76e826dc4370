"""How a spreadsheet shows a number or a date by its number format (ECMA-376, 18.8.30), for previews and pages.

Covered is what ledgers use: sections, digits and thousands, percent, literals, dates. What is not (fractions,
exponents, conditions) shows as General.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Built-in formats by number; 14 and its kin follow the system, which for our users is China.
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'yyyy"年"m"月"',
    56: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_EPOCH = datetime(1899, 12, 30)
_TOKENS = re.compile(r'"([^"]*)"|\\(.)|_(.)|\*(.)|\[([^\]]*)\]|(y+|m+|d+|h+|s+)|([0#?.,%]+)|(.)', re.S | re.I)
_DATE_TOKEN, _DIGITS_TOKEN = 6, 7


def number_text(value: float, number_format: str | int) -> str:
    """The text of a cell. `number_format`: a format, or the number of a built-in one."""
    pattern = BUILT_IN.get(number_format, "General") if isinstance(number_format, int) else number_format
    sections = _sections(pattern)
    if pattern in ("", "General", "@") or not sections:
        return general(value)
    section = sections[0]
    if len(sections) > 1 and value < 0:
        section, value = sections[1], -value
    elif len(sections) > 2 and value == 0:
        section = sections[2]
    kinds = {token[0] for token in section}
    if "date" in kinds:
        return _date(section, value)
    if "digits" not in kinds:
        literal = "".join(text for _, text in section)
        return general(value) if literal.strip().lower() == "general" or not literal else literal
    return _number(section, value)


def general(value: float) -> str:
    """Without a format: up to eleven digits, no trailing zeros."""
    if float(value).is_integer() and abs(value) < 1e11:
        return str(int(value))
    return f"{value:.10g}"


def is_date(number_format: str | int) -> bool:
    """Does this format show a date?"""
    pattern = BUILT_IN.get(number_format, "") if isinstance(number_format, int) else number_format
    return any(kind == "date" for section in _sections(pattern) for kind, _ in section)


@lru_cache(maxsize=256)
def _sections(pattern: str) -> list[list[tuple[str, str]]]:
    """Each section as tokens: (literal | date | digits, text)."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKENS.finditer(pattern):
        quoted, escaped, space, _, bracket, day, digits, other = match.groups()
        if quoted is not None or escaped is not None:
            sections[-1].append(("literal", quoted if quoted is not None else escaped))
        elif space is not None:
            sections[-1].append(("literal", " "))
        elif day is not None:
            sections[-1].append(("date", day.lower()))
        elif digits is not None:
            sections[-1].append(("digits", digits))
        elif other == ";":
            sections.append([])
        elif other is not None:
            sections[-1].append(("literal", other))
        elif bracket is not None and bracket.startswith("$"):
            symbol = bracket[1:].partition("-")[0]
            if symbol:
                sections[-1].append(("literal", symbol))
    for section in sections:
        # A lone comma or point between literals of a date is no place for digits.
        if any(kind == "date" for kind, _ in section):
            section[:] = [
                ("literal", text) if kind == "digits" and not {"0", "#"} & set(text) else (kind, text)
                for kind, text in section
            ]
    return sections


def _number(section: list[tuple[str, str]], value: float) -> str:
    pattern = "".join(text for kind, text in section if kind == "digits")
    percent = pattern.count("%")
    plain = pattern.replace("%", "")
    scaled = len(plain) - len(plain.rstrip(","))
    whole, _, part = plain.rstrip(",").partition(".")
    number = Decimal(repr(float(value))) * 100**percent / 1000**scaled
    least, most = part.count("0"), sum(part.count(mark) for mark in "0#?")
    rounded = number.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    digits = f"{abs(rounded):.{most}f}"
    integer, _, decimals = digits.partition(".")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    integer = integer.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        integer = f"{int(integer or 0):,}" if integer else ""
    shown = integer + (f".{decimals}" if decimals or (part and least) else "") + "%" * percent
    sign = "-" if rounded < 0 else ""
    texts, done = [], False
    for kind, text in section:
        if kind == "literal":
            texts.append(text)
        elif not done:
            texts.append(shown)
            done = True
    return sign + "".join(texts)


def _date(section: list[tuple[str, str]], value: float) -> str:
    try:
        at = _EPOCH + timedelta(days=value)
    except OverflowError:
        return general(value)
    texts = []
    for place, (kind, text) in enumerate(section):
        if kind != "date":
            texts.append(text)
            continue
        before = next((t for k, t in reversed(section[:place]) if k == "date"), "")
        after = next((t for k, t in section[place + 1 :] if k == "date"), "")
        minutes = text[0] == "m" and (before[:1] == "h" or after[:1] == "s")
        texts.append(_part(at, text, minutes))
    return "".join(texts)


def _part(at: datetime, token: str, minutes: bool) -> str:
    long = len(token) > 1
    match token[0]:
        case "y":
            return f"{at.year}" if len(token) > 2 else f"{at.year % 100:02}"
        case "m" if minutes:
            return f"{at.minute:02}" if long else str(at.minute)
        case "m":
            return f"{at.month}月" if len(token) > 2 else f"{at.month:02}" if long else str(at.month)
        case "d":
            return (
                "星期" + "一二三四五六日"[at.weekday()]
                if len(token) > 2
                else f"{at.day:02}"
                if long
                else str(at.day)
            )
        case "h":
            return f"{at.hour:02}" if long else str(at.hour)
        case _:
            return f"{at.second:02}" if long else str(at.second)
