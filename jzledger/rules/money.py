"""Money is a whole number of yuan; 万元 and 亿元 exist on screen and on paper only. Rounding is 四舍五入.

Text in, text out, both through `Decimal` or `Fraction`, so that nothing passes through a binary fraction by
accident.
"""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

from jzledger.errors import BadValue

WAN = 10_000
YI = 100_000_000
MOST_YUAN = 9_000_000_000_000_000
"""9e15: larger amounts fit neither a spreadsheet's number nor any ledger."""
MOST_PERCENT = 1_000_000

Number = int | float | Decimal | Fraction

_LONGEST = 60
_SHOWN = 20
_EMPTY_MARKS = frozenset(("", "/", "-", "--", "—", "——"))
_UNITS = {"亿": YI, "千万": 10_000_000, "百万": 1_000_000, "万": WAN, "千": 1_000, "": 1}
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_AMOUNT = re.compile(
    rf"(?P<currency>人民币|¥)?(?P<minus>[-−])?(?P<main>{_DIGITS})(?P<unit>亿|千万|百万|万)?(?:(?P<rest>{_DIGITS})(?P<small>万))?"
    "(?P<yuan>千?元)?(?:人民币)?"
)
_PERCENT = re.compile(r"(?:百分之)?(?P<number>[-−]?[0-9]+(?:\.[0-9]+)?)%?")


def parse_money(text: str, *, bare_unit: int = WAN) -> int | None:
    """Whole yuan of an amount as typed: 1.2亿, 3500万元, 2亿3000万, 1,200; None for an empty text or a dash.

    A number without a unit counts `bare_unit` yuan (万元 in ledgers, 1 at the command line); 元 alone is
    yuan and is rounded. Everything else must be exact to the yuan: 万元 has at most four decimals. Raises
    BadValue for other words, a negative amount, more decimals, more than 9e15 yuan.
    """
    squeezed = _squeeze(text)
    if squeezed in _EMPTY_MARKS:
        return None
    found = _AMOUNT.fullmatch(squeezed) if len(squeezed) <= _LONGEST else None
    # ¥300 is yuan beyond doubt, but in a column of 万元 nobody can be sure: it needs its unit.
    vague = found is not None and found["currency"] and not found["unit"] and not found["yuan"]
    if found is None or vague or (found["rest"] and found["unit"] != "亿"):
        raise BadValue(f"{_quote(text)}不是金额", todo="请写成数字，如 300 或 300万。")
    main, rest = (Decimal((found[part] or "0").replace(",", "")) for part in ("main", "rest"))
    if found["minus"]:
        raise BadValue(f"{_quote(text)}是负数", todo="金额不能小于0。")
    if found["unit"]:
        unit = _UNITS[found["unit"]]
    elif found["yuan"]:
        unit = _UNITS[found["yuan"].removesuffix("元")]
    else:
        unit = bare_unit
    if rest >= WAN or (found["unit"] and (found["yuan"] or "").startswith("千")):
        raise BadValue(f"{_quote(text)}的单位前后不一致", todo="请写成一个单位，如 2.3亿 或 23000万。")
    yuan = Fraction(main) * unit + Fraction(rest) * WAN
    if yuan > MOST_YUAN:
        raise BadValue(f"{_quote(text)}太大", todo="请检查单位和小数点。")
    if unit >= WAN and yuan.denominator != 1:
        raise BadValue(f"{_quote(text)}的小数太多", todo="金额记到元为止，万元最多四位小数。")
    return int(round_half_up(yuan))


def yuan_of(value: Number, *, unit: int = WAN) -> int:
    """Whole yuan of a spreadsheet cell's number of `unit` yuan, rounded: 1234.56789 (万元) -> 12345679.

    Cells hold what formulas left (0.30000000000000004), so decimals beyond the yuan are no error here.
    Raises BadValue for a negative, endless or too large number.
    """
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        raise BadValue(f"“{value}”不是金额", todo="请写成数字，如 300 或 300万。")
    yuan = _exact(value) * unit
    if yuan < 0:
        raise BadValue(f"“{value}”是负数", todo="金额不能小于0。")
    if yuan > MOST_YUAN:
        raise BadValue(f"“{value}”太大", todo="请检查单位和小数点。")
    return int(round_half_up(yuan))


def format_wan(yuan: int | None) -> str:
    """万元 with thousands separators and the decimals there are: 12345000 -> 1,234.5; None -> ''."""
    if yuan is None:
        return ""
    text = f"{Decimal(yuan).scaleb(-4):,.4f}"
    return text.rstrip("0").rstrip(".")


def format_yi(yuan: int | None, decimals: int = 2) -> str:
    """亿元 with thousands separators, rounded to `decimals` decimals: 2457600000 -> 24.58; None -> ''."""
    return "" if yuan is None else f"{round_half_up(Fraction(yuan, YI), decimals):,f}"


def wan(yuan: int) -> int | float:
    """万元 for an export cell: an int where it is whole, else the float that shows just its four decimals."""
    return yuan // WAN if yuan % WAN == 0 else yuan / WAN


def yi(yuan: int) -> int | float:
    """亿元 for an export cell, as `wan`: at most eight decimals."""
    return yuan // YI if yuan % YI == 0 else yuan / YI


def parse_percent(text: str) -> Decimal | None:
    """A percentage as typed, as a fraction of one: 45.2% or 45.2 -> 0.452; None for an empty text or a dash.

    Raises BadValue for words, a negative number, or more than a million percent.
    """
    squeezed = _squeeze(text).replace(",", "")
    if squeezed in _EMPTY_MARKS:
        return None
    found = _PERCENT.fullmatch(squeezed) if len(squeezed) <= _LONGEST else None
    if found is None:
        raise BadValue(f"{_quote(text)}不是百分数", todo="请写成数字，如 45.2 或 45.2%。")
    value = Decimal(found["number"].replace("−", "-"))
    if value < 0:
        raise BadValue(f"{_quote(text)}是负数", todo="百分数不能小于0。")
    if value > MOST_PERCENT:
        raise BadValue(f"{_quote(text)}太大", todo="请检查小数点。")
    return value.scaleb(-2)


def format_percent(value: Number | None, decimals: int = 1) -> str:
    """A fraction of one as a percentage, rounded: 0.4524 -> 45.2%; None -> ''."""
    return "" if value is None else f"{round_half_up(_exact(value) * 100, decimals):f}%"


def round_half_up(value: Fraction, decimals: int = 0) -> Decimal:
    """四舍五入 to `decimals` places, exactly; a negative value is rounded as its amount is (-0.5 -> -1)."""
    scaled = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(-scaled if value < 0 else scaled).scaleb(-decimals)


def _exact(value: Number) -> Fraction:
    """The number as it is written: the float 0.1 is a tenth."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def _squeeze(text: str) -> str:
    """Half-width, without blanks; a text that is too long stays so."""
    return "".join(unicodedata.normalize("NFKC", text[: 4 * _LONGEST]).split())


def _quote(text: str) -> str:
    shown = text.strip()
    return f"“{shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}”"
