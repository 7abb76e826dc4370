"""A new, empty ledger of an office, with the nation's holidays."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from jzledger.ledger.ledger import Ledger
from jzledger.rules.workdays import read_holidays

_PLACE = re.compile(r"\w{1,8}?[市县区州]")


def city_names(resources: Path) -> dict[str, str]:
    """City code -> name, for the codes that the program knows."""
    with (resources / "cities.toml").open("rb") as file:
        names: dict[str, str] = tomllib.load(file)["cities"]
    return names


def make_ledger(
    ledger: str, *, city: str, office: str, year: int, by: str, resources: Path, city_name: str = ""
) -> Ledger:
    """Make and open it. A city that is not known is called as its office says (云岭市重点…办公室).

    Raises LedgerExists, NotWritable, NoSpace.
    """
    holidays = read_holidays((resources / "holidays.toml").read_text("utf-8")).rows
    office_of = _PLACE.match(office)
    name = city_name or city_names(resources).get(city) or (office_of[0] if office_of else "")
    return Ledger.create(
        ledger, city=city, city_name=name, office=office, year=year, by=by, holidays=tuple(holidays)
    )
