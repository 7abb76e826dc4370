"""How long the window is busy with the review of an article, against a bare text widget that is filled and painted.

    python tests/bench/bench_article_review.py [RUNS]

For the seed with most rows, in turns, medians of process time and ratios printed: the page shown, the next row, a row
skipped and taken back, a sentence stepped. The floor is the same text in a QTextBrowser. Not collected by pytest.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QTextBrowser  # noqa: E402

from jzledger import paths  # noqa: E402
from jzledger.exchange.article_batch import review_files  # noqa: E402
from jzledger.exchange.new_ledger import make_ledger  # noqa: E402
from jzledger.exchange.samples import SAMPLE_DAY  # noqa: E402
from jzledger.ui import theme  # noqa: E402
from jzledger.ui.bridge import Bridge  # noqa: E402
from jzledger.ui.pages.article_review import ReviewPane  # noqa: E402
from jzledger.ui.tasks import Tasks  # noqa: E402


def median(runs: int, works: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Milliseconds of each with its painting, run in turns."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            start = time.process_time()
            work()
            QApplication.processEvents()
            taken[name].append((time.process_time() - start) * 1000)
    return {name: statistics.median(times) for name, times in taken.items()}


def main(runs: int) -> None:
    app = QApplication([])
    theme.apply(app, theme.LIGHT, paths.resources())
    with tempfile.TemporaryDirectory() as folder:
        ledger = make_ledger(
            str(Path(folder) / "某市.jzl"),
            city="4108",
            office="某市重点办",
            year=2024,
            by="王芳",
            resources=paths.resources(),
        )
        files = sorted(paths.seeds().glob("*.txt"))
        batch = review_files(ledger, files, ledger.context(SAMPLE_DAY), paths.resources())
        review = max(batch.reviews, key=lambda one: len(one.items))
        bridge = Bridge(ledger, lambda: SAMPLE_DAY)
        pane, floor = ReviewPane(bridge, Tasks()), QTextBrowser()
        pane.set_theme(theme.LIGHT)
        for widget in (pane, floor):
            widget.resize(1280, 760)
            widget.show()
        pane.show_batch([review])

        def skip() -> None:
            pane.skip()
            pane.toggle()

        found = median(
            runs,
            {
                "floor": lambda: floor.setPlainText(review.body),
                "show": lambda: pane.show_number(0),
                "next row": lambda: pane.table.step(1),
                "skip and take back": skip,
                "next sentence": lambda: pane.text.step_sentence(1),
            },
        )
        print(f"{len(review.items)} rows, {len(review.body)} characters")
        for name, milliseconds in found.items():
            print(f"{name:20} {milliseconds:7.1f} ms   {milliseconds / found['floor']:5.1f} x floor")
        bridge.stop()
        pane.close()
        ledger.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
