"""`dispatch` and `collect`: workbooks out to the units, and back."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jzledger.cli import output

if TYPE_CHECKING:
    from jzledger.exchange.collect import Collected
    from jzledger.ledger.ledger import Ledger
    from jzledger.rules.context import Context
    from jzledger.surroundings import Surroundings


def send(ledger: Ledger, context: Context, args: Namespace, around: Surroundings) -> int:
    from jzledger.exchange.dispatch import dispatch

    if args.month:
        context = replace(context, month=args.month)
    report = dispatch(ledger, args.folder, context, around.resources, due_on=args.due)
    found = {
        "due": report.due_on.isoformat(),
        "files": [
            {"file": str(sent.file), "note": str(sent.note), "unit": sent.unit, "rows": dict(sent.rows)}
            for sent in report.sent
        ],
    }
    output.document(found, compact=True) if args.json else print(
        *(sent.file for sent in report.sent), sep="\n"
    )
    return 0


def take_back(ledger: Ledger, context: Context, args: Namespace, around: Surroundings) -> int:
    """Files that cannot be used are told and do not stop the others; exit code 1 where all are such."""
    from jzledger.exchange.collect import collect

    done = collect(ledger, args.files, context, around.resources, older=args.older)
    errors = [one.error for one in done if one.error is not None]
    if len(errors) == len(done):
        for error in errors:
            output.complain(error)
        return 1
    output.document({"files": [_told(one) for one in done]}, compact=args.json)
    return 0


def _told(one: Collected) -> dict[str, Any]:
    found = one.merge
    if found is None:
        problem = str(one.error).replace("\n", " ")
        counts = {"unchanged": 0, "taken": 0, "conflicts": [], "new_rows": 0, "missing_rows": 0}
        return {"file": one.file, "unit": None, **counts, "problems": [problem]}
    conflicts = [
        {
            "at": cell.place,
            "column": cell.title,
            "base": cell.base,
            "ours": cell.ours,
            "theirs": cell.theirs,
            "note": cell.note,
        }
        for cell in found.cells("ask")
    ]
    left = [f"{row.sheet}第{row.number}行是新增的，没有加入：{row.ask}" for row in found.new if row.ask]
    gone = [
        f"{row.sheet}：交回的表里没有“{'，'.join(row.names)[:60]}”这一行，台账里没有动它"
        for row in found.missing
    ]
    return {
        "file": one.file,
        "unit": found.unit,
        "unchanged": found.unchanged + found.same,
        "taken": one.taken,
        "conflicts": conflicts,
        "new_rows": len(found.new),
        "missing_rows": len(found.missing),
        "problems": [*found.problems, *left, *gone, *found.remarks],
    }
