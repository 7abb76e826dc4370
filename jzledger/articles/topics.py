"""Which project a sentence is about, for what it asks, wants or tells without naming one."""

from __future__ import annotations

import re

from jzledger.articles.meant import Meant, without_works
from jzledger.articles.names import plain
from jzledger.articles.projects import Project, Projects

GENERAL = re.compile(
    "每到一处|沿途|一路|所到之处|座谈会|点评会|全市|全区|全县|全省|各级|各地|各县|各部门|各单位|各项目|各有关|所有项目|重点项目建设|项目谋划|每个项目|广大|各乡镇|对[^,。;]{0,12}\\d+个[^,。;]{0,6}项目|凡(?:是|涉及|属)|(?<=、)[^,。;、]{3,20}[两三四五六七八九十\\d]+个[^,。;、]{0,6}项目|(?:会议|大会|例会|推进会|会)上(?:说|指出|强调|要求)|(?:包[保联案抓]|挂[联钩包])(?:领导|干部)(?:要|每|必须)|推广[^,。;]{0,16}(?:经验|做法|模式)"
)
_CHARGE = (
    "(?:首席服务官|(?:为|担任|任)[^,。]{0,4}专班班?长|分包|包保|包联|包抓|挂联|挂钩|挂点|领衔|联系|牵头)"
)
_CHARGE_BEHIND = re.compile(f".{{0,6}}{_CHARGE}|[^,。]{{0,16}}(?:分包|包保|包联)的")
_CHARGE_BEFORE = re.compile(f"{_CHARGE}.{{0,20}}$")
_SPEAKER_IN_CHARGE = re.compile(
    f"作为.*{_CHARGE}领导|我[^,。;]{{0,4}}(?:{_CHARGE}){{1,2}}的|我(?:本人|自己)?(?:是|担任|任)[^,。;]{{0,12}}{_CHARGE}(?:领导|责任人|人)"
)
_IN_CHARGE = re.compile(
    "分包|包保|包联|包抓|挂联|领衔|联系领导|牵头领导|牵头负责|首席服务官|专班班长|专班长|牵头推进|负责牵头|联系该项目|挂钩|挂点|由[^,。;]{2,26}联系|我[^,。;]{0,4}联系"
)
_THIS = re.compile(
    "该(?:项目|工程|园区|基地|产业园|中心|工厂|学校|医院|公路|线路|大桥|路|桥|园)|此项目|这[个一]项目|这(?:条|座)(?:公路|高速|道路|快速路|铁路|大桥)|项目(?:建成|投产|达产)后"
)
_SPEECH = re.compile(
    "强调|要求|指出|表示|提出|希望|认为|说,|致辞|讲话|会议(?:明确|决定|议定)|批示|作了?部署|^[(]?[一二三四五六七八九][)]?要"
)  # a closing word of a leader is about all that was seen
# A place or an office begins to tell of what it does: no longer of the project before.
_QUESTION = re.compile("[“]?(?:问|记者):")
_QUESTIONS_ON = re.compile("[“]?(?:问|记者):[^。?]{0,6}(?:这[些个]|那么?|上述)")  # 记者:这些问题怎么解决?
_SOMEBODY = re.compile(
    "[\u4e00-\u9fff]{1,6}?(?:县|市|区|镇|乡|局|委|政府|部门)(?:把|坚持|围绕|聚焦|建立|创新|推行|成立|通过|以|将|严格|实行|大力|全面)"
)
_OFTEN, _MOSTLY = 4, 0.6  # named so often, and this share of all namings
_A_PLACE = re.compile("[县区市镇乡]|街道|社区$|\\d|年产")
_CLOSING = re.compile("[^,。]{0,20}(?:强调|指出|表示|提出|要求)")
_UNIT_LED = re.compile("[^,。]{2,16}(?:局|中心|部门|乡镇|政府|单位|街道|办)要")
_ELSEWHERE = re.compile("随后|接着|之后|在[^,]{2,20},|[^,。]{0,6}(?:来到|走进|赶到)")
# 某某当场要求…; 某某带着技术人员来到工地: a new paragraph, but nobody has gone elsewhere.
_ON_THE_SPOT = re.compile(
    "^[^,。;“]{2,24}(?:当场|当即|随即|马上|立即)[^,。;]{0,8}(?:要求|指示|叮嘱|拍板|表态|责成|布置|召集|拨通|决定|协调|明确)|(?:来到|赶到|赶来|走上|走进)(?:工地|现场|项目(?:现场|部|工地)|企业|厂区|车间|施工现场)(?![^,。;]*(?:项目|工程|基地|园区))"
)
_LEFT = re.compile("(?:离开|走出|告别|作别)[^,。]{2,30},")
_DESCRIBED = re.compile(
    "总?投资|占地|全长|位于|规划建设|建设(?:规模|内容)|可容纳|是[^,。;]{0,12}(?:项目|工程)"
)
_DESCRIBED_NEXT = re.compile("总?投资|占地|全长|位于")
_A_PART_WORDS = ("工程", "项目", "部分", "节点", "环节", "一期")
_IS = re.compile("(?<![不还就只都])(?:是|作为|系|属于?)(?:我[省市县区]|[省市县区]重点)?$")
_A_PART = re.compile(
    "(?:的|[^,。;]{1,14}的)(?:控制性|关键|重点|节点|配套|先导|咽喉|先行|起步|首开|重要|核心|启动)[^,。;]{0,6}(?:工程|项目|组成部分|节点|环节|区)|的(?:一部分|组成部分|子项目?|一期)"
)
_FIRST_OF_LIST = re.compile("[,:](?:一|首先|第一)是(?=.*(?:[二三]|其次|第二)是)")
_TROUBLES = re.compile("制约|卡[在住]|影响|难[在题点处]|最难|瓶颈|堵点|拖后腿|[两三几]件事")
_LISTED = re.compile("[、和及与]|等")
# A thing of its kind, with nothing before it that tells it from others.
_KINDS = re.compile(
    "(?:大桥|隧道|水库|水厂|机场|码头|船闸|泵站|枢纽|电站|矿井)(?<![^,、;:“为在把将对给到的证供让使向与和是从管论]..)(?!区|建成)"
)
# 产业园离变电站有9公里; 隧道全长3公里: a clause begins with the kind alone.
_KIND_FIRST = re.compile(
    "(?:^|(?<=[,;:“。]))(?P<kind>产业园|园区|隧道|大桥|水库|电站|水厂|机场|码头|船闸|泵站|枢纽|街区|医院|[新院校]区|小区|景区|公园|灌区|物流港|物流园|数据中心|综合体|体育馆|图书馆|博物馆|文化馆|体育场|污水处理厂|(?:快速|高速公|旅游公|公|铁)路)(?=离|距|全长|总投资|总装机|总建筑|主体|占地|门口|周边|现在|目前|眼下|已经?|还|的|里|分为|两[侧岸]|[东西南北]|[一二三]期|工地|建设|正在|去年|今年|\\d)"
)
_PLACE_FIRST = re.compile("^(?:[\u4e00-\u9fff]{2,3}[县市]|[\u4e00-\u9fff]{2}区)(?=.{4})")
_ABOUT_A_PROJECT = re.compile("项目|工程|基地|园区|施工")


class Topics:
    """For each sentence the one project that it speaks of, or None."""

    def __init__(self, projects: Projects) -> None:
        self.hits = [
            _without_wholes_told(sentence.text, _outside_brackets(sentence.text, hits))
            for sentence, hits in zip(projects.reading.sentences, Meant(projects).in_sentences(), strict=True)
        ]
        self.projects, self.sentences = projects.items, projects.reading.sentences
        self.names = {name for project in projects.items for name in project.names()}
        self.of_sentence: list[Project | None] = []
        self.direct: list[list[Project]] = []  # named in a sentence, in full or by a short name
        self.named = [  # named in full
            _different(hits if ",该" in sentence.text else _without_wholes_told(sentence.text, hits))
            for sentence, hits in zip(projects.reading.sentences, projects.by_sentence, strict=True)
        ]
        inherited: Project | None = None
        paragraph = -1
        just_named: Project | None = None
        asked = False  # is the paragraph before a question of the reporter, which this one answers?
        on_the_spot = False
        spoken = False  # does the paragraph before begin with direct speech?
        named_here: set[int] = set()
        beginnings = _beginnings(projects)
        self.only = _the_one(projects)
        for number, (sentence, hits) in enumerate(zip(projects.reading.sentences, self.hits, strict=True)):
            own = self.named[number]  # a short name added nothing: the list at hand is the same
            self.direct.append(own if len(hits) == len(projects.by_sentence[number]) else _different(hits))
            text = sentence.text
            this = bool(_THIS.search(text))
            named = _led_by_one(text, hits) or self.direct[number]
            if named and inherited and sentence.paragraph == paragraph and _lists_its_troubles(text, hits):
                named = [inherited]
            hinted = None if named else _hinted(text, beginnings) or self._by_its_kind(number)
            # what is named needs no look at whether all are meant, but where a paragraph begins
            general = (not named or sentence.paragraph != paragraph) and bool(GENERAL.search(text))
            if sentence.paragraph != paragraph:
                paragraph = sentence.paragraph
                carry = this or (
                    bool(_ABOUT_A_PROJECT.search(text) or _QUESTIONS_ON.match(text))
                    and not general
                    and not _SPEECH.search(text[:24])
                    and not _SOMEBODY.match(text)
                )
                speech = text.startswith("“")
                carry = carry or (
                    (speech or (spoken and not _CLOSING.match(text)))
                    and not general
                    and not _ELSEWHERE.match(text)
                )
                on_the_spot = _ON_THE_SPOT.search(text, 0, 40) is not None and not general
                carry = carry or asked or on_the_spot
                asked = bool(_QUESTION.match(text))
                spoken = speech
                named_here = set()
                if this:
                    just_named = just_named or inherited
                inherited = just_named if carry else None
                if speech and not hits:
                    inherited = self._spoken_of(projects, number) or inherited
            if len(named) == 1:
                inherited = named[0]
            elif named:
                inherited = None
            elif hinted:
                inherited = hinted
            named_here.update(map(id, [*named, hinted] if hinted else named))
            topic = inherited
            if not named and not hinted and len(named_here) > 1 and _UNIT_LED.match(text):
                topic = None
            if not named and not named_here and _CLOSING.match(text) and not this and not on_the_spot:
                topic = None
            if not named and general and not this:
                topic = inherited = None
            self.of_sentence.append(topic)
            just_named = named[0] if len(named) == 1 else (topic if not named else None)

    def _spoken_of(self, projects: Projects, number: int) -> Project | None:
        """“只用了58天。”X项目负责人说: the project whose man speaks, named behind the quotation."""
        sentences = projects.reading.sentences
        for later in range(number, len(sentences)):
            if sentences[later].paragraph != sentences[number].paragraph:
                return None
            named = {id(project): project for _, project in self.hits[later]}
            if named:
                return next(iter(named.values())) if len(named) == 1 else None
        return None

    def _by_its_kind(self, number: int) -> Project | None:
        """大桥工地: the one project of the page that is a bridge, unless another bridge was just spoken of."""
        sentence = self.sentences[number]
        kinds = set(_KINDS.findall(sentence.text))
        kinds.update(match["kind"] for match in _KIND_FIRST.finditer(sentence.text))
        if len(kinds) != 1:
            return None
        kind = kinds.pop()
        found = [p for p in self.projects if _is_a(kind, plain(p.name))]
        if len(found) != 1:
            return None
        before = self.sentences[number - 1] if number else None
        elsewhere = (
            before is not None
            and before.paragraph == sentence.paragraph
            and kind in before.text
            and found[0] not in self.direct[number - 1]
            and self.of_sentence[number - 1] is not found[0]
        )
        return None if elsewhere else found[0]

    def last_end(self, number: int, before: int) -> int:
        """Where the last name of a project before this place of the sentence ends, at the least."""
        return max((place + 2 for place, _ in self.hits[number] if place < before), default=0)

    def of_part(self, number: int, start: int, end: int) -> Project | None:
        """The one project of a part of a sentence, where the sentence as a whole names several."""
        if len(self.direct[number]) < 2:
            return self.of_sentence[number]
        here = {id(project): project for place, project in self.hits[number] if start <= place < end}
        return next(iter(here.values())) if len(here) == 1 else None


def _lists_its_troubles(text: str, hits: list[tuple[int, Project]]) -> bool:
    """制约通水的有两件事,一是末端的某水厂…;二是…: what is listed troubles the project that was spoken of."""
    first = _FIRST_OF_LIST.search(text)
    return bool(first and _TROUBLES.search(text, 0, first.start()) and first.start() < hits[0][0])


def _outside_brackets(text: str, hits: list[tuple[int, Project]]) -> list[tuple[int, Project]]:
    """某货场(装车系统、煤棚、作业区)5月开工: what is said behind the brackets is said of the whole."""
    if len(hits) < 2 or "(" not in text:
        return hits
    return [
        hit
        for hit in hits
        if text.count("(", hits[0][0], hit[0]) <= text.count(")", hits[0][0], hit[0])
        or not any(hit[1].part_of == other.name for _, other in hits)
    ]


def _the_one(projects: Projects) -> Project | None:
    """The project that the page is about: the only one, or the one that it begins with and mostly speaks of."""
    told = [project for hits in projects.by_sentence for _, project in hits]
    if not told:
        return None
    first = told[0]
    if len(projects.items) == 1:
        return first if projects.by_sentence[0] else None
    own = sum(project is first for project in told)
    return first if own >= _OFTEN and own >= _MOSTLY * len(told) else None


def _beginnings(projects: Projects) -> dict[str, Project | None]:
    """The first four characters of each project: mostly the company (云岫光学), which the text names alone later."""
    found: dict[str, Project | None] = {}
    for project in projects.items:
        first = _PLACE_FIRST.sub("", project.name.strip("“"))[:4]
        if len(first) == 4 and not _A_PLACE.search(first):
            found[first] = None if first in found else project
    return found


def _hinted(text: str, beginnings: dict[str, Project | None]) -> Project | None:
    hits = [project for first, project in beginnings.items() if first in text]
    return hits[0] if len(hits) == 1 else None


def _is_a(kind: str, name: str) -> bool:
    """Is the project of this kind? 老码头历史文化街区保护更新 is a 街区 that is renewed."""
    return name.endswith(kind) or without_works(name).endswith(kind)


def _led_by_one(text: str, hits: list[tuple[int, Project]]) -> list[Project]:
    """X总投资6亿元,…,水源厂已竣工; 离开Y,他来到X: the one project that the sentence goes on to speak of.

    What is described (its sum, its site) is the whole; what stands behind it in other clauses are its parts.
    """
    if not hits:
        return []
    first_of_list = _FIRST_OF_LIST.search(text)
    if first_of_list:
        head = _different([hit for hit in hits if hit[0] < first_of_list.start()])
        if len(head) == 1:
            return head  # 最难的是某段清淤,一是…;二是…
    left = _LEFT.match(text)
    if left:
        hits = [hit for hit in hits if hit[0] > left.end()] or hits
    if len({id(project) for _, project in hits}) < 2:
        return _different(hits) if left else []
    (start, first), second = hits[0], next(place for place, project in hits if project is not hits[0][1])
    described = _DESCRIBED.search(text, start, second)
    if ";" in text or not described or _LISTED.search(text, start, described.start()):
        return []
    return [] if any(_DESCRIBED_NEXT.search(text, place, place + 24) for place, _ in hits[1:]) else [first]


def _without_wholes_told(text: str, hits: list[tuple[int, Project]]) -> list[tuple[int, Project]]:
    """某大桥位于石坝镇,是禾平公路的控制性工程: the road is named to say what the bridge is."""
    if len(hits) < 2 or not any(word in text for word in _A_PART_WORDS):
        return hits
    return hits[:1] + [
        (place, project)
        for place, project in hits[1:]
        if not (_IS.search(text, 0, place) and _A_PART.search(text, place, place + 40))
    ]


def _different(hits: list[tuple[int, Project]]) -> list[Project]:
    if len(hits) < 2:
        return [project for _, project in hits]
    return _without_wholes(list({id(project): project for _, project in hits}.values()))


def _without_wholes(named: list[Project]) -> list[Project]:
    """X项目Y工程 names its whole as well; the part is meant."""
    wholes = {project.part_of for project in named}
    parts = [project for project in named if project.name not in wholes]
    return parts if len(parts) == 1 and len(named) == 2 else named


def name_leaders(projects: Projects, topics: Topics) -> None:
    """Who has a project in charge: 分包, 包保, 包联, 牵头负责 in what a sentence says of exactly one project."""
    people = projects.reading.people
    for number, sentence in enumerate(projects.reading.sentences):
        if not _IN_CHARGE.search(sentence.text):
            continue
        start = 0
        for part in sentence.text.split(";"):
            topic = topics.of_part(number, start, start + len(part)) or topics.of_sentence[number]
            start += len(part) + 1
            if topic is None or topic.leader or not _IN_CHARGE.search(part):
                continue
            named = [name for name in people if name in part and _has_charge(name, part)]
            if named:
                topic.leader = named[0]
            elif _SPEAKER_IN_CHARGE.search(part):
                topic.leader = projects.speaker_of(sentence)


def _has_charge(name: str, part: str) -> bool:
    """Does a word of charge stand close by the name? Looked for around it: a pattern for each name would cost more."""
    start = part.find(name)
    while start >= 0:
        end = start + len(name)
        if _CHARGE_BEHIND.match(part, end) or _CHARGE_BEFORE.search(part, 0, start):
            return True
        start = part.find(name, start + 1)
    return False
