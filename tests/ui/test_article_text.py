"""The text of an article: stretches, sentences, and offsets that hold beyond the basic plane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from jzledger.ui import theme
from jzledger.ui.widgets.article_text import ArticleText, Bar, Mark, sentences

BODY = "第一句话说项目。“第二句!”他说要加快建设。\n😀𠮷第三段讲用地问题?没有了"


@pytest.fixture
def text(qtbot) -> ArticleText:
    made = ArticleText()
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.set_theme(theme.LIGHT)
    made.show_text(BODY)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_sentences_end_at_their_marks_with_the_closing_quote_or_with_the_paragraph():
    assert [BODY[start:end] for start, end in sentences(BODY)] == [
        "第一句话说项目。",
        "“第二句!”",
        "他说要加快建设。",
        "😀𠮷第三段讲用地问题?",
        "没有了",
    ]


@pytest.mark.parametrize("body", ["", "。", "\n\n", "没有句号", "！！！”"])
def test_odd_texts_have_sentences_too(body):
    for start, end in sentences(body):
        assert body[start:end].strip()


def test_a_stretch_is_lit_where_it_stands_whatever_comes_before_it(text):
    start = BODY.index("用地问题")
    text.light_up(start, start + 4)
    assert text.lit_text() == "用地问题"
    assert text.extraSelections()[-1].cursor.selectedText() == "用地问题"


def test_a_click_picks_the_shortest_stretch_there(qtbot, text):
    start = BODY.index("用地")
    text.set_marks(
        [Mark(start - 5, start + 6, ("long",), "ask"), Mark(start, start + 4, ("short",), "new", 3)]
    )
    picked: list[list[str]] = []
    text.picked.connect(picked.append)
    place = text.cursorRect(text._cursor(start + 1)).center() + QPoint(2, 0)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == [["short", "long"]]
    assert text.sentence == sentences(BODY)[3]


def test_keys_step_through_the_sentences_and_stop_at_the_ends(qtbot, text):
    seen = []
    text.sentence_changed.connect(lambda start, end: seen.append(BODY[start:end]))
    for _ in range(7):
        qtbot.keyClick(text, Qt.Key.Key_J)
    assert seen[0] == "第一句话说项目。" and seen[-1] == "没有了"
    qtbot.keyClick(text, Qt.Key.Key_K)
    assert seen[-1] == "😀𠮷第三段讲用地问题?"


def test_what_is_selected_counts_before_the_sentence(qtbot, text):
    text.go_to_sentence(BODY.index("😀"))
    for _ in range(3):
        qtbot.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    start, end = text.sentence
    assert BODY[start:end] == "😀𠮷第"


def test_bars_and_numbers_are_painted_in_both_themes(text):
    text.set_marks([Mark(0, 5, ("a",), "new", 1), Mark(2, 5, ("b",), "known", 12)], [Bar(0, 8, "covered")])
    light = text.grab().toImage()
    text.set_theme(theme.DARK)
    assert text.grab().toImage() != light
