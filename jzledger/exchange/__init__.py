"""Journeys between an open ledger and a document."""
