"""Names of a workbook on their way to rows of the ledger: known, likely, or new; each written name is asked once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jzledger.exchange.row_drafts import Draft
from jzledger.ledger.name_matching import ALIAS_LINKS, NameBook
from jzledger.records.base import new_id
from jzledger.records.fields import TABLES, Table
from jzledger.records.kinds import Ref
from jzledger.rules import people_names
from jzledger.rules.name_matches import Match
from jzledger.rules.proposal import Origin, ProposedCell, ProposedRow, Verdict
from jzledger.rules.text import fold

NEW = ""  # an answer: none of the known rows, a new one
_TABLES: Mapping[str, Table] = {
    "unit": TABLES["units"],
    "person": TABLES["people"],
    "project": TABLES["projects"],
}
_PHONE = re.compile(r"(?<!\d)(1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)")
# A longer text is a sentence (由…牵头), not the name of a body or a person.
LONGEST_UNIT, LONGEST_PERSON = 40, 16


@dataclass
class Question:
    """A written name that no known row bears, in whatever spelling, and the cells where it stands.

    `answer` is the row that is taken, "" where a new row is made; `sure` once the clerk has said so, or where nothing is like it.
    """

    noun: str
    written: str
    match: Match
    answer: str
    sure: bool
    places: list[str] = field(default_factory=list)


class WorkbookNames:
    """`answers`: (noun, written) -> id of the row that is meant, NEW for a new one."""

    def __init__(self, book: NameBook, answers: Mapping[tuple[str, str], str]) -> None:
        self.book, self.answers = book, answers
        self.questions: dict[tuple[str, str], Question] = {}
        self.made: dict[tuple[str, str], Draft] = {}  # (noun, folded name) -> new row
        self._phones: dict[str, str] = {}
        self._aliases: dict[tuple[str, str], ProposedRow] = {}

    def known(self, noun: str, written: str) -> str | None:
        """The row that bears this very name."""
        taken = self.book.match(noun, written).taken
        return taken.id if taken is not None and taken.points >= 100 else None

    def likely(self, noun: str, written: str) -> bool:
        """Is there a known row that the name may mean?"""
        return self.book.match(noun, written).taken is not None

    def find(self, noun: str, written: str, origin: Origin) -> tuple[Ref, bool]:
        """The row that a name means, and whether that waits for the clerk."""
        match = self.book.match(noun, written)
        known = self.known(noun, written)
        if known is not None and (noun, match.written) not in self.answers:
            return Ref(noun, known, self.book.name(noun, known)), False
        question = self._question(noun, match)
        question.places.append(origin.place)
        if question.answer:
            self._alias(noun, question, origin)
            return Ref(noun, question.answer, self.book.name(noun, question.answer)), not question.sure
        return self._make(noun, question, origin), not question.sure

    def _question(self, noun: str, match: Match) -> Question:
        key = (noun, match.written)
        if key not in self.questions:
            likely = match.taken.id if match.taken is not None else NEW
            answer = self.answers.get(key, likely)
            if answer and not self.book.name(noun, answer):
                answer = likely  # the row that was chosen is gone meanwhile
            sure = key in self.answers or match.decision == "new"
            self.questions[key] = Question(noun, match.written, match, answer, sure)
        return self.questions[key]

    def _make(self, noun: str, question: Question, origin: Origin) -> Ref:
        name, title, phone = question.written, "", ""
        if noun == "person":
            found = _PHONE.search(name)
            phone = found[1] if found else ""
            name, title = people_names.parts_of(name)
            name = name or question.written
        key = (noun, fold(name))
        if key not in self.made:
            candidates = tuple(one.id for one in question.match.candidates)
            said = question.match.candidates[0].reason if candidates else ""
            draft = Draft(_TABLES[noun], new_id(), None, not question.sure, said, candidates)
            draft.put("name", name, origin)
            if phone:
                draft.put("phone", phone, origin)
            if title:
                draft.put("posts", (title,), origin)
            self.made[key] = draft
        return Ref(noun, self.made[key].id, name)

    def _alias(self, noun: str, question: Question, origin: Origin) -> None:
        """An accepted answer is remembered, with the cell where it stands."""
        key = (noun, question.written)
        if (
            noun not in ALIAS_LINKS
            or key in self._aliases
            or self.book.knows(noun, question.answer, question.written)
        ):
            return
        model, link = ALIAS_LINKS[noun]
        verdict: Verdict = "take" if question.sure else "ask"
        cells = (
            ProposedCell(link, question.answer, verdict),
            ProposedCell("alias", question.written, verdict, origin=origin),
        )
        reason = question.match.candidates[0].reason if question.match.candidates else ""
        self._aliases[key] = ProposedRow(model.noun(), new_id(), True, cells, (question.answer,), reason)

    def drafts(self) -> Iterator[Draft]:
        """New rows in the order in which their names were met."""
        yield from self.made.values()

    def alias_rows(self) -> Iterator[ProposedRow]:
        yield from self._aliases.values()
