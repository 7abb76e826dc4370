"""The same article as text, web page or Word document, in any usual encoding, reads the same."""

from __future__ import annotations

import io
import zipfile

import pytest

from jzledger.articles.decode import LARGEST, decode, pasted
from jzledger.articles.extract import read_article
from jzledger.errors import NotAnArticle
from tests.articles.conftest import WORDS
from tests.articles.corpus_pages import CORPUS

PAGE = (CORPUS / "a" / "08-supervision.txt").read_text("utf-8")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COPIES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def as_html(text: str) -> str:
    lines = "".join(f"<p>&#12288;&nbsp;{line}</p>\n" for line in text.split("\n"))
    return (
        "<!DOCTYPE html>\n<html><head><title>某网</title><script>var a = '云杉产业园项目开工';</script>"
        f"<style>p {{ color: red }}</style></head><body><div><a href='#'>首页</a></div>{lines}"
        "<!-- 白桦产业园项目 --><script>document.write('青屏项目')</script></body></html>"
    )


def as_docx(text: str, *, xml: str | None = None) -> bytes:
    """Each paragraph in two runs, as Word likes to part them."""
    paragraphs = "".join(
        f"<w:p><w:r><w:t>{line[:6]}</w:t></w:r><w:r><w:t>{line[6:]}</w:t></w:r></w:p>"
        for line in text.split("\n")
    )
    document = (
        xml or f'<w:document xmlns:w="{WORD}" xmlns:mc="{COPIES}"><w:body>{paragraphs}</w:body></w:document>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def read(data: bytes) -> dict:
    return read_article(data, "报道", WORDS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_encodings_and_line_ends_make_no_difference(encoding, line_end):
    assert read(PAGE.replace("\n", line_end).encode(encoding)) == read(PAGE.encode())


def test_big5_is_told_from_gb18030():
    import opencc

    traditional = opencc.OpenCC("s2t").convert(PAGE).replace("曆", "歷")
    assert read(traditional.encode("big5", "ignore"))["body"] == read(PAGE.encode())["body"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_is_its_text(encoding):
    assert read(as_html(PAGE).encode(encoding)) == read(PAGE.encode())


def test_scripts_comments_and_styles_say_nothing():
    text = decode(as_html(PAGE).encode())
    assert not any(word in text for word in ("云杉", "白桦", "青屏", "color", "var a"))


def test_a_word_document_is_its_text():
    assert read(as_docx(PAGE)) == read(PAGE.encode())


def test_what_word_writes_twice_is_read_once():
    line = "9月20日,市委书记成蹊调研云杉产业园项目。"
    box = f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
    xml = (
        f'<w:document xmlns:w="{WORD}" xmlns:mc="{COPIES}"><w:body><mc:AlternateContent><mc:Choice>{box}</mc:Choice>'
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:body></w:document>"
    )
    assert decode(as_docx("", xml=xml)) == line


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE x [<!ENTITY a "项目">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        "<w:document",
        "",
    ],
)
def test_a_word_document_with_entities_or_damage_is_refused(xml):
    with pytest.raises(NotAnArticle):
        read(as_docx("", xml=xml or " "))


def test_a_word_document_that_unpacks_to_too_much_is_refused():
    with pytest.raises(NotAnArticle, match="太大"):
        decode(as_docx("", xml="<a>" + " " * 31_000_000 + "</a>"))


def test_pasted_text_may_hold_half_a_surrogate_pair():
    page = "3月5日,市委书记成蹊调研\ud83d云杉产业园项目建设情况。"
    assert [p["name"] for p in read(pasted(page))["projects"]] == ["云杉产业园项目"]


def test_unseen_signs_and_emoji_do_no_harm():
    page = "3月5日,\u202e市委书记\u200b成蹊\u2066调研😀云杉产业园\ufeff项目建设情况🎉。"
    found = read(page.encode())
    assert not set("\u202e\u200b\u2066\ufeff") & set(found["body"])
    assert [p["name"] for p in found["people"]] == ["成蹊"]


def test_too_large_a_file_is_refused_before_it_is_read():
    with pytest.raises(NotAnArticle, match="MB"):
        decode("项目".encode() * (LARGEST // 6 + 1))


def test_one_line_of_five_megabytes_is_read_or_refused():
    page = "3月5日,市委书记成蹊调研云杉产业园项目建设情况。" * 70_000
    assert read(page.encode())["projects"]


def test_half_an_article_gives_what_it_says():
    body = "9月20日,市委书记成蹊调研云杉产业园项目建设情况,强调要加快施工进度,确保年底前竣工。在白桦大道改造项目现场,成蹊详细了解"
    found = read(body.encode())
    assert [p["name"] for p in found["projects"]] == ["云杉产业园项目", "白桦大道改造项目"]
    assert found["requirements"][0]["deadline"] == "年底前"
