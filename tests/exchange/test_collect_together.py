"""Many returned files at once: each a Step of its own, and none read again that need not be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jzledger import paths
from jzledger.errors import Cancelled
from jzledger.exchange.collect import CERTAIN, KeptFiles, look_all
from jzledger.exchange.collect_together import CONFLICT, NOT_BEGUN, Settled, Written, write_together
from jzledger.exchange.merging import FileMerge
from tests.exchange.units_office import context, edit, fill, first_issue, send, typed
from tests.office import Office

UNITS = 4


@pytest.fixture
def files(file_office: Office, tmp_path: Path) -> list[Path]:
    fill(file_office.ledger, UNITS)
    report = send(file_office, tmp_path / "下发")
    return [typed(one.file, 办理进展=f"{one.unit}报的进展") for one in report.sent]


def looked(office: Office, files: list[Path], kept: KeptFiles) -> list[Settled]:
    found = look_all(office.ledger, files, context(office), paths.resources(), kept=kept)
    return [
        Settled(file, one, CERTAIN)
        for file, one in zip(files, found, strict=True)
        if isinstance(one, FileMerge)
    ]


def written(office: Office, settled: list[Settled], kept: KeptFiles, **options: Any) -> list[Written]:
    return write_together(office.ledger, settled, context(office), paths.resources(), kept, **options)


def test_each_file_is_a_step_and_undone_alone(file_office: Office, files: list[Path]):
    office, kept = file_office, KeptFiles()
    before = len(office.steps())
    done = written(office, looked(office, files, kept), kept)
    assert [one.taken for one in done] == [1] * UNITS and len(office.steps()) == before + UNITS
    office.ledger.undo()
    told = [office.value("issues", first_issue(file), "progress") for file in files]
    assert [text.endswith("报的进展") for text in told] == [True] * (UNITS - 1) + [False]


def test_a_cancel_stops_between_two_files_and_tells_the_rest(file_office: Office, files: list[Path]):
    kept = KeptFiles()

    def cancel(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled

    done = written(file_office, looked(file_office, files, kept), kept, progress=cancel)
    assert [one.taken for one in done] == [1, 1, 0, 0]
    assert [one.why for one in done] == ["", "", NOT_BEGUN, NOT_BEGUN]


def test_two_files_that_say_different_things_of_one_cell_are_not_both_written(
    file_office: Office, files: list[Path], tmp_path: Path
):
    office, kept = file_office, KeptFiles()
    other = typed(edit(files[0], lambda book: None, tmp_path / "又一份.xlsx"), 办理进展="另一种说法")
    done = written(office, looked(office, [files[0], other, files[1]], kept), kept)
    assert [one.why for one in done] == ["", CONFLICT, ""]
    assert office.value("issues", first_issue(files[0]), "progress").endswith("报的进展")
