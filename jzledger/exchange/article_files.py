"""Which files of a folder are for reading, and reading many of them one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from jzledger.errors import FileBroken, LedgerError
from jzledger.exchange.articles_in import read
from jzledger.exchange.imports import read_file
from jzledger.rules.proposal import Progress, silent

TEXTS = frozenset((".txt", ".text", ".md", ".htm", ".html", ".docx"))
WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv"))


def expanded(places: Iterable[Path], *, kinds: frozenset[str] = TEXTS | WORKBOOKS) -> list[Path]:
    """Each folder replaced by its files of these kinds, folders inside it too, in the order of their names.

    A file that is named itself stays, whatever its name ends in. Locks and leavings of Word and Excel are passed over.
    Raises FileBroken for a folder that holds nothing to read.
    """
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(
            file
            for file in place.rglob("*")
            if file.suffix.lower() in kinds and file.is_file() and not file.name.startswith(("~$", "."))
        )
        if not inside:
            raise FileBroken("这个文件夹里没有可以读的文件", place.name, "请确认选对了文件夹。")
        found += inside
    return found


def read_each(
    files: Sequence[Path], resources: Path, *, progress: Progress = silent
) -> Iterator[tuple[Path, dict[str, Any] | LedgerError]]:
    """What each article says, or why it cannot be read; one is held at a time. Raises what `progress` raises."""
    for number, file in enumerate(files):
        progress(number, len(files), f"正在读取 {file.name}")
        try:
            yield file, read(read_file(file), file.name, resources)
        except LedgerError as error:
            yield file, error
    progress(len(files), len(files), "读完了")
