"""Correct copy: a new version beside the old ones, never over them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy
from articles.models import Article, ArticleVersion, PubStatus, Upload, VersionOrigin, hash_content
from articles.operations.filing import add_version, has_lines_of, keep_version, lines_of, repeat_version
from articles.operations.standing import CopyIsKilled


class StaleVersion(ValueError):
    """Refuse a change made on a version that is not the latest any more."""

    def __init__(self, *, expected: int, latest: ArticleVersion) -> None:
        super().__init__(
            _("version %(expected)s has been replaced by version %(latest)s; read that one and correct again")
            % {"expected": expected, "latest": latest.number}
        )
        self.latest = latest


@transaction.atomic
def correct_copy(
    *,
    article: Article,
    copy: Copy,
    actor: Actor,
    now: datetime,
    expected_version: int,
    origin: str = VersionOrigin.CORRECTED,
    upload: Upload | None = None,
) -> ArticleVersion:
    """Add a version with what is corrected; the same text with the same lines returns the version that stands.

    :raises StaleVersion: another version was added since the caller read *expected_version*
    :raises CopyIsKilled: the article was killed
    """
    locked = _lock(article)
    latest = locked.latest_version
    if latest is None or latest.number != expected_version:
        raise StaleVersion(expected=expected_version, latest=locked.versions.in_line().latest("number"))
    _guard_life(locked)
    is_same_text = hash_content(language=locked.language, text=copy.text) == latest.content_hash
    if is_same_text and has_lines_of(latest, copy):
        return latest
    return add_version(locked, copy, origin=origin, actor=actor, now=now, upload=upload)


@transaction.atomic
def keep_correction(*, article: Article, copy: Copy, actor: Actor, now: datetime) -> ArticleVersion | None:
    """Keep a correction beside the line, for the record: the text stays as it is; nothing where it is kept already.

    :raises CopyIsKilled: the article was killed
    """
    locked = _lock(article)
    _guard_life(locked)
    digest = hash_content(language=locked.language, text=copy.text)
    if locked.versions.filter(content_hash=digest, **lines_of(copy)).exists():
        return None
    return keep_version(locked, copy, origin=VersionOrigin.LATE, actor=actor, now=now)


@transaction.atomic
def correct_language(*, article: Article, language: str, actor: Actor, now: datetime) -> ArticleVersion | None:
    """Have an article read in another language than it was filed in; nothing where it is in that one already.

    :raises CopyIsKilled: the article was killed
    """
    locked = _lock(article)
    _guard_life(locked)
    if locked.language == language:
        return None
    locked.language = language
    return repeat_version(locked, origin=VersionOrigin.REREAD, actor=actor, now=now)


def _lock(article: Article) -> Article:
    return Article.objects.select_for_update(no_key=True, of=("self",)).select_related("original").get(pk=article.pk)


def _guard_life(locked: Article) -> None:
    if locked.pub_status == PubStatus.CANCELED:
        raise CopyIsKilled(locked)
