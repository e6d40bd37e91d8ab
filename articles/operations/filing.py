"""File copy: an article and its first version, told to listeners in the same transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from articles.actor import Actor
from articles.intake import Copy
from articles.intake.languages import read_language
from articles.intake.normalise import count_words
from articles.models import (
    Article,
    ArticleKind,
    ArticleVersion,
    Desk,
    PubStatus,
    Upload,
    VersionOrigin,
    Wire,
    hash_content,
)
from articles.signals import copy_tied, version_filed, version_kept

CLOSED_ORIGINAL = gettext_noop(
    "the original that it names is another desk's: filed without it; add the original as a file that they "
    "have not filed, or ask somebody who sits on both desks to file the translation"
)

_HEADLINE_LENGTH = 120  # of a headline taken from the first words of a text that has none

_LONGEST_ID = 255  # of a wire's own id, as the column keeps it


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
        external_id=name_externally(copy.uri),
        headline=name_copy(copy),
        pub_status=copy.pub_status,
        **describe(copy),
    )
    add_version(article, copy, origin=VersionOrigin.FILED, actor=actor, now=now, upload=upload)
    if original is not None:
        copy_tied.send(sender=Article, article=article, to=original, actor=actor, now=now)
    return article


def add_version(
    article: Article, copy: Copy, *, origin: str, actor: Actor, now: datetime, upload: Upload | None = None
) -> ArticleVersion:
    """Add the next version to an article whose row the caller holds, in its language in hand, and tell listeners."""
    version = _write_version(article, copy, origin=origin, actor=actor, now=now, upload=upload)
    article.latest_version = version
    article.headline = version.headline
    article.save(update_fields=["latest_version", "headline", "language"])
    version_filed.send(sender=ArticleVersion, version=version, actor=actor, now=now)
    return version


def keep_version(
    article: Article, copy: Copy, *, origin: str, actor: Actor, now: datetime, upload: Upload | None = None
) -> ArticleVersion:
    """Keep a text beside the line of an article whose row the caller holds: it is never the latest, nor screened."""
    version = _write_version(article, copy, origin=origin, actor=actor, now=now, upload=upload)
    version_kept.send(sender=ArticleVersion, version=version, actor=actor, now=now)
    return version


def repeat_version(article: Article, *, origin: str, actor: Actor, now: datetime) -> ArticleVersion:
    """Add the latest text once more, in the language and beside the original that the article in hand has."""
    latest = article.latest_version
    assert latest is not None
    version = ArticleVersion.objects.get(pk=latest.pk)
    version.pk = None
    version._state.adding = True
    version.number = _next_number(article)
    version.origin = origin
    version.language = article.language
    version.content_hash = hash_content(language=article.language, text=version.text)
    version.original = article.original.latest_version if article.original else None
    if version.original is not None:
        version.doubts = [doubt for doubt in version.doubts if doubt["template"] != CLOSED_ORIGINAL]
    version.upload = None
    # Whoever brings the original has not written this text, and may still approve it.
    version.created_at = now
    version.save(force_insert=True)
    article.latest_version = version
    article.save(update_fields=["latest_version", "language"])
    version_filed.send(sender=ArticleVersion, version=version, is_repeated=True, actor=actor, now=now)
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
    if not copy.text:
        return (copy.slugline or copy.uri or copy.ed_note or "-")[:300]
    first = copy.text.partition("\n")[0]
    if len(first) <= _HEADLINE_LENGTH:
        return first
    return first[:_HEADLINE_LENGTH].rpartition(" ")[0].rstrip(" ,;:") + "…"


def name_externally(uri: str) -> str:
    """Return a wire's id as it is kept: as it is, or, too long for its column, cut and told apart by its digest."""
    if len(uri) <= _LONGEST_ID:
        return uri
    return f"{uri[: _LONGEST_ID - 33]}#{hashlib.sha256(uri.encode()).hexdigest()[:32]}"


def describe(copy: Copy) -> dict[str, Any]:
    """Return the columns of an article that its latest copy fills, its name and status left out."""
    return {
        "slugline": copy.slugline[:120],
        "urgency": copy.urgency,
        "embargoed_until": copy.embargoed_until,
        "embargo_note": copy.embargo_note[:255],
        "ed_note": copy.ed_note,
        "language_tag": (copy.language or "")[:35],
        "wire_version": copy.version[:40],
        "wire_status": copy.pub_status,
        # Lists, as the column gives them back: a tuple would look like a change each time.
        "info_sources": [{**asdict(source), "roles": list(source.roles)} for source in copy.info_sources],
        "rights": {name: words for name, words in asdict(copy.rights).items() if words},
        "extra": dict(copy.extra),
    }


def describe_anew(copy: Copy) -> dict[str, Any]:
    """Return the columns that a later delivery fills: one without a text is silent on all that it does not name."""
    columns = describe(copy)
    if copy.text:
        return columns
    named = {"ed_note", "wire_version"}
    if says_status(copy):
        named |= {"wire_status"}
    if copy.embargoed_until or copy.embargo_note:
        named |= {"embargoed_until", "embargo_note"}
    return {name: value for name, value in columns.items() if name in named}


def says_status(copy: Copy) -> bool:
    """Tell whether copy says how it stands: with a text by saying nothing, too; a mere note only where it names it."""
    return bool(copy.text) or copy.is_status_told or copy.pub_status != PubStatus.USABLE


def lines_of(copy: Copy) -> dict[str, str]:
    """Return the columns of a version that stand beside its text."""
    return {"summary": copy.summary, "byline": copy.byline[:255], "dateline": copy.dateline[:255]}


def has_lines_of(version: ArticleVersion, copy: Copy) -> bool:
    """Tell whether what stands beside a version's text is what stands beside that of the copy."""
    return all(getattr(version, name) == value for name, value in lines_of(copy).items())


def _find_known(copy: Copy, wire: Wire) -> Article | None:
    if not copy.uri:
        return None
    named = Article.objects.filter(wire=wire, external_id=name_externally(copy.uri))
    return named.select_related("wire").first()


def _write_version(
    article: Article, copy: Copy, *, origin: str, actor: Actor, now: datetime, upload: Upload | None
) -> ArticleVersion:
    return ArticleVersion.objects.create(
        article=article,
        number=_next_number(article),
        headline=name_copy(copy),
        text=copy.text,
        **lines_of(copy),
        wire_version=copy.version[:40],
        bodies=[asdict(body) for body in copy.bodies],
        extra=dict(copy.extra),
        doubts=[asdict(doubt) for doubt in copy.warnings],
        language=article.language,
        content_hash=hash_content(language=article.language, text=copy.text),
        word_count=count_words(copy.text),
        origin=origin,
        original=article.original.latest_version if article.original else None,
        upload=upload,
        created_by=actor.user,
        created_at=now,
    )


def _next_number(article: Article) -> int:
    """Count on from every version, those beside the line too."""
    highest: int | None = article.versions.aggregate(number=Max("number"))["number"]
    return (highest or 0) + 1
