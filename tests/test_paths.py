"""Where the program looks for what it brings along, and where it keeps what is its user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from jzledger import paths


def test_a_checkout_keeps_its_folders_beside_the_package():
    assert (paths.resources() / "fonts/OFL.txt").is_file()
    assert len(list(paths.seeds().glob("*.txt"))) == 5


def test_inside_the_package_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    package = tmp_path / "jzledger"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.resources() == package / "resources"
    assert paths.seeds() == tmp_path / "seeds"


def test_a_broken_installation_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "jzledger")
    with pytest.raises(FileNotFoundError, match="seeds"):
        paths.seeds()


def test_one_variable_moves_all_user_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JZLEDGER_HOME", str(tmp_path))
    folders = {paths.data_dir(), paths.log_dir(), paths.config_dir()}
    assert len(folders) == 3
    assert {folder.parent for folder in folders} == {tmp_path}


def test_user_folders_carry_the_name_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JZLEDGER_HOME")
    for folder in (paths.data_dir(), paths.log_dir(), paths.config_dir()):
        assert folder.is_absolute()
        assert folder.parts.count("jzledger") == 1
