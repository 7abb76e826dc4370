"""Fresh ledgers, each test on a file and on a server."""

from __future__ import annotations

from tests.children import open_folder
from tests.ledgers import file_ledger, file_office, ledger, office, place

__all__ = ["file_ledger", "file_office", "ledger", "office", "open_folder", "place"]
