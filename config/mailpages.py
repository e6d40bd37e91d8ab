"""The page of the admin on which administrators read what the local mail server kept."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from config.local.mailbox import Mail, NoSuchMail, list_mails, read_mail

# In a frame of its own, without scripts, forms, or anything from elsewhere.
_FRAME_POLICY = "sandbox; default-src 'none'; img-src data:; style-src {style}; frame-ancestors 'self'"
View = Callable[..., HttpResponse]


def mail_urls() -> list[URLPattern]:
    """Return the addresses below `admin/mail/`; none where mails are sent for real."""
    if not settings.LOCAL_MAIL:
        return []
    return [
        path("", _for_administrators(show_mails), name="mail-list"),
        path("<str:name>/", _for_administrators(show_mail), name="mail"),
        path("<str:name>/page/", _for_administrators(show_page), name="mail-page"),
        path("<str:name>/files/<int:number>/", _for_administrators(send_attachment), name="mail-attachment"),
    ]


@require_safe
def show_mails(request: HttpRequest) -> HttpResponse:
    """List the mails, the newest first."""
    mails = list_mails(settings.PLACES.mail)
    return render(request, "mail/list.html", {**admin.site.each_context(request), "title": "Mails", "mails": mails})


@require_safe
def show_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: its head, its page in a frame, its text, its files."""
    mail = _find(name)
    context = {"title": mail.message["Subject"] or "(no subject)", "mail": mail}
    return render(request, "mail/mail.html", {**admin.site.each_context(request), **context})


@require_safe
@xframe_options_sameorigin
def show_page(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with a mail's HTML alone."""
    page = _find(name).page()
    response = HttpResponse(f'<!doctype html><html><head><meta charset="utf-8"></head>{page.body}</html>')
    response["Content-Security-Policy"] = _FRAME_POLICY.format(style=page.style_hash)
    return response


@require_safe
def send_attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Answer with one attached file, to be saved and not opened."""
    mail = _find(name)
    try:
        content = mail.content(number)
    except NoSuchMail as error:
        raise Http404(str(error)) from error
    disposition = content_disposition_header(as_attachment=True, filename=mail.attachments[number].name)
    return HttpResponse(
        content, content_type="application/octet-stream", headers={"Content-Disposition": disposition or "attachment"}
    )


def _find(name: str) -> Mail:
    try:
        return read_mail(settings.PLACES.mail, name)
    except NoSuchMail as error:
        raise Http404(str(error)) from error


def _for_administrators(view: View) -> View:
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return admin.site.admin_view(guarded)
