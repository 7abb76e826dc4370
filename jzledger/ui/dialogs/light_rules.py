"""灯规则: from how many days on a deadline is 临期, by which days they count, and how far behind money may be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from jzledger.rules.context import Context
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.widgets.primary import primary_and_cancel

_MOST_DAYS, _MOST_POINTS = 90, 100
_RULES = (
    ("red", "▲ 超期", "完成时限已过，还没有销号。"),
    ("amber", "◆ 临期", "离完成时限不多于上面的天数；或原时限已过、经批准延期的，直到新时限也过。"),
    ("green", "● 正常", "离完成时限还早；长期推进的也是。"),
    ("undated", "○ 时限待定", "没有时限，或写的时限没有确定的日子。"),
    ("closed", "✓ 已销号", "核实后销号。"),
)


class LightRulesDialog(QDialog):
    """`values` gives the settings after the dialog was accepted."""

    def __init__(self, context: Context, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("灯规则"))
        self.setMinimumWidth(500)
        self._context = context
        self.days, self.points = QSpinBox(self), QSpinBox(self)
        self.days.setRange(0, _MOST_DAYS)
        self.days.setValue(context.light_days)
        self.days.setSuffix(tr(" 天"))
        self.points.setRange(0, _MOST_POINTS)
        self.points.setValue(round(context.light_points))
        self.points.setSuffix(tr(" 个百分点"))
        self.calendar, self.working = QRadioButton(tr("日历天"), self), QRadioButton(tr("工作日"), self)
        kinds = QButtonGroup(self)
        for button in (self.calendar, self.working):
            kinds.addButton(button)
        (self.working if context.light_day_kind == "working" else self.calendar).setChecked(True)
        for box in (self.days, self.points):
            box.setFixedWidth(130)
        line = QHBoxLayout()
        line.setSpacing(18)
        line.addWidget(self.calendar)
        line.addWidget(self.working)
        line.addStretch(1)
        self.example = QLabel(self)
        self.example.setObjectName("hint")
        self.example.setWordWrap(True)
        form = QFormLayout()
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.setVerticalSpacing(10)
        form.addRow(tr("离时限几天起为临期"), self.days)
        form.addRow(tr("怎样数天"), line)
        form.addRow("", self.example)
        form.addRow(tr("投资落后序时几点以内为黄"), self.points)
        card = QFrame(self)
        card.setObjectName("card")
        rules = QFormLayout(card)
        rules.setContentsMargins(12, 8, 12, 8)
        rules.setVerticalSpacing(5)
        for code, words, meaning in _RULES:
            name, told = QLabel(tr(words), card), QLabel(tr(meaning), card)
            name.setStyleSheet(f"color: {theme.light_ink[code]}")
            name.setMinimumWidth(name.fontMetrics().horizontalAdvance("○ 时限待定") + 8)
            told.setWordWrap(True)
            rules.addRow(name, told)
        buttons, _ = primary_and_cancel(self, tr("保存"), self.accept)
        note = QLabel(tr("规则记在这个台账里，导出的表用同样的规则；修改后可以撤销。"), self)
        note.setObjectName("hint")
        note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(card)
        layout.addWidget(note)
        layout.addWidget(buttons)
        self.days.valueChanged.connect(self._show_example)
        self.working.toggled.connect(self._show_example)
        self._show_example()

    def _show_example(self) -> None:
        today, days = self._context.today, self.days.value()
        if self.working.isChecked():
            last = self._context.calendar.add_workdays(today, days)
        else:
            last = today.fromordinal(today.toordinal() + days)
        self.example.setText(
            tr("今天是 {}月{}日：{}月{}日及以前到期的为临期。").format(
                today.month, today.day, last.month, last.day
            )
        )

    def values(self) -> dict[str, str]:
        kind = "working" if self.working.isChecked() else "calendar"
        return {
            "light_days": str(self.days.value()),
            "light_day_kind": kind,
            "light_points": str(self.points.value()),
        }
