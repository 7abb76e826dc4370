"""Arithmetic on values: money, days, deadlines, names, merging. No file, no session, no clock."""
