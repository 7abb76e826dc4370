"""Write the corpus: each workbook, and beside it `NAME.json` with what a clerk would type in from it.

    python tests/workbooks/make.py [NAME…]

Everything in it is invented. `first_half.py` was written before the reader, `second_half.py` after it: read for the first
time, the first gave 63 of 63 rows, 455 of 477 cells, nothing invented; the second 61 of 63 rows, 395 of 437 cells, 21
cells invented. `later.py` and `further.py` hold what was met afterwards.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.workbooks import building  # noqa: E402


def main(names: list[str]) -> None:
    import tests.workbooks.first_half
    import tests.workbooks.further
    import tests.workbooks.later
    import tests.workbooks.second_half  # noqa: F401

    for one in building.EXAMPLES:
        if names and not any(name in one.file for name in names):
            continue
        (HERE / "files" / one.file).write_bytes(one.write())
        gold = {
            "on": one.on,
            "half": one.half,
            "sheets": [
                {"sheet": g.sheet, "kind": g.kind, "rows": g.rows, "problems": list(g.problems)}
                for g in one.gold
            ],
        }
        path = HERE / "files" / f"{one.file}.json"
        path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(one.file)


if __name__ == "__main__":
    (HERE / "files").mkdir(exist_ok=True)
    main(sys.argv[1:])
