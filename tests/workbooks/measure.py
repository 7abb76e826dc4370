"""Print how well the corpus is read, by half: `python tests/workbooks/measure.py [NAME…]`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from jzledger.formats.reading.workbook import read_workbook  # noqa: E402
from tests.workbooks.scoring import Score, gold_of, score, workbooks  # noqa: E402


def main(names: list[str]) -> None:
    halves = {1: Score(), 2: Score(), 3: Score()}
    for file in workbooks():
        if names and not any(name in file.name for name in names):
            continue
        gold = gold_of(file)
        on = date.fromisoformat(gold["on"]) if gold["on"] else None
        try:
            found = score(
                read_workbook(file.read_bytes(), file.name, resources=ROOT / "resources", on=on), gold
            )
        except Exception as error:
            if names:
                raise
            rows = [row for sheet in gold["sheets"] for row in sheet["rows"]]
            found = Score(
                len(rows), cells=sum(len(row) - 1 for row in rows), wrong=[f"{file.name}: {error!r}"]
            )
        halves[gold["half"]] += found
        for line in found.wrong:
            print(line)
    for half, all_ in halves.items():
        if all_.rows:
            print(
                f"half {half}: rows {all_.found}/{all_.rows}, cells {all_.right}/{all_.cells} "
                f"({all_.right / all_.cells:.1%}), invented {all_.invented}, told {all_.told}/{all_.to_tell}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
