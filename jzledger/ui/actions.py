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
    submenu: str = ""


FILE, EDIT, VIEW, DATA = "文件(&F)", "编辑(&E)", "视图(&V)", "数据(&D)"
LEDGER, TOOLS, HELP = "台账(&L)", "工具(&T)", "帮助(&H)"
MENUS = (FILE, EDIT, VIEW, DATA, LEDGER, TOOLS, HELP)

ACTIONS = (
    ActionSpec("new_ledger", "新建台账…", FILE, "Ctrl+N", "new"),
    ActionSpec("open_ledger", "打开台账…", FILE, "Ctrl+O", "open"),
    ActionSpec("new_from_workbooks", "从 Excel 新建…", FILE),
    ActionSpec("open_sample", "打开样例台账", FILE, separator_before=True),
    ActionSpec("open_demo", "打开演示台账", FILE),
    ActionSpec(
        "import_workbooks", "导入 Excel…", FILE, "Ctrl+Shift+I", "import", "ledger", separator_before=True
    ),
    ActionSpec("export_ledger", "导出 Excel…", FILE, "Ctrl+Shift+E", "export", "ledger"),
    ActionSpec("dispatch_workbooks", "下发给各单位…", FILE, "", "", "ledger"),
    ActionSpec("collect_workbooks", "收回表格…", FILE, "", "", "ledger"),
    ActionSpec("print_pages", "打印…", FILE, "Ctrl+P", "print", "ledger"),
    ActionSpec("backup_now", "立即备份", FILE, "Ctrl+S", "backup", "ledger"),
    ActionSpec("save_copy", "另存为…", FILE, "F12", "", "ledger"),
    ActionSpec("close_ledger", "关闭", FILE, "Ctrl+W", "", "ledger", separator_before=True),
    ActionSpec("quit", "退出", FILE, "Alt+F4"),
    ActionSpec("undo", "撤销", EDIT, "Ctrl+Z", "undo", "ledger"),
    ActionSpec("redo", "恢复", EDIT, "Ctrl+Y", "redo", "ledger"),
    ActionSpec("cut", "剪切", EDIT, "Ctrl+X", "", "ledger", separator_before=True),
    ActionSpec("copy", "复制", EDIT, "Ctrl+C", "", "ledger"),
    ActionSpec("paste", "粘贴", EDIT, "Ctrl+V", "", "ledger"),
    ActionSpec("copy_with_heading", "连表头复制", EDIT, "Ctrl+Shift+C", "", "ledger"),
    ActionSpec("paste_text", "只粘贴文字", EDIT, "Ctrl+Shift+V", "", "ledger"),
    ActionSpec("clear_cells", "清除内容", EDIT, "Del", "", "ledger"),
    ActionSpec("select_all", "全选", EDIT, "Ctrl+A", "", "ledger"),
    ActionSpec("fill_down", "向下填充", EDIT, "Ctrl+D", "", "ledger", separator_before=True),
    ActionSpec("fill_right", "向右填充", EDIT, "Ctrl+R", "", "ledger"),
    ActionSpec("fill_selection", "填满选区", EDIT, "", "", "ledger"),
    ActionSpec("put_today", "今天日期", EDIT, "Ctrl+;", "", "ledger"),
    ActionSpec("line_break", "单元格内换行", EDIT, "", "", "ledger"),
    ActionSpec("change_rows", "批量修改…", EDIT, "", "", "ledger"),
    ActionSpec("insert_row", "插入行", EDIT, "Ctrl+Shift+=", "", "ledger", separator_before=True),
    ActionSpec("delete_rows", "删除行", EDIT, "Ctrl+-", "delete", "ledger"),
    ActionSpec(
        "search_all", "查找项目、问题、单位", EDIT, "Ctrl+K", "search", "ledger", separator_before=True
    ),
    ActionSpec("find", "查找", EDIT, "Ctrl+F", "search", "ledger", separator_before=True),
    ActionSpec("find_next", "查找下一个", EDIT, "F3", "", "ledger"),
    ActionSpec("find_previous", "查找上一个", EDIT, "Shift+F3", "", "ledger"),
    ActionSpec("replace", "替换", EDIT, "Ctrl+H", "", "ledger"),
    ActionSpec("go_to_row", "定位", EDIT, "Ctrl+G", "", "ledger"),
    ActionSpec("show_workbench", "工作台", VIEW, "Alt+1", "workbench", "ledger"),
    ActionSpec("show_collect", "收表合并", VIEW, "Alt+6", "merge", "ledger"),
    ActionSpec("show_articles", "文章", VIEW, "Alt+7", "article", "ledger"),
    ActionSpec("show_changes", "修改记录", VIEW, "Alt+9", "history", "ledger"),
    ActionSpec("next_page", "下一页", VIEW, "Ctrl+PgDown", "", "ledger"),
    ActionSpec("previous_page", "上一页", VIEW, "Ctrl+PgUp", "", "ledger"),
    ActionSpec(
        "toggle_evidence", "出处", VIEW, "", "evidence", "ledger", checkable=True, separator_before=True
    ),
    ActionSpec("freeze_here", "冻结到此列", VIEW, "", "", "ledger"),
    ActionSpec("toggle_wrap", "自动换行", VIEW, "", "wrap", "ledger", checkable=True),
    ActionSpec("wrap_column", "本列自动换行", VIEW, "", "", "ledger", checkable=True),
    ActionSpec("column_settings", "列设置…", VIEW, "Ctrl+1", "", "ledger"),
    ActionSpec("hide_column", "隐藏列", VIEW, "Ctrl+0", "", "ledger"),
    ActionSpec("rows_compact", "紧凑", VIEW, "", "", "ledger", checkable=True, submenu="行高"),
    ActionSpec("rows_standard", "标准", VIEW, "", "", "ledger", checkable=True, submenu="行高"),
    ActionSpec("rows_loose", "宽松", VIEW, "", "", "ledger", checkable=True, submenu="行高"),
    ActionSpec("zoom_in", "放大", VIEW, "", "", "ledger", submenu="缩放"),
    ActionSpec("zoom_out", "缩小", VIEW, "", "", "ledger", submenu="缩放"),
    ActionSpec("zoom_reset", "恢复 100%", VIEW, "", "", "ledger", submenu="缩放"),
    ActionSpec("show_today", "回到今天", VIEW, "Ctrl+T", "today", "ledger"),
    ActionSpec("next_region", "下一区域", VIEW, "F6", "", "ledger"),
    ActionSpec("previous_region", "上一区域", VIEW, "Shift+F6", "", "ledger"),
    ActionSpec("save_view", "另存当前视图", VIEW, "", "", "ledger", separator_before=True),
    ActionSpec("toggle_dark", "深色", VIEW, checkable=True, separator_before=True),
    ActionSpec("toggle_full_screen", "全屏", VIEW, "F11", checkable=True),
    ActionSpec("new_project", "新建项目", LEDGER, "Ctrl+Shift+N", "new-project", "ledger"),
    ActionSpec("new_issue", "登记问题", LEDGER, "Ctrl+Shift+B", "flag", "ledger"),
    ActionSpec("record_form", "单条编辑", LEDGER, "F7", "", "ledger", separator_before=True),
    ActionSpec("close_issue", "销号", LEDGER, "Ctrl+Shift+D", "", "ledger"),
    ActionSpec("extend_due", "申请延期…", LEDGER, "", "", "ledger"),
    ActionSpec("cell_history", "这一格的历史", LEDGER, "", "", "ledger", separator_before=True),
    ActionSpec("row_history", "本行修改记录", LEDGER, "Ctrl+Shift+H", "history", "ledger"),
    ActionSpec("project_articles", "本项目的文章", LEDGER, "", "article", "ledger"),
    ActionSpec("show_bin", "回收站", LEDGER, "", "delete", "ledger"),
    ActionSpec("toggle_filter_buttons", "筛选", DATA, "Ctrl+Shift+L", "filter", "ledger"),
    ActionSpec("filter_column", "本列筛选", DATA, "Alt+Shift+Down", "", "ledger"),
    ActionSpec("clear_filters", "清除筛选", DATA, "Shift+F9", "", "ledger"),
    ActionSpec("sort_up", "升序", DATA, "", "", "ledger", separator_before=True),
    ActionSpec("sort_down", "降序", DATA, "", "", "ledger"),
    ActionSpec("sort_by", "自定义排序…", DATA, "", "", "ledger"),
    ActionSpec("group_rows", "分组", DATA, "", "", "ledger"),
    ActionSpec("refresh_view", "刷新", DATA, "F9", "", "ledger", separator_before=True),
    ActionSpec("find_similar", "查重…", DATA, "", "", "ledger"),
    ActionSpec("show_units", "单位和人员", TOOLS, "", "units", "ledger"),
    ActionSpec("light_rules", "灯规则…", TOOLS, "", "", "ledger"),
    ActionSpec("import_articles", "文章导入…", TOOLS, "", "import", "ledger"),
    ActionSpec("paste_article", "粘贴文章", TOOLS, "", "", "ledger"),
    ActionSpec("learn_look", "学习样表…", TOOLS, "", "", "ledger"),
    ActionSpec("show_keys", "快捷键一览", HELP, "Ctrl+/"),
    ActionSpec("about", "关于", HELP, "", "info"),
)
# Menus whose actions act on the tables of the workbench, and those of them that do not need it in sight.
AT_TABLES = (EDIT, DATA, LEDGER)
AT_ANY_TABLE = frozenset(
    {"cell_history", "row_history"}
)  # of 台账, what serves the tables of other pages, too
EVERYWHERE = frozenset({"undo", "redo", "search_all", "show_bin", "find_similar"})
# Names on the tool bar, None = a gap.
TOOL_BAR = (
    "new_project",
    "new_issue",
    None,
    "undo",
    "redo",
    None,
    "import_articles",
    "export_ledger",
    "print_pages",
)
# Keys that tables and the timeline handle themselves, for 快捷键一览.
WIDGET_KEYS = (
    ("表格", "方向键、Tab、Enter", "移动；Shift 反向"),
    ("表格", "Home、End、Ctrl+Home、Ctrl+End", "行首行尾、表首表尾"),
    ("表格", "Ctrl+方向键", "到数据边缘；加 Shift 为选择"),
    ("表格", "F2、双击", "编辑单元格"),
    ("表格", "Alt+↓", "下拉选择"),
    ("表格", "Ctrl+A、Ctrl+Space、Shift+Space", "全选、选列、选行"),
    ("表格", "Ctrl+滚轮", "缩放；点状态栏的百分比恢复"),
    ("表格", "拖动列标题、拖动已选行的行号", "移动列、移动行"),
    ("编辑框", "Alt+Enter", "单元格内换行"),
    ("编辑框", "Ctrl+Enter", "填满选区"),
    ("编辑框", "Esc", "恢复原值"),
    ("时限图", "Ctrl+滚轮", "缩放"),
    ("收表合并", "1、2、3", "我方、对方、另填"),
    ("收表合并", "Space、F8", "勾选新增的行、下一处待定"),
    ("收表合并", "Ctrl+Enter", "采用"),
    ("文章导入", "J、K、↑、↓", "上下一行；在正文里为上下一句"),
    ("文章导入", "Shift+↑、Shift+↓、Ctrl+A", "选多行，一起接受、新增、跳过"),
    ("文章导入", "A、M、N、S", "接受、合并、新增、跳过"),
    ("文章导入", "1、2", "与台账不同的：保留台账、采用文章"),
    ("文章导入", "Space、Enter、F8", "勾选、改正、下一条待确认"),
    ("文章导入", "1 至 8", "把这句话作为一行"),
    ("文章导入", "C、O、Y、[、]", "核对遗漏、对照原文、年份、上下篇"),
    ("文章导入", "Ctrl+Enter", "写入台账"),
    ("表格审阅", "空格、T", "选中的行采用或不采用、不同处以原表为准"),
    ("表格审阅", "Ctrl+Enter、F8、Esc", "采用、下一个待确认、不采用"),
    ("单条编辑", "PgUp、PgDn", "上一条、下一条"),
    ("单条编辑", "F7、Esc", "关闭"),
)
