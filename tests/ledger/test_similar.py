"""Near-duplicates are looked for within a project."""

from __future__ import annotations

from jzledger.ledger.similar import all_pairs, issues_like, tell_apart


def test_while_an_issue_is_typed_those_of_its_project_are_compared(office):
    one, other = office.project("云杉产业园"), office.project("石泓电站")
    known = office.issue("3号地块林地调整手续未批", project="云杉产业园")
    office.issue("3号地块林地调整手续未批", project="石泓电站")
    found = office.ledger.read(issues_like, "三号地块林地手续未批", one)
    assert [(like.id, like.state) for like in found] == [(known, "listed")]
    assert len(office.ledger.read(issues_like, "三号地块林地手续未批", other)) == 1
    assert office.ledger.read(issues_like, "三号地块林地手续未批", one, [known]) == []
    assert office.ledger.read(issues_like, "蒸汽管网接入点未定", one) == []


def test_pairs_of_the_ledger_are_told_once_the_most_alike_first(office):
    office.project("云杉产业园")
    titles = ("林地手续未批", "林地手续未批。", "林地手续尚未批", "供电线路未定")
    ids = [office.issue(title, project="云杉产业园") for title in titles]
    pairs = office.ledger.read(all_pairs)
    assert (pairs[0].first, pairs[0].second, pairs[0].likeness) == (ids[0], ids[1], 1.0)
    assert {(p.first, p.second) for p in pairs} == {(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])}
    office.delete("issues", ids[1])
    assert len(office.ledger.read(all_pairs)) == 1


def test_a_pair_that_was_told_apart_is_not_offered_again_until_that_is_undone(office):
    project = office.project("云杉产业园")
    one, other = (
        office.issue(title, project="云杉产业园")
        for title in ("东侧厂房林地手续未批", "西侧厂房林地手续未批")
    )
    assert len(office.ledger.read(all_pairs)) == 1
    assert office.ledger.read(issues_like, "西侧厂房林地手续未批", project, [other])
    office.ledger.edit("注明不是重复", tell_apart, other, one)
    office.ledger.edit("注明不是重复", tell_apart, one, other)
    assert office.ledger.read(all_pairs) == []
    assert office.ledger.read(issues_like, "西侧厂房林地手续未批", project, [other]) == []
    office.ledger.undo()
    assert len(office.ledger.read(all_pairs)) == 1
