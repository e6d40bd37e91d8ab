"""The mail of a digest: text and HTML with the same facts, and the headers that mail machines want."""

from __future__ import annotations

import base64
import hashlib
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
    """Say whom a mail is for, why they get it, and how they stop it."""

    address: str
    subscription: str
    message_id: str
    stop_address: str
    attaches_figures: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a mail as a page, and the source of its styles as a content policy names it."""

    html: str
    style_source: str


def compose(digest: Digest, letter: Letter) -> EmailMultiAlternatives:
    """Write the mail of a digest to one person; the caller activates language and time zone."""
    footer = _("You get this because “%(name)s” is sent to you. Stop it: %(address)s") % {
        "name": letter.subscription,
        "address": letter.stop_address,
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(digest.subject.split()),
        body=write_plain(digest, footer=footer),
        to=[letter.address],
        headers=_headers(digest, letter),
    )
    mail.attach_alternative(write_html(digest, letter), "text/html")
    for file in digest.attachments if letter.attaches_figures else ():
        mail.attach(file.filename, file.content, file.mimetype)
    return mail


def write_html(digest: Digest, letter: Letter) -> str:
    """Write a digest as HTML for mail clients: tables, and every style on the element it is for."""
    return inline(render_to_string("reports/mail.html", {"digest": digest, "letter": letter}))


def inline(page: str) -> str:
    """Put the styles of a page onto its elements, as mail clients want them."""
    return _INLINER.inline(page)


def draw_page(digest: Digest, letter: Letter) -> Page:
    """Write the same HTML for a browser under a strict policy: its styles in one sheet, named by their hash."""
    page = render_to_string("reports/mail.html", {"digest": digest, "letter": letter})
    sheet = page.partition("<style>")[2].partition("</style>")[0]
    digest_of_sheet = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    return Page(page, f"'sha256-{digest_of_sheet}'")


def name_message(*parts: str | int) -> str:
    """Return the Message-ID of what the parts name: the same parts, the same mail."""
    house = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{'.'.join(str(part) for part in parts)}@{house}>"


def _headers(digest: Digest, letter: Letter) -> dict[str, str]:
    return {
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Unsubscribe": f"<{letter.stop_address}>",
        # RFC 8058: a mail client's own button posts there and needs no page.
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": digest.language,
    }
