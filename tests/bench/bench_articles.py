"""How long 2,000 articles (4 MB) take through cleaning and extraction, against jieba.lcut alone over the same text.

    python tests/bench/bench_articles.py [ARTICLES] [ROUNDS]

The articles are put together from the sentences of the invented corpus: other names, other numbers, other order, other
page furniture each. Both sides run in turns, on one core, in processor time; printed is the best round of each, the
ratio, how the time grows with the length of one article, and how much memory a folder takes. Needs jieba (test only):
without it the floor is left out. Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.articles.extract import read_article  # noqa: E402
from jzledger.errors import NotAnArticle  # noqa: E402

WORDS = ROOT / "resources" / "articles"
CORPUS = ROOT / "tests" / "articles" / "corpus"
LEAD = "3月5日，市委书记成蹊调研云杉产业园项目，强调要加快建设。\n"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜戚谢邹喻苏潘葛范彭郎鲁韦马苗方俞任袁柳"
GIVEN = "伟芳敏静丽强磊军洋勇艳杰娟涛明超霞平刚辉建华志玉海春红晓永云新林梅成德立俊宏学福光祥生"
PLACES = "青陵 望溪 石泓 芦湾 泓岭 云坪 栖原 汀兰 白渚 松岗 柳堤 禾丰 墨泉 鹿鸣 临浦 东湾".split()
FURNITURE = (
    "{title}\n{year}-{month:02}-{day:02} 08:12:30 来源：{place}日报\n{body}\n责任编辑：{name}\n",
    "首页 新闻 专题\n当前位置：首页 > 要闻\n{title}\n发布时间：{year}-{month:02}-{day:02} 来源：{place}发布 浏览次数：{day}\n{body}\n上一篇：{place}要闻\n",
    "{title}\n本报记者 {name}\n{body}\n总值班：{name} 统 筹：{name} 校 对：{name}\n{place}网免责声明\n凡本网注明来源的作品，未经授权不得转载。\n",
)
NUMBER = re.compile(r"(?<!\d)\d{2,3}(?!\d|年|月|日|号)")


def articles(count: int, *, seed: int = 7, length: int = 650) -> list[bytes]:
    """`count` pages of about `length` characters of running text, no two alike."""
    chance = random.Random(seed)
    paragraphs = [
        paragraph
        for path in sorted(CORPUS.rglob("*.txt"))
        if "damaged" not in path.name
        for paragraph in path.read_text("utf-8").split("\n")
        if len(paragraph) > 60
    ]
    return [_page(chance, paragraphs, length) for _ in range(count)]


def _page(chance: random.Random, paragraphs: Sequence[str], length: int) -> bytes:
    chosen: list[str] = []
    while sum(map(len, chosen)) < length:
        chosen.append(NUMBER.sub(lambda _: str(chance.randint(10, 999)), chance.choice(paragraphs)))
    place = chance.choice(PLACES)
    body = "\n".join(chosen).replace("全市", f"{place}市")
    page = chance.choice(FURNITURE).format(
        title=f"{place}市召开第{chance.randint(2, 99)}次重点项目调度会",
        year=chance.randint(2019, 2024),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
        place=place,
        name=chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)),
        body=body,
    )
    return page.encode()


def seconds(work: Callable[[bytes], object], pages: Sequence[bytes]) -> float:
    """Processor time for all pages."""
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def read(page: bytes) -> object:
    return read_article(page, "报道.txt", WORDS)


def _try(page: bytes) -> object:
    try:
        return read(page)
    except NotAnArticle:
        return None


def floor() -> Callable[[bytes], object] | None:
    try:
        import jieba
    except ImportError:
        return None
    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda page: jieba.lcut(page.decode())


def main(count: int = 2_000, rounds: int = 3) -> None:
    pages = articles(count)
    print(f"{count} articles, {sum(map(len, pages)) / 1e6:.1f} MB")
    read(pages[0])
    cut, ours, theirs = floor(), [], []
    for _ in range(rounds):
        ours.append(seconds(read, pages))
        if cut:
            theirs.append(seconds(cut, pages))
    print(f"read        {min(ours):6.2f} s  {min(ours) / count * 1000:.2f} ms an article")
    if theirs:
        print(f"jieba.lcut  {min(theirs):6.2f} s  ratio {min(ours) / min(theirs):.2f}")
    else:
        print("jieba is not installed: no floor")
    print("one article, growing:")
    first = 0.0
    for length in (1_000, 4_000, 16_000, 64_000):
        page = articles(1, length=length)
        best = min(seconds(read, page) for _ in range(3)) / length * 1e6
        first = first or best
        print(f"  {length:6} characters  {best:6.2f} µs a character  x{best / first:.2f}")
    print("hostile pages, 0.25 MB and 1 MB of one sign: time grows by (4 is linear)")
    for unit in ("（（（", "、", "某某项目和", "“", "市长", "项目", "1", "<div>", "&#", "(jì)"):
        size = len(unit.encode())
        small, large = (
            min(seconds(_try, [(LEAD + unit * (length // size)).encode()]) for _ in range(2))
            for length in (250_000, 1_000_000)
        )
        print(f"  {unit}  {large:.2f} s  x{large / small:.1f}")
    for amount in (count // 10, count // 2):
        gc.collect()
        tracemalloc.start()
        for text in pages[:amount]:
            read(text)
        kept, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"memory over {amount:5} articles: kept {kept / 1e6:.2f} MB, peak {peak / 1e6:.2f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
