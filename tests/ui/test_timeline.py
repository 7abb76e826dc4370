"""The timeline widget: what is drawn where, what mouse and keys do. Its words and places come from one frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jzledger.rules.timeline import DueFacts, MilestoneFacts, TimelineRow, project_row
from jzledger.ui import theme as themes
from jzledger.ui.timeline.chart import Chart
from jzledger.ui.timeline.draw import draw
from jzledger.ui.timeline.frame import MIDDAY, Frame
from jzledger.ui.timeline.labels import place_labels
from jzledger.ui.timeline.look import Look
from jzledger.ui.timeline.timeline import Timeline

TODAY = date(2024, 6, 5)
Make = Callable[..., Timeline]
CTRL = Qt.KeyboardModifier.ControlModifier


def row(
    row_id: str,
    *,
    late: bool = False,
    milestones: tuple[MilestoneFacts, ...] = (),
    planned: tuple[date | None, date | None] = (date(2024, 4, 1), date(2024, 8, 1)),
) -> TimelineRow:
    missed = [DueFacts(f"{row_id}i", "土地", date(2024, 5, 10), "red")] if late else []
    return project_row(
        row_id,
        f"云岭第{row_id}号工程",
        "red" if late else "green",
        planned=planned,
        real=(planned[0], None),
        milestones=milestones,
        issues=missed,
        today=TODAY,
    )


def many(count: int) -> list[TimelineRow]:
    def nodes(number: int) -> tuple[MilestoneFacts, ...]:
        days = (date(2024, 1, 1) + timedelta(40 * k + number % 30) for k in range(8))
        return tuple(
            MilestoneFacts(f"{number}-{k}", "节点", day, day if day < TODAY else None)
            for k, day in enumerate(days)
        )

    return [row(str(number), late=number % 3 == 0, milestones=nodes(number)) for number in range(count)]


@pytest.fixture
def make(qtbot) -> Iterator[Make]:
    def build(rows: list[TimelineRow], size: tuple[int, int] = (900, 400), **more: themes.Theme) -> Timeline:
        timeline = Timeline(theme=more.get("theme", themes.LIGHT))
        qtbot.addWidget(timeline)
        timeline.resize(*size)
        timeline.set_rows(rows, TODAY)
        timeline.show()
        qtbot.waitUntil(lambda: timeline.chart is not None)
        settle()
        return timeline

    yield build


def settle() -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def chart_of(timeline: Timeline) -> Chart:
    assert timeline.chart is not None
    return timeline.chart


def picture(timeline: Timeline) -> QImage:
    settle()
    return timeline.grab().toImage()


def point(timeline: Timeline, place: int, day: date) -> QPoint:
    """The middle of a row at the middle of a day, in pixels of the chart."""
    chart = chart_of(timeline)
    frame, area = chart.frame_of_rows(), chart.rows_area()
    x = frame.x(day.toordinal() + MIDDAY)
    return QPoint(round(area.left()) + x, round(area.top()) + frame.middle(place))


def colour(timeline: Timeline, place: int, day: date, below: int = 0) -> str:
    at = chart_of(timeline).mapTo(timeline, point(timeline, place, day)) + QPoint(0, below)
    return str(picture(timeline).pixelColor(at).name()).upper()


def inks(timeline: Timeline, place: int, first: date, last: date) -> set[str]:
    """The colours of a bar between two days."""
    chart, shot = chart_of(timeline), picture(timeline)
    start, finish = (chart.mapTo(timeline, point(timeline, place, day)) for day in (first, last))
    return {
        str(shot.pixelColor(x, start.y() + dy).name()).upper()
        for x in range(start.x(), finish.x())
        for dy in (-3, -1, 1, 3)
    }


def turn(chart: Chart, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    place = QPointF(at)
    event = QWheelEvent(
        place,
        QPointF(chart.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)


# What is drawn.
def test_bar_done_part_and_ground_have_their_colours(make: Make):
    timeline = make([row("1")])
    assert colour(timeline, 0, date(2024, 5, 1)) == themes.LIGHT.bar
    assert colour(timeline, 0, date(2024, 7, 1)) == themes.LIGHT.planned
    assert colour(timeline, 0, date(2024, 9, 10)) == themes.LIGHT.surface


def test_the_line_of_today_goes_through_rows_and_empty_ground(make: Make):
    timeline = make([row("1")])
    assert colour(timeline, 0, TODAY) == themes.LIGHT.light_ink["red"]
    assert colour(timeline, 5, TODAY) == themes.LIGHT.light_ink["red"]
    assert colour(timeline, 5, TODAY - timedelta(3)) == themes.LIGHT.surface


def test_the_hatch_is_there_only_where_something_is_late(make: Make):
    timeline = make([row("1"), row("2", late=True)])
    missed, before_today = date(2024, 5, 24), TODAY - timedelta(2)
    assert inks(timeline, 0, missed, before_today) == {themes.LIGHT.bar}
    hatch = inks(timeline, 1, missed, before_today)
    assert themes.LIGHT.bar not in hatch
    assert themes.LIGHT.light_fill["red"] in hatch
    assert any(QColor(ink).red() > 2 * QColor(ink).green() for ink in hatch), "no stripes"


def test_the_baseline_lies_below_the_bar(make: Make):
    approved = MilestoneFacts("n", "", date(2024, 8, 1), None, date(2024, 7, 10))
    timeline = make([row("1", milestones=(approved,)), row("2")])
    below = chart_of(timeline).frame_of_rows().bar_height // 2 + 2
    assert colour(timeline, 0, date(2024, 7, 1), below) == themes.LIGHT.baseline
    assert colour(timeline, 1, date(2024, 7, 3), below) == themes.LIGHT.surface


def test_an_unscheduled_project_has_no_bar_but_is_marked(make: Make):
    timeline = make([row("1", planned=(None, None)), row("2")])
    shades = inks(timeline, 0, date(2024, 4, 1), date(2024, 5, 1))
    assert themes.LIGHT.bar not in shades
    assert "未排工期" in chart_of(timeline).words_at(QPointF(point(timeline, 0, date(2024, 5, 1))))


def test_done_nodes_are_filled_and_planned_ones_hollow(make: Make):
    done = MilestoneFacts("a", "", date(2024, 4, 20), date(2024, 4, 20))
    ahead = MilestoneFacts("b", "", date(2024, 7, 10))
    timeline = make([row("1", milestones=(done, ahead))])
    assert colour(timeline, 0, date(2024, 4, 20)) == themes.LIGHT.light_ink["closed"]
    assert colour(timeline, 0, date(2024, 7, 10)) == themes.LIGHT.surface


def test_a_selected_row_is_tinted(make: Make):
    timeline = make([row("1"), row("2")])
    timeline.set_selected(["2"])
    assert colour(timeline, 0, date(2024, 9, 10)) == themes.LIGHT.surface
    assert colour(timeline, 1, date(2024, 9, 10)) == themes.LIGHT.current_row


def test_days_off_are_tinted_in_weeks_only(make: Make):
    saturday = date(2024, 6, 8)
    timeline = make([row("1")])
    assert colour(timeline, 4, saturday) == themes.LIGHT.surface
    timeline.set_scale("周")
    assert colour(timeline, 4, saturday) == themes.LIGHT.window


def test_dark_theme_changes_bar_and_ground(make: Make):
    timeline = make([row("1")])
    timeline.set_theme(themes.DARK)
    assert colour(timeline, 0, date(2024, 5, 1)) == themes.DARK.bar
    assert colour(timeline, 0, date(2024, 9, 10)) == themes.DARK.surface
    assert picture(timeline).pixelColor(4, 4).name().upper() == themes.DARK.header


def test_only_rows_in_sight_are_painted(make: Make):
    timeline = make(many(500))
    chart = chart_of(timeline)
    assert chart.painted.start == 0
    assert len(chart.painted) <= 400 // timeline.state.row_height + 1
    timeline.bar.setValue(200 * timeline.state.row_height)
    settle()
    assert chart.painted.start == 200
    assert len(chart.painted) <= 400 // timeline.state.row_height + 2


def test_labels_cover_neither_nodes_nor_each_other(qapp):
    close = tuple(
        MilestoneFacts(str(k), "主体结构封顶", date(2024, 6, 10) + timedelta(9 * k)) for k in range(6)
    )
    look = Look(themes.LIGHT, QFont("JZ Sans"))
    frame = Frame(date(2024, 3, 5).toordinal(), 4.0, 800, 300, 0, 30, TODAY)
    one = row("1", milestones=close)
    labels = sorted(place_labels(one, frame, look))
    assert labels
    assert all(a.x + a.width <= b.x for a, b in pairwise(labels))
    for label in labels:
        nodes = [frame.x(node.on.toordinal() + MIDDAY) for node in one.nodes]
        assert not any(label.x < x < label.x + label.width for x in nodes)


def test_urgent_labels_choose_first(qapp):
    late = MilestoneFacts("a", "超期的节点", date(2024, 6, 3))
    done = MilestoneFacts("b", "办完的长长的节点", date(2024, 5, 20), date(2024, 5, 20))
    look = Look(themes.LIGHT, QFont("JZ Sans"))
    frame = Frame(date(2024, 3, 5).toordinal(), 4.0, 800, 300, 0, 30, TODAY)
    assert [label.node.label for label in place_labels(row("1", milestones=(late, done)), frame, look)] == [
        "超期的节点"
    ]


def test_the_drawing_serves_any_painter(qapp):
    image = QImage(1600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor(themes.LIGHT.surface))
    look = Look(themes.LIGHT, QFont("JZ Sans"), 2.0, pictures=False)
    frame = Frame(date(2024, 3, 5).toordinal(), 7.0, 1600, 600, 0, 60, TODAY)
    painter = QPainter(image)
    assert draw(painter, many(30), frame, look) == range(11)
    painter.end()
    at = QPoint(frame.x(date(2024, 7, 1).toordinal()), frame.middle(1))
    assert image.pixelColor(at).name().upper() == themes.LIGHT.planned


# What hands do.
def test_a_click_picks_the_row(qtbot, make: Make):
    timeline = make([row("1"), row("2")])
    with qtbot.waitSignal(timeline.picked) as got:
        QTest.mouseClick(
            chart_of(timeline).viewport(),
            Qt.MouseButton.LeftButton,
            pos=point(timeline, 1, date(2024, 9, 1)),
        )
    assert got.args == ["2"]
    with qtbot.waitSignal(timeline.picked) as got:
        names = timeline.names
        QTest.mouseClick(names, Qt.MouseButton.LeftButton, pos=QPoint(40, timeline.state.header_height + 5))
    assert got.args == ["1"]


def test_a_click_below_the_rows_picks_nothing(qtbot, make: Make):
    timeline = make([row("1")])
    with qtbot.assertNotEmitted(timeline.picked):
        viewport = chart_of(timeline).viewport()
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=point(timeline, 6, TODAY))


def test_ctrl_wheel_zooms_at_the_pointer(make: Make):
    timeline = make([row("1")])
    chart, state = chart_of(timeline), timeline.state
    at, days = point(timeline, 0, date(2024, 8, 1)), state.last - state.first
    turn(chart, at, 2, CTRL)
    settle()
    assert state.last - state.first < days
    assert abs(point(timeline, 0, date(2024, 8, 1)).x() - at.x()) <= 1
    low, high = chart.getPlotItem().viewRange()[0]
    assert (low, high) == pytest.approx((state.first, state.last))


def test_zooming_far_changes_the_scale_and_says_so(qtbot, make: Make):
    timeline = make([row("1")])
    with qtbot.waitSignal(timeline.scale_changed) as got:
        turn(chart_of(timeline), point(timeline, 0, TODAY), 5, CTRL)
    assert got.args == ["周"] == [timeline.scale_name()]


def test_the_wheel_scrolls_rows_and_leaves_the_days(make: Make):
    timeline = make(many(100))
    days = (timeline.state.first, timeline.state.last)
    turn(chart_of(timeline), point(timeline, 2, TODAY), -1, Qt.KeyboardModifier.NoModifier)
    assert timeline.bar.value() > 0
    assert (timeline.state.first, timeline.state.last) == days


def test_dragging_pans_in_time_and_picks_nothing(qtbot, make: Make):
    timeline = make([row("1")])
    viewport, first = chart_of(timeline).viewport(), timeline.state.first
    start = point(timeline, 0, date(2024, 7, 1))
    with qtbot.assertNotEmitted(timeline.picked):
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(viewport, start - QPoint(60, 0))
        QTest.mouseMove(viewport, start - QPoint(100, 0))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start - QPoint(100, 0))
    settle()
    assert timeline.state.first > first
    assert abs(point(timeline, 0, date(2024, 7, 1)).x() - (start.x() - 100)) <= 1


def test_the_tooltip_names_node_plan_and_days_left(make: Make):
    timeline = make([row("1", milestones=(MilestoneFacts("n", "主体完工", date(2024, 7, 1)),))])
    at = QPointF(point(timeline, 0, date(2024, 7, 1)))
    assert chart_of(timeline).words_at(at) == "云岭第1号工程：主体完工，计划 2024-07-01，剩余 26 天"
    timeline.set_rows([row("1", late=True)], TODAY)
    at = QPointF(point(timeline, 0, date(2024, 5, 10)))
    assert chart_of(timeline).words_at(at) == "云岭第1号工程：土地，完成时限 2024-05-10，超期 26 天"


def test_keys_move_row_and_node_and_pick(qtbot, make: Make):
    ahead = MilestoneFacts("n", "竣工", date(2025, 8, 1))
    timeline = make([row("1"), row("2", milestones=(ahead,)), row("3")])
    timeline.setFocus()
    QApplication.sendEvent(timeline, QEvent(QEvent.Type.WindowActivate))
    timeline.state.row = 0
    QTest.keyClick(timeline, Qt.Key.Key_Down)
    QTest.keyClick(timeline, Qt.Key.Key_Right)
    assert timeline.state.current()[1] is not None
    assert timeline.state.first < date(2025, 8, 1).toordinal() < timeline.state.last
    assert "竣工" in timeline.accessibleDescription()
    with qtbot.waitSignal(timeline.picked) as got:
        QTest.keyClick(timeline, Qt.Key.Key_Return)
    assert got.args == ["2"]
    QTest.keyClick(timeline, Qt.Key.Key_Home)
    assert timeline.state.first < TODAY.toordinal() < timeline.state.last
    assert timeline.accessibleName() == "时限图"


def test_moving_by_keys_keeps_the_row_in_sight(make: Make):
    timeline = make(many(60))
    timeline.state.row = 0
    for _ in range(40):
        QTest.keyClick(timeline, Qt.Key.Key_Down)
    settle()
    assert timeline.state.row in chart_of(timeline).painted


# What stays.
def test_first_rows_show_three_months_before_and_four_after_today(make: Make):
    state = make([row("1")]).state
    assert state.first == date(2024, 3, 5).toordinal()
    assert state.last == date(2024, 10, 5).toordinal() + 1


def test_new_rows_leave_place_and_days(make: Make):
    timeline = make(many(200))
    timeline.set_scale("季")
    timeline.bar.setValue(900)
    state = timeline.state
    before = (state.first, state.last, state.scroll, timeline.scale_name())
    timeline.set_rows(many(180), TODAY)
    assert (state.first, state.last, state.scroll, timeline.scale_name()) == before


def test_the_keyboards_row_is_found_again_by_its_id(make: Make):
    rows = many(5)
    timeline = make(rows)
    timeline.state.row = 3
    timeline.set_rows(rows[2:], TODAY)
    assert timeline.state.current()[0] == rows[3]


def test_each_scale_shows_more_than_the_one_before(make: Make):
    timeline = make([row("1")])
    spans = []
    for name in timeline.scale_names():
        timeline.set_scale(name)
        assert timeline.scale_name() == name
        spans.append(timeline.state.last - timeline.state.first)
    assert spans == sorted(spans)


def test_a_timeline_without_rows_can_be_used(make: Make):
    timeline = make([])
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Return):
        QTest.keyClick(timeline, key)
    timeline.show_today()
    timeline.set_selected(["gone"])
    assert colour(timeline, 0, TODAY) == themes.LIGHT.light_ink["red"]
