"""The container of old workbooks (OLE2): do its chains of sectors end?

A reader that follows a chain which bites its own tail never comes back. Format: [MS-CFB], 2.2 to 2.4.
"""

from __future__ import annotations

import sys
from array import array

_FREE_FROM = 0xFFFFFFFA  # the numbers above mark ends and special sectors
_HEADER = 512
_IN_HEADER = 109  # sectors of the allocation table that the header names itself


def are_sound(data: bytes) -> bool:
    """Does every chain of sectors, long and short, come to an end inside the file?"""
    if len(data) < _HEADER:
        return False
    power = int.from_bytes(data[30:32], "little")
    if not 7 <= power <= 16:
        return False
    table = _table(data, 1 << power)
    if table is None or _has_cycle(table):
        return False
    short = _chain(data, 1 << power, table, _number(data, 60))
    return short is not None and not _has_cycle(short)


def _table(data: bytes, size: int) -> array[int] | None:
    """The allocation table: for each sector the next one of its chain."""
    sectors = list(_numbers(data[76:_HEADER]))[:_IN_HEADER]
    more, left = _number(data, 68), len(data) // size + 1
    while more < _FREE_FROM:
        left -= 1
        numbers = _numbers(_sector(data, size, more))
        if left < 0 or not numbers:
            return None
        sectors += numbers[:-1]
        more = numbers[-1]
    table = array("I")
    for sector in sectors:
        if sector < _FREE_FROM:
            table.extend(_numbers(_sector(data, size, sector)))
    return table


def _chain(data: bytes, size: int, table: array[int], start: int) -> array[int] | None:
    """The numbers in the sectors of a chain, whose table has no circle; None if it leaves the file."""
    found = array("I")
    while start < _FREE_FROM:
        if start >= len(table):
            return None
        found.extend(_numbers(_sector(data, size, start)))
        start = table[start]
    return found


def _has_cycle(table: array[int]) -> bool:
    state = bytearray(len(table))  # 0 not seen, 1 on this way, 2 known to end
    for start in range(len(table)):
        way = []
        at = start
        while at < len(table) and not state[at]:
            state[at] = 1
            way.append(at)
            at = table[at]
        if at < len(table) and state[at] == 1:
            return True
        for seen in way:
            state[seen] = 2
    return False


def _sector(data: bytes, size: int, number: int) -> bytes:
    start = _HEADER + number * size
    return data[start : start + size]


def _numbers(data: bytes) -> array[int]:
    numbers = array("I")
    numbers.frombytes(data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")
