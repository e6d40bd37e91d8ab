"""The mail of a digest: text and HTML with the same facts, and the headers that mail machines want."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from moderation.reports.digest import Digest
from moderation.reports.plain import write_plain

# The one style sheet that stays: dark mode is a media query, and no element can carry that.
_INLINER = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """Say whom a mail is for, and why they get it."""

    address: str
    subscription: str
    message_id: str
    settings_address: str


def compose(digest: Digest, letter: Letter) -> EmailMultiAlternatives:
    """Write the mail of a digest to one person; the caller activates language and time zone."""
    footer = _("You get this because “%(name)s” is sent to you. Change when, or stop it: %(address)s") % {
        "name": letter.subscription,
        "address": letter.settings_address,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(digest.subject.split()),
        body=write_plain(digest, footer=footer),
        to=[letter.address],
        headers=_headers(digest, letter),
    )
    mail.attach_alternative(write_html(digest, letter), "text/html")
    for file in digest.attachments:
        mail.attach(file.filename, file.content, file.mimetype)
    return mail


def write_html(digest: Digest, letter: Letter) -> str:
    """Write a digest as HTML for mail clients: tables, and every style on the element it is for."""
    return _INLINER.inline(render_to_string("reports/mail.html", {"digest": digest, "letter": letter}))


def name_message(*parts: str | int) -> str:
    """Return the Message-ID of what the parts name: the same parts, the same mail."""
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{'.'.join(str(part) for part in parts)}@{house}>"


def _headers(digest: Digest, letter: Letter) -> dict[str, str]:
    return {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{letter.settings_address}>",
        "Content-Language": digest.language,
    }
