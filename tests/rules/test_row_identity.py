"""Which returned row is which: ids where they can be trusted, words where not; no row is lost, none is taken twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.row_identity import Key, match_rows

SENT: dict[str, Key] = {f"id{n}": (f"项目{n % 7}", f"问题{n}") for n in range(30)}


def rows(*changes: tuple[int, tuple[str, Key]]) -> list[tuple[str, Key]]:
    made: list[tuple[str, Key]] = list(SENT.items())
    for place, row in changes:
        made[place] = row
    return made


def test_rows_sorted_at_will_are_themselves():
    matching = match_rows(SENT, list(reversed(SENT.items())))
    assert [match.id for match in matching.rows] == list(reversed(SENT))
    assert {match.how for match in matching.rows} == {"id"} and matching.trusted and not matching.missing


def test_an_edited_title_keeps_its_id():
    matching = match_rows(SENT, rows((3, ("id3", ("项目3", "问题3，已改")))))
    assert matching.rows[3].how == "id" and matching.rows[3].id == "id3"


def test_ids_that_a_sort_left_behind_are_not_trusted():
    ids, keys = list(SENT), list(SENT.values())
    shuffled = list(zip(ids, keys[1:] + keys[:1], strict=True))
    matching = match_rows(SENT, shuffled)
    assert not matching.trusted
    assert [match.id for match in matching.rows] == ids[1:] + ids[:1]
    assert {match.how for match in matching.rows} == {"key"}


def test_two_rows_with_each_others_ids_are_known_by_their_words():
    matching = match_rows(SENT, rows((0, ("id1", SENT["id0"])), (1, ("id0", SENT["id1"]))))
    assert [match.id for match in matching.rows[:2]] == ["id0", "id1"]


def test_ids_shuffled_inside_one_project_are_seen_through():
    one = {f"id{n}": ("同一个项目", f"问题{n}") for n in range(5)}
    keys = list(one.values())
    matching = match_rows(one, list(zip(one, keys[2:] + keys[:2], strict=True)))
    assert [match.id for match in matching.rows] == ["id2", "id3", "id4", "id0", "id1"]


def test_a_row_written_over_with_other_words_is_odd():
    matching = match_rows(SENT, rows((4, ("id4", ("别的项目", "别的问题")))))
    assert matching.rows[4].how == "odd" and matching.rows[4].id == "id4"


def test_the_first_of_two_rows_with_one_id_is_the_row():
    matching = match_rows(SENT, [*SENT.items(), ("id5", SENT["id5"]), ("id6", ("项目6", "另一个问题"))])
    assert [match.how for match in matching.rows[-2:]] == ["copy", "copy"]
    assert [match.id for match in matching.rows[-2:]] == ["id5", "id6"]
    assert not matching.missing


def test_a_damaged_id_is_known_by_the_words_and_a_missing_row_is_named():
    matching = match_rows(SENT, [("x9", SENT["id9"]), ("", SENT["id8"]), ("", ("项目1", "新问题"))])
    assert [(match.how, match.id) for match in matching.rows] == [("key", "id9"), ("key", "id8"), ("new", "")]
    assert len(matching.missing) == 28 and "id9" not in matching.missing


def test_without_key_columns_ids_alone_count():
    matching = match_rows({"a": (), "b": ()}, [("b", ()), ("a", ()), ("c", ())])
    assert [(match.how, match.id) for match in matching.rows] == [("id", "b"), ("id", "a"), ("new", "")]


IDS = st.sampled_from(["", "a", "b", "c", "d", "z"])
KEYS = st.tuples(st.sampled_from(["甲", "乙", ""]), st.sampled_from(["一", "二", "三", ""]))


@given(st.dictionaries(st.sampled_from("abcd"), KEYS), st.lists(st.tuples(IDS, KEYS), max_size=8))
def test_no_row_that_was_sent_is_given_twice_or_forgotten(sent, returned):
    matching = match_rows(sent, returned)
    given_ids = [match.id for match in matching.rows if match.how in ("id", "key", "odd")]
    assert len(matching.rows) == len(returned)
    assert len(given_ids) == len(set(given_ids))
    assert sorted([*given_ids, *matching.missing]) == sorted(sent)
    assert all(match.id in given_ids for match in matching.rows if match.how == "copy")


@given(st.dictionaries(st.sampled_from("abcdefgh"), KEYS, min_size=1), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(sent, random):
    keyed = {row_id: (*key, row_id) for row_id, key in sent.items()}
    returned = list(keyed.items())
    random.shuffle(returned)
    matching = match_rows(keyed, returned)
    assert [match.id for match in matching.rows] == [row_id for row_id, _ in returned]
