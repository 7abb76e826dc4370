"""The pages of the window in the order of the rail: name, words, icon, where the page is made.

The order never changes with data (`ui.md`, section 3); what has no page yet is not listed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageSpec:
    """`name` is the word of `jzledger shot` and of the action `show_<name>`; `made_by` is `module:class` of ui/pages."""

    name: str
    words: str
    icon: str
    made_by: str = ""


WORKBENCH = "workbench"
PAGES = (
    PageSpec(WORKBENCH, "工作台", "workbench"),
    PageSpec("collect", "收表合并", "merge", "collect_page:CollectPage"),
    PageSpec("articles", "文章", "article", "articles_page:ArticlesPage"),
    PageSpec("changes", "修改记录", "history", "changes_page:ChangesPage"),
    PageSpec("units", "单位和人员", "units", "units_page:UnitsPage"),
)
NAMES = tuple(page.name for page in PAGES)
