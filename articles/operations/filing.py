"""File copy: an article and its first version, told to listeners in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.languages import read_language
from articles.intake.normalise import count_words
from articles.models import Article, ArticleKind, ArticleVersion, Desk, Upload, VersionOrigin, Wire, hash_content
from articles.signals import version_filed

_HEADLINE_LENGTH = 120  # of a headline taken from the first words of a text that has none


class ArticleAlreadyFiled(ValueError):
    """Refuse to file a wire's article a second time as if it were new."""

    def __init__(self, article: Article) -> None:
        super().__init__(
            _("%(wire)s has filed %(uri)s before; correct article %(id)s instead")
            % {"wire": article.wire.name, "uri": article.external_id, "id": article.pk}
        )
        self.article = article


class UnfitOriginal(ValueError):
    """Refuse an original that cannot be one of this copy."""


@transaction.atomic
def file_copy(  # noqa: PLR0913
    *,
    copy: Copy,
    wire: Wire,
    desk: Desk,
    language: str,
    kind: str,
    actor: Actor,
    now: datetime,
    original: Article | None = None,
    upload: Upload | None = None,
) -> Article:
    """File copy as a new article with version 1, and tell `version_filed` before the transaction ends.

    :raises UnknownLanguage: the language does not exist
    :raises UnfitOriginal: the original is in the same language, or belongs to an original
    :raises ArticleAlreadyFiled: the wire has filed an article of that uri before
    """
    language = read_language(language)
    check_original(original, language=language, kind=kind)
    known = _find_known(copy, wire)
    if known is not None:
        raise ArticleAlreadyFiled(known)
    article = Article.objects.create(
        wire=wire,
        desk=desk,
        kind=kind,
        language=language,
        original=original,
        filed_by=actor.user,
        filed_at=now,
        **_describe(copy),
    )
    add_version(article, copy, origin=VersionOrigin.FILED, actor=actor, now=now, upload=upload)
    return article


def add_version(
    article: Article, copy: Copy, *, origin: str, actor: Actor, now: datetime, upload: Upload | None = None
) -> ArticleVersion:
    """Add the next version to an article whose row the caller holds, and tell listeners."""
    previous = article.latest_version
    version = ArticleVersion.objects.create(
        article=article,
        number=previous.number + 1 if previous else 1,
        headline=name_copy(copy),
        summary=copy.summary,
        text=copy.text,
        language=article.language,
        content_hash=hash_content(language=article.language, text=copy.text),
        word_count=count_words(copy.text),
        origin=origin,
        original=article.original.latest_version if article.original else None,
        upload=upload,
        created_by=actor.user,
        created_at=now,
    )
    article.latest_version = version
    article.headline = version.headline
    article.save(update_fields=["latest_version", "headline"])
    version_filed.send(sender=ArticleVersion, version=version, actor=actor, now=now)
    return version


def check_original(original: Article | None, *, language: str, kind: str) -> None:
    """Check that an article can be the original of copy in *language*.

    :raises UnfitOriginal: it cannot
    """
    if original is None:
        return
    if kind == ArticleKind.ORIGINAL:
        raise UnfitOriginal(_("an original has no original of its own; file the copy as a translation"))
    if original.language == language:
        raise UnfitOriginal(
            _("the original “%(headline)s” is in the copy's own language (%(language)s); choose another")
            % {"headline": original.headline, "language": language}
        )


def name_copy(copy: Copy) -> str:
    """Return the copy's headline, or its first words where it has none."""
    if copy.headline:
        return copy.headline[:300]
    first = copy.text.partition("\n")[0]
    if len(first) <= _HEADLINE_LENGTH:
        return first
    return first[:_HEADLINE_LENGTH].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _find_known(copy: Copy, wire: Wire) -> Article | None:
    if not copy.uri:
        return None
    return Article.objects.filter(wire=wire, external_id=copy.uri).select_related("wire").first()


def _describe(copy: Copy) -> dict[str, Any]:
    return {
        "external_id": copy.uri,
        "slugline": copy.slugline,
        "headline": name_copy(copy),
        "urgency": copy.urgency,
        "pub_status": copy.pub_status,
        "embargoed_until": copy.embargoed_until,
        "embargo_note": copy.embargo_note,
        "ed_note": copy.ed_note,
        "extra": dict(copy.extra),
    }
