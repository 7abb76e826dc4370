"""Reading a TOML table key by key, with complaints that name file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken

LARGEST = 1_000_000  # bytes; a layout is a few thousand
_COLOUR = re.compile(r"[0-9A-F]{6}|")
ADVICE = "请改正这个版式文件，或换回原来的文件。"


def read_toml(path: Path) -> TomlTable:
    """The file as a table. Raises FileBroken."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileBroken("文件太大，不是版式", path.name, ADVICE)
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileBroken("没有这个版式文件或不能读取", path.name, ADVICE, detail=str(error)) from error
    except (ValueError, RecursionError) as error:
        raise FileBroken(f"不是正确的 TOML 文件（{error}）", path.name, ADVICE, detail=str(error)) from error
    return TomlTable(values, path.name)


class TomlTable:
    """One table of a file. Every value is asked for once; `done` complains about those that nobody asked for."""

    def __init__(self, values: dict[str, Any], file: str, place: str = "") -> None:
        self.values = values
        self.file = file
        self.place = place
        self._asked: set[str] = set()

    def wrong(self, key: str, message: str) -> FileBroken:
        """The error for a value of this table, to be raised."""
        place = ".".join(part for part in (self.place, key) if part)
        return FileBroken(message, f"{self.file} {place}".strip(), ADVICE)

    def done(self) -> None:
        """Raises FileBroken for a key that is not known."""
        for key in self.values:
            if key not in self._asked:
                raise self.wrong(key, f"不认识的键“{key}”")

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        return str(self._typed(key, str, "文字", default))

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._typed(key, bool, "true 或 false", default))

    def number(self, key: str, low: float, high: float, default: float | None = None) -> float:
        value = self._typed(key, (int, float), "数字", default)
        if isinstance(value, bool) or not low <= value <= high:
            raise self.wrong(key, f"应为{low:g}到{high:g}之间的数字")
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        value = self.number(key, low, high, default)
        if value != int(value):
            raise self.wrong(key, "应为整数")
        return int(value)

    def word(self, key: str, words: Collection[str], default: str | None = None) -> str:
        """A text that is one of these words."""
        value = self.text(key, default)
        if value not in words:
            raise self.wrong(key, f"“{value}”不在可用的词之内：{'、'.join(words)}")
        return value

    def colour(self, key: str, default: str = "") -> str:
        value = self.text(key, default)
        if not _COLOUR.fullmatch(value):
            raise self.wrong(key, f"“{value}”不是颜色，应为六位十六进制数")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        values = self._typed(key, list, "列表", list(default) if default is not None else None)
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, "列表中应都是文字")
        return tuple(values)

    def items(self, key: str) -> list[Any]:
        """A list whose items the caller judges."""
        return list(self._typed(key, list, "列表", []))

    def table(self, key: str) -> TomlTable:
        return self.inside(self._typed(key, dict, "表", None), key)

    def tables(self, key: str) -> list[TomlTable]:
        """A list of tables."""
        found = self._typed(key, list, "列表", None)
        return [self.inside(value, f"{key}[{place}]") for place, value in enumerate(found, 1)]

    def named(self, key: str) -> dict[str, TomlTable]:
        """A table of tables; empty where the key is missing."""
        table = self._typed(key, dict, "表", {})
        return {name: self.inside(value, f"{key}.{name}") for name, value in table.items()}

    def inside(self, value: Any, place: str) -> TomlTable:
        """A value of this table as a table of its own."""
        if not isinstance(value, dict):
            raise self.wrong(place, "应为表")
        return TomlTable(value, self.file, f"{self.place}.{place}".strip("."))

    def _typed(self, key: str, kind: Any, called: str, default: Any) -> Any:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is None:
            raise self.wrong(key, f"缺少“{key}”")
        if not isinstance(value, kind):
            raise self.wrong(key, f"应为{called}")
        return value
