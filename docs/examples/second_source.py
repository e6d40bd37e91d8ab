"""File an article with Second Source, wait for its screening, print its flags. Standard library only.

    python3 second_source.py --address http://127.0.0.1:8000 --wire northgate --desk world story.txt

The token is read from the environment: SECOND_SOURCE_TOKEN=sso_…
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from typing import Any

PATIENCE = 60  # seconds


class Refused(Exception):
    """The house said no; `problem` is its answer: code, detail, errors."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(f"{problem.get('code')}: {problem.get('detail')}")
        self.problem = problem


class SecondSource:
    """Speak to the house at an address with a token."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address.rstrip("/"), token

    def file(self, **copy: str) -> dict[str, Any]:
        """File copy; a key makes a repeat after a broken line harmless."""
        filed: dict[str, Any] = self.ask(
            "POST", "/api/v1/articles?wait=5", copy, {"Idempotency-Key": str(uuid.uuid4())}
        )
        return filed

    def wait(self, run: dict[str, Any]) -> dict[str, Any]:
        """Return a screening when it has ended."""
        deadline = time.monotonic() + PATIENCE
        while run["state"] in ("queued", "running"):
            if time.monotonic() > deadline:
                raise TimeoutError(f"screening {run['id']} has not ended within {PATIENCE} seconds")
            run = self.ask("GET", f"/api/v1/runs/{run['id']}?wait=5")
        return run

    def flags(self, article: int) -> list[dict[str, Any]]:
        """Return the flags of an article's latest version, in the order of its text."""
        flags: list[dict[str, Any]] = self.ask("GET", f"/api/v1/articles/{article}/flags")
        return flags

    def ask(
        self, method: str, path: str, body: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> Any:
        """Make one request and return what was answered."""
        told = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **(headers or {})}
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, content, told, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)) from error


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(description="File an article and print its flags.")
    parser.add_argument("file")
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="of the house (%(default)s)")
    parser.add_argument("--wire", required=True)
    parser.add_argument("--desk", required=True)
    parser.add_argument("--language", help="left out: the wire's own")
    asked = parser.parse_args(words)
    token = os.environ.get("SECOND_SOURCE_TOKEN") or sys.exit("set SECOND_SOURCE_TOKEN to the token's secret")
    house = SecondSource(asked.address, token)
    try:
        with open(asked.file, encoding="utf-8") as file:
            copy = {"wire": asked.wire, "desk": asked.desk, "text": file.read()}
        if asked.language:
            copy["language"] = asked.language
        show(house, house.file(**copy))
    except urllib.error.URLError as error:
        sys.exit(f"nobody answers at {asked.address} ({error.reason}): give --address")
    except (Refused, TimeoutError, OSError, ValueError) as error:
        sys.exit(str(error))


def show(house: SecondSource, filed: dict[str, Any]) -> None:
    run = house.wait(filed["screening"])
    if run["state"] != "done":
        sys.exit(f"not screened ({run['state']}): {run['error']}")
    flags = house.flags(filed["article"])
    for flag in flags:
        print(f"{flag['severity']:6} {flag['matched_text']!r}: {flag['message']}")
    print(f"article {filed['article']}: {len(flags)} flags" if flags else f"article {filed['article']}: clean")


if __name__ == "__main__":
    main(sys.argv[1:])
