"""The keys of the review: letters and digits are free there, as editors open by F2 or Enter only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from jzledger.ui.pages.article_review import ReviewPane

# Which key makes a row of a sentence, and of which kind.
DIGITS = ("project", "issue", "directive", "milestone", "lead", "figure", "person", "meeting")
MAKES = {
    "project": "项目",
    "issue": "问题",
    "directive": "交办事项",
    "milestone": "节点",
    "lead": "招商线索",
    "figure": "公布数",
    "person": "人员",
    "meeting": "会议",
}
_SENTENCE = "　".join(f"{number} {MAKES[kind]}" for number, kind in enumerate(DIGITS, 1))
HINTS = {
    "table": "J K 移动　Space 勾选　A 接受　M 合并　N 新增　S 跳过　1 保留台账　2 采用文章　F2 改正　F8 下一条待确认　Tab 到正文　C 核对遗漏　[ ] 上下篇　Ctrl+Enter 写入　Esc 返回",
    "text": f"J K ↑ ↓ 逐句　Shift+← → 选字　Enter 到对应的行　把这句话作为：{_SENTENCE}　Esc 回到列表　C 核对遗漏",
    "coverage": f"J K ↑ ↓ 逐句　Enter 到对应的行　把这句话作为：{_SENTENCE}　C 回到拟写入的行",
    "detail": "Enter 下一项　Alt+↓ 可选的词　Esc 恢复原值，再按回到列表　Ctrl+Enter 写入（长文字里为下一项）",
    "merge": "↑ ↓ 选择　输入名称或拼音首字母查找　Enter 合并　Esc 不合并",
}


class ReviewKeys:
    """`take(place, event)` from the table, the text or the coverage; True where the key meant something."""

    def __init__(self, pane: ReviewPane) -> None:
        self.pane = pane

    def take(self, place: str, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and held == Qt.KeyboardModifier.ControlModifier:
            self.pane.write()
            return True
        if held:
            return False
        return self._anywhere(key) or (
            self._in_table(key, enter) if place == "table" else self._in_text(place, key, enter)
        )

    def tab(self) -> bool:
        """From the rows into the text, to the sentence of the current row."""
        item = self.pane.table.current_item()
        self.pane.text.setFocus(Qt.FocusReason.TabFocusReason)
        if item is not None:
            self.pane.text.go_to_sentence(item.span[0])
        return True

    def _anywhere(self, key: int) -> bool:
        pane = self.pane
        acts = {
            Qt.Key.Key_C: lambda: pane.show_coverage(not pane.covered.isChecked()),
            Qt.Key.Key_F8: pane.next_asked,
            Qt.Key.Key_BracketLeft: lambda: pane.step_review(-1),
            Qt.Key.Key_BracketRight: lambda: pane.step_review(1),
            Qt.Key.Key_O: pane.show_original,
            Qt.Key.Key_Y: lambda: pane.year.setFocus(Qt.FocusReason.ShortcutFocusReason),
        }
        act = acts.get(Qt.Key(key))
        if act is not None:
            act()
        return act is not None

    def _in_table(self, key: int, enter: bool) -> bool:
        pane = self.pane
        if pane.review is None or pane.review.step is not None:
            return False
        acts = {
            Qt.Key.Key_A: pane.accept,
            Qt.Key.Key_M: pane.ask_merge,
            Qt.Key.Key_N: pane.make_new,
            Qt.Key.Key_S: pane.skip,
            Qt.Key.Key_Delete: pane.skip,
            Qt.Key.Key_Space: pane.toggle,
            Qt.Key.Key_F2: pane.edit,
            Qt.Key.Key_1: lambda: pane.judge(article=False),
            Qt.Key.Key_2: lambda: pane.judge(article=True),
        }
        act = pane.edit if enter else acts.get(Qt.Key(key))
        if act is not None:
            act()
        return act is not None

    def _in_text(self, place: str, key: int, enter: bool) -> bool:
        pane = self.pane
        if key == Qt.Key.Key_Escape:
            pane.focus_list() if place == "text" else pane.show_coverage(False)
            return True
        if place == "coverage" and enter:
            line = pane.coverage.current()
            if line is not None and line.ids:
                pane.show_coverage(False)
                pane.table.go_to(line.ids[0])
            return True
        number = key - Qt.Key.Key_1
        if 0 <= number < len(DIGITS):
            pane.make_row(DIGITS[number])
            return True
        return False
