"""The two ledgers to show: 样例 holds what the five articles say, 演示 is a made-up office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jzledger.errors import LedgerError, LedgerExists, NotWritable
from jzledger.exchange.demo import make_demo
from jzledger.exchange.imports import import_files
from jzledger.exchange.new_ledger import make_ledger
from jzledger.ledger.ledger import Ledger
from jzledger.rules.proposal import Proposal

# The day that both show: lights, deadlines and the timeline are judged for it.
SAMPLE_DAY = date(2024, 6, 5)
KINDS = ("样例", "演示")
# Who makes them: their own making is not what a clerk's first undo takes back.
MAKER = "样例制作"


def make_seed_sample(path: Path, resources: Path, seeds: Path) -> Ledger:
    """What the articles in `seeds` say, and nothing else."""
    office = "焦作市重点项目建设办公室"
    ledger = make_ledger(
        str(path), city="4108", office=office, year=SAMPLE_DAY.year, by=MAKER, resources=resources
    )
    ledger.save_settings(today=SAMPLE_DAY.isoformat(), sample="样例")
    report = import_files(
        ledger,
        sorted(seeds.glob("*.txt")),
        ledger.context(SAMPLE_DAY),
        resources,
        accept=Proposal.accepted,
    )
    if report.problems:
        ledger.close()
        raise report.problems[0]
    return ledger


def make_sample(kind: str, path: Path, resources: Path, seeds: Path) -> Ledger:
    """Make 样例 or 演示 at `path`. A sample that lies there is made anew; anything else there is refused."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritable(
            "不能建立这个文件夹", str(path.parent), "请换一个位置。", detail=str(error)
        ) from error
    if path.exists():
        _remove_sample(path)
    if kind == "样例":
        return make_seed_sample(path, resources, seeds)
    return make_demo(str(path), resources=resources, by=MAKER)


def _remove_sample(path: Path) -> None:
    try:
        with Ledger.open(str(path), by=MAKER) as old:
            ours = old.settings()["sample"] in KINDS
    except LedgerError:
        ours = False
    if not ours:
        raise LedgerExists("已经有同名的文件，而且不是样例", path.name, "请换一个文件夹，或先移走它。")
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_sample_file(kind: str, folder: Path, resources: Path, seeds: Path) -> Path:
    """The user's own copy of a sample, which may be broken freely; made where there is none."""
    path = folder / f"{kind}.jzl"
    if not path.exists():
        make_sample(kind, path, resources, seeds).close()
    return path
