"""Every Field of the ledger has a column type that a layout knows."""

from __future__ import annotations

import pytest

from jzledger.formats.column_types import column_type
from jzledger.formats.layout import TYPES
from jzledger.records import kinds
from jzledger.records.fields import TABLES


def test_every_field_can_be_printed():
    found = {column_type(field.kind) for table in TABLES.values() for field in table.fields}
    assert found <= TYPES and {"money", "pct", "date", "due", "light", "int", "long", "text"} <= found


@pytest.mark.parametrize(
    "kind", [kinds.TEXT, kinds.NAMED, kinds.STATE, kinds.YEAR, kinds.MONTH, kinds.Links()]
)
def test_what_has_no_type_of_its_own_is_printed_as_its_words(kind: kinds.Kind):
    assert column_type(kind) == "text"
