"""What filters are called, and what is typed for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from jzledger.errors import BadValue
from jzledger.records.fields import Field
from jzledger.records.kinds import PERCENT, POINTS, WAN
from jzledger.rules import deadlines
from jzledger.rules.context import Context
from jzledger.rules.money import format_wan, parse_money
from jzledger.rules.text import fold
from jzledger.ui.tables import filters as f
from jzledger.ui.tables.filters import ColumnFilter, Test
from jzledger.ui.texts import tr

WORDS = {
    f.CONTAINS: "包含", f.BEGINS: "开头是", f.LACKS: "不包含",
    f.TODAY: "今天", f.WEEK: "本周", f.MONTH: "本月", f.SOON: "7日内", f.LATE: "已超期",
    f.UNDATED: "时限待定", f.DATES: "从…到…",
    f.GREATER: "大于", f.LESS: "小于", f.BETWEEN: "介于", f.TOP: "前 n 项",
}  # fmt: skip
INPUTS = {f.CONTAINS: 1, f.BEGINS: 1, f.LACKS: 1, f.DATES: 2, f.GREATER: 1, f.LESS: 1, f.BETWEEN: 2, f.TOP: 1}
_MOST_NAMED = 3


def blank_word() -> str:
    return tr("（空白）")


def parse(name: str, typed: list[str], field: Field, context: Context) -> Test | None:
    """The condition meant; None where nothing was typed for one that needs it. Raises BadValue."""
    wanted = INPUTS.get(name, 0)
    given = [text.strip() for text in typed[:wanted]]
    if wanted and not any(given):
        return None
    if name in f.TEXT_TESTS:
        return Test(name, (given[0],))
    if name == f.DATES:
        first, last = (_day(text, context) for text in given)
        return Test(name, (last, first) if first and last and last < first else (first, last))
    if name == f.TOP:
        if not fold(given[0]).isdecimal():
            raise BadValue(tr("“{}”不是整数").format(given[0]), "", tr("请写要几项，如 10。"))
        return Test(name, (int(fold(given[0])),))
    numbers = tuple(_number(text, field) for text in given)
    if name == f.BETWEEN and None not in numbers and numbers[1] < numbers[0]:
        numbers = (numbers[1], numbers[0])
    return Test(name, numbers)


def _day(text: str, context: Context) -> date | None:
    if not text:
        return None
    meant = deadlines.parse(text, context.today, context.calendar)
    if meant.on is None:
        raise BadValue(tr("“{}”不是一个日子").format(text), "", tr("请写成如 6.30 或 2024-06-30。"))
    return meant.on


def _number(text: str, field: Field) -> Any:
    if not text:
        return None
    if field.kind is WAN:
        return parse_money(text)
    plain = fold(text).replace(",", "")
    try:
        value = float(plain.rstrip("%天"))
    except ValueError:
        raise BadValue(tr("“{}”不是数字").format(text), "", tr("请只写数字。")) from None
    if field.kind is PERCENT:
        return value / 100
    return value if field.kind is POINTS or not value.is_integer() else int(value)


def typed(test: Test, field: Field) -> list[str]:
    """What an input shows for a condition."""
    return ["" if arg is None else _shown(arg, test, field) for arg in test.args]


def _shown(arg: Any, test: Test, field: Field) -> str:
    if isinstance(arg, date):
        return arg.isoformat()
    if isinstance(arg, str) or test.name == f.TOP:
        return str(arg)
    if field.kind is WAN:
        return format_wan(arg)
    return f"{arg * 100:g}%" if field.kind is PERCENT else f"{arg:g}"


def describe(field: Field, chosen: ColumnFilter) -> str:
    """「类别：手续、土地」, 「完成时限：已超期」."""
    parts = []
    if chosen.values is not None:
        names = [value or blank_word() for value in sorted(chosen.values, key=lambda text: (not text, text))]
        more = tr("等 {} 项").format(len(names)) if len(names) > _MOST_NAMED else ""
        parts.append("、".join(names[:_MOST_NAMED]) + more if names else tr("无"))
    if chosen.test is not None:
        parts.append(_in_words(chosen.test, field))
    return f"{field.title}：{'，'.join(parts)}"


def _in_words(test: Test, field: Field) -> str:
    shown = typed(test, field)
    if test.name in (f.DATES, f.BETWEEN):
        first, last = (*shown, "", "")[:2]
        if first and last:
            return tr("{} 到 {}").format(first, last)
        return tr("{} 起").format(first) if first else tr("到 {} 止").format(last)
    if test.name == f.TOP:
        return tr("前 {} 项").format(shown[0])
    return (
        f"{tr(WORDS[test.name])}“{shown[0]}”"
        if test.name in f.TEXT_TESTS
        else (f"{tr(WORDS[test.name])} {shown[0]}" if shown else tr(WORDS[test.name]))
    )
