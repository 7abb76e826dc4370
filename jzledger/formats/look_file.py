"""A learned look as TOML, and back. What the ledger keeps is read as strictly as a layout file."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from typing import Any

from jzledger.errors import FileBroken
from jzledger.formats.look import Look, as_values

LARGEST = 4_000_000  # characters
ADVICE = "请重新学习这个样表。"
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def look_to_toml(look: Look) -> str:
    """One key after the other; what is as usual is left out."""
    lines = []
    for key, value in as_values(look).items():
        if value is None:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inside = "".join(f"\n  {_toml(item)}," for item in value)
            lines.append(f"{key} = [{inside}\n]")
        else:
            lines.append(f"{key} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def look_from_toml(text: str, name: str) -> Look:
    """Raises FileBroken for a text that is no look; `name` is told."""
    try:
        if len(text) > LARGEST:
            raise ValueError("too large")
        return typing.cast(Look, _made(Look, tomllib.loads(text), "版式"))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise FileBroken("学习的版式坏了，不能使用", name, ADVICE, detail=str(error)) from error


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        pairs = [f"{_key(key)} = {_toml(item)}" for key, item in value.items() if item is not None]
        return "{ " + ", ".join(pairs) + " }" if pairs else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return repr(value)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _made(kind: Any, value: Any, where: str) -> Any:
    """`value` as a value of the type `kind`. Raises ValueError where it is none."""
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _made_class(kind, value, where)
    if origin in (types.UnionType, typing.Union):
        return _one_of(inside, value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{where}: {value!r} is no list")
        kinds = inside if len(inside) < 2 or inside[1] is not ... else (inside[0],) * len(value)
        if len(kinds) != len(value):
            raise ValueError(f"{where}: {len(value)} values")
        return tuple(_made(each, item, where) for each, item in zip(kinds, value, strict=True))
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise ValueError(f"{where}: {value!r} is no table")
        return {_key_of(inside[0], key): _made(inside[1], item, where) for key, item in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        raise ValueError(f"{where}: {value!r} is no {kind}")
    return value


def _made_class(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{where}: {value!r} is no table")
    hints = typing.get_type_hints(kind)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{where}: unknown {sorted(unknown)}")
    return kind(**{key: _made(hints[key], item, f"{where}.{key}") for key, item in value.items()})


def _one_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return _made(kind, value, where)
        except ValueError:
            continue
    raise ValueError(f"{where}: {value!r}")


def _key_of(kind: Any, key: str) -> Any:
    return int(key) if kind is int else key
