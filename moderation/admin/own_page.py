"""The page on which people set their clock; and what the review page and the queue keep for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from moderation.admin.choices import time_zones
from moderation.admin.keys import read_keys
from moderation.admin.own import own_of
from moderation.admin.queue_filters import clean_query
from moderation.workflow import preferences
from moderation.workflow.preferences import UnfitPreference


def show_own(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """Show a person's own settings, and take the time zone they choose."""
    if request.method == "POST":
        try:
            preferences.choose_time_zone(user=request.user, name=request.POST.get("time_zone", "")[:64])
        except UnfitPreference as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("admin:own"))
    own = own_of(request)
    shown = {**context, "title": _("My settings"), "own": own, "zones": time_zones()}
    return TemplateResponse(request, "moderation/own.html", shown)


def keep_language(request: HttpRequest) -> None:
    """Keep the language that a signed-in person asks for with their account; one not spoken here changes nothing."""
    if request.method != "POST" or not request.user.is_authenticated:
        return
    with suppress(UnfitPreference):
        preferences.choose_language(user=request.user, language=request.POST.get("language", ""))


@require_POST
def keep_keys(request: HttpRequest) -> JsonResponse:
    """Keep the letters that a person gave the keys of the review page."""
    try:
        given = json.loads(request.POST.get("keys", ""))
    except ValueError:
        given = None
    keys = read_keys(given)
    if keys is None:
        return JsonResponse({"problem": _("Every key needs a letter of its own, and digits are taken.")}, status=400)
    preferences.choose_keys(user=request.user, keys=keys)
    return JsonResponse({"keys": keys})


@require_POST
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the queue as it is asked for, under a name; or remove a view that was kept."""
    query = clean_query(request.POST.get("query", ""))
    forget = request.POST.get("forget", "")
    if forget.isascii() and forget.isdecimal() and len(forget) < 19:
        preferences.forget_view(user=request.user, pk=int(forget))
    else:
        try:
            preferences.keep_view(user=request.user, name=request.POST.get("name", "").replace("\x00", ""), query=query)
        except UnfitPreference as refusal:
            words = str(refusal)
            messages.error(request, words[:1].upper() + words[1:])
    return HttpResponseRedirect(f"{reverse('admin:moderation_review_changelist')}?{query}")
