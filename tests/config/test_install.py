"""The installer is quick and silent when nothing changed, and plain when something breaks."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.local import install
from config.local.install import InstallRefused, digest_of, explain

ROOT = Path(__file__).parents[2]
INSTALLER = ROOT / "config" / "local" / "install.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project of one small requirement that is on no index."""
    (tmp_path / "config" / "local").mkdir(parents=True)
    (tmp_path / "config" / "local" / "install.py").write_text(INSTALLER.read_text())
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "requirements-dev.txt").write_text("")
    return tmp_path


def run_installer(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(project / "config" / "local" / "install.py")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def stamp(project: Path) -> None:
    """Leave what a finished installation leaves."""
    (project / ".venv" / "bin").mkdir(parents=True)
    (project / ".venv" / "bin" / "python").symlink_to(sys.executable)
    digest = digest_of(project / name for name in install.REQUIREMENTS)
    (project / ".venv" / "installed.sha256").write_text(digest)


def test_nothing_changed_is_silent_and_takes_less_than_a_second(project: Path) -> None:
    stamp(project)
    began = time.monotonic()

    done = run_installer(project)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert time.monotonic() - began < 1


def test_a_changed_requirement_is_installed_again(project: Path) -> None:
    stamp(project)
    before = digest_of(project / name for name in install.REQUIREMENTS)

    (project / "requirements.txt").write_text("six==1.17.0 --hash=sha256:00\n")

    assert digest_of(project / name for name in install.REQUIREMENTS) != before


def test_a_missing_requirements_file_says_how_to_get_it_back(project: Path) -> None:
    (project / "requirements-dev.txt").unlink()

    done = run_installer(project)

    assert done.returncode == 1
    assert done.stderr == (
        "install: requirements-dev.txt is missing; get the whole project again: git checkout requirements-dev.txt\n"
    )


def test_another_python_is_refused_with_the_way_to_name_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "NEEDED_VERSION", (3, 99))

    with pytest.raises(InstallRefused, match="make install PYTHON="):
        install.install(project)


def test_a_full_disk_is_refused_before_anything_is_fetched(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "LEAST_FREE_BYTES", 10**18)

    with pytest.raises(InstallRefused, match=r"MB are free on the disk of .* make room"):
        install.install(project)

    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES\nthey do not match the hashes from", "a download is damaged"),
        ("WARNING: Connection broken: IncompleteRead(9 bytes read)", "the download broke off"),
        ("ReadTimeoutError: Read timed out.", "the download broke off"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: No matching distribution found for six==1.17.0", "cannot be found; look at the network"),
        ("chatter\nERROR: something new", "pip failed: ERROR: something new"),
    ],
)
def test_what_breaks_is_said_in_one_line_with_what_to_do(output: str, said: str) -> None:
    line = explain(output)

    assert said in line
    assert "\n" not in line


@pytest.mark.parametrize("name", install.REQUIREMENTS)
def test_every_requirement_is_pinned_by_version_and_hash(name: str) -> None:
    blocks = (ROOT / name).read_text().replace("\\\n", " ").splitlines()

    loose = [line for line in blocks if line.strip() and not ("==" in line and "--hash=sha256:" in line)]

    assert loose == []


@pytest.mark.parametrize("name", install.REQUIREMENTS)
def test_no_requirement_names_an_index(name: str) -> None:
    text = (ROOT / name).read_text()

    assert "://" not in text
    assert "--index" not in text
