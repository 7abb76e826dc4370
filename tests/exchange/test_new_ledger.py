"""A new ledger knows its city by its code, or by what its office is called."""

from __future__ import annotations

import pytest

from jzledger.exchange.new_ledger import make_ledger
from jzledger.paths import resources


@pytest.mark.parametrize(
    ("city", "office", "typed", "name"),
    [
        ("4108", "焦作市重点项目建设办公室", "", "焦作市"),
        ("4108", "马村区重点办", "", "焦作市"),
        ("9901", "云岭市重点项目建设办公室", "", "云岭市"),
        ("9901", "重点项目建设办公室", "", ""),
        ("9901", "云岭市重点项目建设办公室", "望溪区", "望溪区"),
    ],
)
def test_the_name_of_the_city(tmp_path, city, office, typed, name):
    place = str(tmp_path / "新.jzl")
    options = {"city": city, "office": office, "city_name": typed}
    with make_ledger(place, year=2024, by="王芳", resources=resources(), **options) as ledger:
        assert ledger.settings()["city_name"] == name
