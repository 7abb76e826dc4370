"""Names of files that came from elsewhere, made fit for every system."""

from __future__ import annotations

import re
import unicodedata

from jzledger.rules.text import clean

LONGEST = 120  # characters; a path in a temporary folder stays below the limit of Windows
_SEPARATORS = re.compile(r"[/\\]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
# The system would run these instead of showing them.
PROGRAMS = frozenset(
    ".exe .com .bat .cmd .scr .pif .msi .msp .lnk .url .js .jse .vbs .vbe .wsf .wsh .hta .ps1 .psm1 .reg .cpl .jar"
    " .sh .desktop .appimage .app .command .scf .inf .gadget .chm".split()
)


def safe_name(name: str, otherwise: str = "附件") -> str:
    """The last part of a name or path, without what a file name cannot hold; the suffix survives shortening."""
    last = _SEPARATORS.split(unicodedata.normalize("NFC", name))[-1]
    plain = _FORBIDDEN.sub("_", clean(last, many_lines=False)[0]).strip(" .")
    if not plain:
        return otherwise
    if _DEVICES.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, suffix = plain.rpartition(".")
    if dot and stem and len(suffix) <= 12:
        return f"{stem[: LONGEST - len(suffix) - 1].rstrip(' .')}.{suffix}"
    return plain[:LONGEST].rstrip(" .")


def is_program(name: str) -> bool:
    """Would opening this file run it?"""
    return any(name.lower().endswith(suffix) for suffix in PROGRAMS)


def size_words(size: int) -> str:
    """「320 KB」, 「1.5 MB」, 「2.0 GB」."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= factor:
            amount = size / factor
            return f"{amount:.0f} {unit}" if unit == "KB" else f"{amount:.1f} {unit}"
    return f"{size} 字节"
