"""script/desktop: the launcher works also from a folder whose name needs every kind of quoting."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a Linux desktop is needed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose script/run only says what it was given."""
    home = tmp_path / '台账 "甲" $HOME `乙` 100% \\'
    (home / "script").mkdir(parents=True)
    (home / "resources/icons").mkdir(parents=True)
    shutil.copy(CHECKOUT / "script/desktop", home / "script")
    shutil.copy(CHECKOUT / "resources/icons/jzledger.svg", home / "resources/icons")
    run = home / "script/run"
    run.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    run.chmod(0o755)
    return home


def desktop(checkout: Path, data: Path, *words: str) -> None:
    environment = {**os.environ, "XDG_DATA_HOME": str(data)}
    subprocess.run([checkout / "script/desktop", *words], env=environment, check=True, capture_output=True)


def entries(launcher: Path) -> dict[str, str]:
    lines = launcher.read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines[1:])


def command(exec_value: str, file: str) -> list[str]:
    """What a desktop makes of Exec: the string's escapes, then the quotes, then the field codes."""
    value = re.sub(r"\\(.)", r"\1", exec_value)
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)
    plain = [re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for quoted, bare in words]
    return [file if word == "%f" else word.replace("%%", "%") for word in plain]


def test_the_launcher_starts_the_program_with_the_file(checkout: Path, tmp_path: Path):
    desktop(checkout, tmp_path / "数 据")
    entry = entries(tmp_path / "数 据/applications/jzledger.desktop")
    said = subprocess.run(command(entry["Exec"], "/某 处/焦作.jzl"), capture_output=True, check=True)
    assert said.stdout.decode() == "/某 处/焦作.jzl|"
    assert entry["StartupWMClass"] == entry["Icon"] == "jzledger"
    assert entry["Name[zh_CN]"] == "重点项目台账"


def test_ledgers_are_known_by_their_ending(checkout: Path, tmp_path: Path):
    desktop(checkout, tmp_path / "data")
    root = ElementTree.parse(tmp_path / "data/mime/packages/jzledger.xml").getroot()
    globs = [e.get("pattern") for e in root.iter() if e.tag.endswith("glob")]
    assert globs == ["*.jzl"]
    assert "application/x-jzledger;" in entries(tmp_path / "data/applications/jzledger.desktop")["MimeType"]


def test_remove_leaves_nothing_of_ours(checkout: Path, tmp_path: Path):
    data = tmp_path / "data"
    desktop(checkout, data)
    assert [p.name for p in data.rglob("*.svg")]
    desktop(checkout, data, "--remove")
    assert not [p for p in data.rglob("*") if "jzledger" in p.name]


def test_the_launcher_is_valid(checkout: Path, tmp_path: Path):
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("desktop-file-validate (desktop-file-utils) is not installed")
    desktop(CHECKOUT, tmp_path)
    launcher = tmp_path / "applications/jzledger.desktop"
    said = subprocess.run(["desktop-file-validate", launcher], capture_output=True, text=True)
    assert said.stdout + said.stderr == ""
