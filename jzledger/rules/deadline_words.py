"""The words around a deadline that do not change the day it means: blanks, 力争…, …前完成, (含环评)."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans(
    {"○": "〇"} | dict.fromkeys("‒–—―−─~〜", "~") | dict.fromkeys("\"'“”‘’「」『』《》", "")
)
_BLANK_BEFORE_CLOCK = re.compile(r"(?<=[0-9])(?:\s+|T)(?=[0-9]{1,2}:[0-9])")
_BLANK_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
_WEEKDAY_NOTE = re.compile("[(\\[]((?:周|星期|礼拜)[一二三四五六日天])[)\\]]")
_NOTE = re.compile(r"\(([^()]*)\)")
_DATED = re.compile("[0-9年月日号周旬季天]")

_LEAD = re.compile(
    "(?:(?:完成|办结|整改)?(?:时限|期限):?|力争|争取|力求|确保|保证|务必|务求|必须|最迟|最晚|截至|截止(?:到|至|时间|日期)?:?|"
    "不得?[晚迟]于|计划|预计|原则上|全力|赶在|限期?|要求|请|须|需|应当?|要|拟|于|在|至|到)+"
)

_ADVERB = (
    "全部|全面|基本|全线|正式|力争|确保|务必|必须|须|要|应|实现|整体|彻底|如期|按期|顺利|集中|同步|统一|予以"
)
_VERB = (
    "完成|办结|办理|办好|解决|整改|落实|落地|到位|竣工|完工|交工|开工|投产|达产|投用|投入|建成|具备|启动|进场|验收|移交|交付|"
    "供地|交地|摘牌|挂牌|封顶|通车|通水|通电|通气|签约|取得|拿到|提交|提供|提出|上报|报送|报告|报|反馈|答复|回复|销号|清零|实现"
)
# What is done must not hold another day (6月底前完成一期年底前完成二期); the words listed first do not.
_OBJECT = (
    "(?:前期|后续|天然|日常|节能|周边|再生|"
    "(?!调整|延期|延至|顺延|长期|持续|待定|尽快|暂缓)[^0-9年月日号周旬季天节前后起再每底,;:。~-])*"
)
_TAIL = re.compile(f"(.+?),?(?:{_ADVERB})*(?:{_VERB}){_OBJECT}")


def normalise(text: str) -> str:
    """One spelling of what was typed: half-width, no blanks, quotes, remarks; ~ for long dashes, 内 for 以内.

    Two digits with a blank between them keep it: 1 5日 is not 15日. A remark in brackets that holds a day
    or a number stays, between commas, so that nobody mistakes the phrase for one without it.
    """
    phrase = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    phrase = _BLANK_BEFORE_CLOCK.sub("日", phrase)
    phrase = "".join(_BLANK_BETWEEN_DIGITS.sub("_", phrase).split())
    phrase = phrase.replace("之内", "内").replace("以内", "内")
    if "(" in phrase or "[" in phrase:
        phrase = _WEEKDAY_NOTE.sub(r"\1", phrase)
        phrase = _NOTE.sub(lambda note: f",{note[1]}," if _DATED.search(note[1]) else "", phrase)
    return strip_lead(phrase.rstrip(",.;。、!"))


def strip_lead(phrase: str) -> str:
    """Without 力争, 最迟, 截至 … in front."""
    lead = _LEAD.match(phrase)
    return phrase[lead.end() :] if lead else phrase


def strip_tail(phrase: str) -> str:
    """Without what is to be done by then: 完成, 全部办结, 完成供地 … at the end."""
    found = _TAIL.fullmatch(phrase)
    return found[1] if found else phrase
