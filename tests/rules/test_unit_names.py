"""Names of units as clerks shorten them, and words that are no unit. Both tables are this project's own."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.name_matches import Known, ratio
from jzledger.rules.unit_names import Form, Places, UnitIndex, alike, canonical, score

HERE = Path(__file__).parent
PLACES = Places("云岭市", ("青河县", "柏溪县", "沐阳市", "马坊区", "石桥区"))
NONE = "-"


class Table(NamedTuple):
    units: list[str]
    asked: list[tuple[str, str]]  # as written, the unit meant
    decoys: list[str]


def table(name: str) -> Table:
    found = Table([], [], [])
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            unit, written = line.split("\t")
            if unit == NONE:
                found.decoys.append(written)
            else:
                found.units.append(unit)
                found.asked.extend((one, unit) for one in written.split("/"))
    return found


TUNED, FRESH = table("unit_names.tsv"), table("unit_names_fresh.tsv")


def counts(asked: Table, units: list[str]) -> dict[str, int]:
    index = UnitIndex([Known(name, name) for name in dict.fromkeys(units)], PLACES)
    found = {"top": 0, "right": 0, "wrong": 0, "decoys": 0}
    for written, unit in asked.asked:
        match = index.match(written)
        found["top"] += bool(match.candidates) and match.candidates[0].id == unit
        if match.taken is not None:
            found["right" if match.taken.id == unit else "wrong"] += 1
    found["decoys"] = sum(index.match(written).taken is not None for written in asked.decoys)
    return found


def test_the_tables_are_as_large_as_they_say():
    assert len(TUNED.units) == 60 and len(TUNED.asked) == 93 and len(TUNED.decoys) == 20
    assert len(FRESH.units) == 42 and len(FRESH.asked) == 64 and len(FRESH.decoys) == 15


def test_short_names_are_found_none_wrong_no_decoy_taken():
    found = counts(TUNED, TUNED.units)
    assert found["wrong"] == found["decoys"] == 0
    assert found["top"] >= 92 and found["right"] >= 88


def test_names_that_the_rules_were_not_made_with_are_found_among_all_units():
    found = counts(FRESH, TUNED.units + FRESH.units)
    assert found["wrong"] == found["decoys"] == 0
    assert found["top"] >= 62 and found["right"] >= 55


@pytest.mark.parametrize(
    ("name", "level", "core"),
    [
        ("云岭市发展和改革委员会", "市", "发展和改革委"),
        ("市发改委", "市", "发改委"),
        ("云岭商务局", "市", "商务局"),
        ("市场监督管理局", "", "市场监管局"),
        ("市市场监管局", "市", "市场监管局"),
        ("青河县", "青河县", "政府"),
        ("青河县人民政府", "青河县", "政府"),
        ("青河发改委", "青河县", "发改委"),
        ("沐阳市工信局", "沐阳市", "工信局"),
        ("安平区商务局", "安平区", "商务局"),
        ("示范区管委会", "", "示范区"),
        ("青河县产业集聚区管理委员会", "青河县", "产业集聚区"),
        ("云岭 市财政局（国库科）", "", "云岭市财政局国库科"),
        ("", "", ""),
    ],
)
def test_the_level_is_split_off_and_the_body_shortened(name: str, level: str, core: str):
    found = canonical(name, PLACES)
    assert found == Form(level, core) or (name.startswith("云岭 市") and found == Form("市", "财政局国库科"))


def test_a_county_body_never_becomes_that_of_another_county():
    index = UnitIndex([Known("b", "柏溪县发展和改革委员会"), Known("c", "云岭市发展和改革委员会")], PLACES)
    assert index.match("青河县发改委").decision == "new"
    assert index.match("柏溪县发改委").taken.id == "b"
    assert index.match("市发改委").taken.id == "c"


def test_the_body_of_a_county_that_is_not_named_is_asked_about():
    index = UnitIndex([Known("a", "青河县住房和城乡建设局"), Known("c", "云岭市住房和城乡建设局")], PLACES)
    match = index.match("县住建局")
    assert match.decision == "offer" and [one.id for one in match.candidates] == ["a"]


def test_a_unit_that_names_no_county_stands_under_the_one_above_it():
    known = [Known("a", "发改委", level="青河县"), Known("b", "发改委", level="柏溪县")]
    index = UnitIndex(known, PLACES)
    assert index.match("青河县发改委").taken.id == "a"
    assert index.match("柏溪县发改委").taken.id == "b"
    assert index.match("市发改委").decision == "new"
    assert index.match("发改委").decision == "offer"


def test_two_that_are_equally_like_are_asked_about():
    index = UnitIndex([Known("a", "云岭市云杉建材有限公司"), Known("b", "云岭市云杉建筑有限公司")], PLACES)
    match = index.match("云杉公司")
    assert match.decision == "offer" and {one.id for one in match.candidates} == {"a", "b"}


def test_a_part_of_a_known_body_is_not_that_body():
    index = UnitIndex([Known("a", "云岭市财政局")], PLACES)
    assert index.match("市财政局国库科").taken is None


def test_of_several_names_of_one_row_the_best_counts_once():
    index = UnitIndex([Known("a", "云岭市生态环境局"), Known("a", "市环保局")], PLACES)
    match = index.match("云岭市环保局")
    assert match.taken.id == "a" and len(match.candidates) == 1


def test_entries_that_may_be_one_are_told_once_and_never_with_themselves():
    units = [
        Known("a", "云岭市发展和改革委员会"),
        Known("a", "市发改委"),
        Known("b", "发改委"),
        Known("c", "青河县发改委"),
    ]
    assert [pair[:2] for pair in alike(units, PLACES)] == [("a", "b")]


NAMES = st.text(alphabet="云岭市青河县区发展和改革委员会局办公室管理监督财政有限公司（） 12", max_size=14)


@given(NAMES)
def test_a_name_is_like_itself_whatever_its_width_and_blanks(name: str):
    form = canonical(name, PLACES)
    assert canonical(f" {name}　", PLACES) == form
    if form.core:
        assert score(form, form) == 100.0


@given(NAMES, st.lists(NAMES, max_size=6))
def test_what_is_taken_is_ahead_of_all_others_and_points_stay_in_bounds(written: str, names: list[str]):
    match = UnitIndex([Known(str(n), name) for n, name in enumerate(names)], PLACES).match(written)
    points = [one.points for one in match.candidates]
    assert points == sorted(points, reverse=True) and all(50 <= one <= 100 for one in points)
    if match.taken is not None:
        assert points[0] >= 80 and all(points[0] - one >= 8 for one in points[1:])
    assert (match.decision == "new") == (not points)


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8))
def test_the_ratio_is_that_of_the_longest_common_subsequence(one: str, other: str):
    table = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    wanted = 2 * table[-1][-1] / (len(one) + len(other)) if one and other else 0.0
    assert ratio(one, other) == pytest.approx(wanted)


def test_a_county_without_its_end_is_likely_the_county_and_asked():
    index = UnitIndex([Known("a", "青河县"), Known("b", "白石区财政局")])
    match = index.match("青河")
    assert match.taken is not None and match.taken.id == "a" and match.taken.points < 100
    assert index.match("白石").taken is None
