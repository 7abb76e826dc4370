"""On which day a festival falls, for deadlines such as 春节前. The days off around it are in `workdays`."""

from __future__ import annotations

from datetime import date

_FIXED = {"元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "十一": (10, 1)}

_FIRST_LUNAR_YEAR = 2024
_LUNAR = {
    "春节": (
        "0210", "0129", "0217", "0206", "0126", "0213", "0203", "0123", "0211",
        "0131", "0219", "0208", "0128", "0215", "0204", "0124", "0212",
    ),
    "端午": (
        "0610", "0531", "0619", "0609", "0528", "0616", "0605", "0624", "0612",
        "0601", "0620", "0610", "0530", "0618", "0607", "0527", "0614",
    ),
    "中秋": (
        "0917", "1006", "0925", "0915", "1003", "0922", "0912", "1001", "0919",
        "0908", "0927", "0916", "1004", "0924", "0913", "1002", "0920",
    ),
}  # fmt: skip
"""Month and day in each year from 2024: the lunar feasts follow no simple rule."""

NAMES = (*_FIXED, *_LUNAR, "清明")


def festival_day(name: str, year: int) -> date | None:
    """The day of the festival (one of `NAMES`) in that year; None where the year is not in the tables."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    place = year - _FIRST_LUNAR_YEAR
    if not 0 <= place < len(_LUNAR["春节"]):
        return None
    if name == "清明":
        # From 2024 to 2040 the sun reaches 15° on 4 April in leap years and the year after, else on 5 April.
        return date(year, 4, 4 if year % 4 < 2 else 5)
    text = _LUNAR[name][place]
    return date(year, int(text[:2]), int(text[2:]))
