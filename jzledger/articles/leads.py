"""Investors and projects being wooed: named where 招商 is spoken of, and not signed yet."""

from __future__ import annotations

import re
from typing import Any

from jzledger.articles.projects import Projects
from jzledger.articles.reading import Reading

_WOOED = re.compile(
    "(?:洽谈|对接|跟进|拜访|接洽|争取|考察)(?:了|的)?(?P<names>[^,;。:]{3,60}?)(?=等(?:重点)?(?:企业|公司|客商|项目)|项目|[,;。])"
)
_FIRM = re.compile("(?:公司|集团|科技|股份|控股|实业|商会|协会)$")
_NO_LEAD = re.compile("部门|工作|情况|问题|线索|服务|机制|客商|企业|政策|团队|需求")


def leads(reading: Reading, projects: Projects) -> list[dict[str, Any]]:
    found: dict[str, str] = {}
    known = {name for project in projects.items for name in project.names()}
    for mention in projects.leads:
        if mention.name not in known:
            found.setdefault(mention.name, _sentence(reading, mention.start))
    for sentence in reading.sentences:
        if not re.search("招商|引资|客商", sentence.text):
            continue
        for match in _WOOED.finditer(sentence.text):
            firms = sentence.text.startswith(
                ("等企业", "等公司", "等知名企业", "等集团", "等重点企业"), match.end()
            )
            for name in re.split("[、和]", match["names"]):
                if (
                    (firms or _FIRM.search(name))
                    and not _NO_LEAD.search(name)
                    and 4 <= len(name) <= 24
                    and name not in known
                ):
                    found.setdefault(name, reading.evidence(sentence))
    return [{"name": name, "evidence": evidence} for name, evidence in found.items()]


def _sentence(reading: Reading, place: int) -> str:
    return next((reading.evidence(s) for s in reading.sentences if s.start <= place < s.end), "")
