"""Names of cells and columns there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jzledger.rules.cell_names import cell_name, column_letters, column_of, place_of

COLUMNS = st.integers(0, 16_383)  # A to XFD


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")],
)
def test_columns_are_counted_in_letters(column: int, letters: str):
    assert (column_letters(column), column_of(letters)) == (letters, column)


@given(st.integers(0, 1_048_575), COLUMNS)
def test_a_cell_is_found_by_its_name(row: int, column: int):
    assert place_of(cell_name(row, column)) == (row, column)


@pytest.mark.parametrize("name", ["", "A", "AB"])
def test_a_name_without_a_row_is_no_cell(name: str):
    with pytest.raises(ValueError):
        place_of(name)
