"""`jzledger sample DIR`: both ledgers with their workbooks and pictures."""

from __future__ import annotations

from pathlib import Path

from jzledger.exchange.export import export_all
from jzledger.exchange.samples import KINDS, SAMPLE_DAY, make_sample
from jzledger.surroundings import Surroundings
from jzledger.ui.page_list import NAMES


def make_samples(folder: Path, around: Surroundings) -> list[Path]:
    """DIR/样例 and DIR/演示: the ledger, KIND.xlsx of every kind, PAGE.png of every page. Gives what was made."""
    from jzledger.ui.pictures import take

    made = []
    for kind in KINDS:
        path = folder / kind / f"{kind}.jzl"
        with make_sample(kind, path, around.resources, around.seeds) as ledger:
            made.append(path)
            made += export_all(ledger, path.parent, ledger.context(SAMPLE_DAY), around.resources)
            for page in NAMES:
                picture = path.parent / f"{page}.png"
                take(ledger, page, picture, today=SAMPLE_DAY, around=around)
                made.append(picture)
    return made
