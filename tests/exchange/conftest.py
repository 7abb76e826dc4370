"""Fresh ledgers in files."""

from __future__ import annotations

from tests.ledgers import file_ledger, file_office

__all__ = ["file_ledger", "file_office"]
