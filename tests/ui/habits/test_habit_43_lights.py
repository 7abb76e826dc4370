"""43: lights are colour, shape and word. That they turn at midnight: tests/journeys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from jzledger.records.kinds import LIGHT
from jzledger.ui import theme as themes
from tests.ui.tables import Sheet, column_of, shown_grid

CODES = tuple(LIGHT.words)
SIDE = 24


def shape(code: str, ink: str = "#000000") -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    themes.light_shape(painter, QRectF(2, 2, SIDE - 4, SIDE - 4), code, QColor(ink))
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 128
    }


def cell(grid, line: int) -> QImage:
    column = column_of(grid, "light")
    rect = grid.halves.left.visualRect(grid.model.index(line, column))
    return grid.halves.left.viewport().grab(rect).toImage()


def lit(qtbot, theme):
    sheet = Sheet(len(CODES))
    for row, code in enumerate(CODES):
        sheet.rows[row] = (*sheet.rows[row][:2], code, *sheet.rows[row][3:])
    grid = shown_grid(qtbot, sheet)
    grid.set_theme(theme)
    grid.go_to("r1", "note")
    return grid


def test_each_light_has_its_own_shape_and_word():
    shapes = {code: inked(shape(code)) for code in CODES}
    assert len(set(map(frozenset, shapes.values()))) == len(CODES) == 5
    for one in CODES:
        for other in CODES:
            if one < other:
                union = shapes[one] | shapes[other]
                assert len(shapes[one] ^ shapes[other]) > len(union) / 8, f"{one} looks like {other}"
    assert [LIGHT.words[code] for code in ("red", "amber", "green", "undated", "closed")] == [
        "超期",
        "临期",
        "正常",
        "时限待定",
        "已销号",
    ]


def test_the_hollow_one_is_hollow():
    assert (SIDE // 2, SIDE // 2) not in inked(shape("undated"))
    assert (SIDE // 2, SIDE // 2) in inked(shape("green"))


@pytest.mark.parametrize("theme", [themes.LIGHT, themes.DARK], ids=["light", "dark"])
def test_a_cell_shows_ink_and_tint_of_its_light_and_its_word(qtbot, theme):
    grid = lit(qtbot, theme)
    for row, code in enumerate(CODES):
        image = cell(grid, row)
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert QColor(theme.light_ink[code]).name() in colours
        assert code == "closed" or QColor(theme.light_fill[code]).name() in colours
        assert grid.model.line(row).shown[0] == LIGHT.words[code]


def test_in_grey_the_lights_still_differ(qtbot):
    grid = lit(qtbot, themes.LIGHT)
    greys = []
    for row in range(len(CODES)):
        image = cell(grid, row).convertToFormat(QImage.Format.Format_Grayscale8)
        greys.append(frozenset(inked(image)))
    assert len(set(greys)) == len(CODES)
