"""The admin site of the house: its rooms in the header, the desk's home as its first page.

It stands outside `moderation.admin`: that package registers its tables on the site while it is being imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from articles.actor import Actor

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The rooms in the header: where it leads, what it is called, what permission shows it.
ROOMS = (
    ("admin:index", _("Home"), ""),
    ("admin:moderation_review_changelist", _("Queue"), "moderation.view_review"),
    ("admin:articles_upload_add", _("File copy"), "articles.add_upload"),
    ("admin:reports", _("Reports"), "moderation.view_review"),
    ("admin:moderation_lexicondraft_changelist", _("Lexicons"), "moderation.view_lexicondraft"),
    ("admin:house", _("The house"), ""),
)


class DeskSite(AdminSite):
    """Django's own admin with the newsroom's header and home."""

    site_header = _("Second Source")
    site_title = _("Second Source")
    index_title = _("The house")
    site_url = None
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Put the list of all tables behind the home page, and the choice of language beside it."""
        return [
            path("house/", self.admin_view(self.house), name="house"),
            path("language/", self.language, name="language"),
            path("own/", self.admin_view(self.own), name="own"),
            path("reports/", self.admin_view(self.reports), name="reports"),
            path("reports/<slug:kind>/", self.admin_view(self.report), name="report"),
            *super().get_urls(),
        ]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Add the rooms that the person may enter."""
        return {**super().each_context(request), "rooms": _rooms(request)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the home of the person's desks."""
        from moderation.admin.home import show_home  # noqa: PLC0415 - only now are all tables registered

        context = {**self.each_context(request), **(extra_context or {}), "title": _("Home")}
        return show_home(request, context)

    def language(self, request: HttpRequest) -> HttpResponse:
        """Change the language: of the browser, and of the account of whoever is signed in."""
        from moderation.admin.own_page import keep_language  # noqa: PLC0415 - only now are all tables registered

        keep_language(request)
        return set_language(request)

    def own(self, request: HttpRequest) -> HttpResponse:
        """Show a person's own settings."""
        from moderation.admin.own_page import show_own  # noqa: PLC0415 - only now are all tables registered

        return show_own(request, self.each_context(request))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Let a person set their own password, and record that they did."""
        from moderation.workflow.accounts import watch_password  # noqa: PLC0415 - only now are all tables registered

        person = cast("User", request.user)  # whoever is not signed in was sent to do so
        with watch_password(person, actor=Actor.person(person), now=timezone.now()):
            return super().password_change(request, extra_context)

    def reports(self, request: HttpRequest) -> TemplateResponse:
        """List the reports that the person may read."""
        from moderation.admin.report_pages import list_reports  # noqa: PLC0415 - only now are all tables registered

        return list_reports(request, self.each_context(request))

    def report(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Show one report of the person's desks."""
        from moderation.admin.report_pages import show_report  # noqa: PLC0415 - only now are all tables registered

        return show_report(request, self.each_context(request), kind)

    def house(self, request: HttpRequest) -> TemplateResponse:
        """List every table that the person may see."""
        return super().index(request)


def _rooms(request: HttpRequest) -> list[dict[str, Any]]:
    rooms = []
    for name, title, permission in ROOMS:
        if permission and not request.user.has_perm(permission):
            continue
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        rooms.append({"address": address, "title": title, "is_here": _is_here(address, name, request.path)})
    return rooms


def _is_here(address: str, name: str, path: str) -> bool:
    return path == address if name == "admin:index" else path.startswith(address)
