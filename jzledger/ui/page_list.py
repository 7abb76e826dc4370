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
    PageSpec("changes", "修改记录", "history", "changes_page:ChangesPage"),
)
NAMES = tuple(page.name for page in PAGES)
