"""The wheel holds all that the program needs, and runs without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# The child's only way to `jzledger` is the unpacked wheel: the checkout, or a link to it, leaves the path.
WITHOUT_CHECKOUT = """
import runpy, sys
wheel, checkout = sys.argv[1:3]
sys.path[:] = [wheel, *(p for p in sys.path if p not in ("", checkout))]
sys.argv[:] = sys.argv[3:]
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by hatchling as it is installed here, and unpacked."""
    out = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (file,) = out.glob("jzledger-*.whl")
    with zipfile.ZipFile(file) as packed:
        packed.extractall(out / "unpacked")
    return out / "unpacked"


def run(wheel: Path, elsewhere: Path, code: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_CHECKOUT + code, str(wheel), str(CHECKOUT), "jzledger", *words],
        cwd=elsewhere,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name[0] != "."
    }


@pytest.mark.parametrize("name", ["resources", "seeds"])
def test_the_wheel_brings_its_folders_byte_for_byte(wheel: Path, name: str):
    assert files(CHECKOUT / name)
    assert files(wheel / "jzledger" / name) == files(CHECKOUT / name)


def test_the_wheel_names_its_command_and_licences(wheel: Path):
    (info,) = wheel.glob("jzledger-*.dist-info")
    assert "jzledger = jzledger.app:main" in (info / "entry_points.txt").read_text()
    assert (info / "licenses/LICENSE").is_file()
    assert (info / "licenses/resources/fonts/OFL.txt").is_file()


def test_an_installed_package_finds_its_folders(wheel: Path, tmp_path: Path):
    child = run(wheel, tmp_path, "import jzledger.paths as p; print(p.resources()); print(p.seeds())")
    assert child.stderr == ""
    assert child.stdout.split() == [str(wheel / "jzledger" / name) for name in ("resources", "seeds")]


def test_an_installed_program_answers(wheel: Path, tmp_path: Path):
    child = run(wheel, tmp_path, "runpy.run_module('jzledger.app', run_name='__main__')", "--help")
    assert child.returncode == 0, child.stderr
    assert "sample" in child.stdout
