"""Make the pictures of docs/chiefs.md: `make screenshots`. Left out of the suite: it writes into the tree."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from playwright.sync_api import Page

from moderation.models import ReportSubscription
from moderation.reports.sending import send_one
from tests.reports.conftest import Mailbox
from tests.reports.house import END, open_house

pytestmark = pytest.mark.browser

IMAGES = Path(settings.BASE_DIR) / "docs/images"
SHOWN = {"morning_brief": 1100, "week_in_figures": 1000, "wire_scorecard": 700, "toll_watch": 500, "audit_letter": 800}


@pytest.mark.parametrize("kind", SHOWN)
def test_the_mails_are_drawn_as_they_were_received(
    subscription: ReportSubscription, mailbox: Mailbox, page: Page, kind: str
) -> None:
    house = open_house(articles=120, seed=13)
    subscription.desks.set(house.desks)
    chief = User.objects.get(username="chief")
    chief.groups.add(Group.objects.get_or_create(name="auditor")[0])  # the audit letter goes to no other
    for desk in house.desks:
        desk.memberships.get_or_create(user=chief)
    subscription.report, subscription.slugline = kind, "Story 1"
    subscription.schedule, subscription.weekday = "weekly", 1
    subscription.save()

    send_one(subscription, now=END + timedelta(hours=1))

    part = mailbox.mails[-1].get_body(("html",))
    assert part is not None
    for width in (600, 360):
        page.set_viewport_size({"width": width, "height": SHOWN[kind]})
        page.set_content(part.get_content())
        picture = IMAGES / f"mail-{kind.replace('_', '-')}-{width}.png"
        page.screenshot(path=picture)
        assert picture.stat().st_size > 5_000
