"""Read one page: the door of this room."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from jzledger.articles import clean
from jzledger.articles.decode import decode
from jzledger.articles.figures import figures
from jzledger.articles.frequency import common_pairs
from jzledger.articles.head import event_day
from jzledger.articles.in_charge import in_charge
from jzledger.articles.issues import issues
from jzledger.articles.leads import leads
from jzledger.articles.lexicon import load
from jzledger.articles.milestones import milestones
from jzledger.articles.people import leaders, people
from jzledger.articles.projects import Projects
from jzledger.articles.reading import Reading
from jzledger.articles.repair import mend
from jzledger.articles.requirements import Requirements
from jzledger.articles.sentences import locate
from jzledger.articles.topics import Topics, name_leaders
from jzledger.errors import NotAnArticle

__all__ = ["locate", "read_article"]


def read_article(data: bytes, file_name: str, words: Path) -> dict[str, Any]:
    """What a page says, in the form of the annotation guide; `words` is the folder of the word lists.

    Evidence strings are sentences of `body`, copied as they are. Raises NotAnArticle for a file without running text.
    """
    lexicon = load(words)
    mended = mend(clean.split_lines(decode(data, file_name)), common_pairs(words))
    page = clean.part([clean.without_images(line) for line in mended.lines], lexicon)
    if not page.paragraphs:
        raise NotAnArticle(
            "没有读到报道的正文",
            file_name,
            "请打开报道，全选复制正文，粘贴到记事本，另存为 .txt 文件后再导入。",
        )
    body = "\n".join(page.paragraphs)
    published = clean.published(page)
    reading = Reading(body, lexicon, published)
    named = leaders(reading, "\n".join(page.flats[: page.first]))
    reading.people = list(dict.fromkeys(person.name for person in named))
    projects = Projects(reading)
    topics = Topics(projects)
    in_charge(projects)
    name_leaders(projects, topics)
    event = event_day(reading.flat.split("\n"), published)
    return {
        "file": file_name,
        "title": page.title,
        "source": clean.source(page, lexicon),
        "published": published,
        "event_date": event,
        "reporters": page.reporters,
        "body": body,
        "damage": [asdict(damage) for damage in mended.damage],
        **reading.as_printed(
            {
                "projects": projects.as_dicts(),
                "issues": issues(reading, topics),
                "requirements": Requirements(reading, topics).as_dicts(),
                "people": people(named, page.reporters, page.staff),
                "figures": figures(reading, topics),
                "milestones": milestones(reading, topics, event),
                "leads": leads(reading, projects),
            }
        ),
    }
