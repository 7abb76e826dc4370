"""Days that a text names: the day of the event, and days without a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from jzledger.articles.sentences import narrow

DAY = re.compile(
    r"(?=[\d今去])(?:(?P<year>\d{4})年|(?P<this>今年|去年))?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|号)(?!前|之前|以前)"
)
NOT_BEFORE = re.compile("(?:截至|截止|截止到|自|从|于每年|每年|预计|计划|将于|定于)(?:今年|去年)?$")
_VAGUE = re.compile("日前|近日|近期|连日来|最近")
_HEARD = re.compile("(?:上午|下午)?从[^,。]{2,24}(?:获悉|了解到|得知)")
_RELATIVE = (("昨日", 1), ("昨天", 1), ("前天", 2), ("今日", 0), ("今天", 0))


def day_text(found: re.Match[str], published: str | None) -> str | None:
    """`2024-02-05`; `--02-05` where the year is not known; None for a day that does not exist.

    A day without a year is the latest such day not after `published`.
    """
    month, day = int(found["month"]), int(found["day"])
    issue = date.fromisoformat(published) if published else None
    try:
        date(2024, month, day)
        if found["year"]:
            return date(int(found["year"]), month, day).isoformat()
        if issue is None:
            return f"--{month:02}-{day:02}"
        if found["this"]:
            return date(issue.year - (found["this"] == "去年"), month, day).isoformat()
        this_year = date(issue.year, month, day)
        return (this_year if this_year <= issue else date(issue.year - 1, month, day)).isoformat()
    except ValueError:
        return None


def event_day(paragraphs: list[str], published: str | None) -> str | None:
    """The day that the lead paragraph gives, else the one that a following paragraph opens with."""
    for number, paragraph in enumerate(paragraphs[:2]):
        text = narrow(paragraph)
        vague = _VAGUE.search(text)
        if text[:1] in "●■◆★▲":
            return None  # several pieces of news
        for found in DAY.finditer(text) if "月" in text else ():
            if vague and vague.start() < found.start():
                return None
            if number and found.start() > 4:
                break
            if found["this"]:
                continue  # 今年6月28日投产: told of something earlier
            if _HEARD.match(text, found.end()):
                return None  # 记者2月27日从市发改委获悉: the day of the asking
            if not NOT_BEFORE.search(text[: found.start()]):
                return day_text(found, published)
        if vague:
            return None
        if published and number == 0:
            for word, back in _RELATIVE:
                if word in text[:60]:
                    return (date.fromisoformat(published) - timedelta(days=back)).isoformat()
    return None
