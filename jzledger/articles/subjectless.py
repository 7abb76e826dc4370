"""Clauses that say how it stands, not with what: 至今没有搬走, 一处也没谈下来, 双方还在协商. The matter stands in the clause before."""

from __future__ import annotations

import re

from jzledger.articles.lexicon import Lexicon, either

_LONGEST = 46  # characters of a matter and what became of it

_ADVERBS = either(
    """至今 目前 到现在 现在 眼下 当前 一直 始终 迟迟 久久 就是 也 却 但 又 都 仍 仍然 还 已 已经 更 根本 往往 经常 一时 短期内 光是 只是 可 可是 就 便 再 才 连
    本地 当地 附近 周边 白天 夜里 夜间 晚上 一天 一晚 一年 一个晚上 一个月 结果 偏偏 谁 谁也 谁都 一处 一户 一家 一分 一个 一条 一次 一趟 一车 哪家 哪个 其中 去年 今年""".split()
)
_PARTIES = either(
    """双方 两家 三家 几家 军地 对方 业主 居民 群众 村民 村里 镇里 县里 区里 市里 省里 街道 社区 上级 主管部门 相关部门 有关部门 部门 教育部门 产权方 产权单位 权属单位 供应商 厂家 商户 户主
    开发商 运营商 施工队 施工方 施工单位 银行 机械 挖掘机 桩机 吊车 车 车辆 货车 大货车 大车 搬家车 罐车 工人 人 老人 孩子 他们 他 她 它 企业 公司 铁路方面 铁路部门 和 与 、""".split()
)
_SPENT = "(?:跑|谈|协调|磨|等|找|问|开)了[^,;、]{1,6}?"
_WHO = "谁[^,;、谁]{1,3}"
_COUNT = "(?:还有|仍有|尚有|有)?[一二两三四五六七八九十\\d]+(?:个|项|件)(?:项目|工程|事)?"
_NO_SUBJECT = re.compile(f"(?:{_ADVERBS}|{_SPENT}|{_WHO})*|{_COUNT}(?:{_ADVERBS})*")
_A_PARTY = re.compile(f"(?:{_ADVERBS}|{_PARTIES}|{_SPENT})+")
_FRAME = re.compile(
    "(?:说|介绍|表示|反映|坦言|直言|坦承|告诉[^,]{0,6}|指出|提出|认为|强调|解释|记者|了解到|发现|看到|汇报|透露|回忆|建议|要求)(?:说|道)?$|^(?:原来|目前|另外|此外|同时|其中|据[^,]{1,6})$"
)
_DONE = re.compile("已经?(?!两|三|四|五|六|七|八|九|十|\\d|半)|顺利|圆满|竣工|投产|完工|封顶")


def lacks_subject(lead: str, known: bool) -> bool:
    """Is `lead`, what stands before the word of obstacle, no matter? A party counts as one where the matter is `known`."""
    return bool(_NO_SUBJECT.fullmatch(lead)) or (not known and bool(_A_PARTY.fullmatch(lead)))


def begin_of_matter(text: str, start: int, lexicon: Lexicon) -> int | None:
    """Where the matter begins that the clause at `start` tells the state of: one or two clauses before it."""
    begin = start
    for _ in range(2):
        if begin == 0 or text[begin - 1] != ",":
            return None
        end = begin - 1
        begin = max(text.rfind(mark, 0, end) for mark in ",;:。") + 1
        clause = text[begin:end]
        if _FRAME.search(clause) or _DONE.search(clause) or start - begin > _LONGEST:
            return None
        if lexicon.category(clause):
            return begin
    return None
