"""From dates to what the timeline shows, above all at the boundary of a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jzledger.rules.timeline import (
    FINISH,
    ISSUE,
    START,
    DueFacts,
    MilestoneFacts,
    Span,
    TimelineRow,
    days_late,
    project_row,
)

TODAY = date(2024, 6, 5)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
MARCH, SEPTEMBER = date(2024, 3, 1), date(2024, 9, 20)


def row(**given: Any) -> TimelineRow:
    """A project from March to September, begun in March, with what else is given."""
    facts = {"planned": (MARCH, SEPTEMBER), "real": (MARCH, None), "today": TODAY, **given}
    return project_row("p", "东院区", "green", **facts)


def node(due: date | None, done: date | None = None, **more: Any) -> MilestoneFacts:
    return MilestoneFacts("n", "主体完工", due, done, **more)


@pytest.mark.parametrize(
    ("due", "light", "late"),
    [(YESTERDAY, "red", Span(YESTERDAY, TODAY)), (TODAY, "green", None), (TOMORROW, "green", None)],
)
def test_an_open_node_is_late_from_the_day_after(due: date, light: str, late: Span | None):
    made = row(milestones=[node(due)])
    assert (made.nodes[0].light, made.late) == (light, late)


@pytest.mark.parametrize(("finish", "late"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False)])
def test_the_finish_is_late_from_the_day_after(finish: date, late: bool):
    made = row(planned=(MARCH, finish))
    assert (made.late is not None) == late
    assert made.late_for == ("完工" if late else "")


@pytest.mark.parametrize(("due", "late"), [(YESTERDAY, True), (TODAY, False)])
def test_an_issue_is_late_from_the_day_after(due: date, late: bool):
    made = row(issues=[DueFacts("i", "土地", due, "red" if late else "amber")])
    assert (made.late is not None) == late
    assert made.nodes[0].kind == ISSUE


def test_a_red_light_judged_on_another_day_makes_nothing_late_that_is_due_today():
    assert row(issues=[DueFacts("i", "土地", TODAY, "red")]).late is None


def test_a_long_term_issue_is_never_late():
    assert row(issues=[DueFacts("i", "土地", YESTERDAY, "green")]).late is None


def test_closed_issues_and_issues_without_a_day_are_not_shown():
    issues = [DueFacts("i", "土地", YESTERDAY, "closed"), DueFacts("j", "用电", None, "undated")]
    assert row(issues=issues).nodes == ()


def test_the_hatch_begins_at_the_first_missed_day_and_the_dark_part_ends_there():
    made = row(milestones=[node(date(2024, 5, 20)), node(date(2024, 5, 10)), node(SEPTEMBER)])
    assert made.late == Span(date(2024, 5, 10), TODAY)
    assert made.done == Span(MARCH, date(2024, 5, 10))


def test_without_a_miss_the_dark_part_reaches_today():
    assert row().done == Span(MARCH, TODAY)


def test_a_node_done_late_stands_where_it_was_done_and_leaves_no_hatch():
    made = row(milestones=[node(date(2024, 5, 10), date(2024, 5, 15))])
    only = made.nodes[0]
    assert (only.on, only.done, made.late) == (date(2024, 5, 15), True, None)
    assert days_late(only, TODAY) == 5


def test_days_late_of_an_open_node_count_up_to_today():
    made = row(milestones=[node(YESTERDAY), node(TODAY)])
    assert [days_late(each, TODAY) for each in made.nodes] == [1, 0]


def test_work_that_is_not_known_to_have_begun_shows_no_dark_part():
    assert row(real=(None, None)).done is None


def test_a_done_node_tells_that_work_has_begun():
    made = row(real=(None, None), milestones=[node(date(2024, 4, 1), date(2024, 4, 1))])
    assert made.done == Span(MARCH, TODAY)


def test_a_completed_project_is_dark_to_its_completion_and_not_late():
    made = row(planned=(MARCH, date(2024, 5, 1)), real=(MARCH, date(2024, 5, 12)))
    assert made.done == Span(MARCH, date(2024, 5, 12))
    assert made.late is None


def test_a_start_before_the_plan_makes_the_dark_part_longer():
    early = date(2024, 2, 1)
    made = row(real=(early, None))
    assert (made.planned, made.done) == (Span(MARCH, SEPTEMBER), Span(early, TODAY))


def test_the_baseline_reaches_to_the_last_approved_node():
    made = row(milestones=[node(SEPTEMBER, baseline_on=date(2024, 8, 31)), node(TOMORROW)])
    assert made.baseline == Span(MARCH, date(2024, 8, 31))
    assert row().baseline is None


def test_a_project_without_a_day_is_not_scheduled():
    made = row(planned=(None, None), real=(None, None))
    assert not made.scheduled
    assert (made.planned, made.done, made.late, made.nodes) == (None, None, None, ())


def test_nodes_of_an_unscheduled_project_are_shown_and_may_be_late():
    made = row(planned=(None, None), real=(None, None), milestones=[node(YESTERDAY)])
    assert not made.scheduled
    assert made.late == Span(YESTERDAY, TODAY)


@pytest.mark.parametrize(
    ("planned", "kind", "light"),
    [
        ((None, SEPTEMBER), FINISH, "green"),
        ((None, YESTERDAY), FINISH, "red"),
        ((MARCH, None), START, "undated"),
        ((TOMORROW, None), START, "green"),
    ],
)
def test_one_known_end_is_a_node_and_no_bar(planned: tuple[date | None, date | None], kind: str, light: str):
    made = row(planned=planned, real=(None, None))
    assert made.planned is None
    assert made.scheduled
    assert [(each.kind, each.light) for each in made.nodes] == [(kind, light)]


def test_a_plan_with_its_ends_exchanged_still_gives_a_bar():
    assert row(planned=(SEPTEMBER, MARCH)).planned == Span(MARCH, SEPTEMBER)


def test_the_office_decides_when_a_node_is_amber_but_never_against_the_day():
    made = row(milestones=[node(TOMORROW, light="amber"), node(SEPTEMBER, light="red")])
    assert [each.light for each in made.nodes] == ["amber", "green"]


def test_nodes_stand_in_the_order_of_their_days():
    made = row(
        milestones=[node(SEPTEMBER), node(date(2024, 4, 1), date(2024, 4, 9))],
        issues=[DueFacts("i", "土地", TOMORROW, "amber")],
    )
    assert [each.on for each in made.nodes] == [date(2024, 4, 9), TOMORROW, SEPTEMBER]
