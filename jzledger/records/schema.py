"""All tables in one place: importing this module defines the whole ledger."""

from __future__ import annotations

from jzledger.records import issues, office, projects, sources, trail, units
from jzledger.records.base import Base

METADATA = Base.metadata
MODULES = (units, projects, issues, sources, office, trail)
