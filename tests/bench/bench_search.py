"""How long a keystroke in the search box takes against a plain `in` over the same strings.

    python tests/bench/bench_search.py [ISSUES] [ARTICLES] [RUNS]

Every prefix of each text is searched, as when it is typed; the floor asks `prefix in text` of every entry, once for
the text itself. Printed are the medians, the worst keystroke, and what reading the names anew costs. The second part
reads pages of a trail of 200,000 Changes. Not collected by pytest: its name begins with bench_.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sqlalchemy import insert  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from jzledger.ledger.ledger import Ledger  # noqa: E402
from jzledger.ledger.search import SearchIndex  # noqa: E402
from jzledger.ledger.similar import all_pairs  # noqa: E402
from jzledger.ledger.trail_pages import TrailFilter, trail_page  # noqa: E402
from jzledger.records.base import new_id, nouns  # noqa: E402
from jzledger.records.trail import Change, Step  # noqa: E402
from jzledger.rules.text import fold  # noqa: E402
from tests.office import new_ledger  # noqa: E402

PLACES = "青陵 望溪 石泓 芦湾 泓岭 云坪 栖原 汀兰 白渚 松岗".split()
WHAT = "林地手续 施工许可 供电线路 蒸汽管网 附属物清点 环评报告 贷款放款 道路破复 树障清理 消防审查".split()
HOW = "尚未批复 还没办结 未确定接入点 等待市局意见 需要协调 影响进场 没有落实 超出原定时间".split()
TYPED = (
    "林地手续",
    "芦湾蒸汽管网",
    "3号地块",
    "2024-0077",
    "ldsx",
    "qlxsgxk",
    "lwzq",
    "没有这样的话",
    "zzzz",
    "市自然资源",
)


def fill(session: Session, issues: int, articles: int) -> None:
    project, issue, unit, person, article = (
        nouns()[noun] for noun in ("project", "issue", "unit", "person", "article")
    )
    projects = [project(id=new_id(), name=f"{PLACES[n % 10]}第{n}产业园配套工程") for n in range(300)]
    session.add_all(projects)
    session.add_all(unit(name=f"{PLACES[n % 10]}区第{n}局") for n in range(120))
    session.add_all(person(name=f"李{PLACES[n % 10]}{n}") for n in range(400))
    session.add_all(
        issue(
            kind="problem" if n % 4 else "directive",
            state="listed",
            number=f"2024-{n:05}",
            project_id=projects[n % 300].id,
            title=f"{n % 60}号地块{WHAT[n % 10]}{HOW[n // 10 % 8]}，{PLACES[n // 7 % 10]}段需{WHAT[n // 3 % 10]}同步推进",
        )
        for n in range(issues)
    )
    session.add_all(
        article(
            title=f"{PLACES[n % 10]}：{WHAT[n // 5 % 10]}按下“快进键” 第{n}期",
            sha256=f"{n:064}",
            raw=b"",
            clean_text="",
            paper="云岭日报",
        )
        for n in range(articles)
    )


def add_trail(ledger: Ledger, count: int) -> None:
    """Changes as the audit writes them, five to a Step."""
    at = datetime.now(UTC).replace(tzinfo=None)
    with ledger._engine.execution_options(write=True).begin() as connection:
        for start in range(0, count, 10_000):
            steps, changes = [], []
            for n in range(start, min(start + 10_000, count)):
                if n % 5 == 0:
                    step = {"id": new_id(), "at": at, "by": "王芳", "label": "修改备注", "kind": "do"}
                    steps.append(step)
                change = {"step_id": steps[-1]["id"], "seq": n % 5, "noun": "issue", "row_id": new_id()}
                values = {"before": {"note": f"旧{n}"}, "after": {"note": f"{WHAT[n % 10]}新{n}"}}
                changes.append({**change, "kind": "update", **values})
            connection.execute(insert(Step), steps)
            connection.execute(insert(Change), changes)


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(issues: int = 10_000, articles: int = 2_000, runs: int = 7) -> None:
    with tempfile.TemporaryDirectory() as folder, new_ledger(str(Path(folder) / "云岭.jzl")) as ledger:
        ledger.edit("填充", fill, issues, articles)
        index = SearchIndex(ledger.read)
        index.search("a")  # pypinyin is loaded
        print(
            f"build {seconds(SearchIndex(ledger.read).build):.2f} s for {issues} issues, {articles} articles"
        )
        texts = [entry.folded for group in index._groups.values() for entry in group.entries]
        keys = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
        ours: dict[str, list[float]] = {key: [] for key in keys}
        floor: dict[str, list[float]] = {key: [] for key in keys}
        for _ in range(runs):
            for key in ours:
                wanted = fold(key)
                ours[key].append(seconds(lambda key=key: index.search(key)))  # type: ignore[misc]
                floor[key].append(
                    seconds(lambda wanted=wanted: [text for text in texts if wanted in text])  # type: ignore[misc]
                )
        medians = {key: statistics.median(times) for key, times in ours.items()}
        bare = {key: statistics.median(times) for key, times in floor.items()}
        middle, under = statistics.median(medians.values()), statistics.median(bare.values())
        worst = max(medians, key=lambda key: medians[key])
        ratio = statistics.median(medians[key] / bare[key] for key in medians)
        print(f"keystroke: median {middle * 1000:.2f} ms, plain in {under * 1000:.2f} ms, ratio {ratio:.2f}")
        print(
            f"worst keystroke: {worst} {medians[worst] * 1000:.1f} ms, ratio {medians[worst] / bare[worst]:.1f}"
        )
        row = next(iter(index._entries["issues"]))
        ledger.subscribe(index.forget)
        again = []
        for n in range(runs):
            ledger.edit(
                "改", lambda session, n=n: setattr(session.get(nouns()["issue"], row), "title", f"改{n}")
            )  # type: ignore[misc]
            again.append(seconds(lambda: index.search("林地")))
        print(f"first keystroke after an edit: {statistics.median(again) * 1000:.1f} ms")
        print(f"查重: {seconds(lambda: ledger.read(all_pairs)):.2f} s")
        add_trail(ledger, 200_000)
        for words, chosen in (
            ("first page", TrailFilter()),
            ("by a person", TrailFilter(by="王芳")),
            ("of a table", TrailFilter(noun="issue")),
            ("of a column", TrailFilter(noun="issue", column="备注")),
            ("text that is there", TrailFilter(text="蒸汽")),
            ("text that is not", TrailFilter(text="没有这样的话")),
        ):
            times = [seconds(lambda chosen=chosen: ledger.read(trail_page, chosen)) for _ in range(3)]  # type: ignore[misc]
            print(f"trail of 200,000, {words}: {statistics.median(times) * 1000:.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
