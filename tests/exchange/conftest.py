"""Fresh ledgers in files."""

from __future__ import annotations

from tests.exchange.units_office import file, office
from tests.exchange.workbook_desk import desk
from tests.ledgers import file_ledger, file_office

__all__ = ["desk", "file", "file_ledger", "file_office", "office"]
