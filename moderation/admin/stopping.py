"""The page that a mail's "stop it" leads to: no sign-in, one button, and the way back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from moderation.reports.stopping import Receiving, UnknownStopAddress, read_stop_address, restart, stop


# A mail client's own button posts without a cookie (RFC 8058); the address itself is the secret.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_report(request: HttpRequest, token: str) -> HttpResponse:
    """Show whether this person gets this report; stop it, or begin it again, when asked by POST.

    :raises Http404: no mail held that address
    """
    try:
        receiving = read_stop_address(token)
    except UnknownStopAddress as error:
        raise Http404 from error
    if request.method == "POST":
        _change(receiving, request)
    with translation.override(receiving.subscription.language):
        return render(request, "moderation/report/stop.html", {"receiving": receiving, "token": token})


def _change(receiving: Receiving, request: HttpRequest) -> None:
    now = timezone.now()
    if request.POST.get("again"):
        restart(receiving, now=now)
    else:
        stop(receiving, now=now)
