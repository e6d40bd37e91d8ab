"""Debian's chromium for the tests marked `browser`; a page that breaks the content policy fails its test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from tests.suite import BROWSER

# Without these the browser speaks to its maker's hosts at every start.
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK_SCREEN = {"width": 1366, "height": 768}

# How long a page may take to show what is expected of it, in milliseconds. Playwright's own 5 s judge the machine:
# a long page, two workers and two cores have needed more. What must be quick is measured, not waited for.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)

# After how many milliseconds to look again for a request that was to be sent.
LOOK_AFTER = 20


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one headless browser for all tests of this process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window with no past, and look at the end whether anything in it went wrong."""
    complaints: list[str] = []
    context = browser.new_context(viewport=DESK_SCREEN)
    window = context.new_page()
    window.on("console", lambda message: complaints.extend(_complaint(message)))
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    context.close()
    assert complaints == []


@contextmanager
def slow_line(page: Page, address: str) -> Iterator[None]:
    """Hold back the first request to an address, a pattern of Playwright's, until the block ends."""
    held: list[Route] = []
    # Playwright marks the function that it is given, which a list's own cannot be.
    page.route(address, lambda route: held.append(route), times=1)  # noqa: PLW0108
    _wait_until_held_back(page)
    yield
    # A page shows that it waits before the browser has told what it sends.
    for _ in range(PATIENCE // LOOK_AFTER):
        if held:
            break
        page.wait_for_timeout(LOOK_AFTER)
    assert held, f"nothing was sent to {address}"
    held[0].continue_()


def _wait_until_held_back(page: Page) -> None:
    """Wait until the window's requests pass through our hands: a key pressed at once may otherwise come before that."""
    page.route("**/held-back", lambda route: route.fulfill(status=204))
    page.wait_for_function("async () => (await fetch('/held-back')).status === 204", timeout=PATIENCE)
    page.unroute("**/held-back")


def _complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if "Content Security Policy" in message.text else []
