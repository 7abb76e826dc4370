"""Names of cells and columns as every spreadsheet shows them. Rows and columns count from 0."""

from __future__ import annotations


def column_letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_of(letters: str) -> int:
    """A -> 0, AA -> 26; capitals only."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def cell_name(row: int, column: int) -> str:
    """(4, 12) -> M5."""
    return f"{column_letters(column)}{row + 1}"


def place_of(name: str) -> tuple[int, int]:
    """M5 -> (4, 12). Raises ValueError."""
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]) - 1, column_of(letters)
