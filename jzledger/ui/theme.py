"""Every painted colour of the window, light and dark, and what is made of it: palette, style sheet, icons, lights.

The tokens and their contrasts are those of `ui.md` section 5; a test measures them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPen, QPixmap, QPolygonF
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

# Never plain "Sans": fontconfig may choose a Latin face and a Japanese variant of the characters.
FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "JZ Sans")
TEXT_PIXELS = 13


@dataclass(frozen=True)
class Theme:
    """Colours by their use. `light_ink` and `light_fill`: light code -> colour."""

    name: str
    surface: str
    window: str
    header: str
    text: str
    text2: str
    text3: str
    accent: str
    button: str
    bar: str
    rail: str
    rail_text: str
    rail_active: str
    selection: str
    current_row: str
    banner: str
    edge: str
    line: str
    line_strong: str
    grid: str
    disabled: str
    planned: str
    baseline: str
    progress_line: str
    light_ink: Mapping[str, str]
    light_fill: Mapping[str, str]


LIGHT = Theme(
    name="light",
    surface="#FFFFFF",
    window="#F2F4F7",
    header="#E8ECF2",
    text="#1B2430",
    text2="#475263",
    text3="#5F6B7C",
    accent="#17407A",
    button="#17407A",
    bar="#2A5CA3",
    rail="#14294A",
    rail_text="#D3DEEE",
    rail_active="#27497F",
    selection="#DCE8F7",
    current_row="#EEF4FC",
    banner="#E4EDF9",
    edge="#8792A2",
    line="#D3DAE3",
    line_strong="#B7C1CE",
    grid="#E3E8EE",
    disabled="#6F7A89",
    planned="#BFD3EE",
    baseline="#A9B4C2",
    progress_line="#B4610F",
    light_ink={
        "red": "#A8201A",
        "amber": "#7A4B00",
        "green": "#1B6336",
        "undated": "#475263",
        "closed": "#1B6336",
    },
    light_fill={
        "red": "#FBE6E4",
        "amber": "#FFF1CF",
        "green": "#E2F2E6",
        "undated": "#E9EDF2",
        "closed": "#FFFFFF",
    },
)
DARK = Theme(
    name="dark",
    surface="#1D232C",
    window="#161B22",
    header="#262E39",
    text="#E6EAF0",
    text2="#B4BECB",
    text3="#98A4B3",
    accent="#8DB8F2",
    button="#2F62AD",
    bar="#6F9AD6",
    rail="#0F1622",
    rail_text="#D3DEEE",
    rail_active="#274576",
    selection="#2B4163",
    current_row="#243244",
    banner="#213450",
    edge="#6E7B8C",
    line="#36404D",
    line_strong="#46515F",
    grid="#36404D",
    disabled="#6E7B8C",
    planned="#2C4468",
    baseline="#6E7B8C",
    progress_line="#F0A45A",
    light_ink={
        "red": "#FF9C92",
        "amber": "#F3C065",
        "green": "#7FD39B",
        "undated": "#B4BECB",
        "closed": "#7FD39B",
    },
    light_fill={
        "red": "#46201F",
        "amber": "#3F3014",
        "green": "#17381F",
        "undated": "#2D3642",
        "closed": "#1D232C",
    },
)


def apply(app: QApplication, theme: Theme, resources: Path, pixels: int = TEXT_PIXELS) -> None:
    """Dress the whole program: style, fonts, palette, style sheet. `pixels`: size of the text."""
    app.setStyle("Fusion")
    load_fonts(resources)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(pixels)
    app.setFont(font)
    app.setPalette(palette(theme))
    app.setStyleSheet(qss(theme, resources))


@lru_cache(maxsize=1)
def load_fonts(resources: Path) -> None:
    """Our own fonts, so that the window looks right where no Chinese font is installed."""
    for file in sorted((resources / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))


def qss(theme: Theme, resources: Path) -> str:
    """The style sheet of a theme; `{icons}` in it stands for the folder of the icons."""
    sheet = (resources / f"{theme.name}.qss").read_text("utf-8")
    return sheet.replace("{icons}", (resources / "icons").as_posix())


def palette(theme: Theme) -> QPalette:
    made = QPalette(QColor(theme.window))
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.window),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.header),
        (role.Button, theme.surface),
        (role.Text, theme.text),
        (role.WindowText, theme.text),
        (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.text3),
        (role.Highlight, theme.selection),
        (role.HighlightedText, theme.text),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
    ):
        made.setColor(which, QColor(colour))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.disabled))
    return made


@lru_cache(maxsize=256)
def icon(name: str, color: str, resources: Path, size: int = 24) -> QIcon:
    """One of our own line icons in a colour; drawn for screens up to three times as fine."""
    drawing = (resources / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for ratio in (1, 2, 3):
        picture = QPixmap(size * ratio, size * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        picture.setDevicePixelRatio(ratio)
        made.addPixmap(picture)
    return made


def light_shape(painter: QPainter, rect: QRectF, light: str, color: QColor) -> None:
    """Draw the shape of a light into `rect`: ▲ red, ◆ amber, ● green, ○ undated, ✓ closed."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
    middle = rect.center()
    if light in ("undated", "closed"):
        painter.setPen(QPen(color, max(1.5, rect.width() / 7)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if light == "undated":
            inset = rect.width() * 0.12
            painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
        else:
            points = [
                QPointF(left + rect.width() * 0.1, middle.y()),
                QPointF(left + rect.width() * 0.4, bottom - rect.height() * 0.15),
                QPointF(right - rect.width() * 0.05, top + rect.height() * 0.15),
            ]
            painter.drawPolyline(QPolygonF(points))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        if light == "red":
            corners = [QPointF(middle.x(), top), QPointF(right, bottom), QPointF(left, bottom)]
            painter.drawPolygon(QPolygonF(corners))
        elif light == "amber":
            corners = [
                QPointF(middle.x(), top),
                QPointF(right, middle.y()),
                QPointF(middle.x(), bottom),
                QPointF(left, middle.y()),
            ]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(rect)
    painter.restore()
