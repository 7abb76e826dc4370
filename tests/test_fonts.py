"""The fonts that the program brings along draw Chinese, and a PDF made with them can be searched."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QPainter, QPdfWriter, QRawFont

from jzledger.paths import resources, seeds

FACES = {
    "JZSans-Regular.otf": ("JZ Sans", False, "gbk"),
    "JZSans-Bold.otf": ("JZ Sans", True, "gb2312"),
    "JZSerif-Regular.otf": ("JZ Serif", False, "gb2312"),
    "JZSerif-Bold.otf": ("JZ Serif", True, "gb2312"),
}
SIGNS = "▲◆●○■□☆★✓△▽▼×·•…—–－％‰℃㎡①②⑩㈠Ⅳ“”‘’「」『』【】〔〕《》〈〉、。，；：？！（）￥→←↑↓"
LACKING = "\u2035\u2215\u2252"  # two left out for the sake of ｀ and ／ in PDF; one that Noto does not draw
UNREADABLE = "\ufffd"  # stands in one article for what its website could not encode


def two_bytes(codec: str) -> set[str]:
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {text for pair in pairs if len(text := pair.decode(codec, "ignore")) == 1 and text > "\x7f"}


def raw(name: str) -> QRawFont:
    font = QRawFont(str(resources() / "fonts" / name), 13)
    assert font.isValid()
    return font


@pytest.mark.parametrize("name", FACES)
def test_a_font_brings_its_family_and_weight(qapp, name):
    family, bold, _codec = FACES[name]
    number = QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
    assert QFontDatabase.applicationFontFamilies(number) == [family]
    assert raw(name).weight() == (QFont.Weight.Bold if bold else QFont.Weight.Normal)


@pytest.mark.parametrize("name", FACES)
def test_every_character_of_its_set_has_a_glyph(qapp, name):
    font = raw(name)
    lacking = [c for c in two_bytes(FACES[name][2]) | set(SIGNS) if not font.supportsCharacter(ord(c))]
    assert set(lacking) <= set(LACKING)


def test_the_articles_can_be_shown_whole(qapp):
    font = raw("JZSans-Regular.otf")
    text = "".join(file.read_bytes().decode("utf-8", "ignore") for file in seeds().glob("*.txt"))
    assert len(text) > 5000
    lacking = {c for c in text if c.isprintable() and not font.supportsCharacter(ord(c))}
    assert lacking <= set(UNREADABLE)


def test_the_application_uses_our_font(qapp):
    assert QFontInfo(qapp.font()).family() == "JZ Sans"


@pytest.mark.parametrize("family", ["JZ Sans", "JZ Serif"])
@pytest.mark.parametrize("bold", [False, True])
def test_text_in_a_pdf_can_be_found(qapp, tmp_path: Path, family, bold):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = "项目水力土地工业见面文言金高黑龙马风长门竹米车角足身里／（～）"
    file = tmp_path / "page.pdf"
    writer = QPdfWriter(str(file))
    painter = QPainter(writer)
    font = QFont(family, 12)
    font.setBold(bold)
    painter.setFont(font)
    painter.drawText(500, 500, text)
    painter.end()
    got = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True)
    assert got.stdout.decode().strip() == text
