"""Every action of the window in one list: its words, its keys, its place in the menus, its icon.

The one list of keys is `ui.md` section 7; what has no function yet is not listed here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ActionSpec:
    """`name` is the window's method without its leading underscore; `needs` is "ledger" where one must be open."""

    name: str
    text: str
    menu: str
    keys: str = ""
    icon: str = ""
    needs: str = ""
    checkable: bool = False
    separator_before: bool = False


FILE, EDIT, VIEW, DATA = "文件(&F)", "编辑(&E)", "视图(&V)", "数据(&D)"
LEDGER, TOOLS, HELP = "台账(&L)", "工具(&T)", "帮助(&H)"
MENUS = (FILE, EDIT, VIEW, DATA, LEDGER, TOOLS, HELP)

ACTIONS = (
    ActionSpec("new_ledger", "新建台账…", FILE, "Ctrl+N", "new"),
    ActionSpec("open_ledger", "打开台账…", FILE, "Ctrl+O", "open"),
    ActionSpec("open_sample", "打开样例台账", FILE, separator_before=True),
    ActionSpec("open_demo", "打开演示台账", FILE),
    ActionSpec(
        "export_ledger", "导出 Excel…", FILE, "Ctrl+Shift+E", "export", "ledger", separator_before=True
    ),
    ActionSpec("backup_now", "立即备份", FILE, "Ctrl+S", "backup", "ledger"),
    ActionSpec("save_copy", "另存为…", FILE, "F12", "", "ledger"),
    ActionSpec("close_ledger", "关闭", FILE, "Ctrl+W", "", "ledger", separator_before=True),
    ActionSpec("quit", "退出", FILE, "Alt+F4"),
    ActionSpec("undo", "撤销", EDIT, "Ctrl+Z", "undo", "ledger"),
    ActionSpec("redo", "恢复", EDIT, "Ctrl+Y", "redo", "ledger"),
    ActionSpec("insert_row", "插入行", EDIT, "Ctrl+Shift+=", "", "ledger", separator_before=True),
    ActionSpec("delete_rows", "删除行", EDIT, "Ctrl+-", "delete", "ledger"),
    ActionSpec("show_workbench", "工作台", VIEW, "Alt+1", "workbench", "ledger"),
    ActionSpec(
        "toggle_evidence", "出处", VIEW, "", "evidence", "ledger", checkable=True, separator_before=True
    ),
    ActionSpec("show_today", "回到今天", VIEW, "Ctrl+T", "today", "ledger"),
    ActionSpec("next_region", "下一区域", VIEW, "F6", "", "ledger"),
    ActionSpec("previous_region", "上一区域", VIEW, "Shift+F6", "", "ledger"),
    ActionSpec("toggle_dark", "深色", VIEW, checkable=True, separator_before=True),
    ActionSpec("toggle_full_screen", "全屏", VIEW, "F11", checkable=True),
    ActionSpec("new_project", "新建项目", LEDGER, "Ctrl+Shift+N", "new-project", "ledger"),
    ActionSpec("new_issue", "登记问题", LEDGER, "Ctrl+Shift+B", "flag", "ledger"),
    ActionSpec("import_articles", "文章导入…", TOOLS, "", "import", "ledger"),
    ActionSpec("show_keys", "快捷键一览", HELP, "Ctrl+/"),
    ActionSpec("about", "关于", HELP, "", "info"),
)
# Names on the tool bar, None = a gap.
TOOL_BAR = ("new_project", "new_issue", None, "undo", "redo", None, "import_articles", "export_ledger")
# Keys that tables and the timeline handle themselves, for 快捷键一览.
WIDGET_KEYS = (
    ("表格", "方向键、Tab、Enter", "移动；Shift 反向"),
    ("表格", "Home、End、Ctrl+Home、Ctrl+End", "行首行尾、表首表尾"),
    ("表格", "Ctrl+方向键", "到数据边缘；加 Shift 为选择"),
    ("表格", "F2、双击", "编辑单元格"),
    ("表格", "Del", "清除内容"),
    ("表格", "Alt+↓", "下拉选择"),
    ("表格", "Ctrl+A、Ctrl+Space、Shift+Space", "全选、选列、选行"),
    ("编辑框", "Alt+Enter", "单元格内换行"),
    ("编辑框", "Esc", "恢复原值"),
    ("时限图", "Ctrl+滚轮", "缩放"),
)
