"""Run the whole suite; get the browser first where tests need one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

BROWSER = "/usr/bin/chromium"
# The one that Debian's python3-uno is for.
OFFICE_PYTHON = "/usr/bin/python3"


def main(words: Sequence[str]) -> None:
    """Become pytest, on all cores, with the tests of the browser and of the office where there are these."""
    chosen = list(words)
    missing = [name for name, get in (("browser", get_browser), ("office", get_office)) if not get()]
    if missing and "-m" not in chosen:
        chosen += ["-m", " and ".join(f"not {name}" for name in missing)]
    # loadfile: one file's tests stay on one worker, so what a module sets up is set up once. In their own order: else
    # the browser's files, few tests that take long, come last, and one worker waits for the other.
    share = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    command = [sys.executable, "-m", "pytest", "-q", *share, *chosen]
    os.execv(sys.executable, command)


def get_browser() -> bool:
    """Tell whether there is a browser, installed first where this user may."""
    return bool(shutil.which("chromium") or Path(BROWSER).exists()) or _install("chromium", "the browser's tests")


def get_office() -> bool:
    """Tell whether there is a LibreOffice, installed first where this user may."""
    return has_office() or (_install("libreoffice-writer python3-uno", "the test of LibreOffice") and has_office())


def has_office() -> bool:
    """Tell whether LibreOffice is here, and the Python that speaks to it."""
    speaks = [OFFICE_PYTHON, "-c", "import uno"]
    return bool(shutil.which("soffice")) and subprocess.run(speaks, capture_output=True, check=False).returncode == 0


def _install(packages: str, what: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        _say(f"{what} are LEFT OUT; to run them, as root: apt-get install {packages}")
        return False
    _say(f"installing Debian's {packages} for {what}")
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *packages.split()]):
        done = subprocess.run(["apt-get", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            _say(f"{packages} cannot be installed: {done.stderr.strip()[-200:]}; {what} are LEFT OUT")
            return False
    return True


def _say(line: str) -> None:
    sys.stdout.write(f"test: {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
