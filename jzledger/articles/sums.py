"""The words of a sum of investment: how much, of which kind, planned or done."""

from __future__ import annotations

import re
from decimal import Decimal

_N = r"\d+(?:\.\d+)?"
_MONEY = f"(?:人民币)?(?P<q1>超过|突破|不低于|不少于|约为|约|近|达到|达|为|高达|共|共计|计划|预计|仅)?(?P<q2>超过|约|近|逾|超)?(?P<amount>{_N})(?P<q3>余|多)?(?P<unit>亿|万)(?P<q4>余|多)?元(?P<q5>以上|左右)?"
AMOUNT = re.compile(
    "(?=[年当今全本计预概规总累已共实完投协合签固重花])(?P<word>(?:年度|当年|今年|全年|本年度|年)?(?:计划|预计|概算|规划)(?:年度)?(?:总|完成)?投资|总?概算|年度投资|年度投资计划|(?:累计|已|共|当年|实际|预计)?完成(?:年度|固定资产)?投资|完成投资额|(?:累计|已|共)?完成[^,;。、\\d]{2,10}?投资|总投资额?|投资总额|投资额|协议(?:总)?(?:资金|投资|引资)额?|合同(?:总)?(?:金额|投资|引资|资金|总额|利用外资)额?|签约(?:总)?(?:金额|额|资金)|总金额|投资规模|投资额?不(?:算|太|是很)?[大多高],(?:但|却)?(?:只有|仅有?|也就)?|(?:固定资产|重点项目)?投资(?:累计|已|共|预计|实际)?完成额?|(?:已经?|累计|实际)(?:累计)?完成(?:了)?|花了|投资)"
    + _MONEY
)
_INTENDED = re.compile("确保|力争|预计|计划|争取|目标|(?<![主重需首必紧])要(?!素|求)|将|拟|安排|再")
ASKED_FOR = re.compile(
    "(?:今年|明年|年|提出),?(?<![主重需首必紧])要(?!素|求)|计划实施|安排实施|安排[^,。]{0,8}项目"
)
_OTHER_SUM = re.compile("产值|税|销售|收入|营收|产量|工程量|利润|进出口|出口|贷款|融资|拨付")
_OF_WHAT = re.compile("(?:计划|安排|拟)[^,;。]*的")  # 计划秋季投用的4个项目
_DONE = re.compile("截[至止]|目前|\\d[至到—~-]\\d{1,2}月|前\\d{1,2}个月|前[一二三]季度|上半年")
_SHARE_OF_PLAN = re.compile(",?占(?:年度|全年|年)?(?:投资)?计划")


def wan(amount: str, unit: str) -> float | int:
    value = Decimal(amount) * (10_000 if unit == "亿" else 1)
    return int(value) if value == int(value) else float(value)


def money_kind(word: str) -> str:
    if "完成" in word and "计划" not in word:
        return "completed"
    if "年" in word or "完成" in word:
        return "annual_plan"
    if re.search("协议|合同|签约", word):
        return "signed"
    return "total"


def is_planned(part: str, clause: int, at: int, after: str) -> bool:
    """力争完成投资…; not 安排的197个项目累计完成投资…, nor what has its share of the plan behind it.

    `clause` and `at` are where in `part` the clause and the sum begin, `after` is what stands behind the sum.
    """
    said = _OF_WHAT.sub("", part[clause:at])
    if _INTENDED.search(said):
        return True
    done = _DONE.search(said) or _SHARE_OF_PLAN.match(after)
    return not done and bool(ASKED_FOR.search(part, 0, clause))


def of_investment(said: str) -> bool:
    """今年计划完成投资9500万元,目前已完成4120万元: investment was spoken of last, and not taxes or output."""
    return "投资" in said and not _OTHER_SUM.search(said, said.rfind("投资"))
