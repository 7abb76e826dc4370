"""Child processes for what a test cannot do to itself: be another user, or find the disk full."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

NOBODY = 65534
SECONDS = 60


# One server that has imported everything forks all children.
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(
    ["pytest", "hypothesis", "alembic.operations", "jzledger.ledger.ledger", "tests.office"]
)


def _run(told: Any, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    try:
        told.send((True, work(*args)))
    except BaseException as error:
        told.send((False, f"{type(error).__name__}: {error}"))


def in_child(work: Callable[..., Any], *args: Any) -> Any:
    """What a function of a test module gives in a process of its own."""
    receive, send = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(send, work, args))
    child.start()
    send.close()
    try:
        assert receive.poll(SECONDS), "the child said nothing"
        fine, found = receive.recv()
    finally:
        child.join(SECONDS)
    assert fine, found
    return found


def as_nobody() -> None:
    """Root may write anywhere, whatever the permissions say; this user may not. Call it in a child only."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@contextlib.contextmanager
def no_larger_than(size: int) -> Iterator[None]:
    """No file grows beyond so many bytes: as good as a full disk. Call it in a child only."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine may enter; pytest's own are shut to others."""
    folder = Path(tempfile.mkdtemp(prefix="jzledger-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
