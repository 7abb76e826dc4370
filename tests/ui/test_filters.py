"""Filters and order as functions over rows: what passes, what a column offers, that several filters just combine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.errors import BadValue
from jzledger.records.fields import Field
from jzledger.records.kinds import DUE, LIGHT, LONG, NAMED, PERCENT, WAN, WHOLE, Due, Link, Links, Ref
from jzledger.rules.context import Context
from jzledger.rules.workdays import WorkCalendar
from jzledger.ui.tables import filter_words, filters
from jzledger.ui.tables.columns import Columns
from jzledger.ui.tables.filters import BLANK, ColumnFilter, Test, passing, value_counts
from jzledger.ui.tables.lines import Line
from jzledger.ui.tables.sorting import STROKES, SortKey, order

TODAY = date(2024, 6, 5)  # a Wednesday
CONTEXT = Context(TODAY, WorkCalendar(), 2024)
FIELDS = (
    Field("light", "状态", LIGHT),
    Field("category", "类别", NAMED),
    Field("title", "存在问题", LONG),
    Field("units", "责任单位", Links(noun="unit")),
    Field("person", "责任人", Link(noun="person")),
    Field("due", "完成时限", DUE),
    Field("amount", "总投资", WAN),
    Field("count", "数量", WHOLE),
)
COLUMNS = Columns.of(FIELDS)
KEYS = [field.key for field in FIELDS]


def row(number: int, **values: Any) -> tuple[Any, ...]:
    return (f"r{number}", 1, *(values.get(key) for key in KEYS))


def due(text: str, on: date | None = None) -> Due:
    return Due(text, on, "day" if on else None)


def unit(*names: str) -> tuple[Ref, ...]:
    return tuple(Ref("unit", name, name) for name in names)


def ids(rows: list[tuple[Any, ...]], **chosen: ColumnFilter) -> list[str]:
    return [found[0] for found in passing(rows, chosen, FIELDS, TODAY)]


def test_values_pass_and_blanks_are_a_value():
    rows = [row(1, category="手续"), row(2, category="土地"), row(3), row(4, category="")]
    assert ids(rows, category=ColumnFilter(frozenset(["手续"]))) == ["r1"]
    assert ids(rows, category=ColumnFilter(frozenset([BLANK]))) == ["r3", "r4"]


def test_each_name_of_several_is_a_value_of_its_own():
    rows = [row(1, units=unit("市住建局", "市资源局")), row(2, units=unit("市住建局")), row(3)]
    assert value_counts(FIELDS[3], 3, rows) == [("市住建局", 2), ("市资源局", 1), (BLANK, 1)]
    assert ids(rows, units=ColumnFilter(frozenset(["市资源局"]))) == ["r1"]


def test_values_stand_in_the_order_of_their_column():
    rows = [
        row(1, due=due("汛期前"), light="green", count=10),
        row(2, due=due("6月底前", date(2024, 6, 30)), light="red", count=9),
        row(3, due=due("2024-06-07", date(2024, 6, 7)), light="red"),
    ]
    assert [text for text, _ in value_counts(FIELDS[5], 5, rows)] == ["2024-06-07", "6月底前", "汛期前"]
    assert value_counts(FIELDS[0], 0, rows) == [("超期", 2), ("正常", 1)]
    assert [text for text, _ in value_counts(FIELDS[7], 7, rows)] == ["9", "10", BLANK]


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        (filters.CONTAINS, ("abc",), ["r1"]), (filters.CONTAINS, ("ＡＢＣ",), ["r1"]),
        (filters.BEGINS, ("用地",), ["r2"]), (filters.LACKS, ("用地",), ["r1", "r3"]),
    ],
)  # fmt: skip
def test_text_conditions(name: str, args: tuple[str, ...], expected: list[str]):
    rows = [row(1, title="ABC厂用电"), row(2, title="用地手续未办结"), row(3)]
    assert ids(rows, title=ColumnFilter(None, Test(name, args))) == expected


DAYS = {
    1: due("6月5日", date(2024, 6, 5)),
    2: due("本周日", date(2024, 6, 9)),
    3: due("6.12", date(2024, 6, 12)),
    4: due("6.13", date(2024, 6, 13)),
    5: due("6.30", date(2024, 6, 30)),
    6: due("5.31", date(2024, 5, 31)),
    7: due("尽快"),
    8: None,
}


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        (filters.TODAY, (), [1]), (filters.WEEK, (), [1, 2]), (filters.MONTH, (), [1, 2, 3, 4, 5]),
        (filters.SOON, (), [1, 2, 3]), (filters.LATE, (), [6]), (filters.UNDATED, (), [7, 8]),
        (filters.DATES, (date(2024, 6, 9), date(2024, 6, 13)), [2, 3, 4]),
        (filters.DATES, (date(2024, 6, 13), None), [4, 5]), (filters.DATES, (None, date(2024, 6, 5)), [1, 6]),
    ],
)  # fmt: skip
def test_date_conditions(name: str, args: tuple[Any, ...], expected: list[int]):
    rows = [row(number, due=value) for number, value in DAYS.items()]
    assert ids(rows, due=ColumnFilter(None, Test(name, args))) == [f"r{number}" for number in expected]


def test_december_ends_with_its_last_day():
    assert filters.days_of(Test(filters.MONTH), date(2024, 12, 31)) == (date(2024, 12, 1), date(2024, 12, 31))


def test_what_is_closed_is_no_longer_late_and_long_term_waits_for_no_day():
    late = due("5.31", date(2024, 5, 31))
    rows = [
        row(1, due=late, light="red"),
        row(2, due=late, light="closed"),
        row(3, due=due("长期"), light="green"),
        row(4, due=due("尽快"), light="undated"),
    ]
    assert ids(rows, due=ColumnFilter(None, Test(filters.LATE))) == ["r1"]
    assert ids(rows, due=ColumnFilter(None, Test(filters.UNDATED))) == ["r4"]


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        (filters.GREATER, (3,), ["r4", "r5"]), (filters.LESS, (3,), ["r1"]),
        (filters.BETWEEN, (3, 5), ["r2", "r3", "r4"]), (filters.BETWEEN, (None, 3), ["r1", "r2", "r3"]),
        (filters.TOP, (2,), ["r4", "r5"]), (filters.TOP, (4,), ["r2", "r3", "r4", "r5"]),
        (filters.TOP, (0,), []),
    ],
)  # fmt: skip
def test_number_conditions(name: str, args: tuple[Any, ...], expected: list[str]):
    rows = [row(n, count=value) for n, value in enumerate((1, 3, 3, 5, 8, None), 1)]
    assert ids(rows, count=ColumnFilter(None, Test(name, args))) == expected


def test_ties_at_the_last_of_the_top_all_pass():
    rows = [row(n, count=value) for n, value in enumerate((5, 3, 3, 1), 1)]
    assert ids(rows, count=ColumnFilter(None, Test(filters.TOP, (2,)))) == ["r1", "r2", "r3"]


def test_what_is_typed_for_conditions():
    amount, count, day = FIELDS[6], FIELDS[7], FIELDS[5]
    assert filter_words.parse(filters.GREATER, ["1.2亿", ""], amount, CONTEXT) == Test(
        filters.GREATER, (120_000_000,)
    )
    assert filter_words.parse(filters.BETWEEN, ["9", "3"], count, CONTEXT) == Test(filters.BETWEEN, (3, 9))
    assert filter_words.parse(filters.GREATER, ["45%", ""], Field("r", "完成率", PERCENT), CONTEXT) == Test(
        filters.GREATER, (0.45,)
    )
    typed = filter_words.parse(filters.DATES, ["6.1", "6月底前"], day, CONTEXT)
    assert typed == Test(filters.DATES, (date(2024, 6, 1), date(2024, 6, 30)))
    assert filter_words.parse(filters.DATES, ["", ""], day, CONTEXT) is None
    for name, text, field in (
        (filters.DATES, "汛期前", day),
        (filters.GREATER, "很多", count),
        (filters.TOP, "两", count),
    ):
        with pytest.raises(BadValue):
            filter_words.parse(name, [text, ""], field, CONTEXT)


def test_filters_are_named_in_words():
    chosen = ColumnFilter(frozenset(["手续", "土地"]))
    assert filter_words.describe(FIELDS[1], chosen) == "类别：土地、手续"
    assert filter_words.describe(FIELDS[5], ColumnFilter(None, Test(filters.LATE))) == "完成时限：已超期"
    assert (
        filter_words.describe(FIELDS[6], ColumnFilter(None, Test(filters.GREATER, (120_000_000,))))
        == "总投资：大于 12,000"
    )


def test_filters_survive_json_and_lose_what_does_not_fit():
    chosen = {
        "category": ColumnFilter(frozenset(["手续", BLANK])),
        "due": ColumnFilter(None, Test(filters.DATES, (date(2024, 6, 1), None))),
    }
    kept = filters.as_json(chosen)
    assert filters.from_json(kept, FIELDS) == chosen
    assert filters.from_json({"gone": {"values": ["a"]}, "light": {"test": ["top", 3]}}, FIELDS) == {}


CATEGORIES = ("手续", "土地", "资金", "")
ROWS = st.lists(
    st.tuples(
        st.sampled_from(CATEGORIES),
        st.one_of(st.none(), st.integers(0, 9)),
        st.sampled_from(list(DAYS.values())),
    ),
    max_size=40,
)


@given(ROWS, st.sets(st.sampled_from(CATEGORIES), min_size=1), st.integers(0, 9))
def test_filters_on_several_columns_are_one_list_comprehension(
    values: list[Any], wanted: set[str], least: int
) -> None:
    rows = [row(n, category=a, count=b, due=c) for n, (a, b, c) in enumerate(values)]
    chosen = {
        "category": ColumnFilter(frozenset(wanted)),
        "count": ColumnFilter(None, Test(filters.GREATER, (least,))),
        "due": ColumnFilter(None, Test(filters.MONTH)),
    }
    expected = [
        f"r{n}"
        for n, (a, b, c) in enumerate(values)
        if (a or "") in wanted
        and b is not None
        and b > least
        and c is not None
        and c.on is not None
        and c.on.month == 6
    ]
    assert ids(rows, **chosen) == expected


def lines(values: list[Any], key: str) -> list[Line]:
    return [Line(COLUMNS, row(n, **{key: value})) for n, value in enumerate(values)]


def ordered(values: list[Any], key: str, *, descending: bool = False, by: str = "") -> list[Any]:
    column = KEYS.index(key)
    found = order(lines(values, key), [SortKey(column, descending, by)], FIELDS)
    return [line.value(column) for line in found]


def test_chinese_sorts_by_pinyin_and_numbers_in_text_naturally():
    assert ordered(["资金", "土地", "手续", "10号", "2号", None], "category") == [
        "2号",
        "10号",
        "手续",
        "土地",
        "资金",
        None,
    ]
    assert ordered(["资金", None, "手续"], "category", descending=True) == ["资金", "手续", None], (
        "empty cells stay last"
    )


def test_surnames_are_read_as_surnames():
    people = [Ref("person", name, name) for name in ("单田芳", "陈一", "王二")]
    assert [one.name for one in ordered(people, "person")] == ["陈一", "单田芳", "王二"]


def test_by_strokes_fewer_come_first():
    assert ordered(["张三", "王五", "丁一", "李四"], "category", by=STROKES) == [
        "丁一",
        "王五",
        "张三",
        "李四",
    ]


def test_deadlines_sort_by_the_day_meant_and_those_without_one_follow():
    values = [due("尽快"), None, due("6月底前", date(2024, 6, 30)), due("6.7", date(2024, 6, 7))]
    assert [one and one.text for one in ordered(values, "due")] == ["6.7", "6月底前", "尽快", None]
    assert [one and one.text for one in ordered(values, "due", descending=True)] == [
        "6月底前",
        "6.7",
        "尽快",
        None,
    ]


@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.integers(0, 3)), max_size=40), st.booleans())
def test_sorting_is_stable_and_the_first_key_is_the_strongest(values: list[Any], descending: bool) -> None:
    made = [Line(COLUMNS, row(n, category=a, count=b)) for n, (a, b) in enumerate(values)]
    found = [line.id() for line in order(made, [SortKey(1, False), SortKey(7, descending)], FIELDS)]
    rank = {"手续": 0, "土地": 1, "资金": 2, "": 3}
    expected = sorted(
        range(len(values)),
        key=lambda n: (rank[values[n][0]], -values[n][1] if descending else values[n][1], n),
    )
    assert found == [f"r{n}" for n in expected]
