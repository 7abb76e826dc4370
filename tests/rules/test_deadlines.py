"""Deadlines as people type them. Reference day: 2026-05-13, a Wednesday."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jzledger.rules.deadlines import Deadline, is_plain_date, parse
from jzledger.rules.workdays import WorkCalendar, read_holidays

HERE = Path(__file__).parent
CALENDAR = read_holidays((HERE.parents[1] / "resources" / "holidays.toml").read_text("utf-8"))
ON = date(2026, 5, 13)
PHRASES = [
    line.split("\t")[:3]
    for line in (HERE / "deadlines.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def read(text: str, on: date = ON) -> Deadline:
    return parse(text, on, CALENDAR)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "on", "precision"), PHRASES, ids=[row[0] for row in PHRASES])
def test_phrases(text: str, on: str, precision: str) -> None:
    found = read(text)
    assert found.on == day(on)
    assert found.text == text
    if precision:
        assert found.precision == precision


@pytest.mark.parametrize(
    ("text", "on", "rule"),
    [
        # full dates, and dates without a year
        ("2026-06-30 00:00:00", "2026-06-30", "date"), ("二○二六年六月三十日前", "2026-06-30", "date"),
        ("06-30", "2026-06-30", "month-day"), ("6月30", "2026-06-30", "month-day"),
        ("3月1日", "2026-03-01", "month-day"), ("2月1日", "2027-02-01", "month-day"),
        ("5月15日下午3点前", "2026-05-15", "month-day"), ("6月30日星期二", "2026-06-30", "month-day"),
        ("12日前", "2026-06-12", "day-of-month"), ("13日", "2026-05-13", "day-of-month"),
        ("次月10日前", "2026-06-10", "day-of-month"), ("31号", "2026-05-31", "day-of-month"),
        # months, tens of days, quarters, halves, years
        ("6月末", "2026-06-30", "month"), ("元月份", "2027-01-31", "month"), ("当月", "2026-05-31", "month"),
        ("次月底", "2026-06-30", "month"), ("6月内", "2026-06-30", "month"),
        ("2024年2月", "2024-02-29", "month"),
        ("6月初", "2026-06-10", "tenday"), ("6月中前", "2026-06-15", "tenday"),
        ("下月上旬", "2026-06-10", "tenday"),
        ("一季度", "2026-03-31", "quarter"), ("下季度末", "2026-09-30", "quarter"),
        ("2026年Q4", "2026-12-31", "quarter"),
        ("半年", "2026-06-30", "half"), ("明年下半年", "2027-12-31", "half"),
        ("明年底", "2027-12-31", "year"), ("今年", "2026-12-31", "year"),
        ("二〇二五年", "2025-12-31", "year"),
        ("本年度", "2026-12-31", "year"), ("十四五末", "2025-12-31", "plan"),
        # spans
        ("72小时内", "2026-05-16", "duration"), ("十五日以内", "2026-05-28", "duration"),
        ("一年内", "2027-05-13", "duration"), ("一年半内", "2027-11-13", "duration"),
        ("十个工作日", "2026-05-27", "workdays"), ("两个星期", "2026-05-27", "duration"),
        # days and weeks
        ("后天", "2026-05-15", "relative-day"), ("大后天", "2026-05-16", "relative-day"),
        ("周一", "2026-05-18", "weekday"), ("本周一", "2026-05-11", "weekday"),
        ("下下周一", "2026-05-25", "weekday"),
        ("周天", "2026-05-17", "weekday"), ("下周末", "2026-05-24", "week"), ("这周", "2026-05-17", "week"),
        ("立即整改", "2026-05-13", "now"), ("即刻", "2026-05-13", "now"),
        # festivals
        ("十一前", "2026-09-30", "festival"), ("清明节前", "2027-04-04", "festival"),
        ("五一劳动节前", "2027-04-30", "festival"), ("2026年春节前", "2026-02-16", "festival"),
        # ranges
        ("6月1日-6月30日", "2026-06-30", "range"), ("6月1日至30日", "2026-06-30", "range"),
        ("2024.6-2024.9", "2024-09-30", "range"), ("6—8月", "2026-08-31", "range"),
        ("2026-06-01-2026-06-30", "2026-06-30", "range"), ("自6月1日起至6月底止", "2026-06-30", "range"),
        ("2月1日至6月30日", "2026-06-30", "range"), ("11月至次年2月", "2027-02-28", "range"),
        ("6月上旬至中旬", "2026-06-20", "range"),
        ("一至三季度", "2026-09-30", "range"), ("15-20日", "2026-05-20", "range"),
        ("即日起至6月底", "2026-06-30", "range"),
        # later agreements
        ("原定5月底前，调整为6月底前", "2026-06-30", "later"),
        ("由5月底延期至6月15日", "2026-06-15", "later"),
        ("由6月15日延期至30日", "2026-06-30", "later"), ("延至7月15日前完成", "2026-07-15", "later"),
        ("原6月底,调整为7月底,再顺延至8月底", "2026-08-31", "later"),
        ("6月底(延期至7月15日)", "2026-07-15", "later"),
        # recurring
        ("每月5日前报送", "2026-06-05", "recurring"), ("每月13日", "2026-05-13", "recurring"),
        ("每季度末", "2026-06-30", "recurring"), ("每年底", "2026-12-31", "recurring"),
        # what is to be done by then changes nothing
        ("6月底前完成前期手续、供地", "2026-06-30", "month"),
        ("2026年6月30日前，确保完工", "2026-06-30", "date"),
        ("完成时限：6月底", "2026-06-30", "month"),
    ],
)  # fmt: skip
def test_further_forms(text: str, on: str, rule: str) -> None:
    found = read(text)
    assert (found.on, found.rule) == (day(on), rule)


@pytest.mark.parametrize(
    "text",
    [
        "昨日星辰", "汛期前", "与项目同步", "6月底或7月底", "6月底 7月底", "三天前", "2027年前", "年前",
        "节前", "半年前",
        "三月内", "26年内", "3年", "三月三", "6月1日起", "6月30日0时前", "6月底前未完成",
        "6月底前完成一期年底前完成二期",
        "6月底前(原5月底前)", "2 0日", "1 5日内", "8月至6月", "11月-2月", "原定12月底，调整为2月底", "春节",
        "年后",
        "节后一周内", "6月1日后10日内", "3-5日内", "6—8", "39999", "60001", "46203.5", "202606", "0日内",
        "一百二天内",
        "2026年延期至", "2026年6月至", "6月底完成，调整为", "6月底完成延期至",
        "2026年13", "13.5", "约6月底", "6月底左右", "9999年内", "9999年6月30日",
    ],
)  # fmt: skip
def test_never_a_guess(text: str) -> None:
    assert read(text) == Deadline(text, None, "", None, ())


@pytest.mark.parametrize("text", ["", " ", "　\n"])
def test_empty_is_no_deadline_at_all(text: str) -> None:
    assert read(text) == Deadline(text, None, "", None, ())


@pytest.mark.parametrize(
    ("text", "precision", "rule"),
    [
        ("长期推进", "open", "open"), ("常态化", "open", "open"), ("另行通知", "open", "open"),
        ("视情况", "open", "open"),
        ("根据进度", "open", "open"), ("尽快完成", "open", "open"), ("已办结", "", "done"),
        ("无", "", "none"),
        ("/", "", "none"), ("——", "", "none"),
    ],
)  # fmt: skip
def test_words_that_mean_no_day(text: str, precision: str, rule: str) -> None:
    assert read(text) == Deadline(text, None, precision, rule, ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("6月31日", "“6月31日”不存在：6月只有30天。"),
        ("确保6月31日前完成", "“6月31日”不存在：6月只有30天。"),
        ("2月30日", "“2月30日”不存在：2026年2月只有28天。"),
        ("2026年2月29日", "“2026年2月29日”不存在：2026年2月只有28天。"),
        ("13月1日", "“13月”不存在：一年只有12个月。"),
        ("2026-13-01", "“13月”不存在：一年只有12个月。"),
        ("6.31", "“6月31日”不存在：6月只有30天。"),
        ("6月0日", "“6月0日”不存在：日期从1日开始。"),
        ("下月31日", "“6月31日”不存在：6月只有30天。"),
        ("五季度", "“第五季度”不存在：一年只有4个季度。"),
        ("每月32日", "“每月32日”不存在：一个月最多31天，从1日开始。"),
        ("6月1日-6月31日", "“6月31日”不存在：6月只有30天。"),
        ("原定5月底，调整为6月31日", "“6月31日”不存在：6月只有30天。"),
    ],
)
def test_what_cannot_exist_is_refused_with_the_reason(text: str, problem: str) -> None:
    assert read(text) == Deadline(text, None, "", None, ("impossible",), problem)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("6月30日", ()),
        ("1月底前", ("rolled", "holiday")),
        ("5日", ("rolled",)),
        ("五一前", ("rolled",)),
        ("4月底前", ("past",)),
        ("5月上旬", ("past", "holiday")),
        ("6.3", ("ambiguous",)),
        ("6.03", ()),
        ("6.4", ()),
        ("6.30", ()),
        ("2026.1", ("ambiguous", "past", "holiday")),
        ("6月30日(周三)前", ("ambiguous",)),
        ("6月30日(周二)前", ()),
        ("6-9月", ("range",)),
        ("延期至6月底", ("later",)),
        ("会后一周内", ("from-event",)),
        ("自即日起10日内", ("from-event", "holiday")),
        ("批复后10日", ("waits-for",)),
        ("10月1日", ("holiday",)),
        ("10月10日", ()),  # a Saturday that is worked
        ("每周五", ()),
    ],
)
def test_flags(text: str, flags: tuple[str, ...]) -> None:
    assert read(text).flags == flags


def test_day_of_a_known_event_is_counted_from() -> None:
    found = parse("会后5个工作日内", ON, CALENDAR, event=date(2026, 4, 28))
    assert (found.on, found.flags) == (date(2026, 5, 8), ("from-event", "past"))
    assert parse("6月底", ON, CALENDAR, event=date(2026, 4, 28)).on == date(2026, 6, 30)


def test_more_than_90_days_back_is_next_year() -> None:
    assert read("6月30日", date(2026, 9, 28)).on == date(2026, 6, 30)
    assert read("6月30日", date(2026, 9, 29)).on == date(2027, 6, 30)
    assert read("2月29日", date(2027, 6, 1)).on == date(2028, 2, 29)


def test_months_are_cut_to_the_last_day_of_a_shorter_one() -> None:
    assert read("一个月内", date(2026, 1, 31)).on == date(2026, 2, 28)
    assert read("每月31日", date(2026, 6, 5)).on == date(2026, 6, 30)


def test_feasts_outside_the_tables_have_no_day() -> None:
    assert read("春节前", date(2040, 5, 1)).on is None
    assert read("元旦前", date(2040, 5, 1)).on == date(2040, 12, 31)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_dates_written_out_mean_themselves(given_day: date) -> None:
    y, m, d = given_day.year, given_day.month, given_day.day
    for text in (
        given_day.isoformat(),
        f"{y}年{m}月{d}日前",
        f"{y}.{m}.{d}",
        f"{y}/{m}/{d}",
        f"{y}{m:02}{d:02}",
    ):
        found = read(text)
        assert (found.on, found.precision, found.problem) == (given_day, "day", "")


def chinese(value: int) -> str:
    """1 to 99 as 一 … 九十九."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if not tens else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_dates_in_chinese_numerals(given_day: date) -> None:
    year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(given_day.year))
    text = f"{year}年{chinese(given_day.month)}月{chinese(given_day.day)}日"
    assert read(text).on == given_day
    assert is_plain_date(text) == given_day


@given(st.integers(1, 99), st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_spans_in_digits_and_numerals_agree(count: int, on: date) -> None:
    assert read(f"{count}天内", on).on == on + timedelta(days=count)
    assert read(f"{chinese(count)}日内", on).on == on + timedelta(days=count)
    assert read(f"{chinese(count)}个工作日内", on).on == CALENDAR.add_workdays(on, count)


@given(st.sampled_from([row[0] for row in PHRASES]), st.dates(date(2024, 1, 1), date(2039, 12, 31)))
def test_meaning_written_as_a_day_is_stable(text: str, on: date) -> None:
    found = read(text, on)
    if found.on:
        assert read(found.on.isoformat(), on).on == found.on


YEAR_TO_DAY = ("2026年", "6月", "30日", "13", "旬", "季度", "半年", "周五", "个工作日", "春节", "99999", "十")
AROUND = ("底", "前", "内", "至", "-", "每", "下", "调整为", "会后", "完成", ".", "(", ")", "起")


@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.sampled_from(YEAR_TO_DAY + AROUND), max_size=12).map("".join)
    ),
    st.dates(),
)
@example("9999年12月31日后三个月", date.max)
@example("明年底", date.max)
@example("三天内", date.max)
@example("上周五前", date.min)
@example("去年底", date.min)
@example("下周五", date.max)
def test_no_text_raises(text: str, on: date) -> None:
    found = parse(text, on, WorkCalendar())
    assert found.text == text
    assert ("impossible" in found.flags) == bool(found.problem)
    assert found.on is None or found.precision


@pytest.mark.parametrize("part", ["6月30日", "完成", "调整为", "至", "6-", "起", "十", "前期", "每月", "("])
def test_long_texts_are_not_looked_at(part: str) -> None:
    assert read(part * 100_000).rule is None
    assert read(" " * 200 + "6月30日") == Deadline(" " * 200 + "6月30日", None, "", None, ())


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月30日", "2024.4.30", "20240430", "2024-6-30", "2024/04/30",
        "２０２４年４月３０日", "2024 年 4 月 30 日", "2024年4月30号", "二○二四年四月三十日",
    ],
)  # fmt: skip
def test_plain_dates(text: str) -> None:
    found = is_plain_date(text)
    assert found and found == read(text).on


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月30日前", "确保2024年4月30日", "4月30日", "2024年4月", "2024年2月30日", "45000", "",
        "长期坚持", "6月底前", "2024年4月30日(含环评)", "2024年4月30日" + " " * 300,
    ],
)  # fmt: skip
def test_no_plain_dates(text: str) -> None:
    assert is_plain_date(text) is None
