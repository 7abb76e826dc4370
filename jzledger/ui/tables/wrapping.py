"""Breaking a text into lines by Qt's own rules, which keep punctuation off the start of a line."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def break_lines(
    text: str, font: QFont, width: float, most: int = 0, shorten: Callable[[str], str] = str
) -> tuple[str, ...]:
    """Lines of at most `width`; at most `most` of them (0 = all), the last one then made by `shorten` from the rest."""
    lines: list[str] = []
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    paragraphs = text.split("\n")
    for number, paragraph in enumerate(paragraphs):
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        at, units = 0, paragraph.encode("utf-16-le", "surrogatepass")  # Qt counts in these
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            end = at + 2 * line.textLength()
            if len(lines) == most - 1 and (end < len(units) or number < len(paragraphs) - 1):
                rest = units[at:].decode("utf-16-le", "replace")
                lines.append(shorten(rest if end < len(units) else rest + "…"))
                return tuple(lines)
            lines.append(units[at:end].decode("utf-16-le", "replace").rstrip())
            at = end
        layout.endLayout()
        if not paragraph:
            lines.append("")
    return tuple(lines)
