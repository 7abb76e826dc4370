"""Every error that a user can see.

An error says in Chinese what happened (`message`), where (`where`) and what to do (`todo`). `detail` keeps the
technical text for the log and is never shown. The lowest room that knows what to do raises the error; the window and
the command line only show it. Anything that is not a `LedgerError` is a bug.
"""

from __future__ import annotations

from collections.abc import Sequence


class LedgerError(Exception):
    """What happened, where, and what to do about it; all three in Chinese."""

    def __init__(self, message: str, where: str = "", todo: str = "", *, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.todo = todo
        self.detail = detail

    def sentence(self) -> str:
        """One line: where it happened and what happened."""
        return f"{self.where}：{self.message}" if self.where else self.message

    def __str__(self) -> str:
        return "\n".join(part for part in (self.sentence(), self.todo) if part)


# What the user gave cannot be used.
class InputError(LedgerError):
    """The input cannot be used as it is."""


class BadValue(InputError):
    """A text that cannot be a value of its column (2月30日, words in an amount)."""


class NotAllowed(InputError):
    """The ledger's rules forbid this move (closing without a result, editing a computed column)."""


class Missing(InputError):
    """The row, table or column that was named does not exist."""


class NothingToUndo(InputError):
    """There is no Step of this clerk to undo or to redo."""


# Somebody else was there first.
class ConflictError(LedgerError):
    """The ledger holds something else than the writer saw. `cells` names the places."""

    def __init__(
        self, message: str, where: str = "", todo: str = "", *, cells: Sequence[object] = (), detail: str = ""
    ) -> None:
        super().__init__(message, where, todo, detail=detail)
        self.cells = tuple(cells)


class ChangedElsewhere(ConflictError):
    """A cell no longer holds what the writer saw; nothing was written."""


class UndoConflict(ConflictError):
    """Cells of the Step were changed since; nothing was undone."""


class Undecided(ConflictError):
    """A proposal still has cells that need a decision; nothing was written."""


# Documents.
class FileError(LedgerError):
    """A document could not be read or written."""


class FileLocked(FileError):
    """The file is open in another program."""


class FileBroken(FileError):
    """The file is damaged, empty or of another kind than its use needs."""


class NotAWorkbook(FileError):
    """The file is no workbook that can be read, whatever its name says."""


class EncryptedWorkbook(FileError):
    """The workbook is protected by a password."""


class WorkbookTooLarge(FileError):
    """The workbook is larger, or unpacks to more, than may be read."""


class NoRows(FileError):
    """The workbook holds no row of any kind that is known."""


class NotDispatched(FileError):
    """The workbook holds no sheet that was sent to a unit to be filled in."""


class OtherLedger(FileError):
    """The workbook was sent out by another ledger."""


class OlderDispatch(FileError):
    """The workbook belongs to an older dispatch; its unit has been sent a newer one."""


class NotAnArticle(FileError):
    """The file holds no article that can be read, or an article without a project."""


class AlreadyImported(FileError):
    """The ledger holds this very document already; nothing was written. `article_id`: the article that it is."""

    article_id = ""


class AlikeArticle(AlreadyImported):
    """The ledger holds an article with the same sentences; only a clerk can say whether this is another one."""


class NoSpace(FileError):
    """The disk is full, or a quota is used up."""


class NotWritable(FileError):
    """The place may not be written to."""


# The ledger itself.
class StoreError(LedgerError):
    """The ledger could not be opened or kept."""


class NotALedger(StoreError):
    """The file or schema is no ledger."""


class NewerLedger(StoreError):
    """The ledger was made by a newer program."""


class LedgerExists(StoreError):
    """A ledger (or another file) of this name exists already."""


class LedgerBusy(StoreError):
    """Another program or window holds the ledger."""


class DamagedLedger(StoreError):
    """The ledger's file is damaged."""


class ReadOnlyLedger(StoreError):
    """The ledger, or the folder that it lies in, cannot be written."""


class ServerGone(StoreError):
    """The database server does not answer."""


class WhichLedger(StoreError):
    """The URL names a server but no ledger on it; the message lists those there."""


class Cancelled(LedgerError):
    """The clerk cancelled; nothing was written."""

    def __init__(self, message: str = "已取消", where: str = "", todo: str = "没有写入任何内容。") -> None:
        super().__init__(message, where, todo)
