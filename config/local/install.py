"""Make the virtual environment from the pinned requirements. Run by the system's Python: standard library only."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
NEEDED_VERSION = (3, 11)
# The environment takes 1.2 GB, pip's downloads on their way to it the rest.
LEAST_FREE_BYTES = 2 * 1024**3
_PINNED = re.compile(r"^[A-Za-z0-9][^ ;=]*==", re.MULTILINE)
_REMEDIES = (
    ("do not match the hashes", "a download is damaged or is not the pinned file; try again: make install"),
    ("No space left", "the disk is full; make room and try again: make install"),
    ("No matching distribution", "a pinned package cannot be found; look at the network or the package index"),
    ("Connection", "the download broke off; look at the network and try again: make install"),
    ("timed out", "the download broke off; look at the network and try again: make install"),
    ("IncompleteRead", "the download broke off; look at the network and try again: make install"),
)


class InstallRefused(RuntimeError):
    """Refuse to go on; the message is the one line to show."""


def main() -> int:
    """Install what is missing; return the exit code."""
    try:
        install(ROOT)
    except InstallRefused as error:
        sys.stderr.write(f"install: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\ninstall: stopped; go on with: make install\n")
        return 130
    return 0


def install(root: Path) -> None:
    """Bring `.venv` up to date; say nothing where it is.

    :raises InstallRefused: something is missing or breaks off
    """
    environment = root / ".venv"
    stamp = environment / "installed.sha256"
    wanted = digest_of(root / name for name in REQUIREMENTS)
    python = environment / "bin" / "python"
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return
    began = time.monotonic()
    _check_machine(root)
    _make_environment(environment)
    _install_packages(python, root)
    stamp.write_text(wanted)
    _say(f"done after {time.monotonic() - began:.0f} s")


def digest_of(files: Iterable[Path]) -> str:
    """Return one digest of this Python and of all requirements.

    :raises InstallRefused: a file is missing
    """
    whole = hashlib.sha256(sys.version.encode())
    for file in files:
        if not file.exists():
            raise InstallRefused(f"{file.name} is missing; get the whole project again: git checkout {file.name}")
        whole.update(file.read_bytes())
    return whole.hexdigest()


def explain(output: str) -> str:
    """Return one line that says what broke pip and what to do."""
    for sign, remedy in _REMEDIES:
        if sign in output:
            return remedy
    errors = [line for line in output.splitlines() if line.startswith("ERROR")]
    return f"pip failed: {errors[-1] if errors else output.strip()[-300:]}"


def _check_machine(root: Path) -> None:
    if sys.version_info[:2] != NEEDED_VERSION:
        have = ".".join(map(str, sys.version_info[:2]))
        raise InstallRefused(f"Python 3.11 is needed, this is {have}; try: make install PYTHON=/path/to/python3.11")
    free = shutil.disk_usage(root).free
    if free < LEAST_FREE_BYTES:
        needed = LEAST_FREE_BYTES // 1024**2
        raise InstallRefused(
            f"only {free // 1024**2} MB are free on the disk of {root}, {needed} are needed; make room"
        )


def _make_environment(environment: Path) -> None:
    if _is_usable(environment):
        return
    _say("making the virtual environment .venv")
    command = [sys.executable, "-m", "venv", "--clear", str(environment)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode == 0:
        return
    said = made.stdout + made.stderr
    if "ensurepip" in said:
        raise InstallRefused("this Python cannot make virtual environments; as root: apt-get install python3.11-venv")
    raise InstallRefused(f"the virtual environment cannot be made: {said.strip()[-300:]}")


def _is_usable(environment: Path) -> bool:
    """Tell whether an earlier environment, perhaps half filled, is of this very Python."""
    marks = environment / "pyvenv.cfg"
    if not marks.exists() or f"home = {Path(sys.executable).parent}\n" not in marks.read_text():
        return False
    pip = subprocess.run(
        [str(environment / "bin" / "python"), "-m", "pip", "--version"], capture_output=True, check=False
    )
    return pip.returncode == 0


def _install_packages(python: Path, root: Path) -> None:
    files = [word for name in REQUIREMENTS for word in ("-r", str(root / name))]
    total = len(set(_names(root)))
    _say(f"fetching {total} packages, each checked against its pinned hash")
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", *files]
    pip = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    output = _follow(pip, total)
    if pip.wait():
        raise InstallRefused(explain(output))


def _names(root: Path) -> list[str]:
    return [match for name in REQUIREMENTS for match in _PINNED.findall((root / name).read_text())]


def _follow(pip: "subprocess.Popen[str]", total: int) -> str:
    """Turn pip's lines into a progress line every tenth package; return them all."""
    lines, fetched = [], 0
    assert pip.stdout is not None  # stdout=PIPE
    for line in pip.stdout:
        lines.append(line)
        if line.startswith("Collecting"):
            fetched += 1
            if fetched % 10 == 0:
                _say(f"{fetched} of {total} fetched")
        elif line.startswith("Installing collected"):
            _say("all fetched; unpacking, which takes the longest")
    return "".join(lines)


def _say(line: str) -> None:
    sys.stdout.write(f"install: {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
