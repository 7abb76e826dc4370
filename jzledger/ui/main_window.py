"""The one window: menus, tool bar, rail, pages, status bar, and the ledger that is open in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QColor,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from jzledger.errors import Cancelled, LedgerError
from jzledger.surroundings import Surroundings
from jzledger.ui import theme as themes
from jzledger.ui.actions import (
    ACTIONS,
    AT_ANY_TABLE,
    AT_TABLES,
    EVERYWHERE,
    LEDGER,
    MENUS,
    TOOL_BAR,
    ActionSpec,
)
from jzledger.ui.leaving import may_close
from jzledger.ui.opening import Opening
from jzledger.ui.page_list import NAMES
from jzledger.ui.pages.welcome import Welcome
from jzledger.ui.rail import Pages, Rail
from jzledger.ui.screen_sizes import FOLDS_BELOW, USUAL, sizes_for
from jzledger.ui.status import StatusBar
from jzledger.ui.tasks import Tasks
from jzledger.ui.texts import speak_chinese, tr
from jzledger.ui.tool_bar import MainToolBar
from jzledger.ui.ui_state import UiState
from jzledger.ui.widgets.search_box import SearchBox
from jzledger.ui.widgets.strips import Banner, ProgressStrip, Toast

if TYPE_CHECKING:
    from jzledger.ledger.changes import Changes
    from jzledger.ui.bridge import Bridge
    from jzledger.ui.collect_verbs import CollectVerbs
    from jzledger.ui.pages.workbench import Workbench
    from jzledger.ui.paper_verbs import PaperVerbs
    from jzledger.ui.record_verbs import RecordVerbs
    from jzledger.ui.table_verbs import TableVerbs
    from jzledger.ui.tables.grid import Grid
    from jzledger.ui.view_verbs import ViewVerbs
    from jzledger.ui.window_verbs import WindowVerbs
    from jzledger.ui.workbook_verbs import WorkbookVerbs

Undo = tuple[str, Callable[[], None]]  # label of a Step, and what takes it back
MOST_REPORTED = 5  # errors in one banner
VERBS = (
    "verbs",
    "table_verbs",
    "view_verbs",
    "record_verbs",
    "paper_verbs",
    "workbook_verbs",
    "collect_verbs",
)

SAMPLE_TAGS = {"样例": "样例", "演示": "演示数据"}


class MainWindow(QMainWindow):
    """`open_ledger_at` opens a ledger; without one the welcome page is shown. What its actions do is in `verbs`.

    `leaving_ledger`: the ledger is about to be left; its pages are still there. What keeps something of a ledger connects
    to it when it is made, so that nothing is made only to be told.
    """

    leaving_ledger = Signal()

    def __init__(self, around: Surroundings, clock: Callable[[], date], *, dark: bool = False) -> None:
        super().__init__()
        self.around, self.clock = around, clock
        self.state = UiState(around.config)
        self.theme = themes.DARK if dark or self.state.load("dark", False) else themes.LIGHT
        self.sizes = USUAL
        # Before any widget is made: one that is there already keeps the font of the platform.
        self._dress()
        self.tasks = Tasks(self)
        self.opening = Opening(self)
        self.bridge: Bridge | None = None
        self.page: Workbench | None = None
        self.actions_by_name: dict[str, QAction] = {}
        self.setAcceptDrops(True)
        self.setMinimumSize(1000, 580)
        self._make_actions()
        self._make_body()
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.tasks.started.connect(self._work_started)
        self.tasks.progressed.connect(self.progress.report)
        self.tasks.ended.connect(self.progress.hide)
        self.tasks.failed.connect(self.report)
        self.progress.cancelled.connect(self.tasks.cancel)
        self.toast.undo_asked.connect(partial(self._do, "undo"))
        self._restore()
        self.show_welcome()

    # Construction.
    def _make_actions(self) -> None:
        used = {spec.menu for spec in ACTIONS}
        menus = {title: self.menuBar().addMenu(tr(title)) for title in MENUS if title in used}
        submenus: dict[str, QMenu] = {}
        for spec in ACTIONS:
            if spec.separator_before:
                menus[spec.menu].addSeparator()
            action = self._action(spec)
            if spec.submenu:
                inner = submenus.get(spec.submenu) or menus[spec.menu].addMenu(tr(spec.submenu))
                submenus[spec.submenu] = inner
                inner.addAction(action)
                continue
            menus[spec.menu].addAction(action)
            if spec.name == "open_ledger":
                self.recent_menu = menus[spec.menu].addMenu(tr("最近打开"))
                self.recent_menu.aboutToShow.connect(self._fill_recent)
        self.tool_bar = bar = MainToolBar(self.actions_by_name, TOOL_BAR, self)
        room = QWidget(bar)
        room.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.search_box = SearchBox(bar, self.theme)
        bar.addWidget(room)
        bar.addWidget(self.search_box)
        self.addToolBar(bar)

    def _action(self, spec: ActionSpec) -> QAction:
        action = QAction(tr(spec.text), self)
        action.setCheckable(spec.checkable)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
        action.triggered.connect(partial(self._do, spec.name))
        self.actions_by_name[spec.name] = action
        return action

    # What actions do is loaded with the first of them: it needs the ledger's libraries, which the frame does not.
    @cached_property
    def verbs(self) -> WindowVerbs:
        from jzledger.ui import window_verbs as loaded

        return loaded.WindowVerbs(self)

    @cached_property
    def table_verbs(self) -> TableVerbs:
        from jzledger.ui import table_verbs as loaded

        return loaded.TableVerbs(self)

    @cached_property
    def view_verbs(self) -> ViewVerbs:
        from jzledger.ui import view_verbs as loaded

        return loaded.ViewVerbs(self)

    @cached_property
    def paper_verbs(self) -> PaperVerbs:
        from jzledger.ui import paper_verbs as loaded

        return loaded.PaperVerbs(self)

    @cached_property
    def collect_verbs(self) -> CollectVerbs:
        from jzledger.ui import collect_verbs as loaded

        return loaded.CollectVerbs(self)

    @cached_property
    def workbook_verbs(self) -> WorkbookVerbs:
        from jzledger.ui import workbook_verbs as loaded

        return loaded.WorkbookVerbs(self)

    @cached_property
    def record_verbs(self) -> RecordVerbs:
        from jzledger.ui import record_verbs as loaded

        return loaded.RecordVerbs(self)

    def _do(self, name: str, _checked: bool = False) -> None:
        """Call the verb of an action; `show_` and a page's name brings that page to the front."""
        if (page := name.removeprefix("show_")) in NAMES:
            self.pages.show(page)
            return
        for kind in VERBS:
            if hasattr(verbs := getattr(self, kind), name):
                getattr(verbs, name)()
                return
        raise AttributeError(f"no verb {name}")

    def _make_body(self) -> None:
        self.rail = Rail(self)
        self.rail.setFixedWidth(self.sizes.rail)
        self.stack = QStackedWidget(self)
        self.pages = Pages(self)
        self.stack.currentChanged.connect(self._page_turned)
        self.welcome = Welcome(self)
        self.stack.addWidget(self.welcome)
        for asked, verb in (
            (self.welcome.new_asked, "new_ledger"),
            (self.welcome.open_asked, "open_ledger"),
            (self.welcome.workbooks_asked, "new_from_workbooks"),
            (self.welcome.sample_asked, "open_sample"),
            (self.welcome.demo_asked, "open_demo"),
        ):
            asked.connect(partial(self._do, verb))
        self.welcome.recent_asked.connect(self.open_ledger_at)
        self.toast, self.progress = Toast(self), ProgressStrip(self)
        right, body = QWidget(self), QWidget(self)
        column, across = QVBoxLayout(right), QHBoxLayout(body)
        for layout in (column, across):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.toast)
        column.addWidget(self.progress)
        across.addWidget(self.rail)
        across.addWidget(right, 1)
        self.setCentralWidget(body)

    def clerk(self) -> str:
        """Who sits here: as said when a ledger was made, else the login name."""
        name: str = self.state.load("clerk", "") or self.around.login
        return name

    # The ledger that is open.
    def show_welcome(self) -> None:
        self.setWindowTitle(tr("焦作市重点项目台账"))
        self.rail.hide()
        self.tool_bar.hide()
        self.welcome.show_recent(self.state.recent())
        self.stack.setCurrentWidget(self.welcome)
        self.status.clear_all()
        self._enable_actions()

    def open_ledger_at(self, ledger: str) -> None:
        """Open a file or a server's ledger beside the window, in place of the one that is open now."""
        self.opening.open(ledger)

    def show_ledger(self, bridge: Bridge, page: Workbench) -> None:
        """Take over an opened ledger whose rows have been read."""
        self.close_ledger()
        self.bridge, self.page = bridge, page
        bridge.changed.connect(self._changed)
        bridge.failed.connect(self.report)
        page.message.connect(self.say)
        page.article_asked.connect(self.verbs.show_article)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.show()
        self.tool_bar.show()
        page.fit_screen(self.sizes)
        page.show_loaded()
        self.status.watch(page.grids())
        self.view_verbs.watch_tables(page.grids())
        self.table_verbs.attach(page)
        self._describe_ledger()
        self._enable_actions()
        self.record_verbs.ledger_shown()
        page.project_pane.grid.setFocus()

    def close_ledger(self) -> None:
        """Back to the welcome page. Everything is kept already."""
        if self.bridge is not None:
            ledger = self.bridge.ledger
            self.leave_ledger()
            ledger.close()
            self.opening.release()

    def leave_ledger(self) -> None:
        """Show the ledger no longer, but leave it open."""
        if self.bridge is None or self.page is None:
            return
        self.page.save_state()
        self.status.forget()
        self.leaving_ledger.emit()
        self.pages.leave()
        self.stack.removeWidget(self.page)
        self.page.deleteLater()
        self.bridge.stop()
        self.bridge = self.page = None
        self.show_welcome()

    def _describe_ledger(self) -> None:
        assert self.bridge is not None
        known = self.bridge.ledger.settings()
        tag = SAMPLE_TAGS.get(known["sample"], "")
        name = f"{self.bridge.ledger.place.name} — {known['city_name']}重点项目台账"
        self.setWindowTitle(f"{name}　「{tag}」" if tag else name)
        self.status.describe(self.bridge)
        self._count()

    def _count(self) -> None:
        assert self.page is not None
        lights = [
            row[part.live.place("light")] for part in self.page.issue_pane.tables for row in part.live.rows
        ]
        self.status.count(len(self.page.project_pane.live.rows), lights, self.theme)

    def _enable_actions(self) -> None:
        for spec in ACTIONS:
            self.actions_by_name[spec.name].setEnabled(self.bridge is not None or spec.needs != "ledger")
        self._name_undo()
        if self.bridge is not None:
            self._page_turned()

    def _page_turned(self, _: int = 0) -> None:
        """What acts on the tables of the workbench rests while they are out of sight."""
        if self.bridge is None:
            return
        at_workbench, at_tables = self.stack.currentWidget() is self.page, bool(self.grids_in_front())
        for spec in ACTIONS:
            if spec.needs == "ledger" and spec.menu in AT_TABLES and spec.name not in EVERYWHERE:
                anywhere = spec.menu != LEDGER or spec.name in AT_ANY_TABLE
                self.actions_by_name[spec.name].setEnabled(at_tables if anywhere else at_workbench)

    def grids_in_front(self) -> list[Grid]:
        """The tables of the page in front."""
        front = self.stack.currentWidget()
        grids = getattr(front, "grids", None)
        return grids() if grids is not None else []

    def banner_in_front(self) -> Banner:
        """Where the page in front shows a report; the workbench lends its own."""
        assert self.page is not None
        return getattr(self.stack.currentWidget(), "banner", None) or self.page.issue_pane.banner

    def _name_undo(self) -> None:
        """The menu names what would be undone and redone."""
        labels: tuple[str | None, str | None] = (None, None)
        if self.bridge is not None:
            labels = self.bridge.attempt(self.bridge.ledger.undo_labels) or labels
        for name, words, label in (("undo", tr("撤销"), labels[0]), ("redo", tr("恢复"), labels[1])):
            action = self.actions_by_name[name]
            action.setEnabled(label is not None)
            action.setText(f"{words} {label}" if label else words)
            action.setIconText(words)

    def _changed(self, changes: Changes) -> None:
        if self.page is None:
            return  # the signal was queued, and the ledger has been left since
        self._name_undo()
        self._count()
        if changes.today:
            self._describe_ledger()
        if changes.step is not None:
            self.toast.another_step(changes.label)
            for banner in self.findChildren(Banner):
                banner.another_step(changes.label)
            self.status.tell_saved(changes.label)

    # Saying things.
    def say(self, text: str) -> None:
        self.status.say(text)

    def report(self, error: LedgerError) -> None:
        """What went wrong, where and what to do, in the window; never a box on top of it."""
        if isinstance(error, Cancelled):
            self.say(error.message)
            return
        self._warn(f"{error.sentence()}。{error.todo}")

    def report_all(self, errors: Sequence[LedgerError], before: str = "", undo: Undo | None = None) -> None:
        """Several at once, behind what there is to say `before`; none takes the place of another."""
        words = [f"{error.sentence()}。{error.todo}" for error in errors[:MOST_REPORTED]]
        if len(errors) > MOST_REPORTED:
            words.append(tr("……共 {} 个文件没有读成。").format(len(errors)))
        self._warn("\n".join(filter(None, (before, *words))), undo)

    def _warn(self, words: str, undo: Undo | None = None) -> None:
        front = self.stack.currentWidget()
        own = getattr(front, "banner", None)
        if self.page is not None and own is None and front is not self.page:
            self.say(words)
        else:
            banner = self.welcome.banner if self.page is None else own or self.page.issue_pane.banner
            banner.show_report(words, warn=True, undo=undo)

    def _work_started(self, title: str) -> None:
        self.progress.begin(title)

    # Window habits.
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _local_files(event.mimeData())
        event.acceptProposedAction()
        ledgers = [path for path in files if path.suffix.lower() == ".jzl"]
        if ledgers:
            self.open_ledger_at(str(ledgers[0]))
        elif files:
            self.verbs.import_files(files)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text, rows and panes follow the size of the window."""
        super().resizeEvent(event)
        width = event.size().width()
        self.tool_bar.fold(width < FOLDS_BELOW)
        if (sizes := sizes_for(width)) != self.sizes:
            larger_text, self.sizes = sizes.text != self.sizes.text, sizes
            self.rail.setFixedWidth(sizes.rail)
            if larger_text:
                self.apply_theme()
            if self.page is not None:
                self.page.fit_screen(sizes)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not may_close(self):
            event.ignore()
            return
        self.tasks.wait()
        self.state.save_bytes("geometry", self.saveGeometry())
        self.close_ledger()
        event.accept()

    def _restore(self) -> None:
        geometry = self.state.load_bytes("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1440, 900)
        self._colour()

    def apply_theme(self) -> None:
        """Show everything in the colours of `theme`."""
        self._dress()
        self._colour()

    def _dress(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        speak_chinese(app)
        themes.apply(app, self.theme, self.around.resources, self.sizes.text)

    def _colour(self) -> None:
        self.actions_by_name["toggle_dark"].setChecked(self.theme is themes.DARK)
        for spec in ACTIONS:
            if spec.icon:
                white = spec.name == TOOL_BAR[0]
                colour = "#FFFFFF" if white else self.theme.text
                self.actions_by_name[spec.name].setIcon(themes.icon(spec.icon, colour, self.around.resources))
        self.rail.colour(self)
        lens = themes.icon("search", self.theme.text3, self.around.resources)
        self.search_box.set_theme(self.theme, lens)
        if self.page is not None:
            self.page.set_theme(self.theme)
            self.pages.set_theme()
            self._count()

    def raise_to_front(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _fill_recent(self) -> None:
        menu: QMenu = self.recent_menu
        menu.clear()
        for name in self.state.recent():
            menu.addAction(name, partial(self.open_ledger_at, name))

    def open_folder_of(self, path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def marker(self) -> tuple[QColor, QColor]:
        """Ink and paper of a lit sentence."""
        return QColor(self.theme.text), QColor(self.theme.light_fill["amber"])


def _local_files(mime: Any) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
