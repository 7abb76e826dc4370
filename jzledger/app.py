"""Start: window or command, which ledger, who sits there, which day it is. The only place that reads the date."""

from __future__ import annotations

import gc
import getpass
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jzledger.paths import config_dir, data_dir, log_dir, resources, seeds
from jzledger.surroundings import Surroundings

_SELDOM = 50_000  # new objects between two looks for garbage


def surroundings() -> Surroundings:
    return Surroundings(
        today=date.today(),
        login=_login(),
        resources=resources(),
        seeds=seeds(),
        data=data_dir(),
        config=config_dir(),
        log=log_dir(),
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine account without a name
        return "经办人"


def main(arguments: Sequence[str] | None = None) -> int:
    """`jzledger COMMAND …` or `jzledger [LEDGER]`. Gives the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    first = next((word for word in words if not word.startswith("-")), None)
    from jzledger.cli import parser

    if first in parser.COMMANDS or any(word in ("-h", "--help") for word in words):
        return _command(parser.build().parse_args(words))
    return _window(words)


def _command(args: Namespace) -> int:
    """A command is short, and most of what it makes it keeps: garbage is looked for seldom, which spares a tenth."""
    before = gc.get_threshold()
    gc.set_threshold(_SELDOM, *before[1:])
    try:
        from jzledger.cli import commands

        return commands.run(args, surroundings())
    finally:
        gc.set_threshold(*before)


def _window(words: list[str]) -> int:
    from jzledger.cli.parser import window_parser
    from jzledger.errors import LedgerError
    from jzledger.ui.start import run

    args = window_parser().parse_args(words)
    around = replace(surroundings(), **({"login": args.by} if args.by else {}))
    try:
        return run(args.ledger, around, (lambda: args.on) if args.on else date.today, dark=args.dark)
    except LedgerError as error:
        from jzledger.cli.output import complain  # not before: it knows the ledger, the frame does not

        complain(error)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
