"""The first page of the day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def show_home(request: HttpRequest, context: Mapping[str, Any]) -> HttpResponse:
    """Show what waits for the person."""
    return TemplateResponse(request, "moderation/home.html", dict(context))
