"""Merging keeps both histories, and one undo brings everything back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jzledger.errors import NotAllowed
from jzledger.ledger import attachments, moving
from jzledger.ledger.merging import merge_issues
from tests.office import Office, new_ledger


def merge(office: Office, kept: str, other: str) -> None:
    office.ledger.edit("合并问题", merge_issues, kept, other)


def test_the_kept_row_takes_over_what_it_lacks_and_what_happened_to_the_other(office):
    office.project("云杉产业园")
    kept = office.issue("林地手续未批", project="云杉产业园", units="市林业局", progress="已报市局")
    other = office.issue(
        "林地手续没批",
        project="云杉产业园",
        units="市林业局、青陵区",
        due="6月20日",
        progress="区里已初审",
        note="急",
    )
    merge(office, kept, other)
    row = office.row("issues", kept)
    assert (row["title"], row["due"].text, row["note"]) == (
        "林地手续未批",
        "6月20日",
        "急\n并入：林地手续没批",
    )
    assert office.names("issues", kept, "units") == ["市林业局", "青陵区"]
    assert {n.text for n in office.ledger.read(moving.notes_of, kept)} == {"已报市局", "区里已初审"}
    assert [r["id"] for r in office.rows("issues")] == [kept]
    assert [step.label for step in office.steps()][-1] == "合并问题"


def test_rows_of_two_projects_and_a_row_with_itself_are_not_merged(office):
    office.project("甲园"), office.project("乙园")
    one, other = office.issue("未批", project="甲园"), office.issue("未批", project="乙园")
    for pair in ((one, other), (one, one)):
        with pytest.raises(NotAllowed):
            merge(office, *pair)


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "units": st.sampled_from(["市林业局", "青陵区", "青陵区、市林业局"]),
        "due": st.sampled_from(["6月20日", "尽快", "5月1日"]),
        "person": st.sampled_from(["李明", "赵春"]),
        "note": st.sampled_from(["急", "缓"]),
        "measures": st.just("专题会商"),
        "progress": st.sampled_from(["已报", "已审"]),
        "title": st.sampled_from(["林地手续未批", "林地手续没批"]),
    },
)


@settings(max_examples=15, deadline=None)
@given(first=CELLS, second=CELLS, files=st.lists(st.sampled_from([0, 1]), max_size=3))
def test_undoing_a_merge_is_as_if_there_had_been_none_and_redoing_as_if_no_undo(first, second, files):
    with tempfile.TemporaryDirectory() as folder, new_ledger(str(Path(folder) / "云岭.jzl")) as ledger:
        office = Office(ledger)
        office.project("云杉产业园")
        ids = [
            office.issue(**{"title": "问题", "project": "云杉产业园", **typed}) for typed in (first, second)
        ]
        for n, place in enumerate(files):
            ledger.edit("附件", attachments.attach, "issue", ids[place], f"{n}.txt", b"same")
        before = office.living()
        merge(office, *ids)
        merged = office.living()
        assert ("issue", ids[1]) not in merged
        ledger.undo()
        assert office.living() == before
        ledger.redo()
        assert office.living() == merged
