"""No page keeps anybody out: axe finds nothing, in light and in dark, on the screens that desks have.

Axe puts styles of its own into a page, which the content policy refuses: that one is tested apart.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.utils import timezone
from playwright.sync_api import Page

from articles.operations import IncomingOriginal
from moderation.management.archive_making import make_long_article
from moderation.models import ReportSubscription, ReviewPlan, Route
from moderation.workflow.preferences import keep_view
from tests.browsing import DESK_SCREEN
from tests.journeys.conftest import Newsroom

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("screened_at_once")]

SitDown = Callable[..., Page]

FRENCH = "Tempête sur Velmar\n\nDouze personnes ont été tuées à Velmar. Les terroristes ont fui.\n"
ARABIC = "عاصفة على فلمار\n\nقتل 12 شخصا في فلمار. فر المسلحون.\n"

PLACES = (
    "/admin/",
    "/admin/moderation/review/",
    "/admin/moderation/review/?view=decided",
    "/admin/moderation/review/?severity=high&q=Velmar",
    "/admin/own/",
    "{review}?view=changes",
    "{review}",
    "{review}?view=original",
    "/admin/articles/upload/add/",
    "/admin/articles/upload/",
    "/admin/articles/article/",
    "/admin/house/",
    "/admin/reports/",
    "/admin/reports/morning_brief/",
    "/admin/reports/week_in_figures/",
    "/admin/reports/toll_watch/?story=Velmar",
    "/api/",
    "/admin/moderation/route/",
    "/admin/moderation/auditevent/",
    "/admin/moderation/standingexception/",
    "/admin/moderation/standingexception/add/",
    "/admin/password_change/",
)

# What only an administrator is shown.
RULES = (
    "/admin/moderation/route/add/",
    "/admin/moderation/route/{route}/change/",
    "/admin/moderation/route/{route}/delete/",
    "/admin/moderation/reviewplan/{plan}/change/",
    "/admin/moderation/reviewplan/add/",
    "/admin/articles/desk/{desk}/change/",
    "/admin/articles/wire/{wire}/change/",
    "/admin/articles/desk/",
    "/admin/articles/wire/",
    "/admin/articles/apitoken/add/",
    "/admin/moderation/webhookendpoint/add/",
    "/admin/moderation/reportsubscription/add/",
    "/admin/moderation/reportsubscription/{report}/change/",
)


# A theme changes colours alone, and a narrower window all but them.
COLOURS, ALL_BUT_COLOURS = {"runOnly": ["color-contrast"]}, {"rules": {"color-contrast": {"enabled": False}}}


def complaints(page: Page, place: str, rules: dict[str, Any] | None = None) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"], **(rules or {})}).response["violations"]
    return [f"{place}: {one['id']}: {node['html'][:150]}" for one in found for node in one["nodes"]]


def complaints_in_the_dark(page: Page, place: str) -> list[str]:
    """Return what axe finds in the page's other colours; it is light again afterwards."""
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # colours change at once
    found = complaints(page, f"{place} in the dark", COLOURS)
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")
    return found


def complaints_on_a_tablet(page: Page, place: str) -> list[str]:
    """Return what axe finds in a narrow window; it is as wide as before afterwards."""
    page.set_viewport_size({"width": 820, "height": 900})
    found = complaints(page, f"{place} on a tablet", ALL_BUT_COLOURS)
    page.set_viewport_size(DESK_SCREEN)
    return found


def test_axe_finds_nothing_on_any_page(sit_down: SitDown, newsroom: Newsroom) -> None:
    original = IncomingOriginal(ARABIC.encode(), "asl.txt", "ar")
    review = newsroom.page_of(newsroom.file(FRENCH, original=original, language="fr"))
    page = sit_down("otto", listens=False)

    found = []
    for place in PLACES:
        address = place.format(review=review)
        answer = page.goto(address if address.startswith("http") else newsroom.address + address)
        assert answer is not None, place
        assert answer.status == 200, place
        found += complaints(page, place) + complaints_in_the_dark(page, place) + complaints_on_a_tablet(page, place)

    assert found == []


def test_axe_finds_nothing_in_an_open_flag_a_dialog_or_the_editor(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("emil", listens=False)
    page.goto(newsroom.page_of(newsroom.file()))
    page.locator("#key-hints kbd").first.wait_for()
    page.keyboard.press("j")
    found = complaints(page, "flag")

    for tab in ("tolls", "why", "timeline"):
        page.click(f"#tab-{tab}")
        found += complaints(page, tab)
    page.click("#tab-flags")
    for key, place in (("d", "dismissal"), ("?", "keys"), ("r", "return"), ("e", "editor")):
        page.keyboard.press(key)
        found += complaints(page, place)
        page.keyboard.press("Escape")

    assert found == []


def test_no_page_needs_more_than_the_policy_allows(sit_down: SitDown, newsroom: Newsroom) -> None:
    original = IncomingOriginal(ARABIC.encode(), "asl.txt", "ar")
    review = newsroom.page_of(newsroom.file(FRENCH, original=original, language="fr"))
    page = sit_down("otto")

    policies = set()
    for place in PLACES:
        address = place.format(review=review)
        answer = page.goto(address if address.startswith("http") else newsroom.address + address)
        assert answer is not None
        page.wait_for_load_state("networkidle")
        policies.add(answer.headers["content-security-policy"])

    assert [policy for policy in policies if "unsafe" in policy or "*" in policy] == []


def test_axe_finds_nothing_where_flags_come_in_stretches(sit_down: SitDown, newsroom: Newsroom) -> None:
    pk = make_long_article(words=6_000, flags=620, desks=[newsroom.desk], wires=[newsroom.wire], now=timezone.now())
    keep_view(user=User.objects.get(username="emil"), name="Grave ones", query="severity=high")
    page = sit_down("emil", listens=False)

    found = []
    for place in (f"/admin/moderation/review/{pk}/change/?flags=301", "/admin/moderation/review/?severity=high"):
        page.goto(newsroom.address + place)
        found += complaints(page, place)

    assert found == []


def test_axe_finds_nothing_on_the_forms_of_the_house(sit_down: SitDown, newsroom: Newsroom) -> None:
    newsroom.file()
    page = sit_down("ada", listens=False)

    found = []
    for place in forms_of(newsroom):
        answer = page.goto(place)
        assert answer is not None
        assert answer.status == 200, place
        found += complaints(page, place) + complaints_in_the_dark(page, place)
    page.goto(f"{newsroom.address}/admin/moderation/route/add/")
    page.fill("#id_name", "Northgate first")
    page.fill("#id_position", "5")
    page.check("input[name=wires][value=northgate]")
    page.select_option("#id_plan", label=ReviewPlan.objects.get(code="flash").name)
    page.click("button[name=_foresee]")
    page.locator(".forecast td").first.wait_for()
    found += complaints(page, "forecast") + complaints_in_the_dark(page, "forecast")

    assert found == []


def test_no_form_of_the_house_needs_more_than_the_policy_allows(sit_down: SitDown, newsroom: Newsroom) -> None:
    page = sit_down("ada")

    for place in forms_of(newsroom):
        page.goto(place)
        page.wait_for_load_state("networkidle")


def forms_of(newsroom: Newsroom) -> list[str]:
    where = {
        "route": Route.objects.get(position=20).pk,
        "plan": ReviewPlan.objects.get(code="desk").pk,
        "desk": newsroom.desk.pk,
        "wire": newsroom.wire.pk,
        "report": ReportSubscription.objects.first().pk,
    }
    return [newsroom.address + place.format(**where) for place in RULES]


def test_the_sign_in_page_has_no_barrier(page: Page, newsroom: Newsroom) -> None:
    page.goto(f"{newsroom.address}/admin/login/")

    assert complaints(page, "login") == []
