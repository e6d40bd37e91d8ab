"""Take uploads in: received whole, told to be known already, or refused with the reason kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from articles.actor import Actor
from articles.intake import Copy, UnreadableCopy, read_copies, read_copy
from articles.intake.languages import UNKNOWN_LANGUAGE, UnknownLanguage, read_language
from articles.models import Article, ArticleKind, ArticleVersion, Desk, PubStatus, Upload, UploadState, Wire
from articles.operations.correcting import correct_language
from articles.operations.filing import UnfitOriginal, name_externally
from articles.operations.languages import language_of
from articles.operations.linking import lock_copies
from articles.operations.receipt import Outcome, Receipt
from articles.operations.receiving import FiledElsewhere, receive_copy
from articles.operations.standing import CopyIsKilled
from articles.signals import upload_received, upload_refused

log = structlog.get_logger(__name__)

# Copies, each with the language that is asked for, if one is.
_Asked = Sequence[tuple[Copy, str | None]]


@dataclass(frozen=True, slots=True)
class IncomingOriginal:
    """Hold the original that came with a translation, as a file of its own."""

    content: bytes
    filename: str
    language: str


@dataclass(frozen=True, slots=True)
class UploadReceipt:
    """Tell what became of an upload: its row, the article it became, whether both were there before.

    A file may hold several articles; ``receipts`` has one for each. Known copy whose language is another than a page
    had put in keeps it, and ``is_language_kept`` says so.
    """

    upload: Upload
    article: Article | None
    is_duplicate: bool = False
    is_language_kept: bool = False
    receipts: tuple[Receipt, ...] = ()

    @property
    def outcome(self) -> str:
        """Return what became of the first article; nothing where none was received now."""
        return str(self.receipts[0].outcome) if self.receipts else ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return what there is to look at, of all articles."""
        return tuple(warning for receipt in self.receipts for warning in receipt.warnings)


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
    may_touch: Callable[[Article], bool]
    is_offered: bool = field(default=False)
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
    may_touch: Callable[[Article], bool] = lambda _article: True,
    is_offered: bool = False,
) -> UploadReceipt:
    """Take in one file, and the original that came with it; receive both or neither.

    The same bytes on the same wire are the same upload; a language that is given with them anew is put right, and
    what the wire says in them of an article that it names holds anew. An empty *language* is the one that the file
    says, else the wire's; one that *is_offered*, put in by a page and typed by nobody, turns nothing back. A refusal
    is no exception: the receipt has no article, and its upload says why. So it is where *may_touch* refuses.
    """
    incoming = _identify(_Incoming(content, filename, wire, desk, language, kind, actor, now, may_touch, is_offered))
    known = _find_filed(incoming)
    try:
        if known is not None:
            return _meet_again(incoming, known)
        with transaction.atomic():
            return _take(incoming, original)
    except (UnreadableCopy, UnknownLanguage, UnfitOriginal, FiledElsewhere) as refusal:
        return UploadReceipt(_refuse(incoming, _explain(refusal)), None)
    except DataError as error:
        log.exception("upload_not_kept", wire=wire.code, filename=filename)
        reason = _("%(name)s cannot be kept as it is: %(error)s") % {"name": filename, "error": error}
        return UploadReceipt(_refuse(incoming, reason), None)
    except IntegrityError:
        # Somebody filed the same bytes between our look and our write.
        known = _find_filed(incoming)
        if known is None:
            raise
        return UploadReceipt(known, known.article, is_duplicate=True)


def _meet_again(incoming: _Incoming, known: Upload) -> UploadReceipt:
    """File nothing twice; but a language that was guessed wrong is put right, and what the wire says holds anew."""
    article = known.article
    if article is None or not incoming.may_touch(article):
        return UploadReceipt(known, article, is_duplicate=True)
    language = read_language(incoming.language) if incoming.language else article.language
    copies = read_copies(incoming.content, filename=incoming.filename)
    is_other = len(copies) == 1 and language != article.language and article.pub_status != PubStatus.CANCELED
    is_kept = is_other and incoming.is_offered
    version = _put_right(incoming, article, language) if is_other and not is_kept else None
    receipts = _hear_again(replace(incoming, kind=known.kind), known, copies)
    if version is not None and not receipts:
        article.refresh_from_db()
        receipts = (Receipt(article, version, Outcome.UPDATED),)
    return UploadReceipt(known, article, is_duplicate=not receipts, is_language_kept=is_kept, receipts=receipts)


def _put_right(incoming: _Incoming, article: Article, language: str) -> ArticleVersion | None:
    try:
        return correct_language(article=article, language=language, actor=incoming.actor, now=incoming.now)
    except CopyIsKilled:
        return None


@transaction.atomic
def _hear_again(incoming: _Incoming, known: Upload, copies: tuple[Copy, ...]) -> tuple[Receipt, ...]:
    """Receive again what has an id of its own and is not killed; return the receipts of what that changed.

    The same file counts as news where another came between: withheld, usable, withheld. Receiving tells news from
    what is known, as it does for programs and feeds.
    """
    named = {name_externally(copy.uri) for copy in copies} - {""}
    filed = Article.objects.filter(wire=incoming.wire, external_id__in=named).exclude(pub_status=PubStatus.CANCELED)
    # Each article keeps its language: one that an editor has put right is not the file's to change back.
    languages = {article.external_id: article.language for article in filed if incoming.may_touch(article)}
    asked = [(copy, languages[name]) for copy in copies if (name := name_externally(copy.uri)) in languages]
    receipts = _receive_each(incoming, asked, None, known)
    changed = tuple(receipt for receipt in receipts if receipt.outcome != Outcome.UNCHANGED)
    if changed:
        upload_received.send(sender=Upload, upload=known, actor=incoming.actor, now=incoming.now)
    return changed


def _take(incoming: _Incoming, original: IncomingOriginal | Article | None) -> UploadReceipt:
    if incoming.language:
        incoming = replace(incoming, language=read_language(incoming.language))
    copies = read_copies(incoming.content, filename=incoming.filename)
    if not isinstance(original, IncomingOriginal):
        return _receive(incoming, copies, original)
    heads = _identify(
        replace(
            incoming,
            content=original.content,
            filename=original.filename,
            language=read_language(original.language),
            kind=ArticleKind.ORIGINAL,
        )
    )
    try:
        article = _take_original(incoming, copies, heads)
    except FiledElsewhere:
        raise UnfitOriginal(
            _(
                "the original was filed before, on a desk that is not yours: file the copy without it, or ask somebody "
                "who sits on both desks to file the translation"
            )
        ) from None
    return _receive(incoming, copies, article)


def _take_original(incoming: _Incoming, copies: tuple[Copy, ...], heads: _Incoming) -> Article:
    """Return the article of the original's file, filed now unless the wire's bytes are known.

    :raises UnfitOriginal: it is the copy itself
    :raises FiledElsewhere: it is an article that whoever files may not touch, and so not read beside their copy either
    """
    if heads.sha256 == incoming.sha256:
        raise UnfitOriginal(_("copy and original are the same file; choose the original's own"))
    known = _find_filed(heads)
    if known is not None and known.article is not None:
        if not incoming.may_touch(known.article):
            raise FiledElsewhere
        return known.article
    copy = read_copy(heads.content, filename=heads.filename)
    # All names at once, before the first line is written: see receive_copy.
    lock_copies([(copy, heads.language), *_with_languages(incoming, _asked(incoming, copies))], incoming.wire)
    receipt = _receive(heads, (copy,), None)
    assert receipt.article is not None
    return receipt.article


def _receive(incoming: _Incoming, copies: tuple[Copy, ...], original: Article | None) -> UploadReceipt:
    upload = _note(incoming, state=UploadState.RECEIVED)
    receipts = _receive_each(incoming, _asked(incoming, copies), original, upload)
    upload.state = UploadState.FILED
    upload.article = receipts[0].article
    upload.language = receipts[0].article.language
    upload.content = incoming.content
    upload.save(update_fields=["state", "article", "language", "content"])
    upload_received.send(sender=Upload, upload=upload, actor=incoming.actor, now=incoming.now)
    return UploadReceipt(upload, receipts[0].article, receipts=receipts)


def _receive_each(incoming: _Incoming, asked: _Asked, original: Article | None, upload: Upload) -> tuple[Receipt, ...]:
    lock_copies(_with_languages(incoming, asked), incoming.wire, original=original)
    return tuple(
        receive_copy(
            copy=copy,
            wire=incoming.wire,
            desk=incoming.desk,
            language=language,
            kind=incoming.kind,
            actor=incoming.actor,
            now=incoming.now,
            original=original,
            upload=upload,
            may_touch=incoming.may_touch,
        )
        for copy, language in asked
    )


def _asked(incoming: _Incoming, copies: tuple[Copy, ...]) -> _Asked:
    """Return the languages to ask for: for one article the editor's word decides, for several what they say.

    What a page has put in is nobody's word: it stands only for what says none itself.
    """
    is_alone = len(copies) == 1 and not incoming.is_offered
    says = [language_of(copy, incoming.wire, None)[0] for copy in copies]
    told = incoming.language or None
    return [(copy, told if is_alone or said is None else None) for copy, said in zip(copies, says, strict=True)]


def _with_languages(incoming: _Incoming, asked: _Asked) -> list[tuple[Copy, str]]:
    return [(copy, language_of(copy, incoming.wire, tag)[0] or incoming.wire.language) for copy, tag in asked]


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
        reason=reason.replace("\x00", ""),
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
