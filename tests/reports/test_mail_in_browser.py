"""The mails as a mail server received them, drawn by a browser as wide as a desk's window and as a telephone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from moderation.models import ReportSubscription
from moderation.reports.kinds import BUILDERS
from moderation.reports.sending import send_one
from tests.reports.conftest import Mailbox
from tests.reports.house import END, open_house

pytestmark = pytest.mark.browser

WIDTHS = (600, 360)


@pytest.fixture
def pages(subscription: ReportSubscription, mailbox: Mailbox) -> dict[str, str]:
    """Return the HTML part of every report's mail, as it was received."""
    house = open_house(articles=30, seed=13)
    subscription.desks.set(house.desks)
    for desk in house.desks:
        desk.memberships.get_or_create(user=subscription.people().model.objects.get(username="chief"))
    subscription.slugline = "Story"
    subscription.schedule, subscription.month_day = "monthly", 1
    received = {}
    for kind in BUILDERS:
        subscription.report = kind
        subscription.save()
        send_one(subscription, now=END + timedelta(hours=1))
        part = mailbox.mails[-1].get_body(("html",))
        assert part is not None
        received[kind] = part.get_content()
    return received


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mail_fits_every_width_and_keeps_nobody_out(pages: dict[str, str], page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    wider, complaints = [], []
    for kind, html in pages.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.set_content(html)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wider.append((kind, width))
        found = Axe().run(page).response["violations"]
        complaints += [f"{kind}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]

    assert wider == []
    assert complaints == []


def test_no_mail_asks_the_network_for_anything(pages: dict[str, str], page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for html in pages.values():
        page.set_content(html)
        page.wait_for_load_state("networkidle")

    assert asked == []
