"""Run the whole suite; get the browser first where tests need one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

TESTS = Path(__file__).parent
BROWSER = "/usr/bin/chromium"


def main(words: Sequence[str]) -> None:
    """Become pytest, on all cores, with the browser's tests where there is a browser."""
    chosen = list(words)
    if has_browser_tests(TESTS) and not get_browser():
        chosen += ["-m", "not browser"]
    # loadfile: one file's tests stay on one worker, so what a module sets up is set up once.
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", *chosen]
    os.execv(sys.executable, command)


def has_browser_tests(folder: Path) -> bool:
    """Tell whether any test file asks for the browser."""
    return any("mark.browser" in file.read_text() for file in folder.rglob("test_*.py"))


def get_browser() -> bool:
    """Tell whether there is a browser, installed first where this user may."""
    if shutil.which("chromium") or Path(BROWSER).exists():
        return True
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        _say("no chromium here: the browser tests are LEFT OUT. To run them, as root: apt-get install chromium")
        return False
    _say("installing Debian's chromium for the browser tests")
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            _say(f"chromium cannot be installed: {done.stderr.strip()[-200:]}; the browser tests are LEFT OUT")
            return False
    return True


def _say(line: str) -> None:
    sys.stdout.write(f"test: {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
