"""工作台: project list, issue table with its evidence, deadline timeline, side by side."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jzledger.ledger.changes import Changes
from jzledger.records.kinds import Ref
from jzledger.ui.bridge import Bridge
from jzledger.ui.pages.issue_pane import IssuePane
from jzledger.ui.pages.project_pane import ProjectPane
from jzledger.ui.pages.record_form import WIDTH as FORM_WIDTH
from jzledger.ui.pages.record_form import RecordForm
from jzledger.ui.pages.timeline_pane import TimelinePane
from jzledger.ui.screen_sizes import Sizes
from jzledger.ui.theme import Theme
from jzledger.ui.ui_state import UiState
from jzledger.ui.widgets.splits import Splits

HANDLE = 5
LEAST_LEFT = 250
LEAST_FOR_TWO = 640  # pixels for project list and issue table together


class Workbench(QWidget):
    """`load` reads (it may run beside the window), `show_loaded` shows what was read."""

    article_asked = Signal(str, int, int)
    message = Signal(str)

    def __init__(self, bridge: Bridge, theme: Theme, state: UiState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bridge, self._state = bridge, state
        self.project_pane = ProjectPane(bridge, theme)
        self.issue_pane = IssuePane(bridge, theme)
        self.timeline_pane = TimelinePane(bridge, theme)
        self.record_form = RecordForm(bridge, theme)
        self.right = Splits(Qt.Orientation.Vertical, {1: 1})
        self.across = Splits(Qt.Orientation.Horizontal, {1: 0})
        for splitter, widgets in (
            (self.right, (self.issue_pane, self.timeline_pane)),
            (self.across, (self.project_pane, self.right, self.record_form)),
        ):
            splitter.setHandleWidth(HANDLE)
            for widget in widgets:
                splitter.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.project_pane.tabs)
        layout.addWidget(self.across, 1)
        self.across.setStretchFactor(1, 1)
        self._restore()
        self.issue_pane.level_of = self.project_pane.level_of
        self.project_pane.picked.connect(self._pick)
        self.project_pane.shown_changed.connect(self._show_timeline)
        self.issue_pane.cleared.connect(lambda: self.project_pane.grid.select([]))
        self.issue_pane.article_asked.connect(self.article_asked)
        self.timeline_pane.timeline.picked.connect(lambda row_id: self.project_pane.grid.select([row_id]))
        for grid in self.grids():
            grid.message.connect(self.message)
            grid.current_changed.connect(partial(self.record_form.follow, grid))
        self._sizes_before: list[int] = []
        self.record_form.closed.connect(self._take_room_back)
        bridge.changed.connect(self.refresh)

    def grids(self) -> list:  # type: ignore[type-arg]
        return [self.project_pane.grid, *(part.grid for part in self.issue_pane.tables)]

    def load(self) -> None:
        self.project_pane.load()
        self.issue_pane.load()
        self.timeline_pane.load()

    def show_loaded(self) -> None:
        self.project_pane.show_all()
        self.issue_pane.show_all()
        self._show_timeline()

    def refresh(self, changes: Changes) -> None:
        self.project_pane.refresh(changes)
        self.issue_pane.refresh(changes)
        self.timeline_pane.refresh(changes)
        self.record_form.refresh(changes)

    def fit_screen(self, sizes: Sizes) -> None:
        """Rows as high as suits the window; the panes, too, until somebody has drawn them otherwise."""
        for grid in self.grids():
            grid.appearance.set_air(sizes.air)
        if self._state.load_bytes("workbench/across") is None:
            self.across.setSizes([sizes.left, max(400, self.window().width() - sizes.left - sizes.rail)])

    def set_theme(self, theme: Theme) -> None:
        for grid in self.grids():
            grid.set_theme(theme)
        self.timeline_pane.timeline.set_theme(theme)
        self.record_form.set_theme(theme)

    def show_row(self, noun: str, row_id: str) -> bool:
        """Make a project or an issue the current row, whatever is picked or filtered; False where there is none."""
        if noun == "project":
            return self.project_pane.reveal(row_id)
        if not self.issue_pane.reveal(row_id):
            return False
        self.issue_pane.current.grid.setFocus()
        return True

    def make_room_for_form(self) -> None:
        """The form takes its width from the others, the project list first."""
        if not self._sizes_before:
            self._sizes_before = self.across.sizes()
            room = max(0, sum(self._sizes_before) - FORM_WIDTH)
            # Beside a form, a small screen has room for one table.
            left = min(self._sizes_before[0], max(LEAST_LEFT, room // 3)) if room >= LEAST_FOR_TWO else 0
            self.across.setSizes([left, room - left, FORM_WIDTH])

    def _take_room_back(self) -> None:
        if self._sizes_before:
            self.across.setSizes(self._sizes_before)
            self._sizes_before = []

    def regions(self) -> list[QWidget]:
        """For F6: tabs, project list, issue table, timeline, record form."""
        return [
            self.project_pane.tabs,
            self.project_pane.grid,
            self.issue_pane.current.grid,
            self.timeline_pane.timeline,
            *([self.record_form] if self.record_form.isVisible() else []),
        ]

    def add_project(self) -> None:
        self.project_pane.grid.add_row()

    def add_issue(self) -> None:
        self.issue_pane.current.grid.add_row()

    def pose(self) -> None:
        """For a picture: projects grouped by county, the first row that has a source as the current one."""
        self.project_pane.grouping.setCurrentIndex(1)
        self.issue_pane.go_to_source()

    def _pick(self, ids: list[str]) -> None:
        names = {row[0]: row[self.project_pane.live.place("name")] for row in self.project_pane.live.rows}
        picked = [Ref("project", row_id, names[row_id]) for row_id in ids if row_id in names]
        self.issue_pane.set_projects(picked or None)
        self.timeline_pane.timeline.set_selected(ids)

    def _show_timeline(self) -> None:
        self.timeline_pane.show_projects(self.project_pane.shown_ids())

    def _restore(self) -> None:
        for name, splitter, sizes in (
            ("across", self.across, [402, 1000]),
            ("right", self.right, [440, 340]),
        ):
            saved = self._state.load_bytes(f"workbench/{name}")
            if saved is None or not splitter.restoreState(saved):
                splitter.setSizes(sizes)
            splitter.setHandleWidth(HANDLE)
        for place, grid in enumerate(self.grids()):
            grid.restore(self._state.load(f"workbench/grid{place}", {}))

    def save_state(self) -> None:
        self._take_room_back()
        self._state.save_bytes("workbench/across", self.across.saveState())
        self._state.save_bytes("workbench/right", self.right.saveState())
        for place, grid in enumerate(self.grids()):
            # A filter belongs to a ledger: in another one it would hide rows that nobody has filtered.
            self._state.save(f"workbench/grid{place}", {**grid.state(), "filters": {}})
