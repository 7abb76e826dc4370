"""The one list of actions: no two of one page share a key, each has a menu place and a verb."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from PySide6.QtGui import QKeySequence

from jzledger import paths
from jzledger.ui import page_list
from jzledger.ui.actions import ACTIONS, MENUS, TOOL_BAR
from jzledger.ui.main_window import VERBS


def test_no_two_actions_share_a_key():
    keys = Counter(QKeySequence(spec.keys).toString() for spec in ACTIONS if spec.keys)
    assert {key: count for key, count in keys.items() if count > 1} == {}


def test_no_two_enabled_actions_of_the_window_share_a_key(demo):
    keys = Counter(
        key.toString()
        for action in demo.actions_by_name.values()
        if action.isEnabled()
        for key in action.shortcuts()
    )
    assert {key: count for key, count in keys.items() if count > 1} == {}


def in_menus(menu: Any) -> list[str]:
    found: list[str] = []
    for action in menu.actions():
        found += in_menus(action.menu()) if action.menu() else [action.text()]
    return found


def test_each_action_has_a_place_in_the_menus(demo):
    assert {spec.menu for spec in ACTIONS} <= set(MENUS)
    listed = [text for top in demo.menuBar().actions() for text in in_menus(top.menu())]
    for action in demo.actions_by_name.values():
        assert action.text() in listed


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_keys_can_be_read_and_icons_are_there(spec):
    assert not spec.keys or not QKeySequence(spec.keys).isEmpty()
    assert not spec.icon or (paths.resources() / "icons" / f"{spec.icon}.svg").is_file()


def test_each_action_does_something(demo):
    for spec in ACTIONS:
        leads_to_page = spec.name.removeprefix("show_") in page_list.NAMES
        assert leads_to_page or any(hasattr(getattr(demo, verbs), spec.name) for verbs in VERBS), spec.name


def test_every_page_of_the_rail_has_an_action_and_comes_to_the_front(demo):
    for page in page_list.PAGES:
        demo.actions_by_name[f"show_{page.name}"].trigger()
        front = demo.page if page.name == page_list.WORKBENCH else demo.pages.made[page.name]
        assert demo.stack.currentWidget() is front
        assert demo.rail.currentItem().text() == page.words


def test_pages_are_turned_round_and_round(demo):
    names = [page.words for page in page_list.PAGES]
    for step in ("next_page", "previous_page"):
        seen = []
        for _ in names:
            demo.actions_by_name[step].trigger()
            seen.append(demo.rail.currentItem().text())
        assert sorted(seen) == sorted(names) and demo.stack.currentWidget() is demo.page


def test_the_tool_bar_holds_actions():
    assert {name for name in TOOL_BAR if name} <= {spec.name for spec in ACTIONS}
