"""The command line: the same functions as the window, without Qt (docs/cli.md)."""
