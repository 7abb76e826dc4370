"""A program killed at any moment loses no edit that had returned, and leaves no half Step.

Three kills in the ordinary run; JZLEDGER_KILLS=20 for more.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from jzledger.ledger.ledger import Ledger
from jzledger.records.fields import TABLES
from tests.ledger.test_undo_properties import kept, replayed, same
from tests.office import Office, new_ledger

KILLS = int(os.environ.get("JZLEDGER_KILLS", "3"))
CHECKOUT = Path(__file__).resolve().parents[2]
WIDE = 40  # rows that one edit in five writes


def edit_for_ever(path: str) -> None:
    """Edits without end; tells each on standard output once it has returned."""
    with Ledger.open(path, by="王芳") as ledger:
        office = Office(ledger)
        (project,) = office.rows("projects")
        for number in itertools.count(int(project["note"]) + 1):
            if number % 5 == 0:
                office.issue(f"第{number}件", project="健康元", units="市发改委、城投集团", progress="已联系")
            office.set("projects", project["id"], note=str(number), content="内容" * WIDE * (number % 7))
            print(number, flush=True)


def test_no_edit_that_had_returned_is_lost(tmp_path: Path):
    path = tmp_path / "云岭.jzl"
    with new_ledger(str(path)) as ledger:
        Office(ledger).project(note="0")
    chance, told, edits = random.Random(), 0, 0
    for kill in range(KILLS):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.store.test_kill", str(path)],
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None and child.stdout.readline(), (
            "the child did not come to its first edit"
        )
        time.sleep(chance.uniform(0, 0.5))
        child.send_signal(signal.SIGKILL)
        lines = child.stdout.read().split()
        child.wait(30)
        told = max([told, *(int(line) for line in lines)])
        with Ledger.open(str(path), by="王芳") as ledger:
            office = Office(ledger)
            assert ledger.integrity() == "ok"
            (project,) = office.rows("projects")
            found = int(project["note"])
            # The last one may have been written though the child could not say so any more.
            assert found in (told, told + 1), f"kill {kill}: {found} of {told}"
            assert len(project["content"] or "") == len("内容") * WIDE * (found % 7)
            assert same(replayed(office), kept(office))
            issues = ledger.rows(TABLES["issues"], office.context)
            assert found // 5 <= len(issues) <= found // 5 + KILLS
            assert all(len(row["units"]) == 2 for row in office.rows("issues"))
            edits = found
    print(f"{KILLS} kills, {edits} edits, none lost")


if __name__ == "__main__":
    edit_for_ever(sys.argv[1])
