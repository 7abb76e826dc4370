"""Is it an article that the ledger holds already, from another page, with other furniture and other damage?

Candidates are found by a sample of the text's runs of six characters: the sample depends on the runs alone, so that
two copies of one text give the same one, and a misread character spoils only the runs that hold it. A candidate is
then compared sentence by sentence: reports in set phrases (the monthly bulletin) differ in little but a sentence or
their numbers, and are articles of their own.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from weakref import WeakKeyDictionary

from jzledger.ledger.article_known import article_ids, article_texts
from jzledger.ledger.ledger import Ledger
from jzledger.rules.text import fold

_RUN = 6  # characters
_ONE_IN = 8  # of the runs is kept in the sample
_MOST_READ = 20_000  # characters that are compared; a page has some thousand
_LIKELY = 0.6  # share of the new article's sample that a candidate has
_FEWEST = 3  # a smaller sample tells nothing
_SAID = 0.5  # share of a sentence's runs that the other text has, if it says that sentence
_NEW = 0.05  # share of sentences, and of numbers, that a misread copy may have of its own
_SHORTEST = 10  # characters of a sentence that is compared
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_SENTENCES = re.compile(r"[。！？!?;；\n]+")


def _runs(text: str) -> Iterator[str]:
    return (text[n : n + _RUN] for n in range(len(text) - _RUN + 1))


def _letters(text: str) -> str:
    return _NOT_WORD.sub("", fold(text))


def sample(body: str) -> frozenset[int]:
    """What of a text is kept to find it by."""
    runs = (zlib.crc32(run.encode("utf-8", "replace")) for run in _runs(_letters(body[:_MOST_READ])))
    return frozenset(run for run in runs if run % _ONE_IN == 0)


def says_nothing_new(body: str, known: str) -> bool:
    """Has the known text every sentence and every number of this one, but for what may be misread?"""
    body, known = body[:_MOST_READ], known[:_MOST_READ]
    ours, theirs = (set(_NUMBERS.findall(fold(text))) for text in (body, known))
    if len(ours - theirs) > _NEW * len(ours):
        return False
    held = set(_runs(_letters(known)))
    sentences = [text for text in map(_letters, _SENTENCES.split(body)) if len(text) >= _SHORTEST]
    new = 0
    for sentence in sentences:
        runs = list(_runs(sentence))
        new += sum(run in held for run in runs) < _SAID * len(runs)
    return bool(sentences) and new <= _NEW * len(sentences)


def other_numbers(body: str, known: str) -> bool:
    """Do two texts that say the same do so with other numbers, or the same ones in other places?"""
    ours, theirs = (_NUMBERS.findall(fold(text[:_MOST_READ])) for text in (body, known))
    return ours != theirs


class KnownTexts:
    """The samples of articles; `find` asks `text_of` for the text of a likely one."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self._by_run: dict[int, list[str]] = defaultdict(list)

    def add(self, row_id: str, text: str) -> None:
        self.held.add(row_id)
        for run in sample(text):
            self._by_run[run].append(row_id)

    def forget(self) -> None:
        self.held.clear()
        self._by_run.clear()

    def find(self, body: str, text_of: Callable[[str], str]) -> str | None:
        """The article that says the same; None where none does."""
        wanted = sample(body)
        if len(wanted) < _FEWEST:
            return None
        shared = Counter(row_id for run in wanted for row_id in self._by_run.get(run, ()))
        for row_id, count in shared.most_common():
            if count < _LIKELY * len(wanted):
                break
            if says_nothing_new(body, text_of(row_id)):
                return row_id
        return None


_texts: WeakKeyDictionary[Ledger, KnownTexts] = WeakKeyDictionary()


def known_again(ledger: Ledger, body: str) -> str | None:
    """The id of the article of this ledger with the same text. The samples are read once, and followed."""
    texts = _texts.setdefault(ledger, KnownTexts())
    ids = ledger.read(article_ids)
    if not texts.held <= ids:
        texts.forget()
    fresh = ids - texts.held
    for row_id, text in ledger.read(article_texts, fresh).items() if fresh else ():
        texts.add(row_id, text)
    return texts.find(body, lambda row_id: str(ledger.read(article_texts, [row_id])[row_id]))
