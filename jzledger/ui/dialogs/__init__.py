"""Dialogs: few, and never one upon another."""
