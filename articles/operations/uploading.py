"""Take uploads in: filed whole, told to be known already, or refused with the reason kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy, UnreadableCopy, read_copy
from articles.intake.languages import UNKNOWN_LANGUAGE, UnknownLanguage, read_language
from articles.models import Article, ArticleKind, Desk, Upload, UploadState, Wire
from articles.operations.filing import ArticleAlreadyFiled, UnfitOriginal, check_original, file_copy
from articles.signals import upload_received, upload_refused


@dataclass(frozen=True, slots=True)
class IncomingOriginal:
    """Hold the original that came with a translation, as a file of its own."""

    content: bytes
    filename: str
    language: str


@dataclass(frozen=True, slots=True)
class UploadReceipt:
    """Tell what became of an upload: its row, the article it became, whether both were there before."""

    upload: Upload
    article: Article | None
    is_duplicate: bool = False


@dataclass(frozen=True, slots=True)
class _Incoming:
    """Hold what came in one file, and under which heads."""

    content: bytes
    filename: str
    wire: Wire
    desk: Desk
    language: str
    kind: str
    actor: Actor
    now: datetime
    sha256: str = field(default="")


def receive_upload(  # noqa: PLR0913
    *,
    content: bytes,
    filename: str,
    wire: Wire,
    desk: Desk,
    language: str,
    kind: str,
    actor: Actor,
    now: datetime,
    original: IncomingOriginal | Article | None = None,
) -> UploadReceipt:
    """Take in one file, and the original that came with it; file both or neither.

    The same bytes on the same wire are the same upload. A refusal is no exception: the receipt has no article,
    and its upload says why.
    """
    incoming = _identify(_Incoming(content, filename, wire, desk, language, kind, actor, now))
    known = _find_filed(incoming)
    if known is not None:
        return UploadReceipt(known, known.article, is_duplicate=True)
    try:
        with transaction.atomic():
            return _take(incoming, original)
    except (UnreadableCopy, UnknownLanguage, UnfitOriginal, ArticleAlreadyFiled) as refusal:
        return UploadReceipt(_refuse(incoming, _explain(refusal)), None)
    except IntegrityError:
        # Somebody filed the same bytes between our look and our write.
        known = _find_filed(incoming)
        if known is None:
            raise
        return UploadReceipt(known, known.article, is_duplicate=True)


def _take(incoming: _Incoming, original: IncomingOriginal | Article | None) -> UploadReceipt:
    language = read_language(incoming.language)
    copy = read_copy(incoming.content, filename=incoming.filename)
    if isinstance(original, IncomingOriginal):
        original = _take_original(incoming, original)
    check_original(original, language=language, kind=incoming.kind)
    return _file(replace(incoming, language=language), copy, original)


def _take_original(incoming: _Incoming, original: IncomingOriginal) -> Article:
    """Return the article of the original's file, filed now unless the wire's bytes are known."""
    heads = replace(
        incoming,
        content=original.content,
        filename=original.filename,
        language=read_language(original.language),
        kind=ArticleKind.ORIGINAL,
    )
    heads = _identify(heads)
    if heads.sha256 == incoming.sha256:
        raise UnfitOriginal(_("copy and original are the same file; choose the original's own"))
    known = _find_filed(heads)
    if known is not None and known.article is not None:
        return known.article
    receipt = _file(heads, read_copy(heads.content, filename=heads.filename), None)
    assert receipt.article is not None
    return receipt.article


def _file(incoming: _Incoming, copy: Copy, original: Article | None) -> UploadReceipt:
    upload = _note(incoming, state=UploadState.RECEIVED)
    article = file_copy(
        copy=copy,
        wire=incoming.wire,
        desk=incoming.desk,
        language=incoming.language,
        kind=incoming.kind,
        actor=incoming.actor,
        now=incoming.now,
        original=original,
        upload=upload,
    )
    upload.state = UploadState.FILED
    upload.article = article
    upload.content = incoming.content
    upload.save(update_fields=["state", "article", "content"])
    upload_received.send(sender=Upload, upload=upload, actor=incoming.actor, now=incoming.now)
    return UploadReceipt(upload, article)


@transaction.atomic
def _refuse(incoming: _Incoming, reason: str) -> Upload:
    upload = _note(incoming, state=UploadState.REFUSED, reason=reason)
    upload_refused.send(sender=Upload, upload=upload, actor=incoming.actor, now=incoming.now)
    return upload


def _note(incoming: _Incoming, *, state: str, reason: str = "") -> Upload:
    return Upload.objects.create(
        sha256=incoming.sha256,
        # PostgreSQL keeps no NUL, and a name is only for people to recognise.
        filename=incoming.filename.replace("\x00", "")[-255:] or "-",
        size=len(incoming.content),
        wire=incoming.wire,
        desk=incoming.desk,
        language=incoming.language.replace("\x00", "")[:35],
        kind=incoming.kind,
        state=state,
        reason=reason,
        uploaded_by=incoming.actor.user,
        uploaded_at=incoming.now,
    )


def _identify(incoming: _Incoming) -> _Incoming:
    return replace(incoming, sha256=hashlib.sha256(incoming.content).hexdigest())


def _find_filed(incoming: _Incoming) -> Upload | None:
    filed = Upload.objects.filter(wire=incoming.wire, sha256=incoming.sha256, state=UploadState.FILED)
    as_original = filed.filter(kind=ArticleKind.ORIGINAL)
    # An original may be copy that was filed before; copy is never a mere original.
    if incoming.kind == ArticleKind.ORIGINAL:
        return as_original.select_related("article").first() or filed.select_related("article").first()
    return filed.exclude(kind=ArticleKind.ORIGINAL).select_related("article").first()


def _explain(refusal: Exception) -> str:
    if isinstance(refusal, UnreadableCopy):
        return _(refusal.template) % refusal.details
    if isinstance(refusal, UnknownLanguage):
        return _(UNKNOWN_LANGUAGE) % {"tag": refusal.tag}
    return str(refusal)
