"""Who is named: officials by the title before the name, reporters and editors from byline and staff box."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from jzledger.articles.lexicon import HAN, Lexicon, either
from jzledger.articles.reading import Reading
from jzledger.articles.sentences import MOST_READ

# What may follow a name: verbs and small words that no given name ends in front of.
_AFTER_WORDS = """出席 主持 指出 强调 要求 表示 说 介绍 参加 率 带 陪同 到 在 一行 实地 调研 深入 来到 讲话 致辞 作 代表 就 先后 认为 最后 对 和 与 及
    以及 等 利用 分别 为 来 走 一同 一起 共同 收听 宣布 现场 赴 前往 察看 查看 了解 听取 仔细 详细 随 还 也 向 从 以 会见 传达 通报 部署 安排 同 告诉 接受 坦言 透露
    看 边 冒 逐 召集 组织 签 牵头 分包 包保 任 担任 的 是 则 正 已 将 又 再 指 谈 汇报 通过 围绕 针对 结合 检查 督导 视察 观摩 首先 随后 当场
    叮嘱 一边 详尽 进行 列席 参与 解读 提出 主要 给 把 当 专程 亲自 逐一 要 我 一直 希望 感慨 笑 如是 负责 联系 包联 做 代 致 于 连日来 全程 应邀 曾 答复 回答 回应 回忆
    反映 建议 坦承 直言 算 发言 讲 讲解 点评 主动 抵达 走进 走访 快步 拿 指着 站 带领 带队 带头 率领 率队 率团 领 参观 考察 慰问 拜访 见证 共 都 均 及其 信心 充满 不断 多次 两次
    爬上 爬到 坐在 坐进 蹲在 蹲下 握着 捧着 摊开 掀开 戴着 裹着 踩着 弯腰 抬头 伸手 穿着 搓着 掏出 凑近 迎上 冲 喊 急得 乐得 笑得 忙得 每天 天天 一大早 头顶 头戴 身穿 身着 手里 手中 手持 脸上 眼里 家住 今年 开门见山 快人快语 掐指 坚守 穿梭 穿行 熟练 操作 驾驶 盯着 守着 埋头 往返 来回 扎根 驻守 正带人 正忙 正蹲 正拿 正用 正指挥 正准备 正组织 正领 正埋头 正埋着 正翻 三次 最 很 十分 非常 深有 颇 心里 高兴 激动 兴奋 自豪 满怀 动情 如数家珍 赞不绝口 竖起 打开 翻开 拉 挥 擦 抹 忙 领着 领衔 担纲 挂帅 坐镇 轻车简从 一路 每到 当即 随即 立即 马上 转身 问 询问
    追问 叮咛 嘱咐 勉励 责成 责令 鼓励 肯定 感谢 欢迎 祝贺 总结 宣读 签署 揭牌 按下 启动 推介 介绍说 补充 解释 分析 认真 依次 答 掰 感叹 感言 感触 估算 算起 比划 打趣 自信 自豪地 实话实说 打开话匣子 继续 接着 接过 表态 接待 会同 联合 牵手
    承认 承诺 保证 坦陈 直陈 辩解 检讨 反思 自责 道歉 致歉 记在 记下 记得 记不 请示 提议 质问 发问 提问 反问 设问 追忆 问道 说道 笑道 叹道 喊道 答道 插话 接话 接茬 打断 反驳 否认 抱怨 埋怨 诉苦 倒苦水 念叨 嘀咕 唠叨 预计 预测 估计 判断 研判 拍板 敲定 断定 点头 摇头 皱眉 皱着 叹 苦笑 微笑 憨笑 哭 沉默 听 读 写 递 掂 端 捧 举 扛 挑 抱 蹲 跪 躺 靠 倚 守在 住在 坐 走 跑 赶 奔 骑 开车 驱车 挽 撸 卷 撑 盯 瞅 瞧 瞪 翻看 翻着 翻出 拨通 拨打 打电话 打来 打算 数 摸 抓起 拎 背 领到 拿到 收到 接到 拉着 难掩 难忘 乐呵 急 愁 犯愁 犯难 着急 担心 担忧 期待 盼 后悔 庆幸 欣慰 感激 深情 由衷 自己 本人 们 所在 家 两口子 夫妇 所说 所言 等人 同意 赞同 反对 附议 交代 交办 约谈 点名 通读 念 签字 签下 签约 代读 受 委托 责问 过问 批示 批评 表扬 提醒 敦促 督促 呼吁 号召 动员 下令 决定 当即 正在 仍 仍然 依然 却 只 只能 都说 早已 早早 已经 刚刚 又一次 第一 第二 率先 在会上 在现场 在座谈 在致辞 在讲话 在接受 在发言 在汇报 在介绍 在表态 带着 陪着 陪 跟随 跟着 送 迎 站起来 站出来 起身 上前 近日 日前 昨天 今天 当天 前天 年初""".split()
_AFTER = either(_AFTER_WORDS)
_PURPOSES = "到 我 这 此 县 市 区 镇 乡 村 检查 视察 考察 慰问 看望 看 督导 督查 调研 了解 听取 参加 出席 参观 走访 做客 讲 宣讲 做 当 任 帮 协调".split()
# A surname that is a common word as well needs a boundary behind the name and a given name of usual characters.
_DOUBTFUL = frozenset(
    "和于时从向对经来同有应何就连都及因并须要与常关方成安平高全通任解广单管别步能项信才化展开会代原水路万多强明干部支公工金"
)
_NOT_NAMES = re.compile(
    "(?:方案|文件|全会|时代|方面|项目|单位|公司|部门|和平|相关|有关|经济|平台|时间|党委|党组|高新|经开|温馨|安全|成员|诉求|应邀|常务|常委|党政|干部|毕业|"
    "安置|师傅|包括|关于|对于|由于|于是|全体|全市|全县|全区|全省|高度|高级|高质|通过|广大|任务|成立|成为|双方|明确|同志|同时|水平|房屋|车间|华侨|和谐|项[目工数]|施工|水[利务电]|林[业草场]|金融|石[油化]|商[务业]|文[旅化体]|云端|一行|"
    "花了|都是|国家|东部|西部|南部|北部|中心|农民|农业|家庭|家里|经理|方式|时候|时期|强调|别墅|门口|常年|常说|曾经|管理|管委|农村|边|办|包联|包保|包抓|包干|包案|包村|包片|包户|包装|包含|包挂)"
)
# 居民李女士, 司机王师傅, 村民张某, 老师傅们: spoken of, but not by name.
_NO_NAME = re.compile(
    "(?:师傅|大[爷妈叔娘姐哥婶嫂伯]|老[汉伯]|阿[姨婆公]|奶奶|爷爷|先生|女士|小姐|同志|某|们)"
)
# 一段长满荒草的便道, 好几处长约百米: a length.
_A_LENGTH = re.compile("[一两二三四五六七八九十几多数整半\\d][段片处]长")
# 贾运来|搓着手, 尚可为|对记者说: 来 and 为 end a name where no purpose (来调研) and no office (为组长) comes behind.
_OWN_END = re.compile(
    f"(?:来(?!{'|'.join(_PURPOSES)})|为(?!代表|组长|在[场座建职]|对[接口象]|首|例|主|把|抓|突破|重|核心|中心))(?=[^{HAN}]|$|{_AFTER})"
)
_SAID = ("说,", "说:", "说“")
_NEVER_LAST = frozenset("在说对的是了把被就也还都及与给到从等带看率已又")
_FOREIGN = re.compile(f"[{HAN}]{{1,5}}·[{HAN}]{{1,6}}?(?=[^{HAN}]|$|{_AFTER})")  # 买买提·艾力
# Names of four characters begin with a sign that writes down another language.
_FOUR = re.compile(
    f"[阿艾巴白布才次达丹德多尔嘎格古哈卡拉洛玛木娜尼努其青热萨苏索塔图吐乌央依扎那][{HAN}]{{3}}(?=[、,。]|参加|出席|陪同|列席|说|表示|介绍|建议|指出|强调|要求)"
)
_SPEECH = "(?:指出|强调|要求|表示|介绍|叮嘱|介绍说)"
_LEADING = re.compile(
    "^(?:.{0,12}\\d+月\\d+日)?(?:上午|下午|晚上|晚)?(?:日前|近日|当天|当日|随后|目前|期间|会上|会前|会后|座谈中|一直)?"
    "(?:在|由|据|与|和|对|随|向|听|以及|及|跟随|跟着|跟上|随着|带着|陪着|领着|叫来|找来|请来|喊来|请教|约上|找|陪同|[采专]访了?|会见了?|拜访了?|邀请|记者|时任|作为|我是|我叫|来自|原|以|出席的?|[他她其]|经(?!济|信|发|开|营|贸|管|办|纪|理|销)|让|请|话(?![剧务费])|给|同)*"
)
_TITLE_VERB = re.compile(
    ".*(?:由|陪同|[采专—-]访了?|[对—-]话|会见了?|拜访了?|邀请|[)]讯|要求|责成|叮嘱|嘱咐|安排|指派|委托|转身问|询问|问|告诉|[^省市县区]对|列席|围着|遇到|见到|碰到|找到|联系上|握着|拉着|遇见|撞见|看见|叫住|拦住|喊住|走[进到访]|来到|赶到|说给|交给|递给|报给|打给|发给|转给|(?<![供补自])给(?![排水]|养|[^,。]{0,3}侧)|问起|提醒|督促|责问|点名|约谈|跟|[了着])(?:了|过)?"
)


@dataclass(frozen=True)
class Named:
    """A person of the text, with the title before the name and the rule that found the name."""

    name: str
    title: str | None
    rule: str


def people(named: list[Named], reporters: list[str], staff: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """One entry per name and role, titles of one name joined."""
    found: dict[tuple[str, str], list[str]] = {}
    rules: dict[tuple[str, str], str] = {}
    for person in named:
        titles = found.setdefault((person.name, "leader"), [])
        rules.setdefault((person.name, "leader"), person.rule)
        if person.title and not any(person.title in known for known in titles):
            titles.append(person.title)
    for name in reporters:
        found.setdefault((name, "reporter"), [])
        rules.setdefault((name, "reporter"), "person.byline")
    for name, label in staff:
        titles = found.setdefault((name, "editor"), [])
        rules.setdefault((name, "editor"), "person.staff")
        if label not in titles:
            titles.append(label)
    return [
        {"name": name, "title": "、".join(titles) or None, "role": role, "rule": rules[name, role]}
        for (name, role), titles in found.items()
    ]


def leaders(reading: Reading, above: str = "") -> list[Named]:
    """In the order of the text; a shared title goes to every name of its list. `above`: the lines over the text."""
    return _Leaders(reading, above).found


class _Leaders:
    def __init__(self, reading: Reading, above: str) -> None:
        self.flat = reading.flat[:MOST_READ]
        self.lines = (
            "\n" + self.flat
        )  # for patterns that begin with a mark: the first line begins behind one too
        self.words = _words(reading.lexicon)
        self.counted: dict[str, int] = {}
        self.found: list[Named] = []
        self._after_titles()
        self._together()
        self._before_titles()
        self._bare()
        self._in_dialogue(above)
        names = {person.name for person in self.found}
        self.found = [Named(p.name, _without_names(p.title, p.name, names), p.rule) for p in self.found]

    def _add(self, name: str, title: str | None, rule: str) -> None:
        if len(self.found) < 500:
            self.found.append(Named(name, title, rule))

    def _after_titles(self) -> None:
        for match in self.words.titled.finditer(self.flat):
            if match[0].endswith("工") and self.flat.startswith("程", match.end()):
                continue  # 总工程量
            if match.start() and _A_LENGTH.fullmatch(self.flat, match.start() - 1, match.end()):
                continue
            strict = bool(self.words.strict.fullmatch(match[0]))
            name = self._name_at(match.end(), strict=strict)
            if name is None:
                continue
            title = self._title(self.flat, match.start(), match.end())
            self._add(name, title, "person.title")
            place = match.end() + len(name)
            while joint := _JOINT.match(self.flat, place):
                name = self._name_at(joint.end(), strict=joint[0] != "、") or self._rare_name(joint.end())
                if name is None:
                    break
                self._add(name, title, "person.list")
                place = joint.end() + len(name)

    def _together(self) -> None:
        """甲某某、乙某等市领导参加; 甲某某、乙某出席: names without a title before them."""
        for match in self.words.together.finditer(self.lines):
            for name in (match["names"] or match["more"]).split("、"):
                if not self._known(name) and not _NOT_NAMES.match(name):
                    self._add(name, match["title"], "person.list")

    def _before_titles(self) -> None:
        """甲某某副市长说: the title stands behind the name."""
        for match in self.words.before.finditer(self.lines):
            name = match["name"]
            if self._known(name) or self.words.not_name.match(name) or _NOT_NAMES.match(name):
                continue  # 县纪委书记
            self._add(name, None, "person.before_title")

    def _bare(self) -> None:
        """甲某某指出: a name at the begin of a clause, said twice at least."""
        for match in self.words.bare.finditer(self.lines):
            name = match["name"]
            if not self._known(name) and not _NOT_NAMES.match(name) and self._times(name) > 1:
                self._add(name, None, "person.speaker")

    def _in_dialogue(self, above: str) -> None:
        """甲某某:今年… twice at least: who is interviewed; the title stands in the headline (——访某县委书记甲某某)."""
        turns = [match["name"] for match in self.words.turn.finditer(self.lines)]
        for name in dict.fromkeys(turns):
            if turns.count(name) < 2 or self._known(name) or _NOT_NAMES.match(name):
                continue
            place = above.find(name)
            titled = self.words.title_at_end.search(above, max(0, place - 20), place) if place > 0 else None
            title = self._title(above, titled.start(), place) if titled else None
            self._add(name, title, "person.speaker")

    def _times(self, words: str) -> int:
        """How often the page has these words; a page names the same people again and again."""
        if words not in self.counted:
            self.counted[words] = self.flat.count(words)
        return self.counted[words]

    def _known(self, name: str) -> bool:
        return any(person.name == name for person in self.found)

    def _name_at(self, start: int, *, strict: bool = False) -> str | None:
        """The name that begins at `start`: the surname and one or two characters, whichever fits better."""
        flat, words = self.flat, self.words
        if _NOT_NAMES.match(flat, start) or _LONG_WORD.match(flat, start):
            return None  # 有关负责人介绍,…
        foreign = _FOREIGN.match(flat, start) if "·" in flat[start : start + 6] else None
        if foreign:
            return foreign[0]
        best: tuple[int, int, str] | None = None
        family = words.surname.match(flat, start)
        if family is None:
            return self._unusual(start, strict=strict)
        if _NO_NAME.match(flat, family.end()):
            return None
        word = words.not_name.match(flat, start)
        four = None if word else _FOUR.match(flat, start)
        whole = four and not any(_BOUNDARY.match(flat, start + length) for length in (2, 3))
        if four and whole and not _BODY.search(four[0]):
            return four[0]
        doubtful = strict or family[0] in _DOUBTFUL
        for given in (2, 1):
            name = flat[start : family.end() + given]
            own = name[len(family[0]) :]
            if len(own) < given or not all("\u4e00" <= sign <= "\u9fff" for sign in own):
                continue
            if own[-1] in "县区市镇乡村局办委厅院" or (own[-1] in _NEVER_LAST and own[-1] not in words.given):
                continue  # 市委书记某某、云桥县委书记某某; 骆某|在致辞中说
            after = start + len(name)
            usual = all(sign in words.given for sign in own)
            ends = bool(_BOUNDARY.match(flat, after))
            listed = flat[after : after + 1] in "、,。"
            sure = listed or flat.startswith(_SAID, after) or bool(_LONG_WORD.match(flat, after))
            if strict and given == 2 and usual and family[0] not in _DOUBTFUL:
                doubtful = False  # 企业负责人谭小溪实话实说
            if given == 1 and _BODY.match(flat, after) and not _BOUNDARY.match(flat, after):
                continue  # 副局长某某、校建办主任某某
            if word and (given == 1 or not (ends and usual) or strict):
                continue
            common = family[0] not in _DOUBTFUL
            spoken = listed or bool(_BOUNDARY_WORD.match(flat, after))
            if doubtful and not (ends and (usual or (common and spoken) or (sure and not strict))):
                continue
            cut = bool(_LONG_WORD.match(flat, after - 1))  # 宗政明|一同督导
            if strict and cut:
                continue  # 业主方正在交涉
            spoke = given == 2 and own[1] == "说" and ends  # 苏某说。
            value = (
                2 * ends
                - 2 * cut
                - 3 * spoke
                + (1 if usual else -1)
                + (self._times(name) > 1 and not _BOUNDARY.match(own, given - 1))
            )
            if given == 1 and (self._goes_on(name, start) or _OWN_END.match(flat, after)):
                value -= 3
            if best is None or (value, given) > best[:2]:
                best = value, given, name
        return best[2] if best and best[0] >= 0 else None

    def _goes_on(self, name: str, start: int) -> bool:
        """屈正则: what looks like a small word behind the name stands there every time."""
        longer = self.flat[start : start + len(name) + 1]
        said = self._times(longer)
        often = (
            1 if longer[-1] in "来为" else 2
        )  # 计东来来到…: two are enough for a sign that names do end with
        return said > often and "\u4e00" <= longer[-1] <= "\u9fff" and said == self._times(name)

    def _unusual(self, start: int, *, strict: bool) -> str | None:
        """A surname that is not in the list: only between title and a mark or a word of speech."""
        match = _UNUSUAL.match(self.flat, start)
        if match and strict and self.flat[match.end()] in ",、。":
            return None  # 全县技工太少,…
        if match and all(sign in self.words.given for sign in match[0][1:]) and not _BODY.search(match[0]):
            return None if _BOUNDARY_WORD.match(match[0]) else match[0]
        return None

    def _rare_name(self, start: int) -> str | None:
        """In a list of names one with a surname that is not in the word list."""
        found = _BETWEEN_NAMES.match(self.flat, start)
        return found[0] if found and not _BODY.search(found[0]) else None

    def _title(self, flat: str, start: int, end: int) -> str | None:
        """The title that ends at `end`, with those joined to it by 、."""
        begin = start
        limit = max(0, start - 60)
        depth = 0
        while begin > limit:
            sign = flat[begin - 1]
            if sign == ")":
                depth += 1
            elif sign == "(":
                if depth == 0:
                    break
                depth -= 1
            elif (depth == 0 and sign in ",。;:!?\n“”●■◆★▲") or (
                depth == 0 and sign == "、" and not self.words.title_at_end.search(flat, limit, begin - 1)
            ):
                break
            begin -= 1
        title = _LEADING.sub("", flat[begin:end])
        own = end - start
        verb = _TITLE_VERB.match(title, 0, len(title) - own) if len(title) > own else None
        if verb:
            title = title[verb.end() :]
        of = title.rfind("的", 0, max(0, len(title) - own))
        if of >= 0:
            title = title[of + 1 :]
        return title[-40:] or None


@dataclass(frozen=True)
class _Words:
    titled: re.Pattern[str]
    strict: re.Pattern[str]
    surname: re.Pattern[str]
    bare: re.Pattern[str]
    turn: re.Pattern[str]
    before: re.Pattern[str]
    title_at_end: re.Pattern[str]
    together: re.Pattern[str]
    given: frozenset[str]
    not_name: re.Pattern[str]


# Words that stand before much that is no name: a name behind them needs a boundary or usual characters.
_STRICT = (
    "代表|村民|居民|市民|工人|职工|业主|司机|家长|负责人|工程师|委员|博士|专员|秘书|召集人|主持工作|技术员|店长|掌柜|班长|院长|团长|"
    "[^总]{1,3}[户工农]|[农牧渔]民|老人|学生|教师|老师|医生|护士|乘客|旅客|游客|患者|[车店摊]主|老板|[^,。]{2}者|(?!巡视|调研|研究|司令)[^,。]{2}员|机长|领班|楼长|[^,。]?技师|总?设计师|建造师|.{0,2}监理工程师|返乡青年|[^,。]{2}干部"
    "|成员|专家|嘉宾|顾问|律师|主管|高管|副总|民警|会计|出纳|保安|厨师|兽医|[船货房户]主|农场主|摊贩|社员|股东|老兵|退役军人|乡贤|新农人|.{0,2}主播|月嫂|护工|[河林湖路]长"
)
_PLAIN_BEFORE = (
    "副?(?:市长|县长|区长|书记|主任|局长|总经理|董事长|主席|秘书长|部长|镇长|厂长|校长|院长|教授|经理|总裁)"
)


@functools.lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    surname = lexicon.surnames
    name = f"{surname}[{HAN}]{{1,2}}"
    return _Words(
        titled=re.compile(f"{lexicon.title_end}(?=[{HAN}]{{2}})"),
        strict=re.compile(_STRICT),
        surname=re.compile(surname),
        bare=re.compile(f"[,。;:\n”](?P<name>{surname}[{HAN}]{{2}}){_SPEECH}"),
        turn=re.compile(f"\n(?P<name>{surname}[{HAN}]{{1,2}}):"),
        before=re.compile(
            f"[,。;:、\n”](?P<name>{surname}[{HAN}]{{1,2}}){_PLAIN_BEFORE}(?={_SPEECH}|说|在|带|率|主持|一行|[,、])"
        ),
        title_at_end=re.compile(f"{lexicon.title_end}(?:[(][^()]{{1,20}}[)])?$"),
        together=re.compile(
            f"[,。;\n](?:(?P<names>{name}(?:、{name}){{0,30}})等(?P<title>[省市县区镇](?:[^,。;、]{{0,6}}?)领导)"
            f"|(?P<more>{name}(?:、{name}){{1,30}})(?=出席|参加|陪同|一同|分别))"
        ),
        given=lexicon.given,
        not_name=re.compile(lexicon.not_names),
    )


_JOINT = re.compile("、|以及|和|及")
_BOUNDARY = re.compile(f"[^{HAN}]|$|{_AFTER}")
_BOUNDARY_WORD = re.compile(_AFTER)
_LONG_WORD = re.compile(either(word for word in _AFTER_WORDS if len(word) > 1))
_UNUSUAL = re.compile(
    f"[{HAN}]{{2,3}}?(?=[,、。:]|说|介绍|表示|指出|告诉|坦言|主持|出席|强调|要求|陪同|参加|率队|带队|在会上)"
)
_BETWEEN_NAMES = re.compile(f"[{HAN}]{{2,3}}?(?=、|陪同|参加|出席|列席|分别)")
_BODY = re.compile("[局委办部院校镇乡区县市会组处科站所人员位门关司业方团队等各]")


def _without_names(title: str | None, own: str, names: set[str]) -> str | None:
    """戴某某要求镇党委书记: what another person does is no part of the title."""
    if not title:
        return None
    end = max((title.rfind(name) + len(name) for name in names if name != own and name in title), default=0)
    rest = (
        _BOUNDARY_WORD.sub("", title[end:], count=1)
        if end and _BOUNDARY_WORD.match(title, end)
        else title[end:]
    )
    return rest or None
