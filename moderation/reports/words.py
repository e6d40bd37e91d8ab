"""How reports say numbers, times and places in the reader's language; the caller activates language and zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, ArticleVersion
from moderation.models import Flag
from moderation.reports.digest import Excerpt, Link, quote

_RIGHT_TO_LEFT = frozenset({"ar", "arz", "apc", "ary", "ckb", "dv", "fa", "he", "ps", "prs", "sd", "ug", "ur", "yi"})


def say_number(number: float, *, digits: int = 0) -> str:
    """Write a number as the language groups it."""
    # Django cuts digits off where a reader expects them rounded.
    return number_format(round(number, digits), decimal_pos=digits, use_l10n=True, force_grouping=True)


def say_share(share: float) -> str:
    """Write a share of 1 in per cent."""
    return _("%(number)s%%") % {"number": say_number(share * 100)}


def say_moment(moment: datetime) -> str:
    """Write a moment as a day and an hour of the reader's wall."""
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j N')} {date_format(local, 'H:i')}"


def say_day(moment: datetime) -> str:
    """Write a moment's local day in full."""
    return date_format(timezone.localtime(moment), "l j F Y")


def say_period(since: datetime, until: datetime) -> str:
    """Write a stretch of time."""
    return _("%(since)s to %(until)s") % {"since": say_moment(since), "until": say_moment(until)}


def say_days(since: datetime, until: datetime) -> str:
    """Write a stretch of time by its days alone; one within a single day with its hours."""
    first, last = (date_format(timezone.localtime(moment), "j N") for moment in (since, until))
    return say_period(since, until) if first == last else f"{first} – {last}"


def say_length(length: timedelta) -> str:
    """Write a stretch of time in the largest units that matter: days and hours, hours, minutes."""
    minutes = max(0, int(length.total_seconds() // 60))
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= 2:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    if hours >= 1:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    if minutes >= 1:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    return _("less than a minute")


def at_house(path: str) -> str:
    """Return the whole address of a path of this house."""
    return f"{settings.SITE_ADDRESS}{path}"


def review_address(review_id: int) -> str:
    """Return the address of a review's page."""
    return at_house(reverse("admin:moderation_review_change", args=[review_id]))


def queue_address(**asked: str | int | None) -> str:
    """Return the address of the queue, narrowed by what is given."""
    query = urlencode({name: value for name, value in asked.items() if value not in (None, "")})
    return at_house(reverse("admin:moderation_review_changelist")) + (f"?{query}" if query else "")


def and_more(total: int, shown: int, address: str) -> Link | None:
    """Return a link to what a list leaves out, if it leaves out anything."""
    left = total - shown
    if left <= 0:
        return None
    return Link(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": say_number(left)}, address)


def name_article(article: Article) -> str:
    """Name an article by its headline and its wire."""
    return f"{article.headline} ({article.wire.name})"


def quote_flag(flag: Flag, version: ArticleVersion) -> Excerpt | None:
    """Quote what a flag is about, if it is about some words."""
    if flag.start is None or flag.end is None:
        return None
    direction = "rtl" if version.language in _RIGHT_TO_LEFT else "ltr"
    return quote(version.text, flag.start, flag.end, direction=direction)
