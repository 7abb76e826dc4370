"""Where a ledger is kept: the file or schema, its audit, its migrations, its backups."""
