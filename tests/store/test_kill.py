"""A process that is killed while it writes: the file stays sound and no edit that had returned is missing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from jzledger.ledger.ledger import Ledger
from tests.office import Office, new_ledger

CHECKOUT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("JZLEDGER_KILLS", "3"))  # 20 in the long run

WRITER = """
import sys
from jzledger.ledger.ledger import Ledger
from tests.office import Office
with Ledger.open(sys.argv[1], by="王芳") as ledger:
    office = Office(ledger)
    issue = office.issue("流水", note="0")
    print("begun", flush=True)
    for number in range(1, 1_000_000):
        office.set("issues", issue, note=str(number), measures=f"第{number}次", progress=f"进展{number}")
        print(issue, number, flush=True)
"""


def test_a_killed_writer_loses_no_edit_that_had_returned(tmp_path):
    path = tmp_path / "云岭.jzl"
    new_ledger(str(path)).close()
    chance = random.Random(7)
    for _ in range(KILLS):
        told = killed_writer(path, chance.uniform(0.1, 0.8))
        with Ledger.open(str(path), by="王芳") as ledger:
            assert ledger.integrity() == "ok"
            office = Office(ledger)
            if told is not None:
                row_id, number = told
                row = office.row("issues", row_id)
                written = int(row["note"])
                assert written >= number, "an edit that had returned is missing"
                assert (row["measures"], row["progress"]) == (f"第{written}次", f"进展{written}"), (
                    "half a Step"
                )
            last = office.steps()[-1]
            assert office.changes(last.id), "a Step without its Changes"


def killed_writer(path: Path, after: float) -> tuple[str, int] | None:
    """Start a writer, kill it `after` seconds from its first edit; gives the row and number it last reported."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        lines = [
            line.split() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")
        ]
    return (lines[-1][0], int(lines[-1][1])) if lines else None
