"""The open ledger: reading, editing, undoing, watching."""
