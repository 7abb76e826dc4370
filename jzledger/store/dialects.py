"""What only one of the two database engines needs.

SQLite tables are STRICT, which knows five type names only, so the generic types are given those names.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Date, DateTime, Float, String
from sqlalchemy.ext.compiler import compiles

_STRICT_NAMES: dict[type[Any], str] = {
    Date: "TEXT",
    DateTime: "TEXT",
    String: "TEXT",
    JSON: "TEXT",
    BigInteger: "INTEGER",
    Boolean: "INTEGER",
    Float: "REAL",
}


def _named(name: str) -> Any:
    return lambda type_, compiler, **options: name


for _type, _name in _STRICT_NAMES.items():
    compiles(_type, "sqlite")(_named(_name))
