"""The deadline timeline of the workbench: the projects that are shown, with their nodes and open issues."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from jzledger.ledger.changes import Changes, Row
from jzledger.ledger.live_rows import LiveRows
from jzledger.records.fields import TABLES
from jzledger.rules.timeline import DueFacts, MilestoneFacts, TimelineRow, project_row
from jzledger.ui.bridge import Bridge
from jzledger.ui.texts import tr
from jzledger.ui.theme import Theme
from jzledger.ui.timeline.timeline import Timeline
from jzledger.ui.widgets.panel import Panel

PROJECT_COLUMNS = "name light start_due finish_due started_on completed_on".split()
NODE_COLUMNS = "project name due baseline_on done_on light".split()
ISSUE_COLUMNS = "project category title due light".split()


class TimelinePane(Panel):
    """Holds its own rows of projects, nodes, problems and directives, kept up with the ledger."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("时限图"), parent)
        self.bridge = bridge
        self.set_hint(tr("按完成时限与工期节点"))
        self.projects, self.nodes, *self.issues = (
            LiveRows(bridge.ledger, TABLES[key], [TABLES[key].field(name) for name in names])
            for key, names in (
                ("projects", PROJECT_COLUMNS),
                ("milestones", NODE_COLUMNS),
                ("issues", ISSUE_COLUMNS),
                ("directives", ISSUE_COLUMNS),
            )
        )
        self.timeline = Timeline(theme=theme)
        self.scale = QComboBox(self.bar)
        self.scale.addItems(self.timeline.scale_names())
        self.scale.setAccessibleName(tr("时限图的刻度"))
        self.today = QPushButton(tr("回到今天"), self.bar)
        self.add_control(self.scale)
        self.add_control(self.today)
        self.add_widget(self.timeline, 1)
        self.scale.setCurrentText(self.timeline.scale_name())
        self.timeline.scale_changed.connect(self.scale.setCurrentText)
        self.scale.currentTextChanged.connect(self.timeline.set_scale)
        self.today.clicked.connect(self.timeline.show_today)
        self._shown: Sequence[str] = ()

    def load(self) -> None:
        """Read what the chart shows; may run beside the window."""
        for rows in self._all():
            rows.load(self.bridge.context())

    def refresh(self, changes: Changes) -> None:
        context = self.bridge.context()
        if any([bool(rows.refresh(changes, context)) for rows in self._all()]):
            self.show_projects(self._shown)

    def show_projects(self, ids: Sequence[str]) -> None:
        """Show these projects, in this order."""
        self._shown = ids
        by_id = {row[0]: row for row in self.projects.rows}
        nodes, dues = self._nodes(), self._dues()
        rows = [self._row(by_id[i], nodes.get(i, ()), dues.get(i, ())) for i in ids if i in by_id]
        self.timeline.set_rows(rows, self.bridge.today, self.bridge.context().calendar)

    def _all(self) -> tuple[LiveRows, ...]:
        return (self.projects, self.nodes, *self.issues)

    def _row(self, row: Row, nodes: Sequence[MilestoneFacts], dues: Sequence[DueFacts]) -> TimelineRow:
        name, light, start_due, finish_due, started_on, completed_on = row[2:]
        planned = (start_due and start_due.on, finish_due and finish_due.on)
        return project_row(
            row[0],
            name,
            light or "undated",
            planned=planned,
            real=(started_on, completed_on),
            milestones=nodes,
            issues=dues,
            today=self.bridge.today,
        )

    def _nodes(self) -> dict[str, list[MilestoneFacts]]:
        found: dict[str, list[MilestoneFacts]] = defaultdict(list)
        for row_id, _, project, name, due, baseline_on, done_on, light in self.nodes.rows:
            on = due and due.on
            found[project.id].append(MilestoneFacts(row_id, name, on, done_on, baseline_on, light))
        return found

    def _dues(self) -> dict[str, list[DueFacts]]:
        found: dict[str, list[DueFacts]] = defaultdict(list)
        for rows in self.issues:
            for row_id, _, project, category, title, due, light in rows.rows:
                if project is not None and due is not None and due.on is not None and light != "closed":
                    found[project.id].append(DueFacts(row_id, category or (title or "")[:6], due.on, light))
        return found
