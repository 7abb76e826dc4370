"""Investors and projects being wooed: named where 招商 is spoken of, and not signed yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jzledger.articles.projects import Projects
from jzledger.articles.reading import Reading

_WOOED = re.compile(
    "(?:洽谈|对接|跟进|拜访|拜会|到访|走进|接洽|争取|考察|走访|邀请|会见|引进)(?:了|的)?(?P<names>[^,;。:]{3,60}?)(?P<end>等(?:重点|知名|龙头|\\d+家)*(?:企业|公司|客商|集团|项目)|(?:[两三四五六七八九十]|\\d+)家(?:企业|公司|客商)|总部|项目|[,;。]|$)"
)
_WITH = re.compile(
    "(?:与|同|和)(?P<names>[^,;。:]{3,60}?)(?P<end>等(?:\\d+家|[一两三四五六七八九]家|多家)?(?:重点|知名)?(?:企业|公司|客商|集团)|(?:两|三|\\d)家(?:企业|公司)|(?=就|围绕|进行|展开|开展|负责人))"
    "(?:负责人|高层|高管)?(?:就|围绕)?[^,;。:、等]{0,16}?(?:进行|展开|开展|深入|正在|正|保持|多次|密切|反复|面对面|积极)*(?:了)?(?:[一两二三四五六七八九十几多\\d]+[轮次])?(?:洽谈|对接|磋商|接洽|会谈|商谈|座谈)"
)
_FIRM = re.compile(
    "(?:公司|集团|科技|股份|控股|实业|铝业|化工|药业|生物|新材|新材料|材料|能源|食品|重工|电器|智能|通讯|电子|微电子|光电|光学|装备|机器人|机械|制药|医疗|纺织|服饰|家居|汽车|电池|储能|半导体|精工|精密|钢铁|水泥|物流|置业|文旅|农业|牧业|乳业|制造|动力|航空|船舶|重科|香料)$"
)
_ABOUT = re.compile(
    "就(?!落户|落地)(?:在[^,;。]{1,6}?(?=设立|建设|投建|打造))?(?:设立|投建|打造|共建|合建|合作建设|共同建设|联合建设|推进|建设)?(?P<names>[^,;。:]{4,60}?)(?:项目)?(?:等)?(?:落地|合作)?(?:事宜|事项)?(?:(?:进行|展开|开展)(?:了)?[^,;。]{0,6}(?:洽谈|磋商|对接|交流|会谈)|(?:深入)?交换了?意见|达成(?:了)?(?:初步|合作|投资)*(?:意向|共识))"
)
_NO_LEAD = re.compile(
    "供电公司|公交公司|燃气公司|水务公司|投资公司|运营公司|物业公司|施工|部门|工作|情况|问题|线索|服务|机制|客商|政策|团队|需求|协会|商会|客户|市场|群众|政府|管委会|银行|机构|专家|代表|领导|^[该各本其]"
)
_ASKED = re.compile(
    "邀请(?P<names>[^,;。:]{3,24}?)(?P<end>(?=来|到|赴))[^,。;:]{0,8}?(?:布局|投资|建设|设立|考察|落户)"
)
_TO_SETTLE = re.compile("就[^,;。]{0,4}(?:落户|投资|布局|建厂|设立|来[县市区])")
_NO_FIRM = re.compile("[县市区镇乡村局委办厅院校部]$|大学|群众|村民|业主|方面")
_WOOING = re.compile("招商|引资|客商|招引|洽谈|投资考察")
_SIGNED = re.compile("签约|签订|签署|签下|开工|投产|(?<!尽早|尽快)落地|落户(?!事宜)")


def leads(reading: Reading, projects: Projects) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    known = {name for project in projects.items for name in project.names()}

    def add(name: str, evidence: str, rule: str) -> None:
        if name not in known and not any(name in other for other in found):
            found.setdefault(name, {"name": name, "evidence": evidence, "rule": rule})

    for mention in projects.leads:
        add(mention.name, _sentence(reading, mention.start), "lead.project")
    opening = " ".join(s.text for s in reading.sentences[:2])
    trip = bool(_WOOING.search(opening))
    for sentence, wooed in zip(reading.sentences, projects.wooed, strict=True):
        for one in wooed:
            add(one.name, reading.evidence(sentence), one.rule)
        if not trip and not _WOOING.search(sentence.text):
            continue
        for match in _ABOUT.finditer(sentence.text):
            for name in re.split("[、和]", match["names"]):
                if projects.finder.judge.is_name(name) and not _FIRM.search(name):
                    add(name, reading.evidence(sentence), "lead.project")
        for name, rule in _firms(sentence.text):
            if any(one.name in name for one in wooed):
                continue
            add(name, reading.evidence(sentence), rule)
    return list(found.values())


def _firms(text: str) -> Iterator[tuple[str, str]]:
    for pattern, rule in ((_WOOED, "lead.visited"), (_WITH, "lead.talks"), (_ASKED, "lead.visited")):
        for match in pattern.finditer(text):
            firms = "企业" in match["end"] or "公司" in match["end"] or "集团" in match["end"]
            firms = firms or bool(_TO_SETTLE.match(text, match.end("end")))
            after = "" if match["end"][:1] in ",;。" else text[match.end() : match.end() + 16].split(",")[0]
            if _SIGNED.search(match["names"] + after):
                continue
            for part in re.split("[、和与]", match["names"]):
                part = re.sub("(?:董事长|总经理|总裁|副总裁|负责人|创始人|高管|一行).*$", "", part)
                name = re.sub("^(?:.*(?:位于|坐落于)[^的]{1,10}的|了|的|近期|我市|我县)", "", part)
                if (
                    (firms or _FIRM.search(name))
                    and not _NO_LEAD.search(name)
                    and not _NO_FIRM.search(name)
                    and 3 <= len(name) <= 24
                ):
                    yield name, rule


def _sentence(reading: Reading, place: int) -> str:
    return next((reading.evidence(s) for s in reading.sentences if s.start <= place < s.end), "")
