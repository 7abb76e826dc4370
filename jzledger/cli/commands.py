"""The commands: each does one thing to a ledger or a file, and prints what came of it."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from jzledger.cli import output
from jzledger.errors import BadValue, DamagedLedger, InputError, LedgerError, Missing
from jzledger.ledger.ledger import Cell, Ledger
from jzledger.records.fields import TABLES, Field, table
from jzledger.records.kinds import WAN
from jzledger.rules.context import Context
from jzledger.surroundings import Surroundings

Command = Callable[[Namespace, Surroundings], int]


def _open(args: Namespace, around: Surroundings) -> Ledger:
    return Ledger.open(args.ledger, by=args.by or around.login, backup_folder=around.backups)


def _context(ledger: Ledger, args: Namespace, around: Surroundings, **changes: Any) -> Context:
    """`--on`, else the stored today of a sample, else the clock's."""
    stored = ledger.settings()["today"]
    today = args.on or (date.fromisoformat(stored) if stored else around.today)
    return ledger.context(today, **changes)


def sample(args: Namespace, around: Surroundings) -> int:
    from jzledger.cli.samples import make_samples

    made = make_samples(args.folder, around)
    if args.json:
        output.document({"files": [str(path) for path in made]}, compact=True)
    else:
        print("\n".join(str(path) for path in made))
    return 0


def new(args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.new_ledger import make_ledger

    year = args.year or (args.on or around.today).year
    by = args.by or around.login
    make_ledger(
        args.ledger, city=args.city, office=args.office, year=year, by=by, resources=around.resources
    ).close()
    output.document({"ledger": args.ledger}, compact=True) if args.json else print(args.ledger)
    return 0


def info(args: Namespace, around: Surroundings) -> int:
    try:
        with _open(args, around) as ledger:
            counts = ledger.counts()
            by_table = {
                key: len(ledger.rows(t, _context(ledger, args, around), fields=()))
                for key, t in TABLES.items()
                if t.where
            }
            counts.update({t.key: counts.pop(t.noun) for t in TABLES.values() if not t.where})
            counts.update(by_table)
            counts.pop("issue")
            found = {"schema": ledger.schema_version(), "integrity": ledger.integrity(), "counts": counts}
    except DamagedLedger as error:
        found = {"schema": None, "integrity": error.detail or error.message, "counts": {}}
    output.document(found, compact=args.json)
    return 0


def rows(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        if args.table == "changes":
            found = output.history_objects(ledger.history(limit=1_000_000))
        else:
            shown = [field for field in table(args.table).fields if field.listed]
            found = output.as_objects(
                shown, ledger.rows(table(args.table), _context(ledger, args, around), fields=shown)
            )
    output.document(found, compact=args.json)
    return 0


def add(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        context, chosen = _context(ledger, args, around), _writable(args.table)
        values = {field.key: value for field, value in _parsed(chosen.key, args.values, context)}
        row_id, _ = ledger.add(chosen, values, context)
    output.document({"id": row_id}, compact=True) if args.json else print(row_id)
    return 0


def edit(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        context, chosen = _context(ledger, args, around), _writable(args.table)
        cells = [
            Cell(chosen.key, args.id, field.key, value)
            for field, value in _parsed(chosen.key, args.values, context)
        ]
        changes = ledger.set_cells(cells, context)
    output.document({"id": args.id, "step": changes.step}, compact=True) if args.json else print(args.id)
    return 0


def delete(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        changes = ledger.delete(_writable(args.table), [args.id])
    output.document({"id": args.id, "step": changes.step}, compact=True) if args.json else print(args.id)
    return 0


def undo(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        label = ledger.undo().label
    output.document({"label": label}, compact=True) if args.json else print(label)
    return 0


def redo(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        label = ledger.redo().label
    output.document({"label": label}, compact=True) if args.json else print(label)
    return 0


def extract(args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.article_files import TEXTS, expanded, read_each
    from jzledger.exchange.articles_in import read
    from jzledger.exchange.imports import read_file

    if not args.file.is_dir():
        output.document(read(read_file(args.file), args.file.name, around.resources), compact=args.json)
        return 0
    files, read_well = expanded([args.file], kinds=TEXTS), 0
    for _, found in read_each(files, around.resources, progress=output.progress()):
        if isinstance(found, LedgerError):
            output.complain(found)
        else:  # one line for each article, so that a large folder needs no more memory than one article
            output.document(found, compact=True)
            read_well += 1
    return 0 if read_well else 1


def table_(args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.table_document import table_of

    found = table_of(args.file, around.resources, on=args.on, today=around.today)
    output.document(found, compact=args.json)
    return 0


def deadline(args: Namespace, around: Surroundings) -> int:
    from jzledger.rules.deadlines import parse
    from jzledger.rules.workdays import read_holidays

    calendar = read_holidays((around.resources / "holidays.toml").read_text("utf-8"))
    meant = parse(args.text, args.on or around.today, calendar)
    found = {
        "text": meant.text,
        "date": meant.on and meant.on.isoformat(),
        "precision": meant.precision or None,
        "rule": meant.rule,
        "flags": list(meant.flags),
    }
    output.document(found, compact=args.json)
    return 0


def import_(args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.article_files import expanded
    from jzledger.exchange.imports import import_files
    from jzledger.rules.proposal import Proposal

    accept = Proposal.accepted if args.accept == "all" else Proposal.certain
    with _open(args, around) as ledger:
        report = import_files(
            ledger,
            expanded(args.files),
            _context(ledger, args, around),
            around.resources,
            accept=accept,
            progress=output.progress(),
        )
    if report.failed():
        for problem in report.problems:
            output.complain(problem)
        return 1
    found = {
        "added": dict(report.added),
        "merged": dict(report.merged),
        "review": report.review,
        "problems": [*(str(problem).replace("\n", " ") for problem in report.problems), *report.remarks],
    }
    output.document(found, compact=args.json)
    return 0


def export(args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.export import export_all, export_kind, kinds

    with _open(args, around) as ledger:
        known = kinds(around.resources)
        if args.kind not in (*known, "all"):
            raise Missing(f"没有“{args.kind}”这种台账", "", f"可以导出：{' '.join((*known, 'all'))}")
        changes = {key: value for key in ("year", "month") if (value := getattr(args, key)) is not None}
        context = _context(ledger, args, around, **changes)
        if args.kind == "all":
            made = export_all(ledger, args.out, context, around.resources)
        else:
            export_kind(ledger, args.kind, args.out, context, around.resources)
            made = [args.out]
    output.document({"files": [str(path) for path in made]}, compact=True) if args.json else print(
        *made, sep="\n"
    )
    return 0


def dispatch(args: Namespace, around: Surroundings) -> int:
    from jzledger.cli.exchange_commands import send

    with _open(args, around) as ledger:
        return send(ledger, _context(ledger, args, around), args, around)


def collect(args: Namespace, around: Surroundings) -> int:
    from jzledger.cli.exchange_commands import take_back

    with _open(args, around) as ledger:
        return take_back(ledger, _context(ledger, args, around), args, around)


def shot(args: Namespace, around: Surroundings) -> int:
    from jzledger.ui.pictures import take

    with _open(args, around) as ledger:
        today = _context(ledger, args, around).today
        take(ledger, args.page, args.out, today=today, around=around, size=args.size, dark=args.dark)
    output.document({"file": str(args.out)}, compact=True) if args.json else print(args.out)
    return 0


def backup(args: Namespace, around: Surroundings) -> int:
    with _open(args, around) as ledger:
        ledger.backup(args.out)
    output.document({"file": str(args.out)}, compact=True) if args.json else print(args.out)
    return 0


def _writable(key: str) -> Any:
    if key == "changes":
        raise InputError("修改记录不能改动", "", "要退回某一步请用 undo。")
    return table(key)


def _parsed(table_key: str, values: Sequence[tuple[str, str]], context: Context) -> list[tuple[Field, Any]]:
    """FIELD=VALUE as a clerk would type it; a bare number for a `_yuan` key is yuan, as `rows` prints it."""
    found = []
    for key, typed in values:
        field = table(table_key).field(key)
        try:
            if field.kind == WAN and typed.strip().isascii() and typed.strip().isdigit():
                value: Any = int(typed)
                if value > LARGEST_YUAN:
                    raise BadValue(f"“{typed}”太大", "", "请检查单位。")
            else:
                value = field.kind.parse(typed, context)
        except LedgerError as error:
            error.where = error.where or field.title
            raise
        found.append((field, value))
    return found


LARGEST_YUAN = 9 * 10**15
COMMANDS: dict[str, Command] = {
    "sample": sample,
    "new": new,
    "info": info,
    "rows": rows,
    "add": add,
    "edit": edit,
    "delete": delete,
    "undo": undo,
    "redo": redo,
    "extract": extract,
    "deadline": deadline,
    "table": table_,
    "import": import_,
    "export": export,
    "dispatch": dispatch,
    "collect": collect,
    "shot": shot,
    "backup": backup,
}


def run(args: Namespace, around: Surroundings) -> int:
    """Exit code: 0 done, 1 it could not be done and nothing was changed."""
    try:
        return COMMANDS[args.command](args, around)
    except LedgerError as error:
        output.complain(error)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
