"""One newspaper page in, what it says about projects out. Knows no ledger."""
